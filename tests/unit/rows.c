/*
 * The rows of a file are the same however its bytes arrive: at once, or 1, 2,
 * 3, 63, 64, 65 bytes at a read; and the limits of design.md hold.
 */
#include <stdlib.h>

#include "mem.h"
#include "rows.h"
#include "unit.h"

static ssize_t
drip_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	const size_t *piece = ctx;

	return io_in_read(below, p, *piece > 0 && *piece < n ? *piece : n);
}

static void
drip_close(void *ctx)
{
	(void)ctx;
}

static struct io_in *
drip(struct str file, size_t *piece)
{
	return io_in_filter(io_in_memory("test", file), piece, drip_read,
	    drip_close);
}

/* A length and the bytes, so that no text can pass for two. */
static void
put(struct buf *b, struct str s)
{
	buf_printf(b, "%zu:", s.len);
	buf_str(b, s);
}

static void
put_fault(struct buf *b, const struct fault *f)
{
	buf_printf(b, " BAD %llu %llu %s (%s)", (unsigned long long)f->line,
	    (unsigned long long)f->column, f->reason, f->detail);
	put(b, f->field);
}

static void
put_row(struct buf *b, const struct rows *r, const struct row *row)
{
	uint64_t line, column;
	size_t i;

	buf_printf(b, "%llu ", (unsigned long long)row->line);
	put(b, row->raw);
	if (row->bad != NULL)
		put_fault(b, row->bad);
	for (i = 0; row->bad == NULL && i < row->ncell; i++) {
		rows_locate(r, row, i, &line, &column);
		buf_printf(b, " %llu.%llu ", (unsigned long long)line,
		    (unsigned long long)column);
		put(b, row->cell[i]);
	}
	buf_byte(b, '\n');
}

/* Everything that can be seen of a file, as text. */
static void
describe(struct buf *b, struct str file, size_t piece,
    const struct rows_opts *o)
{
	struct io_in *in = drip(file, &piece);
	const struct str *name;
	struct fault f;
	struct rows *r;
	struct batch batch;
	size_t i, n, *col;

	b->len = 0;
	if (rows_open(&r, in, o, &f) != STATUS_OK) {
		put_fault(b, &f);
		io_in_close(in);
		return;
	}
	name = rows_header(r, &n);
	col = mem_array(n + 1, sizeof(*col));
	for (i = 0; i < n; i++) {
		put(b, name[i]);
		col[i] = n - 1 - i;
	}
	col[n] = SIZE_MAX;
	if (!o->raw)
		rows_bind(r, col, n + 1);
	while (rows_next(r, &batch) == 1) {
		CHECK(batch.n > 0 && batch.n <= ROWS_BATCH);
		for (i = 0; i < batch.n; i++)
			put_row(b, r, &batch.row[i]);
	}
	free(col);
	rows_close(r);
	io_in_close(in);
}

static void
same_in_pieces(struct str file, const struct rows_opts *o)
{
	static const size_t pieces[] = { 1, 2, 3, 63, 64, 65, 1000 };
	struct buf whole = { 0 }, b = { 0 };
	size_t i;

	describe(&whole, file, 0, o);
	for (i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		describe(&b, file, pieces[i], o);
		CHECK(str_eq(buf_view(&b), buf_view(&whole)));
	}
	buf_free(&whole);
	buf_free(&b);
}

static uint64_t state = 1;

static size_t
below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % n);
}

