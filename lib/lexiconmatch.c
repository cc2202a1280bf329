/* The entries of a lexicon, made ready to be found, and found in texts. */
#include <stdlib.h>

#include "lexiconin.h"

/* Longer entries begin so. */
#define LONGER		2
/* In a step: what was to stand here stands further on. */
#define CROWDED		4
/* The third code of two, which no symbol has. */
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
	*deed = (struct lexicon_deed){ .value = e->deed.value,
	    .kind = e->deed.kind, .flags = deed->flags | e->deed.flags };
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
	for (i = 0; i < l->n; i++) {
		if (l->entry[i].dead || l->entry[i].n != 1)
			continue;
		at = single_at(m, l->code[l->entry[i].at]);
		at->code = l->code[l->entry[i].at];
		at->deed = l->entry[i].deed;
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

/* What begins at each of the symbols looked at together. */
struct found {
	struct lexicon_deed	deed[MATCH_CHUNK];	/* where any says so */
	uint8_t		len[MATCH_CHUNK];
	uint64_t	any;
};

/* is ? a : b, without a branch. */
static inline struct lexicon_deed
deed_of(bool is, struct lexicon_deed a, struct lexicon_deed b)
{
	uint32_t x, y;

	memcpy(&x, &a, sizeof(x));
	memcpy(&y, &b, sizeof(y));
	x = if_so(is, x) | if_so(!is, y);
	memcpy(&a, &x, sizeof(x));
	return a;
}

/* From symbol i an entry of n symbols, if it is so: a longer one wins. */
static inline void
put(struct found *f, uint32_t i, bool is, struct lexicon_deed deed, uint32_t n)
{
	f->deed[i] = deed_of(is, deed, f->deed[i]);
	f->len[i] = (uint8_t)(if_so(is, n) | if_so(!is, f->len[i]));
	f->any |= (uint64_t)is << i;
}

/* What goes on behind the three symbols of a slot, left symbols at most. */
static void
follow(const struct match *m, struct found *f, uint32_t i,
    const struct match_start *at, const struct symbol *s, uint32_t left)
{
	uint32_t from = from_start(m, at), pair, k;
	const struct match_step *t;

	for (k = 3; k < left; k++) {
		pair = mix(from, hash(s[k].code));
		t = step_find(m, from, pair);
		if (!is_step(t, from, pair))
			return;
		put(f, i, t->deed.kind != ENTRY_NONE, t->deed, k + 1);
		if ((t->deed.flags & LONGER) == 0)
			return;
		from = from_step(m, t);
	}
}

/*
 * What begins at the marked ones of the next symbols, of which `left` stand in
 * the text. What is there decides no branch, which nobody could foretell, but
 * for long entries.
 */
static void
find(const struct match *m, const struct symbol *s, uint32_t left,
    const struct lexicon_mark *mark, struct found *f)
{
	const struct match_single *one;
	const struct match_start *at;
	uint64_t rest;
	uint32_t i;
	bool is;

	f->any = 0;
	for (rest = mark->one; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		one = single_at(m, s[i].code);
		put(f, i, (one->code == s[i].code) &
		    (one->deed.kind != ENTRY_NONE), one->deed, 1);
	}
	for (rest = mark->two; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		at = start_at(m, s[i].code, s[i + 1].code, NO_CODE);
		put(f, i, is_start(at, s[i].code, s[i + 1].code, NO_CODE),
		    at->deed, 2);
	}
	for (rest = mark->three; rest != 0; rest &= rest - 1) {
		i = (uint32_t)__builtin_ctzll(rest);
		at = start_at(m, s[i].code, s[i + 1].code, s[i + 2].code);
		is = is_start(at, s[i].code, s[i + 1].code, s[i + 2].code);
		put(f, i, is & (at->deed.kind != ENTRY_NONE), at->deed, 3);
		if (is & ((at->deed.flags & LONGER) != 0))
			follow(m, f, i, at, s + i, left - i);
	}
}

/* The bits below bit i. */
static inline uint64_t
below(uint32_t i)
{
	return i < MATCH_CHUNK ? (UINT64_C(1) << i) - 1 : UINT64_MAX;
}

/*
 * The hits of what was found, none in another one, and of ends of sentences.
 * Only hits move h on.
 */
static size_t
settle(struct match_walk *w, const struct found *f,
    const struct lexicon_mark *mark, struct match_hit *hit)
{
	static const struct lexicon_deed stop = { .kind = ENTRY_STOP };
	uint32_t i, end = w->end < w->at ? 0 : w->end - w->at;
	uint64_t left = f->any | mark->end;
	uint64_t commas = mark->comma & ~below(end);
	struct match_hit *h = hit;
	bool open, is, comma = w->comma;

	for (; left != 0; left &= left - 1) {
		i = (uint32_t)__builtin_ctzll(left);
		open = i >= end;
		is = (f->any >> i & 1) != 0;
		h->first = w->at + i;
		h->n = (uint8_t)(if_so(is, f->len[i]) | !is);
		h->deed = deed_of(is, f->deed[i], stop);
		h->comma = comma | ((commas & below(i)) != 0);
		is &= open;
		end = if_so(is, i + h->n) | if_so(!is, end);
		comma &= !is;
		commas &= ~below(end);
		h += open;
	}
	w->end = w->at + end;
	w->comma = comma | (commas != 0);
	return (size_t)(h - hit);
}

/* The marks of the next n symbols, where none were made: all. */
static struct lexicon_mark
mark_all(const struct symbol *s, uint32_t n)
{
	struct lexicon_mark mark = { .one = UINT64_MAX, .two = UINT64_MAX,
	    .three = UINT64_MAX };
	uint32_t i;

	for (i = 0; i < n; i++) {
		mark.end |= (uint64_t)(symbol_kind(&s[i]) == SYMBOL_END) << i;
		mark.comma |= (uint64_t)(symbol_kind(&s[i]) ==
		    SYMBOL_COMMA) << i;
	}
	return mark;
}

size_t
match_next(struct match_walk *w, struct match_hit hit[MATCH_CHUNK])
{
	uint32_t rest = w->n - w->at;
	uint32_t n = rest < MATCH_CHUNK ? rest : MATCH_CHUNK;
	struct lexicon_mark mark;
	struct found f;
	size_t hits;

	mark = w->mark != NULL ? w->mark[w->at / MATCH_CHUNK] :
	    mark_all(w->s + w->at, n);
	/* The last symbol of a text begins no two, the last two no three. */
	mark.one &= below(n);
	mark.two &= below(rest - 1) & below(n);
	mark.three &= below(rest < 2 ? 0 : rest - 2) & below(n);
	find(&w->l->match, w->s + w->at, rest, &mark, &f);
	hits = settle(w, &f, &mark, hit);
	w->at += n;
	return hits;
}

bool
match_at(const struct lexicon *l, const struct symbol *s, uint32_t n,
    uint32_t at, struct match_hit *h)
{
	uint32_t rest = n - at;
	const struct lexicon_mark mark = { .one = 1, .two = rest > 1,
	    .three = rest > 2 };
	struct found f;

	find(&l->match, s + at, rest, &mark, &f);
	if (f.any == 0)
		return false;
	*h = (struct match_hit){ .first = at, .deed = f.deed[0],
	    .n = f.len[0] };
	return true;
}
