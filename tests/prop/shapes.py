"""Random records written in the shape of an export, and what must be read
back.  A shape names the columns of an export: what each holds, which column of
the record that fills, and whether the export can be without it."""

import csv
import datetime
import io
from decimal import Decimal

WORDS = ("tea cup pot Größe café Kanne d’été spring, sale; \"new\" line\nbreak "
         "naïve 50% Ñandú — fine").split(" ")
WIDE = ("茶 杯子 🌱 ‼️ Ελλάδα").split(" ")


class Dialect:
    """How a file is written; everything follows from the seed."""

    def __init__(self, rng, wide=True):
        self.delimiter = rng.choice(",,;\t")
        self.end = rng.choice(("\n", "\r\n"))
        self.encoding = rng.choice(("utf-8", "utf-8-sig", "cp1252"))
        self.quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        self.comma = self.delimiter == ";" and rng.random() < .7
        self.words = WORDS + (WIDE if wide and self.encoding != "cp1252"
                              else [])
        self.rng = rng

    def text(self):
        n = self.rng.randint(1, 6)
        return " ".join(self.rng.choice(self.words) for _ in range(n))

    def number(self, value, grouped):
        """1234.5 as 1,234.5 or 1.234,5, or without groups."""
        text = "{:,}".format(value) if grouped else str(value)
        return text.translate(str.maketrans(",.", ".,")) if self.comma \
            else text

    def write(self, header, rows):
        out = io.StringIO(newline="")
        w = csv.writer(out, delimiter=self.delimiter, quoting=self.quoting,
                       lineterminator=self.end)
        w.writerow(header)
        w.writerows(rows)
        return out.getvalue().encode(self.encoding)


def plain(value):
    """A decimal as crm-ingest writes rates: no zeros at the end."""
    text = "%f" % value
    return text.rstrip("0").rstrip(".")


