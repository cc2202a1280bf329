#ifndef CRM_REPLAY_H
#define CRM_REPLAY_H

#include "spool.h"

/*
 * A pipe that may have to be read a second time: what has gone through it is
 * kept, up to a limit, until it is clear whether that is so. Only then, and
 * only when it must be, is it copied to a file; else it stays a stream.
 */
struct replay;

/*
 * Put the filter on `below`, which it then owns (close the result); it keeps
 * the first max bytes. *r is valid until the result is closed.
 */
struct io_in	*replay_open(struct io_in *below, size_t max,
		    struct replay **r);
/* It will not be read again: keep nothing. */
void		 replay_stop(struct replay *r);
/*
 * All that there is, from the first byte to the end, as often as it is wanted;
 * the filter itself goes on where it was. It owns the spool. NULL with the
 * reason in err, without the name of the input; with nothing in err when more
 * than max bytes have gone through, so that it cannot be read again.
 */
struct spool	*replay_spool(struct replay *r, struct buf *err);

#endif
