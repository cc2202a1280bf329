/* Which records of a run are wanted. */
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "keep.h"
#include "mem.h"
#include "stamp.h"

static bool
refuse(struct buf *err, const char *why, struct str s)
{
	buf_printf(err, ": %s \"", why);
	diag_escape(err, s, 60);
	buf_byte(err, '"');
	return false;
}

bool
keep_kinds(struct keep *k, const char *list, struct buf *err)
{
	struct str rest, word;
	int i;

	k->by_kind = list != NULL;
	if (list == NULL)
		return true;
	rest = str_z(list);
	while (str_split(&rest, ',', &word)) {
		i = record_word(record_kinds(), word);
		if (i == -1) {
			refuse(err, "event, profile, content or spend, not",
			    word);
			return false;
		}
		k->kind[i] = true;
	}
	return true;
}

/* Letters, digits, - and _: what can stand before the colon of a key. */
static bool
is_slug(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.p[i] < 'a' || s.p[i] > 'z') &&
		    (s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '-' &&
		    s.p[i] != '_')
			return false;
	return s.len > 0;
}

bool
keep_sources(struct keep *k, const char *list, struct buf *err)
{
	struct str rest, word;

	if (list == NULL)
		return true;
	rest = str_z(list);
	while (str_split(&rest, ',', &word)) {
		if (!is_slug(word))
			return refuse(err, "not the name of a source "
			    "(weibo, shopify, ...)", word);
		k->source = mem_grow(k->source, k->nsource + 1,
		    sizeof(*k->source));
		k->source[k->nsource++] = word;
	}
	return true;
}

bool
keep_limit(struct keep_limit *l, const char *text, struct buf *err)
{
	struct stamp t;
	int32_t day;

	if (text == NULL)
		return true;
	if (day_parse(str_z(text), &day)) {
		*l = (struct keep_limit){ KEEP_DAY, day };
		return true;
	}
	if (!stamp_parse(str_z(text), &t) || !t.zoned)
		return refuse(err, "a day, YYYY-MM-DD, or a time of RFC 3339 "
		    "with its offset, not", str_z(text));
	*l = (struct keep_limit){ KEEP_MOMENT, stamp_utc_ms(&t) };
	return true;
}

bool
keep_is_empty(const struct keep *k)
{
	return k->since.how != KEEP_ALWAYS && k->since.how == k->until.how &&
	    k->since.at >= k->until.at;
}

bool
keep_open(struct keep *k, const struct keep_opts *o, struct buf *err)
{
	struct buf why = { 0 };
	const char *option = NULL;

	*k = (struct keep){ 0 };
	if (!keep_kinds(k, o->kind, &why))
		option = "--kind";
	else if (!keep_sources(k, o->source, &why))
		option = "--source";
	else if (!keep_limit(&k->since, o->since, &why))
		option = "--since";
	else if (!keep_limit(&k->until, o->until, &why))
		option = "--until";
	if (option != NULL) {
		buf_printf(err, "%s%.*s", option, STR_ARG(buf_view(&why)));
		buf_free(&why);
		return false;
	}
	if (!keep_is_empty(k))
		return true;
	buf_z(err, "--until is not after --since");
	return false;
}

void
keep_close(struct keep *k)
{
	free(k->source);
}

static struct str
time_of(const struct record *r)
{
	static const enum record_col of_event[] = { REC_TIME, REC_N };
	static const enum record_col of_content[] = { REC_PERIOD_START,
		REC_PUBLISHED_AT, REC_AS_OF, REC_TIME, REC_N };
	static const enum record_col of_profile[] = { REC_N };
	static const enum record_col *const of[] = { of_event, of_profile,
		of_content, of_content };
	int kind = record_word(record_kinds(), r->v[REC_KIND]);
	const enum record_col *c = kind == -1 ? of_event : of[kind];

	while (*c != REC_N && r->v[*c].len == 0)
		c++;
	return *c != REC_N ? r->v[*c] : (struct str){ "", 0 };
}

static bool
is_before(const struct keep_limit *l, const struct stamp *t)
{
	return l->how == KEEP_DAY ? stamp_day(t) < l->at :
	    stamp_utc_ms(t) < l->at;
}

static bool
is_of(const struct keep *k, struct str source)
{
	size_t i;

	for (i = 0; i < k->nsource; i++)
		if (str_eq(k->source[i], source))
			return true;
	return false;
}

static bool
is_kind(const struct keep *k, struct str kind)
{
	int i = record_word(record_kinds(), kind);

	return i != -1 && k->kind[i];
}

const char *
keep_reason(const struct keep *k, const struct record *r)
{
	bool always = k->since.how == KEEP_ALWAYS &&
	    k->until.how == KEEP_ALWAYS;
	struct stamp t;

	if (k->by_kind && !is_kind(k, r->v[REC_KIND]))
		return "of another kind (--kind)";
	if (k->nsource > 0 && !is_of(k, r->v[REC_SOURCE]))
		return "of another source (--source)";
	if (always)
		return NULL;
	if (!stamp_parse(time_of(r), &t))
		return NULL;
	if (k->since.how != KEEP_ALWAYS && is_before(&k->since, &t))
		return "before --since";
	if (k->until.how != KEEP_ALWAYS && !is_before(&k->until, &t))
		return "not before --until";
	return NULL;
}
