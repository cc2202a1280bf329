/* The rows of states, each judged by itself; and whether all are there. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "money.h"
#include "partialread.h"

#define FAMILY	"crm-rfm-partial-"

void
partial_reader_open(struct partial_reader *r)
{
	*r = (struct partial_reader){ .name = "" };
}

void
partial_reader_close(struct partial_reader *r)
{
	arena_free(&r->keep);
	arena_free(&r->text);
	buf_free(&r->crc);
	free(r->input);
}

void
partial_expect(struct partial_reader *r, enum partial_setting s,
    struct str value, const char *option)
{
	r->head.shape[s] = value;
	r->by[s] = option;
}

bool
partial_is_state(const struct str *header, size_t n, struct fault *f)
{
	size_t i;

	*f = (struct fault){ .reason = "not a state of crm-rfm --partial" };
	for (i = 0; i < n; i++) {
		if (str_eq(header[i], STR(PARTIAL_NAME)))
			return true;
		if (!str_starts(header[i], STR(FAMILY)))
			continue;
		f->reason = "a state of another version";
		f->value = header[i];
		snprintf(f->detail, sizeof(f->detail), "this crm-rfm reads "
		    "%s", PARTIAL_NAME);
	}
	return false;
}

void
partial_input(struct partial_reader *r, const char *name)
{
	r->name = arena_dup(&r->keep, str_z(name)).p;
	r->line = r->states = r->ends = r->rows = r->told = 0;
	r->checksum = r->told_checksum = 0;
}

static enum partial_fate
bad(struct partial_reader *r, enum partial_column cell, const char *reason,
    struct fault *f)
{
	r->cell = cell;
	*f = (struct fault){ .reason = reason,
	    .field = str_z(partial_columns[cell].name) };
	return PARTIAL_BAD;
}

/* Who wants it otherwise, and how. */
static enum partial_fate
conflict(struct partial_reader *r, enum partial_setting s, struct fault *f)
{
	struct buf b = { 0 };

	bad(r, partial_shape[s], "states of different shape", f);
	diag_escape(&b, str_z(r->by[s]), 40);
	buf_z(&b, r->by[s][0] == '-' ? " says \"" : " has \"");
	diag_escape(&b, r->head.shape[s], 40);
	snprintf(f->detail, sizeof(f->detail), "%.*s\"",
	    STR_ARG(buf_view(&b)));
	buf_free(&b);
	return PARTIAL_BAD;
}

/* One setting of a state; the first that has it binds the others. */
static bool
agree(struct partial_reader *r, enum partial_setting s, struct str value)
{
	if (r->by[s] != NULL)
		return str_eq(value, r->head.shape[s]);
	r->head.shape[s] = arena_dup(&r->keep, value);
	r->by[s] = r->name;
	return true;
}

/* A whole number from `least` on; NULL or what is wrong with it. */
static const char *
read_number(struct str s, int64_t least, int64_t most, int64_t *v)
{
	enum num_result n = num_parse_int(s, v);

	if (n == NUM_OK && (*v < least || *v > most))
		n = NUM_RANGE;
	return n == NUM_OK ? NULL : num_reason(n);
}

static bool
read_day(struct str s, int32_t *day)
{
	*day = DAY_NONE;
	return s.len == 0 || day_parse(s, day);
}

static enum partial_fate
read_options(struct partial_reader *r, const struct str *cell,
    struct fault *f)
{
	enum partial_setting s;
	const char *reason;
	struct str value;
	int64_t rows;

	reason = read_number(cell[PARTIAL_ROWS], 0, INT64_MAX, &rows);
	if (reason != NULL)
		return bad(r, PARTIAL_ROWS, reason, f);
	if (!read_day(cell[PARTIAL_NEWEST], &r->head.newest))
		return bad(r, PARTIAL_NEWEST, "not a date", f);
	if (!read_day(cell[PARTIAL_NEXT], &r->head.next_newest))
		return bad(r, PARTIAL_NEXT, "not a date", f);
	for (s = 0; s < SHAPE_SETTINGS; s++) {
		value = cell[partial_shape[s]];
		/* Without an event, no currency is known. */
		if (s == SHAPE_CURRENCY && rows == 0 && value.len == 0)
			continue;
		if (!partial_unescape(&value, &r->text))
			return bad(r, partial_shape[s], "a lone backslash", f);
		if (!agree(r, s, value))
			return conflict(r, s, f);
	}
	r->states++;
	return PARTIAL_OPTIONS;
}

static enum partial_fate
read_end(struct partial_reader *r, const struct str *cell, struct fault *f)
{
	int64_t rows, checksum;
	const char *reason;

	reason = read_number(cell[PARTIAL_ROWS], 0, INT64_MAX, &rows);
	if (reason != NULL)
		return bad(r, PARTIAL_ROWS, reason, f);
	reason = read_number(cell[PARTIAL_CHECKSUM], 0, UINT32_MAX,
	    &checksum);
	if (reason != NULL)
		return bad(r, PARTIAL_CHECKSUM, reason, f);
	r->told += (uint64_t)rows;
	r->told_checksum += (uint32_t)checksum;
	r->ends++;
	return PARTIAL_FRAME;
}

/* The header of another state in the same input. */
static enum partial_fate
read_header(struct partial_reader *r, const struct str *cell, struct fault *f)
{
	size_t i;

	for (i = 0; i < PARTIAL_COLUMNS; i++)
		if (!str_eq(cell[i], str_z(partial_columns[i].name)))
			return bad(r, (enum partial_column)i,
			    "another header than the first", f);
	return PARTIAL_FRAME;
}

