/* --eval: how often the model is right, by file. */
#include <string.h>

#include "num.h"
#include "sentieval.h"
#include "sentimentfitin.h"
#include "table.h"

/* What is printed of eval_figures, in this order. */
enum {
	EV_FILE, EV_ROWS, EV_POLAR, EV_POLARITY, EV_POLARITY_ECE, EV_ACCURACY,
	EV_F1, EV_ECE, EV_CONFUSION, EV_N = EV_CONFUSION + 9
};

static const struct tab_col columns[EV_N] = {
	{ "file", TAB_TEXT }, { "rows", TAB_NUMBER }, { "polar", TAB_NUMBER },
	{ "polarity", TAB_NUMBER }, { "polarity_ece", TAB_NUMBER },
	{ "accuracy", TAB_NUMBER }, { "f1", TAB_NUMBER },
	{ "ece", TAB_NUMBER },
	{ "negative_negative", TAB_NUMBER }, { "negative_neutral", TAB_NUMBER },
	{ "negative_positive", TAB_NUMBER }, { "neutral_negative", TAB_NUMBER },
	{ "neutral_neutral", TAB_NUMBER }, { "neutral_positive", TAB_NUMBER },
	{ "positive_negative", TAB_NUMBER }, { "positive_neutral", TAB_NUMBER },
	{ "positive_positive", TAB_NUMBER }
};

struct evaluation {
	struct judge		*judge;
	struct sentieval	*figures;
	struct arena		 cells;
};

static void
eval_file(void *ctx, const char *name)
{
	struct evaluation *e = ctx;

	sentieval_file(e->figures, name);
}

static void
eval_row(void *ctx, const struct symbols *s, struct labels says)
{
	struct evaluation *e = ctx;
	struct verdict v;

	judge_text(e->judge, s, &v);
	sentieval_add(e->figures, says.label, &v);
}

static struct str
count(struct evaluation *e, uint64_t n)
{
	char *p = arena_alloc(&e->cells, NUM_MAX);

	return (struct str){ p, num_print_int((int64_t)n, p) };
}

/* A share of 1; nothing where none is defined. */
static struct str
share(struct evaluation *e, double v)
{
	char *p = arena_alloc(&e->cells, NUM_MAX);

	return (struct str){ p, v < 0 ? 0 : num_print_real(v, 4, p) };
}

static void
cells_of(struct evaluation *e, const struct eval_figures *f,
    struct str cell[EV_N])
{
	size_t i;

	cell[EV_FILE] = str_z(f->name);
	cell[EV_ROWS] = count(e, f->rows);
	cell[EV_POLAR] = count(e, f->polar);
	cell[EV_POLARITY] = share(e, f->polarity);
	cell[EV_POLARITY_ECE] = share(e, f->polarity_ece);
	cell[EV_ACCURACY] = share(e, f->accuracy);
	cell[EV_F1] = share(e, f->f1);
	cell[EV_ECE] = share(e, f->ece);
	for (i = 0; i < 9; i++)
		cell[EV_CONFUSION + i] = count(e, f->confusion[i / 3][i % 3]);
}

static void
write_data(struct evaluation *e, struct io_out *out, enum tab_format format)
{
	struct tabout *tab = tab_open(out, format, columns, EV_N, 0);
	struct eval_figures f;
	struct str cell[EV_N];
	size_t i;

	for (i = 0; i <= sentieval_files(e->figures); i++) {
		sentieval_figures(e->figures, i, &f);
		cells_of(e, &f, cell);
		tab_row(tab, cell);
	}
	tab_close(tab);
}

static void
tell_figures(struct evaluation *e, const struct face *face)
{
	static const struct table_col col[] = {
		{ .head = "file", .min = 8 }, { .head = "rows", .right = true },
		{ .head = "polarity", .right = true },
		{ .head = "ece", .right = true },
		{ .head = "classes", .right = true },
		{ .head = "accuracy", .right = true },
		{ .head = "f1", .right = true },
		{ .head = "ece", .right = true }
	};
	struct table *t = table_open(col, sizeof(col) / sizeof(col[0]));
	struct eval_figures f;
	struct str cell[EV_N];
	size_t i;

	for (i = 0; i <= sentieval_files(e->figures); i++) {
		sentieval_figures(e->figures, i, &f);
		cells_of(e, &f, cell);
		table_cell(t, cell[EV_FILE]);
		table_cell(t, cell[EV_ROWS]);
		table_cell(t, cell[EV_POLARITY]);
		table_cell(t, cell[EV_POLARITY_ECE]);
		table_cell(t, f.three ? STR("3") : STR("2"));
		table_cell(t, cell[EV_ACCURACY]);
		table_cell(t, cell[EV_F1]);
		table_cell(t, cell[EV_ECE]);
	}
	table_close(t, face);
}

/* Rows by label and by what they were found to be. */
static void
tell_confusion(struct evaluation *e, const struct face *face)
{
	static const struct table_col col[] = {
		{ .head = "file", .min = 8 }, { .head = "labelled" },
		{ .head = "negative", .right = true },
		{ .head = "neutral", .right = true },
		{ .head = "positive", .right = true }
	};
	struct table *t = table_open(col, sizeof(col) / sizeof(col[0]));
	struct eval_figures f;
	struct str cell[EV_N];
	size_t i, k, m;

	for (i = 0; i <= sentieval_files(e->figures); i++) {
		sentieval_figures(e->figures, i, &f);
		cells_of(e, &f, cell);
		for (k = 0; k < 3; k++) {
			if (k == 1 && !f.three)
				continue;
			table_cell(t, cell[EV_FILE]);
			table_cell(t, sentiment_name(
			    (enum sentiment)((int)k - 1)));
			for (m = 0; m < 3; m++)
				table_cell(t, cell[EV_CONFUSION + 3 * k + m]);
		}
	}
	table_close(t, face);
}

static void
tell(struct evaluation *e, struct io_out *out)
{
	struct buf b = { 0 };
	const struct face face = { .out = &b, .width = 80 };

	tell_figures(e, &face);
	face_newline(&face);
	tell_confusion(e, &face);
	io_out_str(out, buf_view(&b));
	buf_free(&b);
}

enum status
sentiment_eval(struct sentiment_fit *fit, char *const *path, size_t n,
    struct buf *err)
{
	struct symbols symbols = { 0 };
	struct evaluation e = { .judge = judge_new(fit->by->model,
	    fit->by->lexicon), .figures = sentieval_new() };
	const struct fit_sink to = { .file = eval_file, .row = eval_row,
	    .symbols = &symbols, .ctx = &e };
	struct io_out *out = io_out_open(fit->output);
	enum status st = STATUS_OK;

	fit_read(fit, &to, path, n);
	if (!fit->stop && ledger_rows_used(fit->ledger) == 0) {
		buf_z(err, "--eval: no row has a label and a text");
		st = STATUS_DATA;
	} else if (fit->people)
		tell(&e, out);
	else
		write_data(&e, out, fit->format);
	io_out_close(out, st == STATUS_OK && !fit->stop);
	sentieval_free(e.figures);
	judge_free(e.judge);
	arena_free(&e.cells);
	symbols_free(&symbols);
	return st;
}
