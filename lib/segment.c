/*
 * Segment tables. All combinations of scores are few, so the table is turned
 * into an array once: that finds holes and rules never reached, and makes the
 * look-up one load.
 */
#include <stdlib.h>
#include <string.h>

#include "num.h"
#include "rulefile.h"
#include "segment.h"

/* What R, F and M can be. */
static int
lowest(const struct segments *s)
{
	return s->above_mean ? 0 : 1;
}

static int
highest(const struct segments *s)
{
	return s->above_mean ? 1 : s->bins;
}

static bool
parse_score(const struct segments *s, struct str w, uint8_t *v)
{
	int64_t n;

	if (num_parse_int(w, &n) != NUM_OK || n < lowest(s) || n > highest(s))
		return false;
	*v = (uint8_t)n;
	return true;
}

static bool
parse_range(const struct segments *s, struct str w, uint8_t *low,
    uint8_t *high)
{
	struct str from;

	if (str_eq(w, STR("*"))) {
		*low = (uint8_t)lowest(s);
		*high = (uint8_t)highest(s);
		return true;
	}
	if (!str_split(&w, '-', &from) || !parse_score(s, from, low))
		return false;
	*high = *low;
	if (w.p != NULL && !parse_score(s, w, high))
		return false;
	return *low <= *high;
}

size_t
segments_named(const struct segments *s, struct str name)
{
	size_t i;

	for (i = 0; i < s->nsegment; i++)
		if (str_eq(s->segment[i].slug, name) || (name.len > 0 &&
		    str_eq(s->segment[i].zh, name)))
			return i;
	return SIZE_MAX;
}

/* The segment of a slug, new or not; its Chinese name may follow. */
static bool
parse_name(struct segments *s, struct rule_line *l, struct str slug,
    size_t *segment, struct fault *f)
{
	size_t i = segments_named(s, slug);

	if (i == SIZE_MAX) {
		i = s->nsegment++;
		s->segment = mem_grow(s->segment, s->nsegment,
		    sizeof(*s->segment));
		s->segment[i] = (struct segment){
		    .slug = arena_dup(&s->arena, slug) };
	} else if (!str_eq(s->segment[i].slug, slug))
		return rule_fail(f, l, slug, "another segment has this name");
	*segment = i;
	return true;
}

/* "zh=" and the rest of the line, or nothing. */
static bool
parse_zh(struct segments *s, struct rule_line *l, struct segment *g,
    struct fault *f)
{
	struct str w = rule_word(l), rest, name;
	size_t same;

	if (w.len == 0)
		return true;
	if (!str_starts(w, STR("zh=")))
		return rule_fail(f, l, w, "text after the rule");
	rest = (struct str){ w.p + 3, w.len - 3 + l->rest.len };
	str_split(&rest, '#', &name);
	name = str_trim(name);
	l->rest.len = 0;
	if (name.len == 0)
		return rule_fail(f, l, w, "zh= needs a name");
	same = segments_named(s, name);
	if (same != SIZE_MAX && &s->segment[same] != g)
		return rule_fail(f, l, name, "another segment has this name");
	if (g->zh.len > 0 && !str_eq(g->zh, name))
		return rule_fail(f, l, name, "a second Chinese name");
	g->zh = arena_dup(&s->arena, name);
	return true;
}

static bool
parse_rule(struct segments *s, struct rule_line *l, struct str name,
    struct fault *f)
{
	struct segment_rule *rule;
	struct str w;
	int i;

	if (s->n == SEGMENT_RULES_MAX)
		return rule_fail(f, l, name, "too many rules");
	s->rule = mem_grow(s->rule, s->n + 1, sizeof(*s->rule));
	rule = &s->rule[s->n];
	rule->line = l->number;
	if (!parse_name(s, l, name, &rule->segment, f))
		return false;
	for (i = 0; i < 3; i++) {
		w = rule_word(l);
		if (w.len == 0)
			return rule_fail(f, l, w, "a rule is NAME R F M");
		if (!parse_range(s, w, &rule->low[i], &rule->high[i]))
			return rule_fail(f, l, w, s->above_mean ?
			    "not 0, 1 or *" : "not a score, a range 2-4 or *");
	}
	s->n++;
	return parse_zh(s, l, &s->segment[rule->segment], f);
}

static bool
parse_bins(struct segments *s, struct rule_line *l, struct fault *f)
{
	struct str w = rule_word(l);
	int64_t n;

	if (s->n > 0)
		return rule_fail(f, l, w, "bins must stand before the rules");
	if (num_parse_int(w, &n) != NUM_OK || n < 2 || n > SEGMENT_BINS_MAX)
		return rule_fail(f, l, w, "bins must be 2 to 9");
	s->bins = (int)n;
	return true;
}