class Cells:
    """Makers of (cell, value read back), by what a column holds."""

    def __init__(self, dialect):
        self.d = dialect
        self.rng = dialect.rng
        self.used = set()

    def id(self):
        text = str(self.rng.randrange(10 ** 17, 10 ** 18))
        guard = self.rng.choice(("%s", "%s", "'%s", '="%s"', "%s\t", "`%s"))
        return guard % text, text

    def text(self):
        text = self.d.text()
        return text, text

    def name(self):
        text = "shop%d" % self.rng.randrange(10 ** 6)
        return text, text

    def count(self):
        n = int(10 ** self.rng.uniform(0, 6.5))
        return self.d.number(n, self.rng.random() < .5), str(n)

    def money(self):
        v = Decimal(int(10 ** self.rng.uniform(1, 7))) / 100
        v = v.quantize(Decimal("0.01"))
        return self.d.number(v, self.rng.random() < .5), str(v)

    def none(self):
        return self.rng.choice(("", "-", "--", "N/A")), ""

    def empty(self):
        return "", ""

    def percent(self):
        v = Decimal(self.rng.randint(0, 10000)) / 100
        return self.d.number(v, False), plain(v / 100)

    def percent_sign(self):
        cell, value = self.percent()
        return cell + "%", value

    def hours(self):
        v = Decimal(self.rng.randint(0, 10 ** 7)) / 10000
        return self.d.number(v, False), plain(v * 3600)

    def seconds(self):
        n = self.rng.randint(0, 20000)
        if self.rng.random() < .5:
            return str(n), str(n)
        return "%d:%02d:%02d" % (n // 3600, n // 60 % 60, n % 60), str(n)

    def date(self):
        """A day that was not there before: some exports have one row each."""
        day = self.rng.randrange(2800)
        while day in self.used:
            day = self.rng.randrange(2800)
        self.used.add(day)
        return datetime.date(2019, 1, 1) + datetime.timedelta(day)

    def day(self):
        text = self.date().isoformat()
        return text, text

    def english_day(self):
        day = self.date()
        return day.strftime("%b ") + "%d, %d" % (day.day, day.year), \
            day.isoformat()

    def week_day(self):
        day = self.date()
        return day.strftime("%a, %b ") + "%d, %d" % (day.day, day.year), \
            day.isoformat()

    def clock(self):
        return "%02d:%02d" % (self.rng.randrange(24), self.rng.randrange(60))

    def us_minute(self):
        day, clock = self.date(), self.clock()
        return "%s %s" % (day.strftime("%m/%d/%Y"), clock), \
            "%sT%s:00+00:00" % (day, clock)

    def german_minute(self):
        day, clock = self.date(), self.clock()
        return "%s %s" % (day.strftime("%d.%m.%Y"), clock), \
            "%sT%s:00+00:00" % (day, clock)

    def second(self):
        day, clock = self.date(), self.clock()
        return "%s %s:07" % (day, clock), "%sT%s:07+00:00" % (day, clock)

    def zoned_minute(self):
        day, clock = self.date(), self.clock()
        return "%s %s +0000" % (day, clock), "%sT%s:00+00:00" % (day, clock)

    def us_day(self):
        day = self.date()
        return day.strftime("%m/%d/%Y"), day.isoformat()

    def email(self):
        name = "P%d@Example.com" % self.rng.randrange(10 ** 9)
        return name, name.lower()

    def instagram_user(self):
        text = "user.%d" % self.rng.randrange(10 ** 9)
        return text, "instagram:" + text

    def customer_number(self):
        text = str(self.rng.randrange(100000, 110000))
        return text, "twitter:" + text if len(set(text)) > 1 else ""

    def customer_side(self):
        return self.rng.choice(("True", "true", "t", "1")), "in"

    def twitter_time(self):
        day, clock = self.date(), self.clock()
        return "%s %s:07 +0000 %d" % (day.strftime("%a %b %d"), clock,
                                      day.year), \
            "%sT%s:07+00:00" % (day, clock)

    def float_id(self):
        n = self.rng.randrange(1, 10 ** 7)
        return "%d.0" % n, str(n)

    def postgres_time(self):
        day, clock = self.date(), self.clock()
        return "%s %s:07+00" % (day, clock), "%sT%s:07+00:00" % (day, clock)

    def phone(self):
        digits = "49" + str(self.rng.randrange(10 ** 9, 10 ** 10))
        return "'+%s %s" % (digits[:2], digits[2:]), digits


# Header, what it holds, column of the record; a * before the header: it must
# be there.  A value (not a column's name) in the third place is never read.
SHAPES = {
    "shopify-customers": ("profile", (
        ("*First Name", "name", None), ("*Last Name", "none", None),
        ("*Email", "email", "user_id"), ("Country", "text", "region"),
        ("Phone", "phone", None), ("*Total Spent", "money", "total_spent"),
        ("*Total Orders", "count", "order_count"), ("Note", "text", None))),
    "twitter-analytics": ("content", (
        ("*Tweet id", "id", "content_id"),
        ("*Tweet permalink", "none", None), ("*Tweet text", "text", "text"),
        ("*time", "zoned_minute", "published_at"),
        ("*impressions", "count", "impressions"),
        ("engagements", "count", None), ("retweets", "count", "shares"),
        ("replies", "count", "comments"), ("likes", "count", "likes"),
        ("url clicks", "count", "clicks"), ("follows", "count", "follows"),
        ("promoted impressions", "none", None))),
    "x-analytics": ("content", (
        ("*Post id", "id", "content_id"), ("Date", "week_day",
                                           "published_at"),
        ("*Post text", "text", "text"), ("*Post Link", "none", None),
        ("*Impressions", "count", "impressions"),
        ("Likes", "count", "likes"), ("Bookmarks", "count", "favorites"),
        ("New follows", "count", "follows"), ("Replies", "count",
                                              "comments"),
        ("*Reposts", "count", "shares"), ("Shares", "count", None),
        ("URL Clicks", "count", "clicks"))),
    "instagram-posts": ("content", (
        ("*Post ID", "id", "content_id"), ("*Account ID", "id", None),
        ("Account username", "name", "account"),
        ("Description", "text", "text"),
        ("Duration (sec)", "seconds", "duration_s"),
        ("*Publish time", "us_minute", "published_at"),
        ("*Permalink", "none", None), ("Post type", "name", "form"),
        ("Views", "count", "views"), ("Reach", "count", "reach"),
        ("Likes", "count", "likes"), ("Shares", "count", "shares"),
        ("Follows", "count", "follows"), ("Comments", "count", "comments"),
        ("Saves", "count", "favorites"))),
    "instagram-posts German": ("content", (
        ("*Beitrags-ID", "id", "content_id"), ("*Konto-ID", "id", None),
        ("Beschreibung", "text", "text"),
        ("*Veröffentlichungszeitpunkt", "german_minute", "published_at"),
        ("*Permalink", "none", None), ("Beitragstyp", "name", "form"),
        ("Aufrufe", "count", "views"), ("Reichweite", "count", "reach"),
        ("„Gefällt mir“-Angaben", "count", "likes"),
        ("Geteilte Inhalte", "count", "shares"),
        ("Kommentare", "count", "comments"),
        ("Gespeicherte Beiträge", "count", "favorites"))),
    "facebook-posts": ("content", (
        ("*Post ID", "id", "content_id"), ("*Page name", "name", "account"),
        ("Page ID", "id", None), ("Title", "text", "title"),
        ("*Publish time", "us_minute", "published_at"),
        ("*Permalink", "none", None), ("Views", "count", "views"),
        ("Reach", "count", "reach"), ("Reactions", "count", "likes"),
        ("Comments", "count", "comments"), ("Shares", "count", "shares"),
        ("Link clicks", "count", "clicks"))),
    "meta-ads": ("spend", (
        ("*Reporting starts", "day", "period_start"),
        ("Reporting ends", "day", "period_end"),
        ("*Campaign name", "name", "campaign_name"),
        ("Ad set name", "text", "adset_name"),
        ("Ad name", "text", "ad_name"),
        ("*Amount spent (HKD)", "money", "spend"),
        ("Impressions", "count", "impressions"),
        ("Reach", "count", "reach"), ("Link clicks", "count", "clicks"),
        ("Frequency", "money", None), ("Purchases", "count", "conversions"),
        ("Ends", "none", None))),
    "meta-ads German": ("spend", (
        ("*Tag", "day", "period_start"),
        ("*Kampagnenname", "name", "campaign_name"),
        ("*Ausgegebener Betrag (EUR)", "money", "spend"),
        ("Impressionen", "count", "impressions"),
        ("Reichweite", "count", "reach"),
        ("Link-Klicks", "count", "clicks"))),
    "meta-ads Spanish": ("spend", (
        ("*Día", "day", "period_end"),
        ("*Nombre del anuncio", "name", "ad_name"),
        ("*Importe gastado (PEN)", "money", "spend"),
        ("Impresiones", "count", "impressions"))),
    "meta-ads French": ("spend", (
        ("*Début des rapports", "day", "period_start"),
        ("*Nom de la campagne", "name", "campaign_name"),
        ("*Montant dépensé (CHF)", "money", "spend"),
        ("Achats", "count", "conversions"))),
    "tiktok-ads": ("spend", (
        ("*Date", "day", "period_start"), ("*Cost", "money", "spend"),
        ("Cost per result", "none", None),
        ("*Impressions", "count", "impressions"),
        ("*Clicks (destination)", "count", "clicks"),
        ("*Conversions", "count", "conversions"),
        ("Reach", "count", "reach"))),
    "tiktok-content": ("content", (
        ("*Video title", "text", "title"), ("*Video link", "none", None),
        ("Post time", "second", "published_at"),
        ("*Total views", "count", "views"),
        ("Total likes", "count", "likes"),
        ("Total comments", "count", "comments"),
        ("Watched full video", "percent_sign", "completion_rate"))),
    "youtube-content": ("content", (
        ("*Content", "name", "content_id"),
        ("*Video title", "text", "title"),
        ("Video publish time", "english_day", "published_at"),
        ("Duration", "seconds", "duration_s"), ("Views", "count", "views"),
        ("Watch time (hours)", "hours", "watch_seconds"),
        ("Subscribers", "count", "follows"),
        ("Impressions", "count", "impressions"),
        ("Impressions click-through rate (%)", "percent", "click_rate"))),
    "linkedin-page": ("content", (
        ("*Date", "us_day", "period_start"),
        ("Impressions (organic)", "count", None),
        ("*Impressions (total)", "count", "impressions"),
        ("*Clicks (total)", "count", "clicks"),
        ("*Reactions (total)", "count", "likes"),
        ("Comments (total)", "count", "comments"))),
    "google-ads": ("spend", (
        ("*Day", "day", "period_start"),
        ("*Campaign", "name", "campaign_name"), ("*Cost", "money", "spend"),
        ("*Impr.", "count", "impressions"), ("Clicks", "count", "clicks"),
        ("CTR", "percent_sign", "click_rate"))),
    "instagram-comments": ("event", (
        ("*id", "id", "id"), ("*media_id", "id", "content_id"),
        ("media_caption", "text", None),
        ("*username", "instagram_user", "user_id"),
        ("*text", "text", "text"), ("*timestamp", "postgres_time", "time"),
        ("resposta_texto", "empty", None))),
    "support-tweets": ("event", (
        ("*tweet_id", "id", "id"),
        ("*author_id", "customer_number", "user_id"),
        ("*inbound", "customer_side", "direction"),
        ("*created_at", "twitter_time", "time"), ("*text", "text", "text"),
        ("response_tweet_id", "text", None),
        ("in_response_to_tweet_id", "float_id", "parent_id"))),
    "zendesk-tickets": ("event", (
        ("*Id", "id", "thread_id"), ("Requester", "name", "user_name"),
        ("*Requester email", "email", "user_id"), ("*Status", "name", None),
        ("*Created at", "second", "time"), ("*Subject", "text", "text"),
        ("Solved at", "none", None), ("Assignee", "name", "agent"),
        ("First reply time in minutes", "count", None))),
    "hubspot-contacts": ("profile", (
        ("*Record ID", "id", "id"), ("*First Name", "name", "user_name"),
        ("*Email", "email", "user_id"),
        ("*Create Date", "second", "created_at"),
        ("Job Title", "text", "job"), ("Contact owner", "name", "owner"))),
}
CURRENCY = {"meta-ads": "HKD", "meta-ads German": "EUR",
            "meta-ads Spanish": "PEN", "meta-ads French": "CHF"}


def table(name, dialect, n):
    """The bytes of a file of n records, and the records to be read back."""
    kind, columns = SHAPES[name]
    rng, cells = dialect.rng, Cells(dialect)
    columns = [c for c in columns if c[0][0] == "*" or rng.random() < .7]
    rng.shuffle(columns)
    rows, records = [], []
    for _ in range(n):
        row, record = [], {"kind": kind}
        if name in CURRENCY:
            record["currency"] = CURRENCY[name]
        for _, holds, to in columns:
            cell, value = getattr(cells, holds)()
            row.append(cell)
            if to is not None:
                record[to] = value
        rows.append(row)
        records.append(record)
    header = [c[0].lstrip("*") for c in columns]
    blank = rng.choice(("%s", "%s", "%s ", " %s"))
    return dialect.write([blank % h for h in header], rows), records


STATES = {"paid": "paid", "pending": "pending", "refunded": "refunded",
          "partially_refunded": "partially_refunded", "voided": "cancelled"}
STRIPE = {"Paid": "paid", "Failed": "failed", "Refunded": "refunded",
          "Partial Refund": "partially_refunded", "Uncaptured": "pending"}
WOO = {"processing": "paid", "completed": "paid", "on-hold": "pending",
       "cancelled": "cancelled", "failed": "failed", "refunded": "refunded"}


def money_back(rng, state, amount):
    """What was given back of an order in that state."""
    if state == "refunded":
        return amount
    if state == "partially_refunded":
        return (amount * rng.randint(1, 99) / 100).quantize(Decimal("0.01"))
    return Decimal("0.00")


def order(records, base, amount, state, back):
    records.append(dict(base, type="order", amount=str(amount),
                        status=state))
    if back > 0:
        records.append(dict(base, type="refund", amount=str(back), status=""))


def orders(name, dialect, n):
    """Files of orders: one row a payment, or one row an item."""
    rng, cells = dialect.rng, Cells(dialect)
    states = {"shopify": STATES, "stripe": STRIPE, "woocommerce": WOO}[name]
    rows, records = [], []
    for number in range(n):
        word, state = rng.choice(sorted(states.items()))
        when, time = cells.second()
        mail, user = cells.email()
        amount = Decimal(rng.randint(1, 10 ** 6)) / 100
        back = money_back(rng, state, amount.quantize(Decimal("0.01")))
        amount = amount.quantize(Decimal("0.01"))
        currency = rng.choice(("USD", "EUR", "GBP"))
        base = {"kind": "event", "order_id": "#%d" % number, "time": time,
                "user_id": user, "currency": currency}
        figures = [dialect.number(amount, rng.random() < .5),
                   dialect.number(back, False)]
        items = 1 if name == "stripe" else rng.randint(1, 3)
        for item in range(items):
            head = [mail, word] + figures + [currency.lower()
                                             if name == "stripe"
                                             else currency]
            if item > 0:
                head = [""] * len(head)
            rows.append(["#%d" % number, when] + head + ["1", "Tea"])
        order(records, base, amount, state, back)
        if name != "stripe":
            for r in records[-1 - (back > 0):]:
                r["quantity"] = str(items) if r["type"] == "order" else ""
                r["product"] = ";".join(["Tea"] * items)
    header = {
        "shopify": "Name,Created at,Email,Financial Status,Total,Refunded "
                   "Amount,Currency,Lineitem quantity,Lineitem name",
        "stripe": "id,Created date (UTC),Customer Email,Status,Amount,Amount "
                  "Refunded,Currency,Seller Message,Description",
        "woocommerce": "order_number,order_date,customer_email,status,"
                       "order_total,refunded_total,order_currency,quantity,"
                       "product_name"}[name].split(",")
    at = list(range(len(header)))
    rng.shuffle(at)
    return dialect.write([header[i] for i in at],
                         [[row[i] for i in at] for row in rows]), records
