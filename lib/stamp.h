#ifndef CRM_STAMP_H
#define CRM_STAMP_H

#include <stdint.h>

#include "buf.h"

/* A day is a number: days since 1970-01-01, proleptic Gregorian calendar. */
#define DAY_NONE	INT32_MIN
#define DAY_MAX		16	/* bytes for a printed day */

enum stamp_precision { STAMP_DAY, STAMP_MINUTE, STAMP_SECOND, STAMP_MS };

/* A moment as written: the local clock, and how far it is from UTC if known. */
struct stamp {
	int64_t		local_ms;	/* ms since 1970-01-01T00:00 on the
					   local clock */
	int16_t		offset;		/* minutes east of UTC; 0 if !zoned */
	uint8_t		precision;	/* enum stamp_precision */
	bool		zoned;		/* an offset or Z was written */
};

#define STAMP_TEXT	40	/* bytes for a printed stamp */

/* Proleptic Gregorian, years 0..9999. valid: such a day exists. */
bool	day_valid(int year, int month, int mday);
int32_t	day_from_civil(int year, int month, int mday);
void	day_to_civil(int32_t day, int *year, int *month, int *mday);
/* 0 Monday .. 6 Sunday. */
int	day_of_week(int32_t day);
/* YYYY-MM-DD or YYYYMMDD; false when it is none or no such day exists. */
bool	day_parse(struct str s, int32_t *day);
size_t	day_print(int32_t day, char out[DAY_MAX]);

/*
 * YYYY-MM-DD[THH:MM[:SS[.digits]][zone]] (T, t or a blank; zone is Z, z,
 * +hh:mm, +hhmm or +hh, so RFC 3339 is in it) or YYYYMMDD. Digits beyond ms
 * are cut. Years 0000 to 9999; second 60 is the first second of the next
 * minute. False, and *t undefined, when s is none of these or no such time
 * exists.
 */
bool	stamp_parse(struct str s, struct stamp *t);
/*
 * The same for a column: rows that follow one another are often of one day,
 * which is read once. A zeroed memo is empty.
 */
struct stamp_memo {
	char		text[10];	/* YYYY-MM-DD */
	bool		known;
	int32_t		day;
};
bool	stamp_parse_memo(struct str s, struct stamp *t, struct stamp_memo *m);
/*
 * As canonical text: zoned ones as RFC 3339 with the numeric offset (+00:00 for
 * Z), to the second or ms; without zone and precision day as YYYY-MM-DD,
 * otherwise YYYY-MM-DDTHH:MM:SS[.mmm]. print(parse(print(x))) = print(x) but
 * for the precision minute, which prints its seconds as 00.
 */
size_t	stamp_print(const struct stamp *t, char out[STAMP_TEXT]);
/* The local date as written. */
int32_t	stamp_day(const struct stamp *t);
int64_t	stamp_utc_ms(const struct stamp *t);
/*
 * In 64 bits, ordered by the instant (UTC; the local clock when no zone is
 * known), then by local clock and precision. Never 0.
 */
uint64_t	stamp_pack(const struct stamp *t);
struct stamp	stamp_unpack(uint64_t v);
/* The local date of a packed one. */
int32_t	stamp_packed_day(uint64_t v);

#endif
