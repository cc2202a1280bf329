/* The records of JSON documents, in pieces of every size. */
#include <stdlib.h>

#include "../../lib/jsondoc.h"
#include "../../lib/jsonflat.h"
#include "../../lib/rows.h"
#include "unit.h"

/* Reads below in pieces of *ctx bytes. */
static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	const size_t *piece = ctx;

	return io_in_read(below, p, *piece < n ? *piece : n);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

/* All lines of a document, and what is wrong with it. */
static void
lines(struct str text, const char *where, size_t piece, struct buf *out,
    struct buf *wrong)
{
	struct jsondoc *d;
	struct io_in *in = io_in_filter(io_in_memory("test", text), &piece,
	    drip_read, drip_close);
	const struct fault *f;
	uint64_t n = 0;
	char c[1];

	out->len = wrong->len = 0;
	in = jsondoc_open(in, where, false, &d);
	while (io_in_read(in, c, 1) == 1) {
		buf_byte(out, c[0]);
		n += c[0] == '\n';
	}
	f = jsondoc_fault(d, n);
	if (f != NULL)
		buf_z(wrong, f->detail);
	CHECK(jsondoc_fault(d, n + 1) == NULL);
	io_in_close(in);
}

/* wrong: what is said of the document, "" when it is sound. */
struct document {
	const char	*text, *where, *lines, *wrong;
};

static void
check_documents(const struct document *t, size_t n)
{
	struct buf out = { 0 }, wrong = { 0 };
	size_t i, piece;

	for (i = 0; i < n; i++)
		for (piece = 64; piece > 0; piece--) {
			lines(str_z(t[i].text), t[i].where, piece, &out,
			    &wrong);
			/* What is shown of a broken rest depends on what was
			   read, which line it is on and why does not. */
			if (t[i].wrong[0] == '\0' || piece == 64)
				CHECK_STR(buf_view(&out), t[i].lines);
			CHECK_STR(buf_view(&wrong), t[i].wrong);
		}
	buf_free(&out);
	buf_free(&wrong);
}

static void
documents(void)
{
	static const struct document t[] = {
		{ "[]", "", "", "" },
		{ " [ { \"a\" : 1 } ,\n{\"a\":[ 2, 3 ]}\n]\n", "",
		    "{\"a\":1}\n{\"a\":[2,3]}\n", "" },
		{ "{\"n\":[{\"x\":1}],\"data\":{\"list\":[{\"a\":1},{}]},\"z\":"
		    "{}}", "/data/list", "{\"a\":1}\n{}\n", "" },
		{ "{\"a/b\":{\"~\":[1]}}", "/a~1b/~0", "1\n", "" },
		{ "[0,[{\"a\":1}]]", "/1", "{\"a\":1}\n", "" },
		{ "{\"\\u0061\":[{}]}", "/a", "{}\n", "" },
		/* Blanks inside strings stay; others only between literals. */
		{ "[{\"a b\" : \"x \\\" y\", \"c\":1 2}]", "",
		    "{\"a b\":\"x \\\" y\",\"c\":1 2}\n", "" },
		{ "[\"x\ny\"]", "", "\"x\ty\"\n", "" },
		{ "window.YTD.tweets.part0 = [ {\"tweet\":{\"id\":1}} ];\n",
		    "", "{\"tweet\":{\"id\":1}}\n", "" },
		{ "{\n\"a\":1}\n{\"b\":\n2}", NULL, "{\"a\":1}\n{\"b\":2}\n",
		    "" },
	};

	check_documents(t, sizeof(t) / sizeof(t[0]));
}

