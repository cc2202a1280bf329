/* Where a value stands in the text of a map. */
#include "mapplace.h"
#include "unit.h"

static const char text[] =
    "{\n"
    " \"a\": 1,\n"
    " \"list\": [\"x, ]\", {\"b\\u0063\": [2,\n"
    "   {\"d\": null}]} , 7 ],\n"
    " \"中文\": {\"a.b|\\\\d\": \"}\", \"e\": true}\n"
    "}\n";

static bool
is_at(const char *path, uint64_t line, uint64_t column)
{
	struct mapplace at = mapplace(str_z(text), str_z(path));

	return at.line == line && at.column == column;
}

static void
places(void)
{
	CHECK(is_at("", 1, 1));
	CHECK(is_at("a", 2, 2));
	CHECK(is_at("list", 3, 2));
	CHECK(is_at("list[0]", 3, 11));
	CHECK(is_at("list[1]", 3, 19));
	CHECK(is_at("list[2]", 4, 20));
	/* A key is compared as it is meant, not as it is written. */
	CHECK(is_at("list[1].bc", 3, 20));
	CHECK(is_at("list[1].bc[0]", 3, 32));
	CHECK(is_at("list[1].bc[1].d", 4, 5));
	/* Characters, not bytes; a key with the signs of a path. */
	CHECK(is_at("中文.a.b|\\d", 5, 9));
	CHECK(is_at("中文.e", 5, 25));
	/* What is not there: the place of what should have it. */
	CHECK(is_at("list[1].zz", 3, 19));
	CHECK(is_at("list[9].zz", 3, 2));
	CHECK(is_at("nothing", 1, 1));
	/* No prefix of a longer key. */
	CHECK(is_at("lis", 1, 1));
}

int
main(void)
{
	RUN(places);
	return UNIT_STATUS();
}
