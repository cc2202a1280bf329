"""Our own reading of the exports that the oracles beside it use: which events
a row of each means (exports.md, formats.md).  Nothing of ours is called."""

import collections
import csv
import re
from decimal import Decimal

CLOSED_BY_REFUND = "付款以后用户退款成功，交易自动关闭"
Event = collections.namedtuple(
    "Event", "user time type amount currency status")


def raw(path, encoding):
    with open(path, encoding=encoding, newline="") as f:
        rows = list(csv.reader(f, strict=True))
    header = [name.strip() for name in rows[0]]
    return [dict(zip(header, row)) for row in rows[1:]]


def local(text):
    """2018/1/1 9:26 or 2019-01-01 00:17:59.511, Beijing time."""
    parts = [int(n) for n in re.findall(r"\d+", text.partition(".")[0])]
    parts += [0] * (6 - len(parts))
    fraction = (text.partition(".")[2] + "000")[:3] if "." in text else "000"
    return "%04d-%02d-%02dT%02d:%02d:%02d.%s+08:00" % (*parts, fraction)


def events_of_order(user, time, amount, currency, status, refund):
    yield Event(user, time, "order", Decimal(amount), currency, status)
    if refund and Decimal(refund) > 0:
        yield Event(user, time, "refund", Decimal(refund), currency, "")


def taobao_rfm(row):
    status = {"交易成功": "paid", CLOSED_BY_REFUND: "refunded"}[row["订单状态"]]
    return events_of_order(
        "taobao:" + row["买家昵称"], local(row["付款日期"]), row["实付金额"],
        "CNY", status, row["实付金额"] if status == "refunded" else "")


def taobao_2018(row):
    paid = row["订单付款时间"]
    return events_of_order(
        "taobao:" + row["买家会员名"], local(paid or row["订单创建时间"]),
        row["买家实际支付金额"], "CNY", "paid" if paid else "pending", "")


def tmall(row):
    paid = row["订单付款时间"]
    return events_of_order(
        "", local(paid or row["订单创建时间"]), row["总金额"], "CNY",
        "paid" if paid else "pending", row["退款金额"])


FINANCIAL = {"authorized": "pending", "partially_paid": "pending",
             "voided": "cancelled", "expired": "cancelled"}


def shopify(row):
    if not row["Financial Status"]:
        return []           # a further item of an order
    phone = row["Phone"] or row["Billing Phone"] or row["Shipping Phone"]
    phone = re.sub(r"\D", "", phone)
    when = row["Paid at"] or row["Created at"]
    when = "%sT%s.000%s:%s" % (when[:10], when[11:19], when[20:23],
                               when[23:25])
    status = row["Financial Status"]
    return events_of_order(row["Email"].lower() or phone, when, row["Total"],
                           row["Currency"], FINANCIAL.get(status, status),
                           row["Refunded Amount"])


def taobao_shop(row):
    """An ExportOrderList as examples/shop has it."""
    status = {"交易成功": "paid", "买家已付款，等待卖家发货": "paid",
              "卖家已发货，等待买家确认": "paid",
              "卖家已发货｜｜｜等待买家确认": "paid",
              CLOSED_BY_REFUND: "refunded",
              "付款以前，卖家或买家主动关闭交易": "cancelled",
              "等待买家付款": "pending"}[row["订单状态"]]
    nick = row["买家会员名"]
    when = row["订单付款时间"]
    if when == "0000-00-00":
        when = row["订单创建时间"]
    paid = row["买家实际支付金额"]
    return events_of_order("" if "*" in nick else "taobao:" + nick,
                           local(when), paid, "CNY", status,
                           paid if status == "refunded" else "")
