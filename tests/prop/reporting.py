"""What crm-report --csv must say about a customer table and its events, from
the model of oracle.py and the events as the tests read them themselves."""

import collections
import math
from decimal import Decimal

import oracle

KEY = ("section", "metric", "by", "group")
ROW = KEY + ("period", "numerator", "denominator", "value", "low", "high",
             "n", "flags")
SILENT_SHOWN = 10
# Others have oracles of their own, and so have figures by period.
CHECKED = ("customers", "segments", "tiers", "lifecycle", "heatmap", "silent",
           "events")


def wilson(part, n):
    """The 95 % interval of Wilson 1927."""
    z = 1.959963984540054
    p = part / n
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


class Figures:
    """Expected rows by (section, metric, by, group)."""

    def __init__(self):
        self.want = {}
        self.outside = {}       # the flag beside small_n, by key

    def put(self, key, value, numerator="", denominator="", interval=False):
        self.want[key] = (numerator, denominator, value, interval)

    def count(self, section, metric, value, by="", group=""):
        self.put((section, metric, by, group), str(value))

    def money(self, section, metric, value, by="", group=""):
        self.put((section, metric, by, group), oracle.money(value))

    def share(self, section, metric, part, n, by="", group=""):
        """A share of things that count once each."""
        self.put((section, metric, by, group), Decimal(part) / n if n
                 else None, str(part), str(n), interval=True)

    def ratio(self, section, metric, part, whole, by="", group="",
              show=str):
        self.put((section, metric, by, group), part / whole if whole > 0
                 else None, show(part), show(whole))

    def wrong(self, table):
        got = collections.Counter(tuple(r[c] for c in KEY) for r in table)
        wrong = ["%s is there %d times" % (k, n) for k, n in got.items()
                 if n > 1]
        wrong += ["no figure %s" % (k,) for k in self.want if k not in got]
        wrong += ["unknown figure %s" % (k,) for k in got
                  if k not in self.want and k[0] in CHECKED
                  and k[2].split(";")[0] not in ("day", "week", "month")]
        for r in table:
            key = tuple(r[c] for c in KEY)
            if key in self.want:
                wrong += self.row_wrong(key, r)
        return wrong

    def row_wrong(self, key, r):
        numerator, denominator, value, interval = self.want[key]
        wrong = oracle.differ("%s numerator" % (key,), r["numerator"],
                              numerator)
        wrong += oracle.differ("%s denominator" % (key,), r["denominator"],
                               denominator)
        if not isinstance(value, Decimal):
            return wrong + oracle.differ("%s" % (key,), r["value"],
                                         value or "")
        wrong += near("%s value" % (key,), r["value"], float(value))
        if interval:
            low, high = wilson(int(numerator), int(denominator))
            wrong += near("%s low" % (key,), r["low"], low)
            wrong += near("%s high" % (key,), r["high"], high)
            small = int(denominator) < 30
            wrong += oracle.differ("%s small_n" % (key,),
                                   "small_n" in r["flags"], small)
            flags = set(r["flags"].split(";")) - {"small_n", ""}
            wrong += oracle.differ("%s flags" % (key,), flags,
                                   {self.outside.get(key, "")} - {""})
        return wrong


def near(what, text, want):
    """Six significant digits."""
    try:
        close = abs(float(text) - want) <= 0.6e-5 * abs(want) + 1e-12
    except ValueError:
        close = False
    return [] if close else ["%s: got %s, want %g" % (what, text, want)]


