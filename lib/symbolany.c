/*
 * The rules of the symbols.
 *
 * Word: a letter, then letters and digits, and an apostrophe before one of
 * these; in lower case, the third and later of the same letter dropped. A
 * character that stands for several letters (a ligature, the sign for kg) is
 * these letters; one that folds to several others is itself.
 * Number: digits, a dot before a digit, and a comma (ASCII) before exactly
 * three digits, which is left out.
 * Face: [ and ] round 1 to 8 letters, digits, Chinese characters, _ or -, of
 * which one is no digit.
 * Mention: @ and up to 30 letters, digits, Chinese characters, _ or -, or a
 * dot between ASCII letters or digits; no mention is the @ of an e-mail
 * address, with one of [A-Za-z0-9._+-] before it and name.x behind it.
 * Link: http://, https:// or www. and a letter or digit, up to a blank, a byte
 * that is not ASCII or one of "<>[]\^`{|}@, without stops at its end; it is a
 * blank. So are controls, CR among them.
 * Two regional indicators are one emoji. The third and later of equal symbols
 * in a row are left out, whatever blanks are between them.
 * Dropped: accents and other combining marks, zero width, soft hyphens,
 * variation selectors, skin tones, joiners and the gender sign after one. The
 * symbols are those of the text without all these, wherever they stand, also
 * within a link and beside a dot or an apostrophe; the bytes of a symbol reach
 * over the ones between its characters.
 */

#include "symbolin.h"
#include "utf8.h"

#define FACE_MAX	8
#define NAME_MAX	30
#define JOINER		0x200d
#define FEMALE		0x2640
#define MALE		0x2642
#define BROKEN		0xfffd

/* A character of the text: what it is and folds to. */
struct glyph {
	uint32_t	code;
	unsigned	class;
	size_t		len;		/* bytes, 0 at the end */
};

static bool
is_letter(unsigned class)
{
	return class >= SYMTAB_WORD && class < SYMTAB_DIGIT;
}

static bool
is_digit(unsigned class)
{
	return class >= SYMTAB_DIGIT;
}

/* Of a name or a face. */
static bool
is_name(struct glyph g)
{
	return g.class >= SYMTAB_WORD || g.class == SYMBOL_HAN ||
	    g.class == SYMBOL_LETTER || g.code == '_' || g.code == '-';
}

