/*
 * What a row of an event table says about money: an order that counts, a
 * refund, or a reason why it is neither.
 */
#include <stdio.h>
#include <string.h>

#include "hash.h"
#include "sale.h"

#define COLUMNS(required)						\
	[SALE_USER]	= { "user_id", required },			\
	[SALE_TIME]	= { "time", true },				\
	[SALE_AMOUNT]	= { "amount", required },			\
	[SALE_CURRENCY]	= { "currency", false },			\
	[SALE_STATUS]	= { "status", false },				\
	[SALE_ORDER]	= { "order_id", false },			\
	[SALE_KIND]	= { "kind", false },				\
	[SALE_TYPE]	= { "type", false },				\
	[SALE_SOURCE]	= { "source", false },				\
	[SALE_ACCOUNT]	= { "account", false },				\
	[SALE_SRC_FILE]	= { "src_file", false },			\
	[SALE_SRC_LINE]	= { "src_line", false }

const struct rec_col sale_columns[SALE_COLUMNS] = { COLUMNS(true) };
const struct rec_col sale_event_columns[SALE_COLUMNS] = { COLUMNS(false) };

const struct rec_col *
sale_columns_of(const struct rows *r, const struct rec_aliases *al)
{
	const struct str *header;
	struct str type = STR("type");
	size_t n, i;

	for (i = 0; i < al->n; i++)
		if (str_eq(al->a[i].name, type))
			type = al->a[i].header;
	header = rows_header(r, &n);
	for (i = 0; i < n; i++)
		if (str_eq(header[i], type))
			return sale_event_columns;
	return sale_columns;
}

void
sale_open(struct sale_reader *s, const struct sale_rules *r)
{
	*s = (struct sale_reader){ .rules = *r, .newest = DAY_NONE,
	    .next_newest = DAY_NONE };
}

void
sale_close(struct sale_reader *s)
{
	buf_free(&s->currency);
	buf_free(&s->other);
	buf_free(&s->shop_text);
}

static inline bool
is(struct str s, const char *z)
{
	return str_eq(s, str_z(z));
}

static enum sale_fate
filter(struct sale_reader *s, const char *reason)
{
	s->reason = reason;
	return SALE_FILTERED;
}

static enum sale_fate
reject(struct sale_reader *s, enum sale_column cell, const char *reason)
{
	s->cell = cell;
	s->reason = reason;
	return SALE_REJECTED;
}

void
sale_newest(struct sale_reader *s, int32_t day)
{
	if (day > s->newest) {
		s->next_newest = s->newest;
		s->newest = day;
	} else if (day < s->newest && day > s->next_newest)
		s->next_newest = day;
}

/* kind, time and type: all that a row of another kind is read for. */
static enum sale_fate
read_event(struct sale_reader *s, const struct row *row, struct sale *out)
{
	struct str kind = row->cell[SALE_KIND], type = row->cell[SALE_TYPE];
	struct stamp t;

	if (kind.len > 0 && !is(kind, "event"))
		return filter(s, "not an event");
	if (row->cell[SALE_TIME].len == 0)
		return reject(s, SALE_TIME, "no time");
	if (!stamp_parse_memo(row->cell[SALE_TIME], &t, &s->day))
		return reject(s, SALE_TIME, "not a time");
	if (s->rules.zone != NULL)
		zone_convert(s->rules.zone, &t);
	out->time = stamp_pack(&t);
	out->day = stamp_day(&t);
	out->orders = 1;
	sale_newest(s, out->day);
	out->refund = is(type, "refund");
	if (type.len > 0 && !out->refund && !is(type, "order"))
		return filter(s, "not an order or refund");
	if (s->rules.as_of != DAY_NONE && out->day > s->rules.as_of)
		return filter(s, "after as-of");
	return SALE_OK;
}

static enum sale_fate
read_status(struct sale_reader *s, struct str status, struct sale *out)
{
	out->refunded = is(status, "refunded");
	if (status.len == 0 || out->refunded ||
	    is(status, "paid") || is(status, "partially_refunded"))
		return SALE_OK;
	if (is(status, "pending"))
		return filter(s, "status pending");
	if (is(status, "cancelled"))
		return filter(s, "status cancelled");
	if (is(status, "failed"))
		return filter(s, "status failed");
	return reject(s, SALE_STATUS, "not a status");
}

