/* Binding a map to the header of a table: which column feeds which field. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "applyin.h"

/* The number of the bound cell for a column of the header. */
static size_t
use_column(struct apply *a, size_t column)
{
	size_t i;

	for (i = 0; i < a->nwant; i++)
		if (a->want[i] == column)
			return i;
	a->want = mem_grow(a->want, a->nwant + 1, sizeof(*a->want));
	a->want[a->nwant] = column;
	return a->nwant++;
}

/*
 * A zone by its name in the header, which was lowered: as the header has it
 * (Europe/Berlin), else in capitals (utc).
 */
static struct zone *
named_zone(struct str lowered, struct str header)
{
	struct zone *z = NULL;
	char *name;
	size_t i;

	for (i = 0; i + lowered.len <= header.len && z == NULL; i++) {
		if (strncasecmp(header.p + i, lowered.p, lowered.len) != 0)
			continue;
		name = mem_strdup((struct str){ header.p + i, lowered.len });
		z = zone_open(name);
		free(name);
	}
	if (z != NULL)
		return z;
	name = mem_strdup(lowered);
	for (i = 0; name[i] != '\0'; i++)
		if (name[i] >= 'a' && name[i] <= 'z')
			name[i] = (char)(name[i] - 'a' + 'A');
	z = zone_open(name);
	free(name);
	return z;
}

/* What the named groups of the header's pattern say. */
static void
read_groups(struct bound_col *c, const struct pattern *p, struct str name,
    struct str header)
{
	struct str s;
	size_t i;

	if (p->literal)
		return;
	if (pattern_group(p, name, "tz", &s) == 1 && s.len > 0)
		c->zone = named_zone(s, header);
	if (pattern_group(p, name, "unit", &s) == 1)
		c->unit = parse_unit(s);
	if (pattern_group(p, name, "currency", &s) == 1 && s.len == 3) {
		c->currency = mem_strdup(s);
		for (i = 0; i < 3; i++)
			if (c->currency[i] >= 'a' && c->currency[i] <= 'z')
				c->currency[i] = (char)(c->currency[i] - 'a' +
				    'A');
	}
}

static void
add_columns(struct apply *a, struct bound_field *bf, const struct pattern *p,
    enum ident_kind kind)
{
	const struct header *h = a->o.header;
	size_t i;

	for (i = 0; i < h->n; i++) {
		struct bound_col *c;

		if (pattern_match(p, h->norm[i]) != 1)
			continue;
		bf->col = mem_grow(bf->col, bf->ncol + 1, sizeof(*bf->col));
		c = &bf->col[bf->ncol++];
		*c = (struct bound_col){ .cell = use_column(a, i),
		    .kind = kind };
		read_groups(c, p, h->norm[i], h->name[i]);
	}
}

/* A unit that the header does not name is that of the map. */
static void
bind_units(struct bound_field *bf)
{
	size_t i;

	for (i = 0; bf->f != NULL && i < bf->ncol; i++)
		if (bf->col[i].unit == UNIT_NONE)
			bf->col[i].unit = bf->f->unit;
}

/* What stands before the header is the same for all rows. */
static void
add_fixed(struct apply *a, struct bound_field *bf, const struct pattern *p)
{
	struct str s;

	if (pattern_group(p, a->o.before, NULL, &s) != 1 || s.len == 0)
		return;
	bf->col = mem_grow(bf->col, bf->ncol + 1, sizeof(*bf->col));
	bf->col[bf->ncol++] = (struct bound_col){ .cell = SIZE_MAX,
	    .fixed = mem_strdup(s) };
}

/* The texts of its values, and whether there is anything to do at all. */
static void
bind_values(struct bound_field *bf)
{
	const struct map_field *f = bf->f;
	size_t i;

	bf->value = mem_array(f->nvalue, sizeof(*bf->value));
	for (i = 0; i < f->nvalue; i++)
		if (f->value[i].to != NULL)
			bf->value[i] = str_z(f->value[i].to);
	bf->plain = f->rule == RULE_TEXT && f->to != REC_USER_ID &&
	    f->nvalue == 0 && f->capture == NULL && f->suffix == NULL &&
	    f->join == NULL && bf->ncol == 1 && bf->col[0].currency == NULL;
}

