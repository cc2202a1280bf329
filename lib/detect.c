/* What was found out about an operand, in words. */
#include <inttypes.h>
#include <string.h>

#include "detectin.h"
#include "intakein.h"

#define ROWS	1000

static const char *
detect_container(const struct intake *t)
{
	if (intake_is_sheet(t))
		return "xlsx";
	if (t->document.doc != NULL)
		return "JSON document";
	switch (t->format) {
	case ROWS_JSONL:
		return "JSON lines";
	case ROWS_AUTO:
	case ROWS_CSV:
	case ROWS_TSV:
	case ROWS_TEXT:
		break;
	}
	return t->delimiter == '\t' ? "TSV" : "CSV";
}

static void
detect_delimiter(struct buf *out, char c)
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

static const char *
detect_encoding(const struct intake *t)
{
	return t->decode != NULL ? decode_name(t->decode) :
	    t->encoding != NULL ? t->encoding : "ASCII";
}

/* All of it in one line. */
static void
put_line(struct buf *out, const struct intake *t)
{
	buf_printf(out, "%s, ", detect_container(t));
	if (intake_is_sheet(t)) {
		buf_z(out, "sheet ");
		intake_put_sheet(t, out);
	} else
		buf_printf(out, "%s%s", detect_encoding(t), t->bom ?
		    " with BOM" : "");
	buf_z(out, ", ");
	if (t->map == NULL) {
		buf_z(out, "empty");
		return;
	}
	if (intake_is_sheet(t))
		buf_printf(out, "header in row %" PRIu64 ", ",
		    t->header.line);
	else if (t->format != ROWS_JSONL) {
		detect_delimiter(out, t->delimiter);
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
	if (t->also.len > 0)
		ledger_note(l, "%s: a map fits other sheets too, which are not "
		    "read (see --sheet): %.*s", io_in_name(t->in),
		    STR_ARG(buf_view(&t->also)));
	if (t->map != NULL && !apply_knows_user(t->apply))
		ledger_note(l, "%s: no column names the customer: user_id "
		    "stays empty", io_in_name(t->in));
	buf_free(&b);
}

/* Of a workbook there is nothing to say of encoding and delimiter. */
static void
put_sheet(struct listing *f, const struct intake *t)
{
	struct buf b = { 0 };

	intake_put_sheet(t, &b);
	listing_text(f, "sheet", buf_view(&b));
	if (t->also.len > 0)
		listing_text(f, "other_sheets_that_fit", buf_view(&t->also));
	if (t->map != NULL && t->map->column != NULL)
		listing_z(f, "header", "none: names of the map");
	else if (t->header.n > 0)
		listing_number(f, "header_row", t->header.line);
	buf_free(&b);
}

/* The container, and how its text is to be read. */
static void
put_text(struct listing *f, const struct intake *t)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s%s", detect_container(t), io_in_is_gzip(t->in) ?
	    " in gzip" : "");
	listing_text(f, "container", buf_view(&b));
	if (intake_is_sheet(t)) {
		buf_free(&b);
		put_sheet(f, t);
		return;
	}
	if (t->document.doc != NULL && t->document.where.p != NULL)
		listing_text(f, "rows_at", t->document.where.len > 0 ?
		    t->document.where : STR("the document itself"));
	if (intake_is_sheet(t) && t->rows != NULL)
		listing_text(f, "sheet",
		    container_table(t->box, t->table)->name);
	if (t->also.len > 0)
		listing_text(f, "sheets_a_map_fits_too", buf_view(&t->also));
	b.len = 0;
	buf_printf(&b, "%s%s", detect_encoding(t), t->bom ? " with BOM" : "");
	listing_text(f, "encoding", buf_view(&b));
	b.len = 0;
	if (t->format != ROWS_JSONL && t->rows != NULL &&
	    !intake_is_sheet(t)) {
		detect_delimiter(&b, t->delimiter);
		listing_text(f, "delimiter", buf_view(&b));
	}
	if (t->format != ROWS_JSONL && t->map != NULL &&
	    t->map->column != NULL)
		listing_z(f, "header", "none: names of the map");
	else if (t->tables != NULL && t->tables->listed > 0)
		listing_text(f, "tables", buf_view(&t->tables->list));
	else if (t->format != ROWS_JSONL && t->header.n > 0)
		listing_number(f, "header_line", t->header.line);
	buf_free(&b);
}

static void
put_counts(struct listing *f, const char *key, const struct ledger *l,
    enum ledger_list list)
{
	const char *text;
	uint64_t n, sum = 0;
	size_t i;

	for (i = 0; ledger_entry(l, list, i, &text, &n); i++)
		sum += n;
	listing_counts_open(f, key, sum);
	for (i = 0; ledger_entry(l, list, i, &text, &n); i++)
		listing_count(f, str_z(text), n);
	listing_counts_close(f);
}

