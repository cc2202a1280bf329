/*
 * Contents against the list of banned words (rows C05, B24): who made them and
 * how many of them pass. The items of one creator are alike, so that the unit
 * of the interval is the creator.
 */
#include <stdlib.h>

#include "contentgroups.h"
#include "tierset.h"
#include "voice.h"

#define NOBODY	UINT32_MAX	/* an item that names no creator */

/* A content that crm-sentiment has judged. */
struct item {
	const struct content	*c;
	struct str		 hits;
	uint32_t		 creator;
	bool			 passed;
};

struct audit {
	const struct metrics	*m;
	struct contents		*cs;
	struct item		*item;
	size_t			 n;
	struct names		 creator;
	uint32_t		 unjudged;
	bool			 known;		/* what passes is */
};

/* The category of the list, and the name of it. */
static const struct str	banned = { "banned", 6 };

static bool
is_banned(struct str categories)
{
	struct str name;

	while (categories.len > 0 && str_split(&categories, ';', &name)) {
		if (str_eq(str_trim(name), banned))
			return true;
	}
	return false;
}

/* "rules=guards, banned 2026-11-22": the lists of a run by their names. */
static bool
names_banned(struct str setting)
{
	struct str list, name;

	if (!str_starts(setting, STR("rules=")))
		return false;
	str_split(&setting, '=', &name);
	while (setting.len > 0 && str_split(&setting, ',', &list)) {
		list = str_trim(list);
		str_split(&list, ' ', &name);
		if (str_eq(name, banned))
			return true;
	}
	return false;
}

/* Does a summary of crm-sentiment say that the list was asked for? */
static bool
was_asked(const struct metrics *m)
{
	const struct runsum *r;
	size_t i, j;

	for (i = 0; i < m->nrun; i++) {
		r = &m->run[i];
		if (!str_eq(r->program, STR("crm-sentiment")))
			continue;
		for (j = 0; j < r->nsetting; j++)
			if (names_banned(r->setting[j]))
				return true;
	}
	return false;
}

static void
add_item(struct audit *a, const struct content *c)
{
	struct item *item = &a->item[a->n];
	struct str categories;

	if (!c->record || contents_later(c, a->m->day))
		return;
	if (!contents_verdict(c, &categories, &item->hits)) {
		a->unjudged++;
		return;
	}
	a->n++;
	item->c = c;
	item->passed = !is_banned(categories);
	item->creator = c->creator.s.len > 0 ?
	    names_add(&a->creator, c->creator.s) : NOBODY;
	a->known = a->known || !item->passed;
}

static void
audit_open(struct audit *a, const struct metrics *m)
{
	uint32_t i;

	*a = (struct audit){ .m = m, .known = was_asked(m),
	    .cs = families_state(m->families, &family_contents) };
	a->item = mem_array(a->cs->content.n, sizeof(*a->item));
	for (i = 0; i < a->cs->content.n; i++)
		add_item(a, contents_at(a->cs, i));
}

static void
audit_close(struct audit *a)
{
	free(a->item);
	names_free(&a->creator);
}

/* Passed items of items, over creators; sorted by them. */
static struct fig_sums
sums_of(const struct unit *u, size_t n)
{
	struct fig_sums s = { 0 };
	int64_t x = 0, y = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		x++;
		y += ((const struct item *)u[i].item)->passed;
		if (i + 1 < n && u[i + 1].who == u[i].who)
			continue;
		fig_sums_add(&s, y, x);
		x = y = 0;
	}
	return s;
}

static void
put_passed(struct figures *fs, struct fig_key k, const struct fig_sums *s)
{
	struct figure *f;

	k.metric = "passed";
	figures_value(fs, &k, fig_count(s->y), -1);
	k.metric = "pass_rate";
	figures_estimate(fs, &k, s);
	f = &fs->f[fs->n - 1];
	f->high = f->high > 1 ? 1 : f->high;
	/* All alike: no error is not certainty. */
	f->interval = f->interval && s->y > 0 && s->y < s->x;
}

