#ifndef CRM_CSVSCAN_H
#define CRM_CSVSCAN_H

#include <stdint.h>

#include "buf.h"
#include "utf8avx.h"
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
	CSVSCAN_CHECK	= 1,	/* it may have NUL or bad UTF-8 */
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
	struct utf8avx	 utf8;		/* of the block before */
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
void	csvscan_close(struct csvscan *s);

#endif
