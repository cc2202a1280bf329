/* Rows of events, contents and profiles, as crm-ingest writes them. */
#include <string.h>

#include "tierin.h"

enum {
	DIRECTION = SALE_COLUMNS, CONTENT_ID, ID, TAGS, FORM, SECONDS,
	DURATION, SENTIMENT, CATEGORIES, GENDER, REGION, JOB, COLUMNS
};

static const struct rec_col more[COLUMNS - SALE_COLUMNS] = {
	{ "direction", false }, { "content_id", false }, { "id", false },
	{ "tags", false }, { "form", false }, { "seconds", false },
	{ "duration_s", false }, { "sentiment", false },
	{ "categories", false }, { "gender", false }, { "region", false },
	{ "job", false }
};

_Static_assert(COLUMNS <= TIERIN_COLUMNS, "columns of events");

size_t
tierin_event_columns(struct rec_col *out)
{
	memcpy(out, sale_event_columns, sizeof(sale_event_columns));
	memcpy(out + SALE_COLUMNS, more, sizeof(more));
	/* A table of contents or profiles alone has no time. */
	out[SALE_TIME].required = false;
	return COLUMNS;
}

/* A table that is being read. */
struct source {
	const struct input	*in;
	bool			 currency;	/* has such a column */
};

static void
reject(struct tierin *t, const struct source *src, const struct row *row,
    size_t at, const char *why)
{
	struct rec_col col[TIERIN_COLUMNS];
	struct fault f = { .reason = why };

	tierin_event_columns(col);
	f.field = str_z(col[at].name);
	if (row->cell[at].len > 0)
		f.value = row->cell[at];
	rows_locate(src->in->rows, row, at, &f.line, &f.column);
	sale_origin(row, &f);
	t->stop = !ledger_reject(t->ledger, &f, row->raw);
}

static struct tag_cells
tag_cells(struct tierin *t, const struct row *row)
{
	const struct str *c = row->cell;

	return (struct tag_cells){ .shop = sale_shop(&t->sale,
	    c[SALE_SOURCE], c[SALE_ACCOUNT]), .content = c[CONTENT_ID],
	    .tags = c[TAGS], .form = c[FORM] };
}

static void
add_content(struct tierin *t, const struct row *row)
{
	struct tag_cells c = tag_cells(t, row);

	if (c.content.len == 0)
		c.content = row->cell[ID];
	tagbook_define(&t->book, &c);
	ledger_used(t->ledger, 1);
}

/* name@from..to, either end open: NULL, or what is wrong. */
static const char *
check_dated(struct str tag)
{
	struct tag_span s;

	return tags_span(tag, &s) ? NULL : "not NAME@FROM..TO with dates";
}

static void
add_text(struct tierin *t, uint32_t number, const char *name, struct str s)
{
	struct buf b = { 0 };
	size_t i;

	s = str_trim(s);
	if (s.len == 0)
		return;
	if (name != NULL)
		buf_printf(&b, "%s=", name);
	for (i = 0; i < s.len; i++)
		buf_byte(&b, s.p[i] == ';' ? ',' : s.p[i]);
	pairs_add(&t->profiles, number, names_add(&t->profile,
	    buf_view(&b)));
	buf_free(&b);
}

static void
add_profile(struct tierin *t, const struct source *src, const struct row *row)
{
	struct str tags = row->cell[TAGS], tag;
	const char *why = NULL;
	uint32_t number;

	if (row->cell[SALE_USER].len == 0) {
		ledger_filtered(t->ledger, "no customer", 1);
		return;
	}
	while (why == NULL && tags_next(&tags, &tag))
		why = check_dated(tag);
	if (why != NULL) {
		reject(t, src, row, TAGS, why);
		return;
	}
	if (t->worker != NULL)
		worker_wait(t->worker);
	number = tierlog_person(&t->log, row->cell[SALE_USER])->number;
	add_text(t, number, "gender", row->cell[GENDER]);
	add_text(t, number, "region", row->cell[REGION]);
	add_text(t, number, "job", row->cell[JOB]);
	for (tags = row->cell[TAGS]; tags_next(&tags, &tag);)
		add_text(t, number, NULL, tag);
	ledger_used(t->ledger, 1);
}

/* Seconds, 1/10000; -1: empty. NULL, or what is wrong. */
static const char *
read_seconds(struct tierin *t, struct str s, int64_t *v)
{
	enum num_result r;

	*v = -1;
	if (s.len == 0)
		return NULL;
	r = money_parse(s, v, &t->rounded);
	if (r != NUM_OK)
		return money_reason(r);
	return *v < 0 ? "negative" : NULL;
}

