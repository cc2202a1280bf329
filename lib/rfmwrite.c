/* The customer table of crm-rfm as text. */
#include <string.h>

#include "rfmmoves.h"
#include "rfmtable.h"

#define AHEAD	16	/* rows that memory is asked for before */
#define CHUNK	4096	/* rows that a thread formats at a time */

enum column {
	USER_ID, AS_OF, RECENCY, FREQUENCY, MONETARY, CURRENCY, FIRST_TIME,
	LAST_TIME, AOV, R_SCORE, F_SCORE, M_SCORE, RFM, SEGMENT, BASE
};
enum { CLV_COLUMNS = 7, TOP_COLUMNS = 1, MOVE_COLUMNS = 2,
	COLUMNS = BASE + CLV_COLUMNS + TOP_COLUMNS + MOVE_COLUMNS };

static const struct tab_col base_columns[BASE] = {
	[USER_ID]	= { "user_id", TAB_TEXT },
	[AS_OF]		= { "as_of", TAB_TEXT },
	[RECENCY]	= { "recency", TAB_NUMBER },
	[FREQUENCY]	= { "frequency", TAB_NUMBER },
	[MONETARY]	= { "monetary", TAB_NUMBER },
	[CURRENCY]	= { "currency", TAB_TEXT },
	[FIRST_TIME]	= { "first_time", TAB_TEXT },
	[LAST_TIME]	= { "last_time", TAB_TEXT },
	[AOV]		= { "aov", TAB_NUMBER },
	[R_SCORE]	= { "r_score", TAB_NUMBER },
	[F_SCORE]	= { "f_score", TAB_NUMBER },
	[M_SCORE]	= { "m_score", TAB_NUMBER },
	[RFM]		= { "rfm", TAB_TEXT },
	[SEGMENT]	= { "segment", TAB_TEXT },
};
static const struct tab_col clv_columns[CLV_COLUMNS] = {
	{ "x", TAB_NUMBER }, { "t_x", TAB_NUMBER }, { "t_cal", TAB_NUMBER },
	{ "p_alive", TAB_NUMBER }, { "expected_orders", TAB_NUMBER },
	{ "expected_spend", TAB_NUMBER }, { "clv", TAB_NUMBER },
};
static const struct tab_col top_columns[TOP_COLUMNS] = {
	{ "top_spend", TAB_BOOL },
};
static const struct tab_col move_columns[MOVE_COLUMNS] = {
	{ "prev_segment", TAB_TEXT }, { "move", TAB_TEXT },
};

/* The texts of one row, until the next. */
struct texts {
	struct str	cell[COLUMNS];
	char		as_of[DAY_MAX];
	char		recency[NUM_MAX], frequency[NUM_MAX];
	char		monetary[MONEY_MAX], aov[MONEY_MAX];
	char		first[STAMP_TEXT], last[STAMP_TEXT];
	char		score[3][NUM_MAX], rfm[3 * NUM_MAX];
	char		clv[CLV_COLUMNS][NUM_MAX];
	struct buf	move;
};

/* Three digits; scores above 9 are kept apart: 10-3-7. */
static void
write_scores(const uint8_t *score, struct texts *x)
{
	bool wide = score[0] > 9 || score[1] > 9 || score[2] > 9;
	size_t len = 0;
	int i;

	for (i = 0; i < 3; i++) {
		x->cell[R_SCORE + i] = (struct str){ x->score[i],
		    num_print_int(score[i], x->score[i]) };
		if (wide && i > 0)
			x->rfm[len++] = '-';
		memcpy(x->rfm + len, x->score[i], x->cell[R_SCORE + i].len);
		len += x->cell[R_SCORE + i].len;
	}
	x->cell[RFM] = (struct str){ x->rfm, len };
}

static struct str
write_stamp(uint64_t packed, char *text)
{
	struct stamp t = stamp_unpack(packed);

	return (struct str){ text, stamp_print(&t, text) };
}

