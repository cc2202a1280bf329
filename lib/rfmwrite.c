/* The customer table of crm-rfm as text. */
#include <string.h>

#include "rfmtable.h"

#define AHEAD	16	/* customers asked for before they are needed */
#define CHUNK	4096	/* rows that a thread formats at a time */

enum column {
	USER_ID, AS_OF, RECENCY, FREQUENCY, MONETARY, CURRENCY, FIRST_TIME,
	LAST_TIME, AOV, R_SCORE, F_SCORE, M_SCORE, RFM, SEGMENT,
	/* With --clv. */
	X, T_X, T_CAL, P_ALIVE, EXPECTED_ORDERS, EXPECTED_SPEND, CLV, COLUMNS
};

static const struct tab_col columns[COLUMNS] = {
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
	[X]		= { "x", TAB_NUMBER },
	[T_X]		= { "t_x", TAB_NUMBER },
	[T_CAL]		= { "t_cal", TAB_NUMBER },
	[P_ALIVE]	= { "p_alive", TAB_NUMBER },
	[EXPECTED_ORDERS] = { "expected_orders", TAB_NUMBER },
	[EXPECTED_SPEND] = { "expected_spend", TAB_NUMBER },
	[CLV]		= { "clv", TAB_NUMBER },
};

static size_t
ncolumns(const struct rfm_table *t)
{
	return t->clv != NULL ? COLUMNS : X;
}

/* The texts of one row, until the next. */
struct texts {
	struct str	cell[COLUMNS];
	char		as_of[DAY_MAX];
	char		recency[NUM_MAX], frequency[NUM_MAX];
	char		monetary[MONEY_MAX], aov[MONEY_MAX];
	char		first[STAMP_TEXT], last[STAMP_TEXT];
	char		score[3][NUM_MAX], rfm[3 * NUM_MAX];
	char		clv[COLUMNS - X][NUM_MAX];
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
write_clv(const struct clv_table *c, uint32_t number, struct texts *x)
{
	struct clv_row r = clv_table_row(c, number);
	const double v[COLUMNS - X] = { r.x, r.t_x, r.t_cal, r.alive, r.orders,
	    r.spend, r.clv };
	int i;

	for (i = 0; i < COLUMNS - X; i++)
		x->cell[X + i] = (struct str){ x->clv[i],
		    num_print_real(v[i], 6, x->clv[i]) };
}

static void
write_row(const struct rfm_table *t, uint32_t number, struct texts *x,
    struct tabout *tab)
{
	const struct customer *c = purchases_at(t->p, number);
	const uint8_t *s = t->segscore + 3 * (size_t)number;
	int64_t orders = rfm_frequency(t, c);

	memset(&x->cell[RECENCY], 0, sizeof(x->cell[0]));
	memset(&x->cell[FIRST_TIME], 0, (COLUMNS - FIRST_TIME) *
	    sizeof(x->cell[0]));
	x->cell[USER_ID] = (struct str){ c->id, c->idlen };
	x->cell[FREQUENCY] = (struct str){ x->frequency,
	    num_print_int(orders, x->frequency) };
	x->cell[MONETARY] = (struct str){ x->monetary,
	    money_print(c->net, x->monetary) };
	if (orders > 0) {
		x->cell[RECENCY] = (struct str){ x->recency,
		    num_print_int(rfm_recency(t, c), x->recency) };
		x->cell[FIRST_TIME] = write_stamp(c->first, x->first);
		x->cell[LAST_TIME] = write_stamp(c->last, x->last);
		x->cell[AOV] = (struct str){ x->aov,
		    money_print(money_divide(c->net, c->orders), x->aov) };
		write_scores(t->score + 3 * (size_t)number, x);
		x->cell[SEGMENT] = segments_find(t->seg, s[0], s[1], s[2]);
	}
	if (t->clv != NULL)
		write_clv(t->clv, number, x);
	tab_row(tab, x->cell);
}

/* Rows [from, to) of the sorted table. */
static void
write_rows(const struct rfm_table *t, struct str currency, size_t from,
    size_t to, struct tabout *tab)
{
	struct texts x;
	size_t i;

	memset(x.cell, 0, sizeof(x.cell));
	x.cell[AS_OF] = (struct str){ x.as_of,
	    day_print(t->p->opt.as_of, x.as_of) };
	x.cell[CURRENCY] = currency;
	for (i = from; i < to; i++) {
		if (i + AHEAD < to)
			__builtin_prefetch(purchases_at(t->p,
			    t->order[i + AHEAD]), 0, 3);
		write_row(t, t->order[i], &x, tab);
	}
}

/* A part of the table that a thread formats. */
struct part {
	const struct rfm_table	*table;
	struct str		 currency;
	enum tab_format		 format;
	size_t			 from, to;
	struct io_out		*text;
};

static void
run_part(void *ctx, void *job)
{
	struct part *part = job;
	struct tabout *tab;

	(void)ctx;
	tab = tab_more(part->text, part->format, columns,
	    ncolumns(part->table));
	write_rows(part->table, part->currency, part->from, part->to, tab);
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
write_parts(const struct rfm_table *t, struct str currency,
    struct io_out *out, enum tab_format f, struct worker *w)
{
	struct io_out *text[2] = { io_out_memory(), io_out_memory() };
	const struct part like = { t, currency, f, 0, 0, out };
	struct part here;
	size_t at, k = 0;

	start_part(w, part_at(&like, CHUNK, text[0]));
	for (at = 0; at < t->n; at += 2 * CHUNK, k = 1 - k) {
		here = part_at(&like, at, out);
		run_part(NULL, &here);
		worker_wait(w);
		start_part(w, part_at(&like, at + 3 * CHUNK, text[1 - k]));
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
	struct tabout *tab = tab_open(out, f, columns, ncolumns(t), 0);
	struct worker *w = NULL;

	if (t->p->opt.thread && f != TAB_TABLE)
		w = worker_open(NULL, 2, sizeof(struct part), run_part,
		    NULL);
	if (w == NULL)
		write_rows(t, currency, 0, t->n, tab);
	tab_close(tab);
	if (w != NULL)
		write_parts(t, currency, out, f, w);
	worker_close(w);
}
