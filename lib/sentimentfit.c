/* Labelled tables in, for --train and --eval; and the training. */
#include <string.h>

#include "learn.h"
#include "num.h"
#include "sentimentfitin.h"

const struct rec_col sentiment_labelled[FIT_NEED] = {
	{ "label", false }, { "text", true }, { "alert", false },
	{ "weight", false }
};

/* "shop_book" of "data/shop_book.train.csv": the domain of its rows. */
static void
put_domain(struct buf *b, const char *name)
{
	const char *slash = strrchr(name, '/');
	struct str s = str_z(slash != NULL ? slash + 1 : name), part = s;

	if (str_split(&s, '.', &part) && part.len > 0)
		buf_str(b, part);
	else
		buf_z(b, name);
	buf_byte(b, '\0');
}

/* What only training reads of a row; NULL, or why its weight is none. */
static const char *
take_more(const struct row *row, struct labels *says)
{
	says->alarm = answer_parse(row->cell[FIT_ALERT]);
	return learn_weight(row->cell[FIT_WEIGHT], &says->weight);
}

static void
take_row(struct sentiment_fit *fit, const struct fit_sink *to,
    const struct rows *rows, const struct row *row)
{
	struct labels says;
	const char *why;

	if (row->bad != NULL) {
		fit->stop = !ledger_reject(fit->ledger, row->bad, row->raw);
		return;
	}
	says = (struct labels){ label_parse(row->cell[FIT_LABEL]),
	    ANSWER_NONE, 1 };
	why = to->train ? take_more(row, &says) : NULL;
	if (says.label == LABEL_BAD) {
		fit->stop = !ledger_reject_cell(fit->ledger, rows, row,
		    FIT_LABEL, "label", "not a label");
	} else if (says.alarm == ANSWER_BAD) {
		fit->stop = !ledger_reject_cell(fit->ledger, rows, row,
		    FIT_ALERT, "alert", "neither yes nor no");
	} else if (why != NULL) {
		fit->stop = !ledger_reject_cell(fit->ledger, rows, row,
		    FIT_WEIGHT, "weight", why);
	} else if (says.label == LABEL_NONE && says.alarm == ANSWER_NONE) {
		ledger_filtered(fit->ledger, "no label", 1);
	} else if (str_trim(row->cell[FIT_TEXT]).len == 0) {
		ledger_filtered(fit->ledger, "no text", 1);
	} else {
		ledger_used(fit->ledger, 1);
		symbols_scan(to->symbols, row->cell[FIT_TEXT]);
		to->row(to->ctx, to->symbols, says);
	}
}

/* The columns of an operand: a table without labels may tell of alarms. */
static void
bind(struct sentiment_fit *fit, const struct fit_sink *to, struct input *in,
    size_t col[FIT_NEED])
{
	struct rec_col need[FIT_NEED];
	size_t found[FIT_NEED];
	struct fault f;

	memcpy(need, sentiment_labelled, sizeof(need));
	/* Where even this finds a mistake, input_bind tells of it. */
	need[FIT_LABEL].required = !to->train || (rec_find(in->rows, need,
	    FIT_NEED, fit->alias, found, &f) && found[FIT_ALERT] == SIZE_MAX);
	input_bind(in, need, to->train ? FIT_NEED : FIT_EVAL, fit->alias, col);
}

void
fit_read(struct sentiment_fit *fit, const struct fit_sink *to,
    char *const *path, size_t n)
{
	struct rows_opts ro = { .format = fit->in };
	size_t col[FIT_NEED], i, k;
	struct buf name = { 0 };
	struct input in;
	struct batch b;

	for (i = 0; i < n && !fit->stop; i++) {
		input_open(&in, path[i], &ro, fit->ledger,
		    fit->digest || to->end != NULL);
		bind(fit, to, &in, col);
		name.len = 0;
		put_domain(&name, in.name);
		to->file(to->ctx, name.p);
		while (!fit->stop && input_next(&in, fit->ledger, &b))
			for (k = 0; k < b.n && !fit->stop; k++)
				take_row(fit, to, in.rows, &b.row[k]);
		if (to->end != NULL)
			to->end(to->ctx, io_in_digest_hex(in.in));
		input_close(&in, fit->ledger);
	}
	buf_free(&name);
}

static void
train_file(void *ctx, const char *name)
{
	learn_file(ctx, name);
}

static void
train_row(void *ctx, const struct symbols *s, struct labels says)
{
	learn_add(ctx, s, says);
}

static void
train_end(void *ctx, const char *digest)
{
	learn_digest(ctx, digest);
}

static void
put_held(struct buf *b, const struct learn_held *h)
{
	static const char *const what[2] = { "right with the new model",
	    "right with the base alone" };
	const uint64_t right[2] = { h->right, h->baseright };
	size_t i;

	buf_printf(b, "rows held back: %llu\n", (unsigned long long)h->rows);
	for (i = 0; i < 2 && h->rows > 0; i++) {
		buf_printf(b, "%s: %llu, ", what[i],
		    (unsigned long long)right[i]);
		b->len += num_print_percent((int128)right[i],
		    (int128)h->rows, 1, buf_room(b, NUM_MAX));
		buf_z(b, "%\n");
	}
}

/* The model into its file, and what it was made of to standard output. */
static void
write_model(const struct sentiment_fit *fit, const struct model *m,
    const struct learn_held *held)
{
	struct io_out *out = io_out_open(fit->output);
	struct buf b = { 0 };

	model_write(m, &b);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	b.len = 0;
	buf_str(&b, model_manifest(m));
	if (fit->by->model != NULL)
		put_held(&b, held);
	out = io_out_open(NULL);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	buf_free(&b);
}

enum status
sentiment_train(struct sentiment_fit *fit, char *const *path, size_t n,
    struct buf *err)
{
	struct symbols symbols = { 0 };
	struct fit_sink to = { .file = train_file, .row = train_row,
	    .end = train_end, .symbols = &symbols, .train = true };
	struct learn_options o = { .lexicon = fit->by->lexicon,
	    .base = fit->by->model, .seed = (uint64_t)fit->seed,
	    .threads = fit->thread ? 2 : 1 };
	struct learn *l = learn_new(&o);
	struct learn_held held = { 0 };
	struct model *m = NULL;
	enum status st = STATUS_OK;

	to.ctx = l;
	fit_read(fit, &to, path, n);
	if (!fit->stop)
		st = learn_fit(l, &m, &held, err);
	if (!fit->stop && st == STATUS_OK)
		write_model(fit, m, &held);
	if (m != NULL)
		model_free(m);
	learn_free(l);
	symbols_free(&symbols);
	return st;
}
