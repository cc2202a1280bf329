/* Binding a map to the header of a table: which column feeds which field. */
#include <stdlib.h>
#include <string.h>

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

/* What the named groups of the header's pattern say. */
static void
read_groups(struct bound_col *c, const struct pattern *p, struct str name)
{
	struct str s;
	size_t i;

	if (p->literal)
		return;
	if (pattern_group(p, name, "tz", &s) == 1 && s.len > 0) {
		char *zone = mem_strdup(s);

		/* The header was lowered: "utc", "+08:00". */
		for (i = 0; zone[i] != '\0'; i++)
			if (zone[i] >= 'a' && zone[i] <= 'z')
				zone[i] = (char)(zone[i] - 'a' + 'A');
		c->zone = zone_open(zone);
		free(zone);
	}
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
		read_groups(c, p, h->norm[i]);
	}
}

static void
bind_field(struct apply *a, struct bound_field *bf, const struct map_field *f)
{
	size_t i;

	*bf = (struct bound_field){ .f = f };
	for (i = 0; i < f->nfrom; i++)
		add_columns(a, bf, &f->from[i], f->kind == NULL ?
		    IDENT_PLATFORM : (enum ident_kind)ident_kind(f->kind[i]));
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
		    .cell = find_cell(a, &c[i].column), .last_met = -1 };
	return bc;
}

static void
conds_close(struct bound_cond *bc, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_free(&bc[i].last);
	free(bc);
}

static void
bind_emit(struct apply *a, struct bound_emit *be, const struct map_emit *e)
{
	size_t i;

	be->e = e;
	be->when = bind_conds(a, e->when, e->nwhen);
	be->with = mem_zero((e->nwith + 1) * sizeof(*be->with));
	for (i = 0; i < e->nwith; i++) {
		be->with[i].f = map_field(a->o.map, e->with[i].to);
		add_columns(a, &be->with[i], &e->with[i].column,
		    IDENT_PLATFORM);
	}
}

struct apply *
apply_open(const struct apply_opts *o)
{
	struct apply *a = mem_zero(sizeof(*a));
	const struct map *m = o->map;
	size_t i;

	a->o = *o;
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
	for (i = 0; i < REC_N; i++)
		if (m->set[i] != NULL) {
			a->set[a->nset] = str_z(m->set[i]);
			a->set_col[a->nset++] = (enum record_col)i;
		}
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
	}
	free(bf->col);
	buf_free(&bf->last);
}

void
apply_close(struct apply *a)
{
	size_t i, k;

	if (a == NULL)
		return;
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
	free(a->want);
	repeats_close(&a->repeats);
	buf_free(&a->norm);
	free(a);
}

const size_t *
apply_columns(const struct apply *a, size_t *n)
{
	*n = a->nwant;
	return a->want;
}

static size_t
add_sources(const struct apply *a, const struct bound_field *bf,
    size_t *column, size_t n)
{
	size_t i, k;

	for (k = 0; k < bf->ncol; k++) {
		size_t c = a->want[bf->col[k].cell];

		for (i = 0; i < n && column[i] != c; i++)
			;
		if (i == n)
			column[n++] = c;
	}
	return n;
}

size_t
apply_sources(const struct apply *a, enum record_col to, size_t *column)
{
	size_t i, k, n = 0;

	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == to)
			n = add_sources(a, &a->field[i], column, n);
	for (i = 0; i < a->o.map->nemit; i++)
		for (k = 0; k < a->emit[i].e->nwith; k++)
			if (a->emit[i].e->with[k].to == to)
				n = add_sources(a, &a->emit[i].with[k],
				    column, n);
	return n;
}

bool
apply_knows_user(const struct apply *a)
{
	size_t i;

	for (i = 0; i < a->nfield; i++)
		if (a->field[i].f->to == REC_USER_ID)
			return true;
	return false;
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

/* Columns that the emitted types need. */
static void
fills_by_emit(const struct apply *a, bool fills[REC_N])
{
	bool order = false;
	size_t i, k;

	for (i = 0; i < a->o.map->nemit; i++) {
		const struct map_emit *e = a->emit[i].e;
		bool timed = false;

		fills[REC_TYPE] = true;
		if (strcmp(e->type, "order") == 0)
			order = fills[REC_ORDER_ID] = true;
		for (k = 0; k < e->nwith; k++) {
			timed = timed || (e->with[k].to == REC_TIME &&
			    a->emit[i].with[k].ncol > 0);
			fills[e->with[k].to] = true;
		}
		if (strcmp(e->type, "refund") == 0 && order && !timed)
			fills[REC_TIME_ESTIMATED] = true;
		if (strcmp(e->type, "refund") == 0 && order)
			fills[REC_STATUS] = true;
	}
}

static void
fills_by_field(const struct bound_field *bf, bool fills[REC_N])
{
	size_t k;

	fills[bf->f->to] = true;
	if (bf->f->to == REC_TIME)
		fills[REC_TIME_PRECISION] = true;
	if (bf->f->rule == RULE_COUNT && bf->f->to != REC_QUANTITY)
		fills[REC_APPROX] = true;
	for (k = 0; k < bf->ncol; k++)
		if (bf->col[k].currency != NULL)
			fills[REC_CURRENCY] = true;
}

void
apply_fills(const struct apply *a, bool fills[REC_N])
{
	const struct map *m = a->o.map;
	size_t i;

	memset(fills, 0, REC_N * sizeof(*fills));
	fills[REC_KIND] = fills[REC_ID] = true;
	if (m->kind != NULL && strcmp(m->kind, "event") == 0)
		fills[REC_TYPE] = fills[REC_TIME] = fills[REC_TIME_PRECISION] =
		    fills[REC_USER_ID] = fills[REC_USER_ID_KIND] = true;
	for (i = 0; i < REC_N; i++)
		if (m->set[i] != NULL)
			fills[i] = true;
	for (i = 0; i < a->nfield; i++)
		fills_by_field(&a->field[i], fills);
	fills_by_emit(a, fills);
	if (a->o.account.len > 0)
		fills[REC_ACCOUNT] = true;
	if (ident_has_aliases(a->o.ident))
		fills[REC_USER_ALIAS] = fills[REC_USER_ID_KIND] = true;
	if (ident_has_own(a->o.ident))
		fills[REC_DIRECTION] = true;
}

const struct apply_counts *
apply_counts(const struct apply *a)
{
	return &a->counts;
}
