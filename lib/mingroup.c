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

/* How many customers the figure counts of its group; -1: it counts others. */
static int128
customers(const struct figure *f)
{
	static const char *const metric[] = {
		"customers", "buyers", "customers_now", "customers_before",
		"creators"
	};
	size_t i;

	for (i = 0; i < sizeof(metric) / sizeof(metric[0]); i++) {
		if (strcmp(f->key.metric, metric[i]) == 0)
			return f->value.v;
	}
	return -1;
}

/* Nobody is not a person. */
static bool
is_small(int128 n, int64_t least)
{
	return n > 0 && n < least;
}

/* Does it rest on so few customers, or count so few? */
static bool
is_of_few(const struct figure *f, int64_t least)
{
	return ((f->flags & FIG_OF_PEOPLE) != 0 && (is_small(f->n, least) ||
	    (f->num.unit == FIG_COUNT && is_small(f->num.v, least)))) ||
	    ((f->flags & FIG_PEOPLE) != 0 && is_small(f->value.v, least));
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

/* The end of the figures of one period from `from` on, before `end`. */
static size_t
period_end(const struct figures *fs, size_t from, size_t end)
{
	size_t to = from + 1;

	while (to < end && str_eq(fs->f[from].key.period,
	    fs->f[to].key.period))
		to++;
	return to;
}

static void
hide(struct figures *fs, size_t from, size_t to)
{
	for (; from < to; from++)
		fs->f[from].flags |= FIG_HIDDEN;
}

/* One group; what it has of other periods may be of fewer. */
static void
mark_group(struct figures *fs, size_t from, size_t to, int64_t least)
{
	size_t i, j, end;

	if (is_person(&fs->f[from].key) && least > 1)
		hide(fs, from, to);
	for (i = from; i < to; i++) {
		const struct figure *f = &fs->f[i];

		if (strcmp(f->key.metric, "customers") == 0 &&
		    is_small(customers(f), least))
			hide(fs, from, to);
		if (is_of_few(f, least))
			hide(fs, i, i + 1);
	}
	for (i = from; i < to; i = end) {
		end = period_end(fs, i, to);
		for (j = i; j < end; j++) {
			if (is_small(customers(&fs->f[j]), least))
				hide(fs, i, end);
		}
	}
}

void
mingroup_mark(struct figures *fs, int64_t least)
{
	size_t i, end;

	for (i = 0; i < fs->n; i = end) {
		end = group_end(fs, i);
		if (fs->f[i].key.by[0] != NULL)
			mark_group(fs, i, end, least);
	}
}

static void
count_hidden(struct figures *fs, const char *section, int128 n)
{
	struct fig_key k = { .section = section, .metric = "hidden_groups" };

	if (n > 0)
		figures_value(fs, &k, fig_count(n), -1);
}

/* Copy what is not hidden of one group; is any of it hidden? */
static bool
keep_shown(struct figures *out, const struct figures *fs, size_t from,
    size_t to)
{
	size_t n = out->n, i;

	for (i = from; i < to; i++) {
		if ((fs->f[i].flags & FIG_HIDDEN) == 0)
			figures_put(out, &fs->f[i]);
	}
	return out->n - n < to - from;
}

void
mingroup_hide(struct figures *fs)
{
	struct figures out = { .text = fs->text };
	const char *section = NULL;
	int128 hidden = 0;
	size_t i, end;

	for (i = 0; i < fs->n; i = end) {
		const struct fig_key *k = &fs->f[i].key;

		if (section != NULL && strcmp(section, k->section) != 0) {
			count_hidden(&out, section, hidden);
			hidden = 0;
		}
		section = k->section;
		end = group_end(fs, i);
		hidden += keep_shown(&out, fs, i, end);
	}
	if (section != NULL)
		count_hidden(&out, section, hidden);
	fs->text = (struct arena){ 0 };
	figures_free(fs);
	*fs = out;
}
