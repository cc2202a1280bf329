/* Keys of customers, aliases and own accounts. */
#include "dedup.h"
#include "ident.h"
#include "unit.h"

struct key_row {
	enum ident_kind	 kind;
	const char	*cell;
	const char	*country;
	const char	*want;		/* NULL: no key */
};

static const struct key_row rows[] = {
	{ IDENT_EMAIL, "Ann@Example.COM", NULL, "ann@example.com" },
	{ IDENT_EMAIL, "ann", NULL, NULL },
	{ IDENT_EMAIL, "a***@example.com", NULL, NULL },
	{ IDENT_PHONE, "+49 (0)30 123-45.67", NULL, "49301234567" },
	{ IDENT_PHONE, "0049 30 1234567", NULL, "49301234567" },
	{ IDENT_PHONE, "030 1234567", NULL, "s:0301234567" },
	{ IDENT_PHONE, "10012345678", "86", "8610012345678" },
	{ IDENT_PHONE, "8610012345678", "86", "8610012345678" },
	{ IDENT_PHONE, "+1 204 555 0108", "86", "12045550108" },
	{ IDENT_PHONE, "00000000000", "86", NULL },
	{ IDENT_PHONE, "+11111111111", NULL, NULL },
	{ IDENT_PHONE, "12345", NULL, NULL },
	{ IDENT_PHONE, "+1234567890123456", NULL, NULL },
	{ IDENT_PHONE, "ring twice", NULL, NULL },
	{ IDENT_PLATFORM, "5f0a", NULL, "s:5f0a" },
	{ IDENT_PLATFORM, "111111", NULL, NULL },
	{ IDENT_PLATFORM, "11111", NULL, "s:11111" },
	{ IDENT_PLATFORM, "0", NULL, NULL },
	{ IDENT_NICK, "111111", NULL, "s:111111" },
	{ IDENT_NICK, "t**8", NULL, NULL },
	{ IDENT_NICK, "匿名", NULL, NULL },
	{ IDENT_NICK, "匿名的猫", NULL, "s:匿名的猫" },
};

static void
keys(void)
{
	struct arena a = { 0 };
	struct str key;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool got = ident_key(rows[i].kind, str_z(rows[i].cell),
		    STR("s"), rows[i].country, &a, &key);

		if (got != (rows[i].want != NULL))
			printf("# %s\n", rows[i].cell);
		CHECK(got == (rows[i].want != NULL));
		if (got && rows[i].want != NULL)
			CHECK_STR(key, rows[i].want);
	}
	CHECK(ident_key(IDENT_NICK, STR("x"), STR(""), NULL, &a, &key));
	CHECK_STR(key, "x");
	arena_free(&a);
}

static enum status
load(struct ident *id, const char *text, struct fault *f, bool own)
{
	struct io_in *in = io_in_memory("ids", str_z(text));
	struct rows_opts o = { 0 };
	struct rows *r = NULL;
	enum status st = rows_open(&r, in, &o, f);

	if (st == STATUS_OK)
		st = own ? ident_own(id, r, f) : ident_aliases(id, r, f);
	rows_close(r);
	io_in_close(in);
	return st;
}

