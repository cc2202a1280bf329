/* The map of --as and --columns: made as JSON, so that it is one like any. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "map.h"
#include "text.h"

/* A pattern for the one header, with its signs escaped. */
static json_t *
header_pattern(struct str header)
{
	struct buf norm = { 0 }, b = { 0 };
	json_t *v;

	text_normalise(&norm, header);
	pattern_quote(&b, buf_view(&norm));
	v = json_stringn(b.p, b.len);
	buf_free(&norm);
	buf_free(&b);
	return v;
}

struct map *
map_declare(const char *type, const struct map_column *col, size_t n,
    struct buf *err)
{
	json_t *fields = json_array(), *require = json_array(), *root;
	struct map *m = NULL;
	char *text = NULL, name[40];
	size_t i;

	snprintf(name, sizeof(name), "--as=%s", type);

	for (i = 0; i < n; i++) {
		json_array_append_new(require, header_pattern(col[i].header));
		json_array_append_new(fields, json_pack("{s:o, s:s%}", "from",
		    header_pattern(col[i].header), "to", col[i].name.p,
		    col[i].name.len));
	}
	root = json_pack("{s:i, s:s, s:s, s:{s:o}, s:o, s:[{s:s}]}",
	    "crm_map", 1, "name", name, "kind", "event", "match", "require",
	    require, "fields", fields, "emit", "type", type);
	if (root != NULL)
		text = json_dumps(root, 0);
	if (text == NULL)
		buf_z(err, "a header is not valid UTF-8");
	else
		m = map_load(str_z(text), err);
	if (m != NULL)
		m->unique = true;
	free(text);
	json_decref(root);
	return m;
}
