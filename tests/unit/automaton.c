/* Many literals at once, against looking for each at each place. */
#include <stdlib.h>

#include "automaton.h"
#include "symbol.h"
#include "unit.h"

#define PATTERNS	40
#define TEXT		600

struct literal {
	uint32_t	code[AUTOMATON_LONGEST];
	size_t		n;
	/* Codes that follow, if there are any, behind a gap. */
	uint32_t	then[AUTOMATON_LONGEST];
	size_t		nthen, most;
};

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static bool
stands(const uint32_t *code, size_t n, const struct symbols *s, size_t at)
{
	size_t k;

	for (k = 0; k < n && at + k < s->n && s->p[at + k].code == code[k];)
		k++;
	return k == n;
}

static bool
is_hit(const struct literal *l, const struct symbols *s, size_t at)
{
	size_t gap;

	if (!stands(l->code, l->n, s, at))
		return false;
	for (gap = 0; l->nthen > 0 && gap <= l->most; gap++)
		if (stands(l->then, l->nthen, s, at + l->n + gap))
			return true;
	return l->nthen == 0;
}

/*
 * The hit that comes after *h in the order of the contract, by brute force:
 * of 2 * i and 2 * i + 1 with something behind a gap or not.
 */
static bool
next_hit(const struct literal *l, size_t literals, const struct symbols *s,
    struct automaton_hit *h)
{
	size_t at, len, i, pick;

	for (at = h->first; at < s->n; at++) {
		for (len = at == h->first ? h->n : 1; len <= 8; len++) {
			i = 0;
			if (at == h->first && len == h->n)
				i = h->payload == UINT32_MAX ? 2 * literals :
				    h->payload + 1 + (l[h->payload].nthen > 0 ?
				    0 : literals);
			for (; i < 2 * literals; i++) {
				pick = i % literals;
				if (l[pick].n != len || (l[pick].nthen > 0) !=
				    (i < literals) || !is_hit(&l[pick], s, at))
					continue;
				*h = (struct automaton_hit){ (uint32_t)pick,
				    (uint32_t)at, (uint32_t)len };
				return true;
			}
		}
	}
	return false;
}

static size_t
draw_codes(uint32_t *code, uint32_t *seed, uint32_t codes, uint32_t most)
{
	size_t k, n = 1 + draw(seed, most);

	for (k = 0; k < n; k++)
		code[k] = 0x4e00 + draw(seed, codes);
	return n;
}

static void
check_run(const struct automaton *a, const struct literal *l, size_t literals,
    const struct symbols *s, const size_t range[2])
{
	struct automaton_hits hits = { 0 };
	struct automaton_hit want = { UINT32_MAX, (uint32_t)range[0], 0 };
	size_t i;

	automaton_run(a, s, range[0], range[1], &hits);
	for (i = 0; next_hit(l, literals, s, &want) && want.first < range[1];
	    i++) {
		CHECK(i < hits.n);
		if (i >= hits.n)
			break;
		CHECK_INT(hits.p[i].first, want.first);
		CHECK_INT(hits.p[i].n, want.n);
		CHECK_INT(hits.p[i].payload, want.payload);
	}
	CHECK_INT(hits.n, i);
	automaton_hits_free(&hits);
}

