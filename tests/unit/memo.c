/* A few texts and what they have come to. */
#include "../../lib/memo.h"
#include "unit.h"

static void
keeps(void)
{
	struct memo m = { 0 };
	struct memo_entry *first;
	char text[8];
	int i;

	CHECK(memo_find(&m, STR("paid")) == NULL);
	first = memo_add(&m, STR("paid"), 7);
	CHECK(first != NULL && memo_find(&m, STR("paid")) == first);
	CHECK_INT(first->value, 7);
	CHECK(memo_find(&m, STR("pai")) == NULL);
	CHECK(memo_add(&m, STR(""), 1) != NULL);
	CHECK_INT(memo_find(&m, STR(""))->value, 1);
	/* The first ones stay, and stay where they are. */
	for (i = 2; i < 20; i++) {
		snprintf(text, sizeof(text), "%d", i);
		CHECK((memo_add(&m, str_z(text), i) != NULL) ==
		    (i < MEMO_MAX));
	}
	CHECK(memo_find(&m, STR("paid")) == first);
	CHECK(memo_find(&m, STR("19")) == NULL);
	memo_free(&m);
	CHECK(memo_find(&m, STR("paid")) == NULL);
}

int
main(void)
{
	RUN(keeps);
	return UNIT_STATUS();
}
