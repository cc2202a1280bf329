#ifndef CRM_OPT_H
#define CRM_OPT_H

#include <stdint.h>

#include "buf.h"

/*
 * One table of options a program, for parsing, --help and the check of the
 * manual. Values go into the program's struct at an offset.
 */
enum opt_kind {
	OPT_STANDARD,	/* --output, --rejects...: opt.c knows all but where it
			   goes */
	OPT_FLAG,	/* bool: set to true */
	OPT_TEXT,	/* const char * */
	OPT_TEXT_FLAG,	/* --x or --x=TEXT: bool at offset, and the text in the
			   const char * at offset2 when given */
	OPT_LIST,	/* struct opt_list: given any number of times */
	OPT_NUMBER,	/* int64_t, checked against min and max */
	OPT_CHOICE,	/* int: the index in arg, "net|ignore" */
	OPT_DAY		/* int32_t day, preset to DAY_NONE by the program */
};

struct opt {
	const char	*name;		/* long name without -- ; NULL ends */
	char		 letter;	/* or 0 */
	enum opt_kind	 kind;
	const char	*arg;		/* in help; for OPT_CHOICE the list */
	const char	*help;		/* one line */
	size_t		 offset;
	size_t		 offset2;
	int64_t		 min, max;	/* OPT_NUMBER */
	bool		 alone;		/* does without operands: --show */
};

struct opt_list {
	const char	**text;
	size_t		 *operand;	/* operands before this occurrence */
	size_t		  n;
};

struct opt_program {
	const char	*name;
	const char	*usage;		/* "[options] [file ...]" */
	const char	*what;		/* one or two lines for --help */
	const struct opt *opt;
	/* True: without operands on a terminal, usage is printed (status 2). */
	bool		 reads_stdin;
};

/*
 * Parse; options and operands may be mixed, "--" ends the options, -ofile and
 * -o file, --name=value and --name value; letters of flags may be joined.
 * Texts are borrowed from argv. Operands are moved to argv[0], argv[1]...;
 * returns their number. Without operands argv[0] becomes "-", and 1 is
 * returned.
 *
 * The one module below cmd/ that prints and exits, besides diag, because every
 * program would do the same: -h/--help and -V/--version print and exit 0, a
 * mistake prints "unknown option --as-off (nearest: --as-of)" and exits 2.
 */
int	opt_parse(const struct opt_program *p, int argc, char **argv, void *o);
/*
 * Text of the user, escaped and cut for a message that ends the program: what
 * it allocates is never freed.
 */
const char	*opt_shown(struct str s);
/* What --help prints: usage, what, and the table, aligned at 80 columns. */
void	opt_help(struct buf *out, const struct opt_program *p);
void	opt_list_free(struct opt_list *l);
/* The last text of a list that stands before an operand; or empty. */
struct str opt_list_at(const struct opt_list *l, size_t operand);
/*
 * The value of a text or a choice that was parsed into o, by its long name, for
 * a summary. False when it was not given.
 */
bool	opt_value(const struct opt *table, const void *o, const char *name,
	    struct str *value);
/*
 * The first option that was given, which is known by another value in o than in
 * preset (o before opt_parse), and that is (or is not) one of the names in
 * words, which blanks separate. NULL when there is none.
 */
const char	*opt_given(const struct opt_program *p, const void *o,
	    const void *preset, const char *words, bool is);

#endif
