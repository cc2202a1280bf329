/* From booked rows to the output of crm-rfm. */
#include "rfmrun.h"

static void
write_cuts(const struct rfm_table *t, const char *path)
{
	struct io_out *out = io_out_open(path);

	rfmcuts_write(t->cuts, out);
	io_out_close(out, true);
}

static void
write_output(const struct rfm_table *t, const struct booking *b,
    const struct rfm_request *r)
{
	struct io_out *out = io_out_open(r->output);

	switch (r->show) {
	case RFM_TABLE:
		rfm_table_write(t, booking_currency(b), out, r->format);
		break;
	case RFM_HOLDOUT:
		clv_table_holdout(t->clv, out);
		break;
	}
	io_out_close(out, true);
}

enum status
rfm_run(struct booking *b, const struct rfm_request *r, struct buf *err)
{
	struct rfm_table_opts to = r->table;
	int32_t as_of = booking_as_of(b);
	struct clv_table clv = { 0 };
	enum status st = STATUS_OK;
	struct rfm_table t;

	ledger_as_of(b->ledger, as_of);
	if (!purchases_finish(&b->purchases, as_of)) {
		buf_z(err, "the amounts of one customer or order add up to "
		    "more than 922337203685477.5807");
		return STATUS_DATA;
	}
	if (r->clv) {
		st = clv_table_make(&clv, &r->model, &b->purchases, b->ledger,
		    err);
		to.clv = &clv;
	}
	if (st != STATUS_OK)
		return st;
	rfm_table(&t, &b->purchases, &to);
	rfm_table_note(&t, &to, b->ledger);
	if (b->sale.rounded > 0)
		ledger_count(b->ledger, "amounts rounded", b->sale.rounded);
	if (r->cuts_out != NULL)
		write_cuts(&t, r->cuts_out);
	write_output(&t, b, r);
	rfm_table_free(&t);
	clv_table_close(&clv);
	return st;
}
