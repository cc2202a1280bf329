/*
 * Messages, answers and votes, row by row. A row counts in one cell for each
 * of its marks, once, however often it names the mark.
 */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "voice.h"

#define UNIT	FACT_UNIT

const struct voice_scale voice_scales[VOICE_SCALES] = {
	{ "0-10", 0, 10 * UNIT, 9 * UNIT, 7 * UNIT },
	{ "1-5", UNIT, 5 * UNIT, 4 * UNIT, 4 * UNIT },
	{ "0-1", 0, UNIT, UNIT, UNIT }
};

static void *
open_voice(const struct family_opts *o)
{
	struct voice *v = mem_zero(sizeof(*v));

	v->period = o->period;
	seen_open(&v->customer);
	store_open(&v->cell, sizeof(struct voice_cell));
	store_open(&v->answer, sizeof(struct voice_answer));
	return v;
}

static bool
same_key(const struct voice_key *a, const struct voice_key *b)
{
	return a->by == b->by && a->mark == b->mark &&
	    a->customer == b->customer && a->period == b->period;
}

/* The cell of a mark for the customer and period of the row. */
static struct voice_cell *
cell_of(struct voice *v, enum voice_by by, struct str mark)
{
	struct hash_probe probe;
	struct voice_cell *c;
	uint64_t hash;
	uint32_t i;

	v->key.by = by;
	v->key.mark = names_add(&v->mark[by], mark);
	hash = hash_bytes((struct str){ (const char *)&v->key,
	    sizeof(v->key) }, 0);
	for (i = hash_first(&v->index, hash, &probe); i != HASH_NONE;
	    i = hash_next(&v->index, &probe)) {
		c = store_at(&v->cell, i);
		if (same_key(&c->key, &v->key))
			return c;
	}
	hash_add(&v->index, hash, v->cell.n);
	c = store_add(&v->cell);
	*c = (struct voice_cell){ .key = v->key, .answer = UINT32_MAX };
	return c;
}

/* False when this row has counted there already. */
static bool
count_in(struct voice *v, struct voice_cell *c, enum voice_sentiment s)
{
	if (c->row == v->row)
		return false;
	c->row = v->row;
	c->n[s]++;
	return true;
}

static struct voice_cell *
count(struct voice *v, enum voice_by by, struct str mark,
    enum voice_sentiment s)
{
	struct voice_cell *c = cell_of(v, by, mark);

	count_in(v, c, s);
	return c;
}

/* False when it is none. */
static bool
read_sentiment(struct str name, enum voice_sentiment *s)
{
	static const char *const names[VOICE_SENTIMENTS] = {
		"positive", "neutral", "negative"
	};
	int i;

	for (i = 0; i < VOICE_SENTIMENTS; i++) {
		if (str_eq(name, str_z(names[i]))) {
			*s = (enum voice_sentiment)i;
			return true;
		}
	}
	return false;
}

/* "complaint;refund"; true when one is complaint. */
static bool
add_categories(struct voice *v, struct str list, enum voice_sentiment s)
{
	bool complaint = false;
	struct str name;

	while (list.len > 0 && str_split(&list, ';', &name)) {
		name = str_trim(name);
		if (name.len == 0)
			continue;
		count(v, VOICE_CATEGORY, name, s);
		complaint = complaint || str_eq(name, STR("complaint"));
	}
	return complaint;
}

/* "price:negative;logistics:positive" */
static void
add_aspects(struct voice *v, struct str list)
{
	enum voice_sentiment s;
	struct str part, name;

	while (list.len > 0 && str_split(&list, ';', &part)) {
		if (str_split(&part, ':', &name) && name.len > 0 &&
		    read_sentiment(part, &s))
			count(v, VOICE_ASPECT, name, s);
		else
			v->bad_aspects++;
	}
}

bool
voice_hit(struct str hit, struct str *rule, struct str *word)
{
	size_t at;

	if (!str_split(&hit, ':', rule) || rule->len == 0)
		return false;
	for (at = hit.len; at > 0 && hit.p[at - 1] != '@'; at--)
		;
	*word = (struct str){ hit.p, at > 0 ? at - 1 : 0 };
	return word->len > 0;
}

static void
add_hits(struct voice *v, struct str list, enum voice_sentiment s,
    bool complaint)
{
	struct str hit, rule, word;
	struct voice_cell *c;

	while (list.len > 0 && str_split(&list, ';', &hit)) {
		if (!voice_hit(hit, &rule, &word)) {
			v->bad_hits++;
			continue;
		}
		count(v, VOICE_RULE, rule, s)->more++;
		/* FAKE and fake are one word. */
		v->tmp.len = 0;
		text_normalise(&v->tmp, word);
		c = cell_of(v, VOICE_WORD, buf_view(&v->tmp));
		c->more += count_in(v, c, s) && complaint;
	}
}

static void
add_message(struct voice *v, const struct fact *f)
{
	enum voice_sentiment s;
	bool complaint;

	if (!read_sentiment(FACT(f, SENTIMENT), &s)) {
		v->unknown++;
		return;
	}
	count(v, VOICE_MESSAGE, STR(""), s);
	count(v, VOICE_SOURCE, f->cell[SALE_SOURCE], s);
	complaint = add_categories(v, FACT(f, CATEGORIES), s);
	add_aspects(v, FACT(f, ASPECTS));
	add_hits(v, FACT(f, HITS), s, complaint || s == VOICE_NEGATIVE);
}

bool
voice_later(const struct voice_answer *a, const struct voice_answer *b)
{
	int order = str_cmp((struct str){ a->record, a->len },
	    (struct str){ b->record, b->len });

	if (a->time != b->time)
		return a->time > b->time;
	return order != 0 ? order > 0 : a->rating < b->rating;
}

