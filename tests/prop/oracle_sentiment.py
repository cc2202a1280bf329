"""What crm-sentiment must say of a text, worked out again from its words: the
symbols from the preamble of lib/symbol.c, the cells from lib/ngram.h, the file
of the model from lib/modelfile.c, the rule layer from crm-sentiment(1).

Only for the tests beside it.  It is slow, and nothing here calls our programs.
"""
import math
import os
import re
import struct
import zlib
from decimal import Decimal
from fractions import Fraction

import oracle

DATA = os.path.join(oracle.ROOT, "lib", "data")
MASK = (1 << 64) - 1
HAN, LETTER, WORD, NUMBER, EMOJI, FACE, MENTION, END, COMMA, PUNCT = range(10)
KIND = {"han": HAN, "letter": LETTER, "emoji": EMOJI, "flag": EMOJI,
        "end": END, "comma": COMMA, "punct": PUNCT, "open": PUNCT,
        "at": PUNCT}
LETTERS = {"word", "upper", "lower", "letters"}
DIGITS = {"digit", "digits"}
NAMES = LETTERS | DIGITS | {"han", "letter"}
JOINER = 0x200d
GENDER = (0x2640, 0x2642)
LINK = re.compile(r"(?:https?://|www\.(?=[0-9A-Za-z]))"
                  r"[!#-;=?A-Z_a-z~$%&'()*+,./-]*", re.I | re.A)
STOPS = ".,:;!?'()"
MAIL = re.compile(r"[A-Za-z0-9-]+\.[A-Za-z]")


class Symbols:
    """The table of characters."""

    def __init__(self, path=os.path.join(DATA, "symbols", "table")):
        self.ranges, self.folds, self.texts = [], [], {}
        with open(path, encoding="utf-8") as file:
            for line in file:
                if not line.startswith("#") and line.strip():
                    self.line(line.rstrip("\n"))
        self.seen = {}

    def line(self, line):
        where, what = line.split(" ", 1)
        first, _, last = where.partition("-")
        first = int(first, 16)
        last = int(last, 16) if last else first
        if what.startswith("="):
            self.texts[first] = what[1:]
        elif re.fullmatch("[0-9A-F]+", what):
            self.folds.append((first, last, int(what, 16) - first))
        else:
            self.ranges.append((first, last, what))

    def find(self, cp):
        """(class, what it is folded to: a number or a text)"""
        if cp not in self.seen:
            name = "punct"
            for first, last, kind in self.ranges:
                if first <= cp <= last:
                    name = kind if kind != "pairs" else \
                        ("upper", "lower")[(cp - first) % 2]
            to = cp
            for first, last, far in self.folds:
                if first <= cp <= last:
                    to = cp + far
            self.seen[cp] = name, self.texts.get(cp, to)
        return self.seen[cp]


class Symbol:
    def __init__(self, code, kind, start, end, caps=False):
        self.code, self.kind, self.caps = code, kind, caps
        self.start, self.end = start, end
        self.more = False
        self.spelt = ""                 # of a word, folded


def hashed(text, kind):
    """31 bits of a folded text's hash, and the highest bit set; of bytes
    that are fewer than eight the last one is highest."""
    def mix(h, w):
        h = (h ^ w) * 0xd6e8feb86659fd93 & MASK
        return h ^ h >> 32
    raw = text.encode()
    h = 0x9e3779b97f4a7c15 * (kind + 1) & MASK
    for at in range(0, len(raw), 8):
        h = mix(h, int.from_bytes(raw[at:at + 8].rjust(8, b"\0"), "little"))
    return 1 << 31 | (h * 0xd6e8feb86659fd93 & MASK) >> 33


