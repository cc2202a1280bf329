#ifndef CRM_JSONTEXT_H
#define CRM_JSONTEXT_H

#include "io.h"
#include "mem.h"

/*
 * JSON text read from front to back without being kept: what stands round the
 * records of a document. Brackets, strings and the place are followed; whether
 * a value is valid in detail is for jsonscan. Private to jsondoc.c and
 * jsonlook.c.
 */
struct jsontext {
	struct io_in	*in;		/* NULL: what is in p is all */
	const char	*p;		/* bytes read */
	size_t		 at, len;
	char		*own;		/* buffer of p, or NULL */
	bool		 eof;
	bool		 failed;	/* a read error of in */
	uint64_t	 base;		/* bytes before p */
	uint64_t	 line;		/* 0: the first */
	uint64_t	 line_at;	/* bytes before that line */
	/* NULL: none. The first thing that is wrong, and where. */
	const char	*fault;
	uint64_t	 fault_line, fault_column;
};

/* Where the text of a value goes: appended to b, but not beyond limit. */
struct jsonsink {
	struct buf	*b;
	size_t		 limit;		/* of b->len */
};

/* Over an input, or over text in memory: both borrowed until close. */
void	jsontext_open(struct jsontext *t, struct io_in *in);
void	jsontext_memory(struct jsontext *t, struct str s);
void	jsontext_close(struct jsontext *t);

/* The next byte, -1 at the end or after a read error. */
int	jsontext_peek(struct jsontext *t);
/* Take the byte that jsontext_peek has shown. */
void	jsontext_take(struct jsontext *t);
/* Take blanks; true when there were any. */
bool	jsontext_blanks(struct jsontext *t);
/* Blanks and then this byte: false with a fault when it is another. */
bool	jsontext_expect(struct jsontext *t, char c, const char *reason);
/*
 * Take one value, of any size. Into `to`, unless that is NULL, goes its text
 * without the blanks between tokens, in one line: a line end inside a string,
 * which is not valid, becomes a TAB, which is not valid there either.
 */
bool	jsontext_value(struct jsontext *t, const struct jsonsink *to);
/* Take a key and its colon; *key is decoded and lives in the arena. */
bool	jsontext_key(struct jsontext *t, struct arena *a, struct str *key);
/* Note what is wrong here, at the next byte; always false. */
bool	jsontext_fault(struct jsontext *t, const char *reason);
/*
 * "window.YTD.tweets.part0 = " before the value of the files of a Twitter
 * archive: take it. True when it was there.
 */
bool	jsontext_prefix(struct jsontext *t);

#endif
