#ifndef CRM_TABOUT_H
#define CRM_TABOUT_H

#include "io.h"
#include "jsonput.h"

/* A table out: CSV, JSON lines, or aligned for a terminal. */
enum tab_format { TAB_CSV, TAB_JSONL, TAB_TABLE };
enum tab_type {
	TAB_TEXT, TAB_NUMBER, TAB_BOOL, TAB_JSON,
	TAB_KEPT	/* a number or bool of another table, or whatever
			   stood there: JSON bare only where it is one */
};

struct tab_col {
	const char	*name;
	enum tab_type	 type;	/* JSON: text is quoted, the rest bare;
				   table: numbers to the right */
};

struct tabout;

/*
 * cols is borrowed. TAB_TABLE holds all rows until tab_close, because widths
 * come from the widest cell; `width` columns cut the last text column (0: no
 * limit).
 */
struct tabout	*tab_open(struct io_out *out, enum tab_format f,
		    const struct tab_col *cols, size_t n, size_t width);
/* The same for more rows of a table whose header is written (no TAB_TABLE). */
struct tabout	*tab_more(struct io_out *out, enum tab_format f,
		    const struct tab_col *cols, size_t n);
/*
 * One row of n cells in the order of the columns. CSV quotes where RFC 4180
 * needs it; JSON lines leave empty cells out.
 */
void		tab_row(struct tabout *t, const struct str *cell);
/* Write what is held and free; the io_out stays open. */
void		tab_close(struct tabout *t);

/* One CSV field, quoted when needed. */
void		csv_put(struct io_out *out, struct str s);
/* The same at p, which has CSV_ROOM bytes; returns its end. */
#define CSV_ROOM(s)	((s).len * 2 + 2)
char		*csv_field(char *p, struct str s);

#endif
