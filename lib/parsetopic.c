/* A topic: the path of four levels by which content is filed. */
#include <string.h>

#include "cell.h"
#include "parsein.h"
#include "text.h"

#define LEVELS	4	/* industry, scene, value, form */

/* The length of the sign between two levels at s, 0 when there is none. */
static size_t
separator(struct str s)
{
	static const char *const signs[] = { "-", "－", "–", "—", "/", "／",
		">", "＞", "|", "｜", NULL };
	struct str rest = s;

	cell_one(&rest, signs, cell_prefix);
	return s.len - rest.len;
}

const char *
parse_topic(struct str s, struct arena *a, struct parsed *out)
{
	char *text = arena_alloc(a, s.len + 1);
	size_t n = 0, levels = 1, from = 0, cut;
	bool whole = true;

	while (s.len > 0) {
		cut = separator(s);
		if (cut > 0) {
			whole = whole && n > from;
			while (n > from && text[n - 1] == ' ')
				n--;
			text[n++] = '-';
			from = n;
			levels++;
			s = cell_trim((struct str){ s.p + cut, s.len - cut });
			continue;
		}
		text[n++] = s.p[0];
		cell_take(&s, 1);
	}
	out->invalid = !whole || n == from || levels != LEVELS;
	out->text = (struct str){ text, out->invalid ? 0 : n };
	return NULL;
}
