/*
 * Contents are joined by their key (contents.c), which both families hash.
 */
#include <stdlib.h>

#include "places.h"

/* What is said of a content, or "". */
static struct str
said(const struct content *c, enum places_what what)
{
	return what == PLACES_FORM ? c->form.s : c->topic.s;
}

const struct content *
places_content(const struct reach *r, const struct contents *cs,
    uint32_t content)
{
	const struct hash128 *key;
	uint32_t i;

	if (content == REACH_NONE)
		return NULL;
	key = store_at(&r->content_key.key, content);
	i = seen_find(&cs->key, *key);
	return i == HASH_NONE ? NULL : contents_at(cs, i);
}

static struct str
name_of(const struct reach *r, const struct contents *cs,
    const struct reach_place *place, enum places_what what)
{
	const struct names *own = what == PLACES_FORM ? &r->form : &r->topic;
	uint32_t i = what == PLACES_FORM ? place->form : place->topic;
	const struct content *c;

	if (i != REACH_NONE)
		return own->name[i];
	c = places_content(r, cs, place->content);
	return c == NULL ? STR("") : said(c, what);
}

void
places_open(struct places *p, const struct reach *r,
    const struct contents *cs, enum places_what what, int32_t day)
{
	struct str s;
	uint32_t i;

	*p = (struct places){ 0 };
	p->of = mem_array(r->place.n, sizeof(*p->of));
	for (i = 0; i < r->place.n; i++) {
		s = name_of(r, cs, REACH_AT(r, place, i), what);
		p->of[i] = s.len > 0 ? names_add(&p->name, s) : REACH_NONE;
	}
	for (i = 0; what == PLACES_TOPIC && i < cs->content.n; i++) {
		s = said(contents_at(cs, i), what);
		if (s.len > 0 && !contents_later(contents_at(cs, i), day))
			names_add(&p->name, s);
	}
	p->sorted = names_sorted(&p->name);
	p->rank = names_ranks(&p->name, p->sorted);
	for (i = 0; i < r->place.n; i++) {
		if (p->of[i] != REACH_NONE)
			p->of[i] = p->rank[p->of[i]];
	}
}

void
places_close(struct places *p)
{
	names_free(&p->name);
	free(p->sorted);
	free(p->rank);
	free(p->of);
}
