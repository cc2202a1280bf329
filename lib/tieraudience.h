#ifndef CRM_TIERAUDIENCE_H
#define CRM_TIERAUDIENCE_H

#include "tierwrite.h"

/*
 * --audience 'tier=potential,lifecycle=dormant': the customers for whom all of
 * it holds. A field is any column of the table; tags=X asks for one of them.
 */
/* Is it a list of FIELD=VALUE? False with a line in err. */
bool	tier_audience_parse(const char *text, struct buf *err);
/*
 * Their user_ids, one a line. STATUS_OK, or STATUS_USAGE with a line in err
 * that lists the fields, or the values, that there are; then *out is as it was.
 */
enum status	tier_audience_write(const struct tier_table *t,
		    const char *text, struct io_out *out, enum tab_format f,
		    struct buf *err);

#endif