static void
broken_documents(void)
{
	static const struct document t[] = {
		{ "[{\"a\":1}", "", "{\"a\":1}\n]\n",
		    "line 1, column 9: the text ends here, too early" },
		{ "[{\"a\":1},\n{\"b\":[1", "", "{\"a\":1}\n{\"b\":[1\n",
		    "line 2, column 8: the text ends here, too early" },
		{ "[{\"a\":1},\n{\"b\":[1},{}]", "",
		    "{\"a\":1}\n{\"b\":[1},{}]\n",
		    "line 2, column 8: expected ] before }" },
		{ "[{\"a\":1} {\"b\":2}]", "", "{\"a\":1}\n{\"b\":2}]\n",
		    "line 1, column 10: expected , or ]" },
		{ "[{\"a\":1} {\"b\":2}", "", "{\"a\":1}\n{\"b\":2\n",
		    "line 1, column 10: expected , or ]" },
		{ "[{\"a\":1},]", "", "{\"a\":1}\n]\n",
		    "line 1, column 10: expected a value" },
		{ "[{\"a\":1}]\n[{\"a\":2}]", "",
		    "{\"a\":1}\n[{\"a\":2}]\n",
		    "line 2, column 1: text after the document" },
		{ "[{\"a\":\"x},\n{\"a\":2}", "",
		    "{\"a\":\"x},\t{\"a\":2\n",
		    "line 2, column 4: string never closed" },
		{ "{\"d\":[{\"a\":1}],\"d\":[{\"a\":2}]}", "/d",
		    "{\"a\":1}\n[{\"a\":2}]\n",
		    "line 1, column 20: the rows are there twice" },
		{ "{\"d\":[{\"a\":1}]", "/d", "{\"a\":1}\n]\n",
		    "line 1, column 15: the text ends here, too early" },
		{ "{\"d\":{}}", "/e", "]\n", "line 1, column 9: nothing where "
		    "the map looks for rows" },
		{ "[{}]x", "", "{}\nx\n",
		    "line 1, column 5: text after the document" },
	};

	check_documents(t, sizeof(t) / sizeof(t[0]));
}

/* No record is kept longer than its line may be. */
static void
long_record(void)
{
	struct buf text = { 0 };
	struct rows_opts o = { .format = ROWS_JSONL, .by_record = true };
	struct jsondoc *d;
	struct rows *r;
	struct io_in *in;
	struct batch b;
	struct fault f;
	size_t i, n = 0, bad = 0;

	buf_z(&text, "[{\"a\":1},{\"a\":\"");
	memset(buf_room(&text, (size_t)100 << 20), 'x', (size_t)100 << 20);
	text.len += (size_t)100 << 20;
	buf_z(&text, "\"},{\"a\":2}]");
	in = jsondoc_open(io_in_memory("test", buf_view(&text)), "", false,
	    &d);
	CHECK_INT(rows_open(&r, in, &o, &f), STATUS_OK);
	while (rows_next(r, &b) == 1)
		for (i = 0; i < b.n; i++) {
			n++;
			if (b.row[i].bad == NULL)
				continue;
			bad++;
			CHECK_INT(b.row[i].line, 2);
			CHECK_STR(str_z(b.row[i].bad->reason),
			    "record longer than 64 MiB");
		}
	CHECK_INT(n, 3);
	CHECK_INT(bad, 1);
	rows_close(r);
	io_in_close(in);
	buf_free(&text);
}

/* Brackets without end: one bad record, the next is there. */
static void
deep(void)
{
	struct buf text = { 0 }, out = { 0 }, wrong = { 0 };
	size_t i, n = 1000000;

	buf_z(&text, "[{\"a\":");
	for (i = 0; i < n; i++)
		buf_byte(&text, '[');
	for (i = 0; i < n; i++)
		buf_byte(&text, ']');
	buf_z(&text, "},{\"b\":1}]");
	lines(buf_view(&text), "", 65536, &out, &wrong);
	CHECK_INT(out.len, 2 * n + 7 + 8);
	CHECK_STR(buf_view(&wrong), "");
	buf_free(&text);
	buf_free(&out);
	buf_free(&wrong);
}

static void
looks(void)
{
	static const struct {
		const char	*text;
		int		 form;
		bool		 one_line;
	} t[] = {
		{ "", JSONDOC_NONE, false },
		{ "a,b\n1,2\n", JSONDOC_NONE, false },
		{ "window,b\n", JSONDOC_NONE, false },
		{ "  [1]", JSONDOC_ARRAY, false },
		{ "window.YTD.like.part0 = [ ]", JSONDOC_ARRAY, false },
		{ "{\"a\":1}\n{\"a\":2}\n", JSONDOC_NONE, false },
		{ "{\"a\":1}\nrubbish", JSONDOC_NONE, false },
		{ "{\"a\":1", JSONDOC_OBJECT, true },
		{ "{\"a\":1}\n\n", JSONDOC_OBJECT, true },
		{ "{\n\"a\":1}\n", JSONDOC_OBJECT, false },
		{ "{\n\"a\":1}\n{\n\"a\":2}", JSONDOC_OBJECTS, false },
		{ "{\"d\":[\n{\"a\":1},\n{}]}", JSONDOC_OBJECT, false },
		/* The first line is broken, and only that one. */
		{ "{\"a\":\n{\"a\":2}\n{\"a\":3}\n", JSONDOC_NONE, false },
		{ "{\"a\":\"x\n{\"a\":2}\n", JSONDOC_NONE, false },
	};
	struct jsondoc_look l;
	struct io_in *in;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		in = io_in_memory("test", str_z(t[i].text));
		CHECK_INT(jsondoc_look(in, &l), 0);
		CHECK_INT(l.form, t[i].form);
		if (l.form == JSONDOC_OBJECT)
			CHECK_INT(l.one_line, t[i].one_line);
		io_in_close(in);
	}
}

