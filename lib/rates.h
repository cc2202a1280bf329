#ifndef CRM_RATES_H
#define CRM_RATES_H

#include "mem.h"
#include "rec.h"
#include "stamp.h"

/*
 * Rates of exchange: CSV with the columns currency, date and rate, the units
 * of one currency, the target, that a unit of the other is worth from that day
 * on until the next one in the file. The rate of the target itself is 1.
 */
struct rate {
	struct str	currency;
	int64_t		digits, unit;	/* the rate is digits / unit, exactly */
	uint64_t	line;
	int32_t		day;
};

struct rates {
	struct rate	*rate;		/* by currency and day */
	size_t		 n;
	struct str	 target;
	struct arena	 text;
};

/*
 * Read a file. target is the currency to convert to; empty: the one of the
 * file whose rates are all 1. STATUS_OK, or STATUS_USAGE or STATUS_IO with a
 * line in err. Free it in each case.
 */
enum status	rates_load(struct rates *r, const char *path,
		    struct str target, struct buf *err);
/* The rate of the last date on or before a day, or NULL. */
const struct rate	*rates_find(const struct rates *r, struct str currency,
			    int32_t day);
/*
 * An amount (>= 0, 1/10000) in the target, rounded half to even to 1/10000;
 * false when it leaves the range of int64.
 */
bool	rate_convert(const struct rate *rate, int64_t *amount);
void	rates_free(struct rates *r);

#endif
