#ifndef CRM_CSVREC_H
#define CRM_CSVREC_H

#include "csvscan.h"
#include "csvslow.h"
#include "rowsin.h"

/* Where the records of a CSV window are: private to csvrec.c and csvin.c. */
struct csvin {
	struct csvscan	 scan;
	struct csvslow	 slow;
	struct csvsplit	*split;
	bool		 skipping;	/* drop bytes up to the next line end */
	/* Line and column of the byte last placed; mark_line 0: none. */
	size_t		 mark;
	uint64_t	 mark_line, mark_column;
};

/* One record in the window, not yet consumed. */
struct csvrec {
	size_t		 start;
	size_t		 end;		/* without the line end */
	size_t		 next;		/* where the next record begins */
	const uint32_t	*sep;		/* nfield - 1 of them, or NULL: slow */
	size_t		 nfield;
};

enum csvrec_found {
	FOUND_RECORD, FOUND_BAD, FOUND_BLANK, FOUND_MORE, FOUND_END
};

/*
 * The next record of the window, r->csv's. After FOUND_BAD *f has the reason
 * and the place; FOUND_BLANK was a line to pass over, FOUND_MORE asks for
 * csvrec_more.
 */
enum csvrec_found csvrec_find(struct rows *r, struct csvrec *rec,
		    struct fault *f);
/* Read more: 1, 0 at the end, -1 on an error. No row may be handed out. */
int		csvrec_more(struct rows *r);
/* Line and column of a byte of the record that begins at w.start. */
void		csvrec_place(struct rows *r, size_t pos, struct fault *f);
/* Line ends inside [from, to), for the line number of the next record. */
uint64_t	csvrec_lines(const struct rows *r, size_t from, size_t to);

/* The end of a record whose line end may be CR LF. */
static inline size_t
csvrec_end(const struct rows *r, size_t start, size_t end)
{
	return end > start && r->w.p[end - 1] == '\r' ? end - 1 : end;
}

#endif
