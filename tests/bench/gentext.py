"""Made-up comments of customers, for make bench.

gentext.py comments|labels|texts ROWS > FILE

comments: id,user_id,time,platform,text as a shop has them; labels: label,text
with 1, 0 and -1, for training; texts: one a line.  The sentences are put
together from parts, and every third one is of words that do not exist, made of
2,500 characters by Zipf's law, so that the tables of a model do not stay in
the cache as they would with a few parts alone.
"""
import csv
import itertools
import random
import sys

GOOD = """很好用 真的喜欢 特别满意 超级好吃 做工精细 物超所值 非常舒服 颜色正
 包装严实 味道香浓 客服耐心 发货神速 手感不错 效果明显 推荐购买 会再来
 没有异味 一点都不油腻 不比专柜差 爱了爱了 性价比高 房间干净 讲得清楚
 孩子很喜欢 比想象中好 值得回购 清爽不黏 早餐丰富 操作简单 运行流畅""".split()
BAD = """太差了 不好用 很失望 质量堪忧 味道奇怪 客服不理人 发错货 一股霉味
 用两次就坏 掉色严重 不值这个价 等了半个月 包装破损 又贵又难吃 闪退不停
 不推荐 跟图片不符 尺码偏小 退货麻烦 态度恶劣 内容陈旧 一点效果都没有
 线头很多 噪音很大 再也不来 漏水 充不进电 少发一件 感觉被骗 画质模糊""".split()
PLAIN = """请问有货吗 什么时候发货 尺码怎么选 收到了还没拆 放在前台就行 换个颜色
 可以开发票吗 地址写错了 改成周三送 帮朋友买的 第一次来 和上次一样的 求链接
 保质期多久 几点开门 支持哪个型号 先占个位 两份不要辣 已经下单 麻烦备注
 怎么报名 课程多长时间 能寄到学校吗 密码忘了 在哪里改""".split()
THINGS = """面霜 口红 牛肉面 蛋糕 外套 球鞋 耳机 键盘 平板 洗发水 酒店 前台 早餐
 课程 老师 软件 界面 快递 包装 客服 赠品 电池 屏幕 拉链 面料 奶茶 水果 书
 茶叶 台灯 锅 雨伞 枕头 床单 闹钟 贴膜 充电器 背包 眼镜 手表""".split()
LINKS = """， ， ， 。 。 ！ ～ 但是 不过 而且 另外 ，还有 ，所以 … 、
 !""".split()
TAILS = ["", "", "", "", "", "。", "！", "！！！", "😊", "👍", "😡", "[赞]", "[泪]",
         "~", "……", "🙏🙏", "[doge]", "?", " ok"]
ENGLISH = """love it|not worth the money|works as expected|arrived late|the
 staff were lovely|it broke after a week|great value|where is my order|would
 buy again|never again|soft and warm|do you ship abroad""".replace(
    "\n", "").split("|")
PLATFORMS = ("taobao", "weibo", "xiaohongshu", "douyin", "web")


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        signs = [chr(c) for c in range(0x4e00, 0x9fa6)]
        self.signs = self.rng.sample(signs, 2500)
        self.weights = list(itertools.accumulate(
            1 / (rank + 8) for rank in range(len(self.signs))))

    def noise(self):
        rng = self.rng
        return "".join(rng.choices(self.signs, cum_weights=self.weights,
                                   k=rng.randint(4, 24)))

    def text(self, label):
        rng = self.rng
        choice, chance = rng.choice, rng.random
        said = (BAD, PLAIN, GOOD)[label + 1]
        parts = []
        for _ in range(min(24, 1 + int(rng.expovariate(0.3)))):
            if parts:
                parts.append(choice(LINKS))
            draw = chance()
            if draw < 0.33:
                parts.append(self.noise())
            elif draw < 0.36:
                parts.append(" " + choice(ENGLISH) + " ")
            else:
                parts.append(choice(THINGS))
                parts.append(choice(said if chance() < 0.9 else PLAIN))
            if chance() < 0.05:
                parts.append(str(rng.randint(1, 999)))
        parts.append(choice(TAILS))
        return "".join(parts).strip()


def main():
    kind, rows = sys.argv[1], int(sys.argv[2])
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    maker = Maker(kind)
    labels = maker.rng.choices((-1, 0, 1), (4, 2, 4), k=rows)
    table = csv.writer(sys.stdout, lineterminator="\n")
    if kind == "texts":
        sys.stdout.writelines(maker.text(label) + "\n" for label in labels)
        return
    if kind == "labels":
        table.writerow(("label", "text"))
        table.writerows((label, maker.text(label)) for label in labels)
        return
    table.writerow("id user_id time platform text".split())
    for number, label in enumerate(labels):
        second = number * 7
        table.writerow((
            f"c{number}", f"u{number * 7919 % 100003}",
            f"2026-{1 + second // 2419200 % 12:02d}-"
            f"{1 + second // 86400 % 28:02d}T{second // 3600 % 24:02d}:"
            f"{second // 60 % 60:02d}:{second % 60:02d}+08:00",
            PLATFORMS[number % 5], maker.text(label)))


if __name__ == "__main__":
    main()