static bool
is_ascii_letter(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_ascii_name(unsigned char c)
{
	return is_ascii_letter(c) || (c >= '0' && c <= '9');
}

static bool
is_one_of(unsigned char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static struct glyph
look_at(const struct scan *s, size_t at)
{
	struct glyph g = { .class = SYMTAB_BLANK };
	uint32_t cp, e;

	if (at >= s->len)
		return g;
	cp = s->p[at];
	g.len = cp < 0x80 ? 1 : utf8_next((struct str){
	    (const char *)s->p + at, s->len - at }, &cp);
	if (g.len == 0) {
		cp = BROKEN;
		g.len = 1;
	}
	e = symtab_look(cp);
	g.class = e >> 24;
	g.code = e & SYMTAB_CODE;
	return g;
}

/* What is at *at or behind the dropped ones from there; *at: where it is. */
static struct glyph
pass_dropped(const struct scan *s, size_t *at)
{
	bool joined = false;
	struct glyph g;

	for (;; *at += g.len) {
		g = look_at(s, *at);
		if (g.class == SYMTAB_DROP)
			joined |= g.code == JOINER;
		else if (joined && (g.code == FEMALE || g.code == MALE))
			joined = false;
		else
			return g;
	}
}

/* The same, made for there being none. */
static inline struct glyph
look_past(const struct scan *s, size_t *at)
{
	struct glyph g = look_at(s, *at);

	return g.class == SYMTAB_DROP ? pass_dropped(s, at) : g;
}

static unsigned
class_past(const struct scan *s, size_t at)
{
	return look_past(s, &at).class;
}

/* Its first byte, which is the character if that is ASCII; 0 at the end. */
static unsigned char
byte_past(const struct scan *s, size_t *at)
{
	if (*at < s->len && s->p[*at] >= 0x80)
		look_past(s, at);
	return *at < s->len ? s->p[*at] : '\0';
}

/* A text as it is spelt: its hash, what is repeated, what is capital. */
struct spell {
	uint64_t	h, eight;
	uint64_t	first;		/* eight, when they are all there */
	unsigned	bits;		/* of eight that are used */
	unsigned	upper;		/* capitals, up to 2 */
	bool		lower;
	uint32_t	last, before;
};

#define SPELL(kind)	{ .h = SPELL_START(kind), .last = SYMBOL_NONE }

static void
spell_char(struct spell *sp, uint32_t code)
{
	char c[4];
	size_t i, n = utf8_put(code, c);

	for (i = 0; i < n; i++) {
		sp->eight |= (uint64_t)(unsigned char)c[i] << sp->bits;
		sp->bits += 8;
		if (sp->bits == 64) {
			sp->h = spell_mix(sp->h, sp->eight);
			if (sp->first == 0)
				sp->first = sp->eight;
			sp->eight = 0;
			sp->bits = 0;
		}
	}
}

static uint32_t
spell_end(const struct spell *sp)
{
	return spell_code(sp->bits == 0 ? sp->h :
	    spell_mix(sp->h, sp->eight << (64 - sp->bits)));
}

/* Of the letters that are the same in a row, the first two. */
static void
spell_once(struct spell *sp, uint32_t code, bool letter)
{
	if (letter && code == sp->last && code == sp->before)
		return;
	sp->before = sp->last;
	sp->last = code;
	spell_char(sp, code);
}

static void
spell_glyph(struct spell *sp, struct glyph g)
{
	const unsigned char *t;
	uint32_t cp;

	if (g.class == SYMTAB_UPPER && sp->upper < 2)
		sp->upper++;
	sp->lower |= g.class == SYMTAB_LOWER;
	if (g.class != SYMTAB_LETTERS && g.class != SYMTAB_DIGITS) {
		spell_once(sp, g.code, is_letter(g.class));
		return;
	}
	for (t = symtab_text[g.code]; *t != '\0';) {
		t += utf8_next(str_z((const char *)t), &cp);
		spell_once(sp, cp, is_letter(symtab_look(cp) >> 24));
	}
}

/* Where the link that starts at s->at ends, s->at when none does. */
static size_t
link_end(const struct scan *s)
{
	static const char start[3][9] = { "http://", "https://", "www." };
	size_t at = s->at, end, i = 0, k;
	unsigned char c;

	for (k = 0; k < 3; k++) {
		at = s->at;
		for (i = 0; start[k][i] != '\0'; i++, at++) {
			c = byte_past(s, &at);
			if ((c | (is_ascii_letter(c) ? 0x20 : 0)) !=
			    start[k][i])
				break;
		}
		if (start[k][i] == '\0')
			break;
	}
	end = at;
	if (k == 3 || (k == 2 && !is_ascii_name(byte_past(s, &at))))
		return s->at;
	for (; c = byte_past(s, &at), c > ' ' && c < 0x7f &&
	    !is_one_of(c, "\"<>[]\\^`{|}@"); at++)
		if (!is_one_of(c, ".,;:!?'()"))
			end = at + 1;
	return end;
}

static void
scan_word(struct scan *s)
{
	struct spell sp = SPELL(SYMBOL_WORD);
	size_t at = link_end(s), end = s->at;
	struct glyph g;

	if (at > s->at) {
		s->at = at;
		return;
	}
	for (;; at += g.len) {
		g = look_past(s, &at);
		if (is_letter(g.class) || is_digit(g.class)) {
			spell_glyph(&sp, g);
			end = at + g.len;
		} else if (g.code == '\'' &&
		    class_past(s, at + g.len) >= SYMTAB_WORD) {
			spell_once(&sp, '\'', false);
		} else {
			break;
		}
	}
	symbol_emit(s, spell_end(&sp), end, SYMBOL_WORD |
	    (sp.upper >= 2 && !sp.lower ? SYMBOL_CAPS : 0));
}

/* Are there three digits at `at`, and no more? */
static bool
is_thousands(const struct scan *s, size_t at)
{
	struct glyph g;
	int i;

	for (i = 0; i < 4; i++, at += g.len) {
		g = look_past(s, &at);
		if ((g.class == SYMTAB_DIGIT) != (i < 3))
			return false;
	}
	return true;
}

static void
scan_number(struct scan *s)
{
	struct spell sp = SPELL(SYMBOL_NUMBER);
	size_t at = s->at, end = at;
	struct glyph g;

	for (;; at += g.len) {
		g = look_past(s, &at);
		if (is_digit(g.class)) {
			spell_glyph(&sp, g);
			end = at + g.len;
		} else if (g.code == '.' &&
		    is_digit(class_past(s, at + g.len))) {
			spell_char(&sp, '.');
		} else if (g.len == 0 || s->p[at] != ',' ||
		    !is_thousands(s, at + 1)) {
			break;
		}
	}
	symbol_emit(s, spell_end(&sp), end, SYMBOL_NUMBER);
}

/* A face, or only its bracket. */
static void
scan_open(struct scan *s, struct glyph open)
{
	struct spell sp = SPELL(SYMBOL_FACE);
	size_t at = s->at + open.len, n;
	bool word = false;
	struct glyph g;

	for (n = 0; g = look_past(s, &at), is_name(g) && n < FACE_MAX; n++) {
		word |= !is_digit(g.class);
		sp.last = SYMBOL_NONE;
		spell_glyph(&sp, g);
		at += g.len;
	}
	if (word && g.code == ']')
		symbol_emit(s, spell_end(&sp), at + g.len, SYMBOL_FACE);
	else
		symbol_emit(s, open.code, s->at + open.len, SYMBOL_PUNCT);
}

/* Is the @ behind c, with the host at `at`, that of an e-mail address? */
static bool
is_mail(const struct scan *s, unsigned char c, size_t at)
{
	size_t n;

	if (!is_ascii_name(c) && !is_one_of(c, "._+-"))
		return false;
	for (n = 0; c = byte_past(s, &at), is_ascii_name(c) || c == '-'; n++)
		at++;
	at++;
	return n > 0 && c == '.' && is_ascii_letter(byte_past(s, &at));
}

/* Is there a name's dot at `at`, behind c? */
static bool
is_name_dot(const struct scan *s, unsigned char c, size_t at)
{
	if (!is_ascii_name(c) || byte_past(s, &at) != '.')
		return false;
	at++;
	return is_ascii_name(byte_past(s, &at));
}

/* A mention, or only its sign, which is behind the byte before. */
static void
scan_at(struct scan *s, struct glyph sign, unsigned char before)
{
	size_t first = s->at + sign.len, at = first, end = first, n;
	unsigned char c = '\0';
	struct glyph g;

	for (n = 0; n < NAME_MAX; n++) {
		g = look_past(s, &at);
		if (!is_name(g) && !is_name_dot(s, c, at))
			break;
		c = s->p[at];
		end = at += g.len;
	}
	if (end > first && !is_mail(s, before, first))
		symbol_emit(s, SYMBOL_NAME, end, SYMBOL_MENTION);
	else
		symbol_emit(s, sign.code, first, SYMBOL_PUNCT);
}

static void
scan_flag(struct scan *s, struct glyph first)
{
	size_t end = s->at + first.len, at = end;
	struct glyph second = look_past(s, &at);
	struct spell sp = SPELL(SYMBOL_EMOJI);

	spell_char(&sp, first.code);
	if (second.class == SYMTAB_FLAG) {
		spell_char(&sp, second.code);
		end = at + second.len;
	}
	symbol_emit(s, spell_end(&sp), end, SYMBOL_EMOJI);
}

void
symbol_any(struct scan *s)
{
	/* Nothing dropped: a scan never stops behind what is. */
	unsigned char before = s->at > 0 ? s->p[s->at - 1] : '\0';
	struct glyph g = look_past(s, &s->at);

	if (is_letter(g.class))
		scan_word(s);
	else if (is_digit(g.class))
		scan_number(s);
	else if (g.class == SYMTAB_BLANK)
		s->at += g.len;
	else if (g.class == SYMTAB_FLAG)
		scan_flag(s, g);
	else if (g.class == SYMTAB_OPEN)
		scan_open(s, g);
	else if (g.class == SYMTAB_AT)
		scan_at(s, g, before);
	else
		symbol_emit(s, g.code, s->at + g.len, g.class);
}

#define SPELT		48		/* bits */

uint64_t
symbol_spelt(struct str text, size_t at)
{
	const struct scan s = { .p = (const unsigned char *)text.p,
	    .len = text.len };
	struct spell sp = SPELL(SYMBOL_WORD);
	struct glyph g;

	for (; sp.first == 0 && sp.bits < SPELT; at += g.len) {
		g = look_past(&s, &at);
		if (!is_letter(g.class) && !is_digit(g.class))
			break;
		spell_glyph(&sp, g);
	}
	return sp.first != 0 ? sp.first : sp.eight;
}
