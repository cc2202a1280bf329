/*
 * Laws of the values: what is printed is read back as the same, and a text
 * that is refused leaves no value behind. The first byte chooses the value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "money.h"
#include "stamp.h"
#include "text.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "values.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static void
check_money(struct str s)
{
	char text[MONEY_MAX];
	int64_t v, again;
	size_t len;

	if (money_parse(s, &v, NULL) != NUM_OK)
		return;
	len = money_print(v, text);
	MUST(len > 0 && len <= sizeof(text));
	MUST(money_parse((struct str){ text, len }, &again, NULL) == NUM_OK);
	MUST(v == again);
}

static void
check_int(struct str s)
{
	char text[NUM_MAX];
	int64_t v, again;
	size_t len;

	if (num_parse_int(s, &v) != NUM_OK)
		return;
	len = num_print_int(v, text);
	MUST(num_parse_int((struct str){ text, len }, &again) == NUM_OK);
	MUST(v == again);
}

static void
check_stamp(struct str s)
{
	char text[STAMP_TEXT], twice[STAMP_TEXT];
	struct stamp t, u;
	size_t len, len2;
	int year, month, mday;

	if (!stamp_parse(s, &t))
		return;
	len = stamp_print(&t, text);
	MUST(len > 0 && len <= sizeof(text));
	MUST(stamp_parse((struct str){ text, len }, &u));
	MUST(u.local_ms == t.local_ms && u.offset == t.offset &&
	    u.zoned == t.zoned);
	len2 = stamp_print(&u, twice);
	MUST(len == len2 && memcmp(text, twice, len) == 0);
	day_to_civil(stamp_day(&t), &year, &month, &mday);
	MUST(day_valid(year, month, mday));
	MUST(day_from_civil(year, month, mday) == stamp_day(&t));
	u = stamp_unpack(stamp_pack(&t));
	MUST(stamp_pack(&t) != 0 && stamp_pack(&u) == stamp_pack(&t));
	MUST(u.local_ms == t.local_ms && u.offset == t.offset);
}

static void
check_day(struct str s)
{
	char text[DAY_MAX];
	int32_t day, again;
	size_t len;

	if (!day_parse(s, &day))
		return;
	len = day_print(day, text);
	MUST(day_parse((struct str){ text, len }, &again) && again == day);
}

/* UTF-8 by the table of RFC 3629, section 4; the length of one character. */
static size_t
well_formed(const unsigned char *p, size_t n)
{
	size_t i, len = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 :
	    p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;

	if (len == 0 || len > n || p[0] == 0)
		return 0;
	for (i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return len;
}

static void
check_utf8(struct str s)
{
	size_t at = 0, len;
	uint32_t cp;
	char back[4];

	while (at < s.len) {
		len = well_formed((const unsigned char *)s.p + at, s.len - at);
		if (len == 0)
			break;
		MUST(utf8_next((struct str){ s.p + at, s.len - at }, &cp) ==
		    len);
		MUST(utf8_put(cp, back) == len);
		MUST(memcmp(back, s.p + at, len) == 0);
		at += len;
	}
	MUST(utf8_check(s) == at);
}

/* A cell in a table is exactly as wide as asked and clean. */
static void
check_text(struct str s, size_t width)
{
	struct buf b = { 0 }, again = { 0 };
	size_t i;

	if (utf8_check(s) != s.len)
		return;
	text_fit(&b, s, width, false);
	MUST(text_width(buf_view(&b)) == width);
	MUST(utf8_check(buf_view(&b)) == b.len);
	for (i = 0; i < b.len; i++)
		MUST((unsigned char)b.p[i] >= 0x20 && b.p[i] != 0x7f);
	buf_free(&b);
	/* A byte order mark goes at the ends only; this is about the rest. */
	for (i = 0; i + 2 < s.len; i++)
		if (memcmp(s.p + i, "\xef\xbb\xbf", 3) == 0)
			return;
	text_normalise(&b, s);
	text_normalise(&again, buf_view(&b));
	MUST(str_eq(buf_view(&b), buf_view(&again)));
	buf_free(&b);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s;

	if (size < 1 || size > 4096)
		return 0;
	s = (struct str){ (const char *)data + 1, size - 1 };
	switch (data[0] % 6) {
	case 0:
		check_money(s);
		break;
	case 1:
		check_int(s);
		break;
	case 2:
		check_stamp(s);
		break;
	case 3:
		check_day(s);
		break;
	case 4:
		check_utf8(s);
		break;
	case 5:
		check_text(s, data[0] % 23);
		break;
	}
	return 0;
}
