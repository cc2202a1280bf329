"""Workbooks, written by hand as different programs write them.

Only for the tests beside it. A cell is (xml, text): what stands in the part,
and what crm-ingest must make of it, worked out here with datetime, Decimal and
Python's own floats.
"""

import datetime
import io
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Number of the style, its format code (None: built in), what it shows.
STYLES = (
    (0, None, "number"), (14, None, "date"), (22, None, "minute"),
    (21, None, "clock"), (46, None, "elapsed"), (9, None, "number"),
    (164, "yyyy\\-mm\\-dd hh:mm:ss", "second"),
    (165, '[$-804]yyyy"年"m"月"d"日"', "date"),
    (166, '#,##0.00"d"', "number"), (167, "0.00E+00", "number"),
    (168, "[h]:mm:ss", "elapsed"), (169, "yyyy/m/d h:mm AM/PM", "minute"),
    (170, "[Red][<0]0.0;General", "number"), (171, "mm:ss.0", "clock"),
    (31, None, "date"), (172, '_ "¥"* #,##0.00_ ', "number"),
)


def column(i):
    name = ""
    while i > 0:
        i, rest = divmod(i - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain(text):
    """A number as it must come out."""
    negative = text.startswith("-")
    digits = text.lstrip("+-")
    if digits.isdigit():
        digits = digits.lstrip("0") or "0"
        known = len(digits.rstrip("0"))
        if len(digits) >= 18 and known <= 17 and \
                int(Decimal("%.*e" % (known - 1, float(digits)))) == \
                int(digits):
            return spread(Decimal(text))
        return ("-" if negative and digits != "0" else "") + digits
    value = float(text)
    if value.is_integer() and abs(value) > 2 ** 53:
        return spread(text)
    shortest = Decimal(repr(value))
    if value == 0:
        return "0"
    out = format(shortest, "f")
    return out.rstrip("0").rstrip(".") if "." in out else out


def spread(text):
    if isinstance(text, str):
        text = Decimal(repr(float(text)))
    mantissa, exponent = format(text.normalize(), "E").split("E")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    exponent = int(exponent)
    return "%sE%s%02d" % (mantissa, "-" if exponent < 0 else "+",
                          abs(exponent))


def serial(moment, date1904):
    epoch = datetime.datetime(1904, 1, 1) if date1904 else \
        datetime.datetime(1899, 12, 30)
    delta = moment - epoch
    return delta.days + (delta.seconds + delta.microseconds / 1e6) / 86400


def shown(moment, shows):
    """A moment, to the ms, in a cell of a style."""
    day = moment.strftime("%Y-%m-%d")
    clock = moment.strftime("%H:%M:%S")
    ms = moment.microsecond // 1000
    if ms:
        return "%s %s.%03d" % (day, clock, ms)
    if shows == "second":
        return "%s %s" % (day, clock)
    if shows == "date" and clock == "00:00:00":
        return day
    return "%s %s" % (day, clock if moment.second else clock[:5])


def elapsed(ms):
    s, ms = divmod(ms, 1000)
    text = "%02d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60)
    return text + (".%03d" % ms if ms else "")


class Book:
    def __init__(self, prefix="", shared=False, refs=True, row_numbers=True,
                 styles=True, absolute=False, date1904=False, deflate=True,
                 encoding="UTF-8", root_rels=True):
        self.p = prefix
        self.shared, self.refs, self.row_numbers = shared, refs, row_numbers
        self.styles, self.absolute = styles, absolute
        self.date1904, self.deflate = date1904, deflate
        self.encoding, self.root_rels = encoding, root_rels
        self.strings, self.sheets = [], []

    def text(self, s, rich=False):
        """A cell of text, or with rich of runs and a phonetic guide."""
        t = lambda x: '<%st xml:space="preserve">%s</%st>' % (
            self.p, escape(x, {"\r": "&#13;"}), self.p)
        inner = t(s)
        if rich:
            cut = len(s) // 2
            inner = "".join(
                "<%sr><%srPr><%sb/></%srPr>%s</%sr>" %
                (self.p, self.p, self.p, self.p, t(x), self.p)
                for x in (s[:cut], s[cut:]))
            inner += '<%srPh sb="0" eb="1">%s</%srPh>' % (
                self.p, t("フリガナ"), self.p)
        if not self.shared:
            return ' t="inlineStr"', "<%sis>%s</%sis>" % (
                self.p, inner, self.p), s
        self.strings.append("<%ssi>%s</%ssi>" % (self.p, inner, self.p))
        return ' t="s"', self.v(len(self.strings) - 1), s

    def v(self, x):
        return "<%sv>%s</%sv>" % (self.p, escape(str(x)), self.p)

    def number(self, s):
        return "", self.v(s), plain(s)

    def moment(self, m, style):
        shows = STYLES[style][2]
        return ' s="%d"' % style, self.v("%.17g" % serial(
            m, self.date1904)), shown(m, shows)

    def span(self, ms, style):
        return ' s="%d"' % style, self.v("%.17g" % (ms / 86400000)), \
            elapsed(ms)

    def kind(self, t, value, text):
        return ' t="%s"' % t, self.v(value), text

    def formula(self, f, cached, text, t=None):
        return (' t="%s"' % t if t else ""), "<%sf>%s</%sf>%s" % (
            self.p, escape(f), self.p,
            self.v(cached) if cached is not None else ""), text

    def sheet(self, name, rows, state=None, dimension="A1"):
        """rows: {number: {column: cell}}; a cell is what text() and its
        kin return."""
        out = ['<%sdimension ref="%s"/><%ssheetData>' % (
            self.p, dimension, self.p)]
        for r in sorted(rows):
            out.append("<%srow%s>" % (
                self.p, ' r="%d"' % r if self.row_numbers else ""))
            for c in sorted(rows[r]):
                attrs, inner, _ = rows[r][c]
                out.append("<%sc%s%s>%s</%sc>" % (
                    self.p, ' r="%s%d"' % (column(c), r) if self.refs
                    else "", attrs, inner, self.p))
            out.append("</%srow>" % self.p)
        out.append('</%ssheetData>' % self.p)
        self.sheets.append((name, state, "".join(out)))

    def root(self, name, body):
        space = "xmlns:%s" % self.p[:-1] if self.p else "xmlns"
        text = '<?xml version="1.0" encoding="%s" standalone="yes"?>\n' \
            '<%s%s %s="%s" xmlns:r="%s">%s</%s%s>' % (
                self.encoding, self.p, name, space, MAIN, REL, body, self.p,
                name)
        return text.encode(self.encoding)

    def rels(self, entries):
        return ('<?xml version="1.0"?><Relationships xmlns="%s">' % PACKAGE +
                "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"/>' %
                        (i, REL, t, target) for i, t, target in entries) +
                "</Relationships>").encode()

    def styles_part(self):
        codes = [s for s in STYLES if s[1] is not None]
        return self.root("styleSheet", "<%snumFmts>%s</%snumFmts>"
                         "<%scellStyleXfs><%sxf numFmtId='14'/>"
                         "</%scellStyleXfs><%scellXfs>%s</%scellXfs>" % (
                             self.p, "".join(
                                 "<%snumFmt numFmtId='%d' formatCode=%s/>" %
                                 (self.p, i, quoteattr(code))
                                 for i, code, _ in codes), self.p, self.p,
                             self.p, self.p, self.p, "".join(
                                 "<%sxf numFmtId='%d'/>" % (self.p, i)
                                 for i, _, _ in STYLES), self.p))

    def parts(self):
        base = "/xl/" if self.absolute else ""
        rels, sheets, out = [], [], {}
        for i, (name, state, body) in enumerate(self.sheets, 1):
            out["xl/worksheets/sheet%d.xml" % i] = self.root(
                "worksheet", body)
            rels.append(("rId%d" % i, "worksheet",
                         base + "worksheets/sheet%d.xml" % i))
            sheets.append("<%ssheet name=%s sheetId='%d' r:id='rId%d'%s/>" % (
                self.p, quoteattr(name), i, i,
                " state='%s'" % state if state else ""))
        if self.styles:
            out["xl/styles.xml"] = self.styles_part()
            rels.append(("rIdA", "styles", base + "styles.xml"))
        if self.shared:
            out["xl/sharedStrings.xml"] = self.root("sst", "".join(
                self.strings))
            rels.append(("rIdB", "sharedStrings",
                         base + "sharedStrings.xml"))
        out["xl/workbook.xml"] = self.root(
            "workbook", "<%sworkbookPr%s/><%ssheets>%s</%ssheets>" % (
                self.p, " date1904='1'" if self.date1904 else "", self.p,
                "".join(sheets), self.p))
        out["xl/_rels/workbook.xml.rels"] = self.rels(rels)
        if self.root_rels:
            out["_rels/.rels"] = self.rels([(
                "rId1", "officeDocument",
                "/xl/workbook.xml" if self.absolute else "xl/workbook.xml")])
        return out

    def bytes(self):
        return pack(self.parts(), self.deflate)


def pack(parts, deflate=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflate
                         else zipfile.ZIP_STORED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()
