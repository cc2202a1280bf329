/* Text that was encoded twice. */
#include "../../lib/mend.h"
#include "unit.h"

static void
mends(void)
{
	static const struct {
		const char	*text, *want;
	} t[] = {
		{ "", "" },
		{ "plain", "plain" },
		/* U+00C3 U+00A9 were the bytes of U+00E9. */
		{ "caf\xc3\x83\xc2\xa9", "caf\xc3\xa9" },
		{ "\xc3\xa5\xc2\xa5\xc2\xbd", "\xe5\xa5\xbd" },
		{ "\xc3\xb0\xc2\x9f\xc2\x8d\xc2\xb5", "\xf0\x9f\x8d\xb5" },
		/* Good text stays: one letter of Latin-1 is no UTF-8. */
		{ "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "na\xc3\xafve", "na\xc3\xafve" },
		/* As a whole or not at all. */
		{ "\xc3\x83\xc2\xa9 \xe5\xa5\xbd",
		    "\xc3\x83\xc2\xa9 \xe5\xa5\xbd" },
		{ "\xc3\x83\xc2\xa9 \xc3\xa9", "\xc3\x83\xc2\xa9 \xc3\xa9" },
		/* A surrogate, an overlong form and a NUL are no text. */
		{ "\xc3\xad\xc2\xa0\xc2\x80", "\xc3\xad\xc2\xa0\xc2\x80" },
		{ "\xc3\x80\xc2\x80", "\xc3\x80\xc2\x80" },
	};
	struct arena a = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_STR(mend_latin1(str_z(t[i].text), &a), t[i].want);
	arena_free(&a);
}

int
main(void)
{
	RUN(mends);
	return UNIT_STATUS();
}
