/* Lists of customers for a channel. */
#include <stdlib.h>

#include "text.h"
#include "tieraudience.h"

#define CONDITIONS	16
#define LISTED		20	/* values that a message names */

/* Values that are known whether or not somebody has them today. */
static const struct {
	enum tier_column	 column;
	const char		*values;
} fixed[] = {
	{ TC_TIER, "core,potential,longtail" },
	{ TC_RAW, "core,potential,longtail" },
	{ TC_PREV, "core,potential,longtail" },
	{ TC_OCTANT, "A+V+P+,A+V+P-,A+V-P+,A+V-P-,A-V+P+,A-V+P-,A-V-P+,"
	    "A-V-P-" },
	{ TC_CLEAR, "true,false" },
	{ TC_HIGH, "true,false" },
	{ TC_LIFE, "new,active,resurrected,dormant,churned" },
	{ TC_BEHAVIOUR, "high_value,potential,dormant,unassigned" },
	{ TC_EXPERTISE, "novice,intermediate,expert" }
};

struct condition {
	struct str	 field, value;
	size_t		 at;		/* the column */
	const char	*values;	/* from fixed, or NULL */
	bool		 list;		/* tags: one of them */
	bool		 met;		/* by some customer */
};

struct audience {
	struct condition c[CONDITIONS];
	size_t		 n;
};

static bool
parse(struct audience *a, const char *text, struct buf *err)
{
	struct str rest = str_z(text), part, field;

	*a = (struct audience){ 0 };
	while (str_split(&rest, ',', &part)) {
		if (a->n < CONDITIONS && str_split(&part, '=', &field) &&
		    part.p != NULL && field.len > 0) {
			a->c[a->n++] = (struct condition){ .field = field,
			    .value = part };
			continue;
		}
		buf_printf(err, "--audience: FIELD=VALUE,... with up to %d "
		    "fields, such as tier=core,lifecycle=dormant", CONDITIONS);
		return false;
	}
	return true;
}

bool
tier_audience_parse(const char *text, struct buf *err)
{
	struct audience a;

	return parse(&a, text, err);
}

static bool
find_field(struct condition *c, const struct tier_layout *lay,
    struct buf *err)
{
	size_t i;

	for (c->at = 0; c->at < lay->n; c->at++)
		if (str_eq(c->field, str_z(lay->col[c->at].name)))
			break;
	if (c->at == lay->n) {
		buf_z(err, "--audience: no field \"");
		diag_escape(err, c->field, 60);
		buf_z(err, "\" (there are");
		for (i = 0; i < lay->n; i++) {
			buf_z(err, i == 0 ? " " : ", ");
			diag_escape(err, str_z(lay->col[i].name), 60);
		}
		buf_z(err, ")");
		return false;
	}
	c->list = c->at == lay->given + TC_TAGS;
	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (c->at == lay->given + fixed[i].column)
			c->values = fixed[i].values;
	return true;
}

/*
 * A column has one value, so nobody has two: an empty list would be taken for
 * an audience of nobody.
 */
static bool
check_twice(const struct audience *a, struct buf *err)
{
	size_t i, j;

	for (i = 1; i < a->n; i++) {
		for (j = 0; j < i; j++) {
			if (a->c[i].at != a->c[j].at || a->c[i].list ||
			    str_eq(a->c[i].value, a->c[j].value))
				continue;
			buf_z(err, "--audience: ");
			diag_escape(err, a->c[i].field, 60);
			buf_z(err, " cannot be both \"");
			diag_escape(err, a->c[j].value, 60);
			buf_z(err, "\" and \"");
			diag_escape(err, a->c[i].value, 60);
			buf_byte(err, '"');
			return false;
		}
	}
	return true;
}

static bool
is_in(struct str list, char separator, struct str value)
{
	struct str one;

	while (list.len > 0 && str_split(&list, separator, &one))
		if (str_eq(one, value))
			return true;
	return false;
}

/* Does a row have what is asked for? */
static bool
matches(struct audience *a, const struct str *cell)
{
	struct condition *c;
	bool all = true, is;

	for (c = a->c; c < a->c + a->n; c++) {
		is = str_eq(cell[c->at], c->value) ||
		    (c->list && is_in(cell[c->at], ';', c->value));
		c->met |= is;
		all = all && is;
	}
	return all;
}

