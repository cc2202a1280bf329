"""What crm-rfm must say, worked out by brute force from definitions.md 3.3.

Only for the tests beside it: Decimal for money, datetime for times, one loop
over everything for each customer.  Nothing here calls our own programs except
run(), which hands them input and returns what they wrote.
"""

import csv
import datetime
import io
import json
import os
import subprocess
import sys
import zoneinfo
from decimal import ROUND_HALF_EVEN, Decimal

csv.field_size_limit(1 << 30)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.path.abspath(
    os.environ.get("BUILD", os.path.join(ROOT, "build")))
TESTDATA = os.path.abspath(os.environ.get("TESTDATA", "testdata"))
COUNTED = ("paid", "partially_refunded", "refunded", "")
KNOWN = COUNTED + ("pending", "cancelled", "failed")
BOUND = ("user_id", "time", "amount", "currency", "status", "order_id",
         "kind", "type")
RFM_COLUMNS = ("user_id,as_of,recency,frequency,monetary,currency,first_time,"
               "last_time,aov,r_score,f_score,m_score,rfm,segment").split(",")
failed = False


def check(name, wrong):
    """One result line; wrong is a list of texts, empty when all is well."""
    global failed
    for line in wrong[:12]:
        print("# " + str(line)[:400].replace("\n", "\n# "))
    if len(wrong) > 12:
        print("# ... and %d more" % (len(wrong) - 12))
    print("%s - %s" % ("not ok" if wrong else "ok", name))
    failed = failed or bool(wrong)


def skip(name, why):
    print("skip - %s: %s" % (name, why))


def finish():
    sys.exit(1 if failed else 0)


def differ(what, got, want):
    return [] if got == want else ["%s: got %s, want %s" % (what, got, want)]


def run(args, stdin=b"", status=0):
    """Run one of our programs; returns (stdout, stderr) as bytes."""
    env = dict(os.environ, LC_ALL="C", TZ="UTC0")
    env["PATH"] = os.path.join(BUILD, "bin") + os.pathsep + env["PATH"]
    try:
        done = subprocess.run(args, input=stdin, capture_output=True, env=env)
    except OSError as error:
        raise Failure("%s: %s" % (args[0], error)) from error
    if status is not None and done.returncode != status:
        raise Failure("%s: status %d, want %d\n%s" % (
            " ".join(args), done.returncode, status,
            done.stderr.decode("utf-8", "replace")[:2000]))
    return done.stdout, done.stderr


class Failure(Exception):
    pass


def equation(summary, rows, want=None):
    """What is wrong with the account of rows that --summary=FILE gives; want
    has the four numbers where they are known."""
    said = json.loads(summary)
    total = said["rows"]
    wrong = differ("rows read", total["read"], rows)
    if total["read"] != \
            total["used"] + total["filtered"] + total["rejected"]:
        wrong.append("rows do not add up: %s" % total)
    for part in ("filtered", "rejected"):
        wrong += differ("%s by reason" % part,
                        sum(said.get(part, {}).values()), total[part])
    wrong += differ("rows of all inputs",
                    sum(i["rows"] for i in said["inputs"]), rows)
    if want is not None:
        wrong += differ("account", total, want)
    elif total["rejected"]:
        wrong.append("rejected: %s" % said["rejected"])
    return wrong


def table(data):
    """The rows of a CSV text in UTF-8 as dicts."""
    text = io.StringIO(data.decode("utf-8"), newline="")
    return list(csv.DictReader(text, strict=True))


def money(value):
    """As the programs print it: two decimals, up to four when not zero."""
    value = Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
    if value == 0:
        return "0.00"
    text = format(value, ".4f")     # %.4f would go through a float
    return text[:-2] if text.endswith("00") else text.rstrip("0")


