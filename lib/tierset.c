/*
 * Tiers in an order for people, and things sorted by groups.
 */
#include <stdlib.h>

#include "tier.h"
#include "tierset.h"

static void
add_tier(struct tierset *t, struct str name, int128 customers)
{
	t->tier[t->n].name = name;
	t->tier[t->n++].customers = customers;
}

/* Customers by the number of their word, those without in the last. */
static int128 *
count(const struct customers *set)
{
	int128 *n = mem_zero((set->words.n + 1) * sizeof(*n));
	size_t i;

	for (i = 0; i < set->n; i++)
		n[CUSTOMER_HAS(&set->c[i], CUSTOMER_TIER) ?
		    (size_t)CUSTOMER(&set->c[i], TIER) : set->words.n]++;
	return n;
}

bool
tierset_open(struct tierset *t, const struct customers *set)
{
	uint32_t *order, w;
	int128 *n;
	size_t i;

	*t = (struct tierset){ .none = TIERSET_NONE };
	if (!CUSTOMERS_HAVE(set, CUSTOMER_TIER))
		return false;
	n = count(set);
	t->tier = mem_array(set->words.n + 1, sizeof(*t->tier));
	t->of_word = mem_array(set->words.n, sizeof(*t->of_word));
	for (i = 0; i < set->words.n; i++)
		t->of_word[i] = TIERSET_NONE;
	order = names_sorted(&set->words);
	for (i = 0; i < TIERS - 1 + set->words.n; i++) {
		w = i < TIERS - 1 ? names_find(&set->words,
		    str_z(tier_names[i + 1])) : order[i - (TIERS - 1)];
		if (w == NAMES_NONE || n[w] == 0 ||
		    t->of_word[w] != TIERSET_NONE)
			continue;
		t->of_word[w] = (uint32_t)t->n;
		add_tier(t, set->words.name[w], n[w]);
	}
	t->none = (uint32_t)t->n;
	if (n[set->words.n] > 0)
		add_tier(t, STR(""), n[set->words.n]);
	free(order);
	free(n);
	return t->none > 0;
}

uint32_t
tierset_of(const struct tierset *t, const struct customer_row *c)
{
	if (c == NULL)
		return TIERSET_NONE;
	return CUSTOMER_HAS(c, CUSTOMER_TIER) ?
	    t->of_word[CUSTOMER(c, TIER)] : t->none;
}

void
tierset_free(struct tierset *t)
{
	free(t->tier);
	free(t->of_word);
}

void
units_add(struct units *us, const struct unit *u)
{
	us->u = mem_room(us->u, us->n + 1, &us->cap, sizeof(*us->u));
	us->u[us->n++] = *u;
}

static int
differ(uint32_t x, uint32_t y)
{
	return (x > y) - (x < y);
}

static int
compare(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;

	if (x->a != y->a)
		return differ(x->a, y->a);
	if (x->b != y->b)
		return differ(x->b, y->b);
	return x->who != y->who ? differ(x->who, y->who) :
	    differ(x->what, y->what);
}

void
units_sort(struct unit *u, size_t n)
{
	if (n > 1)
		qsort(u, n, sizeof(*u), compare);
}

size_t
units_end(const struct units *us, size_t from, bool both)
{
	const struct unit *u = us->u;
	size_t to = from + 1;

	while (to < us->n && u[to].a == u[from].a &&
	    (!both || u[to].b == u[from].b))
		to++;
	return to;
}

int128
units_people(const struct unit *u, size_t n)
{
	int128 people = 0;
	size_t i;

	for (i = 0; i < n; i++)
		people += u[i].who != UINT32_MAX &&
		    (i == 0 || u[i].who != u[i - 1].who);
	return people;
}