static void
keep_last(struct voice *v, struct voice_cell *c, const struct fact *f)
{
	struct voice_answer new = {
		.time = f->time, .rating = FACT_NUM(f, RATING)
	}, *old;

	v->tmp.len = 0;
	buf_str(&v->tmp, f->cell[SALE_SOURCE]);
	buf_byte(&v->tmp, '\0');
	buf_str(&v->tmp, f->cell[SALE_ACCOUNT]);
	buf_byte(&v->tmp, '\0');
	buf_str(&v->tmp, FACT(f, ID));
	new.len = v->tmp.len;
	new.record = mem_strdup(buf_view(&v->tmp));
	if (c->answer == UINT32_MAX) {
		c->answer = v->answer.n;
		old = store_add(&v->answer);
		*old = new;
		return;
	}
	old = store_at(&v->answer, c->answer);
	if (voice_later(&new, old)) {
		free(old->record);
		*old = new;
	} else
		free(new.record);
}

static void
add_answer(struct voice *v, const struct fact *f)
{
	struct voice_cell *c;
	size_t i;

	if (!FACT_HAS(f, RATING)) {
		v->unused[VOICE_NO_RATING]++;
		return;
	}
	if (!FACT_HAS(f, RATING_MAX)) {
		v->unused[VOICE_NO_SCALE]++;
		return;
	}
	for (i = 0; i < VOICE_SCALES; i++) {
		if (voice_scales[i].to == FACT_NUM(f, RATING_MAX))
			break;
	}
	if (i == VOICE_SCALES) {
		v->unused[VOICE_OTHER_SCALE]++;
		return;
	}
	c = count(v, VOICE_SCALE, str_z(voice_scales[i].name),
	    VOICE_POSITIVE);
	if (v->key.customer != VOICE_NOBODY)
		keep_last(v, c, f);
}

static void
add_vote(struct voice *v, const struct fact *f)
{
	bool content = FACT(f, CONTENT).len > 0;
	struct str choice = content ? FACT(f, CONTENT) : FACT(f, PRODUCT);

	if (choice.len == 0) {
		v->no_choice++;
		return;
	}
	/* The period of a vote is of no use: one a customer, whenever. */
	v->key.period = 0;
	v->tmp.len = 0;
	buf_str(&v->tmp, f->cell[SALE_SOURCE]);
	buf_byte(&v->tmp, '\0');
	buf_str(&v->tmp, choice);
	count(v, VOICE_VOTE, STR(""), VOICE_POSITIVE);
	count(v, content ? VOICE_CONTENT : VOICE_PRODUCT, buf_view(&v->tmp),
	    VOICE_POSITIVE);
}

static bool
add(void *state, const struct fact *f)
{
	bool message = FACT(f, SENTIMENT).len > 0;
	struct voice *v = state;
	bool rating, vote, fresh;
	struct str user;

	if (f->kind != FACT_EVENT || f->out)
		return false;
	rating = fact_is(f, "rating");
	vote = fact_is(f, "vote");
	if (!message && !rating && !vote)
		return false;
	user = f->cell[SALE_USER];
	v->row++;
	v->key.customer = user.len == 0 ? VOICE_NOBODY :
	    seen_add(&v->customer, hash_bytes128(user, 0), &fresh);
	v->key.period = period_of(v->period, f->day);
	if (message)
		add_message(v, f);
	if (rating)
		add_answer(v, f);
	if (vote)
		add_vote(v, f);
	return true;
}

static void
close_voice(void *state)
{
	struct voice *v = state;
	struct voice_answer *a;
	uint32_t i;
	int by;

	for (i = 0; i < v->answer.n; i++) {
		a = store_at(&v->answer, i);
		free(a->record);
	}
	for (by = 0; by < VOICE_BYS; by++)
		names_free(&v->mark[by]);
	store_close(&v->answer);
	store_close(&v->cell);
	seen_close(&v->customer);
	hash_free(&v->index);
	buf_free(&v->tmp);
	free(v);
}

const struct family family_voice = { open_voice, add, close_voice };

static int
compare_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_customer(const void *a, const void *b)
{
	const struct voice_entry *x = a, *y = b;

	if (x->rank != y->rank)
		return compare_number(x->rank, y->rank);
	if (x->customer != y->customer)
		return compare_number(x->customer, y->customer);
	return compare_number(x->period, y->period);
}

static int
by_time(const void *a, const void *b)
{
	const struct voice_entry *x = a, *y = b;

	if (x->rank != y->rank)
		return compare_number(x->rank, y->rank);
	if (x->period != y->period)
		return compare_number(x->period, y->period);
	return compare_number(x->customer, y->customer);
}

struct voice_entry *
voice_cells(const struct voice *v, enum voice_by by, bool by_period, size_t *n)
{
	const struct names *mark = &v->mark[by];
	uint32_t *order = names_sorted(mark), i;
	uint32_t *rank = mem_array(mark->n, sizeof(*rank));
	struct voice_entry *list = NULL;
	const struct voice_cell *c;
	size_t cap = 0;

	for (i = 0; i < mark->n; i++)
		rank[order[i]] = i;
	*n = 0;
	for (i = 0; i < v->cell.n; i++) {
		c = store_at(&v->cell, i);
		if (c->key.by != by)
			continue;
		list = mem_room(list, *n + 1, &cap, sizeof(*list));
		list[(*n)++] = (struct voice_entry){ rank[c->key.mark],
		    c->key.customer, c->key.period, c };
	}
	if (*n > 1)
		qsort(list, *n, sizeof(*list), by_period ? by_time :
		    by_customer);
	free(order);
	free(rank);
	return list;
}
