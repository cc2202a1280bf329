#ifndef CRM_DATA_H
#define CRM_DATA_H

#include <stddef.h>

/*
 * The files of lib/data that are compiled in: maps/NAME.json,
 * segments/NAME.txt, tiers/NAME.txt, headers/NAME.txt. bytes also ends in a NUL
 * that len does not count.
 */
struct data_file {
	const char	*name;		/* below lib/data, NULL ends the list */
	const char	*bytes;
	size_t		 len;
};

/* Sorted by name in byte order. */
extern const struct data_file	data_files[];

#endif
