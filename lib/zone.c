/*
 * Time zones from TZif files (RFC 8536), read here because localtime(3) would
 * take TZ from the environment and has one zone a process.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "zone.h"
#include "zonerule.h"

#define ZONE_DIR	"/usr/share/zoneinfo/"
#define FILE_MAX	(1 << 18)	/* real ones are below 4 KiB */
#define NAME_LEN_MAX	64
#define HEADER_LEN	44
#define TYPE_LEN	6
#define DAY_S		86400

struct zone {
	/* Transitions: from at[i] on (UTC seconds), offset[i] holds. */
	int64_t	*at;
	int32_t	*offset;
	size_t	 n;
	int32_t	 first;		/* before at[0] */
	bool	 has_rule;	/* after at[n - 1] */
	struct zonerule rule;
};

/* What a TZif header counts. */
struct counts {
	size_t	isut, isstd, leap, time, type, chars;
};

static uint64_t
big_endian(const char *p, int bytes)
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static bool
read_header(struct str s, struct counts *c)
{
	size_t *count[] = { &c->isut, &c->isstd, &c->leap, &c->time, &c->type,
	    &c->chars };
	size_t i;

	if (s.len < HEADER_LEN || memcmp(s.p, "TZif", 4) != 0 || s.p[4] < '2')
		return false;
	for (i = 0; i < sizeof(count) / sizeof(count[0]); i++)
		*count[i] = (size_t)big_endian(s.p + 20 + 4 * i, 4);
	/* 1 << 20 of each keeps all sums below from overflowing. */
	return c->isut <= 1 << 20 && c->isstd <= 1 << 20 &&
	    c->leap <= 1 << 20 && c->time <= 1 << 20 && c->type <= 1 << 20 &&
	    c->chars <= 1 << 20;
}

/* Bytes of the data behind a header; times have `width` bytes. */
static size_t
data_len(const struct counts *c, size_t width)
{
	return c->time * (width + 1) + c->type * TYPE_LEN + c->chars +
	    c->leap * (width + 4) + c->isstd + c->isut;
}

/* The transitions and types of a version 2 data block, which is all there. */
static bool
read_table(struct zone *z, const char *p, const struct counts *c)
{
	const char *index = p + 8 * c->time, *type = index + c->time;
	size_t i, t;

	/* Zones that count leap seconds ("right/...") are not UTC. */
	if (c->type == 0 || c->leap != 0)
		return false;
	for (i = 0; i < c->type; i++) {
		int32_t v = (int32_t)big_endian(type + TYPE_LEN * i, 4);

		if (v <= -DAY_S || v >= DAY_S)
			return false;
	}
	z->n = c->time;
	z->at = mem_array(z->n, sizeof(*z->at));
	z->offset = mem_array(z->n, sizeof(*z->offset));
	z->first = (int32_t)big_endian(type, 4);
	for (i = 0; i < z->n; i++) {
		t = (unsigned char)index[i];
		if (t >= c->type)
			return false;
		z->at[i] = (int64_t)big_endian(p + 8 * i, 8);
		z->offset[i] = (int32_t)big_endian(type + TYPE_LEN * t, 4);
		if (i > 0 && z->at[i] <= z->at[i - 1])
			return false;
	}
	return true;
}

/* The 64-bit part of a TZif file: the 32-bit one before it is passed over. */
static bool
read_tzif(struct zone *z, struct str s)
{
	struct counts c;
	struct str footer;
	size_t len;

	if (!read_header(s, &c))
		return false;
	len = HEADER_LEN + data_len(&c, 4);
	if (len > s.len)
		return false;
	s.p += len;
	s.len -= len;
	if (!read_header(s, &c))
		return false;
	len = HEADER_LEN + data_len(&c, 8);
	if (len > s.len || !read_table(z, s.p + HEADER_LEN, &c))
		return false;
	s.p += len;
	s.len -= len;
	/* "\nTZ\n", TZ may be empty. */
	if (s.len < 2 || s.p[0] != '\n' || s.p[s.len - 1] != '\n')
		return false;
	footer = (struct str){ s.p + 1, s.len - 2 };
	z->has_rule = footer.len > 0;
	return !z->has_rule || zonerule_parse(footer, &z->rule);
}