static void
csv_in_pieces(void)
{
	static const char *const cell[] = { "a", "", "\"b,c\"", "\"d\n\ne\"",
	    "\"f\"\"g\"", "h\"i", "\"j\"k", "\xc3\xa9", "\"\xe4\xb8\xad\n\"",
	    "\xff", "l\rm", "\"n\r\n\"", "\"\"", "a long cell of this row",
	    "1234567.89", "\"" };
	static const char *const end[] = { ",", ",", ",", "\n", "\r\n" };
	struct rows_opts o = { .format = ROWS_CSV };
	struct buf file = { 0 };
	int i, k;

	for (i = 0; i < 60; i++) {
		file.len = 0;
		buf_z(&file, i % 3 == 0 ? "\xef\xbb\xbfx,\"y\nz\",w\n" :
		    "x,y,z\r\n");
		for (k = 0; k < 250; k++) {
			buf_z(&file, cell[below(i < 30 ? 16 : 12)]);
			buf_z(&file, k % 3 < 2 && i > 10 ? "," :
			    end[below(5)]);
		}
		o.raw = i % 4 == 1;
		same_in_pieces(buf_view(&file), &o);
	}
	/* More than a batch, and than a window of separators. */
	file.len = 0;
	for (i = 0; i < 3000; i++)
		buf_printf(&file, "a%d,\"q\"\"%d\",%s\n", i, i,
		    i % 500 == 7 ? "x\"y" : "z");
	o.raw = false;
	same_in_pieces(buf_view(&file), &o);
	buf_free(&file);
}

static void
json_in_pieces(void)
{
	static const char *const line[] = { "{\"a\":1,\"b\":\"x\"}\n",
	    "{\"b\":\"\\u00e9\\n\",\"a\":-1.50e3}\r\n", "\n", "  \n",
	    "{\"a\":[1,{\"b\":2}],\"c\":null}\n", "{\"a\":1,\"a\":2}\n",
	    "{\"a\":01}\n", "[1]\n", "{\"a\":\"\xff\"}\n", "{}\n",
	    " {\"d\":true , \"a\" : \"\xe4\xb8\xad\"} \n", "{\"a\":\"x\n" };
	struct rows_opts o = { .format = ROWS_JSONL };
	struct buf file = { 0 };
	int i, k;

	for (i = 0; i < 20; i++) {
		file.len = 0;
		for (k = 0; k < 100; k++)
			buf_z(&file, line[below(12)]);
		if (i % 2 == 0)
			buf_z(&file, "{\"a\":\"the last\"}");
		same_in_pieces(buf_view(&file), &o);
	}
	buf_free(&file);
}

static void
text_in_pieces(void)
{
	static const char *const line[] = { "one text, with \"quotes\"\n", "\n",
	    "\r\n", " {\"a\":1}\r\n", "\xe4\xb8\xad\xe6\x96\x87\n",
	    "\xff\n", "a\rb\n" };
	struct rows_opts o = { .format = ROWS_TEXT };
	struct buf file = { 0 };
	int i, k;

	for (i = 0; i < 20; i++) {
		file.len = 0;
		for (k = 0; k < 200; k++)
			buf_z(&file, line[below(7)]);
		if (i % 2 == 0)
			buf_z(&file, "the last");
		same_in_pieces(buf_view(&file), &o);
	}
	file.len = 0;
	buf_put(&file, "a\0b\nc\n", 6);
	same_in_pieces(buf_view(&file), &o);
	buf_free(&file);
}

/* A reader that must not be asked for more than one line in advance. */
static ssize_t
line_read(void *ctx, struct io_in *below_it, void *p, size_t n)
{
	int *lines = ctx;
	ssize_t got;
	size_t i = 0;

	for (; i < n; i++) {
		got = io_in_read(below_it, (char *)p + i, 1);
		if (got != 1 || ((char *)p)[i] == '\n')
			break;
	}
	++*lines;
	return got < 0 ? got : (ssize_t)(i + (got == 1));
}