static void
bind_field(struct apply *a, struct bound_field *bf, const struct map_field *f)
{
	size_t i;

	*bf = (struct bound_field){ .f = f };
	if (f->before != NULL)
		add_fixed(a, bf, f->before);
	for (i = 0; i < f->nfrom; i++)
		add_columns(a, bf, &f->from[i], f->kind == NULL ?
		    IDENT_PLATFORM : (enum ident_kind)ident_kind(f->kind[i]));
	bind_units(bf);
	if (bf->ncol > 0)
		bind_values(bf);
}

/* The first column that fits, or SIZE_MAX. */
static size_t
find_cell(struct apply *a, const struct pattern *p)
{
	const struct header *h = a->o.header;
	size_t i;

	for (i = 0; i < h->n; i++)
		if (pattern_match(p, h->norm[i]) == 1)
			return use_column(a, i);
	return SIZE_MAX;
}

static struct bound_cond *
bind_conds(struct apply *a, const struct map_cond *c, size_t n)
{
	struct bound_cond *bc = mem_array(n + 1, sizeof(*bc));
	size_t i;

	for (i = 0; i < n; i++)
		bc[i] = (struct bound_cond){ .c = &c[i],
		    .cell = find_cell(a, &c[i].column) };
	return bc;
}

static void
conds_close(struct bound_cond *bc, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		memo_free(&bc[i].met);
	free(bc);
}

/* What a record keeps of what the fields have filled. */
static void
bind_only(struct bound_emit *be, const struct map *m)
{
	const struct map_emit *e = be->e;
	size_t i;

	for (i = 0; i < REC_N; i++)
		be->keep[i] = e->only == NULL || e->only[i] ||
		    m->set[i] != NULL || i == REC_KIND ||
		    i == REC_SOURCE || i == REC_ACCOUNT || i == REC_EXT;
	if (be->keep[REC_AMOUNT] || be->keep[REC_SPEND])
		be->keep[REC_CURRENCY] = true;
	if (be->keep[REC_TIME])
		be->keep[REC_TIME_PRECISION] = true;
	if (be->keep[REC_USER_ID])
		be->keep[REC_USER_ID_KIND] = be->keep[REC_USER_ALIAS] =
		    be->keep[REC_DIRECTION] = true;
}

static void
bind_constants(struct constants *c, char *const set[REC_N])
{
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (set[i] != NULL) {
			c->text[c->n] = str_z(set[i]);
			c->col[c->n++] = (enum record_col)i;
		}
}

static void
bind_emit(struct apply *a, struct bound_emit *be, const struct map_emit *e)
{
	const struct map_field *f;
	size_t i, k;

	*be = (struct bound_emit){ .e = e };
	be->when = bind_conds(a, e->when, e->nwhen);
	be->with = mem_zero((e->nwith + 1) * sizeof(*be->with));
	for (i = 0; i < e->nwith; i++) {
		const struct map_with *w = &e->with[i];

		if (w->own != NULL) {
			bind_field(a, &be->with[i], w->own);
			continue;
		}
		f = be->with[i].f = map_field(a->o.map, w->to);
		for (k = 0; k < w->ncolumn; k++)
			add_columns(a, &be->with[i], &w->column[k],
			    f != NULL && f->kind != NULL ?
			    (enum ident_kind)ident_kind(f->kind[
			    k < f->nfrom ? k : 0]) :
			    IDENT_PLATFORM);
		bind_units(&be->with[i]);
	}
	bind_only(be, a->o.map);
	bind_constants(&be->set, e->set);
	if (e->kind != NULL)
		be->kind = str_z(e->kind);
	if (e->type != NULL)
		be->type = str_z(e->type);
	else if (e->kind != NULL)
		be->type = STR("");
	a->makes_orders = a->makes_orders || str_eq(be->type, STR("order"));
}

/* Does a field write words that the map has not named? */
static bool
has_own_words(const struct map_field *f)
{
	size_t i;

	for (i = 0; i < f->nvalue; i++)
		if (f->value[i].to == NULL)
			return true;
	return f->nvalue == 0;
}

