/* Why a customer has its scores, its segment and its lifetime value. */
#include <stdio.h>

#include "rfmexplainin.h"
#include "table.h"

#define ALL_BINS	10	/* up to this all cut points are shown, else */
#define AROUND		3	/* so many to both sides of the score */
#define RULES		10	/* before the one that matches */

static const char letter[] = "RFM";

static void
put_real(struct buf *b, double v, int precision)
{
	b->len += num_print_real(v, precision, buf_room(b, NUM_MAX));
}

/* "from 2: 102, from 3: 64": where the scores of a measure begin. */
static void
tell_cuts(const struct teller *w, int which)
{
	const struct rfm_cuts *c = &w->t->cuts[which];
	int own = w->t->score[3 * (size_t)w->number + (size_t)which], k;
	int first = 2, last = c->bins;
	struct buf *b = w->line;

	if (c->bins > ALL_BINS) {
		first = own - AROUND < 2 ? 2 : own - AROUND;
		last = own + AROUND > c->bins ? c->bins : own + AROUND;
	}
	buf_printf(b, "%s", rfm_measure[which]);
	for (k = first; k <= last; k++) {
		buf_printf(b, "%s %d: ", k > first ? "," : "", k);
		if (k > c->best)
			buf_z(b, "nobody");
		else if (c->limits)
			put_real(b, c->limit[k], 15);
		else
			teller_value(b, which, c->at[k]);
	}
	teller_line(w, 4);
}

void
teller_cuts(const struct teller *w)
{
	const struct rfm_cuts *c = w->t->cuts;
	bool limits = c[0].limits || c[1].limits || c[2].limits;
	struct buf *b = w->line;
	int which;

	teller_title(w, "CUT POINTS");
	buf_z(b, limits ? "The limits from which a score begins (recency: "
	    "below which)." : "The worst value that still has the score.");
	teller_line(w, 4);
	for (which = 0; which < 3; which++)
		tell_cuts(w, which);
}

/* What a rule asks of a score, and whether this one has it. */
static bool
put_range(struct buf *b, const struct segment_rule *rule, int i, int score)
{
	if (rule->low[i] == rule->high[i])
		buf_printf(b, "%d", rule->low[i]);
	else
		buf_printf(b, "%d-%d", rule->low[i], rule->high[i]);
	return score >= rule->low[i] && score <= rule->high[i];
}

static void
tell_rule(const struct teller *w, struct table *t,
    const struct segment_rule *rule)
{
	const uint8_t *s = w->t->segscore + 3 * (size_t)w->number;
	struct buf *b = w->line, not = { 0 };
	int i;

	table_cell(t, segments_name(w->t->seg, rule->segment));
	buf_printf(b, "%llu", (unsigned long long)rule->line);
	table_cell(t, buf_view(b));
	for (i = 0; i < 3; i++) {
		b->len = 0;
		if (!put_range(b, rule, i, s[i]))
			buf_printf(&not, "%s%c is %d", not.len > 0 ? ", " :
			    "no: ", letter[i], s[i]);
		table_cell(t, buf_view(b));
	}
	b->len = 0;
	table_cell(t, not.len > 0 ? buf_view(&not) : STR("matches"));
	buf_free(&not);
}

/* The rules are by these scores. */
static void
tell_segscores(const struct teller *w)
{
	const struct segments *seg = w->t->seg;
	const uint8_t *s = w->t->segscore + 3 * (size_t)w->number;
	struct buf *b = w->line;

	buf_printf(b, "By the table %s, ", w->x->seg_name);
	if (seg->above_mean)
		buf_printf(b, "1 where the score of %d bins is above the mean "
		    "of all buyers, else 0: ", seg->bins);
	else
		buf_printf(b, "scores of %d bins: ", seg->bins);
	buf_printf(b, "R %d F %d M %d. The first rule that matches wins.",
	    s[0], s[1], s[2]);
	teller_line(w, 4);
}

void
teller_segment(const struct teller *w)
{
	static const struct table_col col[] = {
		{ .head = "  segment", .min = 8 },
		{ .head = "line", .right = true }, { .head = "R" },
		{ .head = "F" }, { .head = "M" }, { .head = "", .min = 8 }
	};
	const struct segments *seg = w->t->seg;
	const uint8_t *s = w->t->segscore + 3 * (size_t)w->number;
	const struct segment_rule *rule = segments_rule(seg, s[0], s[1],
	    s[2]);
	size_t n = rule == NULL ? seg->n : (size_t)(rule - seg->rule), i;
	struct buf *b = w->line;
	struct table *t;

	teller_title(w, "SEGMENT");
	tell_segscores(w);
	if (n > RULES) {
		buf_printf(b, "The first %zu rules do not match.",
		    n - RULES);
		teller_line(w, 4);
	}
	t = table_open(col, sizeof(col) / sizeof(col[0]));
	for (i = n > RULES ? n - RULES : 0; i < n; i++)
		tell_rule(w, t, &seg->rule[i]);
	if (rule != NULL)
		tell_rule(w, t, rule);
	table_close(t, w->f);
	if (rule == NULL) {
		buf_z(b, "No rule matches: ");
		buf_str(b, seg->other == SIZE_MAX ? STR("no segment") :
		    segments_name(seg, seg->other));
		teller_line(w, 4);
	}
}

