/*
 * Command lines. What ends the program is run in a child, whose status and
 * messages are looked at.
 */

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../lib/diag.h"
#include "../../lib/opt.h"
#include "../../lib/stamp.h"
#include "unit.h"

struct opts {
	bool		 strict, quiet, summary;
	const char	*output, *summary_file;
	int64_t		 precision;
	int		 refunds;
	int32_t		 as_of;
	struct opt_list	 map;
};

#define OFF(field)	offsetof(struct opts, field)

static const struct opt table[] = {
	{ .name = "output", .letter = 'o', .kind = OPT_TEXT, .arg = "FILE",
	  .help = "write to FILE", .offset = OFF(output) },
	{ .name = "strict", .kind = OPT_FLAG,
	  .help = "stop at the first row that is rejected, which is status 1, "
	  "and say where it stands in the input", .offset = OFF(strict) },
	{ .name = "quiet", .letter = 'q', .kind = OPT_FLAG,
	  .help = "no messages", .offset = OFF(quiet) },
	{ .name = "summary", .letter = 's', .kind = OPT_TEXT_FLAG,
	  .arg = "FILE", .help = "print the account of the run",
	  .offset = OFF(summary), .offset2 = OFF(summary_file) },
	{ .name = "precision", .letter = 'p', .kind = OPT_NUMBER, .arg = "N",
	  .help = "significant digits", .offset = OFF(precision), .min = 1,
	  .max = 17 },
	{ .name = "refunds", .kind = OPT_CHOICE, .arg = "net|ignore",
	  .help = "what refunds do", .offset = OFF(refunds) },
	{ .name = "as-of", .kind = OPT_DAY, .arg = "DATE",
	  .help = "the day that counts", .offset = OFF(as_of) },
	{ .name = "map", .kind = OPT_LIST,
	  .arg = "A-RATHER-LONG-ARGUMENT-NAME",
	  .help = "a map for the operands that follow", .offset = OFF(map) },
	{ .name = NULL }
};

static const struct opt_program program = {
	.name = "crm-unit", .usage = "[options] [file ...]",
	.what = "Check the options.", .opt = table
};

#define ARGS	12

/* A command line of words between blanks; argv points into line. */
static int
split(char *line, char **argv)
{
	int n = 0;
	char *p;

	for (p = strtok(line, " "); p != NULL && n < ARGS - 1;
	    p = strtok(NULL, " "))
		argv[n++] = p;
	argv[n] = NULL;
	return n;
}

static int
parse(char *line, char **argv, struct opts *o)
{
	int argc = split(line, argv);

	*o = (struct opts){ .as_of = DAY_NONE, .precision = 6 };
	return opt_parse(&program, argc, argv, o);
}

static void
good(void)
{
	char line[] = "p a -qofile --strict b -p 3 --as-of=2024-02-29 --map m1 "
	    "c";
	char line2[] = "p --map=x --map y=z --summary -- --strict -q -";
	char line3[] = "p --summary=f --refunds ignore --output=";
	char line4[] = "p -sq -o- --precision 17";
	char line5[] = "p -o --strict";
	char *argv[ARGS];
	struct opts o;

	CHECK_INT(parse(line, argv, &o), 3);
	CHECK_STR(str_z(argv[0]), "a");
	CHECK_STR(str_z(argv[1]), "b");
	CHECK_STR(str_z(argv[2]), "c");
	CHECK(o.quiet && o.strict && !o.summary);
	CHECK_STR(str_z(o.output), "file");
	CHECK_INT(o.precision, 3);
	CHECK_INT(o.as_of, day_from_civil(2024, 2, 29));
	CHECK_INT(o.map.n, 1);
	CHECK_STR(str_z(o.map.text[0]), "m1");
	CHECK_INT(o.map.operand[0], 2);
	opt_list_free(&o.map);

	CHECK_INT(parse(line2, argv, &o), 3);
	CHECK_STR(str_z(argv[0]), "--strict");
	CHECK_STR(str_z(argv[1]), "-q");
	CHECK_STR(str_z(argv[2]), "-");
	CHECK(!o.strict && !o.quiet && o.summary && o.summary_file == NULL);
	CHECK_INT(o.map.n, 2);
	CHECK_STR(str_z(o.map.text[1]), "y=z");
	CHECK_INT(o.map.operand[1], 0);
	opt_list_free(&o.map);
	CHECK(o.map.text == NULL && o.map.n == 0);

	CHECK_INT(parse(line3, argv, &o), 1);
	CHECK_STR(str_z(argv[0]), "-");
	CHECK(o.summary);
	CHECK_STR(str_z(o.summary_file), "f");
	CHECK_INT(o.refunds, 1);
	CHECK_STR(str_z(o.output), "");

	CHECK_INT(parse(line4, argv, &o), 1);
	CHECK(o.summary && o.quiet && o.summary_file == NULL);
	CHECK_STR(str_z(o.output), "-");
	CHECK_INT(o.precision, 17);
	CHECK_INT(o.refunds, 0);
	CHECK_INT(o.as_of, DAY_NONE);

	/* What follows an option that needs a value is its value. */
	CHECK_INT(parse(line5, argv, &o), 1);
	CHECK_STR(str_z(o.output), "--strict");
	CHECK(!o.strict);
}

