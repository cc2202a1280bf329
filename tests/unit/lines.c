/* Lines of one order: what is added, which state comes out of two. */

#include "../../lib/lines.h"
#include "unit.h"

static struct record
line(const char *type, const char *id, const char *amount, const char *status)
{
	struct record r = { 0 };

	r.v[REC_TYPE] = str_z(type);
	r.v[REC_ID] = str_z(id);
	r.v[REC_ORDER_ID] = STR("7");
	r.v[REC_TIME] = STR("2026-08-02T10:00:00+08:00");
	r.v[REC_AMOUNT] = str_z(amount);
	r.v[REC_QUANTITY] = STR("2");
	r.v[REC_PRODUCT] = str_z(id);
	r.v[REC_STATUS] = str_z(status);
	return r;
}

static struct applied
part(struct record *r, size_t n)
{
	static bool own[2] = { true, false };

	return (struct applied){ .rec = r, .n = n, .own_id = true,
	    .own = own, .minute = 5 };
}

static void
states(void)
{
	static const struct {
		const char	*a, *b, *status, *amount, *quantity;
	} t[] = {
		{ "paid", "paid", "paid", "3.50", "4" },
		{ "", "", "", "3.50", "4" },
		{ "paid", "refunded", "partially_refunded", "3.50", "4" },
		{ "refunded", "refunded", "refunded", "3.50", "4" },
		{ "partially_refunded", "paid", "partially_refunded", "3.50",
		    "4" },
		{ "paid", "cancelled", "paid", "1", "2" },
		{ "cancelled", "paid", "paid", "2.5", "2" },
		{ "pending", "refunded", "refunded", "2.5", "2" },
		{ "pending", "cancelled", "pending", "3.50", "4" },
		{ "failed", "cancelled", "cancelled", "3.50", "4" },
	};
	struct arena mem = { 0 };
	struct applied two[2], all;
	struct record a, b;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		a = line("order", "a", "1", t[i].a);
		b = line("order", "b", "2.5", t[i].b);
		two[0] = part(&a, 1);
		two[1] = part(&b, 1);
		CHECK(lines_join(two, 2, &mem, &all) == NULL);
		CHECK_INT(all.n, 1);
		CHECK_INT(all.minute, 5);
		CHECK_STR(all.rec[0].v[REC_ID], "7");
		CHECK_STR(all.rec[0].v[REC_STATUS], t[i].status);
		CHECK_STR(all.rec[0].v[REC_AMOUNT], t[i].amount);
		CHECK_STR(all.rec[0].v[REC_QUANTITY], t[i].quantity);
	}
	arena_free(&mem);
}

static void
columns(void)
{
	struct arena mem = { 0 };
	struct applied two[2], all;
	struct record a[2], b[2];

	a[0] = line("order", "tea; green", "1", "paid");
	a[1] = line("refund", "r1", "1", "");
	b[0] = line("order", "pot", "2", "paid");
	b[1] = line("refund", "r2", "2", "");
	b[0].v[REC_TIME] = STR("2026-08-02T01:00:00+00:00");
	b[0].v[REC_CHANNEL] = STR("live");
	two[0] = part(a, 2);
	two[1] = part(b, 2);
	CHECK(lines_join(two, 2, &mem, &all) == NULL);
	CHECK_INT(all.n, 3);
	CHECK_STR(all.rec[0].v[REC_PRODUCT], "tea, green;pot");
	CHECK_STR(all.rec[0].v[REC_TIME], "2026-08-02T01:00:00+00:00");
	CHECK_STR(all.rec[0].v[REC_CHANNEL], "live");
	CHECK_STR(all.rec[1].v[REC_ID], "r1");
	CHECK_STR(all.rec[2].v[REC_ID], "r2");
	CHECK(all.own[0] && !all.own[1] && !all.own[2]);
	/* Refunds of one id are one. */
	b[1].v[REC_ID] = STR("r1");
	CHECK(lines_join(two, 2, &mem, &all) == NULL);
	CHECK_INT(all.n, 2);
	CHECK_STR(all.rec[1].v[REC_AMOUNT], "3.00");
	arena_free(&mem);
}

static void
limits(void)
{
	struct arena mem = { 0 };
	struct applied two[2], all;
	struct record a = line("order", "a", "922337203685477", "paid"), b = a;

	two[0] = part(&a, 1);
	two[1] = part(&b, 1);
	CHECK(lines_join(two, 2, &mem, &all) != NULL);
	a.v[REC_AMOUNT] = b.v[REC_AMOUNT] = STR("1");
	a.v[REC_QUANTITY] = b.v[REC_QUANTITY] = STR("9223372036854775807");
	CHECK(lines_join(two, 2, &mem, &all) != NULL);
	a.v[REC_QUANTITY].len = 0;
	CHECK(lines_join(two, 2, &mem, &all) == NULL);
	two[0].n = two[1].n = 0;
	CHECK(lines_join(two, 2, &mem, &all) == NULL);
	CHECK_INT(all.n, 0);
	arena_free(&mem);
}

int
main(void)
{
	RUN(states);
	RUN(columns);
	RUN(limits);
	return UNIT_STATUS();
}
