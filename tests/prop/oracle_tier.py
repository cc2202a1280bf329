"""What crm-tier must say, worked out by brute force from definitions.md 3.1
to 3.3 and formats.md.

Only for the tests beside it: Fraction and Decimal for every score, one loop
over everything for each customer.  Nothing here calls our own programs; money
and the scores of orders are those of oracle.py.
"""

import bisect
import collections
import datetime
import math
import zoneinfo
from decimal import Decimal
from fractions import Fraction

import oracle

CORE = ("tier,tier_raw,octant,activity,value,preference,preferred_tag,"
        "preference_clear,lifecycle,behaviour_segment,expertise,"
        "missing").split(",")
PARTS = ("interactions,seconds,group_posts,net_spend,high_value,"
         "preference_n,preference_k,active_days,first_active,last_active,"
         "last_type,last_tag").split(",")
INTERACTION = {"comment": 1, "share": 1, "message": 1}
HOT = {"message": 1, "like": 1, "comment": 5, "share": 10, "favorite": 10,
       "coin": 10, "view": Fraction(1, 10), "danmaku": Fraction(1, 2)}
CONSUMPTION = ("read", "play")
LOSS = ("unfollow", "block", "delete")
ACTIVITY = ("order inquiry message comment like favorite share view read play "
            "click vote follow join group_post signup referral checkin rating "
            "gift coin danmaku enter").split()


def real(x, digits=6):
    """A Fraction with so many significant digits, half to even, as %g."""
    if x == 0:
        return "0"
    sign, x = ("-" if x < 0 else ""), abs(x)
    e = 0
    while x >= Fraction(10) ** (e + 1):
        e += 1
    while x < Fraction(10) ** e:
        e -= 1
    n = round(x / Fraction(10) ** (e - digits + 1))
    if n == 10 ** digits:
        n, e = n // 10, e + 1
    text = str(n)
    if -5 <= e < 15:
        if e < 0:
            text = "0." + "0" * (-e - 1) + text
        elif e + 1 < digits:
            text = text[:e + 1] + "." + text[e + 1:]
        else:
            text += "0" * (e + 1 - digits)
        power = ""
    else:
        text = text[0] + "." + text[1:]
        power = "e%s%02d" % ("-" if e < 0 else "+", abs(e))
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return sign + text + power


