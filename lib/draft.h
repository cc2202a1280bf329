#ifndef CRM_DRAFT_H
#define CRM_DRAFT_H

#include "headwords.h"
#include "match.h"
#include "sample.h"

/*
 * A first map for an export that no map knows (--draft-map): headers are looked
 * up in the dictionary, the rules are those that read the cells of the first
 * rows, and what is uncertain is said in notes.
 */
struct draft_use {
	const struct headword	*w;
	size_t			 col;
	enum rule		 rule;
	const char		*key;	/* user_id: kind of key, or NULL */
	struct sample_fit	 fit;
	size_t			 rank;	/* in the order of the dictionary */
};

struct draft {
	const struct header	*h;
	const struct sample	*s;
	const struct headwords	*hw;
	/* Every meaning that the cells of a column do not speak against, in
	   the order of the dictionary. */
	struct draft_use	*can;
	size_t			 ncan;
	enum head_kind		 kind;
	bool			 complete;	/* has what that kind needs */
	/* Those that are used, in the order of the dictionary. */
	struct draft_use	*use;
	size_t			 nuse;
	bool			 comma;		/* 12.400,5 */
};

/* h, s and hw are borrowed until draft_close. */
void	draft_open(struct draft *d, const struct header *h,
	    const struct sample *s, const struct headwords *hw);
void	draft_close(struct draft *d);
/* The first use for a column of the map, or NULL. */
const struct draft_use *draft_find(const struct draft *d, unsigned to);
/*
 * The map as JSON; file is the name of the export. Kinds of tables are named in
 * it by what they hold.
 */
void	draft_write(struct buf *out, const struct draft *d, struct str file);

#endif
