/* Lines of one order become one record. */
#include <string.h>

#include "lines.h"
#include "money.h"

static bool
is(struct str s, const char *z)
{
	return str_eq(s, str_z(z));
}

/* Has the money of this record moved, so that it counts downstream? */
static bool
counts(const struct record *r)
{
	struct str s = r->v[REC_STATUS];

	return s.len == 0 || is(s, "paid") || is(s, "refunded") ||
	    is(s, "partially_refunded");
}

/* Of two lines that both count, or both do not. */
static struct str
join_status(struct str a, struct str b)
{
	if (str_eq(a, b))
		return a;
	if (is(a, "refunded") || is(b, "refunded") ||
	    is(a, "partially_refunded") || is(b, "partially_refunded"))
		return STR("partially_refunded");
	if (is(a, "pending") || is(b, "pending"))
		return STR("pending");
	if (is(a, "cancelled") || is(b, "cancelled"))
		return STR("cancelled");
	return a.len > 0 ? a : b;
}

static const char *
add_amount(struct record *r, struct str b, struct arena *mem)
{
	struct str a = r->v[REC_AMOUNT];
	char out[MONEY_MAX];
	int64_t x, y;

	if (a.len == 0 || b.len == 0) {
		r->v[REC_AMOUNT] = a.len > 0 ? a : b;
		return NULL;
	}
	if (money_parse(a, &x, NULL) != NUM_OK ||
	    money_parse(b, &y, NULL) != NUM_OK)
		return "not a number";
	if (__builtin_add_overflow(x, y, &x))
		return money_reason(NUM_RANGE);
	r->v[REC_AMOUNT] = arena_dup(mem, (struct str){ out,
	    money_print(x, out) });
	return NULL;
}

static const char *
add_quantity(struct record *r, struct str b, struct arena *mem)
{
	struct str a = r->v[REC_QUANTITY];
	char out[NUM_MAX];
	int64_t x, y;

	if (a.len == 0 || b.len == 0) {
		r->v[REC_QUANTITY] = a.len > 0 ? a : b;
		return NULL;
	}
	if (num_parse_int(a, &x) != NUM_OK || num_parse_int(b, &y) != NUM_OK ||
	    __builtin_add_overflow(x, y, &x))
		return "number out of range";
	r->v[REC_QUANTITY] = arena_dup(mem, (struct str){ out,
	    num_print_int(x, out) });
	return NULL;
}

/* A list is separated by ; so one of its own becomes a comma. */
static struct str
as_item(struct str s, struct arena *mem)
{
	char *p;
	size_t i;

	if (s.len == 0 || memchr(s.p, ';', s.len) == NULL)
		return s;
	p = arena_alloc(mem, s.len);
	for (i = 0; i < s.len; i++)
		p[i] = s.p[i] == ';' ? ',' : s.p[i];
	return (struct str){ p, s.len };
}

static void
add_product(struct record *r, struct str b, struct arena *mem)
{
	struct str a = r->v[REC_PRODUCT];

	b = as_item(b, mem);
	if (a.len > 0 && b.len > 0)
		b = arena_printf(mem, "%.*s;%.*s", STR_ARG(a), STR_ARG(b));
	if (b.len > 0)
		r->v[REC_PRODUCT] = b;
}

static void
earlier(struct record *r, const struct record *b)
{
	struct stamp x, y;

	if (!stamp_parse(r->v[REC_TIME], &x) ||
	    !stamp_parse(b->v[REC_TIME], &y) ||
	    stamp_utc_ms(&y) >= stamp_utc_ms(&x))
		return;
	r->v[REC_TIME] = b->v[REC_TIME];
	r->v[REC_TIME_PRECISION] = b->v[REC_TIME_PRECISION];
}

/* What a has not, b gives. */
static void
fill(struct record *a, const struct record *b)
{
	size_t i;

	for (i = 0; i < REC_N; i++)
		if (a->v[i].len == 0)
			a->v[i] = b->v[i];
}

static const char *
join(struct record *a, const struct record *b, struct arena *mem)
{
	struct record sum = counts(a) || !counts(b) ? *a : *b;
	const char *why = NULL;

	if (counts(a) == counts(b)) {
		earlier(&sum, b);
		sum.v[REC_STATUS] = join_status(sum.v[REC_STATUS],
		    b->v[REC_STATUS]);
		add_product(&sum, b->v[REC_PRODUCT], mem);
		why = add_amount(&sum, b->v[REC_AMOUNT], mem);
		if (why == NULL)
			why = add_quantity(&sum, b->v[REC_QUANTITY], mem);
	}
	fill(&sum, counts(a) || !counts(b) ? b : a);
	*a = sum;
	return why;
}

static struct record *
find(struct applied *out, const struct record *r)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (str_eq(out->rec[i].v[REC_ID], r->v[REC_ID]) &&
		    str_eq(out->rec[i].v[REC_TYPE], r->v[REC_TYPE]))
			return &out->rec[i];
	return NULL;
}

static const char *
take(struct record r, bool own, struct arena *mem, struct applied *out)
{
	struct record *same;

	if (is(r.v[REC_TYPE], "order") && r.v[REC_ORDER_ID].len > 0)
		r.v[REC_ID] = r.v[REC_ORDER_ID];
	same = find(out, &r);
	if (same != NULL)
		return join(same, &r, mem);
	r.v[REC_PRODUCT] = as_item(r.v[REC_PRODUCT], mem);
	out->own[out->n] = own;
	out->rec[out->n++] = r;
	return NULL;
}

const char *
lines_join(const struct applied *part, size_t n, struct arena *mem,
    struct applied *out)
{
	const char *why = NULL;
	size_t i, k, all = 0;

	for (i = 0; i < n; i++)
		all += part[i].n;
	*out = part[0];
	out->rec = arena_alloc(mem, (all + 1) * sizeof(*out->rec));
	out->own = arena_alloc(mem, (all + 1) * sizeof(*out->own));
	out->unique = NULL;
	out->n = 0;
	for (i = 0; i < n; i++)
		for (k = 0; k < part[i].n && why == NULL; k++)
			why = take(part[i].rec[k], part[i].own[k], mem, out);
	return why;
}
