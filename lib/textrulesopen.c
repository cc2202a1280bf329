/* Rules over texts: which files they come from, what is built in. */
#include <stdlib.h>

#include "rulefile.h"
#include "textrulesin.h"

static const struct rulefile_kind kind = { "rules", "rules/", "rules" };

/* Negators, doubts, allowed words: every run has them. */
#define GUARDS		"guards"

static const char *const defaults[] = { "categories", "keywords", "crisis",
	"aspects" };

/* What rulefile_load hands on. */
struct named {
	struct textrules	*t;
	const char		*name;
};

static bool
parse(void *to, struct str text, struct fault *f)
{
	struct named *n = to;

	return textrules_read(n->t, str_z(n->name), text, f);
}

static struct textrules *
new_rules(void)
{
	struct textrules *t = mem_zero(sizeof(*t));

	t->words = automaton_new();
	t->guards = automaton_new();
	t->withs = automaton_new();
	return t;
}

static void
ready(struct textrules *t)
{
	automaton_ready(t->words);
	automaton_ready(t->guards);
	automaton_ready(t->withs);
}

static enum status
load(struct textrules *t, const char *name, struct buf *err)
{
	return rulefile_load(&kind, name, parse,
	    &(struct named){ t, name }, err);
}

static enum status
load_defaults(struct textrules *t, struct buf *err)
{
	enum status st = STATUS_OK;
	size_t i;

	for (i = 0; st == STATUS_OK &&
	    i < sizeof(defaults) / sizeof(defaults[0]); i++)
		st = load(t, defaults[i], err);
	return st;
}

enum status
textrules_open(struct textrules **t, const char *const *names, size_t n,
    struct buf *err)
{
	enum status st;
	size_t i;

	*t = new_rules();
	st = load(*t, GUARDS, err);
	if (st == STATUS_OK && n == 0)
		st = load_defaults(*t, err);
	for (i = 0; st == STATUS_OK && i < n; i++)
		st = str_eq(str_z(names[i]), STR("default")) ?
		    load_defaults(*t, err) : load(*t, names[i], err);
	ready(*t);
	if (st != STATUS_OK) {
		textrules_free(*t);
		*t = NULL;
	}
	return st;
}

bool
textrules_parse(struct textrules **t, struct str text, struct fault *f)
{
	struct buf err = { 0 };
	bool ok;

	*t = new_rules();
	ok = load(*t, GUARDS, &err) == STATUS_OK &&
	    textrules_read(*t, STR("text"), text, f);
	ready(*t);
	if (!ok) {
		textrules_free(*t);
		*t = NULL;
	}
	buf_free(&err);
	return ok;
}

bool
textrules_show(struct buf *out, const char *what)
{
	return rulefile_show(&kind, out, what);
}

void
textrules_free(struct textrules *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->regexes; i++)
		pattern_close(&t->regex[i].re);
	automaton_free(t->words);
	automaton_free(t->guards);
	automaton_free(t->withs);
	free(t->rule);
	free(t->term);
	free(t->part);
	free(t->code);
	free(t->regex);
	free(t->link);
	free(t->list);
	free(t->polarity);
	arena_free(&t->arena);
	free(t);
}
