/* Records of a run: which are written, and what became of the others. */
#include <string.h>

#include "ingestin.h"
#include "num.h"

struct ingest_item *
ingest_item(struct ingest *g, enum ingest_fate fate, uint64_t nrows)
{
	struct ingest_job *j = g->job;
	struct ingest_item *item;

	if (j->n == j->cap) {
		j->cap = j->cap == 0 ? INGEST_ROWS : 2 * j->cap;
		j->item = mem_grow(j->item, j->cap, sizeof(*j->item));
	}
	item = &j->item[j->n++];
	*item = (struct ingest_item){ .fate = fate, .nrows = nrows };
	if (fate == INGEST_REJECTED || fate == INGEST_END)
		item->fault = arena_alloc(&j->mem, sizeof(*item->fault));
	return item;
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

/* Texts that would be gone with the rows of a group. */
static void
keep_texts(struct ingest *g, struct record *r)
{
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (r->v[i].len > 0)
			r->v[i] = arena_dup(&g->job->mem, r->v[i]);
}

/* The cells of the output. */
static struct str *
cells(struct ingest *g, const struct record *r)
{
	struct str *cell = arena_alloc(&g->job->mem,
	    g->ncol * sizeof(*cell));
	size_t i;

	for (i = 0; i < g->ncol; i++)
		cell[i] = r->v[g->col[i]];
	return cell;
}

static void
put_origin(struct ingest *g, struct record *r, uint64_t line)
{
	char digits[NUM_MAX];

	if (!g->o.provenance || r->v[REC_SRC_FILE].len > 0)
		return;
	r->v[REC_SRC_FILE] = str_z(io_in_name(g->t->in));
	r->v[REC_SRC_LINE] = arena_dup(&g->job->mem, (struct str){ digits,
	    num_print_int((int64_t)line, digits) });
}

/*
 * A record is wide and mostly empty; what is handed over is narrow: its cells
 * of the output, and what is asked of it on the other side.
 */
static void
pack(struct ingest *g, struct ingest_record *to, struct record *r,
    bool lasting)
{
	bool event = str_eq(r->v[REC_KIND], STR("event"));

	if (!lasting)
		keep_texts(g, r);
	*to = (struct ingest_record){
	    .kind = record_word(record_kinds(), r->v[REC_KIND]),
	    .type = event ? record_word(record_types(), r->v[REC_TYPE]) : -1,
	    .source = r->v[REC_SOURCE], .account = r->v[REC_ACCOUNT],
	    .id = r->v[REC_ID], .user = r->v[REC_USER_ID],
	    .cell = cells(g, r) };
	if (g->o.keep != NULL)
		to->unwanted = keep_reason(g->o.keep, r);
}

void
ingest_pack(struct ingest *g, struct ingest_item *item,
    const struct applied *a, uint64_t line, bool lasting)
{
	size_t i;

	item->rec = arena_alloc(&g->job->mem, a->n * sizeof(*item->rec));
	item->n = a->n;
	item->applied = a;
	for (i = 0; i < a->n; i++) {
		put_origin(g, &a->rec[i], line);
		pack(g, &item->rec[i], &a->rec[i], lasting);
		item->rec[i].own = a->own[i];
		/* In one table; another may have equal rows. */
		item->rec[i].fresh = a->unique != NULL && a->unique[i] &&
		    !g->t->opts->several && g->t->tables == NULL;
		item->rec[i].minute = a->minute;
	}
}

void
ingest_look(struct ingest *g, const struct row *row, const struct group *gr,
    const struct str *cell)
{
	if (g->o.watch != NULL)
		g->seen = (struct ingest_seen){ .t = g->t, .row = row,
		    .group = gr, .cell = cell };
}

static void
tell(struct ingest *g)
{
	if (g->o.watch != NULL && !g->done)
		g->done = g->o.watch(g->o.watch_ctx, &g->seen);
}

static void
tell_fault(struct ingest *g, const struct fault *f)
{
	g->seen.fault = f;
	tell(g);
	g->seen.fault = NULL;
}

static void
set_fate(struct ingest *g, const struct ingest_item *item, size_t i,
    const char *why)
{
	if (g->o.watch == NULL)
		return;
	if (g->seen.fate == NULL) {
		g->seen.fate = arena_alloc(&g->job->mem, item->n *
		    sizeof(*g->seen.fate));
		memset(g->seen.fate, 0, item->n * sizeof(*g->seen.fate));
		g->seen.applied = item->applied;
	}
	g->seen.fate[i] = why;
}

#define DUPLICATE	"duplicate record"

/* Why a record is not to be written, or NULL; g->status: the run ends. */
static const char *
fate_of(struct ingest *g, const struct ingest_record *r)
{
	/* What is not wanted has its place among the duplicates all the same:
	   an older state of it does not come back in its stead. */
	switch (g->o.dedup && !r->fresh ? dedup_add(&g->dedup, &r->dedup) :
	    DEDUP_NEW) {
	case DEDUP_NEW:
		return r->unwanted;
	case DEDUP_SAME:
		g->same++;
		return DUPLICATE;
	case DEDUP_OTHER:
		g->other++;
		return "superseded record";
	case DEDUP_CLASH:
		break;
	}
	buf_printf(g->err, "%s: id ", io_in_name(g->t->in));
	diag_escape(g->err, r->id, 60);
	buf_printf(g->err, " of %s is another customer's or another time's "
	    "in an operand before: are these exports of two shops? Name each "
	    "with --account", g->t->map->name);
	g->status = STATUS_USAGE;
	return NULL;
}

static void
write_record(struct ingest *g, const struct ingest_record *r)
{
	if (r->type != -1)
		g->type[r->type]++;
	else if (r->kind > 0)
		g->kind[r->kind]++;
	if (g->o.write != NULL)
		g->o.write(g->o.ctx, r->cell);
}

static void
settle_records(struct ingest *g, const struct ingest_item *item)
{
	const char *why, *left = NULL;
	bool any = false;
	size_t i;

	for (i = 0; i < item->n; i++) {
		why = fate_of(g, &item->rec[i]);
		if (g->status != STATUS_OK)
			return;
		if (why == NULL)
			write_record(g, &item->rec[i]);
		else if (left == NULL || strcmp(left, DUPLICATE) == 0)
			left = why;
		set_fate(g, item, i, why);
		any = any || why == NULL;
	}
	if (any) {
		ledger_used(g->o.ledger, item->nrows);
	} else {
		g->seen.filtered = left != NULL ? left : "no record in it";
		ledger_filtered(g->o.ledger, g->seen.filtered, item->nrows);
	}
	tell(g);
}

static void
settle_rejects(struct ingest *g, const struct ingest_item *item)
{
	struct fault each = *item->fault;
	size_t i;

	tell_fault(g, item->fault);
	if (item->uncounted)
		ledger_fail(g->o.ledger);
	for (i = 0; i < item->nrows && g->status == STATUS_OK; i++) {
		each.line = item->line[i].line;
		each.column = item->line[i].column;
		if (!ledger_reject(g->o.ledger, &each, item->line[i].raw))
			g->status = STATUS_DATA;
	}
}

static void
settle(struct ingest *g, const struct ingest_item *item)
{
	ledger_read(g->o.ledger, item->nrows);
	switch (item->fate) {
	case INGEST_RECORDS:
		settle_records(g, item);
		break;
	case INGEST_FILTERED:
		ledger_filtered(g->o.ledger, item->why, item->nrows);
		g->seen.filtered = item->why;
		tell(g);
		break;
	case INGEST_REJECTED:
		settle_rejects(g, item);
		break;
	case INGEST_END:
		tell_fault(g, item->fault);
		buf_z(g->err, item->why);
		g->status = STATUS_USAGE;
		break;
	}
}

static uint64_t
content_hash(const struct ingest *g, const struct ingest_record *r)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < g->ncol; i++)
		if (r->cell[i].len > 0 && g->col[i] != REC_SRC_FILE &&
		    g->col[i] != REC_SRC_LINE)
			h = hash_bytes(r->cell[i], h + g->col[i] + 1);
	return h;
}