/* How long was read or played: each play counts at most once through. */
static bool
read_amount(struct tierin *t, const struct source *src, const struct row *row,
    struct tier_event *e)
{
	int64_t length = -1;
	const char *why;

	why = read_seconds(t, row->cell[SECONDS], &e->amount);
	if (why != NULL) {
		reject(t, src, row, SECONDS, why);
		return false;
	}
	if (e->type != ACT_PLAY)
		return true;
	why = read_seconds(t, row->cell[DURATION], &length);
	if (why != NULL) {
		reject(t, src, row, DURATION, why);
		return false;
	}
	if (length >= 0 && e->amount > length)
		e->amount = length;
	return true;
}

static uint8_t
hour_of(uint64_t time)
{
	struct stamp s = stamp_unpack(time);
	int64_t day = INT64_C(86400000), ms = s.local_ms % day;

	if (s.precision == STAMP_DAY)
		return TIER_NO_HOUR;
	return (uint8_t)((ms < 0 ? ms + day : ms) / 3600000);
}

/* The columns that crm-sentiment adds, where they are filled. */
static bool
read_mood(struct tierin *t, const struct source *src, const struct row *row,
    struct tier_event *e)
{
	struct str list = row->cell[CATEGORIES], word;
	struct str sentiment = row->cell[SENTIMENT];
	unsigned mood = 0;

	if (str_eq(sentiment, STR("negative")))
		mood = TIER_MESSAGE | TIER_NEGATIVE;
	else if (str_eq(sentiment, STR("neutral")) ||
	    str_eq(sentiment, STR("positive")))
		mood = TIER_MESSAGE;
	else if (sentiment.len > 0) {
		reject(t, src, row, SENTIMENT, "not positive, neutral or "
		    "negative");
		return false;
	}
	while (list.len > 0 && tags_next(&list, &word))
		if (str_eq(word, STR("price")))
			mood |= TIER_PRICE;
	e->mood = (uint8_t)mood;
	return true;
}

/* An event of a customer up to as-of, whose time and day are in e. */
static bool
fill_event(struct tierin *t, const struct source *src, const struct row *row,
    struct tier_event *e)
{
	struct str type = row->cell[SALE_TYPE];
	struct tag_cells cells;

	e->user = row->cell[SALE_USER];
	/* What sale.c takes for an order is one here. */
	e->type = (uint8_t)(type.len == 0 ? ACT_ORDER :
	    acts_find(&t->log.acts, type));
	e->out = str_eq(row->cell[DIRECTION], STR("out"));
	e->amount = 0;
	e->subject = SUBJECT_NONE;
	e->hour = TIER_NO_HOUR;
	e->mood = 0;
	if (!t->book.any && row->cell[TAGS].len > 0)
		t->book.any = tags_any(row->cell[TAGS]);
	if (e->out || e->type == ACT_OTHER)
		return true;
	if ((e->type == ACT_READ || e->type == ACT_PLAY) &&
	    !read_amount(t, src, row, e))
		return false;
	if (!read_mood(t, src, row, e))
		return false;
	e->hour = hour_of(e->time);
	if ((row->cell[CONTENT_ID].len | row->cell[TAGS].len |
	    row->cell[FORM].len) != 0) {
		cells = tag_cells(t, row);
		e->subject = tagbook_subject(&t->book, &cells);
	}
	return true;
}

static bool
is_money(struct str type)
{
	return type.len == 0 || str_eq(type, STR("order")) ||
	    str_eq(type, STR("refund"));
}

/* An order whose status does not count is an activity all the same. */
static bool
is_unpaid(const struct tierin *t, const struct row *row)
{
	struct str status = row->cell[SALE_STATUS];

	if (t->agree.keep && t->opt.rates == NULL && !str_eq(
	    row->cell[SALE_CURRENCY], buf_view(&t->agree.currency)))
		return false;
	return str_eq(status, STR("pending")) ||
	    str_eq(status, STR("cancelled")) || str_eq(status, STR("failed"));
}

/* The currency of a row with money, which all operands share. */
static void
agree_on(struct tierin *t, const struct source *src, const struct row *row)
{
	struct fault f = { 0 };

	if (agree_currency(&t->agree, t->opt.rates != NULL ? t->rates.target :
	    row->cell[SALE_CURRENCY], src->in->name, &f) == AGREE_CONFLICT)
		input_conflict(src->in, row, SALE_CURRENCY, &f);
}

