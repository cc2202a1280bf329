/* Who came from which segment of an earlier table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rfmmoves.h"

/* What an earlier table must have. */
static const enum customer_col needed[] = { CUSTOMER_USER_ID, CUSTOMER_AS_OF,
    CUSTOMER_SEGMENT };

/* Its columns, or the end of the program. */
static void
bind(struct input *in, size_t col[CUSTOMER_COLS])
{
	struct rec_col cols[CUSTOMER_COLS];
	struct buf lacks = { 0 };
	struct fault f = { .reason = "no earlier table of crm-rfm" };
	size_t i;

	for (i = 0; i < CUSTOMER_COLS; i++)
		cols[i] = (struct rec_col){ customer_cols[i].name, false };
	input_bind(in, cols, CUSTOMER_COLS, NULL, col);
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (col[needed[i]] == SIZE_MAX)
			buf_printf(&lacks, "%s%s", lacks.len > 0 ? ", " : "",
			    cols[needed[i]].name);
	if (lacks.len == 0)
		return;
	snprintf(f.detail, sizeof(f.detail), "it lacks %.*s",
	    STR_ARG(buf_view(&lacks)));
	input_die(STATUS_USAGE, in->name, &f);
}

bool
rfm_moves_load(struct rfm_moves *m, const char *path, struct ledger *l,
    bool digest)
{
	const struct rows_opts ro = { .format = ROWS_AUTO };
	size_t col[CUSTOMER_COLS];
	struct input in;

	*m = (struct rfm_moves){ .gone = 0 };
	agree_init(&m->agree);
	input_open(&in, path, &ro, l, digest);
	/* Messages after the end of the input name it too. */
	in.name = m->file = strcmp(path, "-") == 0 ? "stdin" : path;
	bind(&in, col);
	return customersin_read(&m->earlier, &m->agree, &in, col, l);
}

/* The earlier segments as the present table prints them. */
static void
name_segments(struct rfm_moves *m, const struct segments *seg,
    struct ledger *l)
{
	const struct names *was = &m->earlier.segments;
	struct buf other = { 0 };
	size_t i, same;

	m->name = mem_array(was->n, sizeof(*m->name));
	for (i = 0; i < was->n; i++) {
		same = segments_named(seg, was->name[i]);
		m->name[i] = same == SIZE_MAX ? was->name[i] :
		    segments_name(seg, same);
		if (same == SIZE_MAX && other.len < 120)
			buf_printf(&other, "%s%.*s", other.len > 0 ? ", " : "",
			    STR_ARG(was->name[i]));
	}
	if (other.len > 0)
		ledger_note(l, "%s: segments that the segment table does not "
		    "have: %.*s", m->file, STR_ARG(buf_view(&other)));
	buf_free(&other);
}

/* Customers of the earlier table that are nowhere now. */
static void
warn_gone(const struct rfm_moves *m, struct ledger *l)
{
	const struct customer_row *c = m->earlier.c, *first = NULL;
	struct buf id = { 0 };
	size_t i;

	for (i = 0; i < m->earlier.n; i++)
		if (!m->here[i] && (first == NULL ||
		    str_cmp(c[i].user_id, first->user_id) < 0))
			first = &c[i];
	if (first == NULL)
		return;
	diag_escape(&id, first->user_id, 80);
	ledger_warn(l, "%s: not in this table: %zu of its %zu customers, such "
	    "as \"%.*s\" (is the input complete?)", m->file, m->gone,
	    m->earlier.n, STR_ARG(buf_view(&id)));
	buf_free(&id);
}

static uint32_t
number_then(const struct customer_row *c)
{
	return CUSTOMER_HAS(c, CUSTOMER_SEGMENT) ?
	    (uint32_t)CUSTOMER(c, SEGMENT) : RFM_MOVES_NONE;
}

static struct str
segment_then(const struct rfm_moves *m, uint32_t from)
{
	return from < RFM_MOVES_NONE ? m->name[from] : STR("");
}

/* Where each customer of the table stands in the earlier one. */
static void
find_customers(struct rfm_moves *m, const struct rfm_table *t,
    struct ledger *l)
{
	const struct customer_row *row;
	const struct customer *c;
	size_t found = 0, moved = 0;
	uint32_t i;

	m->from = mem_array(t->n, sizeof(*m->from));
	m->here = mem_array(m->earlier.n, sizeof(*m->here));
	for (i = 0; i < t->n; i++) {
		c = purchases_at(t->p, i);
		row = customers_find(&m->earlier,
		    (struct str){ c->id, c->idlen });
		m->from[i] = RFM_MOVES_NEW;
		if (row == NULL)
			continue;
		m->from[i] = number_then(row);
		m->here[row - m->earlier.c] = true;
		found++;
		moved += !str_eq(segment_then(m, m->from[i]),
		    rfm_segment(t, i));
	}
	m->gone = m->earlier.n - found;
	ledger_count(l, "customers entered", t->n - found);
	ledger_count(l, "customers moved", moved);
	ledger_count(l, "customers gone", m->gone);
}