class Moment:
    """A time as written, or in another zone: its instant, clock, date."""

    def __init__(self, text, zone=None):
        when = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        self.text = text.replace("Z", "+00:00")
        if zone is not None and when.tzinfo is not None:
            when = when.astimezone(zone)
            self.text = when.isoformat(
                timespec="milliseconds" if when.microsecond else "seconds")
        self.day = when.date()
        self.zoned = when.tzinfo is not None
        self.local = when.replace(tzinfo=None)
        offset = when.utcoffset() if self.zoned else datetime.timedelta()
        self.key = (self.local - offset, self.local)


class Order:
    def __init__(self):
        self.time = None
        self.amount = Decimal(0)
        self.refunds = Decimal(0)
        self.refund_rows = 0
        self.lines = 0
        self.refunded_lines = 0

    def full_refund(self):
        """Refunded in full: by its status, or by the refunds it has."""
        if not self.lines:
            return False
        if self.refunded_lines:
            return True
        return self.refund_rows > 0 and self.refunds >= self.amount


class Rfm:
    """One run over rows (dicts of text cells).  Columns absent are missing
    keys; has_order_id says whether there is such a column."""

    def __init__(self, rows, as_of=None, window=None, bins=5,
                 frequency="orders", refunds="net", duplicates="keep",
                 currency=None, tz=None, round_money=False):
        self.window, self.bins = window, bins
        self.by_days = frequency == "days"
        self.net = refunds == "net"
        self.zone = zoneinfo.ZoneInfo(tz) if tz else None
        self.round_money = round_money
        self.counts = {"read": len(rows), "used": 0, "filtered": 0,
                       "rejected": 0}
        self.seen = set() if duplicates == "drop" else None
        self.wanted_currency = currency
        self.currency = currency or ""
        self.orders = {}            # (user, order key) -> Order
        self.loose = []             # (user, Moment, amount) of refunds
        events = [r for r in rows if r.get("kind", "event") in ("", "event")]
        if as_of is None and events:
            as_of = max(Moment(r["time"], self.zone).day for r in events)
        self.as_of = as_of
        for number, row in enumerate(rows):
            self.counts[self.take(row, number)] += 1
        self.score()

    def take(self, row, number):
        if row.get("kind", "event") not in ("", "event"):
            return "filtered"
        kind = row.get("type", "order") or "order"
        if kind not in ("order", "refund"):
            return "filtered"
        when = Moment(row["time"], self.zone)
        if when.day > self.as_of or not row["user_id"]:
            return "filtered"
        status = row.get("status", "")
        if status not in KNOWN:
            return "rejected"
        if status not in COUNTED:
            return "filtered"
        if self.wanted_currency and \
                row.get("currency", "") != self.wanted_currency:
            return "filtered"
        amount = Decimal(row["amount"])
        kept = amount.quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
        if kept != amount and not self.round_money:
            return "rejected"
        amount = kept
        self.currency = self.currency or row.get("currency", "")
        back = kind == "refund" or amount < 0
        if back and not self.net:
            return "filtered"
        if self.seen is not None:
            cells = tuple(row.get(c, "") for c in BOUND)
            if cells in self.seen:
                return "filtered"
            self.seen.add(cells)
        if back:
            self.refund(row, number, when, abs(amount))
        else:
            self.sale(row, number, when, amount)
        return "used"

    def key(self, row, number):
        if row.get("order_id"):
            return (row["user_id"], "id", row["order_id"])
        return (row["user_id"], "row", number)

    def sale(self, row, number, when, amount):
        order = self.orders.setdefault(self.key(row, number), Order())
        if order.time is None or when.key < order.time.key:
            order.time = when
        order.lines += 1
        order.amount += amount
        order.refunded_lines += row.get("status") == "refunded"

    def refund(self, row, number, when, amount):
        self.loose.append((row["user_id"], when, amount))
        if row.get("order_id"):
            order = self.orders.setdefault(self.key(row, number), Order())
            order.refunds += amount
            order.refund_rows += 1

    def inside(self, day):
        return self.window is None or \
            (self.as_of - day).days < self.window

    def customer(self, user, orders, refunds):
        orders = [o for o in orders if o.lines and self.inside(o.time.day)]
        counted = orders if not self.net else \
            [o for o in orders if not o.full_refund()]
        total = sum((o.amount for o in orders), Decimal(0))
        if self.net:
            total -= sum((a for when, a in refunds if self.inside(when.day)),
                         Decimal(0))
            # A status alone says that all of it went back.
            total -= sum((o.amount for o in orders
                          if o.refunded_lines and not o.refund_rows),
                         Decimal(0))
        row = dict.fromkeys(RFM_COLUMNS, "")
        row.update(user_id=user, as_of=self.as_of.isoformat(),
                   monetary=money(total), currency=self.currency)
        row["n"] = len({o.time.day for o in counted}) if self.by_days \
            else len(counted)
        row["frequency"] = str(row["n"])
        row["money"] = total
        if counted:
            times = sorted((o.time for o in counted), key=lambda m: m.key)
            row["first_time"], row["last_time"] = \
                times[0].text, times[-1].text
            row["first_day"], row["last_day"] = times[0].day, times[-1].day
            row["days"] = (self.as_of - times[-1].day).days
            row["recency"] = str(row["days"])
            row["aov"] = money(total / len(counted))
        return row

    def score(self):
        per_user, refunds = {}, {}
        for (user, _, _), order in self.orders.items():
            per_user.setdefault(user, []).append(order)
        for user, when, amount in self.loose:
            per_user.setdefault(user, [])
            refunds.setdefault(user, []).append((when, amount))
        self.table = [self.customer(u, per_user[u], refunds.get(u, []))
                      for u in sorted(per_user, key=lambda u: u.encode())]
        rank(self.table, self.bins)


