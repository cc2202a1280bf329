/* A few texts and what they have come to. */
#include "memo.h"

#define TEXT_MAX	256	/* longer ones are no states */

struct memo_entry *
memo_find(struct memo *m, struct str text)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (str_eq(buf_view(&m->entry[i].text), text))
			return &m->entry[i];
	return NULL;
}

struct memo_entry *
memo_add(struct memo *m, struct str text, int value)
{
	struct memo_entry *e;

	if (m->n == MEMO_MAX || text.len > TEXT_MAX)
		return NULL;
	e = &m->entry[m->n++];
	buf_str(&e->text, text);
	e->value = value;
	return e;
}

void
memo_free(struct memo *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		buf_free(&m->entry[i].text);
		buf_free(&m->entry[i].result);
	}
	m->n = 0;
}