/* What the map says was looked at when it was read. */
static void
bind_checks(struct apply *a)
{
	bool fills[REC_N], word[REC_N] = { false };
	size_t i, k;

	for (i = 0; i < a->nfield; i++)
		if (has_own_words(a->field[i].f))
			word[a->field[i].f->to] = true;
	for (i = 0; i < a->o.map->nemit; i++)
		for (k = 0; k < a->emit[i].e->nwith; k++)
			word[a->emit[i].e->with[k].to] = true;
	apply_fills(a, fills);
	record_checks(&a->checks, word, fills);
}

struct apply *
apply_open(const struct apply_opts *o)
{
	struct apply *a = mem_zero(sizeof(*a));
	const struct map *m = o->map;
	size_t i;

	a->o = *o;
	a->wide = sizeof(a->base);
	if (m->zone_name != NULL)
		a->zone = zone_open(m->zone_name);
	a->group = m->group != NULL ? find_cell(a, m->group) : SIZE_MAX;
	a->field = mem_array(m->nfield + 1, sizeof(*a->field));
	for (i = 0; i < m->nfield; i++) {
		struct bound_field *bf = &a->field[a->nfield];

		bind_field(a, bf, &m->field[i]);
		/* An entry whose columns are not there is passed over. */
		a->nfield += bf->ncol > 0;
	}
	a->emit = mem_array(m->nemit + 1, sizeof(*a->emit));
	for (i = 0; i < m->nemit; i++)
		bind_emit(a, &a->emit[i], &m->emit[i]);
	a->drop = bind_conds(a, m->drop, m->ndrop);
	bind_constants(&a->set, m->set);
	if (m->kind != NULL)
		a->kind = str_z(m->kind);
	apply_dates_open(a);
	apply_numbers_open(a);
	apply_ext_open(a);
	bind_checks(a);
	repeats_open(&a->repeats, !o->sorted);
	return a;
}

static void
field_close(struct bound_field *bf)
{
	size_t i;

	for (i = 0; i < bf->ncol; i++) {
		if (bf->col[i].zone != NULL)
			zone_free(bf->col[i].zone);
		free(bf->col[i].currency);
		free(bf->col[i].fixed);
	}
	free(bf->col);
	memo_free(&bf->values);
	free(bf->value);
}

void
apply_close(struct apply *a)
{
	size_t i, k;

	if (a == NULL)
		return;
	apply_ext_close(a);
	for (i = 0; i < a->nfield; i++)
		field_close(&a->field[i]);
	for (i = 0; i < a->o.map->nemit; i++) {
		for (k = 0; k < a->emit[i].e->nwith; k++)
			field_close(&a->emit[i].with[k]);
		free(a->emit[i].with);
		conds_close(a->emit[i].when, a->emit[i].e->nwhen);
	}
	free(a->field);
	free(a->emit);
	conds_close(a->drop, a->o.map->ndrop);
	apply_dates_close(a);
	apply_numbers_close(a);
	free(a->want);
	zone_free(a->zone);
	repeats_close(&a->repeats);
	buf_free(&a->norm);
	memo_free(&a->sources);
	free(a);
}

size_t
apply_fed(const struct apply *a)
{
	return a->nfed;
}

const size_t *
apply_columns(const struct apply *a, size_t *n)
{
	*n = a->nwant;
	return a->want;
}

size_t
apply_group(const struct apply *a)
{
	return a->group;
}

enum map_take
apply_take(const struct apply *a, size_t cell, bool *strict)
{
	enum map_take take = TAKE_FIRST;
	size_t i, k;

	*strict = false;
	for (i = 0; i < a->nfield; i++) {
		const struct map_field *f = a->field[i].f;

		for (k = 0; k < a->field[i].ncol; k++) {
			if (a->field[i].col[k].cell != cell)
				continue;
			if (f->take != TAKE_FIRST)
				take = f->take;
			if (f->rule == RULE_MONEY || f->rule == RULE_TIME ||
			    f->to == REC_STATUS)
				*strict = true;
		}
	}
	return take;
}

const struct apply_counts *
apply_counts(const struct apply *a)
{
	return &a->counts;
}
