/*
 * Who customers are by their profiles. Shares are of those whose profile says
 * it: what is not said is no answer. What was before is compared without a
 * test, which would ask for other customers on the other side.
 */
#include <stdlib.h>

#include "audience.h"
#include "metrics.h"

/* Now, and on the day of --prev. */
enum { NOW, BEFORE, TIMES };

/* The customers of each value. */
struct value {
	struct str	name;
	int128		n[TIMES];
};

struct values {
	struct names	 names;
	int128		(*n)[TIMES];
	int128		 said[TIMES];
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
read_age(int32_t day, struct str age, struct str birthday)
{
	int64_t years;
	int32_t born;

	if (age.len > 0) {
		if (num_parse_int(age, &years) != NUM_OK)
			return NULL;
	} else {
		if (day == DAY_NONE || !day_parse(birthday, &born))
			return NULL;
		years = years_on(day, born);
	}
	return years >= 0 && years <= 120 ? band_of(years) : NULL;
}

static void
count(struct values *v, struct str name, size_t when, int128 more)
{
	size_t n = v->names.n;
	uint32_t i = names_add(&v->names, name);

	if (i == n) {
		v->n = mem_grow(v->n, n + 1, sizeof(*v->n));
		v->n[i][NOW] = v->n[i][BEFORE] = 0;
	}
	v->n[i][when] += more;
	v->said[when] += more;
}

static void
values_free(struct values *v)
{
	names_free(&v->names);
	free(v->n);
}

/* Most customers first; ties in byte order. */
static int
compare(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->n[NOW] != y->n[NOW])
		return x->n[NOW] < y->n[NOW] ? 1 : -1;
	return str_cmp(x->name, y->name);
}

/* The caller frees. */
static struct value *
list_values(const struct values *v)
{
	struct value *list = mem_array(v->names.n, sizeof(*list));
	size_t i;

	for (i = 0; i < v->names.n; i++)
		list[i] = (struct value){ v->names.name[i],
		    { v->n[i][NOW], v->n[i][BEFORE] } };
	return list;
}

/* Of four numbers that each tell the others. */
static bool
is_of_few(const struct value *x, const struct values *v, int64_t least)
{
	size_t i;

	for (i = 0; i < TIMES; i++) {
		if ((x->n[i] > 0 && x->n[i] < least) ||
		    (v->said[i] > 0 && v->said[i] < least))
			return true;
	}
	return false;
}

static struct str
prev_day(struct figures *fs, const struct metrics *m)
{
	char day[DAY_MAX];

	return arena_dup(&fs->text, (struct str){ day,
	    day_print(m->prev_day, day) });
}

static void
put_before(struct figures *fs, const struct metrics *m, struct fig_key k,
    const struct value *x, const struct values *v)
{
	struct fig_key was = k;
	size_t at;

	was.period = prev_day(fs, m);
	was.metric = "customers_before";
	figures_value(fs, &was, fig_count(x->n[BEFORE]), -1);
	was.metric = "customer_share_before";
	figures_share(fs, &was, x->n[BEFORE], v->said[BEFORE]);
	if (v->said[NOW] == 0)
		return;
	k.metric = "customer_share_change";
	at = fs->n;
	figures_real(fs, &k,
	    (double)x->n[NOW] / (double)v->said[NOW] -
	    (double)x->n[BEFORE] / (double)v->said[BEFORE], 0);
	if (is_of_few(x, v, m->min_group))
		figures_flag(fs, at, FIG_HIDDEN);
}

static void
put_value(struct figures *fs, const struct metrics *m, const char *by,
    const struct value *x, const struct values *v)
{
	struct fig_key k = {
		.section = "profile", .by = { by }, .period = m->as_of,
		.group = { arena_dup(&fs->text, x->name) }
	};

	k.metric = "customers";
	figures_value(fs, &k, fig_count(x->n[NOW]), -1);
	k.metric = "customer_share";
	figures_share(fs, &k, x->n[NOW], v->said[NOW]);
	if (v->said[BEFORE] > 0)
		put_before(fs, m, k, x, v);
}

