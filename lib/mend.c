/* Text that was encoded twice. */
#include "mend.h"
#include "utf8.h"

struct str
mend_latin1(struct str s, struct arena *a)
{
	struct str rest = s;
	uint32_t cp;
	size_t i, n = 0, step;
	char *p;

	for (i = 0; i < s.len && (unsigned char)s.p[i] < 0x80; i++)
		;
	if (i == s.len)
		return s;
	p = arena_alloc(a, s.len);
	while (rest.len > 0) {
		step = utf8_next(rest, &cp);
		if (step == 0 || cp > 0xff)
			return s;
		p[n++] = (char)(unsigned char)cp;
		rest.p += step;
		rest.len -= step;
	}
	if (utf8_check((struct str){ p, n }) != n)
		return s;
	return (struct str){ p, n };
}