static void
put_noticed(struct listing *f, const struct apply_counts *c)
{
	const struct {
		const char	*what;
		uint64_t	 n;
	} count[] = {
		{ "customers behind a placeholder", c->masked },
		{ "ids damaged by a spreadsheet", c->damaged },
		{ "damaged ids that were found elsewhere", c->recovered },
		{ "topics that are no path of four levels", c->topics },
		{ "damaged ids, whole in another column", c->recovered },
		{ "times without a zone", c->unzoned },
		{ "local times that are skipped or twice there", c->odd },
		{ "times that are estimated", c->estimated },
		{ "numbers that are rounded", c->rounded },
		{ "counts that are a lower bound", c->approx },
	};
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < sizeof(count) / sizeof(count[0]); i++)
		sum += count[i].n;
	if (sum == 0)
		return;
	listing_counts_open(f, "noticed", sum);
	for (i = 0; i < sizeof(count) / sizeof(count[0]); i++)
		if (count[i].n > 0)
			listing_count(f, str_z(count[i].what), count[i].n);
	listing_counts_close(f);
}

static void
put_rows(struct listing *f, const struct intake *t, const struct ledger *l)
{
	listing_number(f, "rows_tried", ledger_rows_read(l));
	listing_number(f, "used", ledger_rows_used(l));
	put_counts(f, "filtered", l, LEDGER_FILTERED);
	put_counts(f, "rejected", l, LEDGER_REJECTED);
	put_noticed(f, apply_counts(t->apply));
}

/* Lines of text, as errors are. */
static void
put_lines(struct listing *f, const char *key, struct str text)
{
	struct str line[16], s;
	size_t n = 0, i;

	while (n < 16 && text.len > 0 && str_split(&text, '\n', &s))
		line[n++] = s;
	if (f->json || n == 1) {
		listing_list(f, key, line, n);
		return;
	}
	listing_open(f, key);
	for (i = 0; i < n; i++)
		listing_item(f, NULL, NULL, 0, line[i]);
	listing_close(f);
}

/* The header that no map knows, or that several know. */
static void
put_unknown(struct listing *f, const struct intake *t,
    const struct detect_opts *o)
{
	struct buf tie = { 0 }, near = { 0 };
	const struct map *m = match_choose(o->intake->maps, &t->header, &tie);

	listing_list(f, t->format == ROWS_JSONL ? "keys" : "columns",
	    t->header.name, t->header.n);
	if (m == NULL && tie.len > 0) {
		listing_none(f, "map");
		listing_z(f, "because", "several fit equally well (choose one "
		    "with --map)");
		listing_text(f, "candidates", buf_view(&tie));
	} else if (m == NULL) {
		listing_none(f, "map");
		listing_z(f, "because", o->intake->forced ? "the one asked for "
		    "does not fit" : "none knows this export (--draft-map "
		    "writes one)");
		match_nearest(o->intake->maps, &t->header, &near);
		put_lines(f, "nearest_maps", near.len > 0 ? buf_view(&near) :
		    STR("none is near"));
	}
	buf_free(&tie);
	buf_free(&near);
}

/* Read the first rows: the encoding may only be decided by one of them. */
static enum status
try_rows(struct listing *f, struct intake *t, const struct detect_opts *o,
    struct buf *err)
{
	struct ledger_opts lo = { .quiet = true, .max_rejects = UINT64_MAX };
	struct ingest_opts go = { .max_rows = ROWS, .dedup = o->dedup,
	    .sorted = o->intake->sorted, .keep = o->keep };
	struct ingest *g;
	enum status st;

	go.ledger = ledger_open(&lo);
	g = ingest_open(&go);
	st = ingest_run(g, t, 0, err);
	ingest_close(g);
	put_text(f, t);
	detect_map(f, t, o);
	if (st == STATUS_OK)
		put_rows(f, t, go.ledger);
	ledger_close(go.ledger, st == STATUS_OK);
	return st;
}

enum status
detect_operand(struct buf *out, struct intake *t, const struct detect_opts *o)
{
	struct listing f;
	struct buf err = { 0 };
	enum status st = intake_open(t, o->intake, &err);
	bool unknown = st == STATUS_USAGE && t->rows != NULL &&
	    t->header.n > 0 && t->map == NULL;

	listing_begin(&f, out, o->json);
	listing_z(&f, "file", strcmp(t->path, "-") == 0 ? "stdin" : t->path);
	if (st == STATUS_OK && t->map != NULL)
		st = try_rows(&f, t, o, &err);
	else if (t->in != NULL)
		put_text(&f, t);
	if (st == STATUS_OK && t->map == NULL) {
		listing_none(&f, "map");
		listing_z(&f, "because", "the table is empty");
	} else if (unknown) {
		put_unknown(&f, t, o);
		err.len = 0;
	}
	if (err.len > 0)
		put_lines(&f, "error", buf_view(&err));
	listing_end(&f);
	buf_free(&err);
	return st;
}
