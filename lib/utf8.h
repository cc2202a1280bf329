#ifndef CRM_UTF8_H
#define CRM_UTF8_H

#include <stdint.h>

#include "buf.h"

/*
 * Offset of the first byte that is NUL or not part of well-formed UTF-8 (no
 * surrogates, no overlong forms, up to U+10FFFF), or s.len when all is well.
 */
size_t	utf8_check(struct str s);
/*
 * Decode the character at s.p into *cp; returns its length in bytes (1..4), or
 * 0 when s is empty or does not start with a well-formed character.
 */
size_t	utf8_next(struct str s, uint32_t *cp);
/* Encode cp; returns the length, 0 for a surrogate or above U+10FFFF. */
size_t	utf8_put(uint32_t cp, char out[4]);

#endif
