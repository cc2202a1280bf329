/* Segment tables from lib/data/segments or from a file. */
#include "rulefile.h"
#include "segfile.h"

static const struct rulefile_kind tables = { "segments", "segments/",
	"table" };

static bool
parse(void *to, struct str text, struct fault *f)
{
	return segments_parse(to, text, f);
}

enum status
segfile_load(struct segments *s, const char *name, struct buf *err)
{
	*s = (struct segments){ .n = 0 };
	return rulefile_load(&tables, name, parse, s, err);
}

/* With Chinese names: the segments that have none. */
static void
note_names(const struct segments *s, const char *where, struct ledger *l)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < s->nsegment; i++)
		if (s->segment[i].zh.len == 0)
			buf_printf(&b, " %.*s", STR_ARG(s->segment[i].slug));
	if (b.len > 0)
		ledger_note(l, "segments %s: no Chinese name (zh=) for:%.*s",
		    where, STR_ARG(buf_view(&b)));
	buf_free(&b);
}

void
segfile_note(const struct segments *s, const char *where, struct ledger *l)
{
	struct str other = STR("left without");
	struct buf b = { 0 };
	int all, holes = segments_holes(s, &b, &all);
	size_t i;

	if (s->other != SIZE_MAX)
		other = s->segment[s->other].slug;
	if (holes > 0)
		ledger_note(l, "segments %s: %d of %d combinations have no "
		    "rule (%.*s):%.*s", where, holes, all, STR_ARG(other),
		    STR_ARG(buf_view(&b)));
	buf_free(&b);
	for (i = 0; i < s->n; i++)
		if (!segments_reached(s, i))
			ledger_note(l, "%s:%llu: rule %.*s is never reached",
			    where, (unsigned long long)s->rule[i].line,
			    STR_ARG(s->segment[s->rule[i].segment].slug));
	if (s->zh)
		note_names(s, where, l);
}

bool
segfile_show(struct buf *out, const char *what)
{
	return rulefile_show(&tables, out, what);
}
