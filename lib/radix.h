#ifndef CRM_RADIX_H
#define CRM_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sort numbers: a byte a pass; bytes that all of them share cost none. */
void	radix_sort(uint64_t *key, size_t n);

#endif
