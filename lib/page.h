#ifndef CRM_PAGE_H
#define CRM_PAGE_H

#include "figures.h"
#include "wording.h"

/*
 * A report for people as a list of blocks: what it says, apart from how it is
 * drawn (pagetext.h, pagehtml.h, pagemark.h). All texts are in the reader's
 * language, raw (not escaped, not cleaned), owned by the page, and end in NUL.
 */
enum page_kind {
	PAGE_TITLE,	/* text: of the whole page */
	PAGE_LINE,	/* text: below the title */
	PAGE_ALARM,	/* text: before believing the rest */
	PAGE_SECTION,	/* text: its title; name; remark may be empty */
	PAGE_TEXT,	/* text: a paragraph */
	PAGE_FACTS,	/* rows of three cells: name, value, remark */
	PAGE_TABLE,
	PAGE_HEAT,
	PAGE_CHART
};

enum page_align {
	PAGE_LEFT,
	PAGE_RIGHT,	/* numbers */
	PAGE_BAR	/* a part of 1000 */
};

/* A column. Its head is a key of wording.h; that of a bar may be "". */
struct page_col {
	const char	*head;
	enum page_align	 align;
	/* Where the width is short: */
	size_t		 min;	/* may be cut to this; 0: never cut */
	int		 drop;	/* 0: stays; else the largest leaves first */
};

struct page_cell {
	struct str	text;
	int		part;	/* of a bar, 0 to 1000; -1: none */
};

/* A square map of counts, [row * bins + col], the highest row on top. */
struct page_heat {
	size_t		 bins;
	int128		*count;
	/* What a score stands for ("0-31"), bins of each, may be empty. */
	struct str	*row_label, *col_label;
	struct str	 row_unit, col_unit;	/* "days", "orders" */
};

/*
 * Series over periods. y is in the unit of the figures; label is how a person
 * reads it. A point may be missing.
 */
struct page_point {
	bool		there;
	double		y;
	struct str	label;
};

struct page_series {
	struct str		 name;
	struct page_point	*point;		/* nx of them */
};

struct page_chart {
	struct str		 title;
	struct str		*x;		/* the periods, oldest first */
	size_t			 nx;
	struct page_series	*series;
	size_t			 nseries;
	bool			 percent;	/* y is a share */
};

struct page_block {
	enum page_kind		 kind;
	struct str		 text;
	struct str		 name;		/* of a section: its slug */
	struct str		 remark;
	/* Of a table: heads in the reader's language, rows of ncol cells. */
	struct page_col		*col;
	size_t			 ncol;
	struct page_cell	*cell;
	size_t			 ncell, cap;
	struct page_heat	 heat;
	struct page_chart	 chart;
};

struct page {
	struct page_block	*block;
	size_t			 n, cap;
	const struct wording	*wording;	/* borrowed, NULL: English */
	struct arena		 text;
};

/* A zeroed page with labels set is empty. */
void	page_free(struct page *p);

/* Blocks in the order of the page. Texts are copied. */
void	page_add(struct page *p, enum page_kind kind, struct str text);
/* title is a key of wording.h. */
void	page_section(struct page *p, const char *name, const char *title,
	    struct str remark);
/* A row of the block PAGE_FACTS, which begins with the first of them. */
void	page_fact(struct page *p, const char *name, struct str value,
	    struct str remark);
/* A table; then its cells, row by row. */
void	page_table(struct page *p, const struct page_col *col, size_t ncol);
void	page_cell(struct page *p, struct str s);
void	page_bar(struct page *p, int part);
/* Arrays are copied. */
void	page_heat(struct page *p, const struct page_heat *h);
void	page_chart(struct page *p, const struct page_chart *c);

/*
 * Texts for blocks, as long as the page lives. say_label is the reader's word;
 * SAY fills a template of wording.h with texts.
 */
struct str	say_label(struct page *p, const char *english);
struct str	say_fill(struct page *p, const char *english,
		    const struct str *arg, size_t n);
#define SAY(p, english, ...)						\
	say_fill(p, english, (const struct str[]){ __VA_ARGS__ },	\
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/*
 * Numbers for people: 1,985; 12,345.60; 12.3%; 2.59 for a ratio of counts that
 * is no share. What is absent or undefined is "-".
 */
struct str	say_num(struct page *p, struct fig_num v);
struct str	say_value(struct page *p, const struct figure *fig);
struct str	say_percent(struct page *p, const struct figure *fig);
/* A share of 0 to 1 in percent, without the sign. */
struct str	say_share(struct page *p, double share);

#endif
