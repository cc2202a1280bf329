#ifndef CRM_WORD_H
#define CRM_WORD_H

#include <stdint.h>
#include <string.h>

/* Eight bytes as a number, the first byte lowest, on every machine. */
static inline uint64_t
word_load(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

/* One byte repeated in all eight. */
#define WORD_FILL(byte)	(UINT64_C(0x0101010101010101) * (byte))

#endif
