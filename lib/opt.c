/*
 * Command lines from one table: parsing, --help and --version. Mistakes end
 * the program with the nearest name, the list of choices or the range.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "mem.h"
#include "num.h"
#include "optin.h"
#include "stamp.h"
#include "text.h"
#include "version.h"

struct parser {
	const struct opt_program *p;
	char	*o;		/* the program's struct */
	char   **argv;
	int	 argc;
	int	 at;		/* the next argument */
	int	 n;		/* operands so far */
	bool	 alone;		/* an option that does without them */
};

const char *
opt_shown(struct str s)
{
	struct buf b = { 0 };

	diag_escape(&b, s, 60);
	buf_byte(&b, '\0');
	return b.p;
}

_Noreturn static void
unknown_option(const struct opt_program *p, struct str name)
{
	struct str *names = NULL;
	size_t n = 0;
	const struct str *near;
	struct str hint = { 0 };
	struct opt opt;

	for (; opt_at(p, n, &opt); n++) {
		names = mem_grow(names, n + 1, sizeof(*names));
		names[n] = str_z(opt.name);
	}
	near = text_nearest(name, names, n);
	if (near != NULL)
		hint = *near;
	free(names);
	if (hint.len > 0)
		die(STATUS_USAGE, "unknown option --%s (nearest: --%.*s)",
		    opt_shown(name), STR_ARG(hint));
	die(STATUS_USAGE, "unknown option --%s (try --help)", opt_shown(name));
}

static struct opt
find_long(const struct opt_program *p, struct str name)
{
	struct opt opt;
	size_t i;

	for (i = 0; opt_at(p, i, &opt); i++)
		if (str_eq(str_z(opt.name), name))
			return opt;
	unknown_option(p, name);
}

static struct opt
find_letter(const struct opt_program *p, char letter)
{
	struct opt opt;
	size_t i;

	for (i = 0; opt_at(p, i, &opt); i++)
		if (opt.letter == letter && letter != 0)
			return opt;
	die(STATUS_USAGE, "unknown option -%s (try --help)",
	    opt_shown((struct str){ &letter, 1 }));
}

_Noreturn static void
print_and_exit(struct buf *b)
{
	if (fwrite(b->p, 1, b->len, stdout) != b->len || fclose(stdout) != 0)
		die(STATUS_IO, "standard output: write failed");
	buf_free(b);
	exit(STATUS_OK);
}

static void
run_builtin(const struct opt_program *p, const struct opt *opt)
{
	struct buf b = { 0 };

	if (strcmp(opt->name, "help") == 0)
		opt_help(&b, p);
	else if (strcmp(opt->name, "version") == 0)
		buf_printf(&b, "%s %s\n", p->name, CRMKIT_VERSION);
	else
		return;
	print_and_exit(&b);
}

/* Store into the program's struct. */
static void
put(const struct parser *ps, size_t offset, const void *v, size_t size)
{
	memcpy(ps->o + offset, v, size);
}

static void
put_true(const struct parser *ps, size_t offset)
{
	bool yes = true;

	put(ps, offset, &yes, sizeof(yes));
}

static void
put_choice(const struct parser *ps, const struct opt *opt, const char *value)
{
	struct str rest = str_z(opt->arg), part, names[32], v = str_z(value);
	const struct str *near;
	size_t n = 0;
	int index;

	while (n < sizeof(names) / sizeof(names[0]) &&
	    str_split(&rest, '|', &part)) {
		if (str_eq(part, v)) {
			index = (int)n;
			put(ps, opt->offset, &index, sizeof(index));
			return;
		}
		names[n++] = part;
	}
	near = text_nearest(v, names, n);
	if (near != NULL)
		die(STATUS_USAGE, "--%s: \"%s\" is not one of %s (nearest: "
		    "%.*s)", opt->name, opt_shown(v), opt->arg, STR_ARG(*near));
	die(STATUS_USAGE, "--%s: \"%s\" is not one of %s", opt->name,
	    opt_shown(v), opt->arg);
}

static void
put_number(const struct parser *ps, const struct opt *opt, const char *value)
{
	enum num_result r;
	int64_t v = 0;

	r = num_parse_int(str_z(value), &v);
	if (r == NUM_SYNTAX)
		die(STATUS_USAGE, "--%s: not a whole number: \"%s\"",
		    opt->name, opt_shown(str_z(value)));
	if (r != NUM_OK || v < opt->min || v > opt->max)
		die(STATUS_USAGE, "--%s: %s is out of range (%lld to %lld)",
		    opt->name, opt_shown(str_z(value)), (long long)opt->min,
		    (long long)opt->max);
	put(ps, opt->offset, &v, sizeof(v));
}

static void
put_day(const struct parser *ps, const struct opt *opt, const char *value)
{
	int32_t day;

	if (!day_parse(str_z(value), &day))
		die(STATUS_USAGE, "--%s: not a date: \"%s\" (YYYY-MM-DD)",
		    opt->name, opt_shown(str_z(value)));
	put(ps, opt->offset, &day, sizeof(day));
}

static void
add_to_list(const struct parser *ps, const struct opt *opt, const char *value)
{
	struct opt_list l;

	memcpy(&l, ps->o + opt->offset, sizeof(l));
	l.text = mem_grow(l.text, l.n + 1, sizeof(l.text[0]));
	l.operand = mem_grow(l.operand, l.n + 1, sizeof(l.operand[0]));
	l.text[l.n] = value;
	l.operand[l.n] = (size_t)ps->n;
	l.n++;
	put(ps, opt->offset, &l, sizeof(l));
}

