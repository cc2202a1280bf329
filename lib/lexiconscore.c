/* The rule layer at work: what a text's polar words come to. */
#include "lexiconin.h"

/*
 * In percent, but REACH. Tried on labelled reviews, posts and tweets with the
 * layer alone as the judge; near these, other sizes are as good.
 */
#define REACH		3	/* symbols from a modifier to its word */
#define TURN_PRAISE	90	/* not good is nearly as bad as bad */
#define TURN_BLAME	45	/* not bad is less than good */
#define BUT_AFTER	200
#define BUT_BEFORE	75
#define THOUGH		75
#define EXCLAIMED	110
#define ASKED		80
#define CAPITALS	125
#define ADVERB		125	/* awfully good */
#define DEGREE_LEAST	25
#define DEGREE_MOST	300

/* A sentence, and the words that wait for one that they modify. */
struct walk {
	const struct lexicon	*l;
	const struct symbol	*s;
	uint32_t		 n;
	struct lexicon_sum	*out;
	size_t		 sentence;	/* its first term */
	size_t		 but;		/* the first term behind but */
	size_t		 last, lastend;	/* terms of the last one with any */
	uint32_t	 first, end;	/* of the modifiers; end 0: none */
	uint32_t	 nots;
	int32_t		 degree;
	uint32_t	 cues;
	uint32_t	 tail;		/* behind the last end */
	uint32_t	 over;		/* behind the last hit */
	bool		 comma;		/* since that */
	bool		 irony;		/* some term may be meant so */
	bool		 turned, though, open, asks, exclaims, ended;
};

static inline bool
is_firm(const struct lexicon_deed *e)
{
	return (e->flags & LEXICON_FIRM) != 0;
}

static int32_t
percent(int32_t value, int32_t by)
{
	return value * by / 100;
}

static int32_t
clamp(int32_t v, int32_t least, int32_t most)
{
	return v < least ? least : v > most ? most : v;
}

/* A clause ends here if it is so. */
static inline void
clause_end(struct walk *w, bool yes)
{
	w->end = if_so(!yes, w->end);
	w->though &= !yes;
}

/* Weigh the terms of the sentence that ends here. */
static void
sentence_end(struct walk *w)
{
	struct lexicon_sum *out = w->out;
	struct lexicon_term *t;
	size_t i;

	i = w->turned | w->exclaims | w->asks ? w->sentence : out->n;
	for (; i < out->n; i++) {
		t = &out->term[i];
		if (w->turned && i >= w->but) {
			t->value = percent(t->value, BUT_AFTER);
			t->why |= LEXICON_AFTER;
		} else if (w->turned) {
			t->value = percent(t->value, BUT_BEFORE);
			t->why |= LEXICON_BEFORE;
		}
		if (w->exclaims) {
			t->value = percent(t->value, EXCLAIMED);
			t->why |= LEXICON_EXCLAIMED;
		}
		if (w->asks) {
			t->value = percent(t->value, ASKED);
			t->why |= LEXICON_ASKED;
		}
	}
	if (w->sentence < out->n) {
		w->last = w->sentence;
		w->lastend = out->n;
	}
	out->sentences += w->open;
	out->asked += w->open && w->asks;
	w->sentence = w->but = out->n;
	w->cues = 0;
	w->turned = w->open = w->asks = w->exclaims = false;
	clause_end(w, true);
}

/* More of a sentence, perhaps a new one. "?!" is one end, so it waited. */
static inline void
go_on(struct walk *w)
{
	if (w->ended)
		sentence_end(w);
	w->ended = false;
	w->open = true;
}

/* The symbol at `at` ends a sentence. */
static void
stop(struct walk *w, uint32_t at)
{
	const struct symbol *s = &w->s[at];

	if (at > w->tail)
		go_on(w);
	w->asks |= s->code == '?';
	w->exclaims |= s->code == '!';
	w->ended = true;
	w->tail = at + 1;
}

static inline bool
reached(const struct walk *w, uint32_t first)
{
	return (w->end != 0) & (first - w->end < REACH);
}

/* A negator or a degree word; it joins those that wait and are near. */
static void
modify(struct walk *w, const struct match_hit *h, const struct lexicon_deed *e)
{
	bool near = reached(w, h->first);

	w->first -= if_so(!near, w->first - h->first);
	w->nots = if_so(near, w->nots);
	w->degree = 100 + (int32_t)if_so(near, (uint32_t)(w->degree - 100));
	w->end = h->first + h->n;
	if (e->kind == ENTRY_NOT)
		w->nots++;
	else
		w->degree = clamp(percent(w->degree, e->kind == ENTRY_ADVERB ?
		    ADVERB : e->value), DEGREE_LEAST, DEGREE_MOST);
}

/* What stands behind a word scales it: "good indeed". */
static void
behind(struct walk *w, const struct match_hit *h, const struct lexicon_deed *e)
{
	struct lexicon_sum *out = w->out;
	struct lexicon_term *t = out->term + out->n - 1;

	if (out->n == w->sentence || t->first + t->n != h->first ||
	    is_firm(&t->deed))
		return;
	t->n += h->n;
	t->value = percent(t->value, e->value);
	t->degree = percent(t->degree, e->value);
	t->why |= LEXICON_DEGREE;
}

