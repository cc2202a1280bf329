/* What is said about a fit: notes, and the holdout table. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "clvtable.h"
#include "num.h"
#include "tabout.h"

#define GROUPS	8	/* of x: 0 to 6, and more */
#define SMALL_N	30	/* a fit to fewer customers who came back is a guess */

const char *const clv_model_names[] = { "mbgnbd", "bgnbd", "nbd" };
static const char *const param_names[] = { "r", "alpha", "a", "b" };
static const char *const spend_names[] = { "p", "q", "v" };

static struct str
real(double v, char text[NUM_MAX])
{
	return (struct str){ text, num_print_real(v, 6, text) };
}

/* What the edges say; false when there is none. */
static bool
note_edges(const char *const edge[CLV_EDGES], struct ledger *l)
{
	bool any = false;
	size_t i;

	for (i = 0; i < CLV_EDGES; i++) {
		if (edge[i] == NULL)
			continue;
		ledger_warn(l, "%s", edge[i]);
		any = true;
	}
	return any;
}

/* Parameters v that could as well be very different ones. */
static void
note_flat(const char *const *name, const double *v, const double *se, size_t n,
    struct ledger *l)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(se[i] > 0) || se[i] > 2 * v[i])
			ledger_warn(l, "parameter %s is hardly known: "
			    "the likelihood is flat there", name[i]);
}

static void
note_fit(const struct clv_given *g, enum clv_model asked, struct ledger *l)
{
	const struct clv_params *p = &g->fit.params;
	const double v[] = { p->r, p->alpha, p->a, p->b };
	char name[40], text[NUM_MAX];
	size_t i;

	ledger_setting(l, "clv model", str_z(clv_model_names[p->model]));
	for (i = 0; i < clv_count(p->model); i++) {
		snprintf(name, sizeof(name), "clv %s", param_names[i]);
		ledger_setting(l, name, real(v[i], text));
	}
	if (g->read)
		return;
	ledger_setting(l, "clv log_likelihood", real(g->fit.likelihood, text));
	if (g->fit.lost)
		ledger_warn(l, "the search for customers who leave did not "
		    "converge: plain NBD is used (all customers count as "
		    "alive)");
	else if (p->model != asked)
		ledger_warn(l, "dropout not identified: leaving explains the "
		    "orders hardly better than plain NBD, which is used (all "
		    "customers count as alive)");
	if (!note_edges(g->fit.edge, l))
		note_flat(param_names, v, g->fit.se, clv_count(p->model), l);
}

static void
note_spend(const struct clv_given *g, struct ledger *l)
{
	const struct clv_spend *s = &g->spend.spend;
	const double v[] = { s->p, s->q, s->v };
	char name[40], text[NUM_MAX];
	size_t i;

	if (g->spend.trouble != NULL) {
		ledger_warn(l, "no model of spend, so no expected_spend and "
		    "clv: %s", g->spend.trouble);
		return;
	}
	for (i = 0; i < 3; i++) {
		snprintf(name, sizeof(name), "clv %s", spend_names[i]);
		ledger_setting(l, name, real(v[i], text));
	}
	if (!g->read && !note_edges(g->spend.edge, l))
		note_flat(spend_names, v, g->spend.se, 3, l);
	if (s->q <= 1)
		ledger_warn(l, "the model of spend has no mean (q <= 1), so "
		    "no expected_spend and clv");
	if (fabs(g->spend.correlation) > 0.15)
		ledger_warn(l, "orders and their value go together "
		    "(correlation %.2f): the model of spend takes them as "
		    "independent", g->spend.correlation);
}

static void
note_small(const struct clv_table *t, struct ledger *l)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < t->npattern; i++)
		if (t->pattern[i].h.x > 0)
			n += t->pattern[i].h.n;
	if (n < SMALL_N)
		ledger_warn(l, "only %llu of %llu customers have ordered "
		    "again (n < %d): what is expected is hardly more than a "
		    "guess", (unsigned long long)n,
		    (unsigned long long)t->given.customers, SMALL_N);
}

void
clv_table_note(const struct clv_table *t, struct ledger *l)
{
	const char *unit = t->opt.unit == 7 ? "week" : "day";
	char text[NUM_MAX], name[40];

	ledger_setting(l, "clv unit", str_z(unit));
	ledger_setting(l, "clv horizon", (struct str){ text,
	    num_print_int(t->opt.horizon, text) });
	snprintf(name, sizeof(name), "clv discount_rate a %s", unit);
	ledger_setting(l, name, real(t->opt.discount, text));
	if (t->given.fit.trouble != NULL) {
		ledger_warn(l, "no model of orders, so no p_alive, "
		    "expected_orders and clv: %s", t->given.fit.trouble);
		return;
	}
	if (!t->given.read)
		note_small(t, l);
	note_fit(&t->given, t->opt.model, l);
	note_spend(&t->given, l);
}

void
clv_table_holdout(const struct clv_table *t, struct io_out *out,
    enum tab_format f)
{
	static const struct tab_col columns[] = { { "x", TAB_TEXT },
	    { "customers", TAB_NUMBER }, { "expected", TAB_NUMBER },
	    { "actual", TAB_NUMBER } };
	struct tabout *tab = tab_open(out, f, columns, 4, 0);
	double ahead = (double)(t->as_of - t->end) / t->opt.unit;
	double expected[GROUPS] = { 0 };
	uint64_t n[GROUPS] = { 0 }, later[GROUPS] = { 0 };
	char text[4][NUM_MAX];
	struct str cell[4];
	const struct clv_pattern *q;
	size_t i, k;

	for (i = 0; i < t->n; i++) {
		if (t->buyer[i].pattern == UINT32_MAX)
			continue;
		q = &t->pattern[t->buyer[i].pattern];
		k = q->h.x < GROUPS - 1 ? q->h.x : GROUPS - 1;
		n[k]++;
		later[k] += t->buyer[i].later;
	}
	for (i = 0; i < t->npattern && t->given.fit.trouble == NULL; i++) {
		q = &t->pattern[i];
		k = q->h.x < GROUPS - 1 ? q->h.x : GROUPS - 1;
		expected[k] += (double)q->h.n * clv_orders(
		    &t->given.fit.params, &q->h, ahead);
	}
	for (k = 0; k < GROUPS; k++) {
		cell[0] = (struct str){ text[0], num_print_int((int64_t)k,
		    text[0]) };
		if (k == GROUPS - 1)
			cell[0] = STR("7+");
		cell[1] = (struct str){ text[1], num_print_int((int64_t)n[k],
		    text[1]) };
		cell[2] = real(t->given.fit.trouble == NULL && n[k] > 0 ?
		    expected[k] / (double)n[k] : NAN, text[2]);
		cell[3] = real(n[k] > 0 ? (double)later[k] / (double)n[k] :
		    NAN, text[3]);
		tab_row(tab, cell);
	}
	tab_close(tab);
}
