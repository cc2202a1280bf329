/*
 * Separators of CSV by bit masks: for 64 bytes a mask of quotes, delimiters
 * and line ends; the running parity of the quote mask tells which bytes are
 * inside quotes (the idea of Langdale and Lemire's simdjson, for CSV). Two
 * more masks prove that every quote is regular, so that a file where one is
 * not is never split by guess.
 */
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "csvscan.h"
#include "mem.h"
#include "window.h"

struct masks {
	uint64_t	quote, delim, newline, check;
};

#if defined(__SSE2__)

/* Written out: at -O2 gcc keeps a loop of four, and v in memory. */
static inline uint64_t
bits(__m128i a, __m128i b, __m128i c, __m128i d)
{
	uint64_t lo = (uint32_t)_mm_movemask_epi8(a) |
	    (uint32_t)_mm_movemask_epi8(b) << 16;
	uint64_t hi = (uint32_t)_mm_movemask_epi8(c) |
	    (uint32_t)_mm_movemask_epi8(d) << 16;

	return hi << 32 | lo;
}

static inline struct masks
classify(const char *p, char delimiter)
{
	const __m128i *q = (const __m128i *)(const void *)p;
	const __m128i a = _mm_loadu_si128(q), b = _mm_loadu_si128(q + 1);
	const __m128i c = _mm_loadu_si128(q + 2), d = _mm_loadu_si128(q + 3);
	const __m128i quote = _mm_set1_epi8('"'), nl = _mm_set1_epi8('\n');
	const __m128i delim = _mm_set1_epi8(delimiter);
	/* The sign bit of a byte >= 0x80, and a least byte of 0 for NUL. */
	const __m128i any = _mm_or_si128(_mm_or_si128(a, b),
	    _mm_or_si128(c, d));
	const __m128i least = _mm_min_epu8(_mm_min_epu8(a, b),
	    _mm_min_epu8(c, d));

	return (struct masks){
	    bits(_mm_cmpeq_epi8(a, quote), _mm_cmpeq_epi8(b, quote),
		_mm_cmpeq_epi8(c, quote), _mm_cmpeq_epi8(d, quote)),
	    bits(_mm_cmpeq_epi8(a, delim), _mm_cmpeq_epi8(b, delim),
		_mm_cmpeq_epi8(c, delim), _mm_cmpeq_epi8(d, delim)),
	    bits(_mm_cmpeq_epi8(a, nl), _mm_cmpeq_epi8(b, nl),
		_mm_cmpeq_epi8(c, nl), _mm_cmpeq_epi8(d, nl)),
	    (uint64_t)_mm_movemask_epi8(_mm_or_si128(any,
		_mm_cmpeq_epi8(least, _mm_setzero_si128()))) };
}

#else

static struct masks
classify(const char *p, char delimiter)
{
	struct masks m = { 0 };
	uint64_t bit = 1;
	int i;

	for (i = 0; i < 64; i++, bit <<= 1) {
		m.quote |= p[i] == '"' ? bit : 0;
		m.delim |= p[i] == delimiter ? bit : 0;
		m.newline |= p[i] == '\n' ? bit : 0;
		m.check |= p[i] == '\0' || (p[i] & 0x80) != 0 ? bit : 0;
	}
	return m;
}

#endif

/* Bit i is the parity of bits 0..i. */
static inline uint64_t
running_parity(uint64_t m)
{
	m ^= m << 1;
	m ^= m << 2;
	m ^= m << 4;
	m ^= m << 8;
	m ^= m << 16;
	m ^= m << 32;
	return m;
}

void
csvscan_open(struct csvscan *s, char delimiter)
{
	*s = (struct csvscan){ .delimiter = delimiter };
	/* A block is written as a whole, so there is room for one more. */
	s->entry = mem_array(CSVSCAN_MAX + 64, sizeof(*s->entry));
	csvscan_restart(s, 0);
}

static void
flag_grains(struct csvscan *s, size_t from, size_t to, int flags)
{
	size_t i = from / WINDOW_GRAIN, last = (to - 1) / WINDOW_GRAIN;

	if (last >= s->nflag) {
		s->flag = mem_grow(s->flag, last * 2 + 64, 1);
		memset(s->flag + s->nflag, 0, last * 2 + 64 - s->nflag);
		s->nflag = last * 2 + 64;
	}
	for (; i <= last; i++)
		s->flag[i] |= (unsigned char)flags;
}

