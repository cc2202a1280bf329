/* From what was read to what crm-tier writes. */
#include "screen.h"
#include "tieraudience.h"
#include "tierexplain.h"
#include "tiernote.h"
#include "tierprev.h"
#include "tierrun.h"

#define WHOLE	(100 * (int64_t)MONEY_UNIT)	/* 100 percent, or points */

/* A number of 0 to 100 with up to four decimals, in 1/10000. */
static bool
read_hundred(struct str s, int64_t *v)
{
	return money_parse(s, v, NULL) == NUM_OK && *v >= 0 && *v <= WHOLE;
}

static bool
parse_quotas(struct tier_rules *r, const char *text)
{
	struct str rest = str_z(text), core;

	return str_split(&rest, ',', &core) && rest.p != NULL &&
	    read_hundred(core, &r->core) && read_hundred(rest, &r->potential) &&
	    r->core + r->potential > 0 && r->core + r->potential <= WHOLE;
}

static bool
parse_thresholds(struct tier_rules *r, const char *text)
{
	struct str rest = str_z(text), part, name;
	int64_t *to;

	while (str_split(&rest, ',', &part)) {
		if (!str_split(&part, '=', &name) || part.p == NULL)
			return false;
		to = str_eq(name, STR("value")) ? &r->value_least :
		    str_eq(name, STR("activity")) ? &r->activity_least : NULL;
		if (to == NULL || *to != -1 || !read_hundred(part, to))
			return false;
	}
	return true;
}

bool
tier_rules_parse(struct tier_rules *r, const char *quotas,
    const char *thresholds, struct buf *err)
{
	*r = (struct tier_rules){ .core = 125000, .potential = 225000,
	    .value_least = -1, .activity_least = -1 };
	if (quotas != NULL && !parse_quotas(r, quotas))
		buf_z(err, "--quotas: CORE,POTENTIAL, two percentages of "
		    "together up to 100 with up to four decimals");
	else if (thresholds != NULL && !parse_thresholds(r, thresholds))
		buf_z(err, "--thresholds: value=V,activity=A (one or both), "
		    "scores of 0 to 100 with up to four decimals");
	else if (quotas != NULL && r->value_least >= 0 &&
	    r->activity_least >= 0)
		buf_z(err, "--quotas: nothing is left to them by "
		    "--thresholds");
	return err->len == 0;
}

static enum status
write_story(const struct tier_table *t, const char *id, struct io_out *out,
    struct buf *err)
{
	struct buf text = { 0 };
	const struct face f = { .out = &text,
	    .width = screen_width(0, io_out_is_terminal(out)) };
	enum status st = tier_explain(t, id, &f, err);

	io_out_str(out, buf_view(&text));
	buf_free(&text);
	return st;
}

static enum status
write_output(const struct tier_table *t, const struct tier_request *r,
    struct buf *err)
{
	struct io_out *out = io_out_open(r->file);
	enum status st = STATUS_OK;

	switch (r->output) {
	case TIER_TABLE:
		tier_table_write(t, out, r->format);
		break;
	case TIER_EXPLAIN:
		st = write_story(t, r->explain, out, err);
		break;
	case TIER_AUDIENCE:
		st = tier_audience_write(t, r->audience, out, r->format, err);
		break;
	case TIER_SHOW_TAGS:
		tier_demand_write(t, out, r->format);
		break;
	case TIER_SHOW_STEPS:
		tier_steps_write(t, out, r->format);
		break;
	}
	io_out_close(out, st == STATUS_OK);
	return st;
}

enum status
tier_run(struct tierin *in, struct tier_request *r, struct buf *err)
{
	struct tier_prev prev = { .as_of = DAY_NONE };
	enum status st = STATUS_OK;
	struct tier_table t;

	if (r->prev != NULL) {
		tier_prev_load(&prev, r->prev, in->ledger, r->digest);
		r->stop = prev.stop;
	}
	if (r->stop) {
		tier_prev_free(&prev);
		return STATUS_OK;
	}
	tier_table(&t, in, &r->rules);
	if (r->prev != NULL)
		st = tier_prev_apply(&prev, &t, err);
	if (st == STATUS_OK) {
		tier_settings(&t, in->ledger);
		tier_note(&t, in->ledger);
		st = write_output(&t, r, err);
	}
	tier_table_free(&t);
	tier_prev_free(&prev);
	return st;
}
