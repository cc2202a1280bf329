/*
 * Workbooks. The first byte says what the others are: a whole file, or the
 * parts of a workbook with NUL between them (sheet, shared strings, styles,
 * workbook, its relationships), which are packed here, so that the fuzzer need
 * not learn to write zip files. What is read is the same in any pieces, is
 * regular CSV without bad rows, and has a record for each row, in order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "container.h"
#include "rows.h"

#define PARTS	5

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "xlsx.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static void
little(struct buf *b, uint64_t v, size_t n)
{
	for (; n > 0; n--, v >>= 8)
		buf_byte(b, (char)(v & 0xff));
}

/* What a local header and an entry of the directory have in common. */
static void
put_entry(struct buf *b, const char *name, struct str body)
{
	little(b, 0, 8);		/* flags, stored, time */
	little(b, crc32(0, (const Bytef *)body.p, (uInt)body.len), 4);
	little(b, body.len, 4);
	little(b, body.len, 4);
	little(b, strlen(name), 2);
	little(b, 0, 2);
}

static void
pack(struct buf *out, const char *const *name, const struct str *body,
    size_t n)
{
	struct buf dir = { 0 };
	size_t i, at;

	for (i = 0; i < n; i++) {
		at = out->len;
		buf_str(out, STR("PK\x03\x04\x14\0"));
		put_entry(out, name[i], body[i]);
		buf_z(out, name[i]);
		buf_str(out, body[i]);
		buf_str(&dir, STR("PK\x01\x02\x14\0\x14\0"));
		put_entry(&dir, name[i], body[i]);
		little(&dir, 0, 10);	/* comment, disk, attributes */
		little(&dir, at, 4);
		buf_z(&dir, name[i]);
	}
	at = out->len;
	buf_str(out, buf_view(&dir));
	buf_str(out, STR("PK\x05\x06\0\0\0\0"));
	little(out, n, 2);
	little(out, n, 2);
	little(out, dir.len, 4);
	little(out, at, 4);
	little(out, 0, 2);
	buf_free(&dir);
}

static void
pack_parts(struct buf *out, struct str s)
{
	static const char *const name[PARTS] = { "xl/worksheets/sheet1.xml",
	    "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
	    "xl/_rels/workbook.xml.rels" };
	struct str body[PARTS] = { { "", 0 }, { "", 0 }, { "", 0 },
	    STR("<workbook><sheets><sheet name='S' r:id='a'/></sheets>"
	    "</workbook>"),
	    STR("<Relationships><Relationship Id='a' Type='x/worksheet' "
	    "Target='worksheets/sheet1.xml'/><Relationship Id='b' "
	    "Type='x/sharedStrings' Target='sharedStrings.xml'/>"
	    "<Relationship Id='c' Type='x/styles' Target='styles.xml'/>"
	    "</Relationships>") };
	struct str part;
	size_t i;

	for (i = 0; i < PARTS && str_split(&s, '\0', &part); i++)
		if (part.len > 0)
			body[i] = part;
	/* An empty part is no XML: a workbook may do without these two. */
	pack(out, name, body, PARTS);
}

static bool
read_text(struct container *c, size_t i, size_t piece, struct buf *out)
{
	struct io_in *in = container_text(c, i);
	ssize_t got = 0;

	while (out->len < (size_t)4 << 20 &&
	    (got = io_in_read(in, buf_room(out, piece), piece)) > 0)
		out->len += (size_t)got;
	MUST(got >= 0 || strlen(io_in_error(in)) > 0);
	io_in_close(in);
	return got == 0;
}

static void
check_rows(struct str text)
{
	struct rows_opts ro = { .format = ROWS_CSV, .raw = true,
	    .delimiter = ',', .by_record = true };
	struct io_in *in = io_in_memory("text", text);
	uint64_t last = 0;
	struct rows *r;
	struct fault f;
	struct batch b;
	size_t i;

	if (rows_open(&r, in, &ro, &f) == STATUS_OK) {
		while (rows_next(r, &b) == 1)
			for (i = 0; i < b.n; i++) {
				MUST(b.row[i].line > last);
				MUST(b.row[i].line <= 1048576);
				last = b.row[i].line;
				/* _x0000_ stands for a NUL. */
				MUST(b.row[i].bad == NULL ||
				    strcmp(b.row[i].bad->reason,
				    "NUL byte") == 0);
			}
		rows_close(r);
	}
	io_in_close(in);
}

static void
check_table(struct container *c, size_t i)
{
	struct buf whole = { 0 }, pieces = { 0 };
	bool all = read_text(c, i, (size_t)1 << 16, &whole);

	MUST(read_text(c, i, 7, &pieces) == all ||
	    whole.len >= (size_t)4 << 20);
	if (whole.len < (size_t)4 << 20)
		MUST(str_eq(buf_view(&whole), buf_view(&pieces)));
	if (all)
		check_rows(buf_view(&whole));
	buf_free(&whole);
	buf_free(&pieces);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf file = { 0 }, err = { 0 };
	struct container *c = NULL;
	enum status st;
	size_t i;

	if (size < 1 || size > 1 << 16)
		return 0;
	if (data[0] == 'p')
		pack_parts(&file, (struct str){ (const char *)data + 1,
		    size - 1 });
	else
		buf_put(&file, data + 1, size - 1);
	st = container_open(&c, io_in_memory("fuzz", buf_view(&file)), &err);
	MUST(st == STATUS_OK ? err.len == 0 : st == STATUS_DATA ||
	    st == STATUS_IO);
	MUST(st == STATUS_OK || str_starts(buf_view(&err), STR("fuzz: ")));
	if (st == STATUS_OK && container_kind(c) == CONTAINER_XLSX)
		for (i = 0; i < container_tables(c) && i < 3; i++)
			check_table(c, i);
	if (st == STATUS_OK)
		container_close(c);
	buf_free(&file);
	buf_free(&err);
	return 0;
}
