/*
 * The scan of CSV compiled twice, for the baseline and for the best that this
 * machine has: both stop at the same places with the same state, and both find
 * what a parser of one byte at a time finds. The first byte of the input
 * chooses the delimiter and the pieces, the rest are the bytes scanned.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csvscan.h"
#include "mem.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "csvscan.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static void
same_positions(const uint32_t *a, const uint32_t *b, size_t n)
{
	MUST(n == 0 || memcmp(a, b, n * sizeof(*a)) == 0);
}

static void
compare(const struct csvscan *a, const struct csvscan *b)
{
	size_t i;

	MUST(a->head == b->head && a->n == b->n);
	MUST(a->nl_head == b->nl_head && a->nl_n == b->nl_n);
	same_positions(a->sep, b->sep, a->n);
	same_positions(a->newline, b->newline, a->nl_n);
	MUST(a->state.at == b->state.at);
	MUST(a->state.irregular == b->state.irregular);
	MUST(a->state.inside == b->state.inside);
	MUST(a->state.may_open == b->state.may_open);
	MUST(a->state.closed == b->state.closed);
	for (i = 0; i < a->nflag && i < b->nflag; i++)
		MUST((a->flag[i] & CSVSCAN_LINES) ==
		    (b->flag[i] & CSVSCAN_LINES));
}

enum where { START, BARE, QUOTED, CLOSED };

/* Does the byte at i end a field, as a delimiter or a line end? */
static bool
ends(struct str s, size_t i, char delimiter)
{
	if (s.p[i] == '\r')
		return i + 1 < s.len && s.p[i + 1] == '\n';
	return s.p[i] == '\n' || s.p[i] == delimiter;
}

/* The separators, one byte at a time, up to the first irregular quote. */
static void
reference(const struct csvscan *a, struct str s)
{
	enum where w = START;
	size_t i, n = 0, nl = 0;

	for (i = 0; i < s.len; i++) {
		if (s.p[i] == '"' && w == BARE)
			break;
		if (w == CLOSED && s.p[i] != '"' &&
		    !ends(s, i, a->delimiter))
			break;
		if (s.p[i] == '"')
			w = w == QUOTED ? CLOSED : QUOTED;
		else if (w == QUOTED || (w == CLOSED && s.p[i] == '\r'))
			continue;
		else if (s.p[i] == '\n' || s.p[i] == a->delimiter) {
			MUST(n < a->n && a->sep[n++] == i);
			if (s.p[i] == '\n')
				MUST(nl < a->nl_n && a->newline[nl++] == i);
			w = START;
		} else
			w = BARE;
	}
	MUST(n == a->n && nl == a->nl_n && a->state.at == i);
	MUST(a->state.irregular == (i < s.len ? i : SIZE_MAX));
	MUST(i < s.len || (a->state.inside != 0) == (w == QUOTED));
}

/* Every record that is not UTF-8 without NUL is to be looked at again. */
static void
check_flags(const struct csvscan *a, struct str s)
{
	struct str record;
	size_t i, begin = 0;

	for (i = 0; i < a->nl_n; i++) {
		record = (struct str){ s.p + begin, a->newline[i] - begin };
		if (utf8_check(record) != record.len)
			MUST(csvscan_flags(a, begin, a->newline[i]) &
			    CSVSCAN_CHECK);
		begin = a->newline[i] + 1;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = ",;\t|";
	struct csvscan a, b;
	struct str s;
	size_t end = 0, piece;

	if (size < 1 || size > CSVSCAN_MAX / 2)
		return 0;
	s = (struct str){ (const char *)data + 1, size - 1 };
	piece = data[0] >> 2;
	csvscan_open(&a, delimiters[data[0] & 3]);
	csvscan_open(&b, delimiters[data[0] & 3]);
	csvscan_baseline(&b);
	do {
		end = piece == 0 || s.len - end < piece ? s.len : end + piece;
		csvscan_run(&a, s.p, end, end == s.len);
		csvscan_run(&b, s.p, end, end == s.len);
		compare(&a, &b);
	} while (end < s.len);
	reference(&a, s);
	check_flags(&a, s);
	check_flags(&b, s);
	csvscan_close(&a);
	csvscan_close(&b);
	return 0;
}