/* With expect a record is there as soon as it was read, and no key is lost. */
static void
expected_columns(void)
{
	static const char file[] = "{\"b\":1,\"x\":2}\n"
	    "{\"x\":3,\"y\":4,\"y\":5}\n{\"a\":6,\"z\":7}\n";
	const struct str name[] = { STR("a"), STR("b") };
	const size_t col[] = { 0, 1 };
	struct rows_opts o = { .format = ROWS_JSONL, .expect = name,
	    .nexpect = 2 };
	int lines = 0;
	struct io_in *in = io_in_filter(io_in_memory("test", str_z(file)),
	    &lines, line_read, NULL);
	struct rows *r;
	struct fault f;
	struct batch b;
	size_t n;

	CHECK(rows_open(&r, in, &o, &f) == STATUS_OK);
	rows_header(r, &n);
	CHECK_INT(n, 2);
	rows_bind(r, col, 2);
	CHECK(rows_next(r, &b) == 1);
	CHECK_INT(lines, 1);
	CHECK_INT(b.n, 1);
	CHECK_STR(b.row[0].cell[1], "1");
	CHECK_INT(b.row[0].nextra, 0);
	CHECK_STR(rows_header(r, &n)[2], "x");
	CHECK_INT(n, 3);
	CHECK(rows_next(r, &b) == 1);
	CHECK(b.row[0].bad != NULL);
	CHECK_STR(str_z(b.row[0].bad->reason), "the same key twice");
	CHECK(rows_next(r, &b) == 1);
	CHECK_STR(b.row[0].cell[0], "6");
	rows_header(r, &n);
	CHECK_INT(n, 5);
	CHECK(rows_next(r, &b) == 0);
	rows_close(r);
	io_in_close(in);
}

/* A key that the first 1,000 records lack. */
static void
extra_keys(void)
{
	struct rows_opts o = { .format = ROWS_JSONL };
	struct buf file = { 0 };
	struct io_in *in;
	struct rows *r;
	struct fault f;
	struct batch b;
	size_t i, rows = 0, extra = 0, col = 0;

	for (i = 0; i < 1000; i++)
		buf_z(&file, "{\"a\":1}\n");
	buf_z(&file, "{\"c\":1,\"a\":2,\"b\":3}\n");
	in = io_in_memory("test", buf_view(&file));
	CHECK(rows_open(&r, in, &o, &f) == STATUS_OK);
	rows_bind(r, &col, 1);
	for (; rows_next(r, &b) == 1; rows += b.n)
		for (i = 0; i < b.n; i++)
			if (b.row[i].nextra > 0) {
				extra++;
				CHECK_INT(b.row[i].line, 1001);
				CHECK_INT(b.row[i].nextra, 2);
				CHECK_STR(b.row[i].extra[0], "b");
				CHECK_STR(b.row[i].cell[0], "2");
			}
	CHECK_INT(rows, 1001);
	CHECK_INT(extra, 1);
	rows_close(r);
	io_in_close(in);
	buf_free(&file);
}

static uint64_t
number(const char *p, size_t n)
{
	uint64_t v = 0;

	for (; n > 0; n--)
		v = v * 10 + (uint64_t)(*p++ - '0');
	return v;
}

/* Many windows; and a table that is closed before its end. */
static void
windows(void)
{
	struct rows_opts o = { .format = ROWS_CSV };
	size_t col[] = { 1, SIZE_MAX, 0 }, i, at = 0;
	struct buf file = { 0 };
	struct io_in *in;
	struct rows *r;
	struct batch b;
	struct fault f;
	uint64_t sum = 0;
	int round;

	buf_z(&file, "n,text\n");
	for (i = 0; i < 400000; i++)
		buf_printf(&file, "%zu,\"t\"\"%zu\"\n", i, i * 7);
	for (round = 0; round < 2; round++) {
		in = io_in_memory("big", buf_view(&file));
		CHECK(rows_open(&r, in, &o, &f) == STATUS_OK);
		rows_bind(r, col, 3);
		at = 0;
		while (rows_next(r, &b) == 1 && (round == 0 || at < 5000)) {
			for (i = 0; i < b.n; i++, at++) {
				struct str s = b.row[i].cell[0];

				CHECK(b.row[i].line == at + 2 && s.len > 2 &&
				    b.row[i].cell[1].len == 0);
				sum += number(s.p + 2, s.len - 2);
			}
		}
		CHECK(round == 1 || at == 400000);
		CHECK(round == 1 || sum == (uint64_t)7 * 399999 * 200000);
		rows_close(r);
		io_in_close(in);
	}
	buf_free(&file);
}

