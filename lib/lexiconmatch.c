/* The entries of a lexicon, made ready to be found, and found in texts. */
#include <stdlib.h>

#include "lexiconin.h"

/* Longer entries begin so. */
#define LONGER		2
/* In a step: what was to stand here stands further on. */
#define CROWDED		4
/* That no symbol has: the third code of two, and of free slots. */
#define NO_CODE		UINT32_C(0x7fffffff)
/* Makes the number of a step, not of a slot of three symbols. */
#define STEP		UINT32_C(0x40000000)

static inline uint64_t
hash_one(const struct match *m, uint32_t code)
{
	return code * m->mul;
}

static inline uint64_t
hash_three(const struct match *m, uint32_t a, uint32_t b, uint32_t c)
{
	return (a | (uint64_t)b << 32) * m->mul + c * UINT64_C(
	    0xe7037ed1a0b428db);
}

static inline uint32_t
hash(uint32_t code)
{
	return code * UINT32_C(0x9e3779b1);
}

/* Of two hashes, for its upper bits; with the first it tells the second. */
static inline uint32_t
mix(uint32_t a, uint32_t b)
{
	return (a << 16 | a >> 16) + b;
}

static inline uint32_t
steps(const struct match *m)
{
	return UINT32_C(1) << (32 - m->stepshift);
}

static inline bool
is_start(const struct match_start *s, uint32_t a, uint32_t b, uint32_t c)
{
	return ((s->code[0] ^ a) | (s->code[1] ^ b) | (s->code[2] ^ c)) == 0;
}

static inline bool
is_step(const struct match_step *t, uint32_t from, uint32_t pair)
{
	return ((t->from ^ from) | (t->pair ^ pair)) == 0;
}

static inline struct match_single *
single_at(const struct match *m, uint32_t code)
{
	return &m->single[perfect_slot(&m->ones, hash_one(m, code))];
}

static inline struct match_start *
start_at(const struct match *m, uint32_t a, uint32_t b, uint32_t c)
{
	return &m->start[perfect_slot(&m->starts, hash_three(m, a, b, c))];
}

/* The step, or whatever stands there; few are crowded. */
static inline const struct match_step *
step_find(const struct match *m, uint32_t from, uint32_t pair)
{
	uint32_t i = pair >> m->stepshift;

	while ((m->step[i].deed.flags & CROWDED) != 0 &&
	    !is_step(&m->step[i], from, pair))
		i = (i + 1) & (steps(m) - 1);
	return &m->step[i];
}

/* An entry, or what leads on, stands there. */
static inline bool
is_taken(struct lexicon_deed d)
{
	return d.kind != ENTRY_NONE || (d.flags & LONGER) != 0;
}

static struct match_step *
insert_step(struct match *m, uint32_t from, uint32_t pair)
{
	uint32_t i = pair >> m->stepshift;

	while (is_taken(m->step[i].deed) &&
	    !is_step(&m->step[i], from, pair)) {
		m->step[i].deed.flags |= CROWDED;
		i = (i + 1) & (steps(m) - 1);
	}
	m->step[i].from = from;
	m->step[i].pair = pair;
	return &m->step[i];
}

/* Where steps come from. */
static inline uint32_t
from_start(const struct match *m, const struct match_start *at)
{
	return hash((uint32_t)(at - m->start));
}

static inline uint32_t
from_step(const struct match *m, const struct match_step *at)
{
	return hash((uint32_t)(at - m->step) | STEP);
}

static uint8_t
kind_of(const struct entry *e)
{
	return e->deed.kind == ENTRY_WORD && e->deed.value == 0 ?
	    ENTRY_HIDE : e->deed.kind;
}

/* code: two or more. False: an entry that begins otherwise is there. */
static bool
insert(struct match *m, const uint32_t *code, const struct entry *e)
{
	const uint32_t third = e->n > 2 ? code[2] : NO_CODE;
	struct match_start *start = start_at(m, code[0], code[1], third);
	struct lexicon_deed *deed = &start->deed;
	struct match_step *step;
	uint32_t k, from = from_start(m, start);

	if (is_taken(*deed) && !is_start(start, code[0], code[1], third))
		return false;
	start->code[0] = code[0];
	start->code[1] = code[1];
	start->code[2] = third;
	for (k = 3; k < e->n; k++) {
		deed->flags |= LONGER;
		step = insert_step(m, from, mix(from, hash(code[k])));
		deed = &step->deed;
		from = from_step(m, step);
	}
	deed->value = e->deed.value;
	deed->kind = kind_of(e);
	deed->flags |= e->deed.flags;
	return true;
}

