/*
 * Regexes over a text as its symbols say it: folded, without what they drop.
 * A regex has words, where they can be told from it, without which it cannot
 * match; it is run on texts in which one of them is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "text.h"
#include "textrulesin.h"
#include "utf8.h"

/*
 * A longer text is looked at in pieces of so many symbols at most, so that a
 * regex that tries every stretch of a text ends.
 */
#define PIECE		2000
/*
 * In so many pieces of a text a regex may take its time; one that needs to in
 * more is given up, so that the time for a text grows with its length.
 */
#define PATIENCE	64
#define WORD_LONGEST	256		/* bytes; a longer one is not folded */
#define RUN_LONGEST	128		/* bytes of a word that must be there */
#define CASELESS	"(?i)"

/* A character as symbols fold it; one that they drop stays. */
static bool
fold_char(struct buf *out, struct str c)
{
	struct symbols s = { 0 };
	bool none = symbols_of_pattern(&s, c) != NULL || s.n != 1;
	char bytes[4];
	uint32_t code = none ? 0 : s.p[0].code;
	bool han = !none && symbol_kind(&s.p[0]) == SYMBOL_HAN;

	symbols_free(&s);
	if (none)
		buf_str(out, c);
	else if (code >= SYMBOL_NAME)
		text_normalise(out, c);
	else {
		/* A full-width bracket is no bracket of the regex. */
		if (code < 0x80)
			buf_byte(out, '\\');
		buf_put(out, bytes, utf8_put(code, bytes));
	}
	return han;
}

/* What of a regex is being read for words that must be there. */
struct seeker {
	struct str	 rest;
	struct str	 run, best;	/* characters, of this alternative */
	struct buf	 words;		/* the best ones, between bars */
	bool		 none;
};

static void
skip(struct seeker *k, size_t n)
{
	n = n < k->rest.len ? n : k->rest.len;
	k->rest.p += n;
	k->rest.len -= n;
}

static void
end_run(struct seeker *k)
{
	if (k->run.len > k->best.len)
		k->best = k->run;
	k->run.len = 0;
}

static void
end_alternative(struct seeker *k)
{
	end_run(k);
	k->none = k->none || k->best.len == 0;
	if (k->words.len > 0)
		buf_byte(&k->words, '|');
	buf_str(&k->words, k->best);
	k->best.len = 0;
}

/* An escape, with the braces of \x{..} and \p{..}. */
static void
skip_escape(struct seeker *k)
{
	char c = k->rest.len > 1 ? k->rest.p[1] : 0;
	const char *end;

	k->none = k->none || c == 'Q';
	skip(k, 2);
	if (k->rest.len == 0 || k->rest.p[0] != '{' ||
	    memchr("xpPNogk", c, 7) == NULL)
		return;
	end = memchr(k->rest.p, '}', k->rest.len);
	skip(k, end == NULL ? 0 : (size_t)(end - k->rest.p) + 1);
}

/* [...], where ] may be the first and [:alpha:] may stand. */
static void
skip_class(struct seeker *k)
{
	const char *start;

	skip(k, 1);
	if (str_starts(k->rest, STR("^")))
		skip(k, 1);
	for (start = k->rest.p; k->rest.len > 0 &&
	    (k->rest.p[0] != ']' || k->rest.p == start);) {
		if (k->rest.p[0] == '\\')
			skip_escape(k);
		else if (str_starts(k->rest, STR("[:"))) {
			while (k->rest.len > 0 &&
			    !str_starts(k->rest, STR(":]")))
				skip(k, 1);
			skip(k, 2);
		} else
			skip(k, 1);
	}
	skip(k, 1);
}

/* A group: nothing in it must be there. Options in one may change anything. */
static void
skip_group(struct seeker *k)
{
	size_t depth = 0;
	char c;

	do {
		c = k->rest.len > 0 ? k->rest.p[0] : ')';
		if (c == '\\')
			skip_escape(k);
		else if (c == '[')
			skip_class(k);
		else {
			k->none = k->none || str_starts(k->rest, STR("(*")) ||
			    (str_starts(k->rest, STR("(?")) &&
			    (k->rest.len < 3 ||
			    memchr(":=!<>|", k->rest.p[2], 6) == NULL));
			depth += c == '(';
			depth -= c == ')';
			skip(k, 1);
		}
	} while (depth > 0 && k->rest.len > 0);
}

