/*
 * Symbols of any bytes: the fast ways find what the rules alone find, the
 * spans are in order and within the text, and no three are alike in a row.
 */
#include <stdio.h>
#include <stdlib.h>

#include "mem.h"
#include "subword.h"
#include "symbolin.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "symbol.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static void
check_spans(const struct symbols *s, size_t size)
{
	size_t i, end = 0;

	for (i = 0; i < s->n; i++) {
		const struct symbol *y = &s->p[i];

		MUST(y->start >= end && y->len > 0);
		MUST((y->kind & SYMBOL_KIND) < SYMBOL_NKIND);
		MUST(y->code < 0x110000 || y->code == SYMBOL_NAME ||
		    y->code >= SYMBOL_HASHED);
		MUST(i < 2 || y->code != y[-1].code || y->code != y[-2].code);
		end = (size_t)y->start + y->len;
	}
	MUST(end <= size);
}

static void
check_subwords(const struct symbols *s)
{
	struct subwords b;
	size_t i;

	for (b.at = 0; subwords_next(s, &b);)
		for (i = 0; i < b.n; i++) {
			MUST(b.cell[i] < NGRAM_HALF);
			MUST(b.word[i] < s->n);
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct symbols fast = { 0 };
	struct symbol *slow = mem_array(size + 1, sizeof(*slow));
	struct scan s = { .p = data, .len = size, .first = slow, .next = slow,
	    .last = SYMBOL_NONE };

	symbols_scan(&fast, (struct str){ (const char *)data, size });
	check_spans(&fast, size);
	check_subwords(&fast);
	while (s.at < s.len)
		symbol_any(&s);
	MUST(fast.n == (size_t)(s.next - slow));
	MUST(fast.n == 0 ||
	    memcmp(fast.p, slow, fast.n * sizeof(*slow)) == 0);
	symbols_free(&fast);
	free(slow);
	return 0;
}