static void
tables(void)
{
	const struct str none = { "", 0 };
	struct ident *id = ident_open();
	struct str user;
	struct fault f;

	CHECK(load(id, "alias,user_id\nANN@x.org,C1\n+49 30 1234567,C1\n"
	    "weibo:7,C2\nann@x.org,C1\n", &f, false) == STATUS_OK);
	CHECK(ident_alias(id, STR("ann@x.org"), &user));
	CHECK_STR(user, "C1");
	CHECK(ident_alias(id, STR("49301234567"), &user));
	CHECK_STR(user, "C1");
	CHECK(ident_alias(id, STR("weibo:7"), &user));
	CHECK(!ident_alias(id, STR("weibo:8"), &user));
	CHECK(load(id, "user_id\nweibo:9\n", &f, true) == STATUS_OK);
	CHECK(ident_is_own(id, STR("weibo"), STR("weibo:9"), none));
	CHECK(!ident_is_own(id, STR("weibo"), STR("weibo:7"), none));
	CHECK(!ident_alias(id, STR("weibo:9"), &user));
	CHECK(load(id, "user_id\n77\n青禾茶舍\nCARE@x.org\n", &f, true) ==
	    STATUS_OK);
	CHECK(ident_is_own(id, STR("weibo"), STR("weibo:77"), none));
	CHECK(ident_is_own(id, STR("douyin"), STR("douyin:77"), none));
	CHECK(!ident_is_own(id, STR("weibo"), STR("weibo:177"), none));
	CHECK(!ident_is_own(id, STR("weibo"), STR("douyin:77"), none));
	CHECK(ident_is_own(id, STR("weibo"), none, STR("青禾茶舍")));
	CHECK(ident_is_own(id, STR("weibo"), STR("weibo:青禾茶舍"), none));
	CHECK(ident_is_own(id, none, STR("care@x.org"), none));
	CHECK(!ident_is_own(id, STR("weibo"), none, none));
	CHECK(load(id, "alias,user_id\nweibo:7,C3\n", &f, false) ==
	    STATUS_USAGE);
	CHECK_INT(f.line, 2);
	ident_close(id);
}

static void
records(void)
{
	struct dedup_record r = { .key = dedup_key(0, STR("s"), STR(""),
	    STR("1")), .content = 1, .customer = 5, .minute = 7,
	    .own_id = true };
	struct dedup d;

	dedup_open(&d);
	CHECK(dedup_add(&d, &r) == DEDUP_NEW);
	CHECK(dedup_add(&d, &r) == DEDUP_SAME);
	r.content = 2;
	CHECK(dedup_add(&d, &r) == DEDUP_OTHER);
	r.operand = 1;
	CHECK(dedup_add(&d, &r) == DEDUP_OTHER);
	r.minute = 8;
	CHECK(dedup_add(&d, &r) == DEDUP_CLASH);
	r.map = 3;
	CHECK(dedup_add(&d, &r) == DEDUP_OTHER);
	r.map = 0;
	r.minute = 7;
	r.customer = 6;
	CHECK(dedup_add(&d, &r) == DEDUP_CLASH);
	/* With an account they are told apart by it. */
	r.account = true;
	CHECK(dedup_add(&d, &r) == DEDUP_OTHER);
	r.key = dedup_key(0, STR("s"), STR("a"), STR("1"));
	CHECK(dedup_add(&d, &r) == DEDUP_NEW);
	/* Parts are not run together. */
	r.key = dedup_key(0, STR("sa"), STR(""), STR("1"));
	CHECK(dedup_add(&d, &r) == DEDUP_NEW);
	r.key = dedup_key(1, STR("sa"), STR(""), STR("1"));
	CHECK(dedup_add(&d, &r) == DEDUP_NEW);
	dedup_close(&d);
}

static void
repeated(void)
{
	struct hash128 a = { 1, 2 }, b = { 1, 3 };
	struct repeats r;

	repeats_open(&r, true);
	CHECK_INT(repeats_add(&r, a), 1);
	CHECK_INT(repeats_add(&r, b), 1);
	CHECK_INT(repeats_add(&r, a), 2);
	repeats_close(&r);
	repeats_open(&r, false);
	CHECK_INT(repeats_add(&r, a), 1);
	CHECK_INT(repeats_add(&r, a), 2);
	CHECK_INT(repeats_add(&r, b), 1);
	CHECK_INT(repeats_add(&r, a), 1);
	repeats_close(&r);
}

int
main(void)
{
	RUN(keys);
	RUN(tables);
	RUN(records);
	RUN(repeated);
	return UNIT_STATUS();
}