class Scan:
    """A text as symbols."""

    def __init__(self, table, text):
        self.table, self.text = table, text
        self.out = []
        self.glyphs = []
        offset = 0
        for at, c in enumerate(text):
            size = len(c.encode())
            name, to = table.find(ord(c))
            self.glyphs.append((name, to, offset, offset + size, at))
            offset += size
        self.dropped()
        at = 0
        while at < len(self.glyphs):
            at = self.one(at)

    def dropped(self):
        """Take away what is not there at all."""
        kept = []
        joined = False
        for g in self.glyphs:
            if g[0] == "drop":
                joined = g[1] == JOINER
                continue
            if joined and g[1] in GENDER:
                joined = False
                continue
            joined = False
            kept.append(g)
        self.glyphs = kept

    def name(self, at):
        return self.glyphs[at][0] if at < len(self.glyphs) else ""

    def to(self, at):
        """What the character is folded to, as a text."""
        if at >= len(self.glyphs):
            return ""
        to = self.glyphs[at][1]
        return to if isinstance(to, str) else chr(to)

    def put(self, code, kind, first, last, caps=False):
        self.out.append(Symbol(code, kind, self.glyphs[first][2],
                               self.glyphs[last][3], caps))
        if len(self.out) > 2 and \
                self.out[-3].code == self.out[-2].code == code:
            gone = self.out.pop()
            self.out[-1].end = gone.end
            self.out[-1].more = True

    def one(self, at):
        name, to = self.glyphs[at][:2]
        if name in LETTERS:
            return self.link(at) or self.word(at)
        if name in DIGITS:
            return self.number(at)
        if name == "blank":
            return at + 1
        if name == "flag":
            two = self.name(at + 1) == "flag"
            self.put(hashed(self.to(at) + two * self.to(at + 1), EMOJI),
                     EMOJI, at, at + two)
            return at + 1 + two
        if to == ord("["):
            end = self.face(at)
            if end:
                return end
        if to == ord("@"):
            end = self.mention(at)
            if end:
                return end
        self.put(to if isinstance(to, int) else ord(self.text[
            self.glyphs[at][4]]), KIND[name], at, at)
        return at + 1

    def link(self, at):
        if self.text[self.glyphs[at][4]] not in "hHwW":
            return 0
        # What is dropped is no part of it, nor does it end it.
        found = LINK.match("".join(self.text[g[4]]
                                   for g in self.glyphs[at:]))
        return at + len(found.group().rstrip(STOPS)) if found else 0

    def word(self, at):
        first, spelt = at, ""
        upper = lower = 0
        while self.name(at) in LETTERS | DIGITS or (
                self.to(at) == "'" and
                self.name(at + 1) in LETTERS | DIGITS):
            upper += self.name(at) == "upper"
            lower += self.name(at) == "lower"
            for c in self.to(at):
                if c.isdigit() or not spelt.endswith(c + c):
                    spelt += c
            at += 1
        self.put(hashed(spelt, WORD), WORD, first, at - 1,
                 upper > 1 and lower == 0)
        self.out[-1].spelt = spelt
        return at

    def number(self, at):
        first, spelt = at, ""
        while True:
            if self.name(at) in DIGITS:
                spelt += self.to(at)
            elif self.to(at) == "." and self.name(at + 1) in DIGITS:
                spelt += "."
            elif not (self.to(at) == "," and
                      all(self.name(at + i) in DIGITS for i in (1, 2, 3))
                      and self.name(at + 4) not in DIGITS):
                break
            at += 1
        self.put(hashed(spelt, NUMBER), NUMBER, first, at - 1)
        return at

    def face(self, at):
        end = at + 1
        while self.name(end) in NAMES or self.to(end) in ("_", "-"):
            end += 1
        inside = range(at + 1, end)
        if not 1 <= len(inside) <= 8 or self.to(end) != "]" or \
                all(self.name(i) in DIGITS for i in inside):
            return 0
        spelt = "".join(self.to(i) for i in inside)
        self.put(hashed(spelt, FACE), FACE, at, end)
        return end + 1

    def mention(self, at):
        def ascii_name(i):
            return i < len(self.glyphs) and re.fullmatch(
                "[A-Za-z0-9]", self.text[self.glyphs[i][4]])
        end = at + 1
        while end < len(self.glyphs) and end - at <= 30 and (
                self.name(end) in NAMES or self.to(end) in ("_", "-")
                or self.to(end) == "." and ascii_name(end - 1)
                and ascii_name(end + 1)):
            end += 1
        where = self.glyphs[at][4]
        mail = where > 0 and re.match("[A-Za-z0-9._+-]",
                                      self.text[where - 1]) and \
            MAIL.match(self.text, where + 1)
        if end == at + 1 or mail:
            return 0
        self.put(0x110000, MENTION, at, end - 1)
        return end


