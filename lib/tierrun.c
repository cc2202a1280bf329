/* From what was read to what crm-tier writes. */
#include "screen.h"
#include "tieraudience.h"
#include "tierexplain.h"
#include "tiernote.h"
#include "tierprev.h"
#include "tierrun.h"

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
	case TIER_SHOW_INTERESTS:
		tier_interests_write(t, out, r->format);
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
