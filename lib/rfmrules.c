/* The rules of scores and segments, from the options of a program. */
#include "rfmrules.h"
#include "segfile.h"

static enum status
open_segments(struct segments *seg, const struct rfm_rules_request *r,
    struct ledger *l, struct buf *err)
{
	enum status st = segfile_load(seg, r->segments, err);

	if (st != STATUS_OK)
		return st;
	seg->zh = r->lang == 1;
	segfile_note(seg, r->segments, l);
	return STATUS_OK;
}

/* --cuts and --breaks, which are for the bins that all scores have. */
static enum status
open_cuts(struct rfm_rules *rules, const struct rfm_rules_request *r,
    struct rfm_table_opts *o, struct buf *err)
{
	const struct rfmcuts_request rc = { .cuts = r->cuts,
	    .breaks = r->breaks.text, .nbreaks = r->breaks.n };
	enum status st;

	if (r->cuts == NULL && r->breaks.n == 0)
		return STATUS_OK;
	st = rfmcuts_make(rules->cuts, &rc, o->bins, err);
	if (st != STATUS_OK)
		return st;
	if (rules->seg.bins != o->bins) {
		buf_printf(err, "the segments are by scores of %d bins: "
		    "--cuts and --breaks need --bins %d", rules->seg.bins,
		    rules->seg.bins);
		return STATUS_USAGE;
	}
	o->cuts = rules->cuts;
	return STATUS_OK;
}

/* A percentage above 0 and up to 100 with up to four decimals. */
static enum status
parse_top(const char *percent, int64_t *top, struct buf *err)
{
	/* In 1/10000 of a percent, as money is of its unit. */
	if (money_parse(str_z(percent), top, NULL) == NUM_OK && *top > 0 &&
	    *top <= RFM_WHOLE)
		return STATUS_OK;
	buf_z(err, "--top-spend: \"");
	diag_escape(err, str_z(percent), 60);
	buf_z(err, "\" is not a percentage above 0 and up to 100 with up to "
	    "four decimals");
	return STATUS_USAGE;
}

enum status
rfm_rules_open(struct rfm_rules *rules, const struct rfm_rules_request *r,
    struct rfm_table_opts *o, struct ledger *l, struct buf *err)
{
	enum status st;

	*rules = (struct rfm_rules){ .has_moves = r->prev != NULL };
	o->seg = &rules->seg;
	o->seg_name = r->segments;
	st = open_segments(&rules->seg, r, l, err);
	if (st == STATUS_OK)
		st = open_cuts(rules, r, o, err);
	if (st == STATUS_OK && r->top_spend != NULL)
		st = parse_top(r->top_spend, &o->top, err);
	if (st == STATUS_OK && r->prev != NULL)
		rules->stop = !rfm_moves_load(&rules->moves, r->prev, l,
		    r->digest);
	return st;
}

void
rfm_rules_free(struct rfm_rules *rules)
{
	if (rules->has_moves)
		rfm_moves_free(&rules->moves);
	segments_free(&rules->seg);
}