/* Run a line in a child: its status; out is what it wrote. */
static int
run(const char *text, struct buf *out)
{
	int fd[2], status;
	struct opts o;
	char *argv[ARGS], line[256];
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if (pipe(fd) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		dup2(fd[1], STDOUT_FILENO);
		dup2(fd[1], STDERR_FILENO);
		snprintf(line, sizeof(line), "%s", text);
		parse(line, argv, &o);
		_exit(99);
	}
	close(fd[1]);
	out->len = 0;
	while ((n = read(fd[0], buf_room(out, 4096), 4096)) > 0)
		out->len += (size_t)n;
	close(fd[0]);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static void
mistakes(void)
{
	static const struct {
		const char	*line;
		const char	*want;
	} t[] = {
		{ "p --as-off=2024-01-01",
		    "unknown option --as-off (nearest: --as-of)" },
		{ "p --stric", "unknown option --stric (nearest: --strict)" },
		{ "p --versoin", "unknown option --versoin (nearest: --version)"
		},
		{ "p --zzz", "unknown option --zzz (try --help)" },
		{ "p --\x1b[2J", "unknown option --\\x1b[2J (try --help)" },
		{ "p -qz", "unknown option -z (try --help)" },
		{ "p --strict=yes", "--strict takes no value" },
		{ "p a -o", "--output needs a value: FILE" },
		{ "p --map", "--map needs a value: "
		    "A-RATHER-LONG-ARGUMENT-NAME" },
		{ "p -p x", "--precision: not a whole number: \"x\"" },
		{ "p -p0", "--precision: 0 is out of range (1 to 17)" },
		{ "p -p 18", "--precision: 18 is out of range (1 to 17)" },
		{ "p -p 99999999999999999999", "--precision: "
		    "99999999999999999999 is out of range (1 to 17)" },
		{ "p --refunds nett", "--refunds: \"nett\" is not one of "
		    "net|ignore (nearest: net)" },
		{ "p --refunds=", "--refunds: \"\" is not one of net|ignore" },
		{ "p --as-of 2024-02-30",
		    "--as-of: not a date: \"2024-02-30\" (YYYY-MM-DD)" },
		{ "p --as-of=today",
		    "--as-of: not a date: \"today\" (YYYY-MM-DD)" },
	};
	struct buf out = { 0 }, want = { 0 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(run(t[i].line, &out), STATUS_USAGE);
		want.len = 0;
		buf_printf(&want, "crm-unit: %s\n%c", t[i].want, '\0');
		CHECK_STR(buf_view(&out), want.p);
	}
	buf_free(&out);
	buf_free(&want);
}

static void
help_and_version(void)
{
	static const char want[] =
	    "usage: crm-unit [options] [file ...]\n"
	    "Check the options.\n"
	    "\n"
	    "  -o, --output FILE         write to FILE\n"
	    "      --strict              stop at the first row that is "
	    "rejected, which is\n"
	    "                            status 1, and say where it stands in "
	    "the input\n"
	    "  -q, --quiet               no messages\n"
	    "  -s, --summary[=FILE]      print the account of the run\n"
	    "  -p, --precision N         significant digits\n"
	    "      --refunds net|ignore  what refunds do\n"
	    "      --as-of DATE          the day that counts\n"
	    "      --map A-RATHER-LONG-ARGUMENT-NAME\n"
	    "                            a map for the operands that follow\n"
	    "  -h, --help                print this help\n"
	    "  -V, --version             print the version\n";
	struct buf out = { 0 };

	CHECK_INT(run("p --help", &out), STATUS_OK);
	CHECK_STR(buf_view(&out), want);
	CHECK_INT(run("p a -qh --nonsense", &out), STATUS_OK);
	CHECK_STR(buf_view(&out), want);
	CHECK_INT(run("p -V", &out), STATUS_OK);
	CHECK(str_starts(buf_view(&out), STR("crm-unit ")));
	CHECK(out.len > 10 && out.p[out.len - 1] == '\n');
	CHECK_INT(run("p --version", &out), STATUS_OK);
	CHECK_INT(run("p --help=x", &out), STATUS_USAGE);
	buf_free(&out);
}

int
main(void)
{
	diag_init("crm-unit");
	RUN(good);
	RUN(mistakes);
	RUN(help_and_version);
	return UNIT_STATUS();
}
