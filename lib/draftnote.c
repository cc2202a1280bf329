/* What is uncertain about a drafted map, as notes for who finishes it. */
#include <string.h>

#include "cell.h"
#include "draftin.h"
#include "tabout.h"
#include "utf8.h"

/* One entry of the list of notes at the top. */
static void
put_note(struct page *p, const struct buf *text)
{
	buf_z(p->out, p->nnote++ == 0 ? "\n  " : ",\n  ");
	json_put_any(p->out, buf_view(text));
}

static const char *
kind_name(enum head_kind k)
{
	static const char *const names[] = { "orders", "comments or messages",
		"content", "spend on ads", "profiles of customers" };

	return names[k];
}

static bool
is_used(const struct draft *d, size_t col)
{
	size_t i;

	for (i = 0; i < d->nuse; i++)
		if (d->use[i].col == col)
			return true;
	return false;
}

/* Headers that the dictionary knows but that another one stands for. */
static const struct draft_use *
other_use(const struct draft *d, size_t col)
{
	size_t i;

	for (i = 0; i < d->ncan; i++)
		if (d->can[i].col == col && d->can[i].w->kind[d->kind])
			return &d->can[i];
	return NULL;
}

static const char *
meaning_name(unsigned to)
{
	static const char *const more[] = { "refund", "refund_time",
		"refund_id" };

	return to < REC_N ? record_cols[to].name : more[to - REC_N];
}

static void
note_unused(struct page *p)
{
	struct buf b = { 0 };
	const struct draft_use *u;
	size_t i;

	for (i = 0; i < p->d->h->n; i++) {
		if (is_used(p->d, i))
			continue;
		b.len = 0;
		u = other_use(p->d, i);
		buf_z(&b, "not used: ");
		buf_str(&b, p->d->h->name[i]);
		if (u != NULL)
			buf_printf(&b, " (could be %s too, which another "
			    "column fills)", meaning_name(u->w->to));
		put_note(p, &b);
	}
	buf_free(&b);
}

/* The share of cells that a rule cannot read. */
static void
note_misfits(struct page *p)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < p->d->nuse; i++) {
		const struct draft_use *u = &p->d->use[i];

		if (u->fit.good == u->fit.filled)
			continue;
		b.len = 0;
		buf_str(&b, p->d->h->name[u->col]);
		buf_printf(&b, ": cells that cannot be read as %s: %zu of %zu",
		    meaning_name(u->w->to), u->fit.filled - u->fit.good,
		    u->fit.filled);
		put_note(p, &b);
	}
	buf_free(&b);
}

static void
note_missing(struct page *p)
{
	static const struct {
		enum head_kind	 kind;
		enum record_col	 col;
		const char	*text;
	} need[] = {
		{ HEAD_ORDER, REC_USER_ID, "no column names the customer: "
		    "orders without user_id are counted, not scored" },
		{ HEAD_ORDER, REC_ORDER_ID, "no column has an order number: a "
		    "row is known by its content" },
		{ HEAD_ORDER, REC_STATUS, "no column tells the state of the "
		    "orders: all of them count as paid" },
		{ HEAD_MESSAGE, REC_USER_ID, "no column names the customer" },
	};
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(need) / sizeof(need[0]); i++) {
		if (need[i].kind != p->d->kind ||
		    draft_find(p->d, need[i].col) != NULL)
			continue;
		b.len = 0;
		buf_z(&b, need[i].text);
		put_note(p, &b);
	}
	if (!p->d->complete) {
		b.len = 0;
		buf_z(&b, "too few headers are known to tell what this table "
		    "holds: name the columns yourself");
		put_note(p, &b);
	}
	buf_free(&b);
}

static void
note_times(struct page *p)
{
	struct buf b = { 0 };
	struct sample_times t;
	size_t i;

	for (i = 0; i < p->d->nuse; i++) {
		const struct draft_use *u = &p->d->use[i];

		if (u->rule != RULE_TIME)
			continue;
		t = sample_times(p->d->s, u->col);
		b.len = 0;
		buf_str(&b, p->d->h->name[u->col]);
		if (t.dmy > 0 && t.mdy > 0)
			buf_printf(&b, ": %zu dates are day/month and %zu "
			    "month/day: repair the file", t.dmy, t.mdy);
		else if (t.open > 0 && t.dmy == 0 && t.mdy == 0)
			buf_printf(&b, ": %zu dates may be day/month or "
			    "month/day: add \"order\": \"dmy\" or \"mdy\"",
			    t.open);
		else if (t.dmy > 0 || t.mdy > 0)
			buf_printf(&b, ": %s, proved by its dates: %zu",
			    t.dmy > 0 ? "day before month" :
			    "month before day", t.dmy + t.mdy);
		else
			continue;
		put_note(p, &b);
	}
	buf_free(&b);
}