enum status
rfm_moves_check(const struct rfm_moves *m, int32_t as_of, struct buf *err)
{
	char then[DAY_MAX], now[DAY_MAX];

	if (m->agree.as_of == DAY_NONE || as_of == DAY_NONE ||
	    m->agree.as_of <= as_of)
		return STATUS_OK;
	diag_escape(err, str_z(m->file), 200);
	buf_printf(err, ": as_of: %.*s is later than the day of this table, "
	    "%.*s", (int)day_print(m->agree.as_of, then), then,
	    (int)day_print(as_of, now), now);
	return STATUS_DATA;
}

void
rfm_moves_match(struct rfm_moves *m, struct rfm_table *t, struct ledger *l)
{
	m->zh = t->seg->zh;
	name_segments(m, t->seg, l);
	find_customers(m, t, l);
	warn_gone(m, l);
	t->moves = m;
}

enum move { MOVE_SEGMENT, MOVE_ENTERED, MOVE_GONE };

static void
print_move(enum move move, struct str then, struct str now, bool zh,
    struct buf *b)
{
	switch (move) {
	case MOVE_SEGMENT:
		if (str_eq(then, now))
			return;
		buf_str(b, then);
		buf_byte(b, '>');
		buf_str(b, now);
		break;
	case MOVE_ENTERED:
		buf_z(b, zh ? "新增" : "entered");
		break;
	case MOVE_GONE:
		buf_z(b, zh ? "缺失" : "gone");
		break;
	}
}

struct str
rfm_moves_of(const struct rfm_moves *m, uint32_t number, struct str now,
    struct buf *move)
{
	uint32_t from = m->from[number];
	struct str then = segment_then(m, from);

	print_move(from == RFM_MOVES_NEW ? MOVE_ENTERED : MOVE_SEGMENT, then,
	    now, m->zh, move);
	return then;
}

/* One line of --show=moves. */
struct flow {
	struct str	then, now;
	enum move	move;
	int64_t		n;
};

struct flows {
	struct flow	*flow;		/* by number of the text in names: */
	struct names	 names;		/* THEN NUL NOW NUL MOVE */
};

static void
count_flow(struct flows *fs, const struct flow *like, bool zh)
{
	struct buf text = { 0 };
	size_t n = fs->names.n, i;

	buf_str(&text, like->then);
	buf_byte(&text, '\0');
	buf_str(&text, like->now);
	buf_byte(&text, '\0');
	print_move(like->move, like->then, like->now, zh, &text);
	i = names_add(&fs->names, buf_view(&text));
	buf_free(&text);
	if (i == n) {
		fs->flow = mem_grow(fs->flow, n + 1, sizeof(*fs->flow));
		fs->flow[i] = *like;
	}
	fs->flow[i].n++;
}

static void
count_flows(struct flows *fs, const struct rfm_moves *m,
    const struct rfm_table *t)
{
	struct flow one = { .n = 0 };
	uint32_t i;

	for (i = 0; i < t->n; i++) {
		one.then = segment_then(m, m->from[i]);
		one.now = rfm_segment(t, i);
		one.move = m->from[i] == RFM_MOVES_NEW ? MOVE_ENTERED :
		    MOVE_SEGMENT;
		count_flow(fs, &one, m->zh);
	}
	one = (struct flow){ .now = STR(""), .move = MOVE_GONE };
	for (i = 0; i < m->earlier.n; i++) {
		one.then = segment_then(m, number_then(&m->earlier.c[i]));
		if (!m->here[i])
			count_flow(fs, &one, m->zh);
	}
}

void
rfm_moves_write(const struct rfm_moves *m, const struct rfm_table *t,
    struct io_out *out, enum tab_format f)
{
	static const struct tab_col columns[] = { { "prev_segment", TAB_TEXT },
	    { "segment", TAB_TEXT }, { "move", TAB_TEXT },
	    { "customers", TAB_NUMBER } };
	struct tabout *tab = tab_open(out, f, columns, 4, 0);
	struct flows fs = { .flow = NULL };
	const struct flow *flow;
	struct buf move = { 0 };
	char number[NUM_MAX];
	uint32_t *order;
	size_t i;

	count_flows(&fs, m, t);
	order = names_sorted(&fs.names);
	for (i = 0; i < fs.names.n; i++) {
		flow = &fs.flow[order[i]];
		move.len = 0;
		print_move(flow->move, flow->then, flow->now, m->zh, &move);
		tab_row(tab, (const struct str[4]){ flow->then, flow->now,
		    buf_view(&move), { number,
			num_print_int(flow->n, number) } });
	}
	tab_close(tab);
	buf_free(&move);
	names_free(&fs.names);
	free(fs.flow);
	free(order);
}

void
rfm_moves_free(struct rfm_moves *m)
{
	customers_free(&m->earlier);
	agree_free(&m->agree);
	free(m->name);
	free(m->from);
	free(m->here);
}
