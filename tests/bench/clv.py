"""crm-rfm with --clv beside the scores alone, on made-up customers who come
back and leave (genclv.c): in turn, median seconds, the ratio, peak memory.
Never judges a time.

clv.py BIN FILE RUNS
"""
import json
import os
import statistics
import sys

import measure


def main():
    rfm, source, runs = (os.path.join(sys.argv[1], "crm-rfm"), sys.argv[2],
                         int(sys.argv[3]))
    out = os.path.join(os.path.dirname(source), "out-clv")
    params = out + ".json"
    forms = (("scores", []),
             ("--clv", ["--clv", "--params-out", params]),
             ("--clv --params", ["--clv", "--params", params]))
    found = {name: [] for name, _ in forms}
    for _ in range(runs):
        for name, options in forms:
            got = measure.run([rfm, "-q", *options, source], out)
            if got:
                found[name].append(got)
    if not found["scores"]:
        print("crm-rfm --clv: not shown\n")
        return
    with open(source, "rb") as file:
        orders = sum(1 for _ in file) - 1
    with open(out, "rb") as file:
        customers = sum(1 for _ in file) - 1
    print(f"crm-rfm --clv, {customers:,} customers, {orders:,} orders")
    print(f"{'':18}{'seconds':>9}{'/ scores':>10}{'MB':>8}")
    base = None
    for name, _ in forms:
        if not found[name]:
            print(f"{name:18}not shown")
            continue
        seconds, megabytes = (statistics.median(g[i] for g in found[name])
                              for i in range(2))
        base = base or seconds
        print(f"{name:18}{seconds:9.2f}{seconds / base:10.2f}"
              f"{megabytes:8.0f}")
    if found["--clv"]:
        with open(params, encoding="utf-8") as file:
            fit = json.load(file)
        print(fit["model"], *(f"{n} {fit[n]:.4g}" for n in (
            "r", "alpha", "a", "b", "p", "q", "v") if n in fit))
    print()


if __name__ == "__main__":
    main()
