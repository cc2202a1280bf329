#include "data.h"

#include <string.h>

const struct data_file *
data_find(const char *name)
{
	const struct data_file *f;

	for (f = data_files; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}