def decimal(x):
    """A sum of decimals, without zeros behind."""
    text = format(Decimal(x.numerator) / Decimal(x.denominator) if
                  isinstance(x, Fraction) else Decimal(x), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def tags_of(cell):
    """The distinct tags of a cell."""
    return sorted({t.strip(" \t") for t in cell.split(";")} - {""},
                  key=str.encode)


def midrank(x, values):
    """P(x) of definitions.md 3.1 among the sorted values of everybody."""
    if x <= 0:
        return Fraction(0)
    less = bisect.bisect_left(values, x)
    equal = bisect.bisect_right(values, x) - less
    return (less + Fraction(equal, 2)) / len(values)


def weighted(parts):
    """100 (sum of weight x P) over the components that are there, or None."""
    there = [(w, p) for w, p in parts if p is not None]
    if not there:
        return None
    return 100 * sum(w * p for w, p in there) / sum(w for w, _ in there)


def tail(n, k, p):
    """P(X >= k) of a binomial, exactly."""
    return sum(math.comb(n, i) * p ** i * (1 - p) ** (n - i)
               for i in range(k, n + 1))


def from_the_top(members, score, room):
    """Whole tie blocks from the top by a score above 0, as many as fit."""
    blocks, taken = {}, set()
    for m in members:
        if score[m] > 0:
            blocks.setdefault(score[m], []).append(m)
    for value in sorted(blocks, reverse=True):
        if len(taken) + len(blocks[value]) > room:
            break
        taken.update(blocks[value])
    return taken


def lower_middle(values):
    above = sorted(v for v in values if v > 0)
    return above[(len(above) + 1) // 2 - 1] if above else None


def usable(e):
    """False for a row that is rejected."""
    try:
        if e.type in ("order", "refund"):
            amount = Decimal(e.row.get("amount", ""))
            return e.row.get("status", "") in oracle.KNOWN and \
                amount == round(amount, 4)
        if e.type in CONSUMPTION:
            return all(Decimal(e.row.get(c) or 0) >= 0
                       for c in ("seconds", "duration_s"))
    except ArithmeticError:
        return False
    return True


class Event:
    def __init__(self, row, zone):
        self.row = row
        self.type = row.get("type") or "order"
        self.user = row.get("user_id", "")
        self.when = oracle.Moment(row["time"], zone)
        self.day = self.when.day
        self.coming = row.get("direction", "") != "out"
        self.active = self.coming and self.type in ACTIVITY
        self.tags = tags_of(row.get("tags", ""))


class Tier:
    """One run: rows of event tables, rows of customer tables (dicts of text
    cells), columns of both, and the options."""

    def __init__(self, rows, columns, table=(), table_columns=(), **options):
        self.rows, self.columns = rows, columns
        self.given = {r["user_id"]: r for r in table}
        self.table_columns = table_columns
        self.opt = {"window": 30, "preference_window": 90, "active": 30,
                    "churn": 180, "quotas": (Decimal("12.5"),
                                             Decimal("22.5")),
                    "thresholds": {}, "weights": INTERACTION, "prev": None,
                    "as_of": None, "tz": None, "currency": None, "active_days": 90}
        self.opt.update(options)
        self.zone = zoneinfo.ZoneInfo(self.opt["tz"]) if self.opt["tz"] \
            else None
        self.read()
        self.scope()
        self.score()
        self.table = [self.line(u) for u in
                      sorted(self.listed, key=str.encode)]

    # ---- what the rows are ------------------------------------------------

    def read(self):
        everything = [Event(r, self.zone) for r in self.rows
                      if r.get("kind", "event") in ("", "event")]
        self.as_of = self.opt["as_of"]
        for row in self.given.values():
            if row.get("as_of"):
                self.as_of = datetime.date.fromisoformat(row["as_of"])
        if self.as_of is None and everything:
            self.as_of = max(e.day for e in everything)
        wanted = [e for e in everything if e.day <= self.as_of and e.user]
        self.events = [e for e in wanted if usable(e)]
        self.rejected = len(wanted) - len(self.events)
        if self.opt["currency"]:
            # Money of another currency is filtered: the row does not count.
            self.events = [e for e in self.events
                           if e.type not in ("order", "refund") or
                           e.row.get("currency") == self.opt["currency"]]
        self.content = [r for r in self.rows if r.get("kind") == "content"]
        self.profiles = [r for r in self.rows if r.get("kind") == "profile"]
        self.tags_by_content = self.read_content()
        for e in self.events:
            if not e.tags and e.row.get("content_id"):
                e.tags = self.tags_by_content.get(self.content_key(e.row), [])

    @staticmethod
    def content_key(row):
        content = row.get("content_id")
        if not content and row.get("kind") == "content":
            content = row.get("id")
        return row.get("source", ""), row.get("account", ""), content

    def read_content(self):
        found = {}
        for row in self.content:
            tags = tags_of(row.get("tags", ""))
            if tags and self.content_key(row)[2]:
                found.setdefault(self.content_key(row), tags)
        return found

    def scope(self):
        """Who is listed, the population, what is missing."""
        self.by_user = {}
        for e in self.events:
            self.by_user.setdefault(e.user, []).append(e)
        self.listed = set(self.by_user) | set(self.given) | \
            {r["user_id"] for r in self.profiles if r.get("user_id")}
        orders = [e for e in self.events if e.type == "order"]
        self.from_table = not orders and any(
            r.get("monetary") for r in self.given.values())
        self.population = {e.user for e in self.events
                           if e.active or e.type == "order"}
        if self.from_table:
            self.population |= {u for u, r in self.given.items()
                                if r.get("monetary")}
        coming = [e for e in self.events if e.coming]
        there = {
            "interactions": any(e.type in self.opt["weights"]
                                for e in coming),
            "seconds": any(e.type in CONSUMPTION and e.row.get("seconds")
                           for e in coming),
            "group_posts": any(e.type == "group_post" for e in coming),
            "net_spend": bool(orders) or self.from_table,
            "clv": "clv" in self.table_columns,
            "tags": any(e.tags for e in self.events) or
            any(tags_of(r.get("tags", "")) for r in self.content)}
        self.has_tiers = any(e.type in self.opt["weights"] or e.type in
                             CONSUMPTION + ("group_post",) for e in coming)
        self.there = there
        self.missing = ";".join(c for c in there if not there[c])
        self.net = oracle.Rfm(self.as_sales(), as_of=self.as_of, bins=3,
                              tz=self.opt["tz"])

    def as_sales(self):
        """The rows for oracle.Rfm: an order's number is of its shop."""
        sales = []
        for e in self.events:
            if e.type not in ("order", "refund"):
                continue
            row = dict(e.row, kind="event")
            if row.get("order_id"):
                row["order_id"] = "\0".join(
                    row.get(c, "") for c in ("source", "account", "order_id"))
            sales.append(row)
        return sales

    # ---- the scores -------------------------------------------------------

    def inside(self, day, window):
        return 0 <= (self.as_of - day).days < window

    def score(self):
        people = self.population
        self.part = {
            "interactions": {u: self.interactions(u) for u in people},
            "seconds": {u: self.seconds(u) for u in people},
            "group_posts": {u: self.group_posts(u) for u in people},
            "net_spend": self.spending(),
            "clv": {u: Decimal(self.given.get(u, {}).get("clv") or 0)
                    for u in people}}
        self.p = {}
        for name, values in self.part.items():
            everyone = sorted(values.values())
            rank = {v: midrank(v, everyone) for v in set(everyone)}
            self.p[name] = {u: rank[values[u]] if self.there[name] else None
                            for u in people}
        self.activity = {u: weighted([
            (Fraction(5, 10), self.p["interactions"][u]),
            (Fraction(3, 10), self.p["seconds"][u]),
            (Fraction(2, 10), self.p["group_posts"][u])]) for u in people}
        self.value = {u: weighted([
            (Fraction(3, 4), self.p["net_spend"][u]),
            (Fraction(1, 4), self.p["clv"][u])]) for u in people}
        self.has_activity = any(self.there[c] for c in (
            "interactions", "seconds", "group_posts"))
        self.has_value = self.there["net_spend"] or self.there["clv"]
        self.preferences()
        self.tiers()
        self.expert()
        self.rfm()

    def interactions(self, user):
        return sum(Fraction(self.opt["weights"][e.type])
                   for e in self.by_user.get(user, []) if e.coming
                   and e.type in self.opt["weights"]
                   and self.inside(e.day, self.opt["window"]))

    def seconds(self, user):
        total = Decimal(0)
        for e in self.by_user.get(user, []):
            if e.type not in CONSUMPTION or not e.coming or \
                    not self.inside(e.day, self.opt["window"]):
                continue
            seconds = Decimal(e.row.get("seconds") or 0)
            longest = e.row.get("duration_s")
            if e.type == "play" and longest:
                seconds = min(seconds, Decimal(longest))
            total += seconds
        return total

    def group_posts(self, user):
        return sum(e.type == "group_post" and e.coming and
                   self.inside(e.day, self.opt["window"])
                   for e in self.by_user.get(user, []))

    def spending(self):
        if self.from_table:
            return {u: Decimal(self.given.get(u, {}).get("monetary") or 0)
                    for u in self.population}
        net = {r["user_id"]: r["money"] for r in self.net.table}
        return {u: net.get(u, Decimal(0)) for u in self.population}

    def preferences(self):
        tagged = {u: [e for e in self.by_user.get(u, []) if e.coming
                      and e.type in self.opt["weights"] and e.tags
                      and self.inside(e.day, self.opt["preference_window"])]
                  for u in self.population}
        everything = [e for events in tagged.values() for e in events]
        with_tag = collections.Counter(t for e in everything for t in e.tags)
        self.preference, self.tag, self.clear, self.nk = {}, {}, {}, {}
        self.interests = []     # user_id, tag, interactions, share
        for u, events in tagged.items():
            weight = {}
            for e in events:
                for t in e.tags:
                    weight[t] = weight.get(t, 0) + Fraction(1, len(e.tags))
            if not events:
                self.preference[u], self.tag[u] = None, ""
                self.clear[u], self.nk[u] = False, (0, 0)
                continue
            order = sorted(weight, key=lambda t: (-weight[t], t.encode()))
            self.interests += [
                (u, t, str(sum(t in e.tags for e in events)),
                 real(weight[t] / len(events))) for t in order]
            top = order[0]
            n, k = len(events), sum(top in e.tags for e in events)
            self.nk[u] = n, k
            share = Fraction(with_tag[top], len(everything))
            self.preference[u], self.tag[u] = weight[top] / n, top
            self.clear[u] = n >= 5 and \
                tail(n, k, share) * len(with_tag) <= Fraction(5, 100)

    def tiers(self):
        people = self.population
        core, pot = (Fraction(q) for q in self.opt["quotas"])
        level = self.opt["thresholds"]
        high = set()
        if self.has_value and "value" in level:
            high = {u for u in people if self.value[u] > 0 and
                    self.value[u] >= Fraction(level["value"])}
        elif self.has_value:
            high = from_the_top(people, self.value,
                                (core + pot) * len(people) / 100)
        self.high = high
        self.eligible = {u for u in high
                         if self.clear[u] or not self.there["tags"]}
        self.core = set()
        if self.has_activity and "activity" in level:
            self.core = {u for u in self.eligible if self.activity[u] > 0 and
                         self.activity[u] >= Fraction(level["activity"])}
        elif self.has_activity and core + pot > 0:
            self.core = from_the_top(
                self.eligible, self.activity,
                core * len(self.eligible) / (core + pot))

    def octant(self, u, middles):
        marks = ""
        for letter, score, middle in (("A", self.activity[u], middles[0]),
                                      ("V", self.value[u], middles[1])):
            plus = score is not None and middle is not None and \
                score >= middle
            marks += letter + ("+" if plus else "-")
        return marks + "P" + ("+" if self.clear[u] else "-")

    def days(self, user):
        return sorted({e.day for e in self.by_user.get(user, [])
                       if e.active})

    def expert(self):
        days = {u: sum(self.inside(d, self.opt["active_days"])
                       for d in self.days(u)) for u in self.population}
        days = {u: n for u, n in days.items() if n > 0}
        self.third = dict.fromkeys(self.population, "")
        everyone = sorted(days.values())
        for u in days:
            less = bisect.bisect_left(everyone, days[u])
            self.third[u] = ("novice", "intermediate",
                             "expert")[3 * less // len(days)]

    def rfm(self):
        """The scores on 3 bins, of those with a counted order."""
        rows = self.net.table
        if self.from_table:
            rows = []
            for u, r in self.given.items():
                if r.get("monetary") and r.get("recency") and \
                        int(r.get("frequency") or 0) > 0:
                    rows.append({"user_id": u, "days": int(r["recency"]),
                                 "n": int(r["frequency"]),
                                 "money": Decimal(r["monetary"])})
            oracle.rank(rows, 3)
        self.scores = {r["user_id"]: r["rfm"] for r in rows if r.get("rfm")}

    # ---- states -----------------------------------------------------------

    def lifecycle(self, user):
        days = self.days(user)
        if not days:
            return ""
        events = self.by_user[user]
        losses = [e.when.key[0] for e in events
                  if e.type in LOSS and e.coming]
        last = max(e.when.key[0] for e in events if e.active)
        if losses and max(losses) >= last:
            return "churned"
        near = self.opt["active"]
        age = [(self.as_of - d).days for d in days]
        if age[0] < near:
            return "new"
        if age[-1] < near:
            first = max(a for a in age if a < near)
            before = any(first < a <= first + near for a in age)
            return "active" if before else "resurrected"
        return "dormant" if age[-1] < self.opt["churn"] else "churned"

    def behaviour(self, u):
        scores = self.scores.get(u, "")
        often = self.p["interactions"][u]
        days = self.days(u)
        silent = not days or (self.as_of - days[-1]).days >= 90
        if scores == "333" and often is not None and often >= Fraction(2, 3):
            return "high_value"
        if scores == "322" and self.clear[u]:
            return "potential"
        if scores == "111" and silent:
            return "dormant"
        return "unassigned"

    def before(self, user):
        """Yesterday's tier and tier_raw."""
        row = (self.opt["prev"] or {}).get(user, {})
        return row.get("tier", ""), row.get("tier_raw", "")

    def parts(self, u):
        """What the scores of one of the population are made of."""
        row = dict.fromkeys(PARTS, "")
        for name in PARTS[:4]:
            if self.there[name]:
                row[name] = decimal(self.part[name][u])
        if self.there["net_spend"]:
            row["net_spend"] = oracle.money(self.part["net_spend"][u])
        if self.has_value:
            row["high_value"] = "true" if u in self.high else "false"
        if self.there["tags"]:
            row["preference_n"] = str(self.nk[u][0])
        if self.nk[u][0]:
            row["preference_k"] = str(self.nk[u][1])
        days = self.days(u)
        row["active_days"] = str(sum(
            self.inside(d, self.opt["active_days"]) for d in days))
        if days:
            row["first_active"], row["last_active"] = map(
                str, (days[0], days[-1]))
            last = [e for e in self.by_user[u] if e.active]
            newest = max((e.when.key[0], e.type) for e in last)
            tags = [e.tags[0] for e in last if e.tags and
                    (e.when.key[0], e.type) == newest]
            row["last_type"] = newest[1]
            row["last_tag"] = min(tags, key=str.encode, default="")
        return row

    def line(self, u):
        row = dict.fromkeys(CORE + PARTS, "")
        row.update(user_id=u, missing=self.missing,
                   prev_tier=self.before(u)[0])
        if u in self.population:
            self.fill(u, row)
        if u not in (self.opt["prev"] or {}):
            row["tier_move"] = "entered"
        elif row["tier"] == row["prev_tier"]:
            row["tier_move"] = ""
        else:
            row["tier_move"] = row["prev_tier"] + ">" + row["tier"]
        return row

    def fill(self, u, row):
        """The cells of one of the population."""
        if not hasattr(self, "middles"):
            self.middles = [
                lower_middle(s.values()) if there else None
                for s, there in ((self.activity, self.has_activity),
                                 (self.value, self.has_value))]
        if self.has_tiers:
            raw = "core" if u in self.core else "potential" \
                if u in self.eligible else "longtail"
            tier, old_raw = self.before(u)
            row["tier_raw"] = raw
            row["tier"] = raw if not tier or old_raw == raw else tier
        if self.has_activity:
            row["activity"] = real(self.activity[u])
        if self.has_value:
            row["value"] = real(self.value[u])
        if self.preference[u] is not None:
            row["preference"] = real(self.preference[u])
        row["preferred_tag"] = self.tag[u]
        row["preference_clear"] = "true" if self.clear[u] else "false"
        row["octant"] = self.octant(u, self.middles)
        row["lifecycle"] = self.lifecycle(u)
        row["behaviour_segment"] = self.behaviour(u)
        row["expertise"] = self.third[u]
        row.update(self.parts(u))