UNIT = 1000000
STRONG = 4 * UNIT
ONE = 16384
BITS = 21
TAG = 0x0103
BEGIN_EDGE, END_EDGE = 0x110001, 0x110002
TURNS = {ord(c) for c in "不没别无未非莫勿"}
TURNING = """not no never without cannot nor neither hardly don't doesn't
 didn't isn't wasn't aren't weren't can't couldn't won't wouldn't shouldn't
 haven't hasn't hadn't ain't mustn't needn't dont doesnt didnt isnt wasnt
 arent werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt
 aint""".split()
TURNS |= {hashed(word, WORD) for word in TURNING}


HALF = (1 << 32) - 1


def rotate(x, by):
    return (x << by | x >> 32 - by) & HALF


def spread(code):
    return code * 0x9e3779b1 & HALF


def upper(x):
    """A cell in the first half of the table, and no tag."""
    return (x & HALF) >> 33 - BITS, 0


def single(code):
    return code & (1 << BITS - 1) - 1, 0


def tagged(x):
    """A cell in the second half, and its tag."""
    return (1 << BITS - 1) + upper(x)[0], x & TAG


def pair(a, b):
    return (spread(b) ^ rotate(spread(a), 17)) * 0x85ebca6b & HALF


def cells(symbols):
    """The cells of a text: 1-, 2-, 3-grams, and the symbols in a scope.

    With each the tag that the cell has to have: only those of 3-grams do.
    """
    found = []
    codes = [BEGIN_EDGE] * 2 + [s.code for s in symbols] + [END_EDGE]
    for a, b, c in zip(codes, codes[1:], codes[2:]):
        two = pair(b, c)
        three = (two ^ rotate(spread(a), 7)) * 0xc2b2ae35
        found += [single(c), upper(two), tagged(three)]
    left = 0
    for s in symbols:
        if s.kind >= END:
            left = 0
            continue
        if left > 0:
            left -= 1
            found.append(upper(rotate(spread(s.code), 17) * 0x27d4eb2f))
        if s.code in TURNS:
            left = 3
    return found


def part_cells(symbols):
    """The first five and the first six letters of words: subword.h."""
    found = []
    for s in symbols:
        if any(t.kind == HAN for t in symbols):
            break
        if re.match("[a-z]{6}", s.spelt):
            for size in 5, 6:
                x = int.from_bytes(s.spelt[:size].encode(), "little") \
                    * 0xd6e8feb86659fd93 & MASK
                x = (x ^ x >> 32) * 0xd6e8feb86659fd93 & MASK
                found.append((x >> 64 - (BITS - 1), 0))
    return found


def term_cells(terms):
    """1- and 2-grams of the rule layer's terms: ngram.h."""
    codes = [0x400f0000 + 16 * sum(t.why)
             + 2 * ((abs(t.value) > 350) + (abs(t.value) > 200))
             + (t.value > 0) for t in terms]
    edged = [BEGIN_EDGE] + codes + [END_EDGE]
    return ([single(code) for code in codes]
            + [upper(pair(a, b)) for a, b in zip(edged, edged[1:])])


