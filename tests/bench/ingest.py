"""crm-ingest beside Miller's cat on the same file: canonical events, a shop's
order list in UTF-8, the same in GB18030 (which Miller cannot read: beside its
time for UTF-8).  Also the peak memory of half of the rows, without duplicates
being looked for, which must not depend on their number.  Never judges a time.

ingest.py BIN FOLDER ROWS RUNS    FOLDER has B.csv of at least ROWS rows
"""
import itertools
import os
import statistics
import sys

import measure

PLACES = ("上海,上海市", "北京,北京市", "浙江,杭州市", "广东,广州市")


def head(source, target, rows):
    with open(source, "rb") as file, open(target, "wb") as out:
        out.writelines(itertools.islice(file, rows + 1))


def orders(target, rows, encoding):
    """An order list as Taobao shops export it, the same every time."""
    with open(target, "w", encoding=encoding, newline="") as out:
        out.write("品牌名称,买家昵称,付款日期,订单状态,实付金额,邮费,省份,城市,"
                  "购买数量\r\n")
        for i in range(rows):
            x = i * 2654435761 % 4294967296
            out.write(
                f"青禾茶舍,茶友{x % 400000},2024-{1 + i * 12 // rows:02d}-"
                f"{1 + x % 28:02d} {x % 24:02d}:{x // 7 % 60:02d}:"
                f"{x // 11 % 60:02d},"
                f"{'交易关闭' if x % 20 == 0 else '交易成功'},"
                f"{x % 50000 / 100:.2f},{x % 3 * 5},{PLACES[x % 4]},"
                f"{1 + x % 5}\r\n")


def middle(argv, runs, folder):
    got = [measure.run(argv, os.path.join(folder, "out-ingest"))
           for _ in range(runs)]
    if None in got:
        return None
    return tuple(statistics.median(g[i] for g in got) for i in range(2))


def main():
    binaries, folder, rows, runs = (sys.argv[1], sys.argv[2],
                                    int(sys.argv[3]), int(sys.argv[4]))
    ingest = os.path.join(binaries, "crm-ingest")

    def path(name):
        return os.path.join(folder, "ingest-" + name)
    head(os.path.join(folder, "B.csv"), path("canonical.csv"), rows)
    head(os.path.join(folder, "B.csv"), path("half.csv"), rows // 2)
    orders(path("taobao.csv"), rows, "utf-8")
    orders(path("taobao-gb18030.csv"), rows, "gb18030")
    print(f"crm-ingest, {rows:,} rows a file")
    print(f"{'':24}{'seconds':>9}{'MB/s':>8}{'/ Miller':>10}{'MB':>8}")
    cat = None
    for name in "canonical", "taobao", "taobao-gb18030":
        file = path(name + ".csv")
        size = os.path.getsize(file) / 1e6
        if "gb" not in name:
            cat = middle(["mlr", "--icsv", "--ocsv", "cat", file], runs,
                         folder)
        lines = [(name, [ingest, "-q", file]),
                 ("  --dedup=none", [ingest, "-q", "--dedup=none", file])]
        if "gb" not in name and cat:
            print(f"{name + ', Miller cat':24}{cat[0]:9.2f}"
                  f"{size / cat[0]:8.0f}{1:10.2f}{cat[1]:8.0f}")
        for label, argv in lines:
            got = middle(argv, runs, folder)
            if got is None:
                print(f"{label:24}not shown")
                continue
            ratio = f"{got[0] / cat[0]:10.2f}" if cat else f"{'-':>10}"
            print(f"{label:24}{got[0]:9.2f}{size / got[0]:8.0f}{ratio}"
                  f"{got[1]:8.0f}")
    for name in "half", "canonical":
        got = middle([ingest, "-q", "--dedup=none", path(name + ".csv")], 1,
                     folder)
        if got:
            print(f"peak memory of {name}.csv without --dedup: "
                  f"{got[1]:.1f} MB")
    print()


if __name__ == "__main__":
    main()
