/*
 * Text as symbols: the fast ways. They do what symbol_any would do with
 * characters of three bytes, ASCII and its words, and leave the rest to it.
 */
#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "mem.h"
#include "symbolin.h"
#include "utf8.h"
#include "word.h"

/* Raise it when the rules in symbolany.c change: models are bound to it. */
#define RULES		2

/*
 * How much is done before there is a look at the room: no symbol is shorter
 * than a byte, and the last one of a stretch may reach beyond it.
 */
#define STRETCH		((size_t)4096)
#define ROOM		(STRETCH + 8)

/* Eight bytes, the first one highest: two characters of three bytes each. */
#define BOTH(three)	(UINT64_C(three) << 40 | UINT64_C(three) << 16)

static inline bool
is_alone(uint32_t entry)
{
	return entry < SYMTAB_ENTRY(SYMTAB_ALONE);
}

/*
 * Characters of three bytes, two at a time, from before stop up to something
 * else or the third of a kind. False: there are none.
 */
static inline bool
run_pairs(struct scan *s, size_t stop)
{
	size_t at = s->at;
	struct symbol *next = s->next;
	uint32_t last = s->last, code, a, b;
	uint64_t w;

	for (; at < stop; at += 6, next += 2) {
		w = __builtin_bswap64(word_load((const char *)s->p + at));
		if ((w & BOTH(0xf0c0c0)) != BOTH(0xe08080))
			break;
		w = (w >> 4 & BOTH(0x00f000)) | (w >> 2 & BOTH(0x000fc0)) |
		    (w & BOTH(0x00003f));
		a = symtab_three[w >> 40];
		b = symtab_three[w >> 16 & 0xffff];
		/* The kinds have no bit of the classes from ALONE on. */
		if (!is_alone(a | b))
			break;
		code = a & SYMTAB_CODE;
		if (code == last && (a == b || (next - s->first > 1 &&
		    next[-2].code == last)))
			break;
		last = b & SYMTAB_CODE;
		symbol_put(next, code | (uint64_t)at << 32, 3, a >> 24);
		symbol_put(next + 1, last | (uint64_t)(at + 3) << 32, 3,
		    b >> 24);
	}
	if (at == s->at)
		return false;
	s->at = at;
	s->next = next;
	s->last = last;
	return true;
}

/* A character of three bytes. False: symbol_any has to look. */
static inline bool
run_three(struct scan *s)
{
	const unsigned char *p = s->p + s->at;
	uint32_t w, entry;

	if (s->len - s->at < 3)
		return false;
	w = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
	if ((w & 0xf0c0c0) != 0xe08080)
		return false;
	entry = symtab_three[(w >> 4 & 0xf000) | (w >> 2 & 0xfc0) | (w & 0x3f)];
	if (!is_alone(entry))
		return false;
	symbol_emit(s, entry & SYMTAB_CODE, s->at + 3, entry >> 24);
	return true;
}

static inline bool
is_ascii_letter(unsigned char c)
{
	return (c | 0x20) - (unsigned)'a' < 26;
}

/*
 * Is a word at its end before c? Yes for ASCII but letters, digits and the
 * apostrophe, and for E4 to E9, which are Chinese; else symbol_any knows.
 */
static inline bool
ends_word(unsigned char c)
{
	static const uint64_t set[4] = { 0xfc00ff7fffffffff,
	    0xf8000001f8000001, 0, 0x3f000000000 };

	return (set[c >> 6] >> (c & 63) & 1) != 0;
}

/* The last bytes of a text and zeros, for those who look at many at once. */
#define TAIL		32
struct tail {
	unsigned char	p[TAIL + 16];
	size_t		at;		/* where they are in the text */
};

static inline void
tail_set(struct tail *t, const struct scan *s)
{
	memset(t->p + TAIL - 16, 0, 32);
	if (s->len >= TAIL) {
		t->at = s->len - TAIL;
		memcpy(t->p, s->p + t->at, TAIL);
	} else {
		memset(t->p, 0, TAIL);
		t->at = 0;
		if (s->len > 0)
			memcpy(t->p, s->p, s->len);
	}
}

#ifdef __SSE2__
#define WWW		UINT64_C(0x777777)	/* as the low bytes of a word */
#define HTTP		UINT64_C(0x70747468)

/* Which of the bytes are a to z, as a bit each. */
static inline unsigned
small_letters(__m128i v)
{
	__m128i far = _mm_sub_epi8(v, _mm_set1_epi8('a'));

	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(far,
	    _mm_min_epu8(far, _mm_set1_epi8(25))));
}

/*
 * Words of up to 16 ASCII letters and apostrophes and single blanks between
 * them, from before stop up to something else or a repeat. They are at p, of
 * which 17 bytes are looked at before stop. False: there are none.
 */
