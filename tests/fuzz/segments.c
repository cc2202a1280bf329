/*
 * Segment tables: any text is a table or has a mistake with a place; of a
 * table every combination of scores has one segment, which is found again by
 * its names.
 */
#include <stdio.h>
#include <stdlib.h>

#include "segment.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "segments.c:%d: %s\n", __LINE__, #cond); \
		abort();						\
	}								\
} while (0)

/* The rule by looking at one after the other. */
static const struct segment_rule *
first_rule(const struct segments *s, int r, int f, int m)
{
	const int v[3] = { r, f, m };
	size_t i, k;

	for (i = 0; i < s->n; i++) {
		for (k = 0; k < 3 && v[k] >= s->rule[i].low[k] &&
		    v[k] <= s->rule[i].high[k]; k++)
			;
		if (k == 3)
			return &s->rule[i];
	}
	return NULL;
}

static void
check_table(const struct segments *s)
{
	int low = s->above_mean ? 0 : 1, high = s->above_mean ? 1 : s->bins;
	int r, f, m, all, none = 0;
	struct buf b = { 0 };

	for (r = low; r <= high; r++)
		for (f = low; f <= high; f++)
			for (m = low; m <= high; m++) {
				MUST(segments_rule(s, r, f, m) ==
				    first_rule(s, r, f, m));
				none += segments_rule(s, r, f, m) == NULL;
			}
	MUST(segments_holes(s, &b, &all) == none);
	MUST((b.len > 0) == (none > 0));
	buf_free(&b);
}

static void
check_names(struct segments *s)
{
	size_t i;

	for (i = 0; i < s->nsegment; i++) {
		s->zh = false;
		MUST(segments_named(s, segments_name(s, i)) == i);
		s->zh = true;
		MUST(segments_name(s, i).len > 0);
		MUST(segments_named(s, segments_name(s, i)) == i);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct segments s;
	struct fault f;

	if (size > 1 << 14)
		return 0;
	if (segments_parse(&s, (struct str){ (const char *)data, size }, &f)) {
		check_table(&s);
		check_names(&s);
	} else {
		MUST(f.reason != NULL);
		MUST(f.line > 0 || s.n == 0);
	}
	segments_free(&s);
	return 0;
}
