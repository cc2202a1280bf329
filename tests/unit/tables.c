/* Files without a header row, and several tables in one file. */
#include "loose.h"
#include "tables.h"
#include "unit.h"

static struct map *
map_of(const char *name, const char *rest)
{
	struct buf b = { 0 }, err = { 0 };
	struct map *m;

	buf_printf(&b, "{\"crm_map\": 1, \"name\": \"%s\", \"kind\": "
	    "\"event\", \"emit\": [{\"type\": \"like\"}], \"fields\": "
	    "[{\"from\": \"a\", \"to\": \"id\"}], %s}", name, rest);
	m = map_load(buf_view(&b), &err);
	CHECK_STR(buf_view(&err), "");
	buf_free(&b);
	buf_free(&err);
	return m;
}

#define BARE(cells)	"\"dialect\": {\"header\": \"none\", \"columns\": " \
	"[\"a\", \"b\", \"c\"]}, \"match\": {\"cells\": {" cells "}}"

static void
no_header(void)
{
	struct map *m[3] = {
		map_of("hex", BARE("\"a\": \"[0-9a-f]{4}\"")),
		map_of("many", BARE("\"a\": \".+\", \"b\": \">=5\"")),
		map_of("named", "\"match\": {\"require\": [\"a\"]}") };
	struct maps ms = { m, 3 };
	struct buf tie = { 0 };
	char d = '\0';

	CHECK(loose_choose(STR("12ab;2;\"x;y\"\nFFff;3;z\n"), &ms, &d,
	    &tie) == m[0]);
	CHECK_INT(d, ';');
	d = '\0';
	CHECK(loose_choose(STR("zz,5,y\nzz,1e1,z\n"), &ms, &d, &tie) ==
	    NULL);
	CHECK(loose_choose(STR("zz,5,y\nzz,1.2万,z\n"), &ms, &d, &tie) ==
	    m[1]);
	/* Not all of the first rows; not as wide; two maps. */
	CHECK(loose_choose(STR("12ab,2,x\n12,2,x\n"), &ms, &d, &tie) ==
	    NULL);
	CHECK(loose_choose(STR("12ab,2,x\n12ab,2\n"), &ms, &d, &tie) ==
	    NULL);
	CHECK_INT(tie.len, 0);
	CHECK(loose_choose(STR("12ab,5,x\n"), &ms, &d, &tie) == NULL);
	CHECK_STR(buf_view(&tie), "hex, many");
	buf_free(&tie);
	map_free(m[0]);
	map_free(m[1]);
	map_free(m[2]);
}

/* A row of n texts; the raw text is the first. */
static struct row
row_of(struct str *cell, size_t n, uint64_t line)
{
	return (struct row){ .cell = cell, .ncell = n, .raw = cell[0],
	    .line = line };
}

static void
ragged(void)
{
	struct map *pad = map_of("pad", "\"match\": {\"require\": [\"a\"]}, "
	    "\"dialect\": {\"ragged\": \"pad\"}");
	struct map *join = map_of("join", "\"match\": {\"require\": [\"a\"]"
	    "}, \"dialect\": {\"ragged\": \"join-last\"}");
	struct str names[] = { STR("a"), STR("b") };
	struct str cells[] = { STR("1"), STR("2"), STR("3"), STR(" ") };
	size_t want[] = { 1, 0 };
	struct loose l = { .delimiter = ';' };
	struct header h;
	struct row in, out;

	header_open(&h, names, 2, 1);
	CHECK(loose_needed(pad) && loose_needed(join));
	loose_bind(&l, pad, &h, want, 2);
	in = row_of(cells, 1, 7);
	out = loose_row(&l, &in);
	CHECK(out.bad == NULL && out.ncell == 2);
	CHECK_STR(out.cell[0], "");
	CHECK_STR(out.cell[1], "1");
	in = row_of(cells, 3, 8);
	out = loose_row(&l, &in);
	CHECK(out.bad != NULL && out.cell == NULL);
	CHECK_INT(out.bad->line, 8);
	loose_bind(&l, join, &h, want, 2);
	in = row_of(cells, 4, 9);
	out = loose_row(&l, &in);
	CHECK_STR(out.cell[0], "2;3; ");
	loose_close(&l);
	header_close(&h);
	map_free(pad);
	map_free(join);
}

#define TABLES(source, require)	"\"dialect\": {\"tables\": \"#.*\"}, " \
	"\"set\": {\"source\": \"" source "\"}, \"match\": " \
	"{\"require\": [" require "]}"

static void
several(void)
{
	struct map *m[3] = { map_of("one", TABLES("ga4", "\"a\"")),
		map_of("two", TABLES("ga4", "\"b\"")),
		map_of("other", TABLES("weibo", "\"c\"")) };
	struct maps ms = { m, 3 };
	struct str sep[] = { STR("# --") }, a[] = { STR("a"), STR("x") },
	    b[] = { STR("x"), STR("B ") }, c[] = { STR("c"), STR("x") },
	    data[] = { STR("#tag"), STR("10") };
	struct tables t;
	struct row row;
	bool begins;

	tables_open(&t, &ms, m[0]);
	CHECK_INT(t.family.n, 2);
	row = row_of(sep, 1, 1);
	CHECK(tables_row(&t, &row, &begins) != NULL && !begins);
	row = row_of(a, 2, 2);
	CHECK(tables_row(&t, &row, &begins) != NULL && begins);
	CHECK(t.map == m[0]);
	CHECK_STR(buf_view(&t.before), "# --\n");
	CHECK(tables_row(&t, &row, &begins) == NULL && !begins);
	row = row_of(data, 2, 3);
	CHECK(tables_row(&t, &row, &begins) == NULL && !begins);
	row = row_of(sep, 1, 4);
	CHECK(tables_row(&t, &row, &begins) != NULL && !begins);
	row = row_of(c, 2, 5);
	CHECK(tables_row(&t, &row, &begins) != NULL && !begins);
	CHECK_STR(buf_view(&t.note), "line 5: another table, that no map "
	    "knows: c, x");
	row = row_of(b, 2, 6);
	CHECK(tables_row(&t, &row, &begins) != NULL && !begins);
	row = row_of(sep, 1, 7);
	CHECK(tables_row(&t, &row, &begins) != NULL && !begins);
	row = row_of(b, 2, 8);
	CHECK(tables_row(&t, &row, &begins) != NULL && begins);
	CHECK(t.map == m[1]);
	tables_close(&t);
	map_free(m[0]);
	map_free(m[1]);
	map_free(m[2]);
}

int
main(void)
{
	RUN(no_header);
	RUN(ragged);
	RUN(several);
	return UNIT_STATUS();
}
