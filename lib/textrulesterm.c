/* The words of a rule: literals, gaps between them, regexes, hosts. */
#include <stdio.h>

#include "textrulesin.h"
#include "utf8.h"

#define GAP_OPEN	".{"
#define GAP_WRONG	"a gap is .{N,M} between two words, M up to 16"

static bool
fail(struct fault *f, struct str value, const char *reason)
{
	*f = (struct fault){ .reason = reason, .value = value };
	return false;
}

/* Codes of a literal behind those that are there; their number, or 0. */
static uint32_t
add_codes(struct textrules *t, struct str literal, struct fault *f)
{
	struct symbols s = { 0 };
	const char *why = symbols_of_pattern(&s, literal);
	size_t i, n = s.n;

	if (why != NULL || n > AUTOMATON_LONGEST) {
		fail(f, literal, why != NULL ? why : "is too long");
		f->field = STR("word");
		n = 0;
	}
	t->code = mem_room(t->code, t->codes + n, &t->codecap,
	    sizeof(*t->code));
	for (i = 0; i < n; i++)
		t->code[t->codes++] = s.p[i].code;
	symbols_free(&s);
	return (uint32_t)n;
}

static bool
read_digits(struct str *s, uint32_t *v)
{
	size_t n = 0;

	for (*v = 0; n < s->len && n < 3 && s->p[n] >= '0' && s->p[n] <= '9';
	    n++)
		*v = *v * 10 + (uint32_t)(s->p[n] - '0');
	s->p += n;
	s->len -= n;
	return n > 0;
}

/* "N,M}" at the beginning of *rest, which moves behind it. */
static bool
read_gap(struct str *rest, struct term_part *p)
{
	if (!read_digits(rest, &p->least) || rest->len == 0 ||
	    rest->p[0] != ',')
		return false;
	rest->p++;
	rest->len--;
	if (!read_digits(rest, &p->most) || rest->len == 0 ||
	    rest->p[0] != '}')
		return false;
	rest->p++;
	rest->len--;
	return p->least <= p->most && p->most <= GAP_MOST;
}

/* What is before the next gap; *rest begins at the gap, or is empty. */
static struct str
before_gap(struct str *rest)
{
	struct str s = *rest;
	size_t i = 0;

	while (i < s.len && !str_starts((struct str){ s.p + i, s.len - i },
	    STR(GAP_OPEN)))
		i++;
	*rest = (struct str){ s.p + i, s.len - i };
	return (struct str){ s.p, i };
}

/* One word, perhaps with gaps. */
static bool
add_one(struct textrules *t, struct str word, struct term_use like,
    struct fault *f)
{
	struct automaton *a = like.kind < TERM_WITH ? t->words :
	    like.kind == TERM_WITH ? t->withs : t->guards;
	struct str rest = word, text = before_gap(&rest);
	size_t at = t->codes;
	uint32_t n = add_codes(t, text, f);
	struct term_part p;
	struct term m = { like.of, (uint32_t)t->parts, 0 };
	uint32_t span = n;

	if (n == 0)
		return false;
	while (rest.len > 0) {
		rest.p += sizeof(GAP_OPEN) - 1;
		rest.len -= sizeof(GAP_OPEN) - 1;
		if (!read_gap(&rest, &p) || m.parts++ == GAPS)
			return fail(f, word, m.parts > GAPS ?
			    "more than 3 gaps" : GAP_WRONG);
		text = before_gap(&rest);
		if (text.len == 0)
			return fail(f, word, GAP_WRONG);
		p.code = (uint32_t)t->codes;
		p.n = add_codes(t, text, f);
		if (p.n == 0)
			return false;
		span += p.most + p.n;
		t->part = mem_room(t->part, t->parts + 1, &t->partcap,
		    sizeof(*t->part));
		t->part[t->parts++] = p;
	}
	if (like.kind > TERM_UNLESS && span > t->guardspan)
		t->guardspan = span;
	t->said++;
	if (m.parts == 0)
		return automaton_add(a, t->code + at, n,
		    PAYLOAD(like.kind, 0, like.of));
	t->term = mem_room(t->term, t->terms + 1, &t->termcap,
	    sizeof(*t->term));
	t->term[t->terms] = m;
	if (!automaton_add(a, t->code + at, n,
	    PAYLOAD(like.kind, 1, t->terms++)))
		return false;
	automaton_then(a, t->code + t->part[m.part].code, t->part[m.part].n,
	    (uint8_t)t->part[m.part].most);
	return true;
}

bool
term_add_all(struct textrules *t, struct str pattern, struct term_use like,
    struct fault *f)
{
	struct str word;

	while (str_split(&pattern, '|', &word)) {
		word = str_trim(word);
		if (word.len == 0)
			return fail(f, word, "a word is missing");
		if (!add_one(t, word, like, f))
			return false;
	}
	return true;
}

bool
term_add_links(struct textrules *t, struct str hosts, uint32_t rule,
    struct fault *f)
{
	struct str host;
	size_t i;

	while (str_split(&hosts, '|', &host)) {
		host = str_trim(host);
		for (i = 0; i < host.len && (host.p[i] == '.' ||
		    host.p[i] == '-' || (host.p[i] >= 'a' &&
		    host.p[i] <= 'z') || (host.p[i] >= '0' &&
		    host.p[i] <= '9')); i++)
			;
		if (host.len == 0 || i < host.len || host.p[0] == '.')
			return fail(f, host, "not a host in small letters");
		t->link = mem_room(t->link, t->links + 1, &t->linkcap,
		    sizeof(*t->link));
		t->link[t->links++] = (struct rule_link){
		    arena_dup(&t->arena, host), rule };
		t->said++;
	}
	return true;
}

/* Are these the codes from s[at] on? */
static bool
stands_at(const struct textrules *t, const struct term_part *p,
    const struct symbols *s, size_t at)
{
	uint32_t i;

	if (p->n > s->n - at)
		return false;
	for (i = 0; i < p->n; i++)
		if (s->p[at + i].code != t->code[p->code + i])
			return false;
	return true;
}

/* The parts of a term that are looked for, and where they were found. */
struct parts {
	const struct textrules	*t;
	const struct symbols	*s;
	const struct term_part	*part;
	uint32_t		 n, *start;
};

/*
 * Where the last part ends of those from part k on that begin behind `at`, or
 * 0. The shortest gaps that fit.
 */
static size_t
follow(const struct parts *all, uint32_t k, size_t at)
{
	const struct term_part *p = all->part + k;
	const struct symbols *s = all->s;
	uint32_t gap, first;
	size_t end;

	if (k == all->n)
		return at;
	first = all->t->code[p->code];
	for (gap = 0; gap <= p->most && at < s->n; gap++, at++) {
		if (s->p[at].code == first && gap >= p->least &&
		    stands_at(all->t, p, s, at)) {
			all->start[k] = (uint32_t)at;
			end = follow(all, k + 1, at + p->n);
			if (end != 0)
				return end;
		}
		if (symbol_ends_clause(&s->p[at]))
			return 0;
	}
	return 0;
}

uint32_t
term_span(const struct textrules *t, const struct symbols *s,
    struct automaton_hit h, uint32_t start[GAPS])
{
	const struct term *m = &t->term[PAYLOAD_OF(h.payload)];
	const struct parts all = { t, s, t->part + m->part, m->parts, start };
	size_t end = follow(&all, 0, (size_t)h.first + h.n);

	return end == 0 ? 0 : (uint32_t)(end - h.first);
}
