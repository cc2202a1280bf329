/* A state as text: its sums in one order, with their number and a checksum. */
#include <stdlib.h>
#include <string.h>

#include "money.h"
#include "partial.h"
#include "sortstr.h"
#include "tabout.h"

#define AHEAD	16	/* sums asked for before they are needed */

/* The state on its way out, and the texts of one row. */
struct out {
	const struct partial	*p;
	struct tabout		*tab;
	uint32_t		*word;		/* names by their place */
	uint64_t		 rows;
	uint32_t		 checksum;
	struct str		 cell[PARTIAL_COLUMNS];
	struct arena		 text;		/* of the row */
	struct buf		 line;
	char			 number[NUM_MAX], money[2][MONEY_MAX];
	char			 time[2][STAMP_TEXT];
};

static int
by_order(const void *a, const void *b)
{
	const struct partial_sum *x = *(const struct partial_sum *const *)a;
	const struct partial_sum *y = *(const struct partial_sum *const *)b;
	int c;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->account != y->account)
		return x->account < y->account ? -1 : 1;
	c = str_cmp((struct str){ x->order, x->orderlen },
	    (struct str){ y->order, y->orderlen });
	if (c != 0)
		return c;
	if (x->refund != y->refund)
		return x->refund ? 1 : -1;
	if (x->refunded != y->refunded)
		return x->refunded ? 1 : -1;
	if (x->currency != y->currency)
		return x->currency < y->currency ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static struct partial_user *
user_at(const struct partial *p, uint32_t i)
{
	return heap_at(&p->records, *(const uint32_t *)store_at(&p->user, i));
}

static struct partial_sum *
sum_at(const struct partial *p, uint32_t i)
{
	return heap_at(&p->records, *(const uint32_t *)store_at(&p->sum, i));
}

/* Number the words of all sums by their byte order. */
static uint32_t *
rank_words(const struct partial *p)
{
	uint32_t *word = names_sorted(&p->word);
	uint32_t *place = mem_array(p->word.n, sizeof(*place)), i;
	struct partial_sum *s;

	for (i = 0; i < p->word.n; i++)
		place[word[i]] = i;
	for (i = 0; i < p->sum.n; i++) {
		s = sum_at(p, i);
		s->source = place[s->source];
		s->account = place[s->account];
		s->currency = place[s->currency];
	}
	free(place);
	return word;
}

/* The users in byte order. */
static struct sortstr *
sort_users(const struct partial *p)
{
	struct sortstr *key = mem_array(p->user.n, sizeof(*key));
	const struct partial_user *u;
	uint32_t i;

	for (i = 0; i < p->user.n; i++) {
		u = user_at(p, i);
		key[i] = (struct sortstr){ .p = u->id, .len = u->idlen,
		    .number = i };
	}
	sortstr(key, p->user.n);
	return key;
}

/*
 * All sums, those of one user together and the users in their order: the user
 * at place i has those up to end[i].
 */
static const struct partial_sum **
by_user(const struct partial *p, const struct sortstr *user, uint32_t *end)
{
	const struct partial_sum **sum = mem_array(p->sum.n, sizeof(*sum));
	uint32_t *place = mem_array(p->user.n, sizeof(*place)), i, at, n;
	const struct partial_sum *s;

	for (i = 0; i < p->user.n; i++)
		place[user[i].number] = i;
	for (i = 0; i < p->sum.n; i++)
		end[place[sum_at(p, i)->user]]++;
	for (i = 0, at = 0; i < p->user.n; i++, at += n) {
		n = end[i];
		end[i] = at;
	}
	for (i = 0; i < p->sum.n; i++) {
		s = sum_at(p, i);
		sum[end[place[s->user]]++] = s;
	}
	free(place);
	return sum;
}

/* The row in o->cell, which is then empty again. */
static void
put(struct out *o)
{
	o->checksum += partial_crc(o->cell, &o->line);
	tab_row(o->tab, o->cell);
	arena_reset(&o->text);
	memset(o->cell, 0, sizeof(o->cell));
}

/* A text that may have any bytes. */
static struct str
text(struct out *o, struct str s)
{
	partial_escape(&s, &o->text);
	return s;
}

static struct str
put_number(struct out *o, uint64_t n)
{
	return (struct str){ o->number, num_print_int128((int128)n,
	    o->number) };
}

/*
 * Exactly as it was read: a time without seconds has none, for which of two
 * times is earlier also depends on that.
 */