static const char *
read_money(struct str s, int64_t *v)
{
	enum num_result n = money_parse(s, v, NULL);

	if (n == NUM_OK && *v < 0)
		n = NUM_RANGE;
	return n == NUM_OK ? NULL : money_reason(n);
}

static bool
read_times(struct partial_reader *r, const struct str *cell,
    struct partial_row *out, struct fault *f)
{
	struct stamp t, last;

	if (!stamp_parse(cell[PARTIAL_FIRST], &t)) {
		bad(r, PARTIAL_FIRST, "not a time", f);
		return false;
	}
	out->first = out->last = stamp_pack(&t);
	if (cell[PARTIAL_LAST].len == 0)
		return true;
	if (!stamp_parse(cell[PARTIAL_LAST], &last)) {
		bad(r, PARTIAL_LAST, "not a time", f);
		return false;
	}
	out->last = stamp_pack(&last);
	if (out->last > out->first && stamp_day(&last) == stamp_day(&t))
		return true;
	bad(r, PARTIAL_LAST, "not later on the day of first_time", f);
	return false;
}

/* The texts of a row; false with *f when one is no text of a state. */
static bool
read_texts(struct partial_reader *r, const struct str *cell,
    struct partial_row *out, struct fault *f)
{
	struct str *text[] = { &out->user, &out->source, &out->account,
	    &out->order, &out->currency };
	static const enum partial_column at[] = { PARTIAL_USER,
	    PARTIAL_SOURCE, PARTIAL_ACCOUNT, PARTIAL_ORDER, PARTIAL_CURRENCY };
	size_t i;

	for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		*text[i] = cell[at[i]];
		if (partial_unescape(text[i], &r->text))
			continue;
		bad(r, at[i], "a lone backslash", f);
		return false;
	}
	if (out->user.len == 0)
		bad(r, PARTIAL_USER, "empty", f);
	return out->user.len > 0;
}

static enum partial_fate
read_sum(struct partial_reader *r, const struct str *cell,
    struct partial_row *out, struct fault *f)
{
	const char *reason;
	int64_t rows;

	if (!read_texts(r, cell, out, f) || !read_times(r, cell, out, f))
		return PARTIAL_BAD;
	out->refunded = str_eq(cell[PARTIAL_STATUS], STR("refunded"));
	if (out->refund ? cell[PARTIAL_STATUS].len > 0 : !out->refunded &&
	    !str_eq(cell[PARTIAL_STATUS], STR("paid")))
		return bad(r, PARTIAL_STATUS, "not a status of a state", f);
	reason = read_number(cell[PARTIAL_ROWS], 1, UINT32_MAX, &rows);
	if (reason != NULL)
		return bad(r, PARTIAL_ROWS, reason, f);
	out->rows = (uint32_t)rows;
	reason = read_money(cell[PARTIAL_AMOUNT], &out->amount);
	if (reason != NULL)
		return bad(r, PARTIAL_AMOUNT, reason, f);
	out->own = out->amount;
	if (out->currency.len == 0)
		return PARTIAL_ROW;
	reason = read_money(cell[PARTIAL_OWN], &out->own);
	return reason == NULL ? PARTIAL_ROW : bad(r, PARTIAL_OWN, reason, f);
}

enum partial_fate
partial_read(struct partial_reader *r, const struct row *row,
    struct partial_row *out, struct fault *f)
{
	const struct str *cell = row->cell, kind = cell[PARTIAL_KIND];

	r->line = row->line;
	if (str_eq(kind, STR("end")))
		return read_end(r, cell, f);
	if (str_eq(kind, STR(PARTIAL_NAME)))
		return read_header(r, cell, f);
	r->checksum += partial_crc(cell, &r->crc);
	if (str_eq(kind, STR("options")))
		return read_options(r, cell, f);
	out->refund = str_eq(kind, STR("refund"));
	if (!out->refund && !str_eq(kind, STR("order")))
		return bad(r, PARTIAL_KIND, "not a row of a state", f);
	r->rows++;
	return read_sum(r, cell, out, f);
}

bool
partial_input_end(struct partial_reader *r, struct fault *f)
{
	*f = (struct fault){ .line = r->line };
	if (r->states != r->ends || r->ends == 0) {
		f->reason = "a state is cut";
		snprintf(f->detail, sizeof(f->detail), "%" PRIu64 " begin, %"
		    PRIu64 " end", r->states, r->ends);
	} else if (r->rows != r->told) {
		f->reason = "rows are missing, or there twice";
		snprintf(f->detail, sizeof(f->detail), "%" PRIu64 " of %"
		    PRIu64, r->rows, r->told);
	} else if (r->checksum != r->told_checksum)
		f->reason = "changed since it was written";
	r->input = mem_grow(r->input, r->ninput + 1, sizeof(*r->input));
	r->input[r->ninput++] = (struct partial_input){ r->name, r->rows,
	    r->checksum };
	return f->reason == NULL;
}

const char *
partial_input_twice(const struct partial_reader *r)
{
	const struct partial_input *last = &r->input[r->ninput - 1], *in;

	for (in = r->input; in < last; in++)
		if (in->rows == last->rows && in->rows > 0 &&
		    in->checksum == last->checksum)
			return in->name;
	return NULL;
}
