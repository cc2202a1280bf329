/* Files of rules over texts: their lines (crm-rules.5). */
#include <stdio.h>

#include "hash.h"
#include "num.h"
#include "rulefile.h"
#include "text.h"
#include "textrulesin.h"

#define LINK		"link:"
#define MODEL		"model:"
#define ALARM		STR(MODEL "alarm")
#define BARE		"a word is missing"

/* What a line polarity begins with: negative is false. */
static const struct str signs[] = { { "negative", 8 }, { "positive", 8 } };

enum { LEVEL_TOPIC, LEVEL_ASPECT, LEVEL_INFO };

/* Info and what follows are enum severity. */
static const struct str levels[] = { { "topic", 5 }, { "aspect", 6 },
	{ "info", 4 }, { "notice", 6 }, { "alert", 5 } };

static const struct directive {
	struct str	key;
	enum term_kind	kind, but;	/* of the pattern, behind unless */
} directives[] = {
	{ { "allow", 5 }, TERM_ALLOW, TERM_ALLOW },
	{ { "doubt", 5 }, TERM_DOUBT, TERM_DOUBT_BUT },
	{ { "list", 4 }, TERM_WORD, TERM_WORD },
	{ { "not", 3 }, TERM_NOT, TERM_NOT_BUT },
	{ { "polarity", 8 }, TERM_WORD, TERM_WORD }
};

#define NOF(a)	(sizeof(a) / sizeof((a)[0]))

/* The rule or directive that lines which begin with a blank go on with. */
struct open_rule {
	enum term_kind	kind, but;	/* of its words, behind unless */
	enum term_kind	now;		/* of those that come */
	uint32_t	rule;
	bool		any, words;
	struct fault	bare;		/* if it stays without words */
};

struct reader {
	struct textrules	*t;
	struct rule_line	 line;
	struct hash		 ids;		/* of rules */
	struct open_rule	 now;
	bool			 listed;
};

/* Put the place of f->value, which is in the line, into *f. */
static bool
fail_here(struct reader *rd, struct fault *f)
{
	struct fault whole = *f;

	rule_fail(f, &rd->line, whole.value, whole.reason);
	f->field = whole.field;
	memcpy(f->detail, whole.detail, sizeof(f->detail));
	return false;
}

static bool
fail_near(struct reader *rd, struct str word, const struct str *names,
    size_t n, struct fault *f)
{
	const struct str *near = text_nearest(word, names, n);

	rule_fail(f, &rd->line, word, word.len == 0 ? "a severity is missing" :
	    "unknown severity");
	if (near != NULL)
		snprintf(f->detail, sizeof(f->detail), "nearest: %.*s",
		    STR_ARG(*near));
	else
		snprintf(f->detail, sizeof(f->detail),
		    "topic, aspect, info, notice, alert");
	return false;
}

/* Names of rules and categories are for cells: no ; : @ or blanks. */
static bool
is_name(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (memchr(";:@,\"|/", s.p[i], 7) != NULL ||
		    (unsigned char)s.p[i] < ' ')
			return false;
	return s.len > 0 && s.len <= 64;
}

/* A piece of a line, of words of one kind. */
static bool
add_piece(struct reader *rd, struct str piece, struct fault *f)
{
	struct textrules *t = rd->t;
	struct open_rule *o = &rd->now;
	struct textlist *l = &t->list[t->lists - 1];
	const struct term_use like = { o->now, o->rule };
	size_t before = t->said;
	bool ok, regex = piece.len > 2 && piece.p[0] == '/' &&
	    piece.p[piece.len - 1] == '/';
	bool host = str_starts(piece, STR(LINK));
	bool model = str_starts(piece, STR(MODEL));

	o->words = true;
	if (like.kind != TERM_WORD && (regex || host || model))
		return rule_fail(f, &rd->line, piece,
		    "no place for a regex, a host or the model");
	if (model && !str_eq(piece, ALARM))
		return rule_fail(f, &rd->line, piece,
		    "the model tells of model:alarm alone");
	if (model && t->rule[o->rule].pub.aspect)
		return rule_fail(f, &rd->line, piece,
		    "an aspect is words of a clause");
	if (model) {
		t->alarms += !t->rule[o->rule].alarm;
		t->rule[o->rule].alarm = true;
		t->said++;
		return true;
	}
	if (regex) {
		ok = term_add_regex(t, (struct str){ piece.p + 1,
		    piece.len - 2 }, o->rule, f);
		l->regexes += ok;
		l->unaided += ok && t->regex[t->regexes - 1].unaided;
		return ok || fail_here(rd, f);
	}
	if (host)
		ok = term_add_links(t, (struct str){ piece.p +
		    sizeof(LINK) - 1, piece.len - sizeof(LINK) + 1 }, o->rule,
		    f);
	else
		ok = term_add_all(t, piece, like, f);
	if (like.kind == TERM_WORD)
		l->words += t->said - before;
	if (like.kind == TERM_UNLESS)
		t->rule[o->rule].unless = true;
	if (like.kind == TERM_WITH)
		t->rule[o->rule].with = true;
	return ok || fail_here(rd, f);
}