static void
note_money(struct page *p)
{
	const struct draft_use *u = draft_find(p->d, REC_AMOUNT);
	struct buf b = { 0 };

	if (u == NULL)
		u = draft_find(p->d, REC_SPEND);

	if (p->d->kind == HEAD_ORDER) {
		buf_z(&b, "amount is the gross value of an order: check that "
		    "refunds are not taken off it already");
		put_note(p, &b);
	}
	b.len = 0;
	if (p->currency != NULL)
		buf_printf(&b, "currency: %s, by the signs in headers and "
		    "cells", p->currency);
	else if (u != NULL && draft_find(p->d, REC_CURRENCY) == NULL &&
	    !draft_names_currency(p->d, u->col))
		buf_z(&b, "no currency was found: add \"currency\" to "
		    "\"set\", unless a header names it");
	if (b.len > 0)
		put_note(p, &b);
	buf_free(&b);
}

/* Is there a character from..to in the headers? */
static bool
has_script(const struct header *h, uint32_t from, uint32_t to)
{
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < h->n; i++) {
		struct str s = h->norm[i];

		for (; s.len > 0; s.p += n, s.len -= n) {
			n = utf8_next(s, &cp);
			if (n == 0)
				break;
			if (cp >= from && cp <= to)
				return true;
		}
	}
	return false;
}

bool
draft_is_chinese(const struct draft *d)
{
	/* Kana or Hangul beside Han: not China. */
	return has_script(d->h, 0x4e00, 0x9fff) &&
	    !has_script(d->h, 0x3040, 0x30ff) &&
	    !has_script(d->h, 0xac00, 0xd7a3);
}

/* The currency that signs say, or NULL; $ is that of many countries. */
const char *
draft_currency(const struct draft *d)
{
	static const struct {
		const char	*sign, *code;
		bool		 han;	/* only in a Chinese table */
	} signs[] = { { "元", "CNY", true }, { "¥", "CNY", true },
		{ "￥", "CNY", true }, { "€", "EUR", false },
		{ "£", "GBP", false }, { "₩", "KRW", false },
		{ "₹", "INR", false } };
	const struct draft_use *u = draft_find(d, REC_AMOUNT);
	bool han = draft_is_chinese(d);
	struct buf seen = { 0 };
	const char *found = NULL;
	size_t i;

	if (u == NULL)
		u = draft_find(d, REC_SPEND);
	if (u == NULL || draft_find(d, REC_CURRENCY) != NULL)
		return NULL;
	buf_str(&seen, d->h->name[u->col]);
	for (i = 0; i < d->s->nrow && i < 20; i++)
		buf_str(&seen, sample_cell(d->s, u->col, i));
	buf_byte(&seen, '\0');
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (found == NULL && (han || !signs[i].han) &&
		    strstr(seen.p, signs[i].sign) != NULL)
			found = signs[i].code;
	buf_free(&seen);
	return found;
}

/* Are there times that are written without a zone, under no header with one? */
static bool
needs_zone(const struct draft *d)
{
	struct str unit;
	size_t i;

	for (i = 0; i < d->nuse; i++) {
		(void)headwords_base(d->h->norm[d->use[i].col], &unit);
		if (d->use[i].rule == RULE_TIME && !cell_is(unit, "utc") &&
		    !cell_is(unit, "gmt") &&
		    sample_times(d->s, d->use[i].col).unzoned > 0)
			return true;
	}
	return false;
}

void
draft_notes(struct page *p)
{
	struct buf b = { 0 };

	buf_printf(&b, "drafted from %zu rows of ", p->d->s->nrow);
	buf_str(&b, p->file);
	buf_printf(&b, ": %s, by its headers. Read it before you trust it; "
	    "crm-ingest --detect and --explain show what it does",
	    p->d->complete ? kind_name(p->d->kind) : "not known what");
	put_note(p, &b);
	b.len = 0;
	buf_z(&b, "source is a guess from the name of the file: name the "
	    "platform");
	put_note(p, &b);
	b.len = 0;
	if (p->china) {
		buf_z(&b, "zone: Asia/Shanghai, because the headers are "
		    "Chinese");
		put_note(p, &b);
	} else if (needs_zone(p->d)) {
		buf_z(&b, "no zone: times that are written without one need "
		    "\"zone\" here, or --assume-tz");
		put_note(p, &b);
	}
	note_missing(p);
	note_money(p);
	note_times(p);
	note_misfits(p);
	note_unused(p);
	buf_free(&b);
}

