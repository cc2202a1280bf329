/*
 * --min-group: small groups are people who can be recognised.
 */
#include <string.h>

#include "mingroup.h"

static bool
same_group(const struct fig_key *a, const struct fig_key *b)
{
	size_t i;

	for (i = 0; i < FIG_DIMS; i++) {
		if ((a->by[i] == NULL) != (b->by[i] == NULL))
			return false;
		if (a->by[i] != NULL && (strcmp(a->by[i], b->by[i]) != 0 ||
		    !str_eq(a->group[i], b->group[i])))
			return false;
	}
	return strcmp(a->section, b->section) == 0;
}

/* Is the group one customer by its name? */
static bool
is_person(const struct fig_key *k)
{
	size_t i;

	for (i = 0; i < FIG_DIMS; i++) {
		if (k->by[i] != NULL && strcmp(k->by[i], "user_id") == 0)
			return true;
	}
	return false;
}

/* How many customers the group of f[from] has; -1: not said. */
static int128
customers(const struct figures *fs, size_t from, size_t to)
{
	size_t i;

	if (is_person(&fs->f[from].key))
		return 1;
	for (i = from; i < to; i++) {
		if (strcmp(fs->f[i].key.metric, "customers") == 0)
			return fs->f[i].value.v;
	}
	return -1;
}

/* The end of the group that begins at from. */
static size_t
group_end(const struct figures *fs, size_t from)
{
	size_t to = from + 1;

	while (to < fs->n && same_group(&fs->f[from].key, &fs->f[to].key))
		to++;
	return to;
}

static void
count_hidden(struct figures *fs, const char *section, int128 n)
{
	struct fig_key k = { .section = section, .metric = "hidden_groups" };

	if (n > 0)
		figures_value(fs, &k, fig_count(n), -1);
}

void
mingroup_hide(struct figures *fs, int64_t least)
{
	struct figures out = { .text = fs->text };
	const char *section = NULL;
	int128 hidden = 0, n;
	size_t i, j, end;

	for (i = 0; i < fs->n; i = end) {
		const struct fig_key *k = &fs->f[i].key;

		if (section != NULL && strcmp(section, k->section) != 0) {
			count_hidden(&out, section, hidden);
			hidden = 0;
		}
		section = k->section;
		end = group_end(fs, i);
		n = k->by[0] == NULL ? -1 : customers(fs, i, end);
		/* Nobody is not a person. */
		if (n > 0 && n < least) {
			hidden++;
			continue;
		}
		for (j = i; j < end; j++)
			figures_put(&out, &fs->f[j]);
	}
	if (section != NULL)
		count_hidden(&out, section, hidden);
	fs->text = (struct arena){ 0 };
	figures_free(fs);
	*fs = out;
}
