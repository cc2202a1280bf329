/* Records out, in the columns that they can fill. */
#include <stdlib.h>

#include "mem.h"
#include "recout.h"

struct recout {
	struct tab_col	 col[REC_N];
	size_t		 n;
	struct io_out	*out;
	struct tabout	*tab;
};

struct recout *
recout_open(struct io_out *out, enum tab_format f, const bool fills[REC_N])
{
	struct recout *ro = mem_zero(sizeof(*ro));
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (fills[i])
			ro->col[ro->n++] = record_cols[i];
	ro->out = out;
	ro->tab = tab_open(out, f, ro->col, ro->n, 0);
	return ro;
}

void
recout_write(void *ctx, const struct str *cell)
{
	struct recout *ro = ctx;

	tab_row(ro->tab, cell);
}

void
recout_flush(void *ctx)
{
	struct recout *ro = ctx;

	io_out_flush(ro->out);
}

void
recout_close(struct recout *ro)
{
	tab_close(ro->tab);
	free(ro);
}
