"""Our own reading of the exports of Chinese content platforms that
oracle-content uses: the record that a row of each means (exports.md,
formats.md).  Nothing of ours is called."""

import re
from decimal import Decimal

PICTOGRAPHS = {"万": 10000, "亿": 100000000, "w": 10000, "k": 1000}


def count(cell):
    """3.9万 and 10万+ as digits; "" where there is nothing."""
    digits = re.fullmatch(r"([\d.]+)\s*([万亿wk]?)\+?", cell)
    if cell in ("", "-"):
        return ""
    value = Decimal(digits.group(1)) * PICTOGRAPHS.get(digits.group(2), 1)
    assert value == int(value), cell
    return str(int(value))


def bounds(row, columns):
    """The columns whose count is a lower bound."""
    return ";".join(to for to, name in columns if row[name].endswith("+"))


def trim(cell):
    """Without the blanks and zero-width marks that phones leave behind."""
    return cell.strip(" \t\r\n\u00a0\u200b\u3000\ufeff")


def plain(cell):
    """A decimal as we print it: no zeros at the end."""
    text = format(Decimal(cell), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clock(cell):
    """2026年03月24日17时33分05秒 or 2022-09-18 23:57, Beijing time."""
    n = [int(part) for part in re.findall(r"\d+", cell)]
    n += [0] * (6 - len(n))
    return "%04d-%02d-%02dT%02d:%02d:%02d+08:00" % tuple(n)


def counts(row, columns):
    return {to: count(row[name]) for to, name in columns}


def page_comment(row):
    """xiaohongshu/comments_spider.csv"""
    region = row["IP属地"]
    return {
        "kind": "event", "type": "comment", "source": "xiaohongshu",
        "direction": "in", "user_id": "xiaohongshu:" + row["用户ID"],
        "user_id_kind": "platform", "user_name": trim(row["用户名"]),
        "time": clock(row["评论时间"]), "time_precision": "day",
        "text": trim(row["评论内容"]), "likes": count(row["点赞数量"]),
        "region": "" if region == "未知" else region}


def creator_note(row):
    """xiaohongshu/creator_notes_a"""
    return dict(
        counts(row, (("impressions", "曝光"), ("views", "观看量"),
                     ("likes", "点赞"), ("comments", "评论"),
                     ("favorites", "收藏"), ("follows", "涨粉"),
                     ("shares", "分享"))),
        kind="content", source="xiaohongshu", title=row["笔记标题"],
        published_at=clock(row["首次发布时间"]), form=row["体裁"],
        click_rate=plain(row["封面点击率"]), seconds=plain(row["人均观看时长"]))


SEARCHED = (("likes", "点赞数"), ("comments", "评论数"), ("shares", "分享数"),
            ("favorites", "收藏数"))


def search_note(row):
    """xiaohongshu/hot_notes_wan.csv"""
    note = re.search(r"/explore/([0-9a-f]{24})", row["链接"]).group(1)
    return dict(
        counts(row, SEARCHED), kind="content", source="xiaohongshu", id=note,
        content_id=note, title=row["标题"], author=row["作者"],
        url=row["链接"], tags=row["标签"].replace(",", ";"),
        approx=bounds(row, SEARCHED))


TEAM = (("likes", "点赞数"), ("comments", "评论数"), ("shares", "分享数"),
        ("favorites", "收藏数"), ("followers", "粉丝数"))


def team_note(row):
    """xiaohongshu/team_notes.csv"""
    out = dict(
        counts(row, TEAM), kind="content", source="xiaohongshu",
        content_id=row["笔记ID"], title=trim(row["笔记标题"]),
        author=row["用户昵称"], user_id="xiaohongshu:" + row["用户ID"],
        url=row["笔记链接"], published_at=row["发布日期"],
        approx=bounds(row, TEAM))
    if row["笔记ID"]:
        out["id"] = row["笔记ID"]
    return out


def weibo_post(row):
    """weibo/search_*.csv"""
    return dict(
        counts(row, (("likes", "点赞数"), ("comments", "评论数"),
                     ("shares", "转发数"))),
        kind="content", source="weibo", id=row["id"], content_id=row["id"],
        user_id="weibo:" + row["user_id"], author=row["用户昵称"],
        text=trim(row["微博正文"]), parent_id=row["retweet_id"],
        published_at=clock(row["发布时间"]), url=row["头条文章url"],
        tags=";".join(trim(t) for t in re.split("[,，、;；]", row["话题"])
                      if trim(t)))


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def weibo_comment(row):
    """weibo/comments_gbk.csv"""
    _, month, day, hms, zone, year = row["created_at"].split()
    return {
        "kind": "event", "type": "comment", "source": "weibo",
        "direction": "in", "user_id": "weibo:" + row["user_name"],
        "user_id_kind": "nick", "user_name": row["user_name"],
        "time": "%s-%02d-%sT%s%s:%s" % (
            year, MONTHS.index(month) + 1, day, hms, zone[:3], zone[3:]),
        "time_precision": "second", "text": trim(row["comments"]),
        "likes": count(row["attitudes_count"])}


def bilibili_comment(row):
    """bilibili/comments.csv"""
    return {
        "kind": "event", "type": "comment", "source": "bilibili",
        "direction": "in", "id": row["评论ID"],
        "user_id": "bilibili:" + row["用户名"], "user_id_kind": "nick",
        "user_name": row["用户名"], "time": clock(row["发布时间"]),
        "time_precision": "second", "text": trim(row["评论内容"]),
        "likes": count(row["点赞数"])}


def douyin_work(row):
    """douyin/creator_works"""
    def rate(cell):
        return "" if cell == "-" else plain(cell)
    return dict(
        counts(row, (("views", "播放量"), ("likes", "点赞量"),
                     ("shares", "分享量"), ("comments", "评论量"),
                     ("favorites", "收藏量"), ("follows", "粉丝增量"))),
        kind="content", source="douyin", title=trim(row["作品名称"]),
        published_at=clock(row["发布时间"]), form=row["体裁"],
        completion_rate=rate(row["完播率"]),
        click_rate=rate(row["封面点击率"]),
        seconds=plain(row["平均播放时长"]))
