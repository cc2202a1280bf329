/* The texts of a batch judged by one thread or two. */
#include <stdlib.h>

#include "sentimentpass.h"
#include "textrules.h"
#include "worker.h"

#define ALONE	64	/* rows for which a thread is not woken */

/* Some rows of a batch, and who judges them. */
struct part {
	const struct row	*row;
	struct opinion		*opinion;
	size_t			 n;
};

struct sentiment_pass {
	struct sentiment_pass_opts o;
	struct critic		 critic[2];
	struct worker		*worker;
	struct opinion		 opinion[ROWS_BATCH];
	uint64_t		 said[3], none;
};

static void
read_part(struct sentiment_pass *p, struct critic *c, const struct part *part)
{
	struct opinion *o;
	size_t i;

	critic_forget(c);
	for (i = 0; i < part->n; i++) {
		if (part->row[i].bad != NULL)
			continue;
		o = &part->opinion[i];
		critic_read(c, part->row[i].cell[p->o.text], o);
		if (p->o.why == NULL)
			continue;
		p->o.why(p->o.ctx, c, &part->row[i], o);
		o->why = critic_text(c);
	}
}

static void
run(void *ctx, void *job)
{
	struct sentiment_pass *p = ctx;

	read_part(p, &p->critic[1], job);
}

struct sentiment_pass *
sentiment_pass_open(const struct sentiment_pass_opts *o)
{
	struct sentiment_pass *p = mem_zero(sizeof(*p));

	p->o = *o;
	critic_open(&p->critic[0], o->by);
	critic_open(&p->critic[1], o->by);
	if (o->thread)
		p->worker = worker_open(p, 1, sizeof(struct part), run, NULL);
	return p;
}

static void
count(struct sentiment_pass *p, const struct batch *b)
{
	const struct opinion *o = p->opinion;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->row[i].bad != NULL)
			continue;
		else if (o[i].said)
			p->said[o[i].sentiment + 1]++;
		else
			p->none++;
}

const struct opinion *
sentiment_pass_run(struct sentiment_pass *p, const struct batch *b)
{
	struct part here = { b->row, p->opinion, b->n }, *there;

	if (p->worker != NULL && b->n >= ALONE) {
		here.n /= 2;
		there = worker_job(p->worker);
		*there = (struct part){ b->row + here.n,
		    p->opinion + here.n, b->n - here.n };
		worker_run(p->worker);
	}
	read_part(p, &p->critic[0], &here);
	if (p->worker != NULL)
		worker_wait(p->worker);
	count(p, b);
	return p->opinion;
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
