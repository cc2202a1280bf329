#!/usr/bin/env python3
"""Make the exports of one made-up tea shop, 2025-07-01 to 2026-06-30.

    ./generate.py [--seed N] [DIRECTORY]

writes taobao-orders.csv, shopify-orders.csv, events.csv and ids.csv, by
default beside this script.  Nobody in them exists: nicknames are numbered,
e-mail addresses are of example.com, mainland mobiles begin with 100, which no
operator has, and North American ones are of the 555-01xx block.

The random numbers are our own (64-bit LCG, integers only), so every python3
writes the same bytes.
"""

import argparse
import datetime
import os
import sys

SEED = 20260630
DAY0 = datetime.date(2025, 7, 1)
NDAYS = 365
NPEOPLE = 2000


class Random:
    """Knuth's MMIX generator; the upper 32 bits of the state."""

    def __init__(self, seed):
        self.state = seed & (2 ** 64 - 1)
        for _ in range(8):
            self.next()

    def next(self):
        self.state = (self.state * 6364136223846793005
                      + 1442695040888963407) & (2 ** 64 - 1)
        return self.state >> 32

    def below(self, n):
        return self.next() * n >> 32

    def span(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, weights):
        at = self.below(sum(weights))
        for i, weight in enumerate(weights):
            at -= weight
            if at < 0:
                return i
        raise AssertionError


# ---- the calendar of a tea shop -------------------------------------------

PEAKS = (
    ("2025-09-20", "2025-10-05", 160),  # gifts for Mid-Autumn
    ("2025-10-31", "2025-11-08", 200),  # 11.11 warms up
    ("2025-11-09", "2025-11-10", 450),
    ("2025-11-11", "2025-11-11", 1400),
    ("2025-11-12", "2025-11-13", 250),
    ("2025-12-12", "2025-12-12", 420),
    ("2026-01-20", "2026-02-10", 170),  # gifts for the New Year
    ("2026-02-14", "2026-02-23", 30),   # parcels rest
    ("2026-03-25", "2026-04-18", 190),  # the first tea of spring
    ("2026-06-01", "2026-06-15", 130),
    ("2026-06-16", "2026-06-17", 330),
    ("2026-06-18", "2026-06-18", 1000),
    ("2026-06-19", "2026-06-20", 220),
)
HOURS = (9, 5, 2, 1, 1, 2, 5, 10, 18, 26, 32, 30, 28, 26, 25, 26, 28, 27,
         28, 36, 48, 54, 44, 22)


def day_number(text):
    return (datetime.date.fromisoformat(text) - DAY0).days


def day_weights():
    weights = []
    for i in range(NDAYS):
        weekend = (DAY0 + datetime.timedelta(i)).weekday() >= 5
        weights.append(115 if weekend else 100)
    for first, last, weight in PEAKS:
        for i in range(day_number(first), day_number(last) + 1):
            weights[i] = weight
    return weights


DAYS = day_weights()
FESTIVALS = ("2025-11-11", "2025-12-12", "2026-06-18")


def moment(rng, day):
    """Seconds since DAY0 00:00 on the clock of the buyer."""
    return (day * 86400 + rng.weighted(HOURS) * 3600 + rng.below(60) * 60
            + rng.below(60))


def clock(seconds):
    return datetime.datetime.combine(DAY0, datetime.time()) \
        + datetime.timedelta(seconds=seconds)


# ---- what is sold ---------------------------------------------------------

# Chinese title, English title, price in fen, how often
GOODS = (
    ("明前龙井 绿茶 50g 罐装", "Pre-Qingming Longjing / 50g tin", 16800, 12),
    ("碧螺春 绿茶 100g", "Biluochun Green / 100g", 12900, 8),
    ("白毫银针 白茶 30g", "Silver Needle White / 30g", 9800, 6),
    ("茉莉花茶 袋泡 20包", "Jasmine Tea Bags / 20", 3990, 22),
    ("桂花乌龙 冷泡 15包", "Osmanthus Oolong Cold Brew / 15", 4580, 20),
    ("陈年普洱 熟茶 饼 357g", "Aged Shu Pu'er Cake / 357g", 26800, 6),
    ("正山小种 红茶 100g", "Lapsang Souchong / 100g", 8850, 12),
    ("凤凰单丛 鸭屎香 80g", "Phoenix Dancong Yashixiang / 80g", 11800, 9),
    ("便携旅行茶具 一壶二杯", "Travel Tea Set, 1 pot 2 cups", 13900, 8),
    ("手工建盏 主人杯", "Handmade Jianzhan Cup", 21900, 4),
    ("节日礼盒 四季茶", "Four Seasons Gift Box", 39900, 6),
    ("试喝装 6味", "Sampler, 6 teas", 1990, 24),
)
GOODS_WEIGHTS = [g[3] for g in GOODS]

