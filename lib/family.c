/*
 * Families of sections, and the periods they count by.
 */
#include <stdlib.h>

#include "family.h"

void
families_open(struct families *fs, const struct family *f,
    const struct family_opts *o)
{
	size_t i;

	for (i = 0; i < fs->n; i++) {
		if (fs->family[i] == f)
			return;
	}
	fs->family = mem_grow(fs->family, fs->n + 1, sizeof(*fs->family));
	fs->state = mem_grow(fs->state, fs->n + 1, sizeof(*fs->state));
	fs->family[fs->n] = f;
	fs->state[fs->n++] = f->open(o);
}

bool
families_add(struct families *fs, const struct fact *f)
{
	bool used = false;
	size_t i;

	for (i = 0; i < fs->n; i++) {
		if (fs->family[i]->add(fs->state[i], f))
			used = true;
	}
	return used;
}

void *
families_state(const struct families *fs, const struct family *f)
{
	size_t i;

	for (i = 0; i < fs->n; i++) {
		if (fs->family[i] == f)
			return fs->state[i];
	}
	return NULL;
}

void
families_close(struct families *fs)
{
	size_t i;

	for (i = 0; i < fs->n; i++)
		fs->family[i]->close(fs->state[i]);
	free(fs->family);
	free(fs->state);
	*fs = (struct families){ 0 };
}

/* Division that rounds down, for days before 1970 too. */
static int32_t
floor_div(int32_t a, int32_t b)
{
	return a / b - (a % b < 0);
}

int32_t
period_of(enum family_period p, int32_t day)
{
	int year, month, mday;

	switch (p) {
	case FAMILY_DAY:
		break;
	case FAMILY_WEEK:
		/* 1970-01-01 was a Thursday. */
		return floor_div(day + 3, 7);
	case FAMILY_MONTH:
		day_to_civil(day, &year, &month, &mday);
		return year * 12 + month - 1;
	}
	return day;
}

int32_t
period_first(enum family_period p, int32_t number)
{
	switch (p) {
	case FAMILY_DAY:
		break;
	case FAMILY_WEEK:
		return number * 7 - 3;
	case FAMILY_MONTH:
		return day_from_civil(number / 12, number % 12 + 1, 1);
	}
	return number;
}

int32_t
period_over(enum family_period p, int32_t day)
{
	/* It is over when the next one begins on the day after. */
	return period_of(p, day + 1) - 1;
}

const char *
period_word(enum family_period p)
{
	static const char *const word[] = { "day", "week", "month" };

	return word[p];
}

struct str
period_name(struct arena *a, enum family_period p, int32_t number)
{
	char out[DAY_MAX];
	struct str day = { out, day_print(period_first(p, number), out) };

	if (p == FAMILY_MONTH)
		day.len -= 3;
	return arena_dup(a, day);
}