/* with or unless, behind words that they need. */
static bool
begin_list(struct reader *rd, struct str w, enum term_kind kind,
    struct fault *f)
{
	struct open_rule *o = &rd->now;
	const char *why = !o->words ? BARE : kind == TERM_WITH ?
	    (o->kind != TERM_WORD ? "only a rule has with" : NULL) :
	    o->kind == o->but ? "allow has no unless" : NULL;

	o->now = kind;
	o->words = false;
	return why == NULL || rule_fail(f, &rd->line, w, why);
}

/*
 * The rest of a line: words, perhaps unless and others. In the middle of one
 * "with" is a word as any other: "done with this".
 */
static bool
read_words(struct reader *rd, bool goes_on, struct fault *f)
{
	struct str w, piece = { NULL, 0 };
	bool first = goes_on, with;

	for (; w = rule_word(&rd->line), w.len > 0; first = false) {
		with = first && str_eq(w, STR("with"));
		if (!with && !str_eq(w, STR("unless"))) {
			if (piece.len == 0)
				piece.p = w.p;
			piece.len = (size_t)(w.p - piece.p) + w.len;
			continue;
		}
		if (piece.len > 0 && !add_piece(rd, piece, f))
			return false;
		if (!begin_list(rd, w, with ? TERM_WITH : rd->now.but, f))
			return false;
		piece.len = 0;
	}
	if (piece.len > 0)
		return add_piece(rd, piece, f);
	if (!rd->now.words)
		rule_fail(&rd->now.bare, &rd->line, w, BARE);
	return true;
}

/* list NAME VERSION */
static bool
read_list(struct reader *rd, struct fault *f)
{
	struct textlist *l = &rd->t->list[rd->t->lists - 1];
	struct str name = rule_word(&rd->line), version, extra;

	if (!is_name(name))
		return rule_fail(f, &rd->line, name, "not a name");
	version = rule_word(&rd->line);
	if (!is_name(version))
		return rule_fail(f, &rd->line, version, "not a version");
	extra = rule_word(&rd->line);
	if (extra.len > 0)
		return rule_fail(f, &rd->line, extra,
		    "text after the version");
	if (rd->listed)
		return rule_fail(f, &rd->line, name, "a second list");
	rd->listed = true;
	l->name = arena_dup(&rd->t->arena, name);
	l->version = arena_dup(&rd->t->arena, version);
	return true;
}

/* "complaint;refund", or "-" for none. */
static bool
read_categories(struct reader *rd, struct str words, uint64_t *bits,
    struct fault *f)
{
	struct str name, *all = rd->t->category;
	unsigned i;

	*bits = 0;
	if (str_eq(words, STR("-")))
		return true;
	while (words.p != NULL && str_split(&words, ';', &name)) {
		if (!is_name(name))
			return rule_fail(f, &rd->line, name,
			    "not a category");
		for (i = 0; i < CATEGORIES && all[i].len > 0 &&
		    !str_eq(all[i], name);)
			i++;
		if (i == CATEGORIES)
			return rule_fail(f, &rd->line, name,
			    "more than 64 categories");
		if (all[i].len == 0)
			all[i] = arena_dup(&rd->t->arena, name);
		*bits |= UINT64_C(1) << i;
	}
	return true;
}

/* polarity negative|positive PERCENT CATEGORIES */
static bool
read_polarity(struct reader *rd, struct fault *f)
{
	struct textrules *t = rd->t;
	struct str sign = rule_word(&rd->line), words;
	struct polarity p = { .positive = str_eq(sign, signs[1]) };

	if (!p.positive && !str_eq(sign, signs[0]))
		return rule_fail(f, &rd->line, sign,
		    "neither negative nor positive");
	words = rule_word(&rd->line);
	if (num_parse_int(words, &p.percent) != NUM_OK || p.percent < 0 ||
	    p.percent > 100)
		return rule_fail(f, &rd->line, words,
		    "not a percentage from 0 to 100");
	words = rule_word(&rd->line);
	if (words.len == 0)
		return rule_fail(f, &rd->line, words,
		    "a category is missing");
	if (!read_categories(rd, words, &p.categories, f))
		return false;
	words = rule_word(&rd->line);
	if (words.len > 0)
		return rule_fail(f, &rd->line, words,
		    "text after the categories");
	t->polarity = mem_room(t->polarity, t->polarities + 1,
	    &t->polaritycap, sizeof(*t->polarity));
	t->polarity[t->polarities++] = p;
	return true;
}

