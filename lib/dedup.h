#ifndef CRM_DEDUP_H
#define CRM_DEDUP_H

#include "seen.h"

/*
 * Records that come again. The key is (kind, source, account, id); the first
 * record of a key wins. Memory: about 70 bytes a key.
 *
 * Two exports of two shops may use the same order numbers. Records of two
 * operands of one map without an account that share a key but not the
 * customer, or not the time to the minute, are such a clash.
 */
enum dedup_result {
	DEDUP_NEW,
	DEDUP_SAME,	/* the same content was there */
	DEDUP_OTHER,	/* other content was there: superseded */
	DEDUP_CLASH
};

struct dedup_record {
	struct hash128	key;		/* dedup_key */
	uint64_t	content;	/* hash of the canonical columns */
	uint64_t	customer;	/* hash of the key, 0: none */
	int64_t		minute;		/* that a later export does not change;
					   INT64_MIN: none */
	uint32_t	operand;
	uint32_t	map;		/* number of the operand's map */
	bool		own_id;		/* the id is the export's, no hash */
	bool		account;	/* it has one */
};

struct dedup {
	struct seen	keys;
	struct store	entry;
};

void	dedup_open(struct dedup *d);
/* kind: its number among record_kinds. */
struct hash128	dedup_key(int kind, struct str source, struct str account,
	    struct str id);
/* Ask for the memory that dedup_add of this key will need. */
void	dedup_prefetch(const struct dedup *d, struct hash128 key);
enum dedup_result dedup_add(struct dedup *d, const struct dedup_record *r);
void	dedup_close(struct dedup *d);

/*
 * Identical rows of one file, counted. With `all` false only the row before is
 * compared, which is enough for sorted input and takes no memory.
 */
struct repeats {
	bool		all;
	struct seen	rows;
	struct store	count;		/* uint32_t a row */
	struct hash128	last;
	uint32_t	nlast;
};

void	 repeats_open(struct repeats *r, bool all);
/* Ask for the memory that repeats_add of this row will need. */
void	 repeats_prefetch(const struct repeats *r, struct hash128 row);
/* How often the row has come, this time included: 1, 2... */
uint32_t repeats_add(struct repeats *r, struct hash128 row);
void	 repeats_close(struct repeats *r);

#endif
