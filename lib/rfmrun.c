/* From booked rows to the output of crm-rfm. */
#include <inttypes.h>

#include "bookstate.h"
#include "rfmexplain.h"
#include "rfmrun.h"
#include "rfmsummary.h"
#include "screen.h"

static void
write_cuts(const struct rfm_table *t, const char *path)
{
	struct io_out *out = io_out_open(path);

	rfmcuts_write(t->cuts, out);
	io_out_close(out, true);
}

static void
write_summary(const struct rfm_table *t, struct str currency,
    struct io_out *out, enum tab_format f)
{
	struct figures fs = { 0 };
	char text[DAY_MAX];
	struct str day = { text, day_print(t->p->opt.as_of, text) };

	rfm_summary(&fs, t->p, day, currency);
	rfm_summary_write(&fs, out, f);
	figures_free(&fs);
}

static enum status
write_story(const struct rfm_explain *x, struct io_out *out, struct buf *err)
{
	struct buf text = { 0 };
	const struct face f = { .out = &text,
	    .width = screen_width(0, io_out_is_terminal(out)) };
	enum status st = rfm_explain(x, &f, err);

	io_out_str(out, buf_view(&text));
	buf_free(&text);
	return st;
}

static enum status
write_output(const struct rfm_table *t, struct booking *b,
    const struct rfm_request *r, struct buf *err)
{
	const struct rfm_explain x = { .t = t, .cuts = r->table.cuts,
	    .seg_name = r->table.seg_name, .story = &b->story,
	    .currency = booking_currency(b) };
	struct io_out *out = io_out_open(r->output);
	enum status st = STATUS_OK;

	switch (r->show) {
	case RFM_TABLE:
		rfm_table_write(t, booking_currency(b), out, r->format);
		break;
	case RFM_HOLDOUT:
		clv_table_holdout(t->clv, out, r->format);
		break;
	case RFM_MOVES:
		rfm_moves_write(t->moves, t, out, r->format);
		break;
	case RFM_SUMMARY:
		write_summary(t, booking_currency(b), out, r->format);
		break;
	case RFM_EXPLAIN:
		story_tell(&b->story, t->p);
		st = write_story(&x, out, err);
		break;
	}
	io_out_close(out, st == STATUS_OK);
	return st;
}

static void
count_rounded(const struct booking *b)
{
	uint64_t n = b->sale.rounded + b->given.rounded;

	if (n > 0)
		ledger_count(b->ledger, "amounts rounded", n);
}

/* A table without a customer is told apart from one that lacks them all. */
static void
note_nobody(struct ledger *l)
{
	const char *text, *why = NULL;
	uint64_t n, most = 0;
	size_t i;

	for (i = 0; ledger_entry(l, LEDGER_FILTERED, i, &text, &n); i++) {
		if (n > most) {
			most = n;
			why = text;
		}
	}
	if (why != NULL)
		ledger_warn(l, "no customers: %" PRIu64 " of %" PRIu64
		    " rows filtered: %s", most, ledger_rows_read(l), why);
}

static enum status
run_table(struct booking *b, const struct rfm_request *r, struct buf *err)
{
	struct rfm_table_opts to = r->table;
	int32_t as_of = booking_as_of(b);
	struct clv_table clv = { 0 };
	enum status st = STATUS_OK;
	struct rfm_table t;

	ledger_as_of(b->ledger, as_of);
	if (ledger_rows_used(b->ledger) == 0)
		note_nobody(b->ledger);
	if (as_of == DAY_NONE && b->purchases.customer.n > 0) {
		buf_z(err, "no customer has a last_time, which would be the "
		    "as-of day (--as-of)");
		return STATUS_DATA;
	}
	if (!purchases_finish(&b->purchases, as_of)) {
		buf_z(err, b->purchases.too_many ?
		    "more than 4294967295 orders of one customer" :
		    "the amounts of one customer or order add up to more than "
		    "922337203685477.5807");
		return STATUS_DATA;
	}
	if (r->moves != NULL)
		st = rfm_moves_check(r->moves, as_of, err);
	if (st == STATUS_OK && r->clv) {
		st = clv_table_make(&clv, &r->model, &b->purchases, b->ledger,
		    err);
		to.clv = &clv;
	}
	if (st != STATUS_OK) {
		clv_table_close(&clv);
		return st;
	}
	rfm_table(&t, &b->purchases, &to);
	rfm_table_note(&t, &to, b->ledger);
	count_rounded(b);
	if (r->moves != NULL)
		rfm_moves_match(r->moves, &t, b->ledger);
	st = write_output(&t, b, r, err);
	if (st == STATUS_OK && r->cuts_out != NULL)
		write_cuts(&t, r->cuts_out);
	rfm_table_free(&t);
	clv_table_close(&clv);
	return st;
}

enum status
rfm_run(struct booking *b, const struct rfm_request *r, struct buf *err)
{
	if (b->opt.merge)
		bookstate_settle(b);
	if (!b->opt.partial)
		return run_table(b, r, err);
	count_rounded(b);
	return bookstate_write(b, r->output, err);
}
