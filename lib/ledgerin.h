#ifndef CRM_LEDGERIN_H
#define CRM_LEDGERIN_H

#include "ledger.h"
#include "tally.h"

/* What ledger.c keeps and ledgersum.c writes: private to the two. */
struct ledger_input {
	char		*name;
	char		*digest;
	uint64_t	 rows;
};

struct ledger_setting {
	char		*name;
	char		*value;
};

struct ledger {
	struct ledger_opts	 opt;
	struct io_out		*rejects;
	struct ledger_input	*input;
	size_t			 ninput;
	uint64_t		 read, used;
	struct tally		 filtered, rejected, counts;
	struct ledger_setting	*setting;
	size_t			 nsetting;
	char			**note;
	size_t			 nnote;
	int32_t			 as_of;
	bool			 failed;	/* see ledger_fail */
};

/* The account as one JSON object into --summary=FILE. */
void	ledgersum_write(const struct ledger *l);

#endif
