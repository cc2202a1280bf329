/* Lifetime value as a program's options ask for it. */
#include <string.h>

#include "clvtable.h"
#include "decimal.h"

bool
clv_request_any(const struct clv_request *r)
{
	return r->model != 0 || r->unit != 0 || r->cal_end != DAY_NONE ||
	    r->horizon != NULL || r->rate != NULL || r->params != NULL ||
	    r->params_out != NULL;
}

/*
 * "0.0025" or NULL, from 0 to below 1: a rate of a day has more decimals than
 * money. Up to 15 of them, so that digits and power are exact doubles.
 */
static bool
parse_rate(const char *rate, double *v)
{
	struct decimal d;
	double unit = 1;

	*v = 0;
	if (rate == NULL)
		return true;
	if (strchr(rate, ',') != NULL || !decimal_parse(str_z(rate), &d) ||
	    d.negative || d.scale > 15)
		return false;
	for (; d.scale > 0; d.scale--)
		unit *= 10;
	*v = (double)d.digits / unit;
	return *v < 1;
}

/*
 * --horizon ("52w", "365d", a number of units, or NULL) and --discount-rate by
 * the unit of o. False with a line in err.
 */
static bool
parse_opts(struct clv_opts *o, const char *horizon, const char *rate,
    struct buf *err)
{
	struct str s = str_z(horizon == NULL ? "52w" : horizon);
	char last = s.len > 0 ? s.p[s.len - 1] : '\0';
	int64_t n, days = last == 'w' ? 7 : last == 'd' ? 1 : o->unit;

	if (last == 'w' || last == 'd')
		s.len--;
	if (num_parse_int(s, &n) != NUM_OK || n < 1 || n > 36500) {
		buf_z(err, "--horizon: \"");
		diag_escape(err, str_z(horizon), 60);
		buf_z(err, "\" is not a time such as 52w or 365d");
	} else if (n * days % o->unit != 0)
		buf_printf(err, "--horizon: %lld days are no whole weeks "
		    "(--unit=day?)", (long long)n);
	else
		o->horizon = n * days / o->unit;
	if (!parse_rate(rate, &o->discount)) {
		buf_z(err, err->len > 0 ? "\n" : "");
		buf_z(err, "--discount-rate: \"");
		diag_escape(err, str_z(rate), 60);
		buf_z(err, "\" is not a rate from 0 to below 1 with up to "
		    "15 decimals");
	}
	return err->len == 0;
}

enum status
clv_request_parse(const struct clv_request *r, struct clv_opts *o,
    struct buf *err)
{
	*o = (struct clv_opts){ .model = (enum clv_model)r->model,
	    .unit = r->unit == 0 ? 7 : 1, .cal_end = r->cal_end };
	if (r->params != NULL && r->params_out != NULL)
		buf_z(err, "only one of --params and --params-out");
	else if (parse_opts(o, r->horizon, r->rate, err))
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
