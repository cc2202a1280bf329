"""Our own reading of the international exports that the oracle beside it
uses: which records a row of each means (exports.md, formats.md).  Nothing of
ours is called.  A reader gives dicts of canonical columns; a column that it
does not name is not compared."""

import csv
import datetime
import re
import xml.etree.ElementTree
import zipfile
from decimal import ROUND_HALF_EVEN, Decimal

MONTHS = ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
MISSING = ("", "-", "--", "/", "N/A", "null", "none", "Ongoing")


def lines(text):
    """Lines that end in LF alone, as csv wants them fed."""
    for line in text.split("\n"):
        yield line + "\n"


def raw(path, encoding="utf-8", delimiter=",", ragged=False):
    """Records as dicts; the reader of csv takes a lone CR for a line end, and
    none of these exports has one that is."""
    with open(path, encoding=encoding, newline="") as f:
        text = f.read()
    lone = "\ufdd0"
    text = re.sub("\r(?!\n)", lone, text)
    rows = [[c.replace(lone, "\r") for c in row] for row in
            csv.reader(lines(text), delimiter=delimiter, strict=True)
            if row]
    header = [name.strip() for name in rows[0]]
    out = []
    for row in rows[1:]:
        if ragged:
            row = (row + [""] * len(header))[:len(header)]
        assert len(row) == len(header), row
        out.append(dict(zip(header, row)))
    return out