/* Turn and scale a term by the words that wait. */
static void
apply(struct walk *w, struct lexicon_term *t)
{
	bool near = reached(w, t->word);
	uint32_t nots = if_so(near, w->nots);
	uint32_t more = if_so(near, t->first - w->first);

	t->n += more;
	t->first -= more;
	t->degree += (int32_t)if_so(near, (uint32_t)(w->degree - 100));
	t->value = percent(t->value, t->degree);
	t->why |= if_so(t->degree != 100, LEXICON_DEGREE);
	/* A cue turns praise alone: "who would like it"; "who would not". */
	if (w->cues > 0 && t->value > 0)
		nots++;
	if (nots >= 2)
		t->why |= LEXICON_TWICE;
	if (nots % 2 == 0)
		return;
	t->why |= LEXICON_NEGATED;
	t->value = -percent(t->value, t->value > 0 ? TURN_PRAISE : TURN_BLAME);
}

static void
term(struct walk *w, const struct match_hit *h, const struct lexicon_deed *e)
{
	struct lexicon_sum *out = w->out;
	struct lexicon_term *t;

	if (out->n == out->cap)
		out->term = mem_room(out->term, out->n + 1, &out->cap,
		    sizeof(*out->term));
	t = &out->term[out->n++];
	*t = (struct lexicon_term){ .first = h->first, .n = h->n,
	    .word = h->first, .deed = *e, .value = e->value,
	    .degree = 100 };
	if (e->kind == ENTRY_CUE) {
		t->why |= LEXICON_CUE;
		w->cues++;
	} else if (!is_firm(e))
		apply(w, t);
	if (w->s[h->first].kind & SYMBOL_CAPS) {
		t->value = percent(t->value, CAPITALS);
		t->why |= LEXICON_CAPITALS;
	}
	if (w->though) {
		t->value = percent(t->value, THOUGH);
		t->why |= LEXICON_BEFORE;
	}
	w->end = 0;
}

/* Does a word that can be scaled begin where h ends? */
static bool
before_word(const struct walk *w, const struct match_hit *h)
{
	uint32_t at = h->first + h->n;
	const struct lexicon_deed *e;
	struct match_hit next;

	if (at == w->n || !match_at(w->l, w->s, w->n, at, &next))
		return false;
	e = &next.deed;
	return !is_firm(e) && (e->kind == ENTRY_DEGREE ||
	    e->kind == ENTRY_ADVERB || e->kind == ENTRY_WORD);
}

static void
meet(struct walk *w, const struct match_hit *h)
{
	const struct lexicon_deed *e = &h->deed;

	switch ((enum entry_kind)e->kind) {
	case ENTRY_IRONY:
		w->irony = true;
		term(w, h, e);
		break;
	case ENTRY_WORD:
	case ENTRY_CUE:
		term(w, h, e);
		break;
	case ENTRY_NOT:
	case ENTRY_DEGREE:
		modify(w, h, e);
		break;
	case ENTRY_ADVERB:
		if (before_word(w, h))
			modify(w, h, e);
		else
			term(w, h, e);
		break;
	case ENTRY_BEHIND:
		behind(w, h, e);
		break;
	case ENTRY_BUT:
		w->turned = true;
		w->but = w->out->n;
		clause_end(w, true);
		break;
	case ENTRY_THOUGH:
		clause_end(w, true);
		w->though = true;
		break;
	case ENTRY_ASK:
		w->asks = true;
		break;
	case ENTRY_NONE:
	case ENTRY_HIDE:
		break;
	}
}

/* The marks of the next n symbols, where none were made: all. */
static struct lexicon_mark
mark_all(const struct symbol *s, uint32_t n)
{
	struct lexicon_mark mark = { .one = UINT64_MAX, .two = UINT64_MAX,
	    .three = UINT64_MAX };
	uint32_t i;

	for (i = 0; i < n && i < MATCH_CHUNK; i++) {
		mark.end |= (uint64_t)(symbol_kind(&s[i]) == SYMBOL_END) << i;
		mark.comma |= (uint64_t)(symbol_kind(&s[i]) ==
		    SYMBOL_COMMA) << i;
	}
	return mark;
}

/*
 * The hits among the symbols from `at` on in their order: ends of sentences,
 * and entries, the longest first and none in another one.
 */
static void
walk_on(struct walk *w, uint32_t at, const struct lexicon_mark *mark)
{
	uint32_t i, over = w->over < at ? 0 : w->over - at;
	uint64_t any, left, before, open = ~match_below(over);
	const struct match_item *item;
	struct match_found f;

	match_find(&w->l->match, w->s + at, w->n - at, mark, &f);
	any = f.is[0] | f.is[1] | f.is[2];
	for (left = (any | mark->end) & open; left != 0; left &= open) {
		i = (uint32_t)__builtin_ctzll(left);
		before = open & ((UINT64_C(1) << i) - 1);
		clause_end(w, w->comma | ((mark->comma & before) != 0));
		w->comma = false;
		if ((any >> i & 1) == 0) {
			over = i + 1;
			stop(w, at + i);
		} else {
			item = match_item(&f, i);
			over = i + item->n;
			go_on(w);
			meet(w, &(struct match_hit){ at + i, item->n,
			    item->deed });
		}
		open = ~match_below(over);
	}
	w->over = at + over;
	w->comma |= (mark->comma & open) != 0;
}

void
lexicon_score(const struct lexicon *l, const struct symbol *s, size_t n,
    const struct lexicon_mark *mark, struct lexicon_sum *out)
{
	struct walk w = { .l = l, .s = s, .n = (uint32_t)n, .out = out };
	struct lexicon_mark all;
	uint32_t at;

	out->n = 0;
	out->sentences = out->asked = 0;
	for (at = 0; at < w.n; at += MATCH_CHUNK) {
		if (mark == NULL)
			all = mark_all(s + at, w.n - at);
		walk_on(&w, at, mark == NULL ? &all : mark++);
	}
	if (w.n > w.tail)
		go_on(&w);
	sentence_end(&w);
	if (w.irony)
		lexicon_irony(out);
	lexicon_add_up(w.last, w.lastend, out);
}
