#ifndef CRM_IO_H
#define CRM_IO_H

#include <sys/types.h>

#include "diag.h"

/*
 * Bytes in. An input is a stack of readers: a file descriptor, inflated when
 * it starts with the gzip magic, and filters put on top by others (decode.c).
 */
struct io_in;

/*
 * Open an operand; "-" is standard input. NULL with *err set to a text that
 * says why (static or errno's). Caller closes with io_in_close.
 */
struct io_in	*io_in_open(const char *path, const char **err);
/* An input over memory, for tests and samples; borrowed until close. */
struct io_in	*io_in_memory(const char *name, struct str bytes);
/*
 * A filter on top of `below`, which it then owns. read is like io_in_read and
 * pulls from below itself; close frees ctx.
 */
struct io_in	*io_in_filter(struct io_in *below, void *ctx,
		    ssize_t (*read)(void *ctx, struct io_in *below, void *p,
		    size_t n), void (*close)(void *ctx));
/*
 * An input that is made up as it is read, with nothing below: read gets the
 * input itself in place of what is below.
 */
struct io_in	*io_in_made(const char *name, void *ctx,
		    ssize_t (*read)(void *ctx, struct io_in *self, void *p,
		    size_t n), void (*close)(void *ctx));
/*
 * For a read function that returns -1: what io_in_error is to say of the
 * input it was given. Borrowed until that is closed.
 */
void		io_in_fail(struct io_in *in, const char *why);
/* As given, "-" as "stdin". */
const char	*io_in_name(const struct io_in *in);
/*
 * Up to n bytes as soon as some are there, 0 at the end, -1 on an error,
 * whose text io_in_error returns.
 */
ssize_t		io_in_read(struct io_in *in, void *p, size_t n);
const char	*io_in_error(const struct io_in *in);
/* Would the next read have to wait for somebody to write? Never of a file. */
bool		io_in_waits(const struct io_in *in);
/*
 * The next bytes without taking them, at least `want` unless the input is
 * shorter. Borrowed until the next read. -1 on a read error, else 0.
 */
int		io_in_peek(struct io_in *in, size_t want, struct str *bytes);
/* Take the next n bytes, which io_in_peek has shown. */
void		io_in_skip(struct io_in *in, size_t n);
/* A descriptor that can be opened again and sought: a regular file. */
bool		io_in_is_file(const struct io_in *in);
/* It began with the magic of gzip and is inflated. */
bool		io_in_is_gzip(const struct io_in *in);
/*
 * Count and SHA-256 the bytes as stored (before inflating) from here on; the
 * hex digits are complete once the end was read, else "" is returned.
 */
void		io_in_digest(struct io_in *in);
const char	*io_in_digest_hex(struct io_in *in);
/* `in` is made of all that `from` had: its digest, if any, is the same. */
void		io_in_digest_copy(struct io_in *in, struct io_in *from);
void		io_in_close(struct io_in *in);

/*
 * Bytes out: standard output, or with a path a temporary file beside it that
 * io_out_close renames (design.md, Output).
 */
struct io_out;

/* path NULL: standard output. Exits with status 3 when it cannot be made. */
struct io_out	*io_out_open(const char *path);
/* An output into memory, which io_out_text shows and io_out_clear empties. */
struct io_out	*io_out_memory(void);
struct str	io_out_text(const struct io_out *out);
void		io_out_clear(struct io_out *out);
void		io_out_put(struct io_out *out, const void *p, size_t n);
void		io_out_str(struct io_out *out, struct str s);
void		io_out_byte(struct io_out *out, char c);
/* Room for n bytes in the buffer; add what was used with io_out_used. */
char		*io_out_room(struct io_out *out, size_t n);
void		io_out_used(struct io_out *out, size_t n);
/* Write what is buffered now: at the end of a batch of a row-wise program. */
void		io_out_flush(struct io_out *out);
bool		io_out_is_terminal(const struct io_out *out);
/*
 * Flush, check, rename into place (keep) or remove the temporary file. A write
 * error exits with status 3, a closed pipe ends the program silently.
 */
void		io_out_close(struct io_out *out, bool keep);

#endif
