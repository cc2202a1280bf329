/* Rules that ask the model whether a text is an alarm. */
#include <stdlib.h>

#include "textrulesin.h"

bool
textrules_watch(const struct textrules *t)
{
	return t->alarms > 0;
}

void
textrules_alarm(const struct textrules *t, const struct symbols *s,
    uint32_t first, uint32_t n, struct texthits *out)
{
	const struct symbol *last = s->p + first + n - 1;
	struct view v = { .g = { .t = t, .s = s } };
	struct texthit h = { .first = first, .n = n,
		.start = s->p[first].start };

	h.len = last->start + last->len - h.start;
	for (h.rule = 0; h.rule < t->n; h.rule++) {
		if (!t->rule[h.rule].alarm)
			continue;
		h.severity = t->rule[h.rule].pub.severity;
		if (view_allows(&v, out->work, &h))
			texthits_add(t, out, h);
	}
	if (out->n > 1)
		qsort(out->hit, out->n, sizeof(*out->hit), texthits_order);
}