/* Anything that is not a Chinese character. */
static void
seek_mark(struct seeker *k)
{
	char c = k->rest.p[0];

	/* What may be there no times is no word that must be. */
	if (c == '?' || c == '*' || str_starts(k->rest, STR("{")))
		while (k->run.len > 0 &&
		    ((unsigned char)k->run.p[--k->run.len] & 0xc0) == 0x80)
			;
	end_run(k);
	if (c == '|') {
		end_alternative(k);
		skip(k, 1);
	} else if (c == '\\')
		skip_escape(k);
	else if (c == '[')
		skip_class(k);
	else if (c == '(')
		skip_group(k);
	else
		skip(k, 1);
}

/* The words, between bars, one of which a match has; empty: not known. */
static void
seek_words(struct seeker *k, struct str regex)
{
	struct buf folded = { 0 };
	uint32_t cp = 0;
	size_t n;

	k->rest = regex;
	while (k->rest.len > 0) {
		/* Behind a backslash there may be the rest of a character. */
		n = utf8_next(k->rest, &cp);
		cp = n > 0 ? cp : 0;
		folded.len = 0;
		if (cp < 0x80 || !fold_char(&folded,
		    (struct str){ k->rest.p, n })) {
			seek_mark(k);
			continue;
		}
		if (k->run.len > RUN_LONGEST)
			end_run(k);
		if (k->run.len == 0)
			k->run.p = k->rest.p;
		k->run.len += n;
		skip(k, n);
	}
	end_alternative(k);
	if (k->none)
		k->words.len = 0;
	buf_free(&folded);
}

/* The regex for folded texts; ASCII stays as it is. */
static void
fold_regex(struct buf *out, struct str regex)
{
	uint32_t cp;
	size_t n;

	buf_z(out, CASELESS);
	for (; regex.len > 0; regex.p += n, regex.len -= n) {
		n = utf8_next(regex, &cp);
		if (cp < 0x80)
			buf_byte(out, regex.p[0]);
		else
			(void)fold_char(out, (struct str){ regex.p, n });
	}
}

bool
term_add_regex(struct textrules *t, struct str regex, uint32_t rule,
    struct fault *f)
{
	struct seeker k = { 0 };
	struct buf folded = { 0 };
	struct rule_regex *x;
	char err[PATTERN_ERROR];
	bool ok;

	t->regex = mem_room(t->regex, t->regexes + 1, &t->regexcap,
	    sizeof(*t->regex));
	x = &t->regex[t->regexes];
	/* As it is written, for the place in the message; then folded. */
	ok = pattern_open(&x->re, regex, PATTERN_SEARCH, err);
	if (ok) {
		pattern_close(&x->re);
		fold_regex(&folded, regex);
		ok = pattern_open(&x->re, buf_view(&folded), PATTERN_SEARCH,
		    err);
		buf_free(&folded);
	}
	if (!ok) {
		*f = (struct fault){ .reason = "not a pattern",
		    .value = regex };
		snprintf(f->detail, sizeof(f->detail), "%.119s", err);
		return false;
	}
	seek_words(&k, regex);
	x->unaided = k.words.len == 0 || !term_add_all(t, buf_view(&k.words),
	    (struct term_use){ TERM_NEED, (uint32_t)t->regexes }, f);
	x->rule = rule;
	t->unaided += x->unaided;
	t->regexes++;
	t->said++;
	buf_free(&k.words);
	return true;
}

/* A symbol of more than one character as a regex sees it, in UTF-8. */
static void
fold_long(struct buf *out, struct str text, const struct symbol *s)
{
	size_t before = out->len;
	struct str made;

	if (s->code == SYMBOL_NAME) {
		buf_byte(out, '@');
		return;
	}
	if (s->len <= WORD_LONGEST)
		text_normalise(out, (struct str){ text.p + s->start, s->len });
	made = (struct str){ out->p + before, out->len - before };
	if (s->len <= WORD_LONGEST && utf8_check(made) == made.len)
		return;
	out->len = before;
	buf_z(out, "\xef\xbf\xbd");
}

static bool
is_worded(const struct symbol *s)
{
	return symbol_kind(s) == SYMBOL_WORD ||
	    symbol_kind(s) == SYMBOL_NUMBER;
}

/* A Chinese character, most of a text. */
static inline size_t
put_three(char *p, uint32_t code)
{
	p[0] = (char)(0xe0 | code >> 12);
	p[1] = (char)(0x80 | (code >> 6 & 0x3f));
	p[2] = (char)(0x80 | (code & 0x3f));
	return 3;
}

