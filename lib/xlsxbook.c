/* A workbook: which sheets it has, and which parts of the archive they are. */
#include <stdlib.h>
#include <string.h>

#include "xlsxin.h"

#define SHEETS_MAX	10000
#define RELS_MAX	100000

/* A relationship of a part to others. */
struct rel {
	struct str	id, type, target;
};

struct rels {
	struct arena	*mem;
	struct rel	*rel;
	size_t		 n;
	struct xmlread	*xml;
};

/* What workbook.xml says of a sheet. */
struct entry {
	struct str	name, rel;
	bool		hidden;
};

struct book {
	struct xlsx	*x;
	struct entry	*entry;
	size_t		 n;
	bool		 root;		/* the first element was seen */
	struct xmlread	*xml;
};

/* Does an address end in "/word"? */
static bool
xlsx_ends(const char *s, const char *word)
{
	const char *slash = strrchr(s, '/');

	return slash != NULL && strcmp(slash + 1, word) == 0;
}

static bool
xlsx_flag(const char *value)
{
	return value != NULL && (strcmp(value, "1") == 0 ||
	    strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}

static struct str
keep(struct arena *mem, const char *z)
{
	return arena_dup(mem, str_z(z == NULL ? "" : z));
}

static void
rels_start(void *ctx, const char *name, const char **attr)
{
	struct rels *r = ctx;
	const char *mode = xmlread_attr(attr, "TargetMode");

	if (strcmp(name, "Relationship") != 0 ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return;
	if (r->n == RELS_MAX) {
		xmlread_stop(r->xml, "more than %d parts", RELS_MAX);
		return;
	}
	if ((r->n & (r->n - 1)) == 0)
		r->rel = mem_grow(r->rel, 2 * r->n + 1, sizeof(*r->rel));
	r->rel[r->n++] = (struct rel){
	    .id = keep(r->mem, xmlread_attr(attr, "Id")),
	    .type = keep(r->mem, xmlread_attr(attr, "Type")),
	    .target = keep(r->mem, xmlread_attr(attr, "Target")) };
}

static void
no_end(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* The relationships of a part; a part without any has no such file. */
static int
read_rels(struct xlsx *x, const char *part, struct rels *r, struct buf *err)
{
	static const struct xmlread_calls calls = { rels_start, no_end,
	    NULL };
	const char *slash = strrchr(part, '/');
	size_t dir = slash == NULL ? 0 : (size_t)(slash - part) + 1;
	struct str name;
	struct zippart *p;

	*r = (struct rels){ .mem = &x->mem };
	name = arena_printf(&x->mem, "%.*s_rels/%s.rels", (int)dir, part,
	    part + dir);
	if (!zipfile_has(x->zip, name.p))
		return 0;
	p = zippart_open(x->zip, name.p, XLSX_PART_MAX, err);
	if (p == NULL)
		return -1;
	r->xml = xmlread_open(p, &calls, r);
	return xmlread_all(r->xml, err);
}

/*
 * The name of the part that a target means, seen from another part: absolute
 * from "/", else in its folder; "." and ".." are resolved. It is only ever
 * looked for among the names of the archive.
 */
static char *
resolve(struct arena *mem, const char *part, struct str target)
{
	const char *slash = strrchr(part, '/');
	struct str step, rest;
	struct buf b = { 0 };
	char *name;
	size_t i;

	if (slash != NULL && !str_starts(target, STR("/")))
		buf_put(&b, part, (size_t)(slash - part));
	rest = (struct str){ target.p, target.len };
	while (str_split(&rest, '/', &step)) {
		if (step.len == 0 || str_eq(step, STR(".")))
			continue;
		if (!str_eq(step, STR(".."))) {
			if (b.len > 0)
				buf_byte(&b, '/');
			buf_str(&b, step);
			continue;
		}
		while (b.len > 0 && b.p[b.len - 1] != '/')
			b.len--;
		b.len -= b.len > 0;
	}
	for (i = 0; i < b.len; i++)
		if (b.p[i] == '\\')
			b.p[i] = '/';
	name = arena_alloc(mem, b.len + 1);
	memcpy(name, b.len > 0 ? b.p : "", b.len);
	name[b.len] = '\0';
	buf_free(&b);
	return name;
}

static void
book_start(void *ctx, const char *name, const char **attr)
{
	struct book *b = ctx;
	const char *state;

	if (!b->root && strcmp(name, "workbook") != 0)
		xmlread_stop(b->xml, "not a workbook");
	b->root = true;
	if (strcmp(name, "workbookPr") == 0)
		b->x->date1904 = xlsx_flag(xmlread_attr(attr, "date1904"));
	if (strcmp(name, "sheet") != 0)
		return;
	if (b->n == SHEETS_MAX) {
		xmlread_stop(b->xml, "more than %d sheets", SHEETS_MAX);
		return;
	}
	if ((b->n & (b->n - 1)) == 0)
		b->entry = mem_grow(b->entry, 2 * b->n + 1,
		    sizeof(*b->entry));
	state = xmlread_attr(attr, "state");
	b->entry[b->n++] = (struct entry){
	    .name = keep(&b->x->mem, xmlread_attr(attr, "name")),
	    .rel = keep(&b->x->mem, xmlread_attr_any(attr, "id")),
	    .hidden = state != NULL && strcmp(state, "visible") != 0 };
}

static int
read_book(struct book *b, const char *part, struct buf *err)
{
	static const struct xmlread_calls calls = { book_start, no_end,
	    NULL };
	struct zippart *p = zippart_open(b->x->zip, part, XLSX_PART_MAX, err);

	if (p == NULL)
		return -1;
	b->xml = xmlread_open(p, &calls, b);
	return xmlread_all(b->xml, err);
}

static const struct rel *
rel_of(const struct rels *r, struct str id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_eq(r->rel[i].id, id))
			return &r->rel[i];
	return NULL;
}

static char *
part_of_type(const struct rels *r, const char *part, const char *type)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (xlsx_ends(r->rel[i].type.p, type))
			return resolve(r->mem, part, r->rel[i].target);
	return NULL;
}

/* Charts, dialogs and macros are sheets too, but hold no cells. */
static int
link_sheets(struct book *b, const struct rels *r, const char *part,
    struct buf *err)
{
	struct xlsx *x = b->x;
	size_t i;

	x->sheet = mem_array(b->n + 1, sizeof(*x->sheet));
	for (i = 0; i < b->n; i++) {
		const struct rel *rel = rel_of(r, b->entry[i].rel);

		if (rel == NULL || !xlsx_ends(rel->type.p, "worksheet"))
			continue;
		x->sheet[x->nsheet++] = (struct xlsx_sheet){
		    .name = b->entry[i].name, .hidden = b->entry[i].hidden,
		    .part = resolve(&x->mem, part, rel->target) };
	}
	if (x->nsheet > 0)
		return 0;
	buf_z(err, "a workbook without a sheet of cells");
	return -1;
}

/* Where the workbook is: as the archive says it, else where it mostly is. */
static const char *
find_book(struct xlsx *x, struct buf *err)
{
	const char *part = NULL;
	struct rels r;

	if (read_rels(x, "", &r, err) == 0) {
		part = part_of_type(&r, "", "officeDocument");
		if (part == NULL)
			part = "xl/workbook.xml";
	}
	free(r.rel);
	return part;
}

static int
read_all(struct xlsx *x, struct buf *err)
{
	const char *part = find_book(x, err);
	struct book b = { .x = x };
	struct rels r = { 0 };
	const char *styles;
	int got = -1;

	if (part != NULL && read_book(&b, part, err) == 0 &&
	    read_rels(x, part, &r, err) == 0 &&
	    link_sheets(&b, &r, part, err) == 0) {
		x->strings_part = part_of_type(&r, part, "sharedStrings");
		styles = part_of_type(&r, part, "styles");
		got = styles == NULL || !zipfile_has(x->zip, styles) ? 0 :
		    xlsxstyle_read(x, styles, err);
	}
	free(b.entry);
	free(r.rel);
	return got;
}

struct xlsx *
xlsx_open(struct zipfile *z, struct buf *err)
{
	struct xlsx *x = mem_zero(sizeof(*x));

	x->zip = z;
	if (read_all(x, err) == 0)
		return x;
	xlsx_close(x);
	return NULL;
}

const struct xlsx_sheet *
xlsx_sheets(const struct xlsx *x, size_t *n)
{
	*n = x->nsheet;
	return x->sheet;
}

void
xlsx_close(struct xlsx *x)
{
	if (x == NULL)
		return;
	zipfile_close(x->zip);
	arena_free(&x->mem);
	free(x->sheet);
	free(x->shows);
	buf_free(&x->strings);
	free(x->string_end);
	free(x);
}
