/*
 * Segment tables. All combinations of scores are few, so the table is turned
 * into an array once: that finds holes and rules never reached, and makes the
 * look-up one load.
 */
#include <stdlib.h>
#include <string.h>

#include "num.h"
#include "segment.h"
#include "utf8.h"

struct line {
	struct str	 rest;
	const char	*begin;
	uint64_t	 number;
};

static bool
fail(struct fault *f, const struct line *l, struct str word,
    const char *reason)
{
	*f = (struct fault){ .line = l->number, .reason = reason,
	    .column = (uint64_t)(word.p - l->begin) + 1, .value = word };
	if (word.len == 0)
		f->value.p = NULL;
	return false;
}

/* The next word of the line; empty at its end or at a comment. */
static struct str
next_word(struct line *l)
{
	struct str w;

	l->rest = str_trim(l->rest);
	w = (struct str){ l->rest.p, 0 };
	if (l->rest.len > 0 && l->rest.p[0] == '#')
		return w;
	while (w.len < l->rest.len && l->rest.p[w.len] != ' ' &&
	    l->rest.p[w.len] != '\t' && l->rest.p[w.len] != '#')
		w.len++;
	l->rest.p += w.len;
	l->rest.len -= w.len;
	return w;
}

static bool
parse_score(struct str s, int bins, uint8_t *v)
{
	int64_t n;

	if (num_parse_int(s, &n) != NUM_OK || n < 1 || n > bins)
		return false;
	*v = (uint8_t)n;
	return true;
}

static bool
parse_range(struct str s, int bins, uint8_t *low, uint8_t *high)
{
	struct str from;

	if (str_eq(s, STR("*"))) {
		*low = 1;
		*high = (uint8_t)bins;
		return true;
	}
	if (!str_split(&s, '-', &from) || !parse_score(from, bins, low))
		return false;
	*high = *low;
	if (s.p != NULL && !parse_score(s, bins, high))
		return false;
	return *low <= *high;
}

static bool
parse_rule(struct segments *s, struct line *l, struct str name,
    struct fault *f)
{
	struct segment_rule *rule;
	struct str w;
	int i;

	if (s->n == UINT16_MAX - 1)
		return fail(f, l, name, "too many rules");
	s->rule = mem_grow(s->rule, s->n + 1, sizeof(*s->rule));
	rule = &s->rule[s->n];
	rule->name = arena_dup(&s->arena, name);
	rule->line = l->number;
	for (i = 0; i < 3; i++) {
		w = next_word(l);
		if (w.len == 0)
			return fail(f, l, w, "a rule is NAME R F M");
		if (!parse_range(w, s->bins, &rule->low[i], &rule->high[i]))
			return fail(f, l, w,
			    "not a score, a range 2-4 or *");
	}
	s->n++;
	return true;
}

static bool
parse_bins(struct segments *s, struct line *l, struct fault *f)
{
	struct str w = next_word(l);
	int64_t n;

	if (s->n > 0)
		return fail(f, l, w, "bins must stand before the rules");
	if (num_parse_int(w, &n) != NUM_OK || n < 2 || n > SEGMENT_BINS_MAX)
		return fail(f, l, w, "bins must be 2 to 9");
	s->bins = (int)n;
	return true;
}

static bool
parse_line(struct segments *s, struct line *l, struct fault *f)
{
	struct str w = next_word(l), extra;

	if (w.len == 0)
		return true;
	if (s->other.len > 0)
		return fail(f, l, w, "nothing may follow else");
	if (str_eq(w, STR("bins"))) {
		if (!parse_bins(s, l, f))
			return false;
	} else if (str_eq(w, STR("else"))) {
		w = next_word(l);
		if (w.len == 0)
			return fail(f, l, w, "else needs a name");
		s->other = arena_dup(&s->arena, w);
	} else if (!parse_rule(s, l, w, f))
		return false;
	extra = next_word(l);
	return extra.len == 0 || fail(f, l, extra, "text after the rule");
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

static size_t
cell(const struct segments *s, int r, int f, int m)
{
	return (size_t)(((r - 1) * s->bins + f - 1) * s->bins + m - 1);
}

static void
fill(struct segments *s)
{
	int v[3];
	size_t i;

	for (v[0] = 1; v[0] <= s->bins; v[0]++)
		for (v[1] = 1; v[1] <= s->bins; v[1]++)
			for (v[2] = 1; v[2] <= s->bins; v[2]++) {
				for (i = 0; i < s->n; i++)
					if (matches(&s->rule[i], v))
						break;
				s->of[cell(s, v[0], v[1], v[2])] =
				    (uint16_t)i;
			}
}

bool
segments_parse(struct segments *s, struct str text, struct fault *f)
{
	struct line l = { .number = 0 };
	struct str line;
	size_t at;

	*s = (struct segments){ .bins = 5 };
	*f = (struct fault){ 0 };
	while (str_split(&text, '\n', &l.rest)) {
		l.number++;
		l.begin = l.rest.p;
		line = l.rest;
		at = utf8_check(line);
		if (at < line.len)
			return fail(f, &l, (struct str){ line.p + at, 0 },
			    "not valid UTF-8");
		if (!parse_line(s, &l, f))
			return false;
	}
	if (s->n == 0) {
		f->reason = "no rules";
		return false;
	}
	fill(s);
	return true;
}

struct str
segments_find(const struct segments *s, int r, int f, int m)
{
	size_t i = s->of[cell(s, r, f, m)];

	return i < s->n ? s->rule[i].name : s->other;
}

int
segments_holes(const struct segments *s, struct buf *b)
{
	int r, f, m, n = 0;

	for (r = 1; r <= s->bins; r++)
		for (f = 1; f <= s->bins; f++)
			for (m = 1; m <= s->bins; m++) {
				if (s->of[cell(s, r, f, m)] < s->n)
					continue;
				if (n++ < 12)
					buf_printf(b, " %d/%d/%d", r, f, m);
				else if (n == 13)
					buf_z(b, " ...");
			}
	return n;
}

bool
segments_reached(const struct segments *s, size_t i)
{
	size_t k, n = (size_t)(s->bins * s->bins * s->bins);

	for (k = 0; k < n; k++)
		if (s->of[k] == i)
			return true;
	return false;
}

void
segments_free(struct segments *s)
{
	free(s->rule);
	arena_free(&s->arena);
}
