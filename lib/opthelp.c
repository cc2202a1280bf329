/* The options of a program: its own table, the standard ones, --help. */
#include <string.h>

#include "optin.h"
#include "text.h"

#define HELP_WIDTH	80
#define HELP_LEFT	32	/* widest left column of --help */

/* In every program; they end it, so they store nothing. */
static const struct opt builtin[] = {
	{ .name = "help", .letter = 'h', .kind = OPT_FLAG,
	  .help = "print this help" },
	{ .name = "version", .letter = 'V', .kind = OPT_FLAG,
	  .help = "print the version" },
	{ .name = NULL }
};

/*
 * Options with one name and one meaning in all programs: a program's table
 * only says where their values go.
 */
static const struct opt standard[] = {
	{ .name = "columns", .kind = OPT_TEXT, .arg = "NAME=HEADER,...",
	  .help = "names of the columns in the input" },
	{ .name = "csv", .kind = OPT_FLAG, .help = "write CSV" },
	{ .name = "in", .kind = OPT_CHOICE, .arg = "auto|csv|tsv|jsonl",
	  .help = "format of the input" },
	{ .name = "jsonl", .kind = OPT_FLAG, .help = "write JSON lines" },
	{ .name = "max-rejects", .kind = OPT_NUMBER, .arg = "N",
	  .max = INT64_MAX,
	  .help = "status 1 only if more rows are rejected (default 0)" },
	{ .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
	  .help = "write to FILE, renamed when complete" },
	{ .name = "quiet", .letter = 'q', .kind = OPT_FLAG,
	  .help = "no messages about rows, no notes" },
	{ .name = "rates", .kind = OPT_TEXT, .arg = "FILE",
	  .help = "convert amounts to one currency by its rates" },
	{ .name = "rejects", .kind = OPT_TEXT, .arg = "FILE",
	  .help = "write rejected rows to FILE as CSV" },
	{ .name = "strict", .kind = OPT_FLAG,
	  .help = "stop at the first rejected row" },
	{ .name = "summary", .kind = OPT_TEXT_FLAG, .arg = "FILE",
	  .help = "account of the rows, or as JSON into FILE" },
	{ .name = "table", .kind = OPT_FLAG, .help = "write an aligned table" },
	{ .name = "threads", .kind = OPT_NUMBER, .arg = "N", .min = 1,
	  .max = 2, .help = "1: do everything in one thread (default 2)" },
	{ .name = "tz", .kind = OPT_TEXT, .arg = "ZONE",
	  .help = "days in this time zone (default: as written)" },
	{ .name = "verbose", .letter = 'v', .kind = OPT_FLAG,
	  .help = "notes on standard error" },
	{ .name = NULL }
};

static size_t
count(const struct opt *opt)
{
	size_t n = 0;

	while (opt[n].name != NULL)
		n++;
	return n;
}

/* A row of a table in full: a standard one takes all but its place. */
static struct opt
in_full(const struct opt *row)
{
	struct opt o = *row;
	size_t i;

	for (i = 0; row->kind == OPT_STANDARD && standard[i].name != NULL; i++)
		if (strcmp(standard[i].name, row->name) == 0) {
			o = standard[i];
			o.offset = row->offset;
			o.offset2 = row->offset2;
		}
	return o;
}

bool
opt_at(const struct opt_program *p, size_t i, struct opt *o)
{
	size_t own = count(p->opt);

	if (i >= own + count(builtin))
		return false;
	*o = in_full(i < own ? &p->opt[i] : &builtin[i - own]);
	return true;
}

/* "  -o, --output FILE" */
static void
put_left(struct buf *b, const struct opt *opt)
{
	if (opt->letter != 0)
		buf_printf(b, "  -%c, ", opt->letter);
	else
		buf_z(b, "      ");
	buf_printf(b, "--%s", opt->name);
	if (opt->kind == OPT_TEXT_FLAG)
		buf_printf(b, "[=%s]", opt->arg);
	else if (opt->kind != OPT_FLAG)
		buf_printf(b, " %s", opt->arg);
}

/* Words of s from column `left` on; the present line is there already. */
static void
put_wrapped(struct buf *b, struct str s, size_t left)
{
	size_t column = left, w;
	struct str word;

	while (str_split(&s, ' ', &word)) {
		w = text_width(word);
		if (column > left && column + 1 + w > HELP_WIDTH) {
			buf_printf(b, "\n%*s", (int)left, "");
			column = left;
		}
		if (column > left) {
			buf_byte(b, ' ');
			column++;
		}
		buf_str(b, word);
		column += w;
	}
	buf_byte(b, '\n');
}

void
opt_help(struct buf *out, const struct opt_program *p)
{
	struct buf left = { 0 };
	size_t i, w, widest = 0;
	struct opt opt;

	buf_printf(out, "usage: %s %s\n%s\n\n", p->name, p->usage, p->what);
	for (i = 0; opt_at(p, i, &opt); i++) {
		left.len = 0;
		put_left(&left, &opt);
		w = text_width(buf_view(&left));
		if (w > widest && w <= HELP_LEFT)
			widest = w;
	}
	for (i = 0; opt_at(p, i, &opt); i++) {
		left.len = 0;
		put_left(&left, &opt);
		w = text_width(buf_view(&left));
		buf_str(out, buf_view(&left));
		/* Too long for the column: the text begins on the next line. */
		if (w > widest) {
			buf_byte(out, '\n');
			w = 0;
		}
		buf_printf(out, "%*s", (int)(widest + 2 - w), "");
		put_wrapped(out, str_z(opt.help), widest + 2);
	}
	buf_free(&left);
}