/* What tells the records of an item from others, and its memory asked for. */
static void
prepare(struct ingest *g, struct ingest_item *item)
{
	struct ingest_record *r;
	size_t i;

	for (i = 0; i < item->n && g->o.dedup; i++) {
		r = &item->rec[i];
		if (r->fresh)
			continue;
		r->dedup = (struct dedup_record){
		    .key = dedup_key(r->kind, r->source, r->account, r->id),
		    .content = content_hash(g, r), .minute = r->minute,
		    .operand = g->operand, .own_id = r->own,
		    .account = r->account.len > 0, .map = map_hash(g) };
		if (r->user.len > 0)
			r->dedup.customer = hash_bytes(r->user, 0) | 1;
		dedup_prefetch(&g->dedup, r->dedup.key);
	}
}

void
ingest_give(struct ingest *g, struct ingest_item *item)
{
	if (!g->direct)
		return;
	prepare(g, item);
	if (g->status == STATUS_OK)
		settle(g, item);
	g->job->n = 0;
}

void
ingest_settle(struct ingest *g, struct ingest_job *j)
{
	size_t i;

	/* All keys first, so that the memory for one comes with the others. */
	for (i = 0; i < j->n; i++)
		prepare(g, &j->item[i]);
	for (i = 0; i < j->n && g->status == STATUS_OK; i++)
		settle(g, &j->item[i]);
	j->n = 0;
}
