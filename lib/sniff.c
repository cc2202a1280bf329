/* Where the table of an export begins and how its cells are separated. */
#include <string.h>

#include "sniff.h"

/* What one delimiter makes of the sample. */
struct trial {
	char		delimiter;
	size_t		score;		/* of the best record */
	uint64_t	line;		/* where that begins */
	size_t		width[SNIFF_RECORDS];
	uint64_t	at[SNIFF_RECORDS];
	bool		names[SNIFF_RECORDS];	/* could be names of columns */
	size_t		n;		/* records with a width */
};

static bool
is_number(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') &&
		    memchr(".,-+%: /", s.p[i], 8) == NULL)
			return false;
	return s.len > 0;
}

/*
 * Names of columns are short, no numbers, mostly there and not all the same: a
 * banner over merged cells repeats in each of them.
 */
static bool
could_be_names(const struct str *cell, size_t n)
{
	size_t i, filled = 0, same = 0;

	for (i = 0; i < n; i++) {
		struct str s = str_trim(cell[i]);

		if (s.len > 200 || is_number(s))
			return false;
		filled += s.len > 0;
		same += i > 0 && s.len > 0 && str_eq(s, str_trim(cell[0]));
	}
	return n > 1 && 2 * filled > n && 2 * same < n;
}

static void
try_record(struct trial *t, const struct row *row, const struct sniff_opts *o)
{
	size_t score;

	if (row->bad != NULL)
		return;
	t->width[t->n] = row->ncell;
	t->names[t->n] = could_be_names(row->cell, row->ncell);
	t->at[t->n++] = row->line;
	score = o->score(o->ctx, row->cell, row->ncell, row->line,
	    t->delimiter);
	/* The first of equal records: data may repeat a header's words. */
	if (score > t->score) {
		t->score = score;
		t->line = row->line;
	}
}

/* Split the sample by the reader of the table itself. */
static void
try_delimiter(struct trial *t, struct str sample, const struct sniff_opts *o)
{
	struct rows_opts ro = { .format = ROWS_CSV, .raw = true,
	    .delimiter = t->delimiter, .by_record = o->by_record };
	struct io_in *in = io_in_memory("sample", sample);
	size_t seen = 0, i;
	struct rows *r;
	struct fault f;
	struct batch b;

	if (rows_open(&r, in, &ro, &f) == STATUS_OK) {
		while (seen < SNIFF_RECORDS && rows_next(r, &b) == 1)
			for (i = 0; i < b.n && seen < SNIFF_RECORDS;
			    i++, seen++)
				try_record(t, &b.row[i], o);
		rows_close(r);
	}
	io_in_close(in);
}

/*
 * How many records have the commonest width, of those with two cells or more,
 * and the record that looks like the header when no map knows it: the first
 * that could be names, else the first of that width.
 */
static size_t
common_width(const struct trial *t, uint64_t *line)
{
	size_t i, k, n, best = 0;

	*line = 1;
	for (i = 0; i < t->n; i++) {
		for (n = 0, k = i; k < t->n; k++)
			n += t->width[k] == t->width[i];
		if (t->width[i] > 1 && n > best) {
			best = n;
			*line = t->at[i];
		}
	}
	for (i = 0; i < t->n; i++)
		if (t->names[i]) {
			*line = t->at[i];
			break;
		}
	return best;
}

static size_t
line_offset(struct str s, uint64_t line)
{
	const char *p = s.p, *end = s.p + s.len;

	for (; line > 1 && p != NULL && p < end; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p == NULL ? end : p + 1;
	}
	return (size_t)(p - s.p);
}

/* The same of a record: all quotes are regular. */
static size_t
record_offset(struct str s, uint64_t record)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < s.len && record > 1; i++) {
		quoted = quoted != (s.p[i] == '"');
		record -= s.p[i] == '\n' && !quoted;
	}
	return i;
}

static void
try_all(struct str sample, const struct sniff_opts *o, struct sniff *out)
{
	static const char delimiters[] = ",;\t|";
	size_t best = 0, common = 0, i, n;
	uint64_t line = 1;

	out->delimiter = ',';
	out->line = 1;
	for (i = 0; i < 4; i++) {
		struct trial t = { .delimiter = delimiters[i] };

		if (o->delimiter != '\0' && i > 0)
			break;
		if (o->delimiter != '\0')
			t.delimiter = o->delimiter;
		try_delimiter(&t, sample, o);
		n = common_width(&t, &line);
		if (t.score > best || (best == 0 && n > common) ||
		    o->delimiter != '\0') {
			out->delimiter = t.delimiter;
			out->line = t.score > 0 ? t.line : line;
		}
		best = t.score > best ? t.score : best;
		common = n > common ? n : common;
	}
	out->found = best > 0;
	out->offset = o->by_record ? record_offset(sample, out->line) :
	    line_offset(sample, out->line);
}

static char
first_byte(struct str s)
{
	s = str_trim(s);
	return s.len > 0 ? s.p[0] : '\0';
}

/* Whole lines of the sample, unless it is all there is. */
static struct str
whole_lines(struct str s, bool all)
{
	while (!all && s.len > 0 && s.p[s.len - 1] != '\n')
		s.len--;
	return s;
}

int
sniff(struct io_in *in, const struct sniff_opts *o, struct sniff *out)
{
	struct sniff_opts so = *o;
	struct str s;
	size_t want;
	bool all;

	*out = (struct sniff){ .format = o->format, .line = 1 };
	if (o->format == ROWS_TSV && o->delimiter == '\0')
		so.delimiter = '\t';
	/* A little at a time, so that a live pipe answers early. */
	for (want = 1;; want = s.len < SNIFF_BYTES / 2 ? 2 * s.len :
	    SNIFF_BYTES) {
		if (io_in_peek(in, want, &s) == -1)
			return -1;
		all = s.len < want;
		out->empty = first_byte(s) == '\0';
		if (out->empty && !all && s.len < SNIFF_BYTES)
			continue;
		if (o->format == ROWS_JSONL || out->empty)
			return 0;
		if (o->format == ROWS_AUTO && so.delimiter == '\0' &&
		    (first_byte(s) == '{' || first_byte(s) == '[')) {
			out->format = ROWS_JSONL;
			return 0;
		}
		out->format = o->format == ROWS_TSV ? ROWS_TSV : ROWS_CSV;
		try_all(whole_lines(s, all), &so, out);
		if (out->found || all || s.len >= SNIFF_BYTES)
			return 0;
	}
}

bool
sniff_delimiter(const char *s, char *c)
{
	*c = '\0';
	if (s == NULL)
		return true;
	*c = strcmp(s, "tab") == 0 || strcmp(s, "\\t") == 0 ? '\t' : s[0];
	if (*c == '\t')
		return true;
	return s[0] > 0 && s[1] == '\0' && strchr("\"\r\n", s[0]) == NULL;
}
