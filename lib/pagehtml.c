/*
 * A page as HTML. The style sheet is in the file, so that a mail, a disk and a
 * printer show the same; tables scroll in a box of their own where the screen
 * is narrow.
 */
#include "pagehtml.h"
#include "text.h"

static const char style[] =
    ":root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#59636e;"
    "--line:#d1d9e0;--head:#f6f8fa;--bar:#3b6fb5;--alarm:#b42318;"
    "--s0:#3b6fb5;--s1:#b45309;--s2:#15803d;--s3:#9333ea;--s4:#be123c;"
    "--s5:#475569;--h1:#e3edf9;--h2:#bcd4f0;--h3:#8cb4e3;--h4:#5a8fd0;"
    "--h5:#2f66ad;--on5:#fff}"
    "@media(prefers-color-scheme:dark){:root{--bg:#15191e;--fg:#e6e9ed;"
    "--dim:#9aa4af;--line:#353c45;--head:#1f252c;--bar:#6ea0e0;"
    "--alarm:#ff8a80;--s0:#6ea0e0;--s1:#f0a35e;--s2:#6cc58a;--s3:#c79bf2;"
    "--s4:#f58aa0;--s5:#a8b3c2;--h1:#1d2b3f;--h2:#24405f;--h3:#2d5885;"
    "--h4:#3a74b0;--h5:#5f9be0;--on5:#0b0e12}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--bg);color:var(--fg);"
    "font:15px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC',sans-serif}"
    "main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 .3rem}"
    "h2{font-size:1.1rem;margin:0 0 .3rem}"
    "section{margin:1.8rem 0 0;break-inside:avoid-page}"
    "p{margin:.3rem 0;overflow-wrap:anywhere}"
    ".dim{color:var(--dim)}"
    ".alarm{color:var(--alarm);font-weight:600;"
    "border-left:.25rem solid;padding-left:.6rem}"
    "nav{margin:.8rem 0 0}nav a{color:inherit;margin-right:.9rem;"
    "display:inline-block}"
    ".box{overflow-x:auto;margin:.6rem 0}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25rem .6rem;text-align:left;"
    "vertical-align:top;border-bottom:1px solid var(--line)}"
    "th{font-weight:600}tbody th{font-weight:400}"
    "thead th{color:var(--dim);background:var(--head)}"
    ".r,.k{white-space:nowrap}.r{text-align:right}"
    "tbody th,tbody td{max-width:28rem;overflow-wrap:anywhere}"
    "tbody th{min-width:7.5rem}"
    ".heat td{text-align:right;padding:.3rem .5rem;min-width:3.6rem;"
    "border:1px solid var(--bg)}.heat th{padding:.3rem .5rem;"
    "min-width:0}"
    ".h1{background:var(--h1)}.h2{background:var(--h2)}"
    ".h3{background:var(--h3)}.h4{background:var(--h4)}"
    ".h5{background:var(--h5);color:var(--on5)}"
    "svg.bar{display:block;width:6rem;height:.7rem;margin-top:.35rem}"
    "svg.bar rect{fill:var(--bar)}"
    "figure{margin:.5rem 0}figcaption{color:var(--dim)}"
    "svg.chart{display:block;width:100%;max-width:44rem;height:auto}"
    "svg.chart text{fill:var(--dim);font-size:12px}"
    "svg.chart line{stroke:var(--line)}"
    "svg.chart polyline{fill:none;stroke-width:2}"
    "@media(max-width:36rem){svg.chart text{font-size:19px}"
    "svg.chart .m{display:none}}"
    "@media print{:root{color-scheme:light}body{font-size:10pt}"
    "nav{display:none}main{max-width:none;padding:0}"
    ".box{overflow:visible}thead{display:table-header-group}"
    "tr{break-inside:avoid}}@page{size:A4;margin:15mm}";

static void
put_escaped(struct buf *out, char c)
{
	switch (c) {
	case '&':
		buf_z(out, "&amp;");
		break;
	case '<':
		buf_z(out, "&lt;");
		break;
	case '>':
		buf_z(out, "&gt;");
		break;
	case '"':
		buf_z(out, "&quot;");
		break;
	case '\'':
		buf_z(out, "&#39;");
		break;
	default:
		buf_byte(out, c);
	}
}

void
pagehtml_text(struct buf *out, struct str s)
{
	struct buf clean = { 0 };
	size_t i;

	text_clean(&clean, s);
	for (i = 0; i < clean.len; i++)
		put_escaped(out, clean.p[i]);
	buf_free(&clean);
}

/* <tag attributes>text</tag> */
static void
put(struct buf *out, const char *tag, const char *attributes, struct str s)
{
	buf_printf(out, "<%s%s>", tag, attributes);
	pagehtml_text(out, s);
	buf_printf(out, "</%s>", tag);
}

static const char *
class_of(const struct page_block *b, size_t col)
{
	return b->col[col].align == PAGE_RIGHT ? " class=\"r\"" : "";
}

static void
put_bar(struct buf *out, int part)
{
	if (part >= 0)
		/* The share stands beside it as text. */
		buf_printf(out, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
		    "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		    "<rect width=\"%d\" height=\"10\"/></svg>", part);
}

static void
put_cell(struct buf *out, const struct page_block *b, size_t i)
{
	const struct page_cell *c = &b->cell[i];
	size_t col = i % b->ncol;

	if (b->col[col].align == PAGE_BAR) {
		buf_z(out, "<td>");
		put_bar(out, c->part);
		buf_z(out, "</td>");
	} else if (col == 0) {
		put(out, "th", " scope=\"row\"", c->text);
	} else {
		put(out, "td", class_of(b, col), c->text);
	}
}