CITIES = (
    ("上海", "上海市 浦东新区"), ("浙江省", "杭州市 西湖区"),
    ("江苏省", "苏州市 姑苏区"), ("广东省", "深圳市 南山区"),
    ("广东省", "广州市 天河区"), ("北京", "北京市 朝阳区"),
    ("四川省", "成都市 武侯区"), ("福建省", "厦门市 思明区"),
    ("湖北省", "武汉市 武昌区"), ("山东省", "青岛市 市南区"),
    ("陕西省", "西安市 雁塔区"), ("辽宁省", "大连市 中山区"),
)
TOWNS = (
    ("Toronto", "M5V", "ON", "Ontario", "416"),
    ("Ottawa", "K1P", "ON", "Ontario", "613"),
    ("Vancouver", "V6B", "BC", "British Columbia", "604"),
    ("Montréal", "H2X", "QC", "Quebec", "514"),
    ("Calgary", "T2P", "AB", "Alberta", "403"),
    ("Halifax", "B3J", "NS", "Nova Scotia", "902"),
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("Ann", "Bo", "Chloé", "Dara", "Elif", "Femi", "Grace", "Hana",
         "Ivo", "Jun", "Kofi", "Lena", "Mei", "Noor", "Omar", "Priya")
NICKS = ("茶友", "爱喝茶的猫", "清风", "tea_", "小满", "半日闲", "龙井控",
         "阿茶", "喵呜🍵", "不加糖", "t_lover", "山里人", "晚风", "O'Tea ",
         "慢慢,喝")


def basket(rng, generous):
    lines = []
    wanted = 1
    while wanted < 5 and rng.chance(38 if generous else 27):
        wanted += 1
    while len(lines) < wanted:
        good = rng.weighted(GOODS_WEIGHTS)
        if good not in [g for g, _ in lines]:
            lines.append((good, 1 if rng.chance(82) else rng.span(2, 4)))
    return lines


# ---- people ---------------------------------------------------------------

class Person:
    def __init__(self, rng, number):
        self.number = number
        self.nick = self.email = self.phone = None
        self.social = []            # (source, id)
        self.name = ""
        kind = rng.weighted((70, 14, 7, 9))
        self.on_taobao = kind in (0, 2)
        self.on_shopify = kind in (1, 2)
        self.customer = "C%05d" % (number + 1)
        self.buys = self.on_taobao or self.on_shopify
        self.loyalty = rng.weighted((62, 17, 15, 6)) if self.buys else 0
        self.generous = rng.chance(30)
        if self.on_taobao:
            self.nick = "%s%04d" % (rng.pick(NICKS), number)
        self.city = rng.pick(CITIES)
        self.surname = rng.pick(SURNAMES)
        self.town = rng.pick(TOWNS)
        self.given = rng.pick(GIVEN)
        if self.on_shopify:
            self.reach_by(rng)
        if not self.buys or rng.chance(34):
            self.join_platforms(rng)
        # Whether the shop knows that the keys are one person's.
        self.known = not self.buys or rng.chance(75)

    def reach_by(self, rng):
        if rng.chance(88):
            ascii_name = self.given.replace("é", "e").lower()
            self.email = "%s.%04d@example.com" % (ascii_name, self.number)
        if self.email is None or rng.chance(45):
            # 555-0100 to 555-0199 are kept for fiction in every area; the
            # area gives the 2,000 numbers needed.
            self.phone = (self.number // 100, self.number % 100)

    def join_platforms(self, rng):
        sources = [("xiaohongshu", "weibo", "wechat")[
            rng.weighted((60, 20, 20))]]
        if rng.chance(12):
            other = rng.pick(("xiaohongshu", "weibo", "wechat"))
            if other not in sources:
                sources.append(other)
        for source in sources:
            if source == "xiaohongshu":
                key = "5f%08x%010x%04d" % (rng.next(), rng.next(),
                                           self.number)
            elif source == "weibo":
                key = "%d%04d" % (rng.span(100000, 799999), self.number)
            else:
                key = "oTEA5%s" % "".join(
                    rng.pick("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
                             "23456789_-") for _ in range(23))
            self.social.append((source, key))
        self.name = "%s%d" % (rng.pick(("🍵小", "阿", "Tea", "茶茶",
                                        "林间", "喝茶的")), self.number)

    def phone_text(self):
        area, last = self.phone
        return "+1 %s-555-01%02d" % (AREAS[area], last)

    def keys(self):
        """The keys of this person as ids.csv has them (a phone number with
        its plus: crm-ingest takes the digits)."""
        keys = []
        if self.nick:
            keys.append("taobao:" + self.nick)
        if self.email:
            keys.append(self.email)
        elif self.phone:
            area, last = self.phone
            keys.append("+1%s55501%02d" % (AREAS[area], last))
        return keys + ["%s:%s" % s for s in self.social]


AREAS = ("204", "226", "236", "249", "250", "289", "306", "343", "365", "403",
         "416", "418", "437", "438", "450", "506", "514", "519", "579", "581")


def order_days(rng, person):
    """The days on which somebody orders."""
    if person.loyalty == 0:
        return [rng.weighted(DAYS)]
    if person.loyalty == 1:
        first = rng.weighted(DAYS)
        days = [first]
        for _ in range(rng.span(1, 3)):
            first += rng.span(12, 120)
            days.append(first)
        return [d for d in days if d < NDAYS]
    if person.loyalty == 2:         # only at the festivals
        days = [day_number(f) - rng.weighted((80, 12, 8)) for f in FESTIVALS
                if rng.chance(38 if f.endswith("12-12") else 70)]
        return days or [day_number(FESTIVALS[0])]
    pace = rng.span(24, 58)
    day = rng.span(0, 75)
    end = NDAYS
    if rng.chance(33):              # a good customer who goes silent
        end = rng.span(130, 285)
    days = []
    while day < end:
        days.append(day)
        day += pace + rng.span(-9, 12)
    return days


# ---- Taobao ---------------------------------------------------------------

TAOBAO_HEADER = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,"
    "买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,"
    "订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,"
    "订单创建时间,订单付款时间,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,"
    "订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,"
    "买家服务费,发票抬头").split(",")

DONE = "交易成功"
SENT = "卖家已发货，等待买家确认"
SENT_BARS = "卖家已发货｜｜｜等待买家确认"
PAID = "买家已付款，等待卖家发货"
REFUNDED = "付款以后用户退款成功，交易自动关闭"
CLOSED = "付款以前，卖家或买家主动关闭交易"
UNPAID = "等待买家付款"
CLOSED_WHY = ("买家未付款", "拍错了", "不想要了", "地址填错，重新拍")
MESSAGES = ("请尽快发货，谢谢", "送人的，请不要放价格单", "麻烦包严实一点🙏",
            "第一次买,期待", "要新茶!", "\"龙井\"要今年的",
            "放门卫\r电话联系")
REMARKS = ("老客，加送试喝装", "已电话确认", "催过一次\r\n明天发", "礼盒加贺卡")


def yuan(fen):
    return "%s%d.%02d" % ("-" if fen < 0 else "", abs(fen) // 100,
                          abs(fen) % 100)


class Taobao:
    def __init__(self, rng):
        self.rng = rng
        self.rows = []
        self.serial = 0

    def outcome(self, age):
        """The status, and whether a part was given back."""
        rng = self.rng
        fate = rng.weighted((880, 22, 40, 58))
        if fate == 2:
            return REFUNDED, False
        if fate == 3:
            return (UNPAID if age < 5 else CLOSED), False
        if age < 3:
            return PAID, False
        if age < 12:
            return (SENT_BARS if rng.chance(25) else SENT), False
        return DONE, fate == 1

    def order(self, person, day, nick=None, bulk=1):
        rng = self.rng
        lines = basket(rng, person.generous)
        goods = sum(GOODS[g][2] * n for g, n in lines) * bulk
        if day in (day_number(f) for f in FESTIVALS):
            goods = goods * 85 // 100
        post = 0 if goods >= 9900 else 600
        total = goods + post
        status, part = self.outcome(NDAYS - 1 - day)
        unpaid = status in (CLOSED, UNPAID)
        # Given back in part: what was paid is less. Given back in full: only
        # the status says so.
        back = rng.span(5, 40) * total // 100 if part else 0
        created = moment(rng, day)
        created = min(created, NDAYS * 86400 - 4000)
        paid_at = created + rng.weighted((3, 90, 5, 2)) * rng.span(3, 900)
        self.serial += 1
        number = "%d%04d" % (2600000000000 + created * 3 + self.serial % 3,
                             person.number)
        titles = "，".join(GOODS[g][0] for g, _ in lines)
        moved = not unpaid and status != PAID
        row = [
            "'" + number, nick or person.nick, "'null", yuan(goods),
            yuan(post), "0", yuan(total), "0",
            yuan(0 if unpaid else total - back), "0", status,
            rng.pick(MESSAGES) if rng.chance(5) else "'null",
            person.surname + "某", "%s %s 示例路%d号" % (
                person.city[0], person.city[1], person.number % 97 + 1),
            "快递", "'null", "'100%08d" % person.number,
            str(clock(created)), "0000-00-00" if unpaid
            else str(clock(paid_at)),
            titles, str(len(lines)),
            "No:YT%012d" % (8800000000 + self.serial) if moved else "",
            "圆通速递" if moved else "",
            rng.pick(REMARKS) if rng.chance(3) else "'null",
            str(sum(n for _, n in lines) * bulk), "0", "青禾茶舍",
            rng.pick(CLOSED_WHY) if status == CLOSED else
            ("退款" if status == REFUNDED else "订单未关闭"),
            "0.00", "0.00", ""]
        self.rows.append((created, number, row))

    def write(self, path):
        # Newest first, as the seller's page gives it. Three monthly exports
        # were put together and overlap: five orders are there twice.
        rows = [r[2] for r in sorted(self.rows, reverse=True)]
        for at in (2100, 1500, 900, 899, 300):
            rows.insert(at + 1, rows[at])
        write_csv(path, [TAOBAO_HEADER] + rows, "gb18030", "\r\n")


# ---- Shopify --------------------------------------------------------------

SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,"
    "Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,"
    "Billing Company,Billing City,Billing Zip,Billing Province,"
    "Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,"
    "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,"
    "Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,"
    "Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,"
    "Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,"
    "Duties,Billing Province Name,Shipping Province Name,"
    "Payment Terms Name,Next Payment Due At").split(",")

