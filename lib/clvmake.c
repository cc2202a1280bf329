/* Lifetime value as a program's options ask for it. */
#include "clvtable.h"

bool
clv_request_any(const struct clv_request *r)
{
	return r->model != 0 || r->unit != 0 || r->cal_end != DAY_NONE ||
	    r->horizon != NULL || r->rate != NULL || r->params != NULL ||
	    r->params_out != NULL;
}

enum status
clv_request_parse(const struct clv_request *r, struct clv_opts *o,
    struct buf *err)
{
	*o = (struct clv_opts){ .model = (enum clv_model)r->model,
	    .unit = r->unit == 0 ? 7 : 1, .cal_end = r->cal_end };
	if (r->params != NULL && r->params_out != NULL)
		buf_z(err, "only one of --params and --params-out");
	else if (clv_opts_parse(o, r->horizon, r->rate, err))
		return STATUS_OK;
	return STATUS_USAGE;
}

enum status
clv_table_make(struct clv_table *t, const struct clv_request *r,
    const struct purchases *p, struct ledger *l, struct buf *err)
{
	struct clv_opts o;
	enum status st = clv_request_parse(r, &o, err);
	struct io_out *out;

	if (st != STATUS_OK)
		return st;
	clv_table_open(t, &o, p);
	if (r->params != NULL)
		st = clv_given_load(&t->given, r->params, o.unit, err);
	else
		clv_table_fit(t);
	if (st != STATUS_OK)
		return st;
	clv_table_expect(t);
	clv_table_note(t, l);
	if (r->params_out == NULL || t->given.fit.trouble != NULL)
		return st;
	out = io_out_open(r->params_out);
	clv_given_write(&t->given, out);
	io_out_close(out, true);
	return st;
}
