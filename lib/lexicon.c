/* The lists of polar words: how they are read, and their names for users. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "data.h"
#include "lexiconin.h"
#include "rulefile.h"

#define FOLDER		"lexicon/"
#define VERSION		"1"
#define VALUE_MAX	400
#define VALUE_STEP	50
#define PERCENT_LEAST	5
#define PERCENT_MAX	300

/* The words that begin a line, besides a value. */
static const struct {
	const char	*word;
	bool		 value;
} kinds[ENTRY_NKIND] = {
	[ENTRY_WORD]	= { "word", true },
	[ENTRY_NOT]	= { "not", false },
	[ENTRY_DEGREE]	= { "degree", true },
	[ENTRY_BEHIND]	= { "behind", true },
	[ENTRY_ADVERB]	= { "adverb", true },
	[ENTRY_BUT]	= { "but", false },
	[ENTRY_THOUGH]	= { "though", false },
	[ENTRY_ASK]	= { "ask", false },
	[ENTRY_CUE]	= { "cue", true },
	[ENTRY_IRONY]	= { "irony", true },
};

/* "3", "+2.5", "-0.75" in hundredths. */
static bool
hundredths(struct str s, int32_t *out)
{
	int32_t v = 0, sign = 1, digits = -1;
	size_t i = 0;

	if (s.len > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		sign = s.p[i++] == '-' ? -1 : 1;
	if (i == s.len || s.len > i + 4 || s.p[i] == '.')
		return false;
	for (; i < s.len; i++) {
		if (s.p[i] == '.' && digits == -1 && i + 1 < s.len)
			digits = 0;
		else if (s.p[i] >= '0' && s.p[i] <= '9' && digits < 2) {
			v = v * 10 + (s.p[i] - '0');
			digits += digits >= 0;
		} else
			return false;
	}
	for (; digits < 2; digits += digits == -1 ? 2 : 1)
		v *= 10;
	*out = v * sign;
	return true;
}

/* The value that stands in the line of a kind; false with *f. */
static bool
read_value(struct lexicon_deed *d, const struct rule_line *l, struct str w,
    struct fault *f)
{
	bool factor = d->kind == ENTRY_DEGREE || d->kind == ENTRY_BEHIND;
	int32_t v;

	if (!hundredths(w, &v) || (factor ? v < PERCENT_LEAST ||
	    v > PERCENT_MAX : abs(v) > VALUE_MAX || v % VALUE_STEP != 0))
		return rule_fail(f, l, w, factor ? "a factor is 0.05 to 3" :
		    "a value is -4 to 4 in halves");
	d->value = (int16_t)v;
	return true;
}

/* The kind and value that a line begins with; false with *f. */
static bool
read_head(struct lexicon_deed *d, struct rule_line *l, struct fault *f)
{
	struct str w = rule_word(l);
	int32_t v;
	uint8_t k;

	for (k = ENTRY_NOT; k < ENTRY_NKIND; k++)
		if (str_eq(w, str_z(kinds[k].word)))
			break;
	if (k < ENTRY_NKIND) {
		d->kind = k;
		return !kinds[k].value || read_value(d, l, rule_word(l), f);
	}
	if (!hundredths(w, &v))
		return rule_fail(f, l, w, "not a value and no kind of entry");
	return read_value(d, l, w, f);
}

static struct str
codes_of(const struct lexicon *l, const struct entry *e)
{
	return (struct str){ (const char *)(l->code + e->at),
	    e->n * sizeof(*l->code) };
}

/* The newest entry of the same codes as e, or HASH_NONE. */
static uint32_t
same(const struct lexicon *l, const struct entry *e, uint64_t key)
{
	struct hash_probe p;
	uint32_t i, found = HASH_NONE;

	for (i = hash_first(&l->index, key, &p); i != HASH_NONE;
	    i = hash_next(&l->index, &p))
		if ((found == HASH_NONE || i > found) &&
		    str_eq(codes_of(l, &l->entry[i]), codes_of(l, e)))
			found = i;
	return found;
}

/* Put the symbols of text into the codes of e; NULL, or what is wrong. */
static const char *
take_codes(struct lexicon *l, struct entry *e, struct str text)
{
	const char *why = symbols_of_pattern(&l->scratch, text);
	const struct symbols *s = &l->scratch;
	size_t i;

	if (why != NULL)
		return why;
	if (s->n > MATCH_LONGEST)
		return "is too long";
	l->code = mem_room(l->code, l->ncodes + s->n, &l->codecap,
	    sizeof(*l->code));
	for (i = 0; i < s->n; i++)
		l->code[l->ncodes + i] = s->p[i].code;
	e->at = (uint32_t)l->ncodes;
	e->n = (uint32_t)s->n;
	return NULL;
}

/* One line that is not empty. begin: the first entry of this list. */
static bool
read_entry(struct lexicon *l, struct rule_line *line, size_t begin,
    struct fault *f)
{
	struct entry e = { 0 };
	struct lexicon_deed d = { .kind = ENTRY_WORD };
	enum symbol_kind kind;
	const char *why;
	struct str text;
	uint64_t key;
	uint32_t old;

	if (!read_head(&d, line, f))
		return false;
	text = str_trim(line->rest);
	if (text.len == 0)
		return rule_fail(f, line, text, "no word after it");
	why = take_codes(l, &e, text);
	if (why != NULL) {
		rule_fail(f, line, text, "a word that cannot match");
		snprintf(f->detail, sizeof(f->detail), "%s", why);
		return false;
	}
	key = hash_bytes(codes_of(l, &e), 0);
	old = same(l, &e, key);
	if (old != HASH_NONE && old >= begin)
		return rule_fail(f, line, text, "a second entry of this word");
	e.over = old == HASH_NONE ? 0 : old + 1;
	kind = symbol_kind(&l->scratch.p[0]);
	if (kind != SYMBOL_HAN && kind != SYMBOL_WORD && kind != SYMBOL_LETTER)
		d.flags = LEXICON_FIRM;
	e.deed = d;
	l->entry = mem_room(l->entry, l->n + 1, &l->cap, sizeof(*l->entry));
	hash_add(&l->index, key, (uint32_t)l->n);
	l->entry[l->n++] = e;
	l->ncodes += e.n;
	return true;
}

/* The lines of a list: its version, then entries. */
static bool
read_list(struct lexicon *l, struct str text, struct fault *f)
{
	struct rule_line line = { .number = 0 };
	size_t begin = l->n;
	bool version = false;

	while (rule_line(&line, &text, f)) {
		struct str s = str_trim(line.rest), w;

		if (s.len == 0 || s.p[0] == '#')
			continue;
		if (version) {
			if (!read_entry(l, &line, begin, f))
				return false;
			continue;
		}
		w = rule_word(&line);
		if (!str_eq(w, STR("lexicon")))
			return rule_fail(f, &line, w,
			    "a list begins with: lexicon " VERSION);
		w = rule_word(&line);
		if (!str_eq(w, STR(VERSION)))
			return rule_fail(f, &line, w,
			    "a version that is not known");
		version = true;
	}
	return f->reason == NULL;
}

/* Take back the entries from n on. */
static void
forget(struct lexicon *l, size_t n)
{
	size_t i;

	if (l->n > n)
		l->ncodes = l->entry[n].at;
	l->n = n;
	hash_free(&l->index);
	l->index = (struct hash){ .n = 0 };
	for (i = 0; i < n; i++)
		hash_add(&l->index, hash_bytes(codes_of(l, &l->entry[i]), 0),
		    (uint32_t)i);
}

static bool
add(struct lexicon *l, struct str text, struct fault *f)
{
	size_t i, begin = l->n;

	*f = (struct fault){ .line = 0 };
	if (!read_list(l, text, f)) {
		forget(l, begin);
		return false;
	}
	for (i = begin; i < l->n; i++)
		if (l->entry[i].over != 0)
			l->entry[l->entry[i].over - 1].dead = true;
	return true;
}

static void
ready(struct lexicon *l)
{
	size_t i;

	l->live = 0;
	for (i = 0; i < l->n; i++)
		l->live += !l->entry[i].dead;
	match_build(&l->match, l);
}

struct lexicon *
lexicon_none(void)
{
	struct lexicon *l = mem_zero(sizeof(*l));

	ready(l);
	return l;
}

struct lexicon *
lexicon_new(void)
{
	struct lexicon *l = mem_zero(sizeof(*l));
	const struct data_file *d;
	struct fault f;

	/* A list of our own that cannot be read would be missed by nobody. */
	for (d = data_files; d->name != NULL; d++)
		if (str_starts(str_z(d->name), STR(FOLDER)) &&
		    !add(l, (struct str){ d->bytes, d->len }, &f))
			die(STATUS_IO, "%s: line %" PRIu64 ": %s", d->name,
			    f.line, f.reason);
	ready(l);
	return l;
}

bool
lexicon_add(struct lexicon *l, struct str text, struct fault *f)
{
	if (!add(l, text, f))
		return false;
	ready(l);
	return true;
}

void
lexicon_free(struct lexicon *l)
{
	if (l == NULL)
		return;
	match_free(&l->match);
	symbols_free(&l->scratch);
	hash_free(&l->index);
	free(l->code);
	free(l->entry);
	free(l);
}

size_t
lexicon_entries(const struct lexicon *l)
{
	return l->live;
}

size_t
lexicon_begin(const struct lexicon *l, size_t *i, uint32_t code[LEXICON_BEGIN])
{
	const struct entry *e;
	size_t n;

	while (*i < l->n && l->entry[*i].dead)
		++*i;
	if (*i == l->n)
		return 0;
	e = &l->entry[(*i)++];
	n = e->n < LEXICON_BEGIN ? e->n : LEXICON_BEGIN;
	memcpy(code, l->code + e->at, n * sizeof(*code));
	return n;
}

uint64_t
lexicon_digest(const struct lexicon *l)
{
	uint64_t digest = 0;
	size_t i;

	for (i = 0; i < l->n; i++) {
		const struct entry *e = &l->entry[i];
		int32_t what[2] = { e->deed.kind, e->deed.value };

		if (e->dead)
			continue;
		/* A sum, since the order of entries means nothing. */
		digest += hash_bytes(codes_of(l, e), hash_bytes((struct str){
		    (const char *)what, sizeof(what) }, 1));
	}
	return digest;
}
