/*
 * The figures of a report as rows: CSV, JSON lines, one JSON object, and CSV
 * for spreadsheets.
 */
#include "report.h"
#include "reportdata.h"

/*
 * A spreadsheet runs a cell that begins so as a formula, also one of a name or
 * a comment: an apostrophe makes it text.
 */
static bool
is_formula(struct str s)
{
	return s.len > 0 && s.p[0] != '\0' &&
	    strchr("=+-@\t\r", s.p[0]) != NULL;
}

static void
defuse(struct str *cell, struct arena *text)
{
	size_t i;

	for (i = 0; i < FIG_COLUMNS; i++) {
		if (fig_columns[i].type == TAB_TEXT && is_formula(cell[i]))
			cell[i] = arena_printf(text, "'%.*s",
			    STR_ARG(cell[i]));
	}
}

static void
put_member(struct buf *b, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	json_put(b, str_z(name));
	buf_byte(b, ':');
	json_put(b, value);
	buf_byte(b, ',');
}

static void
json_head(const struct metrics *m, struct io_out *out)
{
	struct buf b = { 0 };

	buf_byte(&b, '{');
	put_member(&b, "program", m->run[m->nrun - 1].program);
	put_member(&b, "version", m->run[m->nrun - 1].version);
	put_member(&b, "as_of", m->as_of);
	put_member(&b, "currency", m->currency);
	buf_z(&b, "\"figures\":[\n");
	io_out_str(out, buf_view(&b));
	buf_free(&b);
}

void
reportdata_write(enum reportdata_form form, const struct figures *fs,
    const struct metrics *m, uint64_t want, int precision, struct io_out *out)
{
	bool csv = form == REPORTDATA_CSV || form == REPORTDATA_EXCEL;
	struct str cell[FIG_COLUMNS];
	struct arena defused = { 0 };
	struct buf text = { 0 };
	bool first = true;
	struct tabout *t;
	size_t i;

	if (form == REPORTDATA_EXCEL)
		io_out_put(out, "\xef\xbb\xbf", 3);
	if (form == REPORTDATA_JSON)
		json_head(m, out);
	t = tab_open(out, csv ? TAB_CSV : TAB_JSONL, fig_columns,
	    FIG_COLUMNS, 0);
	for (i = 0; i < fs->n; i++) {
		if (!report_wants(want, fs->f[i].key.section))
			continue;
		figure_cells(&fs->f[i], precision, &text, cell);
		if (form == REPORTDATA_EXCEL)
			defuse(cell, &defused);
		if (form == REPORTDATA_JSON && !first)
			io_out_put(out, ",", 1);
		tab_row(t, cell);
		first = false;
	}
	tab_close(t);
	if (form == REPORTDATA_JSON)
		io_out_put(out, "]}\n", 3);
	arena_free(&defused);
	buf_free(&text);
}