static void
unknown_value(const struct condition *c, const struct names *values,
    struct buf *err)
{
	const struct str *near = text_nearest(c->value, values->name,
	    values->n);
	uint32_t *order = names_sorted(values);
	size_t i;

	buf_printf(err, "--audience: no %.*s is \"", STR_ARG(c->field));
	diag_escape(err, c->value, 60);
	buf_z(err, "\" (");
	if (near != NULL) {
		buf_z(err, "nearest: ");
		diag_escape(err, *near, 60);
		buf_z(err, "; ");
	}
	buf_z(err, "there are");
	for (i = 0; i < values->n && i < LISTED; i++) {
		buf_z(err, i == 0 ? " " : ", ");
		diag_escape(err, values->name[order[i]], 60);
	}
	buf_printf(err, "%s)", values->n > LISTED ? ", ..." : "");
	free(order);
}

/* The values of a column, those of a list one by one. */
static void
collect(const struct condition *c, struct str cell, struct names *values)
{
	struct str one;

	if (!c->list && cell.len > 0)
		names_add(values, cell);
	while (c->list && cell.len > 0 && str_split(&cell, ';', &one))
		names_add(values, one);
}

static bool
check_values(const struct tier_table *t, const struct tier_layout *lay,
    const struct audience *a, struct buf *err)
{
	struct tier_texts x;
	struct names values = { 0 };
	struct str *cell = mem_array(lay->n, sizeof(*cell)), rest, one;
	const struct condition *c, *bad = NULL;
	uint32_t i;

	for (c = a->c; c < a->c + a->n; c++)
		if (!c->met && c->value.len > 0 && (c->values == NULL ||
		    !is_in(str_z(c->values), ',', c->value)))
			bad = c;
	tier_texts_open(&x, t);
	for (i = 0; bad != NULL && bad->values == NULL && i < t->n; i++) {
		tier_row_cells(lay, t, i, &x, cell);
		collect(bad, cell[bad->at], &values);
	}
	if (bad != NULL && bad->values != NULL)
		for (rest = str_z(bad->values); str_split(&rest, ',', &one);)
			names_add(&values, one);
	if (bad != NULL)
		unknown_value(bad, &values, err);
	tier_texts_close(&x);
	names_free(&values);
	free(cell);
	return bad == NULL;
}

static void
write_ids(const struct tier_table *t, const uint32_t *number, size_t n,
    struct tabout *tab)
{
	const struct person *p;
	struct str id;
	size_t i;

	for (i = 0; i < n; i++) {
		p = tierlog_at(&t->in->log, number[i]);
		id = (struct str){ p->id, p->idlen };
		tab_row(tab, &id);
	}
	tab_close(tab);
}

enum status
tier_audience_write(const struct tier_table *t, const char *text,
    struct io_out *out, enum tab_format f, struct buf *err)
{
	static const struct tab_col col[] = { { "user_id", TAB_TEXT } };
	uint32_t *number = mem_array(t->n, sizeof(*number)), i;
	struct tier_layout lay;
	struct tier_texts x;
	struct audience a;
	struct str *cell;
	bool known = parse(&a, text, err);
	size_t n = 0, k;

	tier_layout(&lay, t);
	tier_texts_open(&x, t);
	cell = mem_array(lay.n, sizeof(*cell));
	for (k = 0; k < a.n && known; k++)
		known = find_field(&a.c[k], &lay, err);
	known = known && check_twice(&a, err);
	for (i = 0; i < t->n && known; i++) {
		tier_row_cells(&lay, t, t->order[i], &x, cell);
		if (matches(&a, cell))
			number[n++] = t->order[i];
	}
	known = known && check_values(t, &lay, &a, err);
	if (known)
		write_ids(t, number, n, tab_open(out, f, col, 1, 0));
	free(cell);
	free(number);
	tier_texts_close(&x);
	tier_layout_free(&lay);
	return known ? STATUS_OK : STATUS_USAGE;
}