/* Line and column of cells behind quoted line ends. */
static void
places(void)
{
	struct rows_opts o = { .format = ROWS_AUTO };
	struct buf b = { 0 };

	describe(&b, STR("a,b,c\n\n1,\"x\ny\r\nz\",3\n\"p\"\"q\n\",r\"s,\n"), 0,
	    &o);
	CHECK_STR(buf_view(&b), "1:a1:b1:c"
	    "3 12:1,\"x\ny\r\nz\",3 5.4 1:3 3.3 6:x\ny\r\nz 3.1 1:1 3.0 0:\n"
	    "6 12:\"p\"\"q\n\",r\"s, 7.7 0: 7.3 3:r\"s 6.1 4:p\"q\n 6.0 0:\n");
	describe(&b, STR("a,b\n1,2\n\n\"3\n4\",5,6\n7\n"), 0, &o);
	CHECK_STR(buf_view(&b), "1:a1:b2 3:1,2 2.3 1:2 2.1 1:1 2.0 0:\n"
	    "4 9:\"3\n4\",5,6 BAD 5 6 too many fields (3, the header has 2)"
	    "0:\n6 1:7 BAD 6 2 too few fields (1, the header has 2)0:\n");
	describe(&b, STR("{\"a\":1}\n\n{ \"b\" : \"x\" , \"a\":2}"), 0, &o);
	CHECK_STR(buf_view(&b), "1:a1:b1 7:{\"a\":1} 1.1 0: 1.6 1:1 1.0 0:\n"
	    "3 20:{ \"b\" : \"x\" , \"a\":2} 3.9 1:x 3.19 1:2 3.0 0:\n");
	buf_free(&b);
}

/*
 * Lines of which each opens a quote that the next one closes and opens again:
 * the same rows as when each is looked at alone, and at once.
 */
static void
quotes_in_vain(void)
{
	struct rows_opts o = { .format = ROWS_CSV, .raw = true };
	struct buf file = { 0 }, b = { 0 };
	int i, n;

	for (i = 0; i < 50000; i++)
		buf_z(&file, "x\",y,\"\n");
	describe(&b, buf_view(&file), 0, &o);
	CHECK(str_starts(buf_view(&b), STR("1 6:x\",y,\" BAD 50000 6 "
	    "quote never closed ()0:\n2 6:")));
	buf_z(&file, "\"z\",\"b\"c\nlast\n");
	describe(&b, buf_view(&file), 0, &o);
	CHECK(str_starts(buf_view(&b), STR("1 6:x\",y,\" BAD 50000 6 "
	    "text after a closing quote ()0:\n2 6:")));
	for (i = 0, n = 0; i < (int)b.len; i++)
		n += b.p[i] == '\n';
	CHECK_INT(n, 50002);
	/* A quote of its own line, and one that closes in the end. */
	file.len = 0;
	buf_z(&file, "a\"b,\"c\nd,\"e\"\"\nf\"\ng,\"h\ni\nk\"l\n");
	for (i = 0; i < 3; i++)
		same_in_pieces(buf_view(&file), &o);
	buf_free(&file);
	buf_free(&b);
}

/* ASCII far behind a character that is not. */
static void
long_rows(void)
{
	struct rows_opts o = { .format = ROWS_CSV };
	struct buf file = { 0 };
	int i;

	buf_z(&file, "a,b\n\xc3\xa9,");
	for (i = 0; i < 100000; i++)
		buf_byte(&file, 'x');
	buf_z(&file, "\nyy,\xc3\xa9\n");
	for (i = 0; i < 100000; i++)
		buf_byte(&file, 'x');
	buf_z(&file, "\xc3,1\n");
	same_in_pieces(buf_view(&file), &o);
	buf_free(&file);
}

