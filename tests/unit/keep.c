/* Which records are wanted: kinds, sources, limits of time. */
#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "unit.h"

static struct record
event(const char *time)
{
	struct record r = { 0 };

	r.v[REC_KIND] = STR("event");
	r.v[REC_SOURCE] = STR("weibo");
	r.v[REC_TIME] = str_z(time);
	return r;
}

static void
limits(void)
{
	static const struct {
		const char	*since, *until, *time;
		bool		 in;
	} c[] = {
		{ "2024-01-02", NULL, "2024-01-02T00:00:00+08:00", true },
		{ "2024-01-02", NULL, "2024-01-01T23:59:59.999-11:00", false },
		{ NULL, "2024-01-02", "2024-01-01T23:59:59+00:00", true },
		{ NULL, "2024-01-02", "2024-01-02T00:00:00+00:00", false },
		{ "20240102", "20240103", "2024-01-02T12:00:00+00:00", true },
		{ "2024-01-02T00:00:00Z", NULL, "2024-01-02T07:59:59+08:00",
		  false },
		{ "2024-01-02T00:00:00Z", NULL, "2024-01-02T08:00:00+08:00",
		  true },
		{ NULL, "2024-01-02T00:00:00Z", "2024-01-02T08:00:00+08:00",
		  false },
		{ NULL, "2024-01-02T00:00:00.001Z",
		  "2024-01-02T08:00:00+08:00", true },
	};
	struct buf err = { 0 };
	struct record r;
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct keep k = { 0 };

		CHECK(keep_limit(&k.since, c[i].since, &err));
		CHECK(keep_limit(&k.until, c[i].until, &err));
		r = event(c[i].time);
		CHECK_INT(keep_reason(&k, &r) == NULL, c[i].in);
	}
	buf_free(&err);
}

static void
refused(void)
{
	static const char *const time[] = { "yesterday", "2024-02-30",
		"2024-01-02T10:00:00", "", "2024-01-02T25:00:00Z", NULL };
	struct keep k = { 0 };
	struct buf err = { 0 };
	size_t i;

	for (i = 0; time[i] != NULL; i++)
		CHECK(!keep_limit(&k.since, time[i], &err));
	CHECK(!keep_kinds(&k, "event,", &err));
	CHECK(!keep_kinds(&k, "order", &err));
	CHECK(!keep_sources(&k, "", &err));
	CHECK(!keep_sources(&k, "a,B", &err));
	CHECK(keep_limit(&k.since, "2024-01-02", &err));
	CHECK(keep_limit(&k.until, "2024-01-02", &err));
	CHECK(keep_is_empty(&k));
	CHECK(keep_limit(&k.until, "2024-01-03", &err));
	CHECK(!keep_is_empty(&k));
	/* A day and a moment cannot be compared without a zone. */
	CHECK(keep_limit(&k.until, "2024-01-01T00:00:00Z", &err));
	CHECK(!keep_is_empty(&k));
	keep_close(&k);
	buf_free(&err);
}

static void
others(void)
{
	struct keep k = { 0 };
	struct buf err = { 0 };
	struct record r = { 0 };

	CHECK(keep_limit(&k.since, "2024-06-01", &err));
	r.v[REC_KIND] = STR("profile");
	r.v[REC_CREATED_AT] = STR("2020-01-01");
	CHECK(keep_reason(&k, &r) == NULL);
	r.v[REC_KIND] = STR("content");
	r.v[REC_PUBLISHED_AT] = STR("2024-05-31T10:00:00+08:00");
	CHECK(keep_reason(&k, &r) != NULL);
	r.v[REC_PERIOD_START] = STR("2024-06-01");
	CHECK(keep_reason(&k, &r) == NULL);
	r = event("2024-06-02T10:00:00+08:00");
	CHECK(keep_sources(&k, "douyin,weibo", &err));
	CHECK(keep_reason(&k, &r) == NULL);
	r.v[REC_SOURCE] = STR("weib");
	CHECK(keep_reason(&k, &r) != NULL);
	r.v[REC_SOURCE] = STR("weibo");
	CHECK(keep_kinds(&k, "spend,content", &err));
	CHECK(keep_reason(&k, &r) != NULL);
	r.v[REC_KIND] = STR("spend");
	CHECK(keep_reason(&k, &r) == NULL);
	keep_close(&k);
	buf_free(&err);
}

int
main(void)
{
	RUN(limits);
	RUN(refused);
	RUN(others);
	return UNIT_STATUS();
}