static bool
parse_above(struct segments *s, struct rule_line *l, struct fault *f)
{
	static const struct str words[] = { { "above", 5 }, { "mean", 4 } };
	struct str w;
	size_t i;

	for (i = 0; i < 2; i++) {
		w = rule_word(l);
		if (s->n > 0)
			return rule_fail(f, l, w, "score above mean must stand "
			    "before the rules");
		if (!str_eq(w, words[i]))
			return rule_fail(f, l, w, "after score only above mean "
			    "may follow");
	}
	s->above_mean = true;
	return true;
}

static bool
parse_else(struct segments *s, struct rule_line *l, struct fault *f)
{
	struct str w = rule_word(l);

	if (w.len == 0)
		return rule_fail(f, l, w, "else needs a name");
	return parse_name(s, l, w, &s->other, f) &&
	    parse_zh(s, l, &s->segment[s->other], f);
}

static bool
parse_line(struct segments *s, struct rule_line *l, struct fault *f)
{
	struct str w = rule_word(l), extra;
	bool ok;

	if (w.len == 0)
		return true;
	if (s->other != SIZE_MAX)
		return rule_fail(f, l, w, "nothing may follow else");
	if (str_eq(w, STR("bins")))
		ok = parse_bins(s, l, f);
	else if (str_eq(w, STR("score")))
		ok = parse_above(s, l, f);
	else if (str_eq(w, STR("else")))
		ok = parse_else(s, l, f);
	else
		ok = parse_rule(s, l, w, f);
	if (!ok)
		return false;
	extra = rule_word(l);
	return extra.len == 0 || rule_fail(f, l, extra, "text after the rule");
}

static bool
matches(const struct segment_rule *rule, const int v[3])
{
	int i;

	for (i = 0; i < 3; i++)
		if (v[i] < rule->low[i] || v[i] > rule->high[i])
			return false;
	return true;
}

/* Combinations are numbered with M running fastest. */
static int
combinations(const struct segments *s)
{
	int each = highest(s) - lowest(s) + 1;

	return each * each * each;
}

static void
combination(const struct segments *s, int at, int v[3])
{
	int each = highest(s) - lowest(s) + 1, i;

	for (i = 2; i >= 0; i--, at /= each)
		v[i] = lowest(s) + at % each;
}

static void
fill(struct segments *s)
{
	int v[3], at;
	size_t i;

	for (at = 0; at < combinations(s); at++) {
		combination(s, at, v);
		for (i = 0; i < s->n; i++)
			if (matches(&s->rule[i], v))
				break;
		s->of[at] = (uint16_t)i;
	}
}

bool
segments_parse(struct segments *s, struct str text, struct fault *f)
{
	struct rule_line l = { .number = 0 };

	*s = (struct segments){ .bins = 5, .other = SIZE_MAX };
	*f = (struct fault){ 0 };
	while (rule_line(&l, &text, f))
		if (!parse_line(s, &l, f))
			return false;
	if (f->reason != NULL)
		return false;
	if (s->n == 0) {
		f->reason = "no rules";
		return false;
	}
	fill(s);
	return true;
}

const struct segment_rule *
segments_rule(const struct segments *s, int r, int f, int m)
{
	int low = lowest(s), each = highest(s) - low + 1;
	size_t i = s->of[((r - low) * each + f - low) * each + m - low];

	return i < s->n ? &s->rule[i] : NULL;
}

struct str
segments_name(const struct segments *s, size_t i)
{
	const struct segment *g = &s->segment[i];

	return s->zh && g->zh.len > 0 ? g->zh : g->slug;
}

struct str
segments_find(const struct segments *s, int r, int f, int m)
{
	const struct segment_rule *rule = segments_rule(s, r, f, m);
	size_t i = rule != NULL ? rule->segment : s->other;

	return i == SIZE_MAX ? STR("") : segments_name(s, i);
}

int
segments_holes(const struct segments *s, struct buf *b, int *all)
{
	int at, n = 0, v[3];

	*all = combinations(s);
	for (at = 0; at < *all; at++) {
		if (s->of[at] < s->n)
			continue;
		combination(s, at, v);
		if (n++ < 12)
			buf_printf(b, " %d/%d/%d", v[0], v[1], v[2]);
		else if (n == 13)
			buf_z(b, " ...");
	}
	return n;
}

bool
segments_reached(const struct segments *s, size_t i)
{
	int at;

	for (at = 0; at < combinations(s); at++)
		if (s->of[at] == i)
			return true;
	return false;
}

void
segments_free(struct segments *s)
{
	free(s->rule);
	free(s->segment);
	arena_free(&s->arena);
}
