"""Made-up customers with all that a report has a section for, some of whose rows
contradict each other, and the figures of crm-report about them."""

import csv
import datetime
import json
import os
import subprocess

BIN = os.path.abspath(os.environ.get("BUILD", "build")) + "/bin/"
AS_OF = datetime.date(2026, 6, 17)
TIERS = ("core", "potential", "longtail", "")
STATES = ("new", "active", "dormant", "churned", "")
TARGETS = (("tiers.customer_share", "tier=core"),
           ("customers.net_revenue", ""),
           ("lifecycle.customers", "lifecycle=churned"),
           ("offers.orders", "tier;coupon=core;TEA"),
           ("reach.reached", "tier=potential"),
           ("silent.recency", "segment;user_id=lost;u1"))


def write(path, rows):
    columns = list(dict.fromkeys(c for r in rows for c in r))
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, columns, restval="", lineterminator="\n")
        w.writeheader()
        w.writerows(rows)


def customer(r, i, day):
    last = r.randint(0, 300)
    first = last + r.choice((0, 0, 40))
    return {"user_id": "u%d" % i, "as_of": str(day), "currency": "CNY",
            "recency": last, "frequency": 1 if first == last else 3,
            "monetary": r.choice((r.randint(1, 900), r.randint(1, 900), 0)),
            "first_time": str(day - datetime.timedelta(first)),
            "last_time": str(day - datetime.timedelta(last)),
            "r_score": r.choice((1, 2, 3, 4, 4, 5)),
            "f_score": r.choice((1, 1, 1, 3, 5)), "m_score": r.randint(1, 5),
            "segment": r.choice(("lost", "loyal", "new", "")),
            "tier": r.choice(TIERS), "lifecycle": r.choice(STATES),
            "preferred_tag": r.choice(("tea", "milk", "cup", "")),
            "clv": r.choice(("", r.randint(1, 99)))}


def message(r, row):
    row["type"] = r.choice(("comment", "message"))
    row["sentiment"] = r.choice(("positive", "negative", "neutral"))
    row["categories"] = r.choice(("praise", "complaint", "refund;complaint"))
    row["aspects"] = r.choice(("", "price:negative", "smell:positive"))
    row["hits"] = r.choice(("", "", "fake:word@1", "rude:other@2"))


def order(r, i, row):
    """Some orders have several rows, which may contradict each other."""
    row.update(type=r.choice(("order", "order", "order", "refund")),
               order_id="o%d" % (r.randint(1, 30) if r.random() < .3 else i),
               currency=r.choice(("CNY", "CNY", "CNY", "USD")),
               account=r.choice(("", "a")), amount=r.choice((1, 2.5, 70)),
               status=r.choice(("paid", "paid", "refunded", "pending")),
               coupon=r.choice(("", "", "TEA", "ODD%d" % r.randint(1, 9))))


def event(r, i, users):
    day = AS_OF - datetime.timedelta(r.choice((r.randint(0, 20),
                                               r.randint(0, 90))))
    row = {"kind": "event", "id": "e%d" % i, "time": "%sT10:00:00" % day,
           "source": r.choice(("weibo", "weibo", "douyin", "shop")),
           "user_id": r.choice(users), "content_id": "c%d" % r.randint(1, 9),
           "channel": r.choice(("", "sms", "app")),
           "form": r.choice(("video", "text")), "topic": r.choice(("tea", ""))}
    kind = r.randint(0, 6)
    if kind == 0:
        row.update(type="rating", rating=r.randint(1, 5), rating_max="5")
        if r.random() < .5:
            row.update(rating=r.randint(0, 10), rating_max="10")
    elif kind == 1:
        row.update(type="vote")
    elif kind == 2:
        order(r, i, row)
    elif kind == 3:
        row.update(type="play", seconds=r.randint(0, 60), duration_s="30")
    elif kind == 4:
        message(r, row)
    else:
        row["type"] = r.choice(("exposure", "delivered", "open", "view",
                                "like", "share", "publish", "follow"))
    row["direction"] = r.choice(("", "", "", "in", "out"))
    return row


def others(r, users):
    for i, user in enumerate(users):
        if user and r.random() < .6:
            yield {"kind": "profile", "id": user, "user_id": user,
                   "as_of": str(AS_OF - datetime.timedelta(r.randint(0, 60))),
                   "gender": r.choice(("female", "male", "")),
                   "age": r.choice(("17", "30", "99", "old", "")),
                   "region": r.choice(("", "A", "B", "C", "D", "E"))}
        if i < 12:
            yield {"kind": "content", "id": "c%d" % i, "source": "weibo",
                   "content_id": "c%d" % i, "author": user, "topic": "tea",
                   "published_at": str(AS_OF - datetime.timedelta(i * 3)),
                   "views": r.randint(1, 99), "likes": r.randint(0, 9),
                   "sentiment": r.choice(("neutral", "positive", "")),
                   "categories": r.choice(("", "praise", "spam;banned")),
                   "hits": r.choice(("", "first:best@0", "spam:qq@0;a:b@9"))}


def otherwise(r, row):
    """The same content or customer with other cells and of another day."""
    row = dict(row, as_of="2026-06-%02d" % r.randint(1, 9),
               created_at="2026-06-%02d" % r.randint(1, 3))
    if row["kind"] == "profile":
        row.update(gender=r.choice(("male", "x")), age=r.choice(("30", "40")),
                   region=r.choice("AB"), account=r.choice(("", "shop")),
                   direction=r.choice(("", "out")), followers=r.randint(1, 99))
        return row
    row.update(title=r.choice("ABC"), author=r.choice(("u1", "u3", "x")),
               categories=r.choice(("", "banned")),
               topic=r.choice(("tea", "milk")), views=r.randint(1, 99),
               published_at="2026-06-%02d" % r.randint(1, 9),
               period_start=r.choice(("", "2026-05-2%d" % r.randint(0, 9))))
    return row


def made_up(r, where):
    number = r.choice((6, 25, 80))
    table = [customer(r, i, AS_OF) for i in range(number)]
    write(where + "/table.csv", table)
    before = AS_OF - datetime.timedelta(30)
    write(where + "/prev.csv", [customer(r, i, before) for i in
                                range(number) if r.random() < .6] or
          [customer(r, 0, before)])
    users = [c["user_id"] for c in table] + [""]
    rows = list(others(r, users))
    rows += [otherwise(r, row) for row in rows if r.random() < .5]
    write(where + "/events.csv", rows + [
        event(r, i, users) for i in range(r.choice((40, 400, 1500)))])
    targets(where)
    return [str(AS_OF), "--period", r.choice(("day", "week", "month")),
            "--currency", "CNY", "--prev", where + "/prev.csv", "--targets", where + "/targets.csv",
            where + "/table.csv", where + "/events.csv"]


def targets(where):
    """Those that the report can have figures for; others are not known."""
    write(where + "/targets.csv",
          [{"metric": m, "scope": s, "period": "2026-Q2", "min": "1",
            "max": ""} for m, s in TARGETS])


def report(args, least, form):
    run = subprocess.run(
        [BIN + "crm-report", "-q", form, "--precision", "12", "--min-group",
         str(least), "--as-of", args[0], *args[1:]],
        capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit("not ok - %s: %s" % (args, run.stderr))
    return run.stdout


def rows_of(args, least):
    text = report(args, least, "--jsonl")
    return [json.loads(line) for line in text.splitlines()]


def run_rows(rows):
    """Not what the run says of itself, --min-group among it."""
    return [r for r in rows if r["section"] != "summary"]
