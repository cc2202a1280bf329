#ifndef CRM_RECOUT_H
#define CRM_RECOUT_H

#include "record.h"

/* Records out, in the columns that they can fill. */
struct recout;

/* fills tells the columns; they are written in the canonical order. */
struct recout	*recout_open(struct io_out *out, enum tab_format f,
		    const bool fills[REC_N]);
/* For ingest_opts: ctx is the struct recout, a cell for each column. */
void		 recout_write(void *ctx, const struct str *cell);
void		 recout_flush(void *ctx);
/* Write what is held and free; the io_out stays open. */
void		 recout_close(struct recout *ro);

#endif
