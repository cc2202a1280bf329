/*
 * Rules over texts: any file is a mistake with a place or rules; any text has
 * hits that are inside it, in order. The input is a file of rules, a NUL, and
 * a text; without a NUL it is a text for the built-in rules.
 */
#include <stdio.h>
#include <stdlib.h>

#include "aspect.h"
#include "symbol.h"
#include "textrules.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "textrules.c:%d: %s\n", __LINE__, #cond); \
		abort();						\
	}								\
} while (0)

static void
check_hit(const struct textrules *t, const struct texthit *h,
    struct str text, const struct symbols *s)
{
	const struct textrule *r = textrules_rule(t, h->rule);

	MUST(h->start <= text.len && h->len <= text.len - h->start);
	MUST(h->first <= s->n && h->n <= s->n - h->first);
	MUST(h->severity <= r->severity);
	MUST(r->list < textrules_lists(t));
	MUST(r->id.len > 0);
}

static int64_t
judge(void *arg, const struct symbols *s, size_t first, size_t n)
{
	(void)arg;
	MUST(n > 0 && first <= s->n && n <= s->n - first);
	return (int64_t)(n % 3) - 1;
}

static void
run(const struct textrules *t, struct str text)
{
	struct texthits h = { 0 };
	struct symbols s = { 0 };
	struct aspects a;
	struct buf out = { 0 };
	size_t i;

	symbols_scan(&s, text);
	textrules_run(t, text, &s, &h);
	for (i = 0; i < h.n; i++) {
		check_hit(t, &h.hit[i], text, &s);
		MUST(h.hit[i].severity <= h.severity);
		MUST(i == 0 || h.hit[i - 1].start <= h.hit[i].start);
	}
	for (i = 0; i < h.naspects; i++)
		check_hit(t, &h.aspect[i], text, &s);
	aspects_run(&a, &h, t, &s, (struct aspect_judge){ judge, NULL,
	    1 });
	MUST(a.n <= CATEGORIES && (a.n > 0) == (h.naspects > 0));
	aspects_cell(&out, t, &a);
	textrules_categories(&out, t, &h);
	MUST(textrules_hits(&out, t, text, &h) <= h.n);
	buf_free(&out);
	texthits_free(&h);
	symbols_free(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rules, text = { (const char *)data, size };
	struct textrules *t;
	struct buf err = { 0 };
	struct fault f;

	if (size == 0 || size > 1 << 14)
		return 0;
	str_split(&text, '\0', &rules);
	if (text.p == NULL) {
		MUST(textrules_open(&t, NULL, 0, &err) == STATUS_OK);
		text = rules;
	} else if (!textrules_parse(&t, rules, &f)) {
		MUST(t == NULL && f.reason != NULL);
		MUST((f.line > 0) == (f.column > 0));
	}
	if (t != NULL)
		run(t, text);
	textrules_free(t);
	buf_free(&err);
	return 0;
}