static inline bool
run_words(struct scan *s, const unsigned char *p, size_t stop)
{
	const __m128i blank = _mm_set1_epi8(' '), quote = _mm_set1_epi8('\'');
	size_t at = s->at, n;
	struct symbol *next = s->next;
	uint32_t last = s->last, code, caps;
	unsigned alpha, word;
	__m128i v, lower;
	uint64_t w, h;

	for (; at < stop; at++, p++) {
		v = _mm_loadu_si128((const void *)p);
		lower = _mm_or_si128(v, blank);
		alpha = small_letters(lower);
		word = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, quote));
		word = word == 0 ? alpha : alpha | (word & alpha >> 1);
		n = (size_t)__builtin_ctz(~word);
		alpha &= (1u << n) - 1;
		if (!ends_word(p[n]) || (alpha & 1) == 0)
			break;
		/* Thrice the same letter is twice the same in a row. */
		word = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(lower,
		    _mm_srli_si128(lower, 1)));
		w = (uint64_t)_mm_cvtsi128_si64(lower);
		if ((word & word >> 1 & alpha) != 0 ||
		    (w & 0xffffff) == WWW || (uint32_t)w == HTTP)
			break;
		h = SPELL_START(SYMBOL_WORD);
		if (n > 8) {
			h = spell_mix(h, w);
			w = (uint64_t)_mm_cvtsi128_si64(
			    _mm_srli_si128(lower, 8));
		}
		code = spell_code(spell_mix(h, w << (-8 * n & 63)));
		if (code == last)
			break;
		/* Bit 5 is set in small letters; movemask takes bit 7. */
		word = (unsigned)_mm_movemask_epi8(_mm_slli_epi16(v, 2));
		caps = (uint32_t)((word & alpha) == 0 && alpha != 1);
		symbol_put(next++, code | (uint64_t)at << 32, (uint32_t)n,
		    SYMBOL_WORD | caps * SYMBOL_CAPS);
		last = code;
		at += n;
		p += n;
		if (*p != ' ')
			break;
	}
	if (at == s->at)
		return false;
	s->at = at;
	s->next = next;
	s->last = last;
	return true;
}
#else
static inline bool
run_words(struct scan *s, const unsigned char *p, size_t stop)
{
	(void)s;
	(void)p;
	(void)stop;
	return false;
}
#endif

/* Digits alone, up to 8. False: symbol_any has to look. */
static inline bool
run_number(struct scan *s)
{
	unsigned char c = s->p[s->at];
	size_t end = s->at;
	uint64_t w = 0;
	unsigned bits;

	for (bits = 0; c >= '0' && c <= '9' && bits < 64; bits += 8) {
		w |= (uint64_t)c << bits;
		c = ++end < s->len ? s->p[end] : ' ';
	}
	if (c == '.' || c == ',' || (!ends_word(c) && !is_ascii_letter(c)))
		return false;
	symbol_emit(s, spell_code(spell_mix(SPELL_START(SYMBOL_NUMBER),
	    w << (64 - bits))), end, SYMBOL_NUMBER);
	return true;
}

/* False: symbol_any has to look. */
static inline bool
run_ascii(struct scan *s, const struct tail *tail, size_t stop)
{
	unsigned char c = s->p[s->at];
	unsigned class = symtab_entry[0][c] >> 24;
	const unsigned char *p;

	if (is_ascii_letter(c)) {
		if (s->len - s->at <= 16) {
			p = tail->p + (s->at - tail->at);
		} else {
			p = s->p + s->at;
			if (stop > s->len - 16)
				stop = s->len - 16;
		}
		return run_words(s, p, stop);
	}
	if (class == SYMTAB_DIGIT)
		return run_number(s);
	if (class == SYMTAB_BLANK)
		s->at++;
	else if (is_alone(SYMTAB_ENTRY(class)))
		symbol_emit(s, c, s->at + 1, class);
	else
		return false;
	return true;
}

/* From before stop, by value, so that it stays in registers. */
static struct scan
run(struct scan s, const struct tail *tail, size_t stop)
{
	size_t stop_pairs = s.len < 8 ? 0 : s.len - 7;
	bool going = true;

	if (stop_pairs > stop)
		stop_pairs = stop;
	while (going && s.at < stop) {
		if (s.p[s.at] < 0x80)
			going = run_ascii(&s, tail, stop);
		else
			going = run_pairs(&s, stop_pairs) || run_three(&s);
	}
	return s;
}

void
symbols_scan(struct symbols *out, struct str text)
{
	struct scan s = { .p = (const unsigned char *)text.p,
	    .len = text.len < UINT32_MAX ? text.len : UINT32_MAX,
	    .last = SYMBOL_NONE };
	struct tail tail;
	size_t stop;

	out->text = (struct str){ text.p, s.len };
	tail_set(&tail, &s);
	for (out->n = 0; s.at < s.len; out->n = (size_t)(s.next - out->p)) {
		if (out->cap - out->n < ROOM) {
			out->cap = out->cap * 2 + ROOM;
			out->p = mem_grow(out->p, out->cap, sizeof(*out->p));
		}
		s.first = out->p;
		s.next = out->p + out->n;
		stop = s.len - s.at < STRETCH ? s.len : s.at + STRETCH;
		while (s.at < stop) {
			s = run(s, &tail, stop);
			if (s.at < stop)
				symbol_any(&s);
		}
	}
}

const char *
symbols_of_pattern(struct symbols *out, struct str literal)
{
	out->n = 0;
	if (utf8_check(literal) < literal.len)
		return "is not UTF-8";
	symbols_scan(out, literal);
	return out->n > 0 ? NULL : "is only blanks and links";
}

void
symbols_free(struct symbols *out)
{
	free(out->p);
	*out = (struct symbols){ 0 };
}

uint64_t
symbols_digest(void)
{
	uint64_t h = RULES;
	size_t i, k, nblock = 0;

	for (i = 0; i < 0x10000; i++)
		h = spell_mix(h, symtab_three[i]);
	for (i = 0; i < symtab_ntext; i++)
		for (k = 0; k < SYMTAB_TEXT; k += 8)
			h = spell_mix(h, word_load(
			    (const char *)symtab_text[i] + k));
	/* Each block once, where it comes first. */
	for (i = 0; i < 0x110000 / SYMTAB_BLOCK; i++) {
		h = spell_mix(h, symtab_block[i]);
		for (k = 0; symtab_block[i] == nblock && k < SYMTAB_BLOCK; k++)
			h = spell_mix(h, symtab_entry[nblock][k]);
		nblock += symtab_block[i] == nblock;
	}
	return h;
}