/* value is NULL only for the kinds that can do without. */
static void
store(struct parser *ps, const struct opt *opt, const char *value)
{
	run_builtin(ps->p, opt);
	ps->alone = ps->alone || opt->alone;
	switch (opt->kind) {
	case OPT_FLAG:
		put_true(ps, opt->offset);
		break;
	case OPT_TEXT:
		put(ps, opt->offset, &value, sizeof(value));
		break;
	case OPT_TEXT_FLAG:
		put_true(ps, opt->offset);
		if (value != NULL)
			put(ps, opt->offset2, &value, sizeof(value));
		break;
	case OPT_LIST:
		add_to_list(ps, opt, value);
		break;
	case OPT_NUMBER:
		put_number(ps, opt, value);
		break;
	case OPT_CHOICE:
		put_choice(ps, opt, value);
		break;
	case OPT_DAY:
		put_day(ps, opt, value);
		break;
	case OPT_STANDARD:
		break;
	}
}

static bool
needs_value(const struct opt *opt)
{
	return opt->kind != OPT_FLAG && opt->kind != OPT_TEXT_FLAG;
}

/* The argument after the option; "-" and "--x" are taken as they are. */
static const char *
next_value(struct parser *ps, const struct opt *opt)
{
	if (ps->at >= ps->argc)
		die(STATUS_USAGE, "--%s needs a value: %s", opt->name,
		    opt->arg);
	return ps->argv[ps->at++];
}

/* arg is what stands behind "--". */
static void
long_option(struct parser *ps, const char *arg)
{
	const char *equals = strchr(arg, '='), *value = NULL;
	struct str name = str_z(arg);
	struct opt opt;

	if (equals != NULL) {
		name.len = (size_t)(equals - arg);
		value = equals + 1;
	}
	opt = find_long(ps->p, name);
	if (opt.kind == OPT_FLAG && value != NULL)
		die(STATUS_USAGE, "--%s takes no value", opt.name);
	if (needs_value(&opt) && value == NULL)
		value = next_value(ps, &opt);
	store(ps, &opt, value);
}

/* arg is what stands behind "-": flags, the last one with its value. */
static void
letters(struct parser *ps, const char *arg)
{
	const char *value;
	struct opt opt;

	while (*arg != '\0') {
		opt = find_letter(ps->p, *arg++);
		if (!needs_value(&opt)) {
			store(ps, &opt, NULL);
			continue;
		}
		value = *arg != '\0' ? arg : next_value(ps, &opt);
		store(ps, &opt, value);
		return;
	}
}

int
opt_parse(const struct opt_program *p, int argc, char **argv, void *o)
{
	static char dash[] = "-";	/* never changed */
	struct parser ps = { .p = p, .o = o, .argv = argv, .argc = argc,
	    .at = 1 };
	bool options = true;

	while (ps.at < argc) {
		char *arg = argv[ps.at++];

		/* Operands overwrite arguments that have been read. */
		if (!options || arg[0] != '-' || arg[1] == '\0')
			argv[ps.n++] = arg;
		else if (strcmp(arg, "--") == 0)
			options = false;
		else if (arg[1] == '-')
			long_option(&ps, arg + 2);
		else
			letters(&ps, arg + 1);
	}
	if (ps.n > 0)
		return ps.n;
	if (p->reads_stdin && !ps.alone && isatty(STDIN_FILENO)) {
		fprintf(stderr, "usage: %s %s\n", p->name, p->usage);
		fprintf(stderr, "try %s --help\n", p->name);
		exit(STATUS_USAGE);
	}
	argv[0] = dash;
	return 1;
}

void
opt_list_free(struct opt_list *l)
{
	free(l->text);
	free(l->operand);
	*l = (struct opt_list){ 0 };
}

struct str
opt_list_at(const struct opt_list *l, size_t operand)
{
	struct str s = { "", 0 };
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->operand[i] <= operand)
			s = str_z(l->text[i]);
	return s;
}

bool
opt_value(const struct opt *table, const void *o, const char *name,
    struct str *value)
{
	const struct opt *t = table;
	const char *text;
	struct str words;
	int choice;

	while (t->name != NULL && strcmp(t->name, name) != 0)
		t++;
	if (t->name == NULL)
		return false;
	if (t->kind == OPT_TEXT) {
		memcpy(&text, (const char *)o + t->offset, sizeof(text));
		*value = str_z(text != NULL ? text : "");
		return text != NULL;
	}
	if (t->kind != OPT_CHOICE)
		return false;
	memcpy(&choice, (const char *)o + t->offset, sizeof(choice));
	for (words = str_z(t->arg); str_split(&words, '|', value); choice--)
		if (choice == 0)
			return true;
	return false;
}

static size_t
value_size(enum opt_kind kind)
{
	switch (kind) {
	case OPT_STANDARD:
		return 0;
	case OPT_FLAG:
	case OPT_TEXT_FLAG:
		return sizeof(bool);
	case OPT_TEXT:
		return sizeof(const char *);
	case OPT_LIST:
		return sizeof(struct opt_list);
	case OPT_NUMBER:
		return sizeof(int64_t);
	case OPT_CHOICE:
		return sizeof(int);
	case OPT_DAY:
		return sizeof(int32_t);
	}
	return 0;
}

static bool
is_word(const char *name, const char *words)
{
	struct str rest = str_z(words), word;

	while (str_split(&rest, ' ', &word))
		if (str_eq(word, str_z(name)))
			return true;
	return false;
}

const char *
opt_given(const struct opt_program *p, const void *o, const void *preset,
    const char *words, bool is)
{
	struct opt opt;
	size_t i;

	for (i = 0; p->opt[i].name != NULL && opt_at(p, i, &opt); i++)
		if (memcmp((const char *)o + opt.offset, (const char *)preset +
		    opt.offset, value_size(opt.kind)) != 0 &&
		    is_word(opt.name, words) == is)
			return opt.name;
	return NULL;
}
