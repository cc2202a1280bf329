/* The customer table: recency, frequency, monetary value, scores, segment. */
#include <stdlib.h>
#include <string.h>

#include "rfmtable.h"

/* One measure of the buyers, in the order of the table. */
static int64_t
measure(const struct rfm_row *row, int which)
{
	if (which == 0)
		return row->recency;
	return which == 1 ? row->frequency : (int64_t)row->customer->net;
}

/* Scores of the buyers into score[3 * i + which]. */
static void
score_buyers(const struct rfm_table *t, int bins, uint8_t *score)
{
	int64_t *value = mem_array(t->buyers, sizeof(*value));
	uint8_t *s = mem_array(t->buyers, 1);
	size_t i, k;
	int which;

	for (which = 0; which < 3; which++) {
		for (i = 0, k = 0; i < t->n; i++)
			if (t->row[i].frequency > 0)
				value[k++] = measure(&t->row[i], which);
		rfm_scores(value, k, bins, which != 0, s);
		for (i = 0; i < k; i++)
			score[3 * i + (size_t)which] = s[i];
	}
	free(value);
	free(s);
}

static void
fill_row(struct rfm_row *row, const struct purchases *p, uint32_t i)
{
	struct stamp last;

	row->customer = purchases_at(p, i);
	row->frequency = p->opt.days ? row->customer->days :
	    row->customer->orders;
	if (row->frequency > 0) {
		last = stamp_unpack(row->customer->last);
		row->recency = (int64_t)p->opt.as_of - stamp_day(&last);
	}
}

void
rfm_table(struct rfm_table *t, const struct purchases *p, int bins,
    const struct segments *seg)
{
	uint32_t *order = purchases_sorted(p);
	uint8_t *score, *own;
	struct rfm_row *row;
	size_t i, k;
	int which;

	*t = (struct rfm_table){ .n = p->customer.n };
	t->row = mem_array(t->n, sizeof(*t->row));
	for (i = 0; i < t->n; i++) {
		fill_row(&t->row[i], p, order[i]);
		t->buyers += t->row[i].frequency > 0;
	}
	free(order);
	score = mem_array(t->buyers, 3);
	score_buyers(t, bins, score);
	own = score;
	if (seg->bins != bins) {
		own = mem_array(t->buyers, 3);
		score_buyers(t, seg->bins, own);
	}
	for (i = 0, k = 0; i < t->n; i++) {
		row = &t->row[i];
		if (row->frequency == 0)
			continue;
		for (which = 0; which < 3; which++) {
			row->score[which] = score[k + (size_t)which];
			t->count[which][row->score[which]]++;
		}
		row->segment = segments_find(seg, own[k], own[k + 1],
		    own[k + 2]);
		k += 3;
	}
	if (own != score)
		free(own);
	free(score);
}

enum column {
	USER_ID, AS_OF, RECENCY, FREQUENCY, MONETARY, CURRENCY, FIRST_TIME,
	LAST_TIME, AOV, R_SCORE, F_SCORE, M_SCORE, RFM, SEGMENT, COLUMNS
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
};

/* The texts of one row, until the next. */
struct texts {
	struct str	cell[COLUMNS];
	char		recency[NUM_MAX], frequency[NUM_MAX];
	char		monetary[MONEY_MAX], aov[MONEY_MAX];
	char		first[STAMP_TEXT], last[STAMP_TEXT];
	char		score[3][NUM_MAX], rfm[3 * NUM_MAX];
};

static void
write_buyer(const struct rfm_row *row, struct texts *x)
{
	const struct customer *c = row->customer;
	struct stamp t;
	size_t len = 0;
	bool wide;
	int i;

	x->cell[RECENCY] = (struct str){ x->recency,
	    num_print_int(row->recency, x->recency) };
	t = stamp_unpack(c->first);
	x->cell[FIRST_TIME] = (struct str){ x->first,
	    stamp_print(&t, x->first) };
	t = stamp_unpack(c->last);
	x->cell[LAST_TIME] = (struct str){ x->last,
	    stamp_print(&t, x->last) };
	x->cell[AOV] = (struct str){ x->aov,
	    money_print(money_divide(c->net, c->orders), x->aov) };
	/* Three digits; with scores above 9 they are kept apart. */
	wide = row->score[0] > 9 || row->score[1] > 9 || row->score[2] > 9;
	for (i = 0; i < 3; i++) {
		x->cell[R_SCORE + i] = (struct str){ x->score[i],
		    num_print_int(row->score[i], x->score[i]) };
		if (wide && i > 0)
			x->rfm[len++] = '-';
		memcpy(x->rfm + len, x->score[i], x->cell[R_SCORE + i].len);
		len += x->cell[R_SCORE + i].len;
	}
	x->cell[RFM] = (struct str){ x->rfm, len };
	x->cell[SEGMENT] = row->segment;
}

void
rfm_table_write(const struct rfm_table *t, const struct purchases *p,
    struct str currency, struct io_out *out, enum tab_format f)
{
	struct tabout *tab = tab_open(out, f, columns, COLUMNS, 0);
	const struct rfm_row *row;
	struct texts x;
	char as_of[DAY_MAX];
	size_t i, len = 0;

	if (p->opt.as_of != DAY_NONE)
		len = day_print(p->opt.as_of, as_of);
	for (i = 0; i < t->n; i++) {
		row = &t->row[i];
		memset(x.cell, 0, sizeof(x.cell));
		x.cell[USER_ID] = (struct str){ row->customer->id,
		    row->customer->idlen };
		x.cell[AS_OF] = (struct str){ as_of, len };
		x.cell[FREQUENCY] = (struct str){ x.frequency,
		    num_print_int(row->frequency, x.frequency) };
		x.cell[MONETARY] = (struct str){ x.monetary,
		    money_print(row->customer->net, x.monetary) };
		x.cell[CURRENCY] = currency;
		if (row->frequency > 0)
			write_buyer(row, &x);
		tab_row(tab, x.cell);
	}
	tab_close(tab);
}

void
rfm_table_free(struct rfm_table *t)
{
	free(t->row);
}
