#ifndef CRM_SYMBOLIN_H
#define CRM_SYMBOLIN_H

#include <stdbool.h>

#include "symtab.h"

/*
 * Between symbol.c, which has the fast ways through plain text, and
 * symbolany.c, which knows all the rules.
 */
struct scan {
	const unsigned char	*p;
	size_t			 len, at;
	struct symbol		*first, *next;	/* there is room for one */
	uint32_t		 last;		/* its code, or SYMBOL_NONE */
};

/* The next character or what starts with it: at most one symbol. */
void	symbol_any(struct scan *s);

/*
 * The hash of a folded text: its bytes by eights, the first one lowest; if
 * they are fewer, the last one is still highest.
 */
#define SPELL_START(kind) (UINT64_C(0x9e3779b97f4a7c15) * ((kind) + 1u))

static inline uint64_t
spell_mix(uint64_t h, uint64_t eight)
{
	h = (h ^ eight) * UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

static inline uint32_t
spell_code(uint64_t h)
{
	h *= UINT64_C(0xd6e8feb86659fd93);
	return SYMBOL_HASHED | (uint32_t)(h >> 33);
}

/* The code of no symbol. */
#define SYMBOL_NONE	0x7fffffffu
#define SYMBOL_LEN_MAX	0xffffffu

/*
 * *to = { code, start, len, kind } by two stores: compilers put bit fields
 * together one after the other. code_at is code | start << 32.
 */
static inline void
symbol_put(struct symbol *to, uint64_t code_at, uint32_t len, uint32_t kind)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	uint32_t rest = len << 8 | kind;

	code_at = code_at << 32 | code_at >> 32;
#else
	uint32_t rest = len | kind << 24;
#endif
	memcpy(to, &code_at, sizeof(code_at));
	memcpy((char *)to + sizeof(code_at), &rest, sizeof(rest));
}

/* One more symbol, from s->at to end, or one more of the last. */
static inline void
symbol_emit(struct scan *s, uint32_t code, size_t end, uint32_t kind)
{
	size_t start = s->at, len;

	if (code == s->last && s->next - s->first > 1 &&
	    s->next[-2].code == code) {
		s->next--;
		start = s->next->start;
		kind = s->next->kind | SYMBOL_MORE;
	}
	len = end - start;
	symbol_put(s->next++, code | (uint64_t)start << 32,
	    (uint32_t)(len < SYMBOL_LEN_MAX ? len : SYMBOL_LEN_MAX), kind);
	s->last = code;
	s->at = end;
}

#endif