static void
put_group(struct figures *fs, const struct audit *a, struct fig_key k,
    const struct unit *u, size_t n)
{
	struct fig_sums s = sums_of(u, n);

	k.metric = "items";
	figures_value(fs, &k, fig_count((int128)n), -1);
	k.metric = "creators";
	if (a->creator.n > 0)
		figures_value(fs, &k, fig_count(units_people(u, n)), -1);
	if (a->known)
		put_passed(fs, k, &s);
}

/* What an item is by. */
static struct str
all_of(const struct audit *a, const struct item *item)
{
	(void)a;
	(void)item;
	return STR("");
}

static struct str
side_of(const struct audit *a, const struct item *item)
{
	static const char *const name[CONTENT_SIDES] = {
		[CONTENT_UNKNOWN] = "", [CONTENT_BRAND] = "brand",
		[CONTENT_USER] = "user"
	};

	return str_z(name[contents_side(a->cs, item->c)]);
}

static struct str
source_of(const struct audit *a, const struct item *item)
{
	return a->cs->sources.name[item->c->source];
}

static struct str
form_of(const struct audit *a, const struct item *item)
{
	(void)a;
	return item->c->form.s;
}

/* The brand is no creator to be named. */
static struct str
creator_of(const struct audit *a, const struct item *item)
{
	return contents_side(a->cs, item->c) == CONTENT_BRAND ? STR("") :
	    item->c->creator.s;
}

/* Items by what a dimension says of them; u.a is the place of the name. */
struct parts {
	struct units	 us;
	struct names	 name;
	uint32_t	*order;
};

static const struct dim {
	const char	*by;		/* NULL: all are one */
	struct str	 (*of)(const struct audit *a, const struct item *item);
} dims[] = {
	{ NULL, all_of }, { "side", side_of }, { "source", source_of },
	{ "form", form_of }
}, creators = { "user_id", creator_of };

static void
parts_sort(struct parts *ps)
{
	uint32_t *rank;
	size_t i;

	ps->order = names_sorted(&ps->name);
	rank = names_ranks(&ps->name, ps->order);
	for (i = 0; i < ps->us.n; i++)
		ps->us.u[i].a = rank[ps->us.u[i].a];
	units_sort(ps->us.u, ps->us.n);
	free(rank);
}

static void
parts_open(struct parts *ps, const struct audit *a, const struct dim *d)
{
	const struct item *item;
	size_t i;

	*ps = (struct parts){ 0 };
	for (i = 0; i < a->n; i++) {
		item = &a->item[i];
		units_add(&ps->us, &(struct unit){
		    .a = names_add(&ps->name, d->of(a, item)),
		    .who = item->creator, .item = item });
	}
	parts_sort(ps);
}

static struct str
parts_name(struct figures *fs, const struct parts *ps, size_t at)
{
	return arena_dup(&fs->text,
	    ps->name.name[ps->order[ps->us.u[at].a]]);
}

static void
parts_close(struct parts *ps)
{
	free(ps->us.u);
	free(ps->order);
	names_free(&ps->name);
}

static void
put_dim(struct figures *fs, const struct audit *a, const struct dim *d)
{
	struct fig_key k = { .section = "audit", .by = { d->by },
	    .period = a->m->as_of };
	struct parts ps;
	size_t at, end;

	parts_open(&ps, a, d);
	for (at = 0; at < ps.us.n; at = end) {
		end = units_end(&ps.us, at, false);
		k.group[0] = parts_name(fs, &ps, at);
		/* When nothing says a form, nothing is by form. */
		if (d->by == NULL || ps.name.n > 1 || k.group[0].len > 0)
			put_group(fs, a, k, ps.us.u + at, end - at);
	}
	parts_close(&ps);
}

struct maker {
	size_t	at, n;		/* units */
};

/* Most items first; of equal ones in byte order. */
static int
by_items(const void *x, const void *y)
{
	const struct maker *a = x, *b = y;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return (a->at > b->at) - (a->at < b->at);
}

