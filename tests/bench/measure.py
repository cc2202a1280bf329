"""Run crm-rfm and its peers in turn on the same files and print one table a
file: median seconds, the ratio to Polars, peak memory.  Never judges a time.

measure.py BIN VENV RUNS FILE...    BIN has the programs, VENV the peers.
"""
import csv
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def run(argv, target):
    """Wall seconds, peak MB, standard output; None when it cannot be run."""
    with open(target, "wb") as out:
        begin = time.perf_counter()
        try:
            child = subprocess.Popen(argv, stdout=out,
                                     stderr=subprocess.DEVNULL)
        except OSError:
            return None
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
    child.returncode = status
    if status != 0:
        return None
    return seconds, usage.ru_maxrss / 1024


def mawk(columns):
    """Fields by comma: the columns behind the quoted one count from the end."""
    at = {name: "$%d" % (i + 1) for i, name in enumerate(columns)}
    if len(columns) > 3:
        behind = len(columns) - 1 - columns.index("amount")
        at["amount"] = f"$(NF - {behind})"
    u, t, a = at["user_id"], at["time"], at["amount"]
    return ["mawk", "-F,",
            f'NR > 1 {{ n[{u}]++; s[{u}] += {a};'
            f' if ({t} > l[{u}]) l[{u}] = {t} }}'
            ' END { print "user_id,last,n,sum"; for (u in n)'
            ' printf "%s,%s,%d,%.2f\\n", u, l[u], n[u], s[u] }']


def contestants(binaries, venv, source):
    with open(source, encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
    python = os.path.join(venv, "bin", "python")
    peer = [python, os.path.join(HERE, "peer.py")]
    mlr = ["mlr", "--icsv", "--ocsv", "cut", "-f", "user_id,time,amount",
           "then", "stats1", "-a", "max,count,sum", "-f", "time,amount",
           "-g", "user_id"]
    return [
        ("crm-rfm", [os.path.join(binaries, "crm-rfm"), source]),
        ("Polars", peer + ["polars", "sink", source]),
        ("Polars, eager", peer + ["polars", "eager", source]),
        ("Polars, day only", peer + ["polars", "day", source]),
        ("DuckDB", peer + ["duckdb", "text", source]),
        ("DuckDB, typed", peer + ["duckdb", "typed", source]),
        ("Miller", mlr + [source]),
        ("mawk", mawk(columns) + [source]),
        ("cat", ["cat", source]),
    ]


def measure(entries, runs, folder):
    """{name: [(seconds, MB, seconds of the query alone)]}, in turn."""
    found = {name: [] for name, _ in entries}
    for _ in range(runs):
        for name, argv in entries:
            target = os.path.join(folder, "out-" + name.replace(" ", "-"))
            if argv[1].endswith("peer.py"):
                got = run(argv + [target], target + ".log")
                query = None
                if got:
                    with open(target + ".log", encoding="ascii") as log:
                        query = float(log.read().split()[1])
            else:
                got = run(argv, target)
                query = got and got[0]
            if got:
                found[name].append(got + (query,))
    return found


def answers(path, user, count, total):
    with open(path, encoding="utf-8", newline="") as file:
        return {row[user]: (int(row[count]), round(100 * float(row[total])))
                for row in csv.DictReader(file)}


def compare(folder):
    """The customers whose count or sum differs, None without a peer."""
    ours = os.path.join(folder, "out-crm-rfm")
    peer = os.path.join(folder, "out-DuckDB")
    if not (os.path.exists(ours) and os.path.exists(peer)):
        return None
    a = answers(ours, "user_id", "frequency", "monetary")
    b = answers(peer, "user_id", "n", "sum")
    return sum(a.get(u) != b.get(u) for u in a.keys() | b.keys())


def table(source, entries, found):
    def middle(name, i):
        return statistics.median(r[i] for r in found[name])

    forms = [n for n, _ in entries if n.startswith("Polars") and found[n]]
    best = min((middle(n, 2) for n in forms), default=None)
    print(f"{os.path.basename(source)}, {os.path.getsize(source):,} bytes")
    print(f"{'':18}{'seconds':>9}{'query':>9}{'/ Polars':>10}{'MB':>8}  runs")
    for name, _ in entries:
        if not found[name]:
            print(f"{name:18}not shown")
            continue
        query = middle(name, 2)
        ratio = f"{query / best:10.2f}" if best else f"{'-':>10}"
        runs = " ".join(f"{r[2]:.2f}" for r in found[name])
        print(f"{name:18}{middle(name, 0):9.2f}{query:9.2f}{ratio}"
              f"{middle(name, 1):8.0f}  {runs}")


def main():
    binaries, venv, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    wrong = 0
    for source in sys.argv[4:]:
        folder = os.path.dirname(os.path.abspath(source))
        for old in os.listdir(folder):
            if old.startswith("out-"):
                os.remove(os.path.join(folder, old))
        entries = contestants(binaries, venv, source)
        found = measure(entries, runs, folder)
        table(source, entries, found)
        differ = compare(folder) if found["crm-rfm"] else None
        print("count and sum of every customer against DuckDB: "
              + {None: "not shown", 0: "equal"}.get(differ,
                                                    f"{differ} differ"))
        print()
        wrong += differ or 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