/* Symbols from to end - 1, a blank only beside a word or number. */
static void
fold_piece(struct textwork *w, struct str text, const struct symbols *s,
    size_t from, size_t end)
{
	const struct symbol *p = s->p;
	struct buf *b = &w->folded;
	size_t i;

	b->len = 0;
	w->at = mem_room(w->at, end - from + 1, &w->atcap, sizeof(*w->at));
	for (i = from; i < end; i++) {
		/* A blank and a character; often there is room. */
		if (b->cap - b->len < 5)
			(void)buf_room(b, (end - i) * 5);
		if (i > from && p[i - 1].start + p[i - 1].len < p[i].start &&
		    (is_worded(&p[i - 1]) || is_worded(&p[i])))
			b->p[b->len++] = ' ';
		w->at[i - from] = b->len;
		if (symbol_kind(&p[i]) == SYMBOL_HAN && p[i].code < 0x10000)
			b->len += put_three(b->p + b->len, p[i].code);
		else if (p[i].code < SYMBOL_NAME)
			b->len += utf8_put(p[i].code, b->p + b->len);
		else
			fold_long(b, text, &p[i]);
	}
	w->at[end - from] = b->len;
}

/* The last of n symbols of the piece that begins at byte `at` or before. */
static size_t
symbol_at(const struct textwork *w, size_t n, size_t at)
{
	size_t low = 0, high = n, middle;

	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (w->at[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* All matches of regex i in a piece; false when a limit ended it. */
static bool
match_piece(const struct textrules *t, struct textwork *w, size_t i,
    size_t from, size_t n)
{
	const struct rule_regex *x = &t->regex[i];
	struct str s = buf_view(&w->folded), found;
	size_t at = 0, first, last;
	bool brief = true;
	int got;

	while (at <= s.len &&
	    (got = pattern_find(&x->re, s, at, brief, &found)) != 0) {
		if (got < 0 && (!brief || --w->wanted[i] == 0))
			return false;
		if (got < 0) {
			brief = false;
			continue;
		}
		if (found.len == 0) {
			for (at++; at < s.len && (s.p[at] & 0xc0) == 0x80;)
				at++;
			continue;
		}
		at = (size_t)(found.p - s.p) + found.len;
		first = symbol_at(w, n, (size_t)(found.p - s.p));
		last = symbol_at(w, n, at - 1);
		w->hits.p = mem_room(w->hits.p, w->hits.n + 1, &w->hits.cap,
		    sizeof(*w->hits.p));
		w->hits.p[w->hits.n++] = (struct automaton_hit){
		    PAYLOAD(TERM_WORD, 0, x->rule),
		    (uint32_t)(from + first), (uint32_t)(last - first + 1) };
	}
	return true;
}

static int
by_place(const void *a, const void *b)
{
	const struct automaton_hit *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x->payload < y->payload ? -1 : x->payload > y->payload;
}

/* Where the piece that begins at `from` ends: behind a sentence if it can. */
static size_t
piece_end(const struct symbols *s, size_t from)
{
	size_t end = from + PIECE, i;

	if (end >= s->n)
		return s->n;
	for (i = end; i > from + PIECE / 2; i--)
		if (symbol_kind(&s->p[i - 1]) == SYMBOL_END)
			return i;
	return end;
}

/* Which regexes are to be run. */
static void
want(const struct textrules *t, struct textwork *w)
{
	const struct automaton_hit *h = w->hits.p;
	size_t i;

	for (i = 0; i < t->regexes; i++)
		w->wanted[i] = t->regex[i].unaided ? PATIENCE + 1 : 0;
	for (i = 0; i < w->hits.n; i++)
		if (PAYLOAD_KIND(h[i].payload) == TERM_NEED)
			w->wanted[PAYLOAD_OF(h[i].payload)] = PATIENCE + 1;
}

void
textregex_run(const struct textrules *t, struct str text,
    const struct symbols *s, struct textwork *w, struct texthits *out)
{
	size_t from, end, i, before = w->hits.n;

	want(t, w);
	for (from = 0; from < s->n; from = end) {
		end = piece_end(s, from);
		fold_piece(w, text, s, from, end);
		for (i = 0; i < t->regexes; i++) {
			if (w->wanted[i] == 0 || match_piece(t, w, i, from,
			    end - from))
				continue;
			w->wanted[i] = 0;
			out->limited++;
		}
	}
	if (w->hits.n > before)
		qsort(w->hits.p, w->hits.n, sizeof(*w->hits.p), by_place);
}
