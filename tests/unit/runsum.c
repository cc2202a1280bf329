/* Summaries of runs: told from JSON lines, read, and refused. */

#include "../../lib/runsum.h"
#include "unit.h"

#define OK_ROWS "\"rows\":{\"read\":6,\"used\":3,\"filtered\":2,\"rejected\":1}"

static bool
ahead(const char *text)
{
	struct io_in *in = io_in_memory("test", str_z(text));
	bool yes = runsum_ahead(in);
	struct str s;

	/* Looking takes nothing. */
	CHECK(io_in_peek(in, strlen(text), &s) == 0);
	CHECK(str_eq(s, str_z(text)));
	io_in_close(in);
	return yes;
}

static void
told_from_tables(void)
{
	CHECK(ahead("{\"program\":\"p\"," OK_ROWS "}\n"));
	CHECK(ahead("{\"program\":\"p\"," OK_ROWS "}"));
	CHECK(ahead("\xef\xbb\xbf \n{\"program\":\"p\"," OK_ROWS "}\n"));
	CHECK(ahead("{\n \"program\": \"p\",\n " OK_ROWS "\n}\n"));
	/* Broken, but nothing else either: refused when it is read. */
	CHECK(ahead("{\"program\":\"p\",\"rows\":"));
	CHECK(ahead("{\n \"program\": \"p\",\n"));
	CHECK(!ahead(""));
	CHECK(!ahead("user_id,as_of\n"));
	CHECK(!ahead("{\"user_id\":\"a\",\"as_of\":\"2024-05-31\"}\n"));
	CHECK(!ahead("{\"user_id\":\"a\"}\n{\"user_id\":\"b\"}\n"));
	CHECK(!ahead("{\"program\":\"p\",\"rows\":3}\n"));
	/* A table whose first line is broken. */
	CHECK(!ahead("{\"user_id\":\"a\n{\"user_id\":\"b\"}\n"));
	CHECK(!ahead("{\"user_id\":"));
}

/* A first line longer than any first look. */
static void
long_lines(void)
{
	struct buf b = { 0 };
	size_t i;

	buf_z(&b, "{\"program\":\"p\",\"notes\":[\"");
	for (i = 0; i < 100000; i++)
		buf_byte(&b, 'x');
	buf_z(&b, "\"]," OK_ROWS "}\n");
	buf_byte(&b, '\0');
	CHECK(ahead(b.p));
	b.p[1] = '\'';
	CHECK(!ahead(b.p));
	buf_free(&b);
}

static enum status
take(const char *text, struct runsum *rs, struct fault *f)
{
	struct io_in *in = io_in_memory("test", str_z(text));
	enum status st;

	*f = (struct fault){ 0 };
	st = runsum_read(in, rs, f);
	io_in_close(in);
	return st;
}

static void
read_whole(void)
{
	struct runsum rs;
	struct fault f;

	CHECK_INT(take("{\"program\":\"crm-rfm\",\"version\":\"0.1.0\","
	    "\"as_of\":\"2024-05-31\",\"inputs\":[{\"name\":\"a.csv\","
	    "\"rows\":6,\"sha256\":\"00\"}]," OK_ROWS ","
	    "\"filtered\":{\"no customer\":2},"
	    "\"rejected\":{\"not a number\":1},"
	    "\"settings\":{\"bins\":\"4\"},\"counts\":{\"b\":7,\"a\":8},"
	    "\"notes\":[\"one\",\"\\u001b[31m\"],\"new\":[1]}", &rs, &f),
	    STATUS_OK);
	CHECK_STR(rs.program, "crm-rfm");
	CHECK_STR(rs.version, "0.1.0");
	CHECK_INT(rs.as_of, 19874);
	CHECK_INT(rs.read, 6);
	CHECK_INT(rs.used, 3);
	CHECK_INT(rs.filtered, 2);
	CHECK_INT(rs.rejected, 1);
	CHECK_INT(rs.bins, 4);
	CHECK_INT(rs.inputs.n, 1);
	CHECK_STR(rs.inputs.c[0].name, "a.csv");
	CHECK_INT(rs.inputs.c[0].n, 6);
	CHECK_INT(rs.filtered_by.n, 1);
	CHECK_STR(rs.rejected_by.c[0].name, "not a number");
	/* In the order of the file. */
	CHECK_STR(rs.counts.c[0].name, "b");
	CHECK_INT(rs.counts.c[1].n, 8);
	CHECK_INT(rs.nnote, 2);
	CHECK_STR(rs.note[1], "\033[31m");
	runsum_free(&rs);
	CHECK_INT(take("{\"program\":\"p\"," OK_ROWS "}", &rs, &f), STATUS_OK);
	CHECK_INT(rs.bins, 0);
	CHECK(rs.as_of == DAY_NONE);
	runsum_free(&rs);
}

static void
refused(void)
{
	static const struct {
		const char	*text;
		const char	*field;
		const char	*reason;
	} t[] = {
		{ "{\"program\":\"p\",", "", "not a summary: broken JSON" },
		{ "{\"program\":\"p\"," OK_ROWS "} x", "",
		    "not a summary: broken JSON" },
		{ "{\"program\":\"p\",\"program\":\"p\"," OK_ROWS "}", "",
		    "not a summary: broken JSON" },
		{ "{\"program\":\"p\"}", "",
		    "not a summary: no program and rows in it" },
		{ "{\"program\":\"p\",\"rows\":{\"read\":1,\"used\":1}}",
		    "filtered", "not a count" },
		{ "{\"program\":\"p\",\"rows\":{\"read\":-1,\"used\":1,"
		  "\"filtered\":0,\"rejected\":0}}", "read", "not a count" },
		{ "{\"program\":\"p\",\"rows\":{\"read\":2,\"used\":1,"
		  "\"filtered\":0,\"rejected\":0}}", "rows",
		    "read is not used + filtered + rejected" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"as_of\":\"May\"}",
		    "as_of", "not a date" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"filtered\":[]}",
		    "filtered", "not an object" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"counts\":{\"a\":\"1\"}}",
		    "counts", "not a count" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"inputs\":[3]}",
		    "rows", "not a count" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"inputs\":{}}",
		    "inputs", "not a list" },
		{ "{\"program\":\"p\"," OK_ROWS ",\"notes\":[3]}",
		    "notes", "not a text" }
	};
	struct runsum rs;
	struct fault f;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(take(t[i].text, &rs, &f), STATUS_DATA);
		CHECK_STR(f.field, t[i].field);
		CHECK_STR(str_z(f.reason), t[i].reason);
		runsum_free(&rs);
	}
	CHECK_INT(take("{\n \"program\": \"p\",\n \"rows\": ?\n}\n", &rs, &f),
	    STATUS_DATA);
	CHECK_INT(f.line, 3);
	runsum_free(&rs);
}

int
main(void)
{
	RUN(told_from_tables);
	RUN(long_lines);
	RUN(read_whole);
	RUN(refused);
	return UNIT_STATUS();
}
