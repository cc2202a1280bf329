/* Counts by a short text; there are few, so they are found one by one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "tabout.h"
#include "tally.h"

const struct tally_line *
tally_add(struct tally *t, const char *text, uint64_t n)
{
	size_t i;

	t->sum += n;
	for (i = 0; i < t->n; i++)
		if (strcmp(t->line[i].text, text) == 0) {
			t->line[i].n += n;
			return &t->line[i];
		}
	t->line = mem_grow(t->line, t->n + 1, sizeof(*t->line));
	t->line[t->n] = (struct tally_line){ mem_strdup(str_z(text)), n };
	return &t->line[t->n++];
}

void
tally_json(const struct tally *t, struct buf *b)
{
	size_t i;

	buf_byte(b, '{');
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			buf_byte(b, ',');
		json_put(b, str_z(t->line[i].text));
		buf_printf(b, ":%" PRIu64, t->line[i].n);
	}
	buf_byte(b, '}');
}

void
tally_free(struct tally *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free(t->line[i].text);
	free(t->line);
}
