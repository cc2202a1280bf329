/* Tags of a customer, the demand for tags by month, the last steps. */
#include <stdlib.h>

#include "tierwrite.h"

static void
put(struct buf *b, size_t begin, const char *name)
{
	if (b->len > begin)
		buf_byte(b, ';');
	buf_z(b, name);
}

static int
compare(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

/* From profiles: what is valid on the day, each once, in byte order. */
static void
put_profile(const struct tier_table *t, uint32_t number, struct buf *b)
{
	size_t n, i, valid = 0, begin = b->len;
	const struct pair *p = pairs_of(&t->in->profiles, number, &n);
	struct tag_span span;
	struct str *text;

	if (n == 0)
		return;
	text = mem_array(n, sizeof(*text));
	for (i = 0; i < n; i++) {
		tags_span(t->in->profile.name[p[i].b], &span);
		if ((t->as_of >= span.from && t->as_of <= span.to) ||
		    (span.from == INT32_MIN && span.to == INT32_MAX))
			text[valid++] = span.name;
	}
	if (valid > 1)
		qsort(text, valid, sizeof(*text), compare);
	for (i = 0; i < valid; i++) {
		if (i > 0 && str_eq(text[i], text[i - 1]))
			continue;
		put(b, begin, "");
		buf_str(b, text[i]);
	}
	free(text);
}

/* What the pairs of a customer say beside its preference. */
struct habits {
	uint32_t	 hour;		/* the first of the most active ones */
	uint64_t	 in_hour;	/* activities; 0: none */
	uint64_t	 messages, negative, price;
	uint32_t	 form;		/* SUBJECT_NONE: none */
};

/* The form of most activities, ties by byte order. */
static uint32_t
find_form(const struct tier_table *t, const struct pair *p, size_t n)
{
	const struct names *forms = &t->in->book.forms;
	uint64_t *count = mem_array(forms->n, sizeof(*count));
	uint32_t best = SUBJECT_NONE, form;
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i].b < SEEN_SUBJECT)
			continue;
		form = tagbook_tags(&t->in->book,
		    (p[i].b - SEEN_SUBJECT) / 2)->form;
		if (form == SUBJECT_NONE)
			continue;
		count[form] += p[i].n;
		if (best == SUBJECT_NONE)
			best = form;
	}
	for (form = 0; best != SUBJECT_NONE && form < forms->n; form++)
		if (count[form] > count[best] || (count[form] == count[best] &&
		    str_cmp(forms->name[form], forms->name[best]) < 0))
			best = form;
	free(count);
	return best;
}

static void
find_habits(const struct tier_table *t, uint32_t number, struct habits *h)
{
	size_t n, i;
	const struct pair *p = pairs_of(&t->in->log.seen, number, &n);

	*h = (struct habits){ .form = SUBJECT_NONE };
	for (i = 0; i < n && p[i].b < SEEN_SUBJECT; i++) {
		if (p[i].b < SEEN_HOUR + 24) {
			if (p[i].n <= h->in_hour)
				continue;
			h->hour = p[i].b - SEEN_HOUR;
			h->in_hour = p[i].n;
		} else if (p[i].b == SEEN_MESSAGE)
			h->messages = p[i].n;
		else if (p[i].b == SEEN_NEGATIVE)
			h->negative = p[i].n;
		else if (p[i].b == SEEN_PRICE)
			h->price = p[i].n;
	}
	if (t->in->book.forms.n > 0)
		h->form = find_form(t, p, n);
}

void
tier_tags(const struct tier_table *t, uint32_t number, struct buf *b)
{
	const struct tier_row *r = &t->row[number];
	size_t begin = b->len;
	struct habits h;

	put_profile(t, number, b);
	find_habits(t, number, &h);
	if (r->clear) {
		put(b, begin, "likes=");
		buf_str(b, t->in->book.tags.name[r->tag]);
	}
	if (h.in_hour > 0) {
		put(b, begin, "hour=");
		buf_byte(b, (char)('0' + h.hour / 10));
		buf_byte(b, (char)('0' + h.hour % 10));
	}
	if (h.form != SUBJECT_NONE) {
		put(b, begin, "form=");
		buf_str(b, t->in->book.forms.name[h.form]);
	}
	if (h.messages > 0) {
		put(b, begin, "negative=");
		b->len += num_print_ratio((int128)h.negative,
		    (int128)h.messages, 3, buf_room(b, NUM_MAX));
	}
	if (h.price > 0)
		put(b, begin, "price_sensitive");
}

/* A tag of one customer, on the way to its place. */
struct interest {
	int128		sum;
	uint32_t	rank, tag;
};