/* Rules of one id share a name. */
static void
add_rule(struct reader *rd, struct rule r)
{
	struct textrules *t = rd->t;
	struct hash_probe p;
	uint64_t key = hash_bytes(r.pub.id, 0);
	uint32_t i;

	for (i = hash_first(&rd->ids, key, &p); i != HASH_NONE &&
	    !str_eq(t->rule[i].pub.id, r.pub.id);)
		i = hash_next(&rd->ids, &p);
	if (i == HASH_NONE) {
		r.name = t->names++;
		r.pub.id = arena_dup(&t->arena, r.pub.id);
		hash_add(&rd->ids, key, (uint32_t)t->n);
	} else {
		r.name = t->rule[i].name;
		r.pub.id = t->rule[i].pub.id;
	}
	t->rule = mem_room(t->rule, t->n + 1, &t->rulecap, sizeof(*t->rule));
	t->rule[t->n++] = r;
}

/* ID SEVERITY CATEGORIES PATTERN [unless PATTERN]; lines with, unless */
static bool
read_rule(struct reader *rd, struct str id, struct fault *f)
{
	struct str level = rule_word(&rd->line), words;
	struct str names[NOF(directives)];
	struct rule r = { .pub.id = id };
	size_t i, k;

	for (i = 0; i < NOF(levels) && !str_eq(levels[i], level);)
		i++;
	for (k = 0; k < NOF(directives); k++)
		names[k] = directives[k].key;
	/* "alow WORD": what is wrong is the first word. */
	if (i == NOF(levels) && text_nearest(id, names, k) != NULL &&
	    text_nearest(level, levels, i) == NULL) {
		rule_fail(f, &rd->line, id, "unknown name");
		snprintf(f->detail, sizeof(f->detail), "nearest: %.*s",
		    STR_ARG(*text_nearest(id, names, k)));
		return false;
	}
	if (i == NOF(levels))
		return fail_near(rd, level, levels, i, f);
	if (!is_name(id))
		return rule_fail(f, &rd->line, id, "not a name");
	words = rule_word(&rd->line);
	if (words.len == 0)
		return rule_fail(f, &rd->line, words,
		    "a category is missing");
	if (!read_categories(rd, words, &r.pub.categories, f))
		return false;
	r.pub.aspect = i == LEVEL_ASPECT;
	r.pub.severity = i < LEVEL_INFO ? SEVERITY_NONE :
	    (enum severity)(i - LEVEL_INFO + SEVERITY_INFO);
	r.pub.list = (uint32_t)rd->t->lists - 1;
	if (r.pub.categories == 0 && r.pub.severity == SEVERITY_NONE)
		return rule_fail(f, &rd->line, words,
		    "a topic or an aspect needs a category");
	add_rule(rd, r);
	rd->t->list[r.pub.list].rules++;
	rd->now = (struct open_rule){ .any = true, .kind = TERM_WORD,
	    .now = TERM_WORD, .but = TERM_UNLESS,
	    .rule = (uint32_t)rd->t->n - 1 };
	return read_words(rd, false, f);
}

/* The rule at hand is over: it had words, behind with and unless too. */
static bool
close_rule(struct reader *rd, struct fault *f)
{
	if (rd->now.any && !rd->now.words) {
		*f = rd->now.bare;
		return false;
	}
	return true;
}

static bool
read_line(struct reader *rd, struct fault *f)
{
	bool goes_on = rd->line.rest.len > 0 && (rd->line.rest.p[0] == ' ' ||
	    rd->line.rest.p[0] == '\t');
	struct rule_line whole = rd->line;
	struct str key = rule_word(&rd->line);
	const struct directive *d = directives;
	size_t i;

	if (key.len == 0)
		return true;
	if (goes_on) {
		rd->line = whole;
		return rd->now.any ? read_words(rd, true, f) :
		    rule_fail(f, &rd->line, key,
		    "a line that goes on with no rule");
	}
	if (!close_rule(rd, f))
		return false;
	for (i = 0; i < NOF(directives) && !str_eq(d[i].key, key);)
		i++;
	if (i == NOF(directives))
		return read_rule(rd, key, f);
	rd->now = (struct open_rule){ .any = d[i].kind != TERM_WORD,
	    .kind = d[i].kind, .now = d[i].kind, .but = d[i].but };
	if (d[i].kind != TERM_WORD)
		return read_words(rd, false, f);
	return str_eq(key, STR("list")) ? read_list(rd, f) :
	    read_polarity(rd, f);
}

bool
textrules_read(struct textrules *t, struct str name, struct str text,
    struct fault *f)
{
	struct reader rd = { .t = t };
	size_t i, said = t->said;
	bool ok = true;

	*f = (struct fault){ 0 };
	t->list = mem_room(t->list, t->lists + 1, &t->listcap,
	    sizeof(*t->list));
	t->list[t->lists++] = (struct textlist){
	    .name = arena_dup(&t->arena, name),
	    .version = STR(""), .digest = hash_bytes(text, 0) };
	for (i = 0; i < t->n; i++)
		hash_add(&rd.ids, hash_bytes(t->rule[i].pub.id, 0),
		    (uint32_t)i);
	while (ok && rule_line(&rd.line, &text, f))
		ok = read_line(&rd, f);
	ok = ok && f->reason == NULL && close_rule(&rd, f);
	if (ok && t->said == said)
		f->reason = "no rules";
	hash_free(&rd.ids);
	return ok && f->reason == NULL;
}
