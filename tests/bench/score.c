/*
 * What the parts of crm-sentiment take without reading, writing and threads,
 * for `make bench`:
 *	score WHAT PASSES FILE
 * scan: texts to symbols; table: and the verdict of both heads without the
 * lexicons; judge: with them; rules: and categories, hits and aspects; explain:
 * and all shares; csv: libcsv's parser with callbacks that do nothing. FILE has
 * a text a line, for csv records. Prints the seconds that each pass had of the
 * processor.
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aspect.h"
#include "judge.h"
#include "lexicon.h"
#include "model.h"
#include "symbol.h"
#include "textrules.h"

struct score {
	struct buf		 text;
	struct lexicon		*lexicon, *none;
	struct model		*model;
	struct judge		*judge;
	struct textrules	*rules;
	struct symbols		 symbols;
	struct texthits		 hits;
	struct aspects		 aspects;
	struct shares		 shares;
	long			 sum;	/* so that nothing is left out */
};

static void
fail(const char *what, const struct buf *why)
{
	fprintf(stderr, "score: %s: %.*s\n", what, why ? (int)why->len : 0,
	    why ? why->p : "");
	exit(2);
}

static int64_t
range(void *arg, const struct symbols *s, size_t first, size_t n)
{
	struct verdict v;

	judge_range(arg, s, first, n, &v);
	return v.sentiment == SENTIMENT_NEUTRAL ? 0 : v.logit;
}

static void
rules(struct score *w, struct str text, bool alarm)
{
	struct aspect_judge by = { range, w->judge };
	uint32_t first, n;

	textrules_run(w->rules, text, &w->symbols, &w->hits);
	if (alarm && w->hits.severity < SEVERITY_ALERT) {
		judge_alarm_clause(w->judge, &w->symbols, &first, &n);
		if (n > 0)
			textrules_alarm(w->rules, &w->symbols, first, n,
			    &w->hits);
	}
	aspects_run(&w->aspects, &w->hits, w->rules, &w->symbols, by);
	w->sum += (long)w->hits.n + (long)w->aspects.n;
}

static void
one(struct score *w, const char *what, struct str text)
{
	struct verdict v;

	symbols_scan(&w->symbols, text);
	w->sum += (long)w->symbols.n;
	if (what[0] == 's')
		return;
	judge_text(w->judge, &w->symbols, &v);
	w->sum += v.logit + v.polarlogit;
	if (what[0] == 't' || what[0] == 'j')
		return;
	rules(w, text, v.alarm);
	if (what[0] == 'r')
		return;
	judge_shares(w->judge, &w->symbols, JUDGE_POLARITY, &w->shares);
	w->sum += (long)w->shares.n;
}

static void
lines(struct score *w, const char *what)
{
	const char *p = w->text.p, *end = p + w->text.len, *stop;

	for (; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (!stop)
			stop = end;
		one(w, what, (struct str){ p, (size_t)(stop - p) });
	}
}

static void
field(void *s, size_t n, void *arg)
{
	(void)s;
	*(long *)arg += (long)n;
}

static void
record(int end, void *arg)
{
	*(long *)arg += end;
}

static void
csv(struct score *w)
{
	struct csv_parser parser;

	if (csv_init(&parser, CSV_APPEND_NULL) != 0 ||
	    csv_parse(&parser, w->text.p, w->text.len, field, record,
	    &w->sum) != w->text.len)
		fail("libcsv", NULL);
	csv_fini(&parser, field, record, &w->sum);
	csv_free(&parser);
}

static void
load(struct score *w, const char *what)
{
	struct buf err = { 0 };
	struct model_ground ground;

	w->lexicon = lexicon_new();
	w->none = lexicon_none();
	ground = (struct model_ground){ symbols_digest(),
	    lexicon_digest(w->lexicon) };
	if (model_default(&w->model, &ground, &err) != STATUS_OK)
		fail("model", &err);
	if (textrules_open(&w->rules, NULL, 0, &err) != STATUS_OK)
		fail("rules", &err);
	w->judge = judge_new(w->model, what[0] == 't' ? w->none : w->lexicon);
	if (what[0] == 'r' || what[0] == 'e')
		judge_watch(w->judge);
}

static void
slurp(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	char part[65536];
	size_t n;

	if (!f)
		fail(path, NULL);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(out, part, n);
	fclose(f);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	struct score w = { .sum = 0 };
	double begin;
	int pass;

	if (argc != 4 || strspn(argv[1], "stjrec") == 0)
		fail("score scan|table|judge|rules|explain|csv PASSES FILE",
		    NULL);
	slurp(&w.text, argv[3]);
	if (argv[1][0] != 'c')
		load(&w, argv[1]);
	for (pass = 0; pass < atoi(argv[2]); pass++) {
		begin = now();
		if (argv[1][0] == 'c')
			csv(&w);
		else
			lines(&w, argv[1]);
		printf("%.6f\n", now() - begin);
	}
	fprintf(stderr, "%ld\n", w.sum);
	return 0;
}
