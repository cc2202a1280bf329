/*
 * Separators of CSV by bit masks: for 64 bytes a mask of quotes, delimiters
 * and line ends; the running parity of the quote mask tells which bytes are
 * inside quotes (the idea of Langdale and Lemire's simdjson, for CSV). Two
 * more masks prove that every quote is regular, so that a file where one is
 * not is never split by guess.
 *
 * csvmask.h makes the masks of a block; the loop here is compiled twice, for
 * the baseline and for AVX2, which is chosen at run time.
 */
#include <stdlib.h>
#include <string.h>

#include "csvmask.h"
#include "csvscan.h"
#include "mem.h"

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

static void
flag_grains(struct csvscan *s, size_t from, size_t to,
    enum csvscan_flag flag)
{
	size_t i = from / WINDOW_GRAIN, last = (to - 1) / WINDOW_GRAIN;

	/* A character that is cut short shows only behind its last byte. */
	if (flag == CSVSCAN_CHECK && i > 0)
		i--;
	if (last >= s->nflag) {
		s->flag = mem_grow(s->flag, last * 2 + 64, 1);
		memset(s->flag + s->nflag, 0, last * 2 + 64 - s->nflag);
		s->nflag = last * 2 + 64;
	}
	for (; i <= last; i++)
		s->flag[i] |= (unsigned char)flag;
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

static inline uint32_t *
emit(uint32_t *e, uint64_t bits, size_t at)
{
	for (; bits != 0; bits &= bits - 1)
		*e++ = (uint32_t)(at + (size_t)__builtin_ctzll(bits));
	return e;
}

/* A block: its bytes as bits. */
struct marks {
	uint64_t	valid;		/* there are fewer at the end */
	uint64_t	quote, newline;
	uint64_t	sep;		/* outside quotes */
	uint64_t	in;		/* inside quotes */
	uint64_t	close;		/* a quote that closes */
	uint64_t	bad;		/* a quote that is not regular */
};

/* What the quotes of a block, or of those before, make of it. */
static inline __attribute__((always_inline)) void
judge_quotes(const struct csvscan_state *st, const char *block, size_t left,
    struct marks *m)
{
	uint64_t after;

	m->in = running_parity(m->quote) ^ st->inside;
	m->close = m->quote & ~m->in;
	m->sep &= ~m->in;
	m->bad = m->quote & m->in &
	    ~((m->sep | m->close) << 1 | st->may_open);
	after = (m->close << 1 | st->closed) & ~(m->sep | m->quote) & m->valid;
	if (__builtin_expect(after != 0, 0))
		m->bad |= not_crlf(after, block, left);
}

/*
 * One block of len (1..64) bytes whose masks are m; block holds 64, left is
 * what can be seen from it. False when a quote is not regular.
 */
static inline __attribute__((always_inline)) bool
scan_block(struct csvscan *s, struct csvscan_state *st, struct csvmask m,
    const char *block, size_t len, size_t left)
{
	uint64_t valid = len == 64 ? ~(uint64_t)0 : ((uint64_t)1 << len) - 1;
	struct marks k = { .valid = valid, .quote = m.quote & valid,
	    .newline = m.newline & valid,
	    .sep = (m.delim | m.newline) & valid };

	/* Most files have hardly a quote, or have them everywhere. */
	if ((k.quote | st->inside | st->closed) != 0)
		judge_quotes(st, block, left, &k);
	if (__builtin_expect(m.check, 0))
		flag_grains(s, st->at, st->at + len, CSVSCAN_CHECK);
	if (__builtin_expect((k.newline & k.in) != 0, 0))
		flag_grains(s, st->at, st->at + len, CSVSCAN_LINES);
	if (__builtin_expect(k.bad != 0, 0)) {
		k.sep &= (k.bad & (~k.bad + 1)) - 1;
		len = (size_t)__builtin_ctzll(k.bad);
		st->irregular = st->at + len;
	}
	s->n = (size_t)(emit(s->sep + s->n, k.sep, st->at) - s->sep);
	s->nl_n = (size_t)(emit(s->newline + s->nl_n, k.sep & k.newline,
	    st->at) - s->newline);
	st->at += len;
	if (k.bad != 0)
		return false;
	st->inside = (uint64_t)((int64_t)(k.in << (64 - len)) >> 63);
	st->may_open = (k.sep | k.close) >> (len - 1) & 1;
	st->closed = k.close >> (len - 1) & 1;
	return true;
}

/* The loop over blocks, for one way to make masks. */
#define SCAN(name, masks, attribute)					\
attribute static void							\
name(struct csvscan *s, const char *p, size_t end)			\
{									\
	struct csvscan_state st = s->state;				\
	char block[64];							\
	size_t left;							\
									\
	while ((left = end - st.at) >= 64 && s->n <= CSVSCAN_MAX - 64)	\
		if (!scan_block(s, &st, masks(p + st.at, s->delimiter,	\
		    &s->utf8), p + st.at, 64, left))			\
			break;						\
	if (st.irregular == SIZE_MAX && left > 0 && left < 64 &&	\
	    s->n <= CSVSCAN_MAX - 64) {					\
		memset(block, ' ', sizeof(block));			\
		memcpy(block, p + st.at, left);				\
		scan_block(s, &st, masks(block, s->delimiter,		\
		    &s->utf8), block, left, left);			\
	}								\
	s->state = st;							\
}

SCAN(scan_base, csvmask_base, )
#ifdef CSVMASK_AVX2
SCAN(scan_avx2, csvmask_avx2, CSVMASK_AVX2)
#endif

void
csvscan_open(struct csvscan *s, char delimiter)
{
	*s = (struct csvscan){ .delimiter = delimiter, .run = scan_base };
#ifdef CSVMASK_AVX2
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
		s->run = scan_avx2;
#endif
	/* A block is written as a whole, so there is room for one more. */
	s->sep = mem_array(CSVSCAN_MAX + 64, sizeof(*s->sep));
	s->newline = mem_array(CSVSCAN_MAX + 64, sizeof(*s->newline));
	csvscan_restart(s, 0);
}

void
csvscan_baseline(struct csvscan *s)
{
	s->run = scan_base;
}

static void
to_front(uint32_t *pos, size_t *head, size_t *n)
{
	memmove(pos, pos + *head, (*n - *head) * sizeof(*pos));
	*n -= *head;
	*head = 0;
}

void
csvscan_run(struct csvscan *s, const char *p, size_t end, bool last)
{
	to_front(s->sep, &s->head, &s->n);
	to_front(s->newline, &s->nl_head, &s->nl_n);
	/* A CR at the end may be half of a CR LF. */
	if (!last && end > s->state.at && p[end - 1] == '\r')
		end--;
	if (s->state.at < end && s->state.irregular == SIZE_MAX)
		s->run(s, p, end);
}

void
csvscan_restart(struct csvscan *s, size_t at)
{
	s->head = s->n = s->nl_head = s->nl_n = 0;
	s->state = (struct csvscan_state){ .at = at, .irregular = SIZE_MAX,
	    .may_open = 1 };
	s->utf8.begun = false;
}

void
csvscan_shift(struct csvscan *s, size_t shift)
{
	size_t i, grains = shift / WINDOW_GRAIN;

	for (i = s->head; i < s->n; i++)
		s->sep[i] -= (uint32_t)shift;
	for (i = s->nl_head; i < s->nl_n; i++)
		s->newline[i] -= (uint32_t)shift;
	s->state.at -= shift;
	if (s->state.irregular != SIZE_MAX)
		s->state.irregular -= shift;
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
	free(s->sep);
	free(s->newline);
	free(s->flag);
}
