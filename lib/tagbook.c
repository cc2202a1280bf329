/* Subjects of events and their tags. */
#include <stdlib.h>

#include "tagbook.h"

/* In the text of a list: ends the tags, the form follows. */
#define END	'\x1f'

/* A subject is twice the number of a list, or of a content and 1. */
#define CONTENT	1u

void
tagbook_open(struct tagbook *b)
{
	*b = (struct tagbook){ 0 };
	seen_open(&b->contents);
	store_open(&b->of, sizeof(uint32_t));
	/* The first list is the one of nothing. */
	names_add(&b->lists, STR("\x1f"));
}

bool
tags_next(struct str *rest, struct str *tag)
{
	while (rest->p != NULL && str_split(rest, ';', tag)) {
		*tag = str_trim(*tag);
		if (tag->len > 0)
			return true;
	}
	return false;
}

bool
tags_any(struct str cell)
{
	struct str tag;

	return cell.len > 0 && tags_next(&cell, &tag);
}

bool
tags_span(struct str tag, struct tag_span *s)
{
	struct str part;
	size_t at, dots;

	*s = (struct tag_span){ tag, INT32_MIN, INT32_MAX };
	for (at = tag.len; at > 0 && tag.p[at - 1] != '@'; at--)
		;
	for (dots = at; dots + 1 < tag.len && (tag.p[dots] != '.' ||
	    tag.p[dots + 1] != '.'); dots++)
		;
	if (at == 0 || dots + 1 >= tag.len)
		return true;
	s->name = (struct str){ tag.p, at - 1 };
	part = (struct str){ tag.p + at, dots - at };
	if (part.len > 0 && !day_parse(part, &s->from))
		return false;
	part = (struct str){ tag.p + dots + 2, tag.len - dots - 2 };
	if (part.len > 0 && !day_parse(part, &s->to))
		return false;
	return s->name.len > 0 && s->from <= s->to;
}

static uint32_t
add_list(struct tagbook *b, const struct tag_cells *c)
{
	if (c->form.len == 0 && c->tags.len == 0)
		return 0;
	b->text.len = 0;
	buf_str(&b->text, c->tags);
	buf_byte(&b->text, END);
	buf_str(&b->text, c->form);
	return names_add(&b->lists, buf_view(&b->text));
}

/* The number of a content. */
static uint32_t
add_content(struct tagbook *b, const struct tag_cells *c)
{
	bool fresh;
	uint32_t n = seen_add(&b->contents, hash_bytes128(c->content, c->shop),
	    &fresh);

	if (fresh)
		store_add(&b->of);
	return n;
}

uint32_t
tagbook_subject(struct tagbook *b, const struct tag_cells *c)
{
	if (tags_any(c->tags)) {
		b->any = true;
		return 2 * add_list(b, c);
	}
	if (c->content.len > 0)
		return 2 * add_content(b, c) | CONTENT;
	return c->form.len > 0 ? 2 * add_list(b, c) : SUBJECT_NONE;
}

void
tagbook_define(struct tagbook *b, const struct tag_cells *c)
{
	bool tags = tags_any(c->tags);
	uint32_t *of, list;

	b->any |= tags;
	if (c->content.len == 0 || (!tags && c->form.len == 0))
		return;
	of = store_at(&b->of, add_content(b, c));
	list = add_list(b, c);
	/* One without tags, which only says the form, gives way. */
	if (*of == 0 || (tags && !tags_any(b->lists.name[*of - 1])))
		*of = list + 1;
}

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
resolve(struct tagbook *b, struct str text, struct tag_list *l)
{
	struct str tags = { text.p, 0 }, tag;
	uint32_t i, n = 0;

	*l = (struct tag_list){ .form = SUBJECT_NONE };
	/* A tag may hold the byte too, a form does not. */
	for (i = 0; i < text.len; i++)
		if (text.p[i] == END)
			tags.len = i;
	text = (struct str){ text.p + tags.len + 1, text.len - tags.len - 1 };
	if (text.len > 0)
		l->form = names_add(&b->forms, text);
	while (tags_next(&tags, &tag)) {
		l->tag = mem_grow(l->tag, l->n + 1, sizeof(*l->tag));
		l->tag[l->n++] = names_add(&b->tags, tag);
	}
	if (l->n == 0)
		return;
	qsort(l->tag, l->n, sizeof(*l->tag), compare);
	for (i = 1; i < l->n; i++)
		if (l->tag[i] != l->tag[n])
			l->tag[++n] = l->tag[i];
	l->n = n + 1;
}

void
tagbook_finish(struct tagbook *b)
{
	uint32_t *sorted;
	size_t i;

	b->list = mem_array(b->lists.n, sizeof(*b->list));
	for (i = 0; i < b->lists.n; i++)
		resolve(b, b->lists.name[i], &b->list[i]);
	sorted = names_sorted(&b->tags);
	b->rank = mem_array(b->tags.n, sizeof(*b->rank));
	for (i = 0; i < b->tags.n; i++)
		b->rank[sorted[i]] = (uint32_t)i;
	free(sorted);
}

const struct tag_list *
tagbook_tags(const struct tagbook *b, uint32_t subject)
{
	const uint32_t *of;

	if (subject == SUBJECT_NONE)
		return &b->list[0];
	if ((subject & CONTENT) == 0)
		return &b->list[subject / 2];
	of = store_at(&b->of, subject / 2);
	return &b->list[*of == 0 ? 0 : *of - 1];
}

uint32_t
tagbook_first(const struct tagbook *b, uint32_t subject)
{
	const struct tag_list *l = tagbook_tags(b, subject);
	uint32_t i, first = SUBJECT_NONE;

	for (i = 0; i < l->n; i++)
		if (first == SUBJECT_NONE ||
		    b->rank[l->tag[i]] < b->rank[first])
			first = l->tag[i];
	return first;
}

void
tagbook_close(struct tagbook *b)
{
	size_t i;

	for (i = 0; b->list != NULL && i < b->lists.n; i++)
		free(b->list[i].tag);
	free(b->list);
	free(b->rank);
	seen_close(&b->contents);
	store_close(&b->of);
	buf_free(&b->text);
	names_free(&b->lists);
	names_free(&b->tags);
	names_free(&b->forms);
}