static void
put_table(struct buf *out, const struct page_block *b)
{
	size_t i;

	buf_z(out, "<div class=\"box\"><table><thead><tr>");
	for (i = 0; i < b->ncol; i++) {
		buf_printf(out, "<th scope=\"col\"%s>", class_of(b, i));
		pagehtml_text(out, str_z(b->col[i].head));
		buf_z(out, "</th>");
	}
	buf_z(out, "</tr></thead>\n<tbody>\n");
	for (i = 0; i + b->ncol <= b->ncell; i += b->ncol) {
		size_t j;

		buf_z(out, "<tr>");
		for (j = 0; j < b->ncol; j++)
			put_cell(out, b, i + j);
		buf_z(out, "</tr>\n");
	}
	buf_z(out, "</tbody></table></div>\n");
}

static void
put_facts(struct buf *out, const struct page_block *b)
{
	size_t i;

	buf_z(out, "<div class=\"box\"><table><tbody>\n");
	for (i = 0; i + 3 <= b->ncell; i += 3) {
		buf_z(out, "<tr>");
		put(out, "th", " scope=\"row\" class=\"k\"",
		    b->cell[i].text);
		put(out, "td", " class=\"r\"", b->cell[i + 1].text);
		put(out, "td", " class=\"dim\"", b->cell[i + 2].text);
		buf_z(out, "</tr>\n");
	}
	buf_z(out, "</tbody></table></div>\n");
}

static int128
most(const struct page_heat *h, int128 *total)
{
	int128 max = 0;
	size_t i;

	*total = 0;
	for (i = 0; i < h->bins * h->bins; i++) {
		*total += h->count[i];
		max = h->count[i] > max ? h->count[i] : max;
	}
	return max;
}

static void
put_heat_row(struct buf *out, const struct page_heat *h, size_t r)
{
	int128 total, max = most(h, &total), n;
	char num[NUM_MAX];
	size_t c;

	buf_printf(out, "<tr><th scope=\"row\" class=\"r\">R%zu ", r + 1);
	pagehtml_text(out, h->row_label[r]);
	buf_z(out, "</th>");
	for (c = 0; c < h->bins; c++) {
		n = h->count[r * h->bins + c];
		/* Fifths of the fullest cell, rounded up. */
		buf_printf(out, "<td class=\"h%d\">",
		    (int)((n * 5 + max - 1) / max));
		if (n == 0)
			buf_byte(out, '-');
		else
			buf_put(out, num,
			    num_print_percent(n, total, 1, num));
		buf_z(out, "</td>");
	}
	buf_z(out, "</tr>\n");
}

static void
put_heat(struct buf *out, const struct page_heat *h)
{
	int128 total;
	size_t i;

	if (most(h, &total) == 0)
		return;
	buf_z(out, "<div class=\"box\"><table class=\"heat\"><thead><tr><th>");
	pagehtml_text(out, h->row_unit);
	buf_z(out, " / ");
	pagehtml_text(out, h->col_unit);
	buf_z(out, "</th>");
	for (i = 0; i < h->bins; i++) {
		buf_printf(out, "<th scope=\"col\" class=\"r\">F%zu ", i + 1);
		pagehtml_text(out, h->col_label[i]);
		buf_z(out, "</th>");
	}
	buf_z(out, "</tr></thead>\n<tbody>\n");
	for (i = h->bins; i-- > 0;)
		put_heat_row(out, h, i);
	buf_z(out, "</tbody></table></div>\n");
}

static void
put_section(struct buf *out, const struct page_block *b, size_t id)
{
	buf_printf(out, "<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">",
	    id, id);
	pagehtml_text(out, b->text);
	buf_z(out, "</h2>\n");
	if (b->remark.len > 0)
		put(out, "p", " class=\"dim\"", b->remark);
}

static void
put_block(struct buf *out, const struct page_block *b, size_t id)
{
	switch (b->kind) {
	case PAGE_TITLE:
		put(out, "h1", "", b->text);
		break;
	case PAGE_LINE:
		put(out, "p", " class=\"dim\"", b->text);
		break;
	case PAGE_ALARM:
		put(out, "p", " class=\"alarm\"", b->text);
		break;
	case PAGE_SECTION:
		put_section(out, b, id);
		break;
	case PAGE_TEXT:
		put(out, "p", "", b->text);
		break;
	case PAGE_FACTS:
		put_facts(out, b);
		break;
	case PAGE_TABLE:
		put_table(out, b);
		break;
	case PAGE_HEAT:
		put_heat(out, &b->heat);
		break;
	case PAGE_CHART:
		pagesvg_chart(&b->chart, id, out);
		break;
	}
	if (out->p[out->len - 1] != '\n')
		buf_byte(out, '\n');
}

/* Links to the sections, below the head. */
static void
put_nav(struct buf *out, const struct page *p)
{
	size_t i;

	buf_z(out, "<nav>\n");
	for (i = 0; i < p->n; i++) {
		if (p->block[i].kind != PAGE_SECTION)
			continue;
		buf_printf(out, "<a href=\"#s%zu\">", i);
		pagehtml_text(out, p->block[i].text);
		buf_z(out, "</a>\n");
	}
	buf_z(out, "</nav>\n");
}

void
pagehtml_print(const struct page *p, const char *lang, struct buf *out)
{
	bool open = false;
	size_t i;

	buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n<title>", lang);
	if (p->n > 0)
		pagehtml_text(out, p->block[0].text);
	buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n"
	    "<main>\n", style);
	for (i = 0; i < p->n; i++) {
		if (p->block[i].kind == PAGE_SECTION) {
			if (open)
				buf_z(out, "</section>\n");
			else
				put_nav(out, p);
			open = true;
		}
		put_block(out, &p->block[i], i);
	}
	buf_printf(out, "%s</main>\n</body>\n</html>\n",
	    open ? "</section>\n" : "");
}
