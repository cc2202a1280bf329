#ifndef CRM_SORTSTR_H
#define CRM_SORTSTR_H

#include <stddef.h>
#include <stdint.h>

struct sortstr {
	const char	*p;
	uint64_t	 prefix;	/* for the sort's own use */
	uint32_t	 len;
	uint32_t	 number;
};

/*
 * Sort texts in byte order (a prefix first). Equal texts keep no order; they
 * do not occur among keys.
 */
void	sortstr(struct sortstr *s, size_t n);
/*
 * Their numbers in that order; the caller frees. s is from mem_table and is
 * freed.
 */
uint32_t	*sortstr_order(struct sortstr *s, size_t n);

#endif
