/*
 * crm-tier: one row a customer, as of a date: what each did, spent and
 * prefers, the tier and the state that follow from it, from customer tables,
 * whose columns are kept, and the events of crm-ingest (definitions.md 3.1 and
 * 3.2). The work is done by lib/tierin.c (operands), tiertable.c (scores and
 * tiers), tierrun.c (what comes out).
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "opt.h"
#include "tieraudience.h"
#include "tierrun.h"

struct opts {
	const char	*output, *columns, *tz, *currency, *rates;
	const char	*prev, *explain, *audience, *show;
	bool		 csv, jsonl, table;
	int		 in;
	struct tier_rules_request rules;
	int64_t		 max_rejects, threads;
	int32_t		 as_of;
	struct ledger_opts ledger;
};

#define AT(field)	.offset = offsetof(struct opts, field)
#define DAYS_MAX	100000

static const struct opt options[] = {
	{ .name = "active", .kind = OPT_NUMBER, .arg = "DAYS", AT(rules.active),
	  .min = 1, .max = DAYS_MAX,
	  .help = "new and active: within DAYS days (default 30)" },
	{ .name = "as-of", .kind = OPT_DAY, .arg = "DATE", AT(as_of),
	  .help = "the day the table is for (default: that of the tables)" },
	{ .name = "audience", .kind = OPT_TEXT, .arg = "FIELD=VALUE,...",
	  AT(audience), .help = "write the user_ids of these customers only" },
	{ .name = "churn", .kind = OPT_NUMBER, .arg = "DAYS", AT(rules.churn),
	  .min = 1, .max = DAYS_MAX,
	  .help = "churned: nothing for DAYS days (default 180)" },
	{ .name = "columns", AT(columns) },
	{ .name = "csv", AT(csv) },
	{ .name = "currency", .kind = OPT_TEXT, .arg = "CODE", AT(currency),
	  .help = "use the rows of this currency only" },
	{ .name = "explain", .kind = OPT_TEXT, .arg = "ID", AT(explain),
	  .help = "tell why this customer is where it is" },
	{ .name = "in", AT(in) },
	{ .name = "jsonl", AT(jsonl) },
	{ .name = "max-rejects", AT(max_rejects) },
	{ .name = "output", AT(output) },
	{ .name = "preference-window", .kind = OPT_NUMBER, .arg = "DAYS",
	  AT(rules.preference), .min = 1, .max = DAYS_MAX,
	  .help = "tags and habits of the last DAYS days (default 90)" },
	{ .name = "prev", .kind = OPT_TEXT, .arg = "FILE", AT(prev),
	  .help = "an earlier table: a tier changes when found twice" },
	{ .name = "quiet", AT(ledger.quiet) },
	{ .name = "quotas", .kind = OPT_TEXT, .arg = "CORE,POTENTIAL",
	  AT(rules.quotas),
	  .help = "percent of the customers (default 12.5,22.5)" },
	{ .name = "rates", AT(rates) },
	{ .name = "rejects", AT(ledger.rejects) },
	{ .name = "rules", .kind = OPT_TEXT, .arg = "NAME|FILE",
	  AT(rules.rules), .help = "weights, shares and limits from a file" },
	{ .name = "show", .kind = OPT_TEXT, .arg = "WHAT", AT(show),
	  .alone = true, .help = "interests, tags, steps, rules[:NAME]" },
	{ .name = "strict", AT(ledger.strict) },
	{ .name = "summary", AT(ledger.summary),
	  .offset2 = offsetof(struct opts, ledger.summary_file) },
	{ .name = "table", AT(table) },
	{ .name = "threads", AT(threads) },
	{ .name = "thresholds", .kind = OPT_TEXT, .arg = "SCORE=LEAST,...",
	  AT(rules.thresholds),
	  .help = "value=V,activity=A instead of quotas" },
	{ .name = "tz", AT(tz) },
	{ .name = "verbose", AT(ledger.verbose) },
	{ .name = "weights", .kind = OPT_TEXT, .arg = "hot|TYPE=N,...",
	  AT(rules.weights), .help = "what an interaction is, and its weight" },
	{ .name = "window", .kind = OPT_NUMBER, .arg = "DAYS", AT(rules.window),
	  .min = 1, .max = DAYS_MAX,
	  .help = "activity is of the last DAYS days (default 30)" },
	{ 0 }
};

static const struct opt_program program = {
	.name = "crm-tier",
	.usage = "[options] [file ...]",
	.what = "Activity, value, preference, tier and lifecycle of each "
	    "customer.",
	.opt = options,
	.reads_stdin = true,
};

/* The built-in rules instead of anything else. */
_Noreturn static void
show_rules(const char *what)
{
	struct buf b = { 0 };
	struct io_out *out;

	if (!tier_rules_show(&b, what))
		die(STATUS_USAGE, "--show: interests, tags, steps, rules or "
		    "rules:NAME, not \"%s\"", opt_shown(str_z(what)));
	out = io_out_open(NULL);
	io_out_str(out, buf_view(&b));
	io_out_close(out, true);
	exit(STATUS_OK);
}