def nearest_rank(values):
    values = sorted(values)
    return values[(len(values) + 1) // 2 - 1] if values else ""


def has_sales(events):
    """Without one the events say nothing about money."""
    return any(e.type in ("order", "refund")
               and e.status in oracle.COUNTED for e in events)


def customers(f, model, events, currency):
    table = model.table
    buyers = [r for r in table if r["n"]]
    orders = sum(r["n"] for r in buyers)
    net = sum((r["money"] for r in table), Decimal(0))
    gross = sum((e.amount for e in events if e.type == "order" and e.user
                 and e.status in oracle.COUNTED), Decimal(0))
    f.count("customers", "customers", len(table))
    f.count("customers", "buyers", len(buyers))
    f.share("customers", "buyer_share", len(buyers), len(table))
    f.count("customers", "orders", orders)
    f.ratio("customers", "orders_per_buyer", Decimal(orders), len(buyers))
    if has_sales(events):
        f.money("customers", "gross_revenue", gross, *currency)
        f.money("customers", "refunds", gross - net, *currency)
        f.ratio("customers", "refund_rate", gross - net, gross,
                show=oracle.money)
    f.money("customers", "net_revenue", net, *currency)
    f.put(("customers", "aov", *currency),
          oracle.money(net / orders) if orders else "",
          oracle.money(net), str(orders))
    again = sum(r["first_day"] != r["last_day"] for r in buyers)
    f.share("customers", "repurchase_rate", again, len(buyers))


def segments(f, model):
    f.count("segments", "segments",
            len({r["segment"] for r in model.table} - {""}))
    net = sum((r["money"] for r in model.table), Decimal(0))
    for name in {r["segment"] for r in model.table}:
        part = [r for r in model.table if r["segment"] == name]
        money = sum((r["money"] for r in part), Decimal(0))
        where = {"by": "segment", "group": name}
        f.count("segments", "customers", len(part), **where)
        f.share("segments", "customer_share", len(part), len(model.table),
                **where)
        f.put(("segments", "net_revenue", "segment", name),
              oracle.money(money))
        f.ratio("segments", "revenue_share", money, net, show=oracle.money,
                **where)
        f.count("segments", "median_recency", nearest_rank(
            [r["days"] for r in part if r["n"]]), **where)


def heatmap(f, model):
    scored = [r for r in model.table if r["n"]]
    for r_score in range(1, model.bins + 1):
        for f_score in range(1, model.bins + 1):
            n = sum(r["r_score"] == str(r_score)
                    and r["f_score"] == str(f_score) for r in scored)
            f.count("heatmap", "customers", n, "r_score;f_score",
                    "%d;%d" % (r_score, f_score))
    for score, measure, column in (("r_score", "recency", "days"),
                                   ("f_score", "frequency", "n")):
        for value in {r[score] for r in scored}:
            of = [r[column] for r in scored if r[score] == value]
            f.count("heatmap", measure + "_min", min(of), score, value)
            f.count("heatmap", measure + "_max", max(of), score, value)
    f.count("heatmap", "customers_without_score",
            len(model.table) - len(scored))


def silent(f, model):
    scored = [r for r in model.table if r["n"]]
    gone = [r for r in scored if int(r["r_score"]) * 5 <= model.bins * 2]
    f.share("silent", "silent_share", len(gone), len(scored))
    f.ratio("silent", "silent_revenue_share",
            sum((r["money"] for r in gone), Decimal(0)),
            sum((r["money"] for r in model.table), Decimal(0)),
            show=oracle.money)
    if gone:
        f.count("silent", "silent_since", min(r["days"] for r in gone))
    gone.sort(key=lambda r: (-r["money"], r["user_id"].encode()))
    for r in gone[:SILENT_SHOWN]:
        group = "%s;%s" % (r["segment"], r["user_id"])
        for metric, value in (("net_revenue", oracle.money(r["money"])),
                              ("orders", r["n"]), ("recency", r["days"])):
            f.count("silent", metric, value, "segment;user_id", group)


TIERS = {"core": (10, 15), "potential": (20, 25), "longtail": (60, 70)}
STATES = ("new", "active", "resurrected", "dormant", "churned")


def named(f, section, column, known, table):
    """Customers by a column of names; the rows of each name that counts."""
    parts = {name: [] for name in known}
    for r in table:
        parts.setdefault(r[column], []).append(r)
    without = len(parts.pop("", []))
    if not any(parts[name] for name in known):
        parts = {name: rows for name, rows in parts.items() if rows}
    n = sum(map(len, parts.values()))
    for name, rows in parts.items():
        f.count(section, "customers", len(rows), column, name)
        f.share(section, "customer_share", len(rows), n, column, name)
    f.count(section, "customers_without_" + column, without)
    return parts, n


def tiers(f, table):
    parts, n = named(f, "tiers", "tier", TIERS, table)
    for name, rows in parts.items():
        stated = [r["lifecycle"] for r in rows if r["lifecycle"]]
        silent_ones = {s: stated.count(s) for s in ("dormant", "churned")}
        for state, k in silent_ones.items():
            f.count("tiers", state, k, "tier", name)
        f.share("tiers", "silent_share", sum(silent_ones.values()),
                len(stated), "tier", name)
        if name not in TIERS:
            continue
        for end, percent in zip(("band_low", "band_high"), TIERS[name]):
            f.ratio("tiers", end, Decimal(percent), 100, "tier", name)
        low, high = TIERS[name]
        f.outside["tiers", "customer_share", "tier", name] = (
            "below" if len(rows) * 100 < low * n else
            "above" if len(rows) * 100 > high * n else "")
    high = [r for r in table if r["high_value"] == "true" and r["tier_raw"]]
    f.share("tiers", "vague_share",
            sum(r["preference_clear"] == "false" and
                "tags" not in r["missing"].split(";") for r in high),
            len(high))


def tiers_wrong(table, customers_of):
    """table: crm-report --csv of the sections tiers and lifecycle;
    customers_of: the rows of crm-tier."""
    f = Figures()
    tiers(f, customers_of)
    named(f, "lifecycle", "lifecycle", STATES, customers_of)
    return f.wrong(table)


def event_counts(f, model, events, nobody, currency):
    """By type; and the orders that are in no figure of a customer."""
    types = collections.Counter(e.type for e in events)
    for name, n in types.items():
        f.count("events", "events", n, "type", name)
    unpaid = collections.Counter(
        e.status for e in events if e.type == "order"
        and e.status not in oracle.COUNTED)
    for name, n in unpaid.items():
        f.count("events", "orders_not_counted", n, "status", name)
    row = nobody.table[0] if nobody.table else {"n": 0, "money": Decimal(0)}
    f.count("events", "orders_without_customer", row["n"])
    f.money("events", "revenue_without_customer", row["money"], *currency)
    f.count("events", "buyers_not_in_table", 0)
    if has_sales(events):
        f.money("events", "net_revenue", sum(
            (r["money"] for r in model.table), Decimal(0)), *currency)


def wrong(table, model, events, rows):
    """table: crm-report --csv; events: all, as the test reads them; rows: the
    same as cells for a model of those without a customer."""
    nobody = oracle.Rfm([dict(r, user_id="-") for r in rows
                         if not r["user_id"]], as_of=model.as_of)
    currency = model.currency or nobody.currency
    currency = ("currency", currency) if currency else ("", "")
    f = Figures()
    customers(f, model, events, currency)
    segments(f, model)
    heatmap(f, model)
    silent(f, model)
    event_counts(f, model, events, nobody, currency)
    return f.wrong(table)
