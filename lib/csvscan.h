#ifndef CRM_CSVSCAN_H
#define CRM_CSVSCAN_H

#include <stdint.h>

#include "buf.h"
#include "window.h"

/*
 * The first pass over CSV bytes, 64 at a time: where the delimiters and line
 * ends outside quotes are, for records whose quotes are regular (opening at
 * the start of a field, "" inside, closing before a delimiter or line end).
 * It stops at the first byte that is not; the caller reads that record in
 * another way and restarts behind it.
 */
#define CSVSCAN_MAX	((size_t)64 << 10)

enum csvscan_flag {
	CSVSCAN_CHECK	= 1,	/* the grain has a byte >= 0x80 or NUL */
	CSVSCAN_LINES	= 2	/* the grain has a line end inside quotes */
};

/* What the scan knows where it stands: kept in registers inside. */
struct csvscan_state {
	size_t		 at;		/* scanned up to here */
	size_t		 irregular;	/* where it stopped, or SIZE_MAX */
	uint64_t	 inside;	/* all ones: inside quotes */
	uint64_t	 may_open;	/* 1: a quote may open a field */
	uint64_t	 closed;	/* 1: a quote before closed one */
};

struct csvscan {
	char		 delimiter;
	/* Positions not yet consumed: sep[head..n) of all separators, line ends
	   included, and newline[nl_head..nl_n) of the line ends alone. */
	uint32_t	*sep, *newline;
	size_t		 head, n, nl_head, nl_n;
	struct csvscan_state state;
	unsigned char	*flag;		/* one a grain of the window */
	size_t		 nflag;
	void		(*run)(struct csvscan *s, const char *p, size_t end);
};

void	csvscan_open(struct csvscan *s, char delimiter);
/* Take the loop that every machine has, for tests: the result is the same. */
void	csvscan_baseline(struct csvscan *s);
/*
 * Scan p[s->state.at..end) as far as there is room. last: no bytes will
 * follow end.
 */
void	csvscan_run(struct csvscan *s, const char *p, size_t end, bool last);
/* Forget all positions; go on at a record that begins at `at`. */
void	csvscan_restart(struct csvscan *s, size_t at);
/* The bytes have moved towards the front by `shift`. */
void	csvscan_shift(struct csvscan *s, size_t shift);
/* The flags of the grains that p[from..to) touches. */
static inline int
csvscan_flags(const struct csvscan *s, size_t from, size_t to)
{
	size_t i = from / WINDOW_GRAIN, last = (to - 1) / WINDOW_GRAIN;
	int flags = 0;

	if (to > from)
		for (; i <= last && i < s->nflag; i++)
			flags |= s->flag[i];
	return flags;
}
/*
 * The part of p[*from..*to) that such grains with CSVSCAN_CHECK cover: the
 * characters outside it are ASCII, so it begins and ends at characters.
 */
static inline void
csvscan_check_span(const struct csvscan *s, size_t *from, size_t *to)
{
	size_t first = *from / WINDOW_GRAIN, last = (*to - 1) / WINDOW_GRAIN;

	while (first < last && !(s->flag[first] & CSVSCAN_CHECK))
		first++;
	while (last > first && (last >= s->nflag ||
	    !(s->flag[last] & CSVSCAN_CHECK)))
		last--;
	if (first * WINDOW_GRAIN > *from)
		*from = first * WINDOW_GRAIN;
	if ((last + 1) * WINDOW_GRAIN < *to)
		*to = (last + 1) * WINDOW_GRAIN;
}
void	csvscan_close(struct csvscan *s);

#endif