static struct str
put_time(uint64_t packed, char text[STAMP_TEXT])
{
	struct stamp t = stamp_unpack(packed);
	size_t len = stamp_print(&t, text);

	if (t.precision == STAMP_MINUTE) {
		memmove(text + 16, text + 19, len - 19);
		len -= 3;
	}
	return (struct str){ text, len };
}

static void
put_head(struct out *o, const struct partial_head *h)
{
	const int32_t day[2] = { h->newest, h->next_newest };
	size_t i;

	o->cell[PARTIAL_KIND] = STR("options");
	o->cell[PARTIAL_ROWS] = put_number(o, o->p->rows);
	for (i = 0; i < 2; i++)
		if (day[i] != DAY_NONE)
			o->cell[PARTIAL_NEWEST + i] = (struct str){ o->time[i],
			    day_print(day[i], o->time[i]) };
	for (i = 0; i < SHAPE_SETTINGS; i++)
		o->cell[partial_shape[i]] = text(o, h->shape[i]);
	put(o);
}

static struct str
word(struct out *o, uint32_t place)
{
	return text(o, o->p->word.name[o->word[place]]);
}

static void
put_sum(struct out *o, struct str user, const struct partial_sum *s)
{
	struct str *cell = o->cell;

	cell[PARTIAL_KIND] = s->refund ? STR("refund") : STR("order");
	cell[PARTIAL_USER] = text(o, user);
	cell[PARTIAL_SOURCE] = word(o, s->source);
	cell[PARTIAL_ACCOUNT] = word(o, s->account);
	cell[PARTIAL_ORDER] = text(o, (struct str){ s->order, s->orderlen });
	if (!s->refund)
		cell[PARTIAL_STATUS] = s->refunded ? STR("refunded") :
		    STR("paid");
	cell[PARTIAL_CURRENCY] = word(o, s->currency);
	cell[PARTIAL_ROWS] = put_number(o, s->rows);
	cell[PARTIAL_AMOUNT] = (struct str){ o->money[0],
	    money_print(s->amount, o->money[0]) };
	if (cell[PARTIAL_CURRENCY].len > 0)
		cell[PARTIAL_OWN] = (struct str){ o->money[1],
		    money_print(s->own, o->money[1]) };
	cell[PARTIAL_FIRST] = put_time(s->first, o->time[0]);
	if (s->last != s->first)
		cell[PARTIAL_LAST] = put_time(s->last, o->time[1]);
	put(o);
	o->rows++;
}

/* Everything between the options and the end. */
static void
put_users(struct out *o)
{
	const struct partial *p = o->p;
	struct sortstr *user = sort_users(p);
	uint32_t *end = mem_array(p->user.n, sizeof(*end));
	const struct partial_sum **sum = by_user(p, user, end);
	uint32_t i, at = 0, ahead = 0;

	for (i = 0; i < p->user.n; i++) {
		for (; ahead < p->sum.n && ahead < end[i] + AHEAD; ahead++)
			mem_ask(sum[ahead]);
		qsort(sum + at, end[i] - at, sizeof(*sum), by_order);
		for (; at < end[i]; at++)
			put_sum(o, (struct str){ user[i].p, user[i].len },
			    sum[at]);
	}
	free(sum);
	free(end);
	free(user);
}

/* The end tells what must stand before it. */
static void
put_end(struct out *o)
{
	char checksum[NUM_MAX];

	o->cell[PARTIAL_KIND] = STR("end");
	o->cell[PARTIAL_ROWS] = put_number(o, o->rows);
	o->cell[PARTIAL_CHECKSUM] = (struct str){ checksum,
	    num_print_int(o->checksum, checksum) };
	put(o);
}

void
partial_write(struct partial *p, const struct partial_head *h,
    struct io_out *out)
{
	struct tab_col col[PARTIAL_COLUMNS];
	struct out o = { .p = p };
	size_t i;

	partial_flush(p);
	o.word = rank_words(p);
	for (i = 0; i < PARTIAL_COLUMNS; i++)
		col[i] = (struct tab_col){ partial_columns[i].name, TAB_TEXT };
	o.tab = tab_open(out, TAB_CSV, col, PARTIAL_COLUMNS, 0);
	put_head(&o, h);
	put_users(&o);
	put_end(&o);
	tab_close(o.tab);
	arena_free(&o.text);
	buf_free(&o.line);
	free(o.word);
}
