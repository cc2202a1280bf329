/* Who a record is about: keys, aliases and own accounts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "ident.h"
#include "rec.h"
#include "text.h"

/* E.164 allows 15 digits; fewer than 7 are no number with a country code. */
#define PHONE_MIN	7
#define PHONE_MAX	15
/* A number in a shop's own counting may well be 2222: from here on it is a
   mask that the platform put there. */
#define MASK_DIGITS	6

struct entry {
	struct str	key;
	struct str	user;		/* p NULL: an own account */
};

struct ident {
	struct entry	*entry;
	uint32_t	 n;
	struct hash	 index;
	struct arena	 text;
	bool		 own, aliases;
};

struct ident *
ident_open(void)
{
	return mem_zero(sizeof(struct ident));
}

void
ident_close(struct ident *id)
{
	if (id == NULL)
		return;
	hash_free(&id->index);
	arena_free(&id->text);
	free(id->entry);
	free(id);
}

static uint64_t
entry_hash(struct str key, bool own)
{
	return hash_bytes(key, own ? 1 : 0);
}

static const struct entry *
find(const struct ident *id, struct str key, bool own)
{
	struct hash_probe probe;
	const struct entry *e;
	uint32_t i;

	for (i = hash_first(&id->index, entry_hash(key, own), &probe);
	    i != HASH_NONE; i = hash_next(&id->index, &probe)) {
		e = &id->entry[i];
		if (str_eq(e->key, key) && (e->user.p == NULL) == own)
			return e;
	}
	return NULL;
}

static void
add(struct ident *id, struct str key, const struct str *user)
{
	struct entry e = { .key = arena_dup(&id->text, key) };

	if (user != NULL)
		e.user = arena_dup(&id->text, *user);
	if ((id->n & (id->n - 1)) == 0)
		id->entry = mem_grow(id->entry, id->n == 0 ? 1 :
		    2 * (size_t)id->n, sizeof(*id->entry));
	id->entry[id->n] = e;
	hash_add(&id->index, entry_hash(key, user == NULL), id->n);
	id->n++;
}

static struct str
lower(struct arena *a, struct str s)
{
	struct buf b = { 0 };
	struct str out;

	text_normalise(&b, s);
	out = arena_dup(a, buf_view(&b));
	buf_free(&b);
	return out;
}

/*
 * The digits of a phone number with its country code; len 0 when it is none.
 * *national: it has no country code, and none is known.
 */
static struct str
phone_digits(struct str s, const char *country_code, struct arena *a,
    bool *national)
{
	size_t cc = country_code != NULL ? strlen(country_code) : 0;
	char *out = arena_alloc(a, s.len + cc + 1);
	bool plus = s.len > 0 && s.p[0] == '+';
	size_t n = 0, i;

	for (i = plus; i < s.len; i++) {
		/* +49 (0)30: the zero is dialled at home only. */
		if (n > 0 && s.len - i >= 3 && memcmp(s.p + i, "(0)", 3) == 0)
			i += 2;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			out[n++] = s.p[i];
		else if (memchr(" -().\t/", s.p[i], 7) == NULL)
			return (struct str){ "", 0 };
	}
	/* No country's code begins with 0. */
	if (!plus && n > 2 && memcmp(out, "00", 2) == 0 && out[2] != '0') {
		n -= 2;
		memmove(out, out + 2, n);
		plus = true;
	}
	*national = !plus && cc == 0;
	/* The mobile numbers of the mainland: 86 stands before or is added. */
	if (!plus && cc > 0 && n == 11) {
		memmove(out + cc, out, n);
		memcpy(out, country_code, cc);
		n += cc;
	} else if (!plus && cc > 0 && (n < cc ||
	    memcmp(out, country_code, cc) != 0)) {
		*national = true;
	}
	if (n < PHONE_MIN || n > PHONE_MAX)
		n = 0;
	return (struct str){ out, n };
}

static bool
same_digits(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] < '0' || s.p[i] > '9' || s.p[i] != s.p[0])
			return false;
	return s.len > 0;
}

static bool
is_placeholder(enum ident_kind kind, struct str s)
{
	const struct str words[] = { STR("匿名"), STR("匿名用户"),
		STR("匿名买家"), STR("匿名会员"), STR("anonymous"),
		STR("guest") };
	size_t i;

	if (s.len == 0 || memchr(s.p, '*', s.len) != NULL)
		return true;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (s.p[0] == words[i].p[0] && str_eq(s, words[i]))
			return true;
	return kind != IDENT_NICK && kind != IDENT_ALIAS && same_digits(s) &&
	    (s.p[0] == '0' || s.len >= MASK_DIGITS);
}

static struct str
with_source(struct str source, struct str key, struct arena *a)
{
	char *p;

	if (source.len == 0)
		return key;
	p = arena_alloc(a, source.len + 1 + key.len);
	memcpy(p, source.p, source.len);
	p[source.len] = ':';
	memcpy(p + source.len + 1, key.p, key.len);
	return (struct str){ p, source.len + 1 + key.len };
}

