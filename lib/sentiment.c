/* One text: symbols, the model's verdict, the rules, and the cells of them. */
#include <stdlib.h>

#include "num.h"
#include "rulefile.h"
#include "sentiment.h"

#define PRECISION	6

static const struct rulefile_kind lists = { "lexicon", "lexicon/", "lexicon" };

static bool
add_list(void *to, struct str text, struct fault *f)
{
	return lexicon_add(to, text, f);
}

bool
sentiment_show_lexicon(struct buf *out, const char *what)
{
	return rulefile_show(&lists, out, what);
}

enum status
sentiment_load(struct sentiment_by *by, const struct sentiment_opts *o,
    struct buf *err)
{
	struct model_ground ground = { .symbols = symbols_digest() };
	enum status st;
	size_t i;

	by->lexicon = lexicon_new();
	ground.lexicon = lexicon_digest(by->lexicon);
	for (i = 0; i < o->nlexicon; i++) {
		st = rulefile_load(&lists, o->lexicon[i], add_list,
		    by->lexicon, err);
		if (st != STATUS_OK)
			return st;
	}
	if (!o->no_rules) {
		st = textrules_open(&by->rules, o->rules, o->nrules, err);
		if (st != STATUS_OK)
			return st;
	}
	if (o->no_model)
		return STATUS_OK;
	return o->model != NULL ?
	    model_load(&by->model, o->model, &ground, err) :
	    model_default(&by->model, &ground, err);
}

void
sentiment_put_lists(struct buf *out, const struct textrules *r)
{
	const struct textlist *list;
	uint32_t i;

	for (i = 0; i < textrules_lists(r); i++) {
		list = textrules_list(r, i);
		buf_z(out, i > 0 ? ", " : "");
		buf_str(out, list->name);
		buf_z(out, list->version.len > 0 ? " " : "");
		buf_str(out, list->version);
	}
}

void
sentiment_unload(struct sentiment_by *by)
{
	if (by->rules != NULL)
		textrules_free(by->rules);
	if (by->model != NULL)
		model_free(by->model);
	if (by->lexicon != NULL)
		lexicon_free(by->lexicon);
	*by = (struct sentiment_by){ 0 };
}

void
critic_open(struct critic *c, const struct sentiment_by *by)
{
	*c = (struct critic){ .by = by,
	    .judge = judge_new(by->model, by->lexicon) };
	c->watches = textrules_watch(by->rules) && judge_watch(c->judge);
}

void
critic_close(struct critic *c)
{
	judge_free(c->judge);
	shares_free(&c->shares);
	symbols_free(&c->symbols);
	texthits_free(&c->hits);
	buf_free(&c->text);
	buf_free(&c->line);
	arena_free(&c->cells);
	free(c->rule);
}

void
critic_forget(struct critic *c)
{
	arena_reset(&c->cells);
}

/* The polarity of a clause: how far its logit is from none. */
static int64_t
range(void *arg, const struct symbols *s, size_t first, size_t n)
{
	struct critic *c = arg;
	struct verdict v = c->verdict;

	/* All of the text is judged already. */
	if (n < s->n)
		judge_range(c->judge, s, first, n, &v);
	return v.sentiment == SENTIMENT_NEUTRAL ? 0 : v.logit;
}

struct str
critic_text(struct critic *c)
{
	struct str s = STR("");

	if (c->text.len > 0)
		s = arena_dup(&c->cells, buf_view(&c->text));
	c->text.len = 0;
	return s;
}

static struct str
real(struct critic *c, double v)
{
	char *p = arena_alloc(&c->cells, NUM_MAX);

	return (struct str){ p, num_print_real(v, PRECISION, p) };
}

static void
count_alerts(struct critic *c)
{
	const struct texthits *h = &c->hits;
	size_t i, n;

	for (i = 0; i < h->n; i++) {
		if (h->hit[i].severity != SEVERITY_ALERT)
			continue;
		n = h->hit[i].rule;
		if (n >= c->nrules) {
			c->rule = mem_grow(c->rule, 2 * n + 16,
			    sizeof(*c->rule));
			for (; c->nrules < 2 * n + 16; c->nrules++)
				c->rule[c->nrules] = 0;
		}
		c->rule[n]++;
	}
}

/* Is there more than blanks? */
static bool
says(struct str text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (text.p[i] != ' ' && (text.p[i] < '\t' || text.p[i] > '\r'))
			return true;
	return false;
}

/* What the sentiment says of categories, where an aspect bears it out. */
static void
add_polarity(struct critic *c)
{
	bool positive = c->verdict.sentiment == SENTIMENT_POSITIVE;

	if (c->verdict.sentiment != SENTIMENT_NEUTRAL &&
	    aspects_any(&c->aspects, positive))
		c->hits.categories |= textrules_polarity(c->by->rules,
		    positive, c->verdict.confidence);
}

/* Words, and where they raise no alarm what the model was taught. */
static void
run_rules(struct critic *c, struct str text)
{
	uint32_t first, n;

	textrules_run(c->by->rules, text, &c->symbols, &c->hits);
	c->limited += c->hits.limited;
	if (!c->verdict.alarm || c->hits.severity == SEVERITY_ALERT)
		return;
	judge_alarm_clause(c->judge, &c->symbols, &first, &n);
	if (n > 0)
		textrules_alarm(c->by->rules, &c->symbols, first, n, &c->hits);
}

void
critic_read(struct critic *c, struct str text, struct opinion *o)
{
	const struct textrules *r = c->by->rules;
	size_t i;

	*o = (struct opinion){ .said = says(text), .why = STR("") };
	for (i = 0; i < SENTIMENT_COLUMNS; i++)
		o->cell[i] = STR("");
	if (!o->said)
		return;
	symbols_scan(&c->symbols, text);
	judge_text(c->judge, &c->symbols, &c->verdict);
	run_rules(c, text);
	o->sentiment = c->verdict.sentiment;
	o->severity = c->hits.severity;
	o->cell[SENTIMENT_LABEL] = sentiment_name(o->sentiment);
	o->cell[SENTIMENT_SCORE] = real(c, c->verdict.score);
	o->cell[SENTIMENT_CONFIDENCE] = real(c, c->verdict.confidence);
	c->aspects.n = 0;
	if (c->hits.naspects > 0) {
		aspects_run(&c->aspects, &c->hits, r, &c->symbols,
		    (struct aspect_judge){ range, c, JUDGE_UNIT });
		aspects_cell(&c->text, r, &c->aspects);
		o->cell[SENTIMENT_ASPECTS] = critic_text(c);
		add_polarity(c);
	}
	if (c->hits.categories != 0) {
		textrules_categories(&c->text, r, &c->hits);
		o->cell[SENTIMENT_CATEGORIES] = critic_text(c);
	}
	if (c->hits.n == 0)
		return;
	c->left_off += textrules_hits(&c->text, r, text, &c->hits);
	o->cell[SENTIMENT_HITS] = critic_text(c);
	count_alerts(c);
}
