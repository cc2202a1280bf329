/*
 * Events for a report. What an order is, and when one counts, is decided by
 * sale.c and purchase.c alone; this adds up what crm-rfm leaves out.
 */
#include <stdint.h>
#include <stdlib.h>

#include "eventlog.h"

void
eventlog_open(struct eventlog *e, struct agree *a, const struct rates *rates)
{
	struct sale_rules rules = { .as_of = a->as_of, .rates = rates };
	struct purchase_opts opt = { .as_of = a->as_of };

	*e = (struct eventlog){ .agree = a };
	if (a->keep)
		rules.currency = buf_view(&a->currency);
	sale_open(&e->reader, &rules);
	purchases_open(&e->nobody, &opt);
	opt.keep = true;
	purchases_open(&e->buyers, &opt);
	e->wait[0] = mem_array(ROWS_BATCH, sizeof(*e->wait[0]));
	e->wait[1] = mem_array(ROWS_BATCH, sizeof(*e->wait[1]));
}

void
eventlog_flush(struct eventlog *e)
{
	purchases_add(&e->nobody, e->wait[0], e->nwait[0]);
	purchases_add(&e->buyers, e->wait[1], e->nwait[1]);
	e->nwait[0] = e->nwait[1] = 0;
}

static void
count(struct eventlog_count *c, struct str name)
{
	size_t old = c->names.n;
	uint32_t i = names_add(&c->names, name);

	if (c->names.n > old) {
		c->n = mem_grow(c->n, c->names.n, sizeof(*c->n));
		c->n[i] = 0;
	}
	c->n[i]++;
}

static bool
is(struct str s, const char *z)
{
	return str_eq(s, str_z(z));
}

/* A row that is an order or refund by its type, whatever else it is. */
static bool
is_money(struct str type)
{
	return type.len == 0 || is(type, "order") || is(type, "refund");
}

static bool
is_unpaid(struct str status)
{
	return is(status, "pending") || is(status, "cancelled") ||
	    is(status, "failed");
}

/* A row that sale.c passed over: an event all the same? */
static enum eventlog_fate
other_event(struct eventlog *e, const struct row *row, const struct sale *s,
    struct fault *f)
{
	struct str kind = row->cell[SALE_KIND], type = row->cell[SALE_TYPE];

	f->reason = e->reader.reason;
	if (kind.len > 0 && !is(kind, "event"))
		return EVENTLOG_FILTERED;
	if (e->reader.rules.as_of != DAY_NONE &&
	    s->day > e->reader.rules.as_of) {
		f->reason = "after as-of";
		return EVENTLOG_FILTERED;
	}
	if (is_money(type) && !is_unpaid(row->cell[SALE_STATUS]))
		return EVENTLOG_FILTERED;
	if (is_money(type))
		count(&e->unpaid, row->cell[SALE_STATUS]);
	count(&e->types, type);
	return EVENTLOG_USED;
}

/* An order or refund that counts. */
static void
add_sale(struct eventlog *e, const struct sale *s, bool known)
{
	count(&e->types, s->refund ? STR("refund") : STR("order"));
	e->last = *s;
	e->sale = &e->last;
	e->sales++;
	if (known && !s->refund)
		e->gross += s->amount;
	e->wait[known][e->nwait[known]++] = *s;
	if (e->nwait[known] == ROWS_BATCH)
		eventlog_flush(e);
}

