/* The columns that the map does not read, as one JSON object (--ext). */
#include <stdlib.h>

#include "applyin.h"
#include "cell.h"
#include "jsonscan.h"
#include "tabout.h"

/* A name as the column is called, and numbered when it is there before. */
static struct str
name_of(struct apply *a, size_t column)
{
	const struct header *h = a->o.header;
	struct str name = cell_trim(h->name[column]);
	size_t i, n = 1;

	if (name.len == 0)
		return arena_printf(&a->ext_text, "column %zu", column + 1);
	for (i = 0; i < column; i++)
		n += str_eq(cell_trim(h->name[i]), name);
	return n == 1 ? name : arena_printf(&a->ext_text, "%.*s#%zu",
	    STR_ARG(name), n);
}

/* Are the members of a nested object columns of their own: "user.id"? */
static bool
has_members(const struct header *h, size_t column)
{
	struct str name = h->name[column];
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->name[i].len > name.len &&
		    str_starts(h->name[i], name) &&
		    h->name[i].p[name.len] == '.')
			return true;
	return false;
}

/* Is it "items.0.title", and the list "items" a column, which has it all? */
static bool
is_item(const struct header *h, size_t column)
{
	struct str name = h->name[column];
	size_t i, k;

	for (k = 0; k + 1 < name.len; k++) {
		if (name.p[k] != '.' || !cell_digit(name.p[k + 1]))
			continue;
		for (i = 0; i < h->n; i++)
			if (str_eq(h->name[i], (struct str){ name.p, k }))
				return true;
	}
	return false;
}

void
apply_ext_open(struct apply *a)
{
	size_t i, k;

	a->nfed = a->nwant;
	if (!a->o.ext)
		return;
	a->ext_name = mem_array(a->o.header->n + 1, sizeof(*a->ext_name));
	for (i = 0; i < a->o.header->n; i++) {
		for (k = 0; k < a->nfed && a->want[k] != i; k++)
			;
		if (k < a->nfed || is_item(a->o.header, i))
			continue;
		a->want = mem_grow(a->want, a->nwant + 1, sizeof(*a->want));
		a->ext_name[a->nwant - a->nfed] = name_of(a, i);
		a->want[a->nwant++] = i;
	}
}

void
apply_ext_close(struct apply *a)
{
	free(a->ext_name);
	arena_free(&a->ext_text);
}

/* Does the object, which a field has filled, have that key already? */
static bool
has_key(struct str object, struct str key, struct arena *mem)
{
	struct json_member m;
	struct jsonscan s;

	jsonscan_open(&s, object, mem);
	while (jsonscan_next(&s, &m) == 1)
		if (str_eq(m.key, key))
			return true;
	return false;
}

void
apply_ext(struct work *w)
{
	const struct apply *a = w->a;
	struct str *v = &w->rec->v[REC_EXT], old = str_trim(*v);
	struct buf b = { 0 };
	size_t i;

	if (old.len > 1 && old.p[old.len - 1] == '}')
		buf_put(&b, old.p, old.len - 1);
	else if (old.len > 0)
		return;		/* no object: apply_check says so */
	else
		buf_byte(&b, '{');
	for (i = a->nfed; i < a->nwant; i++) {
		struct str s = cell_trim(w->cell[i]);
		struct str name = a->ext_name[i - a->nfed];

		if (s.len == 0 || (old.len > 0 && has_key(old, name, w->mem)))
			continue;
		if (s.p[0] == '{' && has_members(a->o.header, a->want[i]))
			continue;
		if (str_trim(buf_view(&b)).len > 1)
			buf_byte(&b, ',');
		json_put_any(&b, name);
		buf_byte(&b, ':');
		json_put_any(&b, s);
	}
	buf_byte(&b, '}');
	if (b.len > 2)
		*v = arena_dup(w->mem, buf_view(&b));
	buf_free(&b);
}