static void
check_round(uint32_t seed)
{
	static struct literal l[PATTERNS];
	static struct symbol symbol[TEXT];
	/* Few codes, so that patterns nest, overlap and are the same. */
	uint32_t codes = 2 + draw(&seed, 6);
	struct automaton *a = automaton_new();
	size_t i, literals = draw(&seed, PATTERNS), n = draw(&seed, TEXT);
	size_t most = draw(&seed, 9);
	const struct symbols s = { .p = symbol, .n = n };
	size_t range[2] = { 0, n };

	for (i = 0; i < literals; i++) {
		l[i].n = draw_codes(l[i].code, &seed, codes, 7);
		CHECK(automaton_add(a, l[i].code, l[i].n, (uint32_t)i));
		l[i].nthen = 0;
		if (draw(&seed, 3) > 0)
			continue;
		l[i].nthen = draw_codes(l[i].then, &seed, codes, 7);
		l[i].most = most;
		automaton_then(a, l[i].then, l[i].nthen, (uint8_t)most);
	}
	automaton_ready(a);
	for (i = 0; i < n; i++)
		symbol[i] = (struct symbol){ .code = 0x4e00 +
		    draw(&seed, codes) };
	check_run(a, l, literals, &s, range);
	automaton_baseline(a);
	range[0] = draw(&seed, (uint32_t)n + 1);
	range[1] -= draw(&seed, (uint32_t)(n - range[0]) + 1);
	check_run(a, l, literals, &s, range);
	automaton_free(a);
}

static void
test_brute_force(void)
{
	uint32_t seed;

	for (seed = 0; seed < 300; seed++)
		check_round(seed);
}

static void
test_edges(void)
{
	static const uint32_t codes[AUTOMATON_LONGEST + 1];
	struct symbol symbol[AUTOMATON_LONGEST] = { { 0 } };
	struct symbols s = { .p = symbol, .n = AUTOMATON_LONGEST };
	struct automaton *a = automaton_new();
	struct automaton_hits hits = { 0 };

	automaton_ready(a);
	automaton_run(a, &s, 0, s.n, &hits);
	CHECK_INT(hits.n, 0);
	automaton_free(a);
	a = automaton_new();
	CHECK(!automaton_add(a, codes, 0, 1));
	CHECK(!automaton_add(a, codes, AUTOMATON_LONGEST + 1, 1));
	CHECK(automaton_add(a, codes, AUTOMATON_LONGEST, 7));
	automaton_ready(a);
	automaton_run(a, &s, 0, 0, &hits);
	CHECK_INT(hits.n, 0);
	automaton_run(a, &s, 0, 1, &hits);
	CHECK_INT(hits.n, 1);
	automaton_run(a, &s, 1, s.n, &hits);
	CHECK_INT(hits.n, 0);
	s.n--;
	automaton_run(a, &s, 0, s.n, &hits);
	CHECK_INT(hits.n, 0);
	automaton_free(a);
	/* What is behind the end of a text is none of its codes. */
	a = automaton_new();
	CHECK(automaton_add(a, codes, 2, 1));
	automaton_ready(a);
	s.n = 1;
	automaton_run(a, &s, 0, 1, &hits);
	CHECK_INT(hits.n, 0);
	automaton_hits_free(&hits);
	automaton_free(a);
}

/* Whatever the codes are, both sieves let the same patterns through. */
static void
test_all_codes(void)
{
	struct symbol symbol[200];
	const struct symbols s = { .p = symbol, .n = 200 };
	struct automaton *a = automaton_new();
	struct automaton_hits hits = { 0 };
	uint32_t seed = 7, code[200];
	size_t i;

	for (i = 0; i < 200; i++) {
		code[i] = draw(&seed, 2) == 0 ? draw(&seed, 0x110001) :
		    0x80000000 | draw(&seed, 1 << 24) << 7;
		symbol[i] = (struct symbol){ .code = code[i] };
	}
	for (i = 0; i + 3 < 200; i++)
		CHECK(automaton_add(a, code + i, 1 + i % 4, (uint32_t)i));
	automaton_ready(a);
	automaton_run(a, &s, 0, 200, &hits);
	CHECK_INT(hits.n, 197);
	automaton_baseline(a);
	automaton_run(a, &s, 0, 200, &hits);
	CHECK_INT(hits.n, 197);
	automaton_hits_free(&hits);
	automaton_free(a);
}

int
main(void)
{
	RUN(test_brute_force);
	RUN(test_edges);
	RUN(test_all_codes);
	return UNIT_STATUS();
}
