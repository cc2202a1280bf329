"""One peer, one query: the last order, the count and the sum for each
customer, as CSV.  peer.py ENGINE FORM IN OUT; prints the version of the engine
and the seconds that the query took without starting Python.
"""
import os
import sys
import time

os.environ["POLARS_MAX_THREADS"] = "2"


def polars(form, source, target):
    import polars as pl
    begin = time.perf_counter()
    last = pl.col("time").max()
    if form == "day":
        # Only the day of the last order: less than the others compute.
        last = pl.col("time").str.slice(0, 10).str.to_date("%Y-%m-%d").max()
    what = [last.alias("last"), pl.len().alias("n"),
            pl.col("amount").sum().alias("sum")]
    if form == "eager":
        columns = ["user_id", "time", "amount"]
        table = pl.read_csv(source, columns=columns)
        table.group_by("user_id").agg(what).write_csv(target)
    else:
        pl.scan_csv(source).group_by("user_id").agg(what).sink_csv(target)
    return pl.__version__, time.perf_counter() - begin


def duckdb(form, source, target):
    import duckdb as db
    begin = time.perf_counter()
    connection = db.connect()
    connection.execute("SET threads=2")
    connection.execute("SET preserve_insertion_order=false")
    with open(source, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    types = {name: "VARCHAR" for name in names}
    types["amount"] = "DOUBLE"
    if form == "typed":
        types["time"] = "TIMESTAMPTZ"
    if form == "events":
        types.update(seconds="DOUBLE", duration_s="DOUBLE")
    columns = ", ".join(f"'{n}': '{t}'" for n, t in types.items())
    table = (f"read_csv('{source}', header=true, auto_detect=false,"
             f" delim=',', quote='\"', escape='\"', columns={{{columns}}})")
    what = EVENTS if form == "events" else (
        "SELECT user_id, max(time) AS last, count(*) AS n,"
        " sum(amount) AS sum FROM {} GROUP BY user_id")
    connection.execute(
        f"COPY ({what.format(table)}) TO '{target}' (HEADER)")
    return db.__version__, time.perf_counter() - begin


# What crm-tier's scores are made of, without the scores: sums, counts and the
# first and last time of each customer. All times there have one offset, so
# that texts can be compared.
EVENTS = """
SELECT user_id, max(time) AS last, min(time) AS first,
 count(*) FILTER (WHERE direction <> 'out' AND time >= '2023-12-02' AND
  type IN ('comment', 'share', 'message')) AS interactions,
 coalesce(sum(CASE WHEN type = 'play' AND duration_s IS NOT NULL
  THEN least(seconds, duration_s) ELSE seconds END) FILTER (
  WHERE direction <> 'out' AND time >= '2023-12-02'), 0) AS seconds,
 count(*) FILTER (WHERE direction <> 'out' AND time >= '2023-12-02' AND
  type = 'group_post') AS group_posts,
 coalesce(sum(CASE type WHEN 'order' THEN amount
  WHEN 'refund' THEN -amount END), 0) AS net_spend
FROM {} WHERE kind = 'event' GROUP BY user_id"""


if __name__ == "__main__":
    engine, form, source, target = sys.argv[1:]
    version, seconds = globals()[engine](form, source, target)
    print(version, seconds)