static enum sale_fate
read_currency(struct sale_reader *s, struct str currency)
{
	if (s->rules.rates != NULL)
		return currency.len > 0 ? SALE_OK :
		    reject(s, SALE_CURRENCY, "no currency");
	if (s->rules.currency.len > 0)
		return str_eq(currency, s->rules.currency) ? SALE_OK :
		    filter(s, "another currency");
	if (!s->has_currency) {
		buf_str(&s->currency, currency);
		s->has_currency = true;
	}
	if (str_eq(currency, buf_view(&s->currency)))
		return SALE_OK;
	buf_str(&s->other, currency);
	return SALE_CURRENCIES;
}

static enum sale_fate
read_amount(struct sale_reader *s, struct str cell, struct sale *out)
{
	enum num_result r;

	if (cell.len == 0)
		return reject(s, SALE_AMOUNT, "no amount");
	r = money_parse(cell, &out->amount,
	    s->rules.round_money ? &s->rounded : NULL);
	if (r != NUM_OK)
		return reject(s, SALE_AMOUNT, money_reason(r));
	if (out->amount >= 0)
		return SALE_OK;
	if (out->refund)
		return reject(s, SALE_AMOUNT, "a negative refund");
	if (out->amount == INT64_MIN)
		return reject(s, SALE_AMOUNT, money_reason(NUM_RANGE));
	/* A negative order is a refund (definitions.md 3.3). */
	out->refund = true;
	out->amount = -out->amount;
	return SALE_OK;
}

uint32_t
sale_currency(struct str code)
{
	return (uint32_t)hash_bytes(code, 0) | 1;
}

/* --rates: the amount in the currency of the run, by the day of the row. */
static enum sale_fate
convert(struct sale_reader *s, struct str currency, struct sale *out)
{
	const struct rate *rate;

	out->own = out->amount;
	out->currency = 0;
	if (s->rules.rates == NULL || str_eq(currency, s->rules.currency))
		return SALE_OK;
	rate = rates_find(s->rules.rates, currency, out->day);
	if (rate == NULL)
		return reject(s, SALE_CURRENCY, "no rate on or before its day");
	out->currency = sale_currency(currency);
	return rate_convert(rate, &out->amount) ? SALE_OK :
	    reject(s, SALE_AMOUNT, money_reason(NUM_RANGE));
}

uint64_t
sale_shop(struct sale_reader *s, struct str source, struct str account)
{
	struct str last = buf_view(&s->shop_text);

	if (last.len == source.len + account.len + 1 &&
	    memcmp(last.p, source.p, source.len) == 0 &&
	    last.p[source.len] == '\0' && memcmp(last.p + source.len + 1,
	    account.p, account.len) == 0)
		return s->shop;
	s->shop_text.len = 0;
	buf_str(&s->shop_text, source);
	buf_byte(&s->shop_text, '\0');
	buf_str(&s->shop_text, account);
	s->shop = hash_bytes(buf_view(&s->shop_text), 0);
	return s->shop;
}

enum sale_fate
sale_read(struct sale_reader *s, const struct row *row, struct sale *out)
{
	enum sale_fate fate = read_event(s, row, out);

	if (fate != SALE_OK)
		return fate;
	out->user = row->cell[SALE_USER];
	if (out->user.len == 0)
		return filter(s, "no customer");
	fate = read_status(s, row->cell[SALE_STATUS], out);
	if (fate != SALE_OK)
		return fate;
	fate = read_currency(s, row->cell[SALE_CURRENCY]);
	if (fate != SALE_OK)
		return fate;
	fate = read_amount(s, row->cell[SALE_AMOUNT], out);
	if (fate != SALE_OK)
		return fate;
	if (out->refund && s->rules.ignore_refunds)
		return filter(s, "refund ignored");
	if (s->rules.ignore_refunds)
		out->refunded = false;
	out->order = row->cell[SALE_ORDER];
	out->shop = out->order.len == 0 ? 0 : sale_shop(s,
	    row->cell[SALE_SOURCE], row->cell[SALE_ACCOUNT]);
	return convert(s, row->cell[SALE_CURRENCY], out);
}

void
sale_origin(const struct row *row, struct fault *f)
{
	struct str file = row->cell[SALE_SRC_FILE];
	struct str line = row->cell[SALE_SRC_LINE];

	if (file.len == 0)
		return;
	snprintf(f->detail, sizeof(f->detail), "from %.*s%s%.*s",
	    file.len > 60 ? 60 : (int)file.len, file.p, line.len > 0 ? ":" :
	    "", line.len > 20 ? 20 : (int)line.len, line.p);
}
