/*
 * The texts of a batch judged by one thread or two. Both take the next rows
 * that nobody has, few at a time, so that neither waits long for the other; in
 * between the caller's thread puts out what is judged.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "sentimentpass.h"
#include "textrules.h"
#include "worker.h"

#define ALONE	64	/* rows for which a thread is not woken */
#define PART	16	/* rows that are taken at a time */
#define PARTS	(ROWS_BATCH / PART)

struct sentiment_pass {
	struct sentiment_pass_opts o;
	struct critic		 critic[2];
	struct worker		*worker;
	const struct batch	*batch;
	struct opinion		 opinion[ROWS_BATCH];
	atomic_size_t		 taken;		/* rows */
	atomic_bool		 judged[PARTS];
	size_t			 put;		/* rows */
	uint64_t		 said[3], none;
};

static void
read_row(const struct sentiment_pass *p, struct critic *c,
    const struct row *row, struct opinion *o)
{
	if (row->bad != NULL)
		return;
	critic_read(c, row->cell[p->o.text], o);
	if (p->o.why == NULL)
		return;
	p->o.why(p->o.ctx, c, row, o);
	o->why = critic_text(c);
}

/* Take rows and judge them; false when all are taken. */
static bool
read_part(struct sentiment_pass *p, struct critic *c)
{
	size_t i = atomic_fetch_add(&p->taken, PART), end = i + PART;

	if (i >= p->batch->n)
		return false;
	for (; i < end && i < p->batch->n; i++)
		read_row(p, c, &p->batch->row[i], &p->opinion[i]);
	atomic_store(&p->judged[end / PART - 1], true);
	return true;
}

static void
run(void *ctx, void *job)
{
	struct sentiment_pass *p = ctx;

	(void)job;
	while (read_part(p, &p->critic[1]))
		;
}

struct sentiment_pass *
sentiment_pass_open(const struct sentiment_pass_opts *o)
{
	struct sentiment_pass *p = mem_zero(sizeof(*p));

	p->o = *o;
	critic_open(&p->critic[0], o->by);
	critic_open(&p->critic[1], o->by);
	if (o->thread)
		p->worker = worker_open(p, 1, 1, run, NULL);
	return p;
}

static void
put_row(struct sentiment_pass *p, const struct row *row,
    const struct opinion *o)
{
	if (row->bad == NULL && o->said)
		p->said[o->sentiment + 1]++;
	else
		p->none += row->bad == NULL;
	p->o.put(p->o.ctx, row, o);
}

/* The rows that are judged, as far as all before them are. */
static void
put_judged(struct sentiment_pass *p)
{
	const struct batch *b = p->batch;

	while (p->put < b->n && atomic_load(&p->judged[p->put / PART])) {
		put_row(p, &b->row[p->put], &p->opinion[p->put]);
		p->put++;
	}
}

void
sentiment_pass_run(struct sentiment_pass *p, const struct batch *b)
{
	size_t i;

	critic_forget(&p->critic[0]);
	critic_forget(&p->critic[1]);
	p->batch = b;
	p->put = 0;
	for (i = 0; i < PARTS; i++)
		atomic_store(&p->judged[i], false);
	atomic_store(&p->taken, 0);
	if (p->worker != NULL && b->n >= ALONE) {
		worker_job(p->worker);
		worker_run(p->worker);
	}
	while (read_part(p, &p->critic[0]))
		put_judged(p);
	if (p->worker != NULL)
		worker_wait(p->worker);
	put_judged(p);
}

/* By rule. */
static void
count_alerts(struct sentiment_pass *p, struct ledger *l)
{
	const struct textrule *r;
	struct buf b = { 0 };
	uint64_t n;
	size_t i, k;

	for (i = 0; i < p->critic[0].nrules || i < p->critic[1].nrules; i++) {
		for (n = 0, k = 0; k < 2; k++)
			if (i < p->critic[k].nrules)
				n += p->critic[k].rule[i];
		if (n == 0)
			continue;
		r = textrules_rule(p->o.by->rules, (uint32_t)i);
		b.len = 0;
		buf_z(&b, "alerts of ");
		buf_str(&b, r->id);
		buf_byte(&b, '\0');
		ledger_count(l, b.p, n);
	}
	buf_free(&b);
}

void
sentiment_pass_count(struct sentiment_pass *p, struct ledger *l)
{
	uint64_t left_off = p->critic[0].left_off + p->critic[1].left_off;
	uint64_t limited = p->critic[0].limited + p->critic[1].limited;

	ledger_count(l, "positive", p->said[SENTIMENT_POSITIVE + 1]);
	ledger_count(l, "neutral", p->said[SENTIMENT_NEUTRAL + 1]);
	ledger_count(l, "negative", p->said[SENTIMENT_NEGATIVE + 1]);
	ledger_count(l, "without text", p->none);
	count_alerts(p, l);
	if (left_off > 0)
		ledger_note(l, "%llu hits are not written: a cell has %d at "
		    "most", (unsigned long long)left_off, TEXTHITS_CELL);
	if (limited > 0)
		ledger_warn(l, "%llu times a regular expression was given up, "
		    "because it took too long",
		    (unsigned long long)limited);
}

void
sentiment_pass_close(struct sentiment_pass *p)
{
	worker_close(p->worker);
	critic_close(&p->critic[0]);
	critic_close(&p->critic[1]);
	free(p);
}
