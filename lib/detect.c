/* What was found out about an operand, in words. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "detect.h"

#define ROWS	1000

static const char *
container(const struct intake *t)
{
	switch (t->format) {
	case ROWS_JSONL:
		return "JSON lines";
	case ROWS_AUTO:
	case ROWS_CSV:
	case ROWS_TSV:
		break;
	}
	return t->delimiter == '\t' ? "TSV" : "CSV";
}

static void
put_delimiter(struct buf *out, char c)
{
	switch (c) {
	case ',':
		buf_z(out, "comma");
		break;
	case ';':
		buf_z(out, "semicolon");
		break;
	case '|':
		buf_z(out, "bar");
		break;
	case '\t':
		buf_z(out, "TAB");
		break;
	default:
		buf_byte(out, c);
	}
}

static void
put_zone(struct buf *out, const struct intake *t, const char *assume)
{
	if (t->map->zone_name != NULL)
		buf_printf(out, "%s (of the map)", t->map->zone_name);
	else if (assume != NULL)
		buf_printf(out, "%s (--assume-tz)", assume);
	else
		buf_z(out, "as written in the times");
}

static const char *
encoding(const struct intake *t)
{
	return t->decode != NULL ? decode_name(t->decode) : t->encoding;
}

/* All of it in one line. */
static void
put_line(struct buf *out, const struct intake *t)
{
	buf_printf(out, "%s, %s%s, ", container(t), encoding(t),
	    t->bom ? " with BOM" : "");
	if (t->map == NULL) {
		buf_z(out, "empty");
		return;
	}
	if (t->format != ROWS_JSONL) {
		put_delimiter(out, t->delimiter);
		buf_printf(out, ", header on line %" PRIu64 ", ",
		    t->header.line);
	}
	buf_printf(out, "map %s", t->map->name);
}

void
detect_note(struct ledger *l, const struct intake *t)
{
	struct buf b = { 0 };

	put_line(&b, t);
	ledger_note(l, "%s: %.*s", io_in_name(t->in), STR_ARG(buf_view(&b)));
	if (t->map != NULL && !apply_knows_user(t->apply))
		ledger_note(l, "%s: no column names the customer: user_id "
		    "stays empty", io_in_name(t->in));
	buf_free(&b);
}

/* canonical=header|header: the columns of the table that feed one of ours. */
static void
put_used(struct buf *out, const struct intake *t, enum record_col to)
{
	size_t *column = mem_array(t->header.n + 1, sizeof(*column));
	size_t i, n = apply_sources(t->apply, to, column);

	for (i = 0; i < n; i++) {
		if (i == 0)
			buf_printf(out, "  %s=", record_cols[to].name);
		else
			buf_byte(out, '|');
		diag_escape(out, t->header.name[column[i]], 60);
	}
	if (n > 0)
		buf_byte(out, '\n');
	free(column);
}

static void
put_unused(struct buf *out, const struct intake *t)
{
	const char *sep = "";
	const size_t *col;
	size_t i, k, n;

	buf_z(out, "columns not used: ");
	col = apply_columns(t->apply, &n);
	for (i = 0; i < t->header.n; i++) {
		for (k = 0; k < n && col[k] != i; k++)
			;
		if (k < n)
			continue;
		buf_z(out, sep);
		diag_escape(out, t->header.name[i], 60);
		sep = ", ";
	}
	buf_z(out, sep[0] == '\0' ? "none\n" : "\n");
}

static void
put_block(struct buf *out, const struct intake *t, const char *assume,
    const struct ledger *l)
{
	size_t i;

	buf_z(out, "file: ");
	diag_escape(out, str_z(io_in_name(t->in)), 4096);
	buf_printf(out, "\ncontainer: %s\nencoding: %s%s\n", container(t),
	    encoding(t), t->bom ? " with BOM" : "");
	if (t->map == NULL) {
		buf_z(out, "empty\n");
		return;
	}
	if (t->format != ROWS_JSONL) {
		buf_z(out, "delimiter: ");
		put_delimiter(out, t->delimiter);
		buf_printf(out, "\nheader: line %" PRIu64 "\n",
		    t->header.line);
	}
	buf_printf(out, "map: %s\ncolumns used:\n", t->map->name);
	for (i = 0; i < REC_N; i++)
		put_used(out, t, (enum record_col)i);
	put_unused(out, t);
	buf_z(out, "zone: ");
	put_zone(out, t, assume);
	buf_printf(out, "\nrejected: %" PRIu64 " of the first %" PRIu64
	    " rows\n", ledger_rejected(l), ledger_rows_read(l));
}

static void
no_record(void *ctx, const struct record *r)
{
	(void)ctx;
	(void)r;
}

enum status
detect_operand(struct buf *out, struct intake *t, const struct intake_opts *o,
    const char *assume, struct buf *err)
{
	struct ledger_opts lo = { .quiet = true, .max_rejects = UINT64_MAX };
	struct ingest_opts go = { .write = no_record, .max_rows = ROWS };
	enum status st = intake_resume(t, o, err);
	struct ingest *g;

	if (st != STATUS_OK)
		return st;
	go.ledger = ledger_open(&lo);
	g = ingest_open(&go);
	st = ingest_run(g, t, 0, err);
	ingest_close(g);
	if (st == STATUS_OK)
		put_block(out, t, assume, go.ledger);
	ledger_close(go.ledger, true);
	return st;
}
