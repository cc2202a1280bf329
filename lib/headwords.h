#ifndef CRM_HEADWORDS_H
#define CRM_HEADWORDS_H

#include "pattern.h"
#include "record.h"

/*
 * The dictionary of lib/data/headers/headers.txt: what the headers of exports
 * mean, and the states of orders. See the file for its form.
 */
enum {
	/* Meanings beside the canonical columns. */
	HEAD_REFUND = REC_N, HEAD_REFUND_TIME, HEAD_REFUND_ID, HEAD_N
};

/* Tables that a word may stand in. */
enum head_kind {
	HEAD_ORDER, HEAD_MESSAGE, HEAD_CONTENT, HEAD_SPEND, HEAD_PROFILE,
	HEAD_KINDS
};

struct headword {
	unsigned	 to;		/* enum record_col, or HEAD_REFUND.. */
	enum rule	 rule;
	char		*key;		/* user_id: what kind of key, or NULL */
	bool		 kind[HEAD_KINDS];
	bool		 proof[HEAD_KINDS];	/* the table is one */
	struct pattern	 word;
};

struct headvalue {
	enum record_col	 col;		/* status or direction */
	char		*to;
	struct pattern	 word;
};

struct headwords {
	struct headword	*w;
	size_t		 n;
	struct headvalue *v;
	size_t		 nv;
};

/* A mistake in the compiled-in file is a bug: false with its line in err. */
bool	headwords_open(struct headwords *hw, struct buf *err);
void	headwords_close(struct headwords *hw);
/*
 * The part of a normalised header before a unit in brackets at its end, and
 * that unit (empty: none): "watch time (hours)".
 */
struct str	headwords_base(struct str norm, struct str *unit);
/* Is the header, with or without its unit, that word? */
bool	headwords_is(const struct headword *w, struct str norm);
/* The value for a normalised cell of a column, or NULL. */
const char	*headwords_value(const struct headwords *hw,
		    enum record_col col, struct str norm);

#endif
