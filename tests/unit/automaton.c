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
};

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* The hit that comes after *h in the order of the contract, by brute force. */
static bool
next_hit(const struct literal *l, size_t literals, const struct symbol *s,
    size_t n, struct automaton_hit *h)
{
	size_t at, len, i, k;

	for (at = h->first; at < n; at++) {
		for (len = at == h->first ? h->n : 1; len <= n - at; len++) {
			i = at == h->first && len == h->n ? h->payload + 1 : 0;
			for (; i < literals; i++) {
				for (k = 0; l[i].n == len && k < len &&
				    s[at + k].code == l[i].code[k];)
					k++;
				if (k < len)
					continue;
				*h = (struct automaton_hit){ (uint32_t)i,
				    (uint32_t)at, (uint32_t)len };
				return true;
			}
			if (len == 8)
				break;
		}
	}
	return false;
}

static void
check_round(uint32_t seed)
{
	static struct literal l[PATTERNS];
	static struct symbol symbol[TEXT];
	/* Few codes, so that patterns nest, overlap and are the same. */
	uint32_t codes = 2 + draw(&seed, 6);
	struct automaton *a = automaton_new();
	struct automaton_hits hits = { 0 };
	struct automaton_hit want = { UINT32_MAX, 0, 1 };
	size_t i, k, literals = draw(&seed, PATTERNS), n = draw(&seed, TEXT);
	const struct symbols s = { symbol, n, TEXT };
	size_t begin = draw(&seed, 2) * draw(&seed, (uint32_t)n + 1);
	size_t end = n - draw(&seed, 2) * draw(&seed, (uint32_t)(n - begin) +
	    1);

	for (i = 0; i < literals; i++) {
		l[i].n = 1 + draw(&seed, 7);
		for (k = 0; k < l[i].n; k++)
			l[i].code[k] = 0x4e00 + draw(&seed, codes);
		CHECK(automaton_add(a, l[i].code, l[i].n, (uint32_t)i));
	}
	automaton_ready(a);
	for (i = 0; i < n; i++)
		symbol[i] = (struct symbol){ .code = 0x4e00 +
		    draw(&seed, codes) };
	automaton_run(a, &s, begin, end, &hits);
	want.first = (uint32_t)begin;
	for (i = 0; next_hit(l, literals, symbol, n, &want) &&
	    want.first < end; i++) {
		CHECK(i < hits.n);
		if (i >= hits.n)
			break;
		CHECK_INT(hits.p[i].first, want.first);
		CHECK_INT(hits.p[i].n, want.n);
		CHECK_INT(hits.p[i].payload, want.payload);
	}
	CHECK_INT(hits.n, i);
	automaton_hits_free(&hits);
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
	struct symbols s = { symbol, AUTOMATON_LONGEST, AUTOMATON_LONGEST };
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
	automaton_hits_free(&hits);
	automaton_free(a);
}

/* A pattern that needs others: the hits of "ab" in n symbols of a text. */
static size_t
hits_with(const char *with, const char *text, size_t n)
{
	static const uint32_t ab[] = { 'a', 'b' };
	uint32_t codes[8];
	struct symbol symbol[2000];
	const struct symbols s = { symbol, n, 2000 };
	struct automaton *a = automaton_new();
	struct automaton_hits hits = { 0 };
	size_t i, found;

	for (i = 0; i < strlen(with); i++)
		codes[i] = (uint32_t)with[i];
	for (i = 0; i < n; i++)
		symbol[i] = (struct symbol){ .code = i < strlen(text) ?
		    (uint32_t)text[i] : '.' };
	CHECK(automaton_add(a, ab, 2, 1));
	automaton_with(a, codes, strlen(with));
	CHECK(automaton_add(a, ab, 2, 2));
	automaton_ready(a);
	automaton_run(a, &s, 0, n, &hits);
	found = hits.n;
	CHECK(found > 0 && hits.p[found - 1].payload == 2);
	/* The far end of a long text counts as well. */
	for (i = 0; i < strlen(with) && n > 100; i++)
		symbol[n - strlen(with) + i].code = codes[i];
	automaton_run(a, &s, 0, n, &hits);
	CHECK(n <= 100 || hits.n == 2);
	automaton_hits_free(&hits);
	automaton_free(a);
	return found;
}

static void
test_with(void)
{
	CHECK_INT(hits_with("c", "ab", 2), 1);
	CHECK_INT(hits_with("c", "abc", 3), 2);
	CHECK_INT(hits_with("c", "cab", 3), 2);
	CHECK_INT(hits_with("cd", "abc", 3), 1);
	CHECK_INT(hits_with("cd", "abdc", 4), 1);
	CHECK_INT(hits_with("cd", "abxcd", 5), 2);
	CHECK_INT(hits_with("cde", "abcde", 5), 2);
	CHECK_INT(hits_with("cd", "ab", 100), 1);
	hits_with("cd", "ab", 300);
	hits_with("cd", "ab", 2000);
}

int
main(void)
{
	RUN(test_brute_force);
	RUN(test_edges);
	RUN(test_with);
	return UNIT_STATUS();
}
