/* The sheet of a workbook that is read, and what is said of the others. */
#include <stdlib.h>

#include "intakein.h"
#include "mem.h"
#include "num.h"
#include "text.h"

/* Sheets of which names are shown. */
#define SHOWN	10

bool
intake_is_sheet(const struct intake *t)
{
	return t->box != NULL && container_kind(t->box) == CONTAINER_XLSX;
}

const struct maps *
intake_maps(const struct intake *t, const struct intake_opts *o)
{
	return intake_is_sheet(t) ? &t->maps : o->maps;
}

static struct str
name_of(const struct intake *t, size_t i)
{
	return container_table(t->box, i)->name;
}

static bool
may_read(const struct intake *t, const struct map *m, size_t i)
{
	struct buf norm = { 0 };
	bool fits = true;

	if (m->sheet != NULL) {
		text_normalise(&norm, name_of(t, i));
		fits = pattern_match(m->sheet, buf_view(&norm)) == 1;
		buf_free(&norm);
	}
	return fits;
}

/* The maps that may read sheet i: a map can ask for the name of a sheet. */
static void
sheet_maps(struct intake *t, const struct intake_opts *o, size_t i)
{
	const struct maps *all = o->maps;
	size_t k;

	free(t->maps.m);
	t->maps.m = mem_array(all->n + 1, sizeof(struct map *));
	t->maps.n = 0;
	for (k = 0; k < all->n; k++)
		if (o->sheet != NULL || may_read(t, all->m[k], i))
			t->maps.m[t->maps.n++] = all->m[k];
}

/* "Orders", "Items" and 3 more */
static void
put_names(const struct intake *t, struct buf *out)
{
	size_t i, n = container_tables(t->box);

	for (i = 0; i < n && i < SHOWN; i++) {
		buf_z(out, i == 0 ? "\"" : ", \"");
		diag_escape(out, name_of(t, i), 60);
		buf_z(out, container_table(t->box, i)->hidden ?
		    "\" (hidden)" : "\"");
	}
	if (n > SHOWN)
		buf_printf(out, " and %zu more", n - SHOWN);
}

/* --sheet: a name, else a number. */
static enum status
find_sheet(struct intake *t, const char *asked, struct buf *err)
{
	size_t i, n = container_tables(t->box);
	struct str s = str_z(asked);
	int64_t number;

	for (i = 0; i < n && !str_eq(name_of(t, i), s); i++)
		;
	if (i == n && num_parse_int(s, &number) == NUM_OK && number >= 1 &&
	    (uint64_t)number <= n)
		i = (size_t)number - 1;
	t->table = i;
	if (i < n)
		return STATUS_OK;
	buf_printf(err, "%s: no sheet \"", t->path);
	diag_escape(err, s, 60);
	buf_z(err, "\": it has ");
	put_names(t, err);
	return STATUS_USAGE;
}

/* 1 when a map knows a header on sheet i, -1 with err. */
static int
sheet_fits(struct intake *t, const struct intake_opts *o, size_t i,
    struct buf *err)
{
	struct intake_scoring sc = { .maps = &t->maps, .is_sheet = true };
	struct sniff_opts so = { .format = ROWS_CSV, .delimiter = ',',
	    .by_record = true, .score = intake_score, .ctx = &sc };
	struct sniff sn = { 0 };
	struct io_in *in;
	int got = 0;

	sheet_maps(t, o, i);
	if (t->maps.n == 0)
		return 0;
	in = container_text(t->box, i);
	if (sniff(in, &so, &sn) == -1) {
		(void)intake_fail(t, err, io_in_error(in));
		got = -1;
	}
	io_in_close(in);
	return got == -1 ? -1 : sn.found;
}

/* The first that fits; of the others those that would have fitted too. */
static enum status
choose_sheet(struct intake *t, const struct intake_opts *o, struct buf *err)
{
	size_t i, n = container_tables(t->box), first = n;
	bool found = false;
	int fits;

	for (i = 0; i < n; i++) {
		if (container_table(t->box, i)->hidden)
			continue;
		fits = n == 1 ? 1 : sheet_fits(t, o, i, err);
		if (fits == -1)
			return STATUS_IO;
		if (first == n || (fits == 1 && !found))
			first = i;
		else if (fits == 1) {
			buf_z(&t->also, t->also.len == 0 ? "\"" : ", \"");
			diag_escape(&t->also, name_of(t, i), 60);
			buf_byte(&t->also, '"');
		}
		found = found || fits == 1;
	}
	/* All of them are hidden, which nobody does to an export. */
	t->table = first < n ? first : 0;
	return STATUS_OK;
}

enum status
intake_unwrap(struct intake *t, struct io_in *raw, const struct intake_opts *o,
    struct buf *err)
{
	enum status st = container_open(&t->box, raw, err);
	bool known = t->table_known;

	if (st != STATUS_OK || !intake_is_sheet(t))
		return st;
	/* The workbook is in a file of its own now. */
	if (t->replay != NULL)
		replay_stop(t->replay);
	t->replay = NULL;
	if (!known && o->sheet != NULL)
		st = find_sheet(t, o->sheet, err);
	else if (!known)
		st = choose_sheet(t, o, err);
	if (st != STATUS_OK)
		return st;
	if (t->table >= container_tables(t->box))
		return intake_fail(t, err, "changed while it was being read");
	t->table_known = true;
	sheet_maps(t, o, t->table);
	return STATUS_OK;
}

enum status
intake_check_sheet(const struct intake *t, size_t n,
    const struct intake_opts *o, struct buf *err)
{
	size_t i;

	for (i = 0; i < n && !t[i].table_known; i++)
		;
	if (o->sheet == NULL || i < n)
		return STATUS_OK;
	buf_z(err, "--sheet: none of the files is a workbook");
	return STATUS_USAGE;
}

void
intake_put_sheet(const struct intake *t, struct buf *out)
{
	buf_byte(out, '"');
	diag_escape(out, name_of(t, t->table), 60);
	buf_printf(out, "\", %zu of %zu", t->table + 1,
	    container_tables(t->box));
	if (container_tables(t->box) > 1) {
		buf_z(out, ": ");
		put_names(t, out);
	}
}
