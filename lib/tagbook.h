#ifndef CRM_TAGBOOK_H
#define CRM_TAGBOOK_H

#include "names.h"
#include "seen.h"
#include "stamp.h"

/*
 * The tags of what events are about. An event names its subject: a list of
 * tags of its own, or a content whose row may come later. Subjects are numbers
 * until the book is finished. Memory: a text for each distinct list, about 40
 * bytes a content.
 */
#define SUBJECT_NONE	UINT32_MAX

/* A resolved list: tags without repeats, and the form of the content. */
struct tag_list {
	uint32_t	*tag;		/* numbers in tagbook.tags */
	uint32_t	 n;
	uint32_t	 form;		/* number in forms, or SUBJECT_NONE */
};

struct tagbook {
	struct names	 lists;		/* the texts of tags and form */
	struct seen	 contents;	/* by source, account, content_id */
	struct store	 of;		/* their lists + 1, 0: none */
	struct buf	 text;		/* of a list, while it is looked up */
	bool		 any;		/* some tag was seen */
	/* After tagbook_finish. */
	struct tag_list	*list;
	struct names	 tags, forms;
	uint32_t	*rank;		/* of a tag, in byte order */
};

/* What the cells of a row say of its content. */
struct tag_cells {
	uint64_t	shop;		/* of source and account: sale_shop */
	struct str	content, tags, form;
};

void	tagbook_open(struct tagbook *b);
/* The subject of an event, or SUBJECT_NONE; as a content, a row defines it. */
uint32_t tagbook_subject(struct tagbook *b, const struct tag_cells *c);
/* A content row: the first with tags says the tags, or the first at all. */
void	tagbook_define(struct tagbook *b, const struct tag_cells *c);
/* Is there a tag in a cell? */
bool	tags_any(struct str cell);
/* The next tag of a cell, without blanks round it; false at the end. */
bool	tags_next(struct str *rest, struct str *tag);
/* A tag of a profile that is valid on some days: NAME@FROM..TO. */
struct tag_span {
	struct str	name;
	int32_t		from, to;	/* INT32_MIN, INT32_MAX: open */
};
/*
 * Split a tag; one without "@" and ".." behind it is valid always. False when
 * what stands there are no dates.
 */
bool	tags_span(struct str tag, struct tag_span *s);
void	tagbook_finish(struct tagbook *b);
/* Of a subject, after tagbook_finish; one without tags has n 0. */
const struct tag_list	*tagbook_tags(const struct tagbook *b,
			    uint32_t subject);
/* The first of the tags in byte order; SUBJECT_NONE without any. */
uint32_t tagbook_first(const struct tagbook *b, uint32_t subject);
void	tagbook_close(struct tagbook *b);

#endif