static void
arrays(void)
{
	struct jsondoc_array a[3];
	struct arena mem = { 0 };
	size_t n;

	n = jsondoc_arrays(STR("{\"a/b\":[{}],\"s\":[1],\"d\":{\"l\":[ ],"
	    "\"m\":[ {\"x\":[{}]} ,1], \"cut\":\"xx"), &mem, a, 3);
	CHECK_INT(n, 3);
	CHECK_STR(a[0].where, "/a~1b");
	CHECK(a[0].top && !a[0].empty);
	CHECK_STR(a[1].where, "/d/l");
	CHECK(!a[1].top && a[1].empty);
	CHECK_STR(a[2].where, "/d/m");
	arena_free(&mem);
}

/* Dotted names, and nothing changed for whom does not ask for them. */
static void
flat(void)
{
	static const char text[] =
	    "{\"id\":9007199254740993,\"user\":{\"id\":1e2,\"x\":{\"y\":"
	    "\"\\u00e9\"}},\"t\":[\"a\",\"b\"],\"i\":[ {\"n\":1}, {\"n\":2} ]}"
	    "\n{\"id\":1,\"user\":null}\n{\"id\":2,\"user\":{\"id\":5},"
	    "\"user.id\":6}\n";
	static const char *const names[] = { "id", "user", "user.id",
		"user.x", "user.x.y", "t", "i", "i.0.n", "i.1.n", "user.id" };
	static const char *const want[] = { "9007199254740993",
		"{\"id\":1e2,\"x\":{\"y\":\"\\u00e9\"}}", "1e2",
		"{\"y\":\"\\u00e9\"}", "\xc3\xa9", "[\"a\",\"b\"]",
		"[ {\"n\":1}, {\"n\":2} ]", "1", "2" };
	struct rows_opts o = { .format = ROWS_JSONL, .flat = true };
	size_t col[9] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, i, n;
	struct io_in *in = io_in_memory("test", str_z(text));
	const struct str *name;
	uint64_t line, column;
	struct rows *r;
	struct batch b;
	struct fault f;

	CHECK_INT(rows_open(&r, in, &o, &f), STATUS_OK);
	name = rows_header(r, &n);
	CHECK_INT(n, 9);
	for (i = 0; i < 9; i++)
		CHECK_STR(name[i], names[i]);
	rows_bind(r, col, 9);
	CHECK_INT(rows_next(r, &b), 1);
	CHECK_INT(b.n, 3);
	for (i = 0; i < 9 && b.row[0].bad == NULL; i++)
		CHECK_STR(b.row[0].cell[i], want[i]);
	rows_locate(r, &b.row[0], 4, &line, &column);
	CHECK_INT(column, strstr(text, "\"\\u00e9") - text + 1);
	CHECK(b.row[1].bad == NULL && b.row[1].cell[2].len == 0);
	CHECK(b.row[2].bad != NULL);
	rows_close(r);
	io_in_close(in);

	o.flat = false;
	in = io_in_memory("test", str_z(text));
	CHECK_INT(rows_open(&r, in, &o, &f), STATUS_OK);
	(void)rows_header(r, &n);
	CHECK_INT(n, 5);
	rows_close(r);
	io_in_close(in);
}

int
main(void)
{
	RUN(documents);
	RUN(broken_documents);
	RUN(long_record);
	RUN(deep);
	RUN(looks);
	RUN(arrays);
	RUN(flat);
	return UNIT_STATUS();
}