/* Whose work it is; a rate of one creator has no interval. */
static void
put_maker(struct figures *fs, const struct audit *a, struct fig_key k,
    const struct unit *u, size_t n)
{
	struct fig_sums s = sums_of(u, n);

	k.metric = "items";
	figures_value(fs, &k, fig_count((int128)n), -1);
	if (!a->known)
		return;
	k.metric = "passed";
	figures_value(fs, &k, fig_count(s.y), -1);
	k.metric = "pass_rate";
	figures_ratio(fs, &k, fig_count(s.y), fig_count(s.x), s.x);
}

static void
put_makers(struct figures *fs, const struct audit *a)
{
	struct fig_key k = { .section = "audit", .by = { creators.by },
	    .period = a->m->as_of };
	struct maker *list = mem_array(a->n, sizeof(*list));
	struct parts ps;
	size_t n = 0, at, end, i;

	parts_open(&ps, a, &creators);
	for (at = 0; at < ps.us.n; at = end) {
		end = units_end(&ps.us, at, false);
		list[n] = (struct maker){ at, end - at };
		n += ps.name.name[ps.order[ps.us.u[at].a]].len > 0;
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), by_items);
	for (i = 0; i < n && i < a->m->top; i++) {
		k.group[0] = parts_name(fs, &ps, list[i].at);
		put_maker(fs, a, k, ps.us.u + list[i].at, list[i].n);
	}
	parts_close(&ps);
	free(list);
}

/* A unit a hit; how many are none. */
static uint64_t
add_hits(struct parts *ps, const struct audit *a, uint32_t number)
{
	const struct item *item = &a->item[number];
	struct str rest = item->hits, hit, rule, word;
	uint64_t bad = 0;

	while (rest.len > 0 && str_split(&rest, ';', &hit)) {
		if (voice_hit(hit, &rule, &word))
			units_add(&ps->us, &(struct unit){
			    .a = names_add(&ps->name, rule), .what = number,
			    .who = item->creator, .item = item });
		else
			bad++;
	}
	return bad;
}

static void
put_rule(struct figures *fs, const struct audit *a, struct fig_key k,
    const struct unit *u, size_t n)
{
	int128 items = 0;
	size_t i;

	/* The hits of an item stand together. */
	for (i = 0; i < n; i++)
		items += i == 0 || u[i].item != u[i - 1].item;
	k.metric = "items";
	figures_value(fs, &k, fig_count(items), -1);
	k.metric = "item_share";
	figures_ratio(fs, &k, fig_count(items), fig_count((int128)a->n),
	    (int128)a->n);
	k.metric = "hits";
	figures_value(fs, &k, fig_count((int128)n), -1);
	k.metric = "creators";
	if (a->creator.n > 0)
		figures_value(fs, &k, fig_count(units_people(u, n)), -1);
}

static void
put_rules(struct figures *fs, const struct audit *a)
{
	struct fig_key k = { .section = "audit", .by = { "rule" },
	    .period = a->m->as_of };
	struct parts ps = { 0 };
	uint64_t bad = 0;
	size_t at, end;
	uint32_t i;

	for (i = 0; i < a->n; i++)
		bad += add_hits(&ps, a, i);
	parts_sort(&ps);
	for (at = 0; at < ps.us.n; at = end) {
		end = units_end(&ps.us, at, false);
		k.group[0] = parts_name(fs, &ps, at);
		put_rule(fs, a, k, ps.us.u + at, end - at);
	}
	parts_close(&ps);
	if (bad > 0)
		figures_value(fs, &(struct fig_key){ .section = "audit",
		    .metric = "hits_unknown", .period = a->m->as_of },
		    fig_count(bad), -1);
}

void
metrics_audit(struct figures *fs, const struct metrics *m)
{
	struct audit a;
	size_t i;

	audit_open(&a, m);
	for (i = 0; i < sizeof(dims) / sizeof(dims[0]) && a.n > 0; i++)
		put_dim(fs, &a, &dims[i]);
	if (a.n > 0 && a.unjudged > 0)
		figures_value(fs, &(struct fig_key){ .section = "audit",
		    .metric = "items_not_judged", .period = m->as_of },
		    fig_count(a.unjudged), -1);
	if (a.n > 0) {
		put_makers(fs, &a);
		put_rules(fs, &a);
	}
	audit_close(&a);
}