/*
 * Bits of x are bytes behind a closing quote that are neither a separator nor
 * a quote: the first that is not the CR of a CR LF, as a bit, or 0.
 */
static uint64_t
not_crlf(uint64_t x, const char *p, size_t left)
{
	for (; x != 0; x &= x - 1) {
		size_t i = (size_t)__builtin_ctzll(x);

		if (p[i] != '\r' || i + 1 >= left || p[i + 1] != '\n')
			return x & (~x + 1);
	}
	return 0;
}

static inline void
emit(struct csvscan *s, uint64_t sep, uint64_t newline, size_t at)
{
	uint32_t *e = s->entry + s->n;
	size_t i;

	for (; sep != 0; sep &= sep - 1) {
		i = (size_t)__builtin_ctzll(sep);
		*e++ = (uint32_t)(at + i) |
		    (uint32_t)(newline >> i & 1) * CSVSCAN_NEWLINE;
	}
	s->n = (size_t)(e - s->entry);
}

/* One block of len (1..64) bytes; block holds 64, left is what can be seen. */
static inline void
scan_block(struct csvscan *s, const char *block, size_t len, size_t left)
{
	uint64_t valid = len == 64 ? ~(uint64_t)0 : ((uint64_t)1 << len) - 1;
	struct masks m = classify(block, s->delimiter);
	uint64_t quote = m.quote & valid;
	uint64_t in = running_parity(quote) ^ s->inside;
	uint64_t open = quote & in, close = quote & ~in;
	uint64_t sep = (m.delim | m.newline) & ~in & valid;
	uint64_t bad = open & ~((sep | close) << 1 | s->may_open);
	uint64_t after = (close << 1 | s->closed) & ~(sep | quote) & valid;
	uint64_t lines = m.newline & in & valid;

	if (after != 0)
		bad |= not_crlf(after, block, left);
	if (m.check != 0 || lines != 0)
		flag_grains(s, s->at, s->at + len,
		    (m.check != 0 ? CSVSCAN_CHECK : 0) |
		    (lines != 0 ? CSVSCAN_LINES : 0));
	if (bad != 0) {
		s->irregular = s->at + (size_t)__builtin_ctzll(bad);
		sep &= (bad & (~bad + 1)) - 1;
		emit(s, sep, m.newline, s->at);
		s->at = s->irregular;
		return;
	}
	emit(s, sep, m.newline, s->at);
	s->inside = (uint64_t)((int64_t)(in << (64 - len)) >> 63);
	s->may_open = (sep | close) >> (len - 1) & 1;
	s->closed = close >> (len - 1) & 1;
	s->at += len;
}

void
csvscan_run(struct csvscan *s, const char *p, size_t end, bool last)
{
	char block[64];
	size_t left;

	if (s->head > 0) {
		memmove(s->entry, s->entry + s->head,
		    (s->n - s->head) * sizeof(*s->entry));
		s->n -= s->head;
		s->head = 0;
	}
	/* A CR at the end may be half of a CR LF. */
	if (!last && end > s->at && p[end - 1] == '\r')
		end--;
	while (s->at < end && s->n <= CSVSCAN_MAX - 64 &&
	    s->irregular == SIZE_MAX) {
		left = end - s->at;
		if (left >= 64) {
			scan_block(s, p + s->at, 64, left);
			continue;
		}
		memset(block, ' ', sizeof(block));
		memcpy(block, p + s->at, left);
		scan_block(s, block, left, left);
	}
}

void
csvscan_restart(struct csvscan *s, size_t at)
{
	s->head = s->n = 0;
	s->at = at;
	s->irregular = SIZE_MAX;
	s->inside = 0;
	s->may_open = 1;
	s->closed = 0;
}

void
csvscan_shift(struct csvscan *s, size_t shift)
{
	size_t i, grains = shift / WINDOW_GRAIN;

	for (i = s->head; i < s->n; i++)
		s->entry[i] -= (uint32_t)shift;
	s->at -= shift;
	if (s->irregular != SIZE_MAX)
		s->irregular -= shift;
	if (grains >= s->nflag) {
		if (s->nflag > 0)
			memset(s->flag, 0, s->nflag);
		return;
	}
	memmove(s->flag, s->flag + grains, s->nflag - grains);
	memset(s->flag + s->nflag - grains, 0, grains);
}

void
csvscan_close(struct csvscan *s)
{
	free(s->entry);
	free(s->flag);
}
