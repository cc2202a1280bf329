/*
 * --by: by what the groups of a report are.
 */
#include <string.h>

#include "bygroup.h"
#include "text.h"

static const char *const names[] = {
	"source", "form", "topic", "tag", "period"
};
#define NAMES	(sizeof(names) / sizeof(names[0]))
#define ALL	((1u << NAMES) - 1)

/* The number of the name, or NAMES. */
static size_t
number_of(struct str name)
{
	size_t i;

	for (i = 0; i < NAMES && !str_eq(name, str_z(names[i])); i++)
		;
	return i;
}

bool
bygroup_parse(struct bygroup *b, const char *list, struct buf *err)
{
	struct str all[NAMES], rest, name;
	const struct str *near;
	size_t i;

	b->keep = list == NULL ? ALL : 0;
	if (list == NULL)
		return true;
	for (i = 0; i < NAMES; i++)
		all[i] = str_z(names[i]);
	rest = str_z(list);
	while (str_split(&rest, ',', &name)) {
		i = number_of(name);
		if (i < NAMES) {
			b->keep |= 1u << i;
			continue;
		}
		near = text_nearest(name, all, NAMES);
		buf_printf(err, "unknown group \"%.*s\" (", STR_ARG(name));
		if (near != NULL)
			buf_printf(err, "nearest: %.*s)", STR_ARG(*near));
		else
			buf_z(err, "one of source, form, topic, tag, period)");
		return false;
	}
	return true;
}

/* What a figure is by, when it is one of the names; else NAMES. */
static size_t
name_of(const struct fig_key *k)
{
	if (k->by[0] == NULL)
		return NAMES;
	if (strcmp(k->by[0], "day") == 0 || strcmp(k->by[0], "week") == 0 ||
	    strcmp(k->by[0], "month") == 0)
		return number_of(STR("period"));
	/* A source beside a content or an account names that one. */
	return k->by[1] == NULL ? number_of(str_z(k->by[0])) : NAMES;
}

void
bygroup_filter(const struct bygroup *b, struct figures *fs)
{
	size_t i, n = 0, name;

	for (i = 0; i < fs->n; i++) {
		name = name_of(&fs->f[i].key);
		if (name == NAMES || (b->keep >> name & 1) != 0)
			fs->f[n++] = fs->f[i];
	}
	fs->n = n;
}