QUOTED_EMPTY = object()     # Shopify writes "" in some columns
NOTES = ("Please leave at the side door.\r\nThe bell is broken, thanks",
         "It is a gift: no invoice in the box",
         "请附一张贺卡：\r\n“生日快乐”", "Call first, \"buzzer 12\"")
UTM = ("utm_source: xiaohongshu\nutm_medium: social\nutm_campaign: spring",
       "utm_source: instagram\nutm_medium: social",
       "Channel: WeChat")


def toronto(seconds):
    """A moment counted from DAY0 00:00 -0400, on the clock of the shop."""
    if day_number("2025-11-02") * 86400 + 7200 <= seconds \
            < day_number("2026-03-08") * 86400 + 10800:
        return "%s -0500" % clock(seconds - 3600)
    return "%s -0400" % clock(seconds)


class Shopify:
    def __init__(self, rng):
        self.rng = rng
        self.orders = []

    def fate(self, age):
        rng = self.rng
        what = rng.weighted((868, 30, 40, 30, 22, 10))
        return ("paid", "partially_refunded", "refunded", "voided",
                "pending" if age < 20 else "paid",
                "authorized" if age < 9 else "paid")[what]

    def order(self, person, day, walk_in=False, gift=False):
        rng = self.rng
        lines = basket(rng, person.generous)
        at = min(moment(rng, day), NDAYS * 86400 - 4000)
        status = "paid" if gift else self.fate(NDAYS - 1 - day)
        price = sum(GOODS[g][2] * n for g, n in lines)
        off = price if gift else (price // 10 if rng.chance(18) else 0)
        ship = 0 if gift or walk_in or price - off >= 30000 else 4500
        total = price - off + ship
        back = 0
        if status == "refunded":
            back = total
        elif status == "partially_refunded":
            back = max(1, total * rng.span(10, 60) // 100)
        self.orders.append((at, person, lines, status, price, off, ship,
                            total, back, walk_in))

    def first_row(self, name, order):
        at, person, lines, status, price, off, ship, total, back, walk_in = \
            order
        rng = self.rng
        paid = status not in ("pending", "voided", "authorized")
        sent = paid and status != "refunded" and at < (NDAYS - 4) * 86400
        email = "" if walk_in else person.email or ""
        if email and rng.chance(6):
            email = email[0].upper() + email[1:]
        phone = person.phone_text() if person.phone and not walk_in else ""
        town = person.town
        who = "" if walk_in else "%s Example" % person.given
        street = "" if walk_in else "%d Example Street" % (
            person.number % 400 + 1)
        place = ["", "", "", "", ""] if walk_in else [
            town[0], town[1], town[2], "CA", "'" + phone if phone else ""]
        address = [who, street, street, "", QUOTED_EMPTY] + place
        notes = rng.pick(NOTES) if rng.chance(5) else QUOTED_EMPTY
        row = [
            name, email, status, toronto(at + 2) if paid else "",
            "fulfilled" if sent else "unfulfilled",
            toronto(at + 86400 + at % 40000) if sent else "",
            "yes" if person.number % 3 else "no", "CNY", yuan(price - off),
            yuan(ship), "0.00", yuan(total),
            "TEA10" if off and off < price else
            ("GIFT100" if off else QUOTED_EMPTY), yuan(off),
            "Standard Shipping" if not walk_in else QUOTED_EMPTY,
            toronto(at)] + self.line(lines[0], sent) + address + address + [
            notes, rng.pick(UTM) if rng.chance(30) else QUOTED_EMPTY,
            toronto(at + 5000) if status == "voided" else "",
            "Shopify Payments" if not walk_in else "Cash",
            "pay_example.%d" % (at % 100000), yuan(back), "Qinghe Tea",
            str(7000000000000 + at * 7), QUOTED_EMPTY, "Low",
            "pos" if walk_in else "web", "0.00"] + [""] * 10 + [
            phone.replace(" ", "").replace("-", ""), "", "",
            "" if walk_in else town[3], "" if walk_in else town[3], "", ""]
        return row

    @staticmethod
    def line(line, sent):
        good, n = line
        return [str(n), GOODS[good][1], yuan(GOODS[good][2]), "",
                "TEA-%03d" % (good + 1), "true", "true",
                "fulfilled" if sent else "pending"]

    def rows(self):
        self.orders.sort(key=lambda o: (o[0], o[1].number))
        number = 1000 + len(self.orders)
        for order in reversed(self.orders):
            name = "#%d" % number
            number -= 1
            first = self.first_row(name, order)
            yield first
            for line in order[2][1:]:
                row = [""] * len(SHOPIFY_HEADER)
                row[0:2] = first[0:2]
                row[15] = first[15]
                row[16:24] = self.line(line, first[4] == "fulfilled")
                row[SHOPIFY_HEADER.index("Vendor")] = "Qinghe Tea"
                row[SHOPIFY_HEADER.index("Lineitem discount")] = "0.00"
                yield row

    def write(self, path):
        write_csv(path, [SHOPIFY_HEADER] + list(self.rows()), "utf-8", "\n")


# ---- what people do on the platforms --------------------------------------

EVENT_HEADER = ("kind,id,source,type,time,user_id,user_id_kind,user_name,"
                "direction,agent,content_id,parent_id,text,title,tags,"
                "published_at,views,likes,comments").split(",")

COMMENTS = (
    "好喝！回购第三次了👍", "龙井很香，包装也好看😍", "求链接🙏",
    "茶具颜值太高了吧✨", "请问这个适合送长辈吗？", "冷泡真的绝了🧊🍵",
    "有点贵…等618再买", "收到了，茶叶有点碎😢", "客服半天不回复😡",
    "和图片不一样，有点失望", "日常打卡", "学到了，原来水温要80度",
    "已下单，期待", "味道淡，不会再买了", "好看，种草了🌿",
    "什么时候补货呀？", "快递太慢了，等了一周", "家里长辈很喜欢，\n谢谢老板！",
    "第二泡最好喝☕", "“明前”是真的明前吗？", "Love it 💚 ships to Canada?",
)
ASKS = ("你好，订单什么时候发货？", "可以开发票吗", "想退一盒，怎么操作？",
        "保质期多久？", "茉莉花茶还有货吗", "地址填错了，帮改一下",
        "收到的茶叶受潮了，怎么处理", "有没有礼盒装🎁")
ANSWERS = ("亲，今天发出哦", "可以的，稍后发您", "已经为您登记，请留意短信",
           "有货的，欢迎下单🍵")
POSTS = (
    ("龙井怎么泡才不苦", "泡茶;绿茶"), ("春天的第一杯茶", "绿茶;新茶"),
    ("冷泡茶三种做法", "冷泡;泡茶"), ("送长辈选什么茶", "礼盒;选购"),
    ("茶具开箱", "茶具"), ("办公室一日茶单", "袋泡;日常"),
    ("普洱存几年最好", "普洱;知识"), ("山里采茶的一天", "新茶;幕后"),
    ("双11 攻略", "活动;选购"), ("618 买什么", "活动;选购"),
    ("建盏怎么养", "茶具;知识"), ("茉莉花茶的七窨", "花茶;知识"),
)
AGENTS = ("小青", "小禾", "阿舍")


class Events:
    def __init__(self, rng):
        self.rng = rng
        self.rows = []
        self.posts = []
        self.serial = 0

    def publish(self):
        for i in range(60):
            title, tags = POSTS[i % len(POSTS)]
            source = ("xiaohongshu", "xiaohongshu", "weibo",
                      "wechat")[i % 4]
            day = i * 6 + self.rng.below(5)
            self.posts.append([source, "n%05d" % (i + 1),
                               "%s（%d）" % (title, i // len(POSTS) + 1),
                               tags, moment(self.rng, day), [0, 0, 0]])

    def add(self, at, **cells):
        row = dict.fromkeys(EVENT_HEADER, "")
        self.serial += 1
        row.update(cells, kind=cells.get("kind", "event"),
                   time=stamp(at))
        self.rows.append((at, self.serial, row))

    def act(self, who, source, key, kind, at, **cells):
        self.add(at, source=source, type=kind,
                 id="%s%06d" % (kind[0], self.serial + 1),
                 user_id="%s:%s" % (source, key), user_id_kind="platform",
                 user_name=who.name, direction="in", **cells)

    def visit(self, who, source, key, day):
        """Somebody meets a post: views it, and perhaps more."""
        rng = self.rng
        seen = [p for p in self.posts
                if p[0] == source and p[4] // 86400 <= day][-8:]
        if not seen:
            return
        post = rng.pick(seen)
        at = min(max(moment(rng, day), post[4] + 60), NDAYS * 86400 - 1000)
        self.act(who, source, key, "view", at, content_id=post[1])
        post[5][0] += 1
        if rng.chance(34):
            self.act(who, source, key, "like", at + rng.span(5, 90),
                     content_id=post[1])
            post[5][1] += 1
        if rng.chance(9):
            self.act(who, source, key, "favorite", at + rng.span(9, 99),
                     content_id=post[1])
        if rng.chance(16):
            self.act(who, source, key, "comment", at + rng.span(30, 600),
                     content_id=post[1], text=rng.pick(COMMENTS))
            post[5][2] += 1
        if rng.chance(3):
            self.act(who, source, key, "share", at + rng.span(30, 300),
                     content_id=post[1])

    def ask(self, who, source, key, day):
        rng = self.rng
        at = min(moment(rng, day), NDAYS * 86400 - 90000)
        self.act(who, source, key, "message", at, text=rng.pick(ASKS))
        asked = self.rows[-1][2]["id"]
        if rng.chance(90):
            self.add(at + rng.span(40, 20000), source=source, type="reply",
                     id="r%06d" % (self.serial + 1),
                     user_id="%s:%s" % (source, key),
                     user_id_kind="platform", direction="out",
                     agent=rng.pick(AGENTS), parent_id=asked,
                     text=rng.pick(ANSWERS))

    def life(self, who, silent_after):
        """All that one person does; silent_after: the last active day."""
        rng = self.rng
        for source, key in who.social:
            first = rng.span(0, min(300, silent_after))
            self.act(who, source, key, "follow", moment(rng, first))
            day = first
            eager = rng.weighted((64, 28, 8))
            for _ in range((rng.span(0, 2), rng.span(2, 5),
                            rng.span(6, 14))[eager]):
                self.visit(who, source, key, day)
                day += rng.span(1, 45)
                if day > silent_after:
                    break
            if rng.chance(13):
                self.ask(who, source, key, rng.span(first, NDAYS - 3))
            if rng.chance(5):
                self.act(who, source, key, "unfollow",
                         moment(rng, rng.span(first + 1, NDAYS - 1)))

    def club(self, rng, who, quiet):
        """A friend of the shop who comments on one subject, every week or
        (quiet) until a month ago."""
        source, key = who.social[0]
        posts = [p for p in self.posts
                 if p[0] == source and p[4] // 86400 < NDAYS - 90]
        subject = rng.pick(posts)[3].split(";")[0]
        posts = [p for p in posts if subject in p[3].split(";")]
        for _ in range(rng.span(7, 11)):
            back = rng.span(32, 86) if quiet else rng.span(1, 28)
            post = rng.pick(posts)
            self.act(who, source, key, "comment",
                     moment(rng, NDAYS - 1 - back), content_id=post[1],
                     text=rng.pick(COMMENTS))
            post[5][2] += 1

    def write(self, path):
        for source, number, title, tags, at, (views, likes, comments) in \
                self.posts:
            self.add(at, kind="content", id=number, source=source,
                     content_id=number, title=title, tags=tags,
                     published_at=stamp(at), views=str(views * 37 + 12),
                     likes=str(likes * 21), comments=str(comments * 9))
        rows = [[r[2][c] for c in EVENT_HEADER] for r in
                sorted(self.rows, key=lambda r: r[:2])]
        write_csv(path, [EVENT_HEADER] + rows, "utf-8", "\n")


def stamp(seconds):
    return clock(seconds).isoformat() + "+08:00"


# ---- files ----------------------------------------------------------------

def field(cell):
    if cell is QUOTED_EMPTY:
        return '""'
    if any(c in cell for c in ',"\r\n'):
        return '"%s"' % cell.replace('"', '""')
    return cell


def write_csv(path, rows, encoding, end):
    text = "".join(",".join(map(field, row)) + end for row in rows)
    with open(path, "wb") as out:
        out.write(text.encode(encoding))


def write_ids(path, people):
    rows = [["alias", "user_id"]]
    for person in people:
        keys = person.keys()
        if person.known and len(keys) > 1:
            rows += [[key, person.customer] for key in keys]
    write_csv(path, rows, "utf-8", "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("directory", nargs="?",
                        default=os.path.dirname(os.path.abspath(__file__)))
    opts = parser.parse_args()
    rng = Random(opts.seed)
    people = [Person(rng, i) for i in range(NPEOPLE)]
    taobao, shopify, events = Taobao(rng), Shopify(rng), Events(rng)
    events.publish()
    for person in people:
        days = order_days(rng, person) if person.buys else []
        for day in days:
            if person.on_taobao and not (person.on_shopify
                                         and rng.chance(45)):
                taobao.order(person, day)
            else:
                shopify.order(person, day)
        last = days[-1] + 40 if days and person.loyalty == 3 else NDAYS - 1
        events.life(person, min(last, NDAYS - 1))
    for i in range(18):     # a nickname that the platform has masked
        taobao.order(people[i], rng.weighted(DAYS), nick="茶**%d" % (i % 10))
    taobao.order(people[3], day_number("2026-01-27"), nick="企业采购0001",
                 bulk=40)
    for i in range(9):      # sold at the market stall, nobody's name asked
        shopify.order(people[i], rng.weighted(DAYS), walk_in=True)
    for person in [p for p in people if p.on_shopify][:4]:
        shopify.order(person, rng.span(60, 300), gift=True)
    more = Random(opts.seed + 1)    # the draws of the others stay as they were
    friends = [p for p in people if p.social and p.known and p.loyalty > 0]
    for i, person in enumerate(friends):
        if i % 8 < 6:
            events.club(more, person, i % 8 > 1)
    os.makedirs(opts.directory, exist_ok=True)
    for name, write in (("taobao-orders.csv", taobao.write),
                        ("shopify-orders.csv", shopify.write),
                        ("events.csv", events.write),
                        ("ids.csv", lambda p: write_ids(p, people))):
        write(os.path.join(opts.directory, name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
