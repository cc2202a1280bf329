"""crm-tier beside DuckDB doing the plain sums of each customer alone, on the
same events: median seconds, rows and megabytes a second, peak memory and what
that is a customer; then the sums of both compared.  Never judges a time.

tier.py BIN VENV FILE RUNS
"""
import csv
import os
import statistics
import sys

import measure

AS_OF = "2023-12-31"        # of the last event: gen.c
SUMS = (("interactions", 1), ("seconds", 1), ("group_posts", 1),
        ("net_spend", 100))


def sums(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["user_id"]: tuple(round(unit * float(row[name] or 0))
                                      for name, unit in SUMS)
                for row in csv.DictReader(file)}


def outside(path):
    """Who is listed without an activity or an order, so without sums."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["user_id"] for row in csv.DictReader(file)
                if row["octant"] == ""}


def lines(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n")
                   for block in iter(lambda: file.read(1 << 20), b"")) - 1


def main():
    binaries, venv, source, runs = (*sys.argv[1:4], int(sys.argv[4]))
    folder = os.path.dirname(source)
    ours, peer = (os.path.join(folder, "out-tier" + n) for n in ("", "-peer"))
    tier = os.path.join(binaries, "crm-tier")
    here = os.path.dirname(os.path.abspath(__file__))
    entries = (
        ("crm-tier", [tier, "-q", source], ours),
        ("  --as-of", [tier, "-q", "--as-of", AS_OF, source], ours),
        ("DuckDB, sums alone", [
            os.path.join(venv, "bin", "python"), os.path.join(here, "peer.py"),
            "duckdb", "events", source, peer], peer + ".log"))
    for old in ours, peer:
        if os.path.exists(old):
            os.remove(old)
    found = {name: [] for name, _, _ in entries}
    for _ in range(runs):
        for name, argv, target in entries:
            got = measure.run(argv, target)
            if got:
                found[name].append(got)
    rows, size = lines(source), os.path.getsize(source) / 1e6
    customers = lines(ours) if found["crm-tier"] else 0
    print(f"crm-tier, {rows:,} events of {customers:,} customers, "
          f"{size:,.0f} MB")
    print(f"{'':20}{'seconds':>9}{'rows/s':>12}{'MB/s':>8}{'MB':>8}"
          f"{'bytes/customer':>16}")
    for name, _, _ in entries:
        if not found[name]:
            print(f"{name:20}not shown")
            continue
        seconds, memory = (statistics.median(g[i] for g in found[name])
                           for i in range(2))
        each = f"{memory * 1048576 / customers:16.0f}" if customers else ""
        print(f"{name:20}{seconds:9.2f}{rows / seconds:12,.0f}"
              f"{size / seconds:8.0f}{memory:8.0f}{each}")
    differ = None
    if found["crm-tier"] and found["DuckDB, sums alone"]:
        a, b = sums(ours), sums(peer)
        differ = sum(a.get(u) != b.get(u)
                     for u in (a.keys() | b.keys()) - outside(ours))
    print("sums of every customer against DuckDB: "
          + {None: "not shown", 0: "equal"}.get(differ, f"{differ} differ"))
    print()
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
