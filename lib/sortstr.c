/*
 * A sort of texts in byte order, eight bytes at a time: a radix sort by the
 * next eight bytes as a number, then the same for each run of equal ones.
 * Runs wait on a heap stack, so no input can make it recurse deeply.
 */
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "sortstr.h"

struct run {
	size_t	from, n;
	size_t	depth;		/* bytes that are equal already */
};

struct stack {
	struct run	*run;
	size_t		 n, cap;
};

static void
push(struct stack *st, size_t from, size_t n, size_t depth)
{
	st->run = mem_room(st->run, st->n + 1, &st->cap, sizeof(*st->run));
	st->run[st->n++] = (struct run){ from, n, depth };
}

/* Eight bytes behind depth, big-endian, zeros behind the end. */
static uint64_t
prefix(const struct sortstr *s, size_t depth)
{
	const unsigned char *p = (const unsigned char *)s->p + depth;
	size_t i, left = s->len > depth ? s->len - depth : 0;
	uint64_t v = 0;

	if (left >= 8) {
		memcpy(&v, p, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		v = __builtin_bswap64(v);
#endif
		return v;
	}
	for (i = 0; i < left; i++)
		v |= (uint64_t)p[i] << (56 - 8 * i);
	return v;
}

/* Equal prefixes: the text that ends first, then by length, sorts first. */
static int
before(const struct sortstr *a, const struct sortstr *b)
{
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix;
	return a->len < b->len;
}

static void
insertion(struct sortstr *s, size_t n)
{
	struct sortstr x;
	size_t i, k;

	for (i = 1; i < n; i++) {
		x = s[i];
		for (k = i; k > 0 && before(&x, &s[k - 1]); k--)
			s[k] = s[k - 1];
		s[k] = x;
	}
}

static int
compare(const void *a, const void *b)
{
	const struct sortstr *x = a, *y = b;

	return before(y, x) - before(x, y);
}

/* By prefix, a byte a pass, skipping bytes that all have in common. */
static void
radix(struct sortstr *s, struct sortstr *spare, size_t n)
{
	struct sortstr *from = s, *to = spare, *swap;
	size_t count[256], i, at, c;
	unsigned shift;

	for (shift = 0; shift < 64; shift += 8) {
		memset(count, 0, sizeof(count));
		for (i = 0; i < n; i++)
			count[from[i].prefix >> shift & 255]++;
		if (count[from[0].prefix >> shift & 255] == n)
			continue;
		for (i = 0, at = 0; i < 256; i++) {
			c = count[i];
			count[i] = at;
			at += c;
		}
		for (i = 0; i < n; i++)
			to[count[from[i].prefix >> shift & 255]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != s)
		memcpy(s, from, n * sizeof(*s));
}

static void
sort_run(struct sortstr *s, struct sortstr *spare, struct run r,
    struct stack *st)
{
	size_t i, k, max;

	s += r.from;
	for (i = 0; i < r.n; i++)
		s[i].prefix = prefix(&s[i], r.depth);
	if (r.n <= 24)
		insertion(s, r.n);
	else if (r.n <= 1024)
		qsort(s, r.n, sizeof(*s), compare);
	else
		radix(s, spare, r.n);
	for (i = 0; i < r.n; i = k) {
		max = s[i].len;
		for (k = i + 1; k < r.n && s[k].prefix == s[i].prefix; k++)
			max = s[k].len > max ? s[k].len : max;
		if (k - i < 2)
			continue;
		if (max > r.depth + 8)
			push(st, r.from + i, k - i, r.depth + 8);
		else
			/* Only NUL bytes can tell them apart: by length. */
			qsort(s + i, k - i, sizeof(*s), compare);
	}
}

void
sortstr(struct sortstr *s, size_t n)
{
	struct sortstr *spare;
	struct stack st = { 0 };

	if (n < 2)
		return;
	spare = mem_table(n * sizeof(*spare));
	push(&st, 0, n, 0);
	while (st.n > 0)
		sort_run(s, spare, st.run[--st.n], &st);
	mem_table_free(spare, n * sizeof(*spare));
	free(st.run);
}

uint32_t *
sortstr_order(struct sortstr *s, size_t n)
{
	uint32_t *order;
	size_t i;

	sortstr(s, n);
	order = mem_array(n, sizeof(*order));
	for (i = 0; i < n; i++)
		order[i] = s[i].number;
	mem_table_free(s, n * sizeof(*s));
	return order;
}