struct clv_line {
	const char	*name;
	double		 v;
	const char	*what;
};

static void
tell_clv_lines(const struct teller *w, const struct clv_line *l, size_t n)
{
	static const struct table_col col[] = {
		{ .head = "LIFETIME VALUE" }, { .head = "", .right = true },
		{ .head = "", .min = 20 }
	};
	struct table *t = table_open(col, 3);
	struct buf *b = w->line;
	size_t i;

	face_newline(w->f);
	for (i = 0; i < n; i++) {
		table_cell(t, str_z(l[i].name));
		put_real(b, l[i].v, 6);
		table_cell(t, b->len > 0 ? buf_view(b) : STR("-"));
		table_cell(t, str_z(l[i].what));
		b->len = 0;
	}
	table_close(t, w->f);
}

static void
put_edges(struct buf *b, const char *const edge[CLV_EDGES])
{
	int i;

	for (i = 0; i < CLV_EDGES; i++)
		if (edge[i] != NULL)
			buf_printf(b, "; %s", edge[i]);
}

/* The parameters behind it. */
static void
tell_model(const struct teller *w)
{
	const struct clv_table *c = w->t->clv;
	const struct clv_params *p = &c->given.fit.params;
	const struct clv_spend *s = &c->given.spend.spend;
	struct buf *b = w->line;

	if (c->given.fit.trouble != NULL) {
		buf_printf(b, "No model of orders: %s.", c->given.fit.trouble);
		teller_line(w, 4);
		return;
	}
	buf_printf(b, "By %s: r ", clv_model_names[p->model]);
	put_real(b, p->r, 6);
	buf_z(b, ", alpha ");
	put_real(b, p->alpha, 6);
	if (p->model != CLV_NBD) {
		buf_z(b, ", a ");
		put_real(b, p->a, 6);
		buf_z(b, ", b ");
		put_real(b, p->b, 6);
	}
	put_edges(b, c->given.fit.edge);
	if (c->given.spend.trouble != NULL)
		buf_printf(b, "; no model of spend: %s",
		    c->given.spend.trouble);
	else {
		buf_z(b, "; spend p ");
		put_real(b, s->p, 6);
		buf_z(b, ", q ");
		put_real(b, s->q, 6);
		buf_z(b, ", v ");
		put_real(b, s->v, 6);
		put_edges(b, c->given.spend.edge);
	}
	buf_byte(b, '.');
	teller_line(w, 4);
}

void
teller_clv(const struct teller *w)
{
	const struct clv_table *c = w->t->clv;
	const struct clv_row r = clv_table_row(c, w->number);
	const char *unit = c->opt.unit == 7 ? "week" : "day";
	char day[DAY_MAX], t_x[64], t_cal[64], ahead[64], rate[80];
	char real[NUM_MAX];
	const struct clv_line line[] = {
		{ "x", r.x, "order days after the first" },
		{ "t_x", r.t_x, t_x }, { "t_cal", r.t_cal, t_cal },
		{ "p_alive", r.alive, "the chance to be a customer still" },
		{ "expected_orders", r.orders, ahead },
		{ "expected_spend", r.spend, "for an order" },
		{ "clv", r.clv, rate }
	};

	if (c->buyer[w->number].pattern == UINT32_MAX) {
		teller_title(w, "LIFETIME VALUE");
		buf_printf(w->line, "Unknown without an order that counts up "
		    "to %.*s.", (int)day_print(c->end, day), day);
		teller_line(w, 4);
		return;
	}
	snprintf(t_x, sizeof(t_x), "%ss from the first to the last of them",
	    unit);
	snprintf(t_cal, sizeof(t_cal), "%ss from the first to %.*s", unit,
	    (int)day_print(c->end, day), day);
	snprintf(ahead, sizeof(ahead), "in the %lld %ss after that",
	    (long long)c->opt.horizon, unit);
	snprintf(rate, sizeof(rate), "their value, discounted by %.*s a %s",
	    (int)num_print_real(c->opt.discount, 6, real), real, unit);
	tell_clv_lines(w, line, sizeof(line) / sizeof(line[0]));
	tell_model(w);
}