enum eventlog_fate
eventlog_add(struct eventlog *e, const struct row *row, const char *from,
    bool currency, struct fault *f, size_t *at)
{
	struct str cell[SALE_COLUMNS];
	struct row copy = *row;
	struct sale s = { 0 };
	size_t i;

	for (i = 0; i < SALE_COLUMNS; i++)
		cell[i] = row->cell[i];
	/* sale.c stops at a row without a customer; its money counts here. */
	if (cell[SALE_USER].len == 0)
		cell[SALE_USER] = STR("-");
	/* The rule of one currency is a matter of all operands: agree.c. */
	if (!e->agree->keep)
		cell[SALE_CURRENCY] = STR("");
	copy.cell = cell;
	*at = SALE_CURRENCY;
	e->sale = NULL;
	switch (sale_read(&e->reader, &copy, &s)) {
	case SALE_FILTERED:
		return other_event(e, row, &s, f);
	case SALE_REJECTED:
		f->reason = e->reader.reason;
		*at = e->reader.cell;
		return EVENTLOG_REJECTED;
	case SALE_CURRENCIES:
		f->reason = "a second currency in one run";
		return EVENTLOG_CONFLICT;
	case SALE_OK:
		break;
	}
	if (currency && agree_currency(e->agree, row->cell[SALE_CURRENCY],
	    from, f) == AGREE_CONFLICT)
		return EVENTLOG_CONFLICT;
	add_sale(e, &s, row->cell[SALE_USER].len > 0);
	return EVENTLOG_USED;
}

bool
eventlog_finish(struct eventlog *e)
{
	struct agree *a = e->agree;
	uint32_t i;

	if (a->as_of == DAY_NONE)
		a->as_of = e->reader.newest;
	if (!purchases_finish(&e->buyers, a->as_of) ||
	    !purchases_finish(&e->nobody, a->as_of))
		return false;
	for (i = 0; i < e->buyers.customer.n; i++)
		e->net += purchases_at(&e->buyers, i)->net;
	return true;
}

static void
fill(struct customer_row *row, enum customer_col col, int64_t v)
{
	row->v[col] = v;
	row->has |= (uint16_t)(1u << col);
}

void
eventlog_customers(const struct eventlog *e, struct customers *set)
{
	static const enum customer_col have[] = {
		CUSTOMER_USER_ID, CUSTOMER_AS_OF, CUSTOMER_RECENCY,
		CUSTOMER_FREQUENCY, CUSTOMER_MONETARY, CUSTOMER_FIRST_TIME,
		CUSTOMER_LAST_TIME
	};
	const struct customer *c;
	struct customer_row row;
	size_t j;
	uint32_t i;

	for (j = 0; j < sizeof(have) / sizeof(have[0]); j++)
		set->bound |= (uint16_t)(1u << have[j]);
	for (i = 0; i < e->buyers.customer.n; i++) {
		c = purchases_at(&e->buyers, i);
		row = (struct customer_row){
			.user_id = { c->id, c->idlen }
		};
		fill(&row, CUSTOMER_FREQUENCY, c->orders);
		fill(&row, CUSTOMER_MONETARY, (int64_t)c->net);
		if (c->orders > 0) {
			fill(&row, CUSTOMER_FIRST_TIME,
			    stamp_packed_day(c->first));
			fill(&row, CUSTOMER_LAST_TIME,
			    stamp_packed_day(c->last));
			fill(&row, CUSTOMER_RECENCY, e->agree->as_of -
			    CUSTOMER(&row, LAST_TIME));
		}
		customers_put(set, &row);
	}
}

uint64_t
eventlog_strangers(const struct eventlog *e, const struct customers *set)
{
	const struct customer *c;
	uint64_t n = 0;
	uint32_t i;

	for (i = 0; i < e->buyers.customer.n; i++) {
		c = purchases_at(&e->buyers, i);
		n += c->orders > 0 && customers_find(set,
		    (struct str){ c->id, c->idlen }) == NULL;
	}
	return n;
}

static void
count_free(struct eventlog_count *c)
{
	names_free(&c->names);
	free(c->n);
}

void
eventlog_close(struct eventlog *e)
{
	sale_close(&e->reader);
	purchases_close(&e->buyers);
	purchases_close(&e->nobody);
	free(e->wait[0]);
	free(e->wait[1]);
	count_free(&e->types);
	count_free(&e->unpaid);
}
