/*
 * The report as text: what a person reads at nine in the morning. The order is
 * that of the questions: is it sound, how much, who, who is leaving, and only
 * then where it all came from.
 */
#include "report.h"
#include "money.h"
#include "text.h"

const struct report_section report_sections[] = {
	{ "customers", "a customer table, or events with orders",
	    metrics_customers, report_key_figures, false },
	{ "segments", "the column segment of crm-rfm",
	    metrics_segments, report_segments, false },
	{ "tiers", "the column tier of crm-tier",
	    metrics_tiers, report_tiers, true },
	{ "lifecycle", "the column lifecycle of crm-tier",
	    metrics_lifecycle, report_lifecycle, true },
	{ "heatmap", "the columns r_score and f_score of crm-rfm",
	    metrics_heatmap, report_heatmap, false },
	{ "silent", "the columns r_score and monetary of crm-rfm",
	    metrics_silent, report_silent, false },
	{ "events", "an event table of crm-ingest",
	    metrics_events, report_events, false },
	{ "summary", "any operand", metrics_rows, report_rows, false },
	{ NULL, NULL, NULL, NULL, false }
};

const struct report_section *
report_section_find(struct str name)
{
	const struct report_section *s;

	for (s = report_sections; s->name != NULL; s++) {
		if (str_eq(name, str_z(s->name)))
			return s;
	}
	return NULL;
}

void
report_title(const struct face *f, const char *title)
{
	face_style(f, FACE_TITLE);
	buf_z(f->out, title);
	face_style(f, FACE_PLAIN);
	face_newline(f);
}

void
report_heading(const struct face *f, const char *title, struct str remark)
{
	face_style(f, FACE_TITLE);
	buf_z(f->out, title);
	face_style(f, FACE_PLAIN);
	face_blank(f, 2);
	face_wrap(f, remark, text_width(str_z(title)) + 2, 2);
}

bool
report_wants(unsigned want, const char *section)
{
	const struct report_section *s = report_section_find(str_z(section));

	return s != NULL && (want >> (s - report_sections) & 1) != 0;
}

void
report_num(struct buf *b, struct fig_num v)
{
	char *out = buf_room(b, MONEY_MAX);

	switch (v.unit) {
	case FIG_NONE:
	case FIG_RATIO:
		buf_byte(b, '-');
		break;
	case FIG_COUNT:
		b->len += money_print_human(v.v * MONEY_UNIT, 0, out);
		break;
	case FIG_MONEY:
		b->len += money_print_human(v.v, 2, out);
		break;
	}
}

void
report_percent(struct buf *b, const struct figure *fig)
{
	if (fig == NULL || fig->value.unit != FIG_RATIO) {
		buf_byte(b, '-');
		return;
	}
	b->len += num_print_percent(fig->num.v, fig->den.v, 1,
	    buf_room(b, NUM_MAX));
	buf_byte(b, '%');
}

void
report_value(struct buf *b, const struct figure *fig)
{
	int128 v;

	if (fig == NULL || fig->value.unit != FIG_RATIO) {
		report_num(b, fig == NULL ? (struct fig_num){ FIG_NONE, 0 } :
		    fig->value);
		return;
	}
	if (fig->den.v > INT64_MAX) {
		buf_byte(b, '-');
		return;
	}
	v = money_divide(fig->num.v * MONEY_UNIT, (int64_t)fig->den.v);
	b->len += money_print_human(v, 2, buf_room(b, MONEY_MAX));
}

static bool
has_figures(const struct figures *fs, const char *section)
{
	size_t i;

	for (i = 0; i < fs->n; i++) {
		if (str_eq(str_z(fs->f[i].key.section), str_z(section)))
			return true;
	}
	return false;
}

/* Is the input a summary, and not a table? */
static bool
is_run(const struct metrics *m, struct str name)
{
	size_t i;

	for (i = 0; i + 1 < m->nrun; i++) {
		if (str_eq(name, str_z(m->run[i].file)))
			return true;
	}
	return false;
}

/* "rfm.csv 1,985 rows, rfm.json": what this run read. */
static void
put_inputs(const struct metrics *m, struct buf *b)
{
	const struct runsum *own = &m->run[m->nrun - 1];
	const struct runsum_count *c;
	size_t i;

	for (i = 0; i < own->inputs.n; i++) {
		c = &own->inputs.c[i];
		if (b->len > 0)
			buf_z(b, ", ");
		buf_str(b, c->name);
		if (is_run(m, c->name))
			continue;
		buf_byte(b, ' ');
		report_num(b, fig_count(c->n));
		buf_z(b, c->n == 1 ? " row" : " rows");
	}
}

static const char *const weekday[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	"Sunday"
};

static void
print_head(const struct metrics *m, const struct face *f)
{
	struct buf b = { 0 };
	int32_t day;

	buf_z(&b, "Customers");
	if (day_parse(m->as_of, &day))
		buf_printf(&b, " as of %s %.*s", weekday[day_of_week(day)],
		    STR_ARG(m->as_of));
	if (m->currency.len > 0) {
		buf_z(&b, ", money in ");
		buf_str(&b, m->currency);
	}
	face_style(f, FACE_TITLE);
	face_wrap(f, buf_view(&b), 0, 0);
	face_style(f, FACE_PLAIN);
	b.len = 0;
	put_inputs(m, &b);
	face_wrap(f, buf_view(&b), 0, 0);
	buf_free(&b);
}

/* What was asked for and cannot be shown. */
static void
print_missing(const struct figures *fs, unsigned want, const struct face *f)
{
	const struct report_section *s;
	struct buf b = { 0 };
	bool first = true;
	size_t i;

	for (i = 0; (s = &report_sections[i])->name != NULL; i++) {
		if ((want >> i & 1) == 0 || has_figures(fs, s->name) ||
		    (want == REPORT_ALL && s->optional))
			continue;
		if (first)
			{
			buf_byte(f->out, '\n');
			report_title(f, "NOT SHOWN");
		}
		first = false;
		b.len = 0;
		buf_printf(&b, "%s needs %s", s->name, s->needs);
		face_blank(f, 2);
		face_wrap(f, buf_view(&b), 2, 4);
	}
	buf_free(&b);
}

void
report_text(const struct figures *fs, const struct metrics *m, unsigned want,
    const struct face *f)
{
	size_t i;

	print_head(m, f);
	report_alarms(fs, f);
	for (i = 0; report_sections[i].name != NULL; i++) {
		if ((want >> i & 1) == 0 ||
		    !has_figures(fs, report_sections[i].name))
			continue;
		buf_byte(f->out, '\n');
		report_sections[i].text(fs, f);
	}
	print_missing(fs, want, f);
}
