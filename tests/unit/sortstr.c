/* The sort of texts against qsort with str_cmp. */
#include <stdlib.h>

#include "buf.h"
#include "mem.h"
#include "sortstr.h"
#include "unit.h"

static uint64_t state = 1;

static uint64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int
by_str(const void *a, const void *b)
{
	const struct sortstr *x = a, *y = b;

	return str_cmp((struct str){ x->p, x->len },
	    (struct str){ y->p, y->len });
}

/* Equal texts keep no order: compare the texts, and that none is lost. */
static void
check(struct sortstr *s, size_t n)
{
	struct sortstr *want = mem_array(n, sizeof(*want));
	unsigned char *there = mem_array(n, 1);
	size_t i, wrong = 0;

	for (i = 0; i < n; i++)
		s[i].number = (uint32_t)i;
	memcpy(want, s, n * sizeof(*s));
	qsort(want, n, sizeof(*want), by_str);
	sortstr(s, n);
	for (i = 0; i < n; i++) {
		wrong += by_str(&s[i], &want[i]) != 0;
		wrong += there[s[i].number]++;
	}
	CHECK_INT(wrong, 0);
	free(there);
	free(want);
}

/* n texts of up to `most` letters of an alphabet behind a common prefix. */
static void
random_texts(size_t n, size_t prefix, size_t most, struct str alphabet)
{
	struct sortstr *s = mem_array(n, sizeof(*s));
	char *text = mem_alloc(n * (prefix + most)), *p = text;
	size_t i, k;

	for (i = 0; i < n; i++) {
		s[i].p = p;
		s[i].len = (uint32_t)(prefix + next() % (most + 1));
		memset(p, 'p', prefix);
		for (k = prefix; k < s[i].len; k++)
			p[k] = alphabet.p[next() % alphabet.len];
		p += s[i].len;
	}
	check(s, n);
	free(text);
	free(s);
}

static void
few(void)
{
	size_t n;

	for (n = 0; n < 60; n++)
		random_texts(n, 0, 20, STR("\0a\xff"));
}

static void
nul_bytes(void)
{
	random_texts(3000, 0, 40, STR("\0"));
	random_texts(3000, 0, 20, STR("\0\0\0a"));
	random_texts(3000, 5, 20, STR("\0\xff"));
}

static void
prefixes(void)
{
	random_texts(2000, 1000, 3, STR("ab"));
	random_texts(2000, 7, 9, STR("ab"));
	random_texts(30, 100000, 9, STR("ab"));
}

static void
many(void)
{
	random_texts(200000, 6, 12, STR("0123456789"));
}

/* One run: all equal but in the last of their many bytes, or in nothing. */
static void
one_run(void)
{
	random_texts(5000, 64, 1, STR("abc"));
	random_texts(5000, 64, 0, STR("a"));
}

/* Texts that are the beginnings of one another. */
static void
nested(void)
{
	enum { N = 4000 };
	struct sortstr *s = mem_array(N, sizeof(*s));
	char *text = mem_zero(N);
	uint32_t i;

	for (i = 0; i < N; i++)
		s[i] = (struct sortstr){ .p = text, .len = i * 7919u % N };
	check(s, N);
	for (i = 0; i < N; i++)
		CHECK(s[i].len == i);
	free(text);
	free(s);
}

int
main(void)
{
	RUN(few);
	RUN(nul_bytes);
	RUN(prefixes);
	RUN(many);
	RUN(one_run);
	RUN(nested);
	return UNIT_STATUS();
}
