/* The list of bare columns has all columns that are numbers or bools. */
#include "record.h"
#include "unit.h"

static void
bare(void)
{
	const enum record_col *c = record_bare;
	int i;

	for (i = 0; i < REC_N; i++)
		if (record_cols[i].type == TAB_NUMBER ||
		    record_cols[i].type == TAB_BOOL) {
			CHECK_INT(*c, i);
			c += *c != REC_N;
		}
	CHECK_INT(*c, REC_N);
}

int
main(void)
{
	RUN(bare);
	return UNIT_STATUS();
}
