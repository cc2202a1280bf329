/* Records of a run: which are written, and what became of the others. */
#include <string.h>

#include "ingestin.h"
#include "num.h"

static void
count_type(struct ingest *g, const struct record *r)
{
	bool event = str_eq(r->v[REC_KIND], STR("event"));
	struct str s = r->v[event ? REC_TYPE : REC_KIND];
	const char *const *words = event ? record_types() : record_kinds();
	uint64_t *n = event ? g->type : g->kind;
	int i = record_word(words, s);

	if (i != -1)
		n[i]++;
}

static uint64_t
content_hash(const struct record *r)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (r->v[i].len > 0 && i != REC_SRC_FILE && i != REC_SRC_LINE)
			h = hash_bytes(r->v[i], h + i + 1);
	return h;
}

/* A number for the map, which is that of many rows. */
static uint32_t
map_hash(struct ingest *g)
{
	if (g->hashed != g->t->map) {
		g->hashed = g->t->map;
		g->hash = (uint32_t)hash_bytes(str_z(g->hashed->name), 0);
	}
	return g->hash;
}

/* Was the record there before? -1: stop. */
static int
is_new(struct ingest *g, const struct record *r, const struct applied *a)
{
	struct dedup_record d = {
	    .kind = record_word(record_kinds(), r->v[REC_KIND]),
	    .source = r->v[REC_SOURCE],
	    .account = r->v[REC_ACCOUNT], .id = r->v[REC_ID],
	    .content = content_hash(r), .minute = a->minute,
	    .operand = g->operand, .own_id = a->own[r - a->rec],
	    .map = map_hash(g) };

	if (r->v[REC_USER_ID].len > 0)
		d.customer = hash_bytes(r->v[REC_USER_ID], 0) | 1;
	switch (dedup_add(&g->dedup, &d)) {
	case DEDUP_NEW:
		return 1;
	case DEDUP_SAME:
		g->same++;
		return 0;
	case DEDUP_OTHER:
		g->other++;
		return 0;
	case DEDUP_CLASH:
		break;
	}
	buf_printf(g->err, "%s: id ", io_in_name(g->t->in));
	diag_escape(g->err, r->v[REC_ID], 60);
	buf_printf(g->err, " of %s is another customer's or another time's "
	    "in an operand before: are these exports of two shops? Name each "
	    "with --account", g->t->map->name);
	return -1;
}

static void
write_record(struct ingest *g, struct record *r, uint64_t line)
{
	char digits[NUM_MAX];

	if (g->o.provenance && r->v[REC_SRC_FILE].len == 0) {
		r->v[REC_SRC_FILE] = str_z(io_in_name(g->t->in));
		r->v[REC_SRC_LINE] = (struct str){ digits,
		    num_print_int((int64_t)line, digits) };
	}
	count_type(g, r);
	g->o.write(g->o.ctx, r);
}

void
ingest_look(struct ingest *g, const struct row *row, const struct group *gr,
    const struct str *cell)
{
	g->seen = (struct ingest_seen){ .t = g->t, .row = row, .group = gr,
	    .cell = cell };
}

static void
tell(struct ingest *g)
{
	if (g->o.watch != NULL && !g->done)
		g->done = g->o.watch(g->o.watch_ctx, &g->seen);
}

void
ingest_fault(struct ingest *g, const struct fault *f)
{
	g->seen.fault = f;
	tell(g);
	g->seen.fault = NULL;
}

enum status
ingest_filter(struct ingest *g, const char *why, uint64_t nrows)
{
	struct ingest_item *item = ingest_next(g);

	item->nrows = nrows;
	item->why = why;
	return ingest_give(g);
}

static void
set_fate(struct ingest *g, const struct applied *a, size_t i, const char *why)
{
	if (g->o.watch == NULL)
		return;
	if (g->seen.fate == NULL) {
		g->seen.fate = arena_alloc(&g->job->mem, a->n *
		    sizeof(*g->seen.fate));
		memset(g->seen.fate, 0, a->n * sizeof(*g->seen.fate));
		g->seen.applied = a;
	}
	g->seen.fate[i] = why;
}

#define DUPLICATE	"duplicate record"

/* Why a record is not to be written, or NULL; *stop: the run ends. */
static const char *
fate_of(struct ingest *g, const struct record *r, const struct applied *a,
    bool *stop)
{
	uint64_t other = g->other;
	int fresh = g->o.dedup ? is_new(g, r, a) : 1;

	*stop = fresh == -1;
	if (fresh == 0)
		return g->other > other ? "superseded record" : DUPLICATE;
	/* What is not wanted has its place among the duplicates all the same:
	   an older state of it does not come back in its stead. */
	return g->o.keep != NULL ? keep_reason(g->o.keep, r) : NULL;
}

void
ingest_write(struct ingest *g, struct ingest_item *item)
{
	const struct applied *a = &item->a;
	const char *why, *left = NULL;
	bool any = false;
	size_t i;

	if (item->why != NULL)
		return;
	for (i = 0; i < a->n && !item->stop; i++) {
		why = fate_of(g, &a->rec[i], a, &item->stop);
		if (item->stop)
			return;
		if (why == NULL)
			write_record(g, &a->rec[i], item->line);
		else if (left == NULL || strcmp(left, DUPLICATE) == 0)
			left = why;
		set_fate(g, a, i, why);
		any = any || why == NULL;
	}
	if (!any)
		item->why = left != NULL ? left : "no record in it";
}

void
ingest_settle(struct ingest *g, const struct ingest_item *item)
{
	if (item->stop)
		return;
	if (item->why != NULL) {
		ledger_filtered(g->o.ledger, item->why, item->nrows);
		g->seen.filtered = item->why;
	} else
		ledger_used(g->o.ledger, item->nrows);
	tell(g);
}

enum status
ingest_records(struct ingest *g, struct applied *a, uint64_t nrows,
    uint64_t line)
{
	struct ingest_item *item = ingest_next(g);

	item->a = *a;
	item->nrows = nrows;
	item->line = line;
	return ingest_give(g);
}