/* How many say it at all, and what: at most `top` of them. */
static void
put_values(struct figures *fs, const struct metrics *m, const char *by,
    const struct values *v, int128 profiles)
{
	struct value *list = list_values(v);
	struct fig_key k = {
		.section = "profile", .by = { "trait" },
		.group = { str_z(by) }, .period = m->as_of
	};
	size_t i, n = 0;

	for (i = 0; i < v->names.n; i++)
		n += list[i].n[NOW] > 0;
	if (v->names.n > 0) {
		k.metric = "said_share";
		figures_share(fs, &k, v->said[NOW], profiles);
		k.metric = "values";
		figures_value(fs, &k, fig_count((int128)n), -1);
	}
	if (v->names.n > 1)
		qsort(list, v->names.n, sizeof(*list), compare);
	for (i = 0; i < v->names.n && i < m->top; i++)
		put_value(fs, m, by, &list[i], v);
	free(list);
}

static const struct store *
people(const struct audience *a, size_t when)
{
	return when == NOW ? &a->now.person : &a->before.person;
}

/* Nothing is compared where some row has no day. */
static size_t
times(const struct audience *a)
{
	return a->undated > 0 ? BEFORE : TIMES;
}

static void
trait(struct figures *fs, const struct metrics *m, enum audience_trait t,
    const char *by)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	struct values v = { 0 };
	struct str said;
	size_t when;
	uint32_t i;

	for (when = NOW; when < times(a); when++) {
		for (i = 0; i < people(a, when)->n; i++) {
			said = audience_said(a,
			    store_at(people(a, when), i), t);
			if (said.len > 0)
				count(&v, said, when, 1);
		}
	}
	put_values(fs, m, by, &v, a->now.person.n);
	values_free(&v);
}

/* Ages on a day; how many say one that is none. */
static int128
count_ages(struct values *v, const struct metrics *m, size_t when)
{
	const struct audience *a = families_state(m->families,
	    &family_audience);
	const struct audience_person *p;
	const char *band;
	int128 not_used = 0;
	uint32_t i;

	for (i = 0; i < people(a, when)->n; i++) {
		p = store_at(people(a, when), i);
		if (p->said[AUDIENCE_AGE] == AUDIENCE_NOTHING &&
		    p->said[AUDIENCE_BIRTHDAY] == AUDIENCE_NOTHING)
			continue;
		band = read_age(when == NOW ? m->day : m->prev_day,
		    audience_said(a, p, AUDIENCE_AGE),
		    audience_said(a, p, AUDIENCE_BIRTHDAY));
		if (band != NULL)
			count(v, str_z(band), when, 1);
		else
			not_used++;
	}
	return not_used;
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
	struct values v = { 0 };
	struct value *list;
	int128 not_used;
	size_t i;

	for (i = 0; i < BANDS; i++)
		count(&v, str_z(bands[i]), NOW, 0);
	not_used = count_ages(&v, m, NOW);
	if (times(a) == TIMES)
		count_ages(&v, m, BEFORE);
	if (v.said[NOW] + not_used > 0) {
		k.metric = "said_share";
		figures_share(fs, &k, v.said[NOW], a->now.person.n);
		k.metric = "not_used";
		figures_value(fs, &k, fig_count(not_used), -1);
		figures_flag(fs, fs->n - 1, FIG_PEOPLE);
	}
	list = list_values(&v);
	for (i = 0; i < BANDS && v.said[NOW] > 0; i++)
		put_value(fs, m, "age", &list[i], &v);
	free(list);
	values_free(&v);
}

/* The tags that crm-tier finds customers to prefer. */
static void
count_tags(struct values *v, const struct customers *set, size_t when)
{
	const struct customer_row *c;
	size_t i;

	for (i = 0; i < set->n; i++) {
		c = &set->c[i];
		if (CUSTOMER_HAS(c, CUSTOMER_TAG))
			count(v, set->words.name[CUSTOMER(c, TAG)], when, 1);
	}
}

static void
interest(struct figures *fs, const struct metrics *m)
{
	struct values v = { 0 };

	if (!CUSTOMERS_HAVE(m->customers, CUSTOMER_TAG))
		return;
	count_tags(&v, m->customers, NOW);
	count_tags(&v, m->prev, BEFORE);
	put_values(fs, m, "interest", &v, (int128)m->customers->n);
	values_free(&v);
}

/* Who had a profile then, or why that is not known. */
static void
profiles_before(struct figures *fs, const struct metrics *m,
    const struct audience *a)
{
	struct fig_key k = { .section = "profile", .period = prev_day(fs, m) };
	bool dated = a->undated == 0;

	k.metric = dated ? "customers_before" : "rows_without_day";
	figures_value(fs, &k, fig_count(dated ? a->before.person.n :
	    (int128)a->undated), -1);
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
	figures_value(fs, &k, fig_count(a->now.person.n), -1);
	if (m->prev_day != DAY_NONE)
		profiles_before(fs, m, a);
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