class Model:
    """The file, as lib/model.c says it is."""

    def __init__(self, path):
        with open(path, "rb") as file:
            raw = file.read()
        at = struct.calcsize("<16sIIQQQq")
        (magic, version, bits, rules, self.symbols, self.lexicon,
         self.neutral) = struct.unpack_from("<16sIIQQQq", raw)
        if not magic.startswith(b"crm-sentiment") or version != 2 \
                or bits != BITS or rules != 5:
            raise oracle.Failure(f"{path}: no model that is known here")
        self.heads = []
        for _ in range(4):
            self.heads.append(struct.unpack_from("<8q", raw, at))
            at += 64
        size, = struct.unpack_from("<I", raw, at)
        self.manifest = raw[at + 4:at + 4 + size].decode()
        at += 4 + size
        self.polarity = struct.unpack_from(f"<{1 << BITS}b", raw, at)
        at += 1 << BITS
        self.polar = raw[at:at + (7 << BITS - 3)]
        self.take_alarms(raw[at + (7 << BITS - 3):-4])
        if zlib.crc32(raw[:-4]) != struct.unpack("<I", raw[-4:])[0] or \
                len(self.polar) != 7 << BITS - 3:
            raise oracle.Failure(f"{path}: not what was written")

    def take_alarms(self, raw):
        """The third head's numbers by script, and its weights by cell."""
        self.alarm, self.alarms = None, {}
        count, = struct.unpack_from("<I", raw)
        if count == 0:
            return
        self.alarm = [struct.unpack_from("<8q", raw, 4 + 64 * i)
                      for i in range(2)]
        for slot, owner in struct.iter_unpack("<HH", raw[4 + 128:]):
            q = (owner & 255) - (owner & 128) * 2
            self.alarms[slot | owner >> 8 << 16] = q * abs(q)
        if len(self.alarms) != count:
            raise oracle.Failure("alarms: not what was written")

    def weight(self, head, place):
        at, tag = place
        if head == 2:
            return self.alarms.get(at, 0)
        eight = int.from_bytes(self.polar[at // 8 * 7:at // 8 * 7 + 7],
                               "little")
        both = [self.polarity[at], eight >> at % 8 * 7 & 127]
        if at >= 1 << BITS - 1:
            if both[0] & 3 != tag & 3 or both[1] & 1 != tag >> 8:
                return 0
            both = [both[0] & -4, both[1] & -2]
        q = both[head]
        if head == 1:
            q -= 128 * (q > 63)
        return q * abs(q)


def nearest(x):
    """The nearest integer, halves up; x is exact."""
    return math.floor(x + Fraction(1, 2))


def over_root(number, n):
    """The nearest integer to number / sqrt(n), halves up; exact."""
    # floor(a / sqrt(n) + 1/2) for a rational a, by trying its neighbours.
    a = Fraction(number)
    guess = int(math.floor(float(a) / math.sqrt(n)))
    for k in range(guess - 2, guess + 4):
        # k is right when k - 1/2 <= a / sqrt(n) < k + 1/2
        if below(a, Fraction(2 * k - 1, 2), n) <= 0 and \
                below(a, Fraction(2 * k + 1, 2), n) > 0:
            return k
    raise oracle.Failure(f"no root of {n} for {number}")


def below(a, b, n):
    """-1, 0, 1 as b sqrt(n) is below, at or above a; exact."""
    if (a < 0) != (b < 0):
        return 1 if a < 0 else -1 if a > 0 or b < 0 else 0
    x, y = b * b * n, a * a
    sign = (x > y) - (x < y)
    return -sign if a < 0 else sign


class Verdict:
    """From the sums of the table and the features of the rule layer."""

    def __init__(self, model, symbols, rules):
        plain = cells(symbols) + part_cells(symbols)
        found = plain + term_cells(rules.terms)
        self.logits, self.rules = [], []
        han = any(s.kind == HAN for s in symbols)
        heads = model.heads[:2] if han else model.heads[2:]
        if model.alarm:
            heads = heads + [model.alarm[not han]]
        for h, (scale, base, strength, *dense) in enumerate(heads):
            total = sum(model.weight(h, cell) for cell in found)
            self.rules.append(sum(nearest(Fraction(d * f, ONE))
                                  for d, f in zip(dense, rules.feature)))
            whole, part = (over_root(Fraction(t * scale, 1 << 20), len(found))
                           for t in (total, sum(model.weight(h, cell)
                                                for cell in plain)))
            self.logits.append(whole + base + self.rules[h])
            self.rules[h] += whole - part
            self.logits[h] += nearest(Fraction(
                strength * min(abs(self.logits[0]), STRONG), UNIT))
        self.conclude(model, symbols)

    def conclude(self, model, symbols):
        p, polar = (1 / (1 + math.exp(-x / UNIT)) for x in self.logits[:2])
        self.score = 2 * p - 1
        if self.logits[1] < model.neutral or not symbols:
            self.sentiment, self.confidence = "neutral", 1 - polar
        elif self.logits[0] > 0:
            self.sentiment, self.confidence = "positive", polar * p
        else:
            self.sentiment, self.confidence = "negative", polar * (1 - p)

    def cells(self):
        return self.sentiment, number(self.score), number(self.confidence)


def number(value):
    """As the programs print a number that is not whole."""
    return f"{value + 0.0:.6g}"


# The rule layer: kinds of entries and what they do, crm-sentiment(1).
REACH = 3
PERCENT = {"praise": 90, "blame": 45, "after": 200, "before": 75,
           "though": 75, "exclaimed": 110, "asked": 80, "capitals": 125,
           "adverb": 125}
SQUASH_SUM, SQUASH_POLAR, FLOOR = 600, 1200, 100
# What was done to a term: bits of lexicon.h.
NEGATED, TWICE, AFTER, BEFORE, ASKED, IRONY, CUE = 1, 2, 8, 16, 128, 256, 512


def part(value, percent):
    """Percent of a value in hundredths; the fraction is dropped."""
    whole = abs(value) * percent // 100
    return whole if value >= 0 else -whole


def squash(v, half):
    v = max(-10 ** 9, min(10 ** 9, v))
    root = math.isqrt(v * v + half * half)
    return v * ONE // root if v >= 0 else -(-v * ONE // root)


class Entry:
    def __init__(self, kind, value, symbols):
        self.kind, self.value = kind, value
        self.codes = tuple(s.code for s in symbols)
        self.firm = symbols[0].kind not in (HAN, WORD, LETTER)


class Lexicon:
    KINDS = {"not": False, "degree": True, "behind": True, "but": False,
             "though": False, "ask": False, "cue": True, "irony": True,
             "adverb": True}

    def __init__(self, table):
        self.entries = {}
        folder = os.path.join(DATA, "lexicon")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".txt"):
                with open(os.path.join(folder, name),
                          encoding="utf-8") as file:
                    self.list(table, file.read())
        self.first = {}
        for codes in self.entries:
            self.first.setdefault(codes[0], set()).add(len(codes))

    def list(self, table, text):
        lines = [line.strip() for line in text.split("\n")]
        lines = [line for line in lines if line and line[0] != "#"]
        if lines[0].split() != ["lexicon", "1"]:
            raise oracle.Failure(f"a lexicon begins with {lines[0]}")
        for line in lines[1:]:
            word, _, rest = line.partition(" ")
            kind, value = "word", word
            if word in self.KINDS:
                kind, value = word, "0"
                if self.KINDS[word]:
                    value, _, rest = rest.strip().partition(" ")
            entry = Entry(kind, int(Decimal(value) * 100),
                          Scan(table, rest.strip()).out)
            self.entries[entry.codes] = entry

    def longest(self, symbols, at):
        codes = tuple(s.code for s in symbols[at:at + 64])
        for n in sorted(self.first.get(codes[0], ()), reverse=True):
            if codes[:n] in self.entries and n <= len(codes):
                return self.entries[codes[:n]]
        return None