static void
fill(struct buf *b, const char *text, size_t len)
{
	size_t n = strlen(text), done;
	char *p = buf_room(b, len);

	/* Twice as much with each copy. */
	len -= len % n;
	memcpy(p, text, len < n ? len : n);
	for (done = n; done < len; done *= 2)
		memcpy(p + done, p, len - done < done ? len - done : done);
	b->len += len;
}

/* The rows of a file, as reasons and lines. */
static void
reasons(struct str file, size_t piece, enum rows_format format,
    struct buf *b)
{
	struct rows_opts o = { .format = format };
	struct io_in *in = drip(file, &piece);
	struct batch batch;
	struct fault f;
	struct rows *r;
	size_t i, col = 0;

	b->len = 0;
	if (rows_open(&r, in, &o, &f) != STATUS_OK) {
		buf_printf(b, "%s", f.reason);
		io_in_close(in);
		return;
	}
	rows_bind(r, &col, 1);
	while (rows_next(r, &batch) == 1)
		for (i = 0; i < batch.n; i++) {
			const struct fault *bad = batch.row[i].bad;

			buf_printf(b, "%d", (int)batch.row[i].line);
			if (bad != NULL)
				buf_printf(b, " %s at %d:%d", bad->reason,
				    (int)bad->line, (int)bad->column);
			buf_byte(b, '\n');
		}
	rows_close(r);
	io_in_close(in);
}