static int
by_size(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Sort them, leave each once, and return how many there are. */
static size_t
each_once(uint64_t *h, size_t n)
{
	size_t i, k = 0;

	if (n > 0)
		qsort(h, n, sizeof(*h), by_size);
	for (i = 0; i < n; i++)
		if (k == 0 || h[i] != h[k - 1])
			h[k++] = h[i];
	return k;
}

/* False, as of what follows: another m->mul will do. */
static bool
build_ones(struct match *m, const struct lexicon *l, uint64_t *h)
{
	struct match_single *at;
	size_t i, n = 0;

	for (i = 0; i < l->n; i++)
		if (!l->entry[i].dead && l->entry[i].n == 1)
			h[n++] = hash_one(m, l->code[l->entry[i].at]);
	if (!perfect_build(&m->ones, h, n))
		return false;
	m->single = mem_zero(sizeof(*m->single) * perfect_slots(&m->ones));
	for (i = 0; i < perfect_slots(&m->ones); i++)
		m->single[i].code = NO_CODE;
	for (i = 0; i < l->n; i++) {
		if (l->entry[i].dead || l->entry[i].n != 1)
			continue;
		at = single_at(m, l->code[l->entry[i].at]);
		at->code = l->code[l->entry[i].at];
		at->deed = l->entry[i].deed;
		at->deed.kind = kind_of(&l->entry[i]);
	}
	return true;
}

static bool
build_starts(struct match *m, const struct lexicon *l, uint64_t *h)
{
	const struct entry *e;
	const uint32_t *code;
	size_t i, n = 0;
	bool good = true;

	for (i = 0; i < l->n; i++) {
		e = &l->entry[i];
		code = l->code + e->at;
		if (!e->dead && e->n > 1)
			h[n++] = hash_three(m, code[0], code[1],
			    e->n > 2 ? code[2] : NO_CODE);
	}
	if (!perfect_build(&m->starts, h, each_once(h, n)))
		return false;
	m->start = mem_zero(sizeof(*m->start) * perfect_slots(&m->starts));
	m->step = mem_zero(sizeof(*m->step) * steps(m));
	for (i = 0; i < l->n && good; i++) {
		e = &l->entry[i];
		if (!e->dead && e->n > 1)
			good = insert(m, l->code + e->at, e);
	}
	return good;
}

void
match_build(struct match *m, const struct lexicon *l)
{
	uint64_t *h = mem_zero((l->n + 1) * sizeof(*h));
	uint64_t mul = UINT64_C(0x9e3779b97f4a7c15);
	unsigned shift = 28;
	size_t i, n = 0;

	for (i = 0; i < l->n; i++)
		n += l->entry[i].n > 3 ? l->entry[i].n - 3 : 0;
	/* With so much room few steps are crowded. */
	while (shift > 2 && UINT32_C(1) << (30 - shift) < n)
		shift--;
	do {
		match_free(m);
		m->mul = mul;
		m->stepshift = shift;
		mul += 2;
	} while (!build_ones(m, l, h) || !build_starts(m, l, h));
	free(h);
}

void
match_free(struct match *m)
{
	perfect_free(&m->ones);
	perfect_free(&m->starts);
	free(m->single);
	free(m->start);
	free(m->step);
	*m = (struct match){ .single = NULL };
}

/* What goes on behind the three symbols of a slot, left symbols at most. */
static void
follow(const struct match *m, const struct match_start *at,
    const struct symbol *s, uint32_t left, struct match_item *to)
{
	uint32_t from = from_start(m, at), pair, k;
	const struct match_step *t;

	for (k = 3; k < left; k++) {
		pair = mix(from, hash(s[k].code));
		t = step_find(m, from, pair);
		if (!is_step(t, from, pair))
			return;
		if (t->deed.kind != ENTRY_NONE)
			*to = (struct match_item){ t->deed, k + 1 };
		if ((t->deed.flags & LONGER) == 0)
			return;
		from = from_step(m, t);
	}
}

/*
 * The longest entry that begins with the three symbols at s: one of three, or
 * of more. False: there is none.
 */
static inline bool
find_long(const struct match *m, const struct symbol *s, uint32_t left,
    struct match_item *to)
{
	const struct match_start *at = start_at(m, s[0].code, s[1].code,
	    s[2].code);
	bool is = is_start(at, s[0].code, s[1].code, s[2].code);

	*to = (struct match_item){ at->deed, 3 };
	if (is & ((at->deed.flags & LONGER) != 0))
		follow(m, at, s, left, to);
	return is & (to->deed.kind != ENTRY_NONE);
}

/*
 * What is there decides no branch, which nobody could foretell, but for long
 * entries.
 */
void
match_find(const struct match *m, const struct symbol *s, uint32_t left,
    const struct lexicon_mark *mark, struct match_found *f)
{
	const struct match_single *one;
	const struct match_start *two;
	uint64_t rest, is = 0;
	uint32_t i;

	rest = mark->one & match_below(left);
	for (; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		one = single_at(m, s[i].code);
		f->item[0][i] = (struct match_item){ one->deed, 1 };
		is |= (uint64_t)(one->code == s[i].code) << i;
	}
	f->is[0] = is;
	/* The last symbol of a text begins no two, the last two no three. */
	rest = mark->two & match_below(left - 1);
	for (is = 0; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		two = start_at(m, s[i].code, s[i + 1].code, NO_CODE);
		f->item[1][i] = (struct match_item){ two->deed, 2 };
		is |= (uint64_t)is_start(two, s[i].code, s[i + 1].code,
		    NO_CODE) << i;
	}
	f->is[1] = is;
	rest = mark->three & match_below(left < 2 ? 0 : left - 2);
	for (is = 0; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		is |= (uint64_t)find_long(m, s + i, left - i,
		    &f->item[2][i]) << i;
	}
	f->is[2] = is;
}

bool
match_at(const struct lexicon *l, const struct symbol *s, uint32_t n,
    uint32_t at, struct match_hit *h)
{
	uint32_t rest = n - at;
	const struct lexicon_mark mark = { .one = 1, .two = 1, .three = 1 };
	const struct match_item *item;
	struct match_found f;

	match_find(&l->match, s + at, rest, &mark, &f);
	if ((f.is[0] | f.is[1] | f.is[2]) == 0)
		return false;
	item = match_item(&f, 0);
	*h = (struct match_hit){ at, item->n, item->deed };
	return true;
}
