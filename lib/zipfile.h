#ifndef CRM_ZIPFILE_H
#define CRM_ZIPFILE_H

#include "spool.h"

/*
 * The parts of a zip file as streams of bytes (libzip). What the file says of
 * its sizes is not believed: a part ends with an error when it has unpacked to
 * more than its limit, or to more than ZIPFILE_RATIO times its stored bytes
 * once it has given ZIPFILE_FREE bytes. Only stored and deflated parts are
 * read, and no part that is encrypted.
 */
#define ZIPFILE_RATIO	200
#define ZIPFILE_FREE	((uint64_t)64 << 20)

struct zipfile;
struct zippart;

/*
 * The archive in a spool, which is borrowed until zipfile_close. NULL with the
 * reason in err, without a name of the file.
 */
struct zipfile	*zipfile_open(const struct spool *s, struct buf *err);
/* Is there a part of this name, in upper or lower case? */
bool		zipfile_has(struct zipfile *z, const char *name);
/* The name of part number i in the order of the directory, or NULL. */
const char	*zipfile_name(struct zipfile *z, size_t i);
/* A part from its beginning; NULL with the reason in err. */
struct zippart	*zippart_open(struct zipfile *z, const char *name,
		    uint64_t limit, struct buf *err);
/* Bytes, 0 at the end, -1 with the reason in err. */
ssize_t		zippart_read(struct zippart *p, void *to, size_t n,
		    struct buf *err);
/* As it was asked for, escaped and cut for messages. */
const char	*zippart_name(const struct zippart *p);
void		zippart_close(struct zippart *p);
void		zipfile_close(struct zipfile *z);

#endif
