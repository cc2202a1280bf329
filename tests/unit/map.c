/* Maps: all that are compiled in load, and patterns do what they say. */
#include "match.h"
#include "pattern.h"
#include "unit.h"

static void
builtin(void)
{
	struct buf err = { 0 };
	struct maps ms;
	size_t i;

	CHECK(maps_builtin(&ms, &err));
	CHECK_STR(buf_view(&err), "");
	CHECK(ms.n >= 5);
	for (i = 0; i < ms.n; i++) {
		struct map *m;

		/* Compiled in they are taken on trust: here all is checked. */
		CHECK(maps_text(ms.m[i]->name).p != NULL);
		m = map_load(maps_text(ms.m[i]->name), &err);
		CHECK(m != NULL);
		CHECK_STR(buf_view(&err), "");
		err.len = 0;
		map_free(m);
		CHECK(ms.m[i]->nfield == 0 && ms.m[i]->rest.p != NULL);
		map_complete(ms.m[i]);
		CHECK(ms.m[i]->nfield > 0 && ms.m[i]->rest.p == NULL);
	}
	CHECK(maps_find(&ms, "shopify-orders") != NULL);
	CHECK(maps_find(&ms, "shopify") == NULL);
	maps_free(&ms);
}

static void
patterns(void)
{
	char err[PATTERN_ERROR];
	struct pattern p;
	struct str s;

	CHECK(pattern_open(&p, STR("总金额（元）"), PATTERN_NORMAL, err));
	CHECK(p.literal == false || pattern_match(&p, STR("总金额(元)")) == 1);
	pattern_close(&p);
	CHECK(pattern_open(&p, STR("Amount spent \\((?<currency>[a-z]{3})\\)"),
	    PATTERN_NORMAL, err));
	CHECK(pattern_group(&p, STR("amount spent (usd)"), "currency", &s) ==
	    1);
	CHECK_STR(s, "usd");
	CHECK(pattern_group(&p, STR("amount spent (usd)"), "tz", &s) == 1);
	CHECK_INT(s.len, 0);
	CHECK(pattern_match(&p, STR("amount spent (usd) ")) == 0);
	pattern_close(&p);
	CHECK(pattern_open(&p, STR("id=(\\d+)"), PATTERN_SEARCH, err));
	CHECK(pattern_group(&p, STR("https://x/?id=42&y"), NULL, &s) == 1);
	CHECK_STR(s, "42");
	pattern_close(&p);
	CHECK(pattern_open(&p, STR("(a+)+b"), PATTERN_NORMAL, err));
	CHECK(pattern_match(&p, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaac")) != 1);
	pattern_close(&p);
	CHECK(!pattern_open(&p, STR("(a"), PATTERN_NORMAL, err));
	CHECK(!pattern_open(&p, STR(".*（元）"), PATTERN_NORMAL, err));
	CHECK(!pattern_open(&p, (struct str){ "a\0b", 3 }, PATTERN_NORMAL,
	    err));
}

/* Texts between bars need no PCRE and say the same as with it. */
static void
choices(void)
{
	static const char *const cells[] = { "a", "b c", "A", "", "a|b c",
		"a ", "元", "b" };
	char err[PATTERN_ERROR];
	struct pattern plain, re, late;
	size_t i;

	CHECK(pattern_open(&plain, STR("a|B c||元"), PATTERN_NORMAL, err));
	CHECK(pattern_open(&re, STR("(a|B c||元)"), PATTERN_NORMAL, err));
	pattern_defer(&late, STR("(a|B c||元)"), PATTERN_NORMAL);
	CHECK(plain.literal && plain.choice && !re.literal);
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct buf norm = { 0 };
		struct str s = str_z(cells[i]);

		/* Patterns see normalised texts only. */
		if (i == 2)
			buf_z(&norm, "a");
		else
			buf_str(&norm, s);
		CHECK_INT(pattern_match(&plain, buf_view(&norm)),
		    pattern_match(&re, buf_view(&norm)));
		CHECK_INT(pattern_match(&late, buf_view(&norm)),
		    pattern_match(&re, buf_view(&norm)));
		buf_free(&norm);
	}
	pattern_close(&late);
	CHECK(!pattern_open(&late, STR("a|（"), PATTERN_NORMAL, err));
	pattern_close(&plain);
	pattern_close(&re);
	pattern_defer(&late, STR("never asked ("), PATTERN_SEARCH);
	pattern_close(&late);
}

static struct map *
map_of(const char *name, const char *require)
{
	struct buf b = { 0 }, err = { 0 };
	struct map *m;

	buf_printf(&b, "{\"crm_map\": 1, \"name\": \"%s\", \"kind\": "
	    "\"event\", \"match\": {\"require\": [%s]}, \"fields\": "
	    "[{\"from\": \"a\", \"to\": \"id\"}], \"emit\": [{\"type\": "
	    "\"like\"}]}", name, require);
	m = map_load(buf_view(&b), &err);
	CHECK_STR(buf_view(&err), "");
	buf_free(&b);
	return m;
}

static void
choice(void)
{
	struct str names[] = { STR(" A "), STR("B（元）"),
	    STR("\xef\xbb\xbf" "c") };
	struct map *m[3] = { map_of("one", "\"a\""),
	    map_of("two", "\"a\", \"b\\\\(.*\\\\)\""),
	    map_of("tie", "\"c\", \"A\"") };
	struct maps ms = { m, 2 };
	struct buf tie = { 0 };
	struct header h;

	header_open(&h, names, 3, 1);
	CHECK(match_choose(&ms, &h, &tie) == m[1]);
	ms.n = 3;
	CHECK(match_choose(&ms, &h, &tie) == NULL);
	CHECK_STR(buf_view(&tie), "two, tie");
	tie.len = 0;
	header_close(&h);
	header_open(&h, names, 1, 1);
	CHECK(match_choose(&ms, &h, &tie) == m[0]);
	CHECK_INT(tie.len, 0);
	ms.m = m + 1;
	ms.n = 2;
	match_nearest(&ms, &h, &tie);
	CHECK_STR(buf_view(&tie), "two has 1 of 2 columns, not: b\\(.*\\)\n"
	    "tie has 1 of 2 columns, not: c");
	header_close(&h);
	buf_free(&tie);
	map_free(m[0]);
	map_free(m[1]);
	map_free(m[2]);
}

static void
forbid(void)
{
	struct str names[] = { STR("a"), STR("b") };
	struct map *m[2] = { map_of("one", "\"a\"], \"forbid\": "
	    "[\"c\", \"b|d\""), map_of("two", "\"a\"") };
	struct maps ms = { m, 2 };
	struct buf tie = { 0 };
	struct header h;

	header_open(&h, names, 2, 1);
	CHECK(!match_fits(m[0], &h));
	CHECK(match_choose(&ms, &h, &tie) == m[1]);
	ms.n = 1;
	match_nearest(&ms, &h, &tie);
	CHECK_STR(buf_view(&tie), "one has all its columns, but is not for "
	    "files with b|d");
	tie.len = 0;
	ms.n = 2;
	header_close(&h);
	header_open(&h, names, 1, 1);
	CHECK(match_choose(&ms, &h, &tie) == NULL);
	CHECK_STR(buf_view(&tie), "one, two");
	header_close(&h);
	buf_free(&tie);
	map_free(m[0]);
	map_free(m[1]);
}

static void
declared(void)
{
	struct map_column col[] = { { STR("time"), STR("Date (local)") },
	    { STR("amount"), STR("a.b*c\\d") } };
	struct str names[] = { STR("date (local)"), STR("A.B*C\\D") };
	struct buf err = { 0 };
	struct map *m = map_declare("order", col, 2, &err);
	struct header h;

	CHECK(m != NULL);
	header_open(&h, names, 2, 1);
	CHECK(m != NULL && match_fits(m, &h));
	CHECK(m != NULL && match_twice(m, &h) == NULL);
	header_close(&h);
	map_free(m);
	buf_free(&err);
}

int
main(void)
{
	RUN(builtin);
	RUN(patterns);
	RUN(choices);
	RUN(choice);
	RUN(forbid);
	RUN(declared);
	return UNIT_STATUS();
}
