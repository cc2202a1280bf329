/*
 * Which tag a customer prefers, and whether that is clear: n interactions with
 * tags of which k have it, against its share among all customers.
 */
#include <stdlib.h>

#include "binomial.h"
#include "tiertable.h"

#define CLEAR_LEAST	5	/* interactions */

/* Is a pair an interaction with tags? Its tags, or NULL. */
static const struct tag_list *
tags_of(const struct tier_table *t, const struct pair *p)
{
	const struct tag_list *l;

	if (p->b < SEEN_SUBJECT || ((p->b - SEEN_SUBJECT) & 1) == 0)
		return NULL;
	l = tagbook_tags(&t->in->book, (p->b - SEEN_SUBJECT) / 2);
	return l->n > 0 ? l : NULL;
}

static void
count_all(struct tier_table *t)
{
	const struct pairs *seen = &t->in->log.seen;
	const struct tag_list *l;
	size_t i, j;

	t->with = mem_array(t->in->book.tags.n, sizeof(*t->with));
	for (i = 0; i < seen->n; i++) {
		l = tags_of(t, &seen->p[i]);
		if (l == NULL)
			continue;
		t->all += seen->p[i].n;
		for (j = 0; j < l->n; j++) {
			t->ntag += t->with[l->tag[j]] == 0;
			t->with[l->tag[j]] += seen->p[i].n;
		}
	}
}

static void
put_tags(struct tier_basket *b, const struct tag_list *l, uint64_t n)
{
	uint32_t tag;
	size_t i;

	for (i = 0; i < l->n; i++) {
		tag = l->tag[i];
		if (b->k[tag] == 0)
			b->tag[b->n++] = tag;
		b->k[tag] += n;
		b->sum[tag] += b->unit / l->n * (int128)n;
	}
}

void
tier_basket_open(struct tier_basket *b, const struct tier_table *t)
{
	size_t ntag = t->in->book.tags.n;

	*b = (struct tier_basket){ .unit = tier_tag_unit(),
	    .sum = mem_array(ntag, sizeof(*b->sum)),
	    .k = mem_array(ntag, sizeof(*b->k)),
	    .tag = mem_array(ntag, sizeof(*b->tag)) };
}

void
tier_basket_fill(struct tier_basket *b, const struct tier_table *t,
    uint32_t number)
{
	const struct tag_list *l;
	const struct pair *p;
	size_t i, n;

	for (i = 0; i < b->n; i++) {
		b->k[b->tag[i]] = 0;
		b->sum[b->tag[i]] = 0;
	}
	b->n = 0;
	b->all = 0;
	p = pairs_of(&t->in->log.seen, number, &n);
	for (i = 0; i < n; i++) {
		l = tags_of(t, &p[i]);
		if (l == NULL)
			continue;
		b->all += p[i].n;
		put_tags(b, l, p[i].n);
	}
}

void
tier_basket_free(struct tier_basket *b)
{
	free(b->sum);
	free(b->k);
	free(b->tag);
}

/* The top tag, ties by byte order. */
static void
choose(const struct tier_table *t, const struct tier_basket *b,
    struct tier_row *r)
{
	const uint32_t *rank = t->in->book.rank;
	uint32_t tag, best = b->tag[0];
	size_t i;

	for (i = 1; i < b->n; i++) {
		tag = b->tag[i];
		if (b->sum[tag] > b->sum[best] ||
		    (b->sum[tag] == b->sum[best] && rank[tag] < rank[best]))
			best = tag;
	}
	r->tag = best;
	r->k = b->k[best];
	r->share = b->sum[best];
}

void
tier_preferences(struct tier_table *t)
{
	struct tier_basket b;
	struct tier_row *r;
	uint32_t i;

	count_all(t);
	tier_basket_open(&b, t);
	for (i = 0; i < t->n; i++) {
		r = &t->row[i];
		r->tag = SUBJECT_NONE;
		tier_basket_fill(&b, t, i);
		r->n = b.all;
		if (r->n > 0)
			choose(t, &b, r);
		r->clear = r->n >= CLEAR_LEAST && binomial_rare(r->n, r->k,
		    t->with[r->tag], t->all, t->ntag);
	}
	tier_basket_free(&b);
}
