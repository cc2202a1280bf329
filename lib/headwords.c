/* The words by which exports call their columns. */
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "data.h"
#include "headwords.h"

#define FILE_NAME	"headers/headers.txt"

/* The next word of a line, and the line behind it. */
static struct str
next_word(struct str *line)
{
	struct str s = str_trim(*line);
	size_t n = 0;

	while (n < s.len && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*line = str_trim((struct str){ s.p + n, s.len - n });
	return (struct str){ s.p, n };
}

static const char *
open_word(struct pattern *p, struct str text, char err[PATTERN_ERROR])
{
	if (text.len == 0)
		return "no pattern";
	return pattern_open(p, text, PATTERN_NORMAL, err) ? NULL : err;
}

static int
meaning(struct str name)
{
	static const char *const more[] = { "refund", "refund_time",
		"refund_id" };
	size_t i;

	for (i = 0; i < 3; i++)
		if (str_eq(name, str_z(more[i])))
			return HEAD_REFUND + (int)i;
	return record_col(name);
}

static bool
read_kinds(struct headword *w, struct str kinds)
{
	static const char letters[] = "omcsp";
	size_t i;

	for (i = 0; i < kinds.len; i++) {
		const char *k = memchr(letters, kinds.p[i] | 0x20, HEAD_KINDS);

		if (k == NULL)
			return false;
		w->kind[k - letters] = true;
		w->proof[k - letters] = kinds.p[i] < 'a';
	}
	return kinds.len > 0;
}

static const char *
read_word(struct headwords *hw, struct str name, struct str rest,
    char err[PATTERN_ERROR])
{
	struct headword *w;
	struct str rule = next_word(&rest), key = { "", 0 };
	char *word;
	int to = meaning(name), r;

	hw->w = mem_grow(hw->w, hw->n + 1, sizeof(*hw->w));
	w = &hw->w[hw->n++];
	*w = (struct headword){ 0 };
	if (to == -1)
		return "unknown column";
	w->to = (unsigned)to;
	if (memchr(rule.p, ':', rule.len) != NULL) {
		key = rule;
		(void)str_split(&key, ':', &rule);
		w->key = mem_strdup(key);
	}
	word = mem_strdup(rule);
	r = parse_rule(word);
	free(word);
	if (r == -1)
		return "unknown rule";
	w->rule = (enum rule)r;
	if (!read_kinds(w, next_word(&rest)))
		return "unknown kind of table";
	return open_word(&w->word, rest, err);
}

static const char *
read_value(struct headwords *hw, enum record_col col, struct str rest,
    char err[PATTERN_ERROR])
{
	struct headvalue *v;

	hw->v = mem_grow(hw->v, hw->nv + 1, sizeof(*hw->v));
	v = &hw->v[hw->nv++];
	*v = (struct headvalue){ .col = col, .to = mem_strdup(
	    next_word(&rest)) };
	return open_word(&v->word, rest, err);
}

static const char *
read_line(struct headwords *hw, struct str line, char err[PATTERN_ERROR])
{
	struct str first = next_word(&line);

	if (first.len == 0 || first.p[0] == '#')
		return NULL;
	if (str_eq(first, STR("=")))
		return read_value(hw, REC_STATUS, line, err);
	if (str_eq(first, STR(">")))
		return read_value(hw, REC_DIRECTION, line, err);
	return read_word(hw, first, line, err);
}

bool
headwords_open(struct headwords *hw, struct buf *err)
{
	const struct data_file *f = data_files;
	char pattern_err[PATTERN_ERROR];
	struct str rest, line;
	const char *why;
	unsigned n = 0;

	*hw = (struct headwords){ 0 };
	while (f->name != NULL && strcmp(f->name, FILE_NAME) != 0)
		f++;
	if (f->name == NULL) {
		buf_z(err, "no built-in " FILE_NAME);
		return false;
	}
	rest = (struct str){ f->bytes, f->len };
	while (str_split(&rest, '\n', &line)) {
		n++;
		why = read_line(hw, line, pattern_err);
		if (why == NULL)
			continue;
		buf_printf(err, "%u: %s (in the built-in " FILE_NAME ")", n,
		    why);
		return false;
	}
	return true;
}

void
headwords_close(struct headwords *hw)
{
	size_t i;

	for (i = 0; i < hw->n; i++) {
		free(hw->w[i].key);
		pattern_close(&hw->w[i].word);
	}
	for (i = 0; i < hw->nv; i++) {
		free(hw->v[i].to);
		pattern_close(&hw->v[i].word);
	}
	free(hw->w);
	free(hw->v);
	*hw = (struct headwords){ 0 };
}

struct str
headwords_base(struct str norm, struct str *unit)
{
	size_t i = norm.len;

	*unit = (struct str){ "", 0 };
	if (norm.len < 3 || norm.p[norm.len - 1] != ')')
		return norm;
	while (i > 0 && norm.p[i - 1] != '(')
		i--;
	if (i < 2)
		return norm;
	*unit = (struct str){ norm.p + i, norm.len - i - 1 };
	return str_trim((struct str){ norm.p, i - 1 });
}

bool
headwords_is(const struct headword *w, struct str norm)
{
	struct str unit;

	return pattern_match(&w->word, norm) == 1 ||
	    pattern_match(&w->word, headwords_base(norm, &unit)) == 1;
}

const char *
headwords_value(const struct headwords *hw, enum record_col col,
    struct str norm)
{
	size_t i;

	for (i = 0; i < hw->nv; i++)
		if (hw->v[i].col == col &&
		    pattern_match(&hw->v[i].word, norm) == 1)
			return hw->v[i].to;
	return NULL;
}
