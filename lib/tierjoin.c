/* Customer tables of crm-tier: all columns are kept, a few are read. */
#include <stdlib.h>
#include <string.h>

#include "opt.h"
#include "tierin.h"
#include "tierwrite.h"

enum { USER_ID, AS_OF, MONETARY, CURRENCY, CLV, RECENCY, FREQUENCY, KNOWN };

static const struct rec_col known[KNOWN] = {
	[USER_ID] = { "user_id", true }, [AS_OF] = { "as_of", true },
	[MONETARY] = { "monetary", false }, [CURRENCY] = { "currency", false },
	[CLV] = { "clv", false }, [RECENCY] = { "recency", false },
	[FREQUENCY] = { "frequency", false }
};

size_t
tierin_customer_columns(struct rec_col *out)
{
	memcpy(out, known, sizeof(known));
	return KNOWN;
}

/* A customer table as it is bound: all its columns by canonical name. */
struct sheet {
	struct str	*name;
	size_t		 n;
	size_t		 at[KNOWN];	/* of the known ones, or SIZE_MAX */
	struct arena	 text;
};

_Noreturn static void
refuse(const struct input *in, struct str name, const char *why)
{
	struct fault f = { .field = name, .reason = why };

	input_die(STATUS_USAGE, in->name, &f);
}

/* The canonical name of a header cell. */
static struct str
canonical(const struct tierin *t, struct str header)
{
	const struct rec_aliases *al = &t->columns.all;
	size_t i, k;

	for (i = 0; i < al->n; i++) {
		if (!str_eq(al->a[i].header, header))
			continue;
		for (k = 0; k < KNOWN; k++)
			if (str_eq(al->a[i].name, str_z(known[k].name)))
				return al->a[i].name;
	}
	return header;
}

static void
bind(struct tierin *t, struct input *in, struct sheet *s)
{
	const struct str *header = rows_header(in->rows, &s->n);
	struct rec_col *col = mem_array(s->n, sizeof(*col));
	struct operand_cols oc = { col, s->n };
	size_t *at = mem_array(s->n, sizeof(*at)), i, j, k;
	struct fault f;

	s->name = mem_array(s->n, sizeof(*s->name));
	for (k = 0; k < KNOWN; k++)
		s->at[k] = SIZE_MAX;
	for (i = 0; i < s->n; i++) {
		s->name[i] = arena_dup(&s->text, canonical(t, header[i]));
		col[i] = (struct rec_col){ s->name[i].p, false };
		for (j = 0; j < i; j++)
			if (str_eq(s->name[i], s->name[j]))
				refuse(in, s->name[i],
				    "column is there twice");
		if (tier_is_own(s->name[i]))
			refuse(in, s->name[i], "crm-tier makes this column "
			    "itself (--prev reads an earlier table)");
		for (k = 0; k < KNOWN; k++)
			if (str_eq(s->name[i], str_z(known[k].name)))
				s->at[k] = i;
	}
	if (!operand_bind(in->rows, &t->columns, &oc, at, &f))
		input_die(STATUS_USAGE, in->name, &f);
	free(col);
	free(at);
}

/*
 * What is known of the order of a number: its exponent and 15 digits. Empty
 * and 0 are 0; -1 for what is negative or none.
 */
static int64_t
as_order(struct str s)
{
	char text[NUM_MAX];
	struct str all = { text, num_reprint(s, 15, text) }, part;
	int64_t digits = 0, exponent = 0;
	size_t i;

	if (all.len == 0 || !str_split(&all, 'e', &part) || all.p == NULL)
		return -1;
	if (all.p[0] == '+')
		all = (struct str){ all.p + 1, all.len - 1 };
	if (num_parse_int(all, &exponent) != NUM_OK)
		return -1;
	for (i = 0; i < part.len; i++)
		if (part.p[i] >= '0' && part.p[i] <= '9')
			digits = digits * 10 + (part.p[i] - '0');
	if (digits == 0)
		return 0;
	return part.p[0] == '-' ? -1 :
	    (exponent + 400) * INT64_C(1000000000000000) + digits;
}

/* The cells that are read, where filled: NULL, or what is wrong at *k. */
static const char *
read_cells(const struct sheet *s, const struct str *cell,
    struct tier_given *g, int *k)
{
	struct str v[KNOWN] = { { NULL, 0 } };
	enum num_result r = NUM_OK;

