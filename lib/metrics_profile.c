/*
 * Who customers are by their profiles. Shares are of those whose profile says
 * it: what is not said is no answer.
 */
#include <stdlib.h>

#include "audience.h"
#include "metrics.h"

/* The customers of each value. */
struct value {
	struct str	name;
	int128		n;
};

struct values {
	struct names	 names;
	int128		*n;
	int128		 said;
};

static const char *const bands[] = {
	"under-18", "18-24", "25-34", "35-44", "45-54", "55-up"
};
#define BANDS	(sizeof(bands) / sizeof(bands[0]))

static const char *
band_of(int64_t years)
{
	static const int64_t from[BANDS] = { 0, 18, 25, 35, 45, 55 };
	size_t i = BANDS - 1;

	while (i > 0 && years < from[i])
		i--;
	return bands[i];
}

/* Full years on a day. */
static int64_t
years_on(int32_t day, int32_t birthday)
{
	int y[2], m[2], d[2];

	day_to_civil(birthday, &y[0], &m[0], &d[0]);
	day_to_civil(day, &y[1], &m[1], &d[1]);
	return y[1] - y[0] - (m[1] < m[0] || (m[1] == m[0] && d[1] < d[0]));
}

/* The band of an age or birthday; NULL when it is none that a person has. */
static const char *
read_age(const struct metrics *m, struct str age, struct str birthday)
{
	int64_t years;
	int32_t born;

	if (age.len > 0) {
		if (num_parse_int(age, &years) != NUM_OK)
			return NULL;
	} else {
		if (m->day == DAY_NONE || !day_parse(birthday, &born))
			return NULL;
		years = years_on(m->day, born);
	}
	return years >= 0 && years <= 120 ? band_of(years) : NULL;
}

static void
count(struct values *v, struct str name)
{
	size_t n = v->names.n;
	uint32_t i = names_add(&v->names, name);

	if (i == n) {
		v->n = mem_grow(v->n, n + 1, sizeof(*v->n));
		v->n[i] = 0;
	}
	v->n[i]++;
	v->said++;
}

/* Most customers first; ties in byte order. */
static int
compare(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return str_cmp(x->name, y->name);
}

static void
put_value(struct figures *fs, const struct metrics *m, const char *by,
    const struct value *x, int128 said)
{
	struct fig_key k = {
		.section = "profile", .by = { by }, .period = m->as_of,
		.group = { arena_dup(&fs->text, x->name) }
	};

	k.metric = "customers";
	figures_value(fs, &k, fig_count(x->n), -1);
	k.metric = "customer_share";
	figures_share(fs, &k, x->n, said);
}

/* How many say it at all, and what: at most `top` of them. */
static void
put_values(struct figures *fs, const struct metrics *m, const char *by,
    const struct values *v, int128 profiles)
{
	struct value *list = mem_array(v->names.n, sizeof(*list));
	struct fig_key k = {
		.section = "profile", .by = { "trait" },
		.group = { str_z(by) }, .period = m->as_of
	};
	size_t i;

	if (v->said > 0) {
		k.metric = "said_share";
		figures_share(fs, &k, v->said, profiles);
		k.metric = "values";
		figures_value(fs, &k, fig_count((int128)v->names.n), -1);
	}
	for (i = 0; i < v->names.n; i++)
		list[i] = (struct value){ v->names.name[i], v->n[i] };
	if (i > 1)
		qsort(list, i, sizeof(*list), compare);
	for (i = 0; i < v->names.n && i < m->top; i++)
		put_value(fs, m, by, &list[i], v->said);
	free(list);
}

static void
trait(struct figures *fs, const struct metrics *m, enum audience_trait t,
    const char *by)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	struct values v = { 0 };
	struct str said;
	uint32_t i;

	for (i = 0; i < a->person.n; i++) {
		said = audience_said(a, store_at(&a->person, i), t);
		if (said.len > 0)
			count(&v, said);
	}
	put_values(fs, m, by, &v, a->person.n);
	names_free(&v.names);
	free(v.n);
}

/* Bands in their order, all of them. */
static void
age(struct figures *fs, const struct metrics *m)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	struct fig_key k = {
		.section = "profile", .by = { "trait" },
		.group = { STR("age") }, .period = m->as_of
	};
	int128 n[BANDS] = { 0 }, said = 0, not_used = 0;
	const struct audience_person *p;
	const char *band;
	uint32_t i;
	size_t j;

	for (i = 0; i < a->person.n; i++) {
		p = store_at(&a->person, i);
		if (p->said[AUDIENCE_AGE] == AUDIENCE_NOTHING &&
		    p->said[AUDIENCE_BIRTHDAY] == AUDIENCE_NOTHING)
			continue;
		band = read_age(m, audience_said(a, p, AUDIENCE_AGE),
		    audience_said(a, p, AUDIENCE_BIRTHDAY));
		not_used += band == NULL;
		said += band != NULL;
		for (j = 0; j < BANDS && band != NULL; j++)
			n[j] += band == bands[j];
	}
	if (said + not_used == 0)
		return;
	k.metric = "said_share";
	figures_share(fs, &k, said, a->person.n);
	k.metric = "not_used";
	figures_value(fs, &k, fig_count(not_used), -1);
	figures_flag(fs, fs->n - 1, FIG_PEOPLE);
	for (j = 0; j < BANDS && said > 0; j++)
		put_value(fs, m, "age", &(struct value){ str_z(bands[j]),
		    n[j] }, said);
}

/* The tag that crm-tier finds a customer to prefer. */
static void
interest(struct figures *fs, const struct metrics *m)
{
	const struct customers *set = m->customers;
	struct values v = { 0 };
	size_t i;

	if (!CUSTOMERS_HAVE(set, CUSTOMER_TAG))
		return;
	for (i = 0; i < set->n; i++) {
		if (CUSTOMER_HAS(&set->c[i], CUSTOMER_TAG))
			count(&v, set->words.name[CUSTOMER(&set->c[i],
			    TAG)]);
	}
	put_values(fs, m, "interest", &v, (int128)set->n);
	names_free(&v.names);
	free(v.n);
}

static void
profiles(struct figures *fs, const struct metrics *m)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	struct fig_key k = {
		.section = "profile", .metric = "customers",
		.period = m->as_of
	};
	size_t said = 0;
	int t;

	for (t = 0; t < AUDIENCE_TRAITS; t++)
		said += a->trait[t].n;
	if (said == 0)
		return;
	figures_value(fs, &k, fig_count(a->person.n), -1);
	trait(fs, m, AUDIENCE_GENDER, "gender");
	age(fs, m);
	trait(fs, m, AUDIENCE_REGION, "region");
	trait(fs, m, AUDIENCE_JOB, "job");
}

void
metrics_profile(struct figures *fs, const struct metrics *m)
{
	profiles(fs, m);
	interest(fs, m);
}