def raw_xlsx(path):
    """The first sheet, cells as texts: numbers as they are stored."""
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as z:
        parse = xml.etree.ElementTree.fromstring
        strings = ["".join(t.text or "" for t in si.iter("{%s}t" % ns["m"]))
                   for si in parse(z.read("xl/sharedStrings.xml"))]
        sheet = parse(z.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iterfind(".//m:row", ns):
        cells = {}
        for c in row.iterfind("m:c", ns):
            v = c.find("m:v", ns)
            text = "" if v is None else v.text
            cells[re.match("[A-Z]+", c.get("r")).group()] = \
                strings[int(text)] if c.get("t") == "s" else text
        rows.append(cells)
    return [{name: row.get(at, "") for at, name in rows[0].items()}
            for row in rows[1:]]


def raw_ga4(path):
    """Lines round the table and its header count as rows too: None."""
    with open(path, encoding="utf-8", newline="") as f:
        text = f.readlines()
    table = [x for x in text if not x.startswith("#")]
    return [None] * (len(text) - len(table) + 1) + \
        list(csv.DictReader(table, strict=True))


def clear(text):
    text = text.strip()
    return "" if text in MISSING else text


def count(text):
    text = clear(text).replace(",", "")
    if not text:
        return ""
    value = Decimal(text)
    assert value == int(value), text
    return str(int(value))


def rounded(value, places):
    """As rates and seconds are written: no zeros behind."""
    value = Decimal(value).quantize(Decimal(1).scaleb(-places),
                                    ROUND_HALF_EVEN)
    text = "%f" % value
    return text.rstrip("0").rstrip(".") if "." in text else text


def seconds(text, factor=1):
    text = clear(text)
    if not text:
        return ""
    value = Decimal(0)
    for part in text.split(":"):
        value = value * 60 + Decimal(part)
    return rounded(value * factor, 6)


def english_day(text):
    m = re.fullmatch(r"(?:\w{3}, )?(\w{3}) (\d+), (\d{4})", text)
    return "%s-%02d-%02d" % (m.group(3), MONTHS.index(m.group(1)) + 1,
                             int(m.group(2))) if m else ""


def utc(text):
    """2026-01-05 21:09:11+00, with a fraction or not."""
    m = re.fullmatch(r"([\d-]{10})[ T](\d+):(\d+)(?::(\d+))?(\.\d+)? ?"
                     r"(?:\+00(?::?00)?)?", text)
    fraction = ((m.group(5) or "")[1:] + "000")[:3] if m.group(5) else ""
    return "%sT%02d:%02d:%02d%s+00:00" % (
        m.group(1), int(m.group(2)), int(m.group(3)), int(m.group(4) or 0),
        "." + fraction if fraction else "")


def twitter_time(text):
    return datetime.datetime.strptime(
        text, "%a %b %d %H:%M:%S %z %Y").isoformat()


def shopify_customers(row):
    phone = re.sub(r"\D", "", row["Phone"])
    yield {
        "kind": "profile", "source": "shopify",
        "id": row["Email"] or row["Phone"].lstrip("'"),
        "user_id": row["Email"].lower() or phone,
        "user_id_kind": "email" if row["Email"] else "phone",
        "user_name": " ".join(x for x in (row["First Name"].strip(),
                                          row["Last Name"].strip()) if x),
        "region": row["Country"].strip(),
        "tags": ";".join(x.strip() for x in row["Tags"].split(",")
                         if x.strip()),
        "total_spent": row["Total Spent"],
        "order_count": row["Total Orders"],
    }


def stripe(row):
    status = {"Paid": "paid", "Failed": "failed", "Refunded": "refunded"}
    yield {
        "kind": "event", "type": "order", "source": "stripe",
        "time": row["Created date (UTC)"].replace(" ", "T") + "+00:00",
        "user_id": row["Customer ID"] and "stripe:" + row["Customer ID"],
        "amount": row["Amount"], "currency": row["Currency"].upper(),
        "status": status[row["Status"]],
    }


def tweet_activity(row):
    link = re.search(r"(?:twitter|x)\.com/([^/]+)/status/(\d+)",
                     row["Tweet permalink"])
    whole = row["Tweet id"].isdigit()
    yield {
        "kind": "content", "source": "twitter",
        "content_id": row["Tweet id"] if whole else
        link.group(2) if link else "",
        "account": link.group(1) if link else "",
        "published_at": utc(row["time"].replace(" +0000", "")),
        "impressions": count(row["impressions"]),
        "likes": count(row.get("likes", row.get("favorites"))),
        "comments": count(row["replies"]),
        "shares": count(row["retweets"]),
        "clicks": count(row["url clicks"]),
        "follows": count(row.get("follows", "")),
    }


def tweet_archive(row):
    answered, again = (row["in_reply_to_status_id"],
                       row["retweeted_status_id"])
    whom = row["in_reply_to_user_id"]
    own = not (answered or again or whom)
    time = utc(row["timestamp"].replace(" +0000", ""))
    yield {
        "kind": "content" if own else "event", "source": "twitter",
        "type": "" if own else "share" if again else "reply",
        "direction": "" if own else "out", "id": row["tweet_id"],
        "content_id": row["tweet_id"] if own else "",
        "parent_id": answered or again, "text": row["text"].strip(),
        "user_id": "twitter:" + whom if whom and not again else "",
        "time": "" if own else time, "published_at": time if own else "",
    }


def support_tweet(row):
    mine = row["inbound"] == "True"
    spoken_to = re.match(r'[ ."]*(?:@[A-Za-z_]\w* +)*@([0-9]+)\b',
                         row["text"])
    user = row["author_id"] if row["author_id"].isdigit() else \
        spoken_to.group(1) if spoken_to else ""
    yield {
        "kind": "event", "source": "twitter", "id": row["tweet_id"],
        "type": "message" if mine else "reply",
        "direction": "in" if mine else "out",
        # One digit over and over is no key of anybody.
        "user_id": "twitter:" + user if len(set(user)) > 1 else "",
        "agent": "" if row["author_id"].isdigit() else row["author_id"],
        "time": twitter_time(row["created_at"]),
        "parent_id": re.sub(r"\.0$", "", row["in_response_to_tweet_id"]),
        "text": row["text"].strip(),
    }


def instagram_comment(row):
    out = {
        "kind": "event", "type": "comment", "source": "instagram",
        "id": row["id"], "user_id": "instagram:" + row["username"],
        "direction": "in", "content_id": row["media_id"], "parent_id": "",
        "time": utc(row["timestamp"]), "text": row["text"].strip(),
        "time_estimated": "",
    }
    yield out
    if row["resposta_texto"]:
        told = row["resposta_timestamp"]
        yield dict(out, type="reply", id=row["id"] + "/reply",
                   direction="out", parent_id=row["id"],
                   text=row["resposta_texto"].strip(),
                   time=utc(told) if told else out["time"],
                   time_estimated="" if told else "true")


def instagram_post(row):
    yield {
        "kind": "content", "source": "instagram",
        "content_id": row["post_id"], "url": row["permalink"],
        "form": row["media_type"], "tags": row["post_type"],
        "published_at": utc(row["published_at"]),
        "as_of": utc(row["updated_at"]), "reach": row["reach"],
        "impressions": row["impressions"], "likes": row["likes"],
        "comments": row["comments"], "shares": row["shares"],
        "favorites": row["saves"],
    }


def facebook_short(row):
    yield {
        "kind": "content", "source": "facebook", "form": row["Type"],
        "reach": count(row["T_Reach"]),
        "impressions": count(row["T_Impression"]),
        "likes": count(row["like"]), "comments": count(row["comment"]),
        "shares": count(row["share"]),
    }


def youtube(row):
    if row["Content"] == "Total":
        return
    rate = row.get("Impressions click-through rate (%)", "")
    yield {
        "kind": "content", "source": "youtube",
        # An id that begins with a minus has a blank before it.
        "content_id": row["Content"].strip(),
        "title": row["Video title"].strip(),
        "published_at": english_day(row["Video publish time"]),
        "duration_s": seconds(row.get("Duration", "")),
        "views": count(row["Views"]),
        "watch_seconds": seconds(row["Watch time (hours)"], 3600),
        "follows": count(row["Subscribers"]),
        "likes": count(row.get("Likes", "")),
        "shares": count(row.get("Shares", "")),
        "reach": count(row.get("Unique viewers", "")),
        "impressions": count(row.get("Impressions", "")),
        "click_rate": rounded(Decimal(rate) / 100, 6) if rate else "",
    }


def meta_ads(row):
    deed = re.search("purchase|lead|registration", row["Result indicator"])
    done = clear(row["Purchases"]) or (clear(row["Results"]) if deed else "")
    yield {
        "kind": "spend", "source": "meta", "currency": "USD",
        "period_start": row["Reporting starts"],
        "period_end": row["Reporting ends"],
        "campaign_name": row["Campaign name"].strip(),
        "adset_name": row["Ad set name"].strip(),
        "ad_name": row["Ad name"].strip(),
        "spend": row["Amount spent (USD)"],
        "impressions": count(row["Impressions"]),
        "reach": count(row["Reach"]), "conversions": done,
    }


def tiktok_ads(row):
    yield {
        "kind": "spend", "source": "tiktok", "currency": row["Currency"],
        "period_start": row["Date"], "period_end": row["Date"],
        # Binary noise is rounded at the fourth decimal.
        "spend": rounded(row["Cost"], 4),
        "impressions": count(row["Impressions"]),
        "clicks": count(row["Clicks (destination)"]),
        "reach": count(row["Reach"]),
        "conversions": clear(row["Conversions"]),
    }


def ga4(row):
    if row is not None:
        yield {
            "kind": "spend", "source": "ga4",
            "channel": row["First user primary channel group "
                           "(Default Channel Group)"],
            "period_start": "2025-01-01", "period_end": "2025-12-12",
            "reach": row["Total users"], "conversions": row["Key events"],
        }