static void
write_base(const struct rfm_table *t, uint32_t number, struct texts *x,
    struct str *cell)
{
	const struct customer *c = purchases_at(t->p, number);
	int64_t orders = rfm_frequency(t, c);

	cell[USER_ID] = (struct str){ c->id, c->idlen };
	cell[FREQUENCY] = (struct str){ x->frequency,
	    num_print_int(orders, x->frequency) };
	cell[MONETARY] = (struct str){ x->monetary,
	    money_print(c->net, x->monetary) };
	if (orders == 0) {
		memset(&cell[RECENCY], 0, sizeof(cell[0]));
		memset(&cell[FIRST_TIME], 0,
		    (BASE - FIRST_TIME) * sizeof(cell[0]));
		return;
	}
	cell[RECENCY] = (struct str){ x->recency,
	    num_print_int(rfm_recency(t, c), x->recency) };
	cell[FIRST_TIME] = c->first == 0 ? STR("") :
	    write_stamp(c->first, x->first);
	cell[LAST_TIME] = write_stamp(c->last, x->last);
	cell[AOV] = (struct str){ x->aov,
	    money_print(purchases_aov(t->p, c), x->aov) };
	write_scores(t->score + 3 * (size_t)number, x);
	cell[SEGMENT] = rfm_segment(t, number);
}

static bool
has_clv(const struct rfm_table *t)
{
	return t->clv != NULL;
}

static void
write_clv(const struct rfm_table *t, uint32_t number, struct texts *x,
    struct str *cell)
{
	struct clv_row r = clv_table_row(t->clv, number);
	const double v[CLV_COLUMNS] = { r.x, r.t_x, r.t_cal, r.alive, r.orders,
	    r.spend, r.clv };
	int i;

	for (i = 0; i < CLV_COLUMNS; i++)
		cell[i] = (struct str){ x->clv[i],
		    num_print_real(v[i], 6, x->clv[i]) };
}

static bool
has_top(const struct rfm_table *t)
{
	return t->top;
}

static void
write_top(const struct rfm_table *t, uint32_t number, struct texts *x,
    struct str *cell)
{
	(void)x;
	cell[0] = rfm_is_top(t, purchases_at(t->p, number)) ? STR("true") :
	    STR("false");
}

static bool
has_moves(const struct rfm_table *t)
{
	return t->moves != NULL;
}

static void
write_moves(const struct rfm_table *t, uint32_t number, struct texts *x,
    struct str *cell)
{
	x->move.len = 0;
	cell[0] = rfm_moves_of(t->moves, number, rfm_segment(t, number),
	    &x->move);
	cell[1] = buf_view(&x->move);
}

/* Columns that are there together, in the order of the groups. */
static const struct group {
	const struct tab_col	*col;
	size_t			 n;
	bool			(*present)(const struct rfm_table *t);
	void			(*write)(const struct rfm_table *t,
				    uint32_t number, struct texts *x,
				    struct str *cell);
} groups[] = {
	{ base_columns, BASE, NULL, write_base },
	{ clv_columns, CLV_COLUMNS, has_clv, write_clv },
	{ top_columns, TOP_COLUMNS, has_top, write_top },
	{ move_columns, MOVE_COLUMNS, has_moves, write_moves },
};
#define GROUPS	(sizeof(groups) / sizeof(groups[0]))

/* What one table has of them. */
struct layout {
	struct tab_col		 col[COLUMNS];
	size_t			 ncol;
	const struct group	*group[GROUPS];
	size_t			 n;
};

static void
lay_out(struct layout *lay, const struct rfm_table *t)
{
	const struct group *g;

	lay->ncol = lay->n = 0;
	for (g = groups; g < groups + GROUPS; g++) {
		if (g->present != NULL && !g->present(t))
			continue;
		memcpy(lay->col + lay->ncol, g->col, g->n * sizeof(*g->col));
		lay->ncol += g->n;
		lay->group[lay->n++] = g;
	}
}

/* A part of the table that a thread formats. */
struct part {
	const struct rfm_table	*table;
	const struct layout	*layout;
	struct str		 currency;
	enum tab_format		 format;
	size_t			 from, to;
	struct io_out		*text;
};