/* sale.c has seen two of them in the events. */
_Noreturn static void
refuse_currency(struct tierin *t, const struct source *src,
    const struct row *row)
{
	struct fault f = { 0 };

	agree_currency(&t->agree, buf_view(&t->sale.currency), src->in->name,
	    &f);
	agree_currency(&t->agree, row->cell[SALE_CURRENCY], src->in->name, &f);
	input_conflict(src->in, row, SALE_CURRENCY, &f);
}

/*
 * What sale.c makes of a row: true when it is an event of a customer up to
 * as-of, and in s a sale if t->nsales has grown.
 */
static bool
judge(struct tierin *t, const struct source *src, const struct row *row,
    struct sale *s)
{
	switch (sale_read(&t->sale, row, s)) {
	case SALE_OK:
		if (src->currency)
			agree_on(t, src, row);
		t->nsales++;
		return true;
	case SALE_FILTERED:
		if (t->sale.rules.as_of != DAY_NONE &&
		    s->day > t->sale.rules.as_of)
			t->sale.reason = "after as-of";
		else if (row->cell[SALE_USER].len == 0)
			t->sale.reason = "no customer";
		else if (!is_money(row->cell[SALE_TYPE]) || is_unpaid(t, row))
			return true;
		ledger_filtered(t->ledger, t->sale.reason, 1);
		return false;
	case SALE_REJECTED:
		reject(t, src, row, t->sale.cell, t->sale.reason);
		return false;
	case SALE_CURRENCIES:
		refuse_currency(t, src, row);
	}
	return false;
}

static void
add_row(struct tierin *t, const struct source *src, const struct row *row)
{
	struct str kind = row->cell[SALE_KIND];
	struct tier_event *e = &t->job->event[t->job->n];
	struct sale *s = &t->sales[t->nsales];
	size_t had = t->nsales;

	if (str_eq(kind, STR("content"))) {
		add_content(t, row);
		return;
	}
	if (str_eq(kind, STR("profile"))) {
		add_profile(t, src, row);
		return;
	}
	s->day = DAY_NONE;
	if (kind.len > 0 && !str_eq(kind, STR("event"))) {
		ledger_filtered(t->ledger, "not an event", 1);
		return;
	}
	if (!judge(t, src, row, s))
		return;
	e->time = s->time;
	e->day = s->day;
	if (fill_event(t, src, row, e)) {
		t->job->n++;
		ledger_used(t->ledger, 1);
	} else
		t->nsales = had;
}

void
tierin_run_job(void *log, void *job)
{
	struct tier_job *j = job;

	tierlog_add(log, j->event, j->n);
	j->n = 0;
}

void
tierin_close_job(void *job)
{
	struct tier_job *j = job;

	buf_free(&j->text);
}

/* Give a batch away, with ids of its own: the rows will not last. */
static void
hand_over(struct tierin *t)
{
	struct tier_job *j = t->job;
	size_t i, len = 0;
	char *p;

	for (i = 0; i < j->n; i++)
		len += j->event[i].user.len;
	j->text.len = 0;
	p = buf_room(&j->text, len);
	for (i = 0; i < j->n; i++) {
		memcpy(p, j->event[i].user.p, j->event[i].user.len);
		j->event[i].user.p = p;
		p += j->event[i].user.len;
	}
	worker_run(t->worker);
}

static void
add_batch(struct tierin *t, const struct source *src, const struct batch *b)
{
	size_t i;

	if (t->worker != NULL)
		t->job = worker_job(t->worker);
	for (i = 0; i < b->n && !t->stop; i++) {
		if (b->row[i].bad == NULL)
			add_row(t, src, &b->row[i]);
		else
			t->stop = !ledger_reject(t->ledger, b->row[i].bad,
			    b->row[i].raw);
	}
	purchases_add(&t->purchases, t->sales, t->nsales);
	t->nsales = 0;
	if (t->worker != NULL)
		hand_over(t);
	else
		tierin_run_job(&t->log, t->job);
}

void
tierin_events(struct tierin *t, struct input *in)
{
	struct rec_col cols[TIERIN_COLUMNS];
	struct operand_cols oc = { cols, tierin_event_columns(cols) };
	size_t col[TIERIN_COLUMNS];
	struct source src = { .in = in };
	struct batch b;
	struct fault f;

	if (!operand_bind(in->rows, &t->columns, &oc, col, &f))
		input_die(STATUS_USAGE, in->name, &f);
	src.currency = col[SALE_CURRENCY] != SIZE_MAX;
	while (!t->stop && input_next(in, t->ledger, &b))
		add_batch(t, &src, &b);
	input_close(in, t->ledger);
}