/* Letters, digits, _ + - and inner slashes: nothing that leaves ZONE_DIR. */
static bool
is_zone_name(struct str s)
{
	size_t i;

	if (s.len == 0 || s.len > NAME_LEN_MAX || s.p[s.len - 1] == '/' ||
	    str_eq(s, STR("localtime")))
		return false;
	for (i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c == '/' && (i == 0 || s.p[i - 1] == '/'))
			return false;
		if (c != '/' && c != '_' && c != '+' && c != '-' &&
		    !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= 'a' && c <= 'z'))
			return false;
	}
	return true;
}

static bool
load(struct zone *z, const char *name)
{
	char path[sizeof(ZONE_DIR) + NAME_LEN_MAX];
	bool ok = false;
	char *bytes;
	size_t n;
	FILE *f;

	if (!is_zone_name(str_z(name)))
		return false;
	snprintf(path, sizeof(path), "%s%s", ZONE_DIR, name);
	f = fopen(path, "rb");
	if (f == NULL)
		return false;
	bytes = mem_alloc(FILE_MAX);
	n = fread(bytes, 1, FILE_MAX, f);
	if (!ferror(f) && n < FILE_MAX)
		ok = read_tzif(z, (struct str){ bytes, n });
	fclose(f);
	free(bytes);
	return ok;
}

/* "UTC", "Z", or what may stand behind a time: "+08:00", "-0530", "+08". */
static bool
fixed(struct zone *z, const char *name)
{
	struct buf b = { 0 };
	struct stamp t;
	bool ok;

	if (strcmp(name, "UTC") == 0)
		return true;
	if (name[0] != '+' && name[0] != '-' && strcmp(name, "Z") != 0)
		return false;
	buf_z(&b, "1970-01-01T00:00:00");
	buf_z(&b, name);
	ok = stamp_parse(buf_view(&b), &t);
	buf_free(&b);
	if (ok)
		z->first = t.offset * 60;
	return ok;
}

struct zone *
zone_open(const char *name)
{
	struct zone *z = mem_zero(sizeof(*z));

	if (fixed(z, name) || load(z, name))
		return z;
	zone_free(z);
	return NULL;
}

void
zone_free(struct zone *z)
{
	if (z == NULL)
		return;
	free(z->at);
	free(z->offset);
	free(z);
}

static int32_t
seconds_at(const struct zone *z, int64_t utc_s)
{
	size_t low = 0, high = z->n, mid;

	if (z->has_rule && (z->n == 0 || utc_s >= z->at[z->n - 1]))
		return zonerule_offset(&z->rule, utc_s);
	/* The number of transitions at or before the instant. */
	while (low < high) {
		mid = low + (high - low) / 2;
		if (z->at[mid] <= utc_s)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? z->first : z->offset[low - 1];
}

/* Whole minutes, rounded down. */
static int
minutes(int32_t seconds)
{
	return (seconds + DAY_S) / 60 - DAY_S / 60;
}

int
zone_offset_at(const struct zone *z, int64_t utc_s)
{
	return minutes(seconds_at(z, utc_s));
}

static int64_t
floor_seconds(int64_t ms)
{
	return (ms - (ms % 1000 + 1000) % 1000) / 1000;
}

void
zone_assume(const struct zone *z, struct stamp *t, bool *odd)
{
	int64_t local = floor_seconds(t->local_ms);
	/* An offset is below a day: these hold before and after the change
	   that may be near. */
	int32_t before = seconds_at(z, local - DAY_S);
	int32_t after = seconds_at(z, local + DAY_S);
	bool was = seconds_at(z, local - before) == before;
	bool is = seconds_at(z, local - after) == after;
	int32_t offset;

	if (odd != NULL)
		*odd = before != after && was == is && !t->zoned &&
		    t->precision != STAMP_DAY;
	if (t->zoned)
		return;
	/* Twice: a clock set back, the offset before is the earlier instant.
	   Never: a gap. */
	offset = is && !was ? after : before;
	t->offset = (int16_t)minutes(offset);
	t->zoned = true;
}

void
zone_convert(const struct zone *z, struct stamp *t)
{
	struct stamp to = *t;
	int64_t utc_ms = stamp_utc_ms(t);
	char text[DAY_MAX];

	if (!t->zoned)
		return;
	to.offset = (int16_t)zone_offset_at(z, floor_seconds(utc_ms));
	to.local_ms = utc_ms + (int64_t)to.offset * 60000;
	if (day_print(stamp_day(&to), text) > 0)
		*t = to;
}