/*
 * Rows are in the order of ids, what they are made of in that of the first
 * orders: ask for where the customer is, then for the customer.
 */
MEM_AHEAD void
ask_ahead(const struct rfm_table *t, size_t i, size_t to)
{
	const char *c;

	if (i + 2 * AHEAD < to) {
		purchases_ask(t->p, t->order[i + 2 * AHEAD]);
		mem_ask(t->score + 3 * (size_t)t->order[i + 2 * AHEAD]);
	}
	if (i + AHEAD >= to)
		return;
	c = (const char *)purchases_at(t->p, t->order[i + AHEAD]);
	mem_ask(c);
	mem_ask(c + 64);
}

/* Rows [from, to) of the sorted table. */
static void
write_rows(const struct part *part, struct tabout *tab)
{
	const struct rfm_table *t = part->table;
	const struct layout *lay = part->layout;
	struct texts x;
	struct str *cell;
	size_t i, k;

	memset(x.cell, 0, sizeof(x.cell));
	x.move = (struct buf){ 0 };
	x.cell[AS_OF] = (struct str){ x.as_of,
	    day_print(t->p->opt.as_of, x.as_of) };
	x.cell[CURRENCY] = part->currency;
	for (i = part->from; i < part->to; i++) {
		ask_ahead(t, i, part->to);
		for (k = 0, cell = x.cell; k < lay->n;
		    cell += lay->group[k++]->n)
			lay->group[k]->write(t, t->order[i], &x, cell);
		tab_row(tab, x.cell);
	}
	buf_free(&x.move);
}

static void
run_part(void *ctx, void *job)
{
	struct part *part = job;
	struct tabout *tab;

	(void)ctx;
	tab = tab_more(part->text, part->format, part->layout->col,
	    part->layout->ncol);
	write_rows(part, tab);
	tab_close(tab);
}

/* The rows from `from` on that one part has. */
static struct part
part_at(const struct part *like, size_t from, struct io_out *text)
{
	struct part part = *like;

	part.from = from < part.table->n ? from : part.table->n;
	part.to = part.table->n - part.from < CHUNK ? part.table->n :
	    part.from + CHUNK;
	part.text = text;
	return part;
}

static void
start_part(struct worker *w, struct part part)
{
	struct part *job = worker_job(w);

	*job = part;
	worker_run(w);
}

/*
 * Every second part in a thread, the others here, written in order. The thread
 * has its next part before its last one is written.
 */
static void
write_parts(const struct part *all, struct worker *w)
{
	struct io_out *text[2] = { io_out_memory(), io_out_memory() };
	struct io_out *out = all->text;
	struct part here;
	size_t at, k = 0;

	start_part(w, part_at(all, CHUNK, text[0]));
	for (at = 0; at < all->table->n; at += 2 * CHUNK, k = 1 - k) {
		here = part_at(all, at, out);
		run_part(NULL, &here);
		worker_wait(w);
		start_part(w, part_at(all, at + 3 * CHUNK, text[1 - k]));
		io_out_str(out, io_out_text(text[k]));
		io_out_clear(text[k]);
	}
	worker_wait(w);
	io_out_close(text[0], false);
	io_out_close(text[1], false);
}

void
rfm_table_write(const struct rfm_table *t, struct str currency,
    struct io_out *out, enum tab_format f)
{
	struct layout lay;
	const struct part all = { t, &lay, currency, f, 0, t->n, out };
	struct worker *w = NULL;
	struct tabout *tab;

	lay_out(&lay, t);
	tab = tab_open(out, f, lay.col, lay.ncol, 0);
	if (t->p->opt.thread && f != TAB_TABLE)
		w = worker_open(NULL, 2, sizeof(struct part), run_part,
		    NULL);
	if (w == NULL)
		write_rows(&all, tab);
	tab_close(tab);
	if (w != NULL)
		write_parts(&all, w);
	worker_close(w);
}