	for (*k = 0; *k < KNOWN; (*k)++)
		if (s->at[*k] != SIZE_MAX)
			v[*k] = cell[s->at[*k]];
	*k = MONETARY;
	if (v[*k].len > 0 && money_parse(v[*k], &g->net, NULL) != NUM_OK)
		return "not an amount of money";
	g->has |= v[*k].len > 0 ? GIVEN_NET : 0;
	*k = CLV;
	if (v[*k].len > 0 && (g->clv = as_order(v[*k])) < 0)
		return "not a number of 0 or more";
	g->has |= v[*k].len > 0 ? GIVEN_CLV : 0;
	*k = RECENCY;
	if (v[*k].len > 0)
		r = num_parse_int(v[*k], &g->recency);
	if (r != NUM_OK || g->recency < 0)
		return "not a number of days";
	g->has |= v[*k].len > 0 ? GIVEN_RECENT : 0;
	*k = FREQUENCY;
	if (v[*k].len > 0)
		r = num_parse_int(v[*k], &g->frequency);
	if (r != NUM_OK || g->frequency < 0)
		return "not a number of orders";
	g->has |= v[*k].len > 0 ? GIVEN_OFTEN : 0;
	return NULL;
}

/* user_id and as_of must be there: NULL, or what is wrong at *k. */
static const char *
read_key(const struct sheet *s, const struct str *cell, int32_t *day, int *k)
{
	*k = USER_ID;
	if (cell[s->at[*k]].len == 0)
		return "empty";
	*k = AS_OF;
	if (cell[s->at[*k]].len == 0)
		return "empty";
	return day_parse(cell[s->at[*k]], day) ? NULL : "not a date";
}

/* As-of and currency, which all operands share; false: another currency. */
static bool
agrees(struct tierin *t, const struct input *in, const struct sheet *s,
    const struct row *row, int32_t day)
{
	struct fault f = { 0 };
	enum agree_result r = AGREE_OK;
	size_t at = s->at[CURRENCY];

	if (agree_as_of(&t->agree, day, in->name, &f) == AGREE_CONFLICT)
		input_conflict(in, row, s->at[AS_OF], &f);
	/* A row without money is of no currency. */
	if (at != SIZE_MAX && (row->cell[at].len > 0 ||
	    (s->at[MONETARY] != SIZE_MAX &&
	    row->cell[s->at[MONETARY]].len > 0)))
		r = agree_currency(&t->agree, row->cell[at], in->name, &f);
	if (r == AGREE_CONFLICT)
		input_conflict(in, row, at, &f);
	return r == AGREE_OK;
}

static void
take(struct tierin *t, uint32_t number, const struct tier_given *g)
{
	struct tier_given *have;
	size_t n = t->ngiven;

	if (number >= n) {
		t->ngiven = number < 512 ? 1024 : 2 * ((size_t)number + 1);
		t->given = mem_grow(t->given, t->ngiven, sizeof(*t->given));
		memset(t->given + n, 0, (t->ngiven - n) * sizeof(*t->given));
	}
	have = &t->given[number];
	if ((g->has & GIVEN_NET) != 0)
		have->net = g->net;
	if ((g->has & GIVEN_CLV) != 0)
		have->clv = g->clv;
	if ((g->has & GIVEN_RECENT) != 0)
		have->recency = g->recency;
	if ((g->has & GIVEN_OFTEN) != 0)
		have->frequency = g->frequency;
	have->has |= g->has;
	t->given_net |= (g->has & GIVEN_NET) != 0;
}

static void
add_row(struct tierin *t, const struct input *in, const struct sheet *s,
    const struct row *row)
{
	struct tier_given g = { 0 };
	struct fault f = { 0 };
	const char *why;
	uint32_t number;
	size_t at = 0;
	int32_t day = 0;
	int k;

	why = read_key(s, row->cell, &day, &k);
	if (why == NULL)
		why = read_cells(s, row->cell, &g, &k);
	if (why != NULL) {
		t->stop = !ledger_reject_cell(t->ledger, in->rows, row,
		    s->at[k], known[k].name, why);
		return;
	}
	if (!agrees(t, in, s, row, day)) {
		ledger_filtered(t->ledger, "another currency", 1);
		return;
	}
	number = tierlog_person(&t->log, row->cell[s->at[USER_ID]])->number;
	switch (joined_add(&t->joined, number, row->cell, &at, &f)) {
	case JOINED_OK:
		take(t, number, &g);
		ledger_used(t->ledger, 1);
		break;
	case JOINED_TWICE:
		t->stop = !ledger_reject_cell(t->ledger, in->rows, row,
		    s->at[USER_ID], "user_id", "customer given twice");
		break;
	case JOINED_CONFLICT:
		f.field = s->name[at];
		input_conflict(in, row, at, &f);
	}
}

void
tierin_customers(struct tierin *t, struct input *in)
{
	struct sheet s = { 0 };
	struct batch b;
	size_t i;

	bind(t, in, &s);
	t->given_clv |= s.at[CLV] != SIZE_MAX;
	joined_input(&t->joined, in->name, s.name, s.n);
	while (!t->stop && input_next(in, t->ledger, &b)) {
		for (i = 0; i < b.n && !t->stop; i++) {
			if (b.row[i].bad == NULL)
				add_row(t, in, &s, &b.row[i]);
			else
				t->stop = !ledger_reject(t->ledger,
				    b.row[i].bad, b.row[i].raw);
		}
	}
	input_close(in, t->ledger);
	free(s.name);
	arena_free(&s.text);
}