class Term:
    def __init__(self, entry, at):
        self.entry, self.word = entry, at
        self.end = at + len(entry.codes)
        self.value = entry.value
        self.why = set()                # bits of lexicon.h


class Rules:
    """Terms and features of a text."""

    def __init__(self, lexicon, symbols):
        self.terms, self.sentences, self.asking = [], 0, 0
        self.last = []
        self.begin()
        ended = False
        hits, at = [], 0
        while at < len(symbols):
            entry = lexicon.longest(symbols, at)
            hits.append((at, entry))
            at += len(entry.codes) if entry else 1
        for i, (at, entry) in enumerate(hits):
            mark = entry is None and symbols[at].kind == END
            if mark:
                self.asks |= symbols[at].code == ord("?")
                self.exclaims |= symbols[at].code == ord("!")
                ended = True
                continue
            if ended:
                self.close()
            ended = False
            self.open = True
            if entry:
                self.meet(entry, at, symbols,
                          hits[i + 1][1] if i + 1 < len(hits) else None)
            elif symbols[at].kind == COMMA:
                self.clause()
        self.close()
        self.irony()
        self.features()

    def begin(self):
        self.sentence, self.but = [], None
        self.cues = 0
        self.asks = self.exclaims = self.open = False
        self.clause()

    def clause(self):
        self.waiting = None             # (negators, percent, end)
        self.though = False

    def close(self):
        for i, term in enumerate(self.sentence):
            if self.but is not None:
                term.why.add(AFTER if i >= self.but else BEFORE)
                term.value = part(term.value, PERCENT[
                    "after" if i >= self.but else "before"])
            if self.exclaims:
                term.value = part(term.value, PERCENT["exclaimed"])
            if self.asks:
                term.why.add(ASKED)
                term.value = part(term.value, PERCENT["asked"])
        if self.sentence:
            self.last = self.sentence
        self.terms += self.sentence
        self.sentences += self.open
        self.asking += self.open and self.asks
        self.begin()

    def near(self, at):
        return self.waiting is not None and at - self.waiting[2] < REACH

    def meet(self, entry, at, symbols, behind):
        kind = entry.kind
        if kind == "adverb":
            scales = behind is not None and not behind.firm and (
                behind.kind in ("degree", "adverb")
                or behind.kind == "word" and behind.value != 0)
            if scales:
                self.modify(0, PERCENT["adverb"], at, entry)
            else:
                self.term(entry, at, symbols)
        elif kind in ("cue", "irony") or kind == "word" and entry.value:
            self.term(entry, at, symbols)
        elif kind == "not":
            self.modify(1, None, at, entry)
        elif kind == "degree":
            self.modify(0, entry.value, at, entry)
        elif kind == "behind":
            self.behind(entry, at)
        elif kind == "but":
            self.but = len(self.sentence)
            self.clause()
        elif kind == "though":
            self.clause()
            self.though = True
        elif kind == "ask":
            self.asks = True

    def modify(self, turns, percent, at, entry):
        nots, degree, _ = self.waiting if self.near(at) else (0, 100, 0)
        if percent is not None:
            degree = max(25, min(300, part(degree, percent)))
        self.waiting = (nots + turns, degree, at + len(entry.codes))

    def behind(self, entry, at):
        if self.sentence and self.sentence[-1].end == at and \
                not self.sentence[-1].entry.firm:
            term = self.sentence[-1]
            term.end += len(entry.codes)
            term.value = part(term.value, entry.value)

    def term(self, entry, at, symbols):
        term = Term(entry, at)
        self.sentence.append(term)
        if entry.kind == "cue":
            self.cues += 1
            term.why.add(CUE)
        elif not entry.firm:
            nots = 0
            if self.near(at):
                nots, degree, _ = self.waiting
                term.value = part(term.value, degree)
            if self.cues and term.value > 0:
                nots += 1
            if nots >= 2:
                term.why.add(TWICE)
            if nots % 2:
                term.why.add(NEGATED)
                term.value = -part(term.value, PERCENT[
                    "praise" if term.value > 0 else "blame"])
        if symbols[at].caps:
            term.value = part(term.value, PERCENT["capitals"])
        if self.though:
            term.why.add(BEFORE)
            term.value = part(term.value, PERCENT["though"])
        self.waiting = None

    def irony(self):
        rest = sum(t.value for t in self.terms if t.entry.kind != "irony")
        for t in self.terms:
            if t.entry.kind == "irony" and t.value > 0 and rest < 0:
                t.value = -t.value
                t.why.add(IRONY)

    def features(self):
        good = sum(t.value for t in self.terms if t.value > 0)
        bad = -sum(t.value for t in self.terms if t.value < 0)
        total = good - bad
        balance = abs(total) * ONE // (good + bad + FLOOR)
        self.feature = (
            squash(total, SQUASH_SUM), balance if total >= 0 else -balance,
            squash(sum(t.value for t in self.last), SQUASH_SUM),
            squash(good + bad, SQUASH_POLAR),
            self.asking * ONE // self.sentences if self.sentences else 0)
