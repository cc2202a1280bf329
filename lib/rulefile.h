#ifndef CRM_RULEFILE_H
#define CRM_RULEFILE_H

#include "diag.h"

/*
 * Files of rules (crm-rules.5): words on lines, "#" begins a comment. Some are
 * compiled in, by name, from a folder of lib/data.
 */
struct rulefile_kind {
	const char	*show;		/* --show=WORD lists them */
	const char	*folder;	/* of lib/data, "segments/" */
	const char	*noun;		/* "table" */
};

/* A line that is being read. */
struct rule_line {
	struct str	 rest;		/* what no word was taken of */
	const char	*begin;
	uint64_t	 number;
};

/*
 * The next line of *text, its number counted on from l->number. False at the
 * end, and with f->reason for bytes that are not UTF-8.
 */
bool	rule_line(struct rule_line *l, struct str *text, struct fault *f);
/* The next word of the line; empty at its end or at a comment. */
struct str rule_word(struct rule_line *l);
/* A mistake at a word of the line, which may be empty; returns false. */
bool	rule_fail(struct fault *f, const struct rule_line *l, struct str word,
	    const char *reason);

/* The text of a built-in file; p NULL when there is none of that name. */
struct str rulefile_text(const struct rulefile_kind *k, struct str name);
/*
 * Parse the built-in file of that name, else the file; parse returns false with
 * *f. STATUS_OK, or a line in err: STATUS_USAGE for a mistake in the text or a
 * name that is neither, STATUS_IO for a file that cannot be read.
 */
enum status	rulefile_load(const struct rulefile_kind *k, const char *name,
		    bool (*parse)(void *to, struct str text, struct fault *f),
		    void *to, struct buf *err);
/*
 * What --show prints: WORD is a list of the built-in files, WORD:NAME the text
 * of one. False when there is no such thing.
 */
bool		rulefile_show(const struct rulefile_kind *k, struct buf *out,
		    const char *what);

#endif