/* From the preferred tag down, ties by byte order. */
static int
compare_interests(const void *a, const void *b)
{
	const struct interest *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum < y->sum ? 1 : -1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void
put_interests(const struct tier_table *t, const struct person *p,
    const struct tier_basket *b, struct interest *in, struct tabout *tab)
{
	char text[2][NUM_MAX];
	struct str cell[4] = { { p->id, p->idlen } };
	uint32_t tag;
	size_t i;

	for (i = 0; i < b->n; i++) {
		tag = b->tag[i];
		in[i] = (struct interest){ b->sum[tag], t->in->book.rank[tag],
		    tag };
	}
	if (b->n > 1)
		qsort(in, b->n, sizeof(*in), compare_interests);
	for (i = 0; i < b->n; i++) {
		cell[1] = t->in->book.tags.name[in[i].tag];
		cell[2] = (struct str){ text[0], num_print_int(
		    (int64_t)b->k[in[i].tag], text[0]) };
		cell[3] = (struct str){ text[1], tier_share_print(in[i].sum,
		    b->unit, b->all, text[1]) };
		tab_row(tab, cell);
	}
}

void
tier_interests_write(const struct tier_table *t, struct io_out *out,
    enum tab_format f)
{
	static const struct tab_col col[] = { { "user_id", TAB_TEXT },
	    { "tag", TAB_TEXT }, { "interactions", TAB_NUMBER },
	    { "share", TAB_NUMBER } };
	struct interest *in = mem_array(t->in->book.tags.n, sizeof(*in));
	struct tabout *tab = tab_open(out, f, col, 4, 0);
	struct tier_basket b;
	uint32_t i;

	tier_basket_open(&b, t);
	for (i = 0; i < t->n; i++) {
		tier_basket_fill(&b, t, t->order[i]);
		put_interests(t, tierlog_at(&t->in->log, t->order[i]), &b, in,
		    tab);
	}
	tier_basket_free(&b);
	tab_close(tab);
	free(in);
}

/* Write what is counted by a tag; empty it. */
struct demand {
	uint64_t	*k;		/* by tag */
	int128		*weight;	/* of 1 / unit */
	uint32_t	*order;		/* tags in byte order */
	int128		 unit;
};

static void
put_month(const struct tier_table *t, struct demand *d, uint32_t month,
    struct tabout *tab)
{
	char text[2][NUM_MAX], name[16];
	const struct names *tags = &t->in->book.tags;
	struct str cell[4] = { { name, 7 } };
	int128 rounded;
	uint32_t tag;
	size_t i;

	name[0] = (char)('0' + month / 12 / 1000);
	name[1] = (char)('0' + month / 12 / 100 % 10);
	name[2] = (char)('0' + month / 12 / 10 % 10);
	name[3] = (char)('0' + month / 12 % 10);
	name[4] = '-';
	name[5] = (char)('0' + (month % 12 + 1) / 10);
	name[6] = (char)('0' + (month % 12 + 1) % 10);
	for (i = 0; i < tags->n; i++) {
		tag = d->order[i];
		if (d->k[tag] == 0)
			continue;
		cell[1] = tags->name[tag];
		cell[2] = (struct str){ text[0],
		    num_print_int((int64_t)d->k[tag], text[0]) };
		rounded = d->weight[tag];
		cell[3] = (struct str){ text[1],
		    num_print_ratio(rounded, d->unit, 6, text[1]) };
		tab_row(tab, cell);
		d->k[tag] = 0;
		d->weight[tag] = 0;
	}
}

void
tier_demand_write(const struct tier_table *t, struct io_out *out,
    enum tab_format f)
{
	static const struct tab_col col[] = { { "month", TAB_TEXT },
	    { "tag", TAB_TEXT }, { "interactions", TAB_NUMBER },
	    { "weight", TAB_NUMBER } };
	const struct pairs *ps = &t->in->log.months;
	size_t ntag = t->in->book.tags.n, i, j;
	struct demand d = { .k = mem_array(ntag, sizeof(*d.k)),
	    .weight = mem_array(ntag, sizeof(*d.weight)),
	    .order = names_sorted(&t->in->book.tags),
	    .unit = tier_tag_unit() };
	struct tabout *tab = tab_open(out, f, col, 4, 0);
	const struct tag_list *l;

	for (i = 0; i < ps->n; i++) {
		l = tagbook_tags(&t->in->book, ps->p[i].b);
		for (j = 0; j < l->n; j++) {
			d.k[l->tag[j]] += ps->p[i].n;
			d.weight[l->tag[j]] += d.unit / l->n *
			    (int128)ps->p[i].n;
		}
		if (i + 1 == ps->n || ps->p[i + 1].a != ps->p[i].a)
			put_month(t, &d, ps->p[i].a, tab);
	}
	tab_close(tab);
	free(d.k);
	free(d.weight);
	free(d.order);
}

void
tier_steps_write(const struct tier_table *t, struct io_out *out,
    enum tab_format f)
{
	static const struct tab_col col[] = { { "last_type", TAB_TEXT },
	    { "last_tag", TAB_TEXT }, { "customers", TAB_NUMBER } };
	size_t ntag = t->in->book.tags.n + 1, i, type;
	uint64_t *count = mem_array(ACTS * ntag, sizeof(*count)), n;
	uint32_t *order = names_sorted(&t->in->book.tags), tag;
	struct tabout *tab = tab_open(out, f, col, 3, 0);
	const struct person *p;
	char text[NUM_MAX];
	struct str cell[3];

	for (i = 0; i < t->n; i++) {
		if (t->row[i].life != LIFE_CHURNED)
			continue;
		p = tierlog_at(&t->in->log, (uint32_t)i);
		tag = tagbook_first(&t->in->book, p->subject);
		count[p->type * ntag + (tag == SUBJECT_NONE ? 0 : tag + 1)]++;
	}
	for (type = 0; type < ACTS; type++) {
		for (i = 0; i < ntag; i++) {
			tag = i == 0 ? 0 : order[i - 1] + 1;
			n = count[type * ntag + tag];
			if (n == 0)
				continue;
			cell[0] = act_name((enum act)type);
			cell[1] = tag == 0 ? STR("") :
			    t->in->book.tags.name[tag - 1];
			cell[2] = (struct str){ text,
			    num_print_int((int64_t)n, text) };
			tab_row(tab, cell);
		}
	}
	tab_close(tab);
	free(count);
	free(order);
}