bool
ident_key(enum ident_kind kind, struct str cell, struct str source,
    const char *country_code, struct arena *a, struct str *key)
{
	bool national = false;

	if (is_placeholder(kind, cell))
		return false;
	switch (kind) {
	case IDENT_EMAIL:
		*key = lower(a, cell);
		return memchr(key->p, '@', key->len) != NULL;
	case IDENT_PHONE:
		*key = phone_digits(cell, country_code, a, &national);
		if (key->len == 0 || same_digits(*key))
			return false;
		if (national)
			*key = with_source(source, *key, a);
		return true;
	case IDENT_PLATFORM:
	case IDENT_NICK:
	case IDENT_HASH:
		*key = with_source(source, cell, a);
		return true;
	case IDENT_ALIAS:
		*key = cell;
		return true;
	}
	return false;
}

/*
 * An alias as people write it: an e-mail address in any case, a phone number
 * with its plus sign, or source:key as it is.
 */
static struct str
alias_key(struct str s, struct arena *a)
{
	struct str key;
	bool national;

	if (memchr(s.p, ':', s.len) == NULL &&
	    memchr(s.p, '@', s.len) != NULL)
		return lower(a, s);
	if (s.len > 0 && s.p[0] == '+') {
		key = phone_digits(s, NULL, a, &national);
		if (key.len > 0)
			return key;
	}
	return s;
}

static enum status
bad_row(struct fault *f, const struct row *row, const char *reason,
    struct str value)
{
	*f = (struct fault){ .line = row->line, .reason = reason,
	    .value = value };
	return STATUS_USAGE;
}

static enum status
add_alias(struct ident *id, const struct row *row, struct fault *f)
{
	struct str key, user;
	const struct entry *e;

	if (row->bad != NULL) {
		*f = *row->bad;
		return STATUS_USAGE;
	}
	key = alias_key(str_trim(row->cell[0]), &id->text);
	user = str_trim(row->cell[1]);
	if (key.len == 0 || user.len == 0)
		return bad_row(f, row, "an alias or its user_id is empty",
		    (struct str){ NULL, 0 });
	e = find(id, key, false);
	if (e == NULL) {
		add(id, key, &user);
		return STATUS_OK;
	}
	if (str_eq(e->user, user))
		return STATUS_OK;
	snprintf(f->detail, sizeof(f->detail), "%.*s and %.*s",
	    (int)(e->user.len < 40 ? e->user.len : 40), e->user.p,
	    (int)(user.len < 40 ? user.len : 40), user.p);
	f->line = row->line;
	f->reason = "one alias of two customers";
	f->value = arena_dup(&id->text, key);
	return STATUS_USAGE;
}

enum status
ident_aliases(struct ident *id, struct rows *r, struct fault *f)
{
	static const struct rec_col cols[] = { { "alias", true },
		{ "user_id", true } };
	size_t col[2], i;
	struct batch b;
	int more;

	*f = (struct fault){ 0 };
	id->aliases = true;
	if (!rec_bind(r, cols, 2, NULL, col, f))
		return STATUS_USAGE;
	while ((more = rows_next(r, &b)) == 1)
		for (i = 0; i < b.n; i++)
			if (add_alias(id, &b.row[i], f) != STATUS_OK)
				return STATUS_USAGE;
	return more == -1 ? STATUS_IO : STATUS_OK;
}

enum status
ident_own(struct ident *id, struct rows *r, struct fault *f)
{
	static const struct rec_col cols[] = { { "user_id", true } };
	struct batch b;
	size_t col, i;
	int more;

	*f = (struct fault){ 0 };
	id->own = true;
	if (!rec_bind(r, cols, 1, NULL, &col, f))
		return STATUS_USAGE;
	while ((more = rows_next(r, &b)) == 1)
		for (i = 0; i < b.n; i++) {
			struct str key;

			if (b.row[i].bad != NULL) {
				*f = *b.row[i].bad;
				return STATUS_USAGE;
			}
			key = alias_key(str_trim(b.row[i].cell[0]),
			    &id->text);
			if (key.len > 0 && find(id, key, true) == NULL)
				add(id, key, NULL);
		}
	return more == -1 ? STATUS_IO : STATUS_OK;
}

bool
ident_alias(const struct ident *id, struct str key, struct str *user)
{
	const struct entry *e = id->aliases ? find(id, key, false) : NULL;

	if (e != NULL)
		*user = e->user;
	return e != NULL;
}

bool
ident_is_own(const struct ident *id, struct str source, struct str key,
    struct str name)
{
	struct str bare = key;

	if (!id->own)
		return false;
	if (key.len > 0 && find(id, key, true) != NULL)
		return true;
	if (source.len > 0 && str_starts(key, source) &&
	    key.len > source.len + 1 && key.p[source.len] == ':') {
		bare.p += source.len + 1;
		bare.len -= source.len + 1;
		if (find(id, bare, true) != NULL)
			return true;
	}
	/* A name is as it is shown, and has no source before it. */
	return name.len > 0 && find(id, name, true) != NULL;
}

bool
ident_has_own(const struct ident *id)
{
	return id->own;
}

bool
ident_has_aliases(const struct ident *id)
{
	return id->aliases;
}

static const char *const kinds[] = { "email", "phone", "platform", "nick",
	"hash", "alias" };

int
ident_kind(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], name) == 0)
			return (int)i;
	return -1;
}

const char *
ident_kind_name(enum ident_kind kind)
{
	return kinds[kind];
}