static void
check_reasons(const struct buf *file, enum rows_format format,
    const char *want)
{
	struct buf b = { 0 };

	reasons(buf_view(file), 0, format, &b);
	CHECK_STR(buf_view(&b), want);
	reasons(buf_view(file), 1 << 16, format, &b);
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

static void
columns_limit(void)
{
	struct buf file = { 0 };
	int i;

	fill(&file, ",", 16383);
	buf_z(&file, "\n");
	fill(&file, ",", 16384);
	buf_z(&file, "\n\"");
	fill(&file, "\",\"", 3 * 16383);
	buf_z(&file, "\"\nx\"");
	fill(&file, ",", 90000);
	buf_z(&file, "\nx\"y");
	fill(&file, ",", 16383);
	check_reasons(&file, ROWS_CSV, "2 more than 16,384 fields at 2:16385\n"
	    "3\n4 more than 16,384 fields at 4:16387\n5\n");
	file.len = 0;
	fill(&file, ",", 16384);
	check_reasons(&file, ROWS_CSV, "more than 16,384 fields");
	file.len = 0;
	buf_z(&file, "{\"a\":1}\n{");
	for (i = 0; i < 16385; i++)
		buf_printf(&file, "%s\"k%d\":1", i > 0 ? "," : "", i);
	buf_z(&file, "}\n{\"a\":2}");
	check_reasons(&file, ROWS_JSONL,
	    "1\n2 more than 16,384 fields at 2:169125\n3\n");
	buf_free(&file);
}

static bool
sanitized(void)
{
	const char *s = getenv("SANITIZED");

	return s != NULL && strcmp(s, "1") == 0;
}

static void
field_limit(void)
{
	struct buf file = { 0 };
	size_t at;

	if (sanitized())
		return;
	buf_z(&file, "a,b\n1,");
	fill(&file, "x", ROWS_FIELD_MAX);
	buf_z(&file, "\n2,y");
	fill(&file, "x", ROWS_FIELD_MAX);
	buf_z(&file, "\nz\"z,\"");
	fill(&file, "\n", ROWS_FIELD_MAX);
	buf_z(&file, "\"\n5,x\n");
	check_reasons(&file, ROWS_CSV, "2\n3 field longer than 16 MiB at 3:3\n"
	    "4 field longer than 16 MiB at 4:5\n16777221\n");
	file.len = 0;
	buf_z(&file, "{\"a\":\"");
	fill(&file, "x", ROWS_FIELD_MAX);
	buf_z(&file, "\"}\n{\"a\":\"y");
	at = file.len;
	fill(&file, "x", ROWS_FIELD_MAX);
	buf_z(&file, "\"}\n");
	CHECK(at > ROWS_FIELD_MAX);
	check_reasons(&file, ROWS_JSONL,
	    "1\n2 field longer than 16 MiB at 2:6\n");
	buf_free(&file);
}

static void
record_limit(void)
{
	static const char many[] = "12345678901234567890123456789012345678901"
	    "234567890123456789012,";
	struct buf file = { 0 };

	if (sanitized())
		return;
	/* Regular and longer; a quote open past the limit; not ended. */
	buf_z(&file, "a\n");
	fill(&file, many, ROWS_RECORD_MAX + 64);
	buf_z(&file, "\n1\n\"");
	fill(&file, "x\n", 10);
	fill(&file, many, ROWS_RECORD_MAX);
	buf_z(&file, "\"\n2\n");
	fill(&file, "y", ROWS_RECORD_MAX + 1);
	check_reasons(&file, ROWS_CSV,
	    "2 record longer than 64 MiB at 2:1\n3\n"
	    "4 quote not closed within 64 MiB at 4:1\n5\n6\n7\n8\n"
	    "9 quote not closed within 64 MiB at 9:67108861\n10\n"
	    "11 record longer than 64 MiB at 11:1\n");
	file.len = 0;
	buf_z(&file, "{\"a\":1}\n");
	fill(&file, many, ROWS_RECORD_MAX + 64);
	buf_z(&file, "\n{\"a\":1}\n");
	fill(&file, "\xc3\xa9", ROWS_RECORD_MAX + 2);
	check_reasons(&file, ROWS_JSONL,
	    "1\n2 record longer than 64 MiB at 2:0\n3\n"
	    "4 record longer than 64 MiB at 4:0\n");
	buf_free(&file);
}

/* The same at the limit: no line costs a walk over the 64 MiB behind it. */
static void
quotes_past_the_limit(void)
{
	struct rows_opts o = { .format = ROWS_CSV, .raw = true };
	struct buf file = { 0 };
	struct io_in *in;
	struct batch b;
	struct fault f;
	struct rows *r;
	size_t i, phase, good = 0, rows = 0;

	if (sanitized())
		return;
	for (phase = 0; phase < 2; phase++) {
		file.len = 0;
		while (file.len < ROWS_RECORD_MAX + 300 * 20006) {
			buf_z(&file, "x\",");
			fill(&file, "y", 20000);
			buf_z(&file, ",\"\n");
		}
		buf_z(&file, "z\",");
		fill(&file, "w", 2 * phase);
		in = io_in_memory("test", buf_view(&file));
		CHECK_INT(rows_open(&r, in, &o, &f), STATUS_OK);
		for (rows = good = 0; rows < 1000 && rows_next(r, &b) == 1;
		    rows += b.n)
			for (i = 0; i < b.n; i++)
				good += b.row[i].bad == NULL;
		/* From the first line that is near enough, all is one row. */
		CHECK(rows > 290 && rows < 310);
		CHECK_INT(good, 1);
		rows_close(r);
		io_in_close(in);
	}
	buf_free(&file);
}

int
main(void)
{
	RUN(csv_in_pieces);
	RUN(json_in_pieces);
	RUN(text_in_pieces);
	RUN(expected_columns);
	RUN(extra_keys);
	RUN(windows);
	RUN(places);
	RUN(quotes_in_vain);
	RUN(long_rows);
	RUN(columns_limit);
	RUN(field_limit);
	RUN(record_limit);
	RUN(quotes_past_the_limit);
	return UNIT_STATUS();
}