def rank(customers, bins):
    """Scores and segments in place, from days, n and money."""
    ranked = [r for r in customers if r["n"] > 0]
    for r in ranked:
        r["fifths"] = []
    for name, worth in (("r", lambda r: -r["days"]),
                        ("f", lambda r: r["n"]),
                        ("m", lambda r: r["money"])):
        values = [worth(r) for r in ranked]
        worse = {v: sum(w < v for w in values) for v in set(values)}
        for r in ranked:
            at = worse[worth(r)]
            r[name + "_score"] = str(1 + bins * at // len(ranked))
            r["fifths"].append(1 + 5 * at // len(ranked))
    for r in ranked:
        r["rfm"] = r["r_score"] + r["f_score"] + r["m_score"]
        # The built-in tables are made for scores of 1 to 5.
        r["segment"] = segment(r["fifths"])


# ---- the segment tables, written again from definitions.md ----------------

RFM11 = (
    ("champions", "5/5/5"), ("potential_loyalist", "3-5/3-5/2-5"),
    ("loyal", "2-4/2-4/2-4"), ("promising", "3-4/1-3/3-5"),
    ("new", "4-5/1-3/1-5"), ("cant_lose_them", "1-2/3-4/4-5"),
    ("at_risk", "1-2/2-5/4-5"), ("need_attention", "1-3/3-5/3-5"),
    ("about_to_sleep", "2-3/1-3/1-4"), ("lost", "1/1-5/1-5"))
DEFAULT = RFM11 + (("loyal", "3-5/4-5/1"), ("at_risk", "2/1-5/1-5"))


def segment(scores, rules=DEFAULT):
    for name, rule in rules:
        bounds = [part.split("-") for part in rule.split("/")]
        if all(int(b[0]) <= s <= int(b[-1])
               for s, b in zip(scores, bounds)):
            return name
    return "others"


def compare(got, want, columns):
    """Rows of two tables in order, cell by cell."""
    wrong = []
    if [r["user_id"] for r in got] != [r["user_id"] for r in want]:
        a, b = {r["user_id"] for r in got}, {r["user_id"] for r in want}
        wrong.append("customers: got %d, want %d; only got %s; only want %s"
                     % (len(got), len(want), sorted(a - b)[:4],
                        sorted(b - a)[:4]))
        return wrong
    for g, w in zip(got, want):
        for c in columns:
            if g[c] != w[c]:
                wrong.append("%r %s: got %r, want %r" % (
                    w["user_id"], c, g[c], w[c]))
    return wrong
