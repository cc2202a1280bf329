/* Which cell styles of a workbook show numbers as dates or times. */
#include <stdlib.h>
#include <string.h>

#include "xlsxin.h"
#include "xlsxnum.h"

#define FORMATS		65536
#define STYLES_MAX	(1 << 20)
#define UNSET		0xff

struct reading {
	struct xlsx	*x;
	struct xmlread	*xml;
	unsigned char	*format;	/* FORMATS of them: bits, or UNSET */
	size_t		 cap;
	bool		 styles;	/* in cellXfs */
};

static unsigned long
number(const char *z)
{
	unsigned long v = 0;

	for (; z != NULL && *z >= '0' && *z <= '9' && v < FORMATS; z++)
		v = 10 * v + (unsigned long)(*z - '0');
	return v;
}

static void
take_format(struct reading *r, const char **attr)
{
	unsigned long id = number(xmlread_attr(attr, "numFmtId"));
	const char *code = xmlread_attr(attr, "formatCode");

	if (id < FORMATS && code != NULL)
		r->format[id] = (unsigned char)xlsxnum_format(str_z(code));
}

static void
take_style(struct reading *r, const char **attr)
{
	unsigned long id = number(xmlread_attr(attr, "numFmtId"));
	struct xlsx *x = r->x;
	unsigned bits = id < FORMATS ? r->format[id] : 0;

	if (x->nshows == STYLES_MAX) {
		xmlread_stop(r->xml, "more than %d styles", STYLES_MAX);
		return;
	}
	x->shows = mem_room(x->shows, x->nshows + 1, &r->cap,
	    sizeof(*x->shows));
	x->shows[x->nshows++] = (unsigned char)(bits != UNSET ? bits :
	    xlsxnum_builtin(id));
}

static void
start(void *ctx, const char *name, const char **attr)
{
	struct reading *r = ctx;

	if (strcmp(name, "cellXfs") == 0)
		r->styles = true;
	else if (strcmp(name, "numFmt") == 0)
		take_format(r, attr);
	else if (strcmp(name, "xf") == 0 && r->styles)
		take_style(r, attr);
}

static void
end(void *ctx, const char *name)
{
	struct reading *r = ctx;

	if (strcmp(name, "cellXfs") == 0)
		r->styles = false;
}

int
xlsxstyle_read(struct xlsx *x, const char *part, struct buf *err)
{
	static const struct xmlread_calls calls = { start, end, NULL };
	struct zippart *p = zippart_open(x->zip, part, XLSX_PART_MAX, err);
	struct reading r = { .x = x };
	int got;

	if (p == NULL)
		return -1;
	r.format = mem_alloc(FORMATS);
	memset(r.format, UNSET, FORMATS);
	r.xml = xmlread_open(p, &calls, &r);
	got = xmlread_all(r.xml, err);
	free(r.format);
	return got;
}