static enum tier_output
output_of(const struct opts *o)
{
	bool format = o->csv || o->jsonl || o->table;

	if (o->csv + o->jsonl + o->table > 1)
		die(STATUS_USAGE, "only one of --csv, --jsonl and --table");
	if ((o->explain != NULL) + (o->audience != NULL) +
	    (o->show != NULL) > 1)
		die(STATUS_USAGE, "only one of --explain, --audience and "
		    "--show");
	if (o->explain != NULL && format)
		die(STATUS_USAGE, "--explain writes text for people: no "
		    "--csv, --jsonl, --table");
	if (o->explain != NULL)
		return TIER_EXPLAIN;
	if (o->audience != NULL)
		return TIER_AUDIENCE;
	if (o->show == NULL)
		return TIER_TABLE;
	if (strcmp(o->show, "interests") == 0)
		return TIER_SHOW_INTERESTS;
	if (strcmp(o->show, "tags") == 0)
		return TIER_SHOW_TAGS;
	if (strcmp(o->show, "steps") == 0)
		return TIER_SHOW_STEPS;
	show_rules(o->show);
}

static enum tab_format
format_of(const struct opts *o, const struct tierin *in)
{
	bool json = o->jsonl || (!o->csv && in->first == ROWS_JSONL);

	return o->table ? TAB_TABLE : json ? TAB_JSONL : TAB_CSV;
}

static struct zone *
open_zone(const char *name)
{
	struct zone *zone = name == NULL ? NULL : zone_open(name);

	if (name != NULL && zone == NULL)
		die(STATUS_USAGE, "--tz: no time zone \"%s\"",
		    opt_shown(str_z(name)));
	return zone;
}

static void
open_input(struct tierin *in, const struct opts *o,
    const struct tier_rules *r, const struct zone *zone, struct ledger *l)
{
	struct tierin_opts io = { .format = (enum rows_format)o->in,
	    .columns = o->columns, .currency = o->currency,
	    .rates = o->rates, .zone = zone, .as_of = o->as_of,
	    .window = { (int32_t)r->window, (int32_t)r->preference,
	    (int32_t)r->active, (int32_t)r->churn }, .acts = &r->acts,
	    .months = o->show != NULL && strcmp(o->show, "tags") == 0,
	    .digest = o->ledger.summary_file != NULL,
	    .thread = o->threads > 1 };

	if (o->tz != NULL)
		ledger_setting(l, "tz", str_z(o->tz));
	if (o->currency != NULL)
		ledger_setting(l, "currency", str_z(o->currency));
	if (o->rates != NULL)
		ledger_setting(l, "rates", str_z(o->rates));
	tierin_open(in, &io, l);
}

int
main(int argc, char **argv)
{
	struct opts o = { .as_of = DAY_NONE, .threads = 2 };
	struct tier_request r = { 0 };
	struct buf err = { 0 };
	struct tierin in;
	struct ledger *l;
	struct zone *zone;
	enum status st = STATUS_OK;
	int i, n;

	diag_init("crm-tier");
	n = opt_parse(&program, argc, argv, &o);
	r = (struct tier_request){ .output = output_of(&o), .file = o.output,
	    .prev = o.prev, .explain = o.explain, .audience = o.audience,
	    .digest = o.ledger.summary_file != NULL };
	st = tier_rules_open(&r.rules, &o.rules, &err);
	if (st == STATUS_OK && o.audience != NULL &&
	    !tier_audience_parse(o.audience, &err))
		st = STATUS_USAGE;
	if (st != STATUS_OK)
		die(st, "%.*s", STR_ARG(buf_view(&err)));
	zone = open_zone(o.tz);
	o.ledger.max_rejects = (uint64_t)o.max_rejects;
	l = ledger_open(&o.ledger);
	open_input(&in, &o, &r.rules, zone, l);
	for (i = 0; i < n && !in.stop; i++)
		tierin_operand(&in, argv[i]);
	tierin_finish(&in);
	r.format = format_of(&o, &in);
	if (!in.stop)
		st = tier_run(&in, &r, &err);
	if (st != STATUS_OK)
		die(st, "%.*s", STR_ARG(buf_view(&err)));
	st = ledger_close(l, !in.stop && !r.stop);
	tierin_close(&in);
	zone_free(zone);
	return (int)st;
}
