/* The end of a run: what was counted goes into the ledger. */
#include <stdio.h>
#include <stdlib.h>

#include "ingestin.h"

static void
put_count(struct ingest *g, const char *name, uint64_t n)
{
	if (n > 0)
		ledger_count(g->o.ledger, name, n);
}

void
ingest_close(struct ingest *g)
{
	const struct apply_counts *c = &g->counts;
	char name[40];
	size_t i;

	ingest_close_thread(g);
	for (i = 0; record_types()[i] != NULL; i++) {
		snprintf(name, sizeof(name), "%s events", record_types()[i]);
		put_count(g, name, g->type[i]);
	}
	for (i = 0; record_kinds()[i] != NULL; i++) {
		snprintf(name, sizeof(name), "%s records", record_kinds()[i]);
		put_count(g, name, g->kind[i]);
	}
	put_count(g, "duplicate records", g->same);
	put_count(g, "superseded records", g->other);
	put_count(g, "masked keys", c->masked);
	put_count(g, "damaged ids", c->damaged);
	put_count(g, "damaged ids, whole in another column", c->recovered);
	put_count(g, "long ids that end in 0", c->cut);
	put_count(g, "invalid topics", c->topics);
	put_count(g, "estimated times", c->estimated);
	put_count(g, "times without a zone", c->unzoned);
	put_count(g, "local times that are skipped or twice there", c->odd);
	put_count(g, "rounded numbers", c->rounded);
	put_count(g, "counts that are a lower bound", c->approx);
	if (c->masked > 0)
		ledger_note(g->o.ledger, "customers hidden behind a "
		    "placeholder, left without user_id: %llu",
		    (unsigned long long)c->masked);
	if (c->damaged > 0)
		ledger_note(g->o.ledger, "ids damaged by a spreadsheet, like "
		    "6.49E+17, left empty: %llu",
		    (unsigned long long)c->damaged);
	if (c->cut > 0)
		ledger_warn(g->o.ledger, "all long ids of a file end in 0 from "
		    "the 16th digit on: a spreadsheet has cut them, and "
		    "different ones may be one now: %llu",
		    (unsigned long long)c->cut);
	if (c->topics > 0)
		ledger_note(g->o.ledger, "topics that are no path of four "
		    "levels, industry-scene-value-form, left empty: %llu",
		    (unsigned long long)c->topics);
	if (c->unzoned > 0)
		ledger_note(g->o.ledger, "times without a zone, written as "
		    "+00:00 (use --assume-tz): %llu",
		    (unsigned long long)c->unzoned);
	dedup_close(&g->dedup);
	free(g->type);
	free(g);
}
