#ifndef CRM_SPOOL_H
#define CRM_SPOOL_H

#include "io.h"

/*
 * An input that can be read more than once, although it is a pipe: a copy in
 * a temporary file ($TMPDIR, else /tmp), which has lost its name before a
 * byte is in it and so goes away with the process, however that ends.
 */
struct spool;

/*
 * Copy all of `in`, inflated, from the first byte that was not taken (what was
 * only peeked is in it), and own it. More than max bytes, when that is not 0,
 * are refused. NULL: the reason is put into err, without the name of the
 * input, and `in` stays the caller's.
 */
struct spool	*spool_open(struct io_in *in, uint64_t max, struct buf *err);
/*
 * A new input from the first byte on, with the name and the digest of the one
 * that was copied; any number, also at the same time. Close each before the
 * spool.
 */
struct io_in	*spool_in(struct spool *s);
/* The input that was copied, at its end: for its name and digest. */
struct io_in	*spool_from(const struct spool *s);
uint64_t	spool_size(const struct spool *s);
/* n bytes at an offset; fewer only at the end. -1 with errno. */
ssize_t		spool_at(const struct spool *s, uint64_t at, void *p, size_t n);
/* The descriptor, for who reads at offsets; it stays the spool's. */
int		spool_fd(const struct spool *s);
void		spool_close(struct spool *s);

#endif
