/* PCRE2 behind a small door: one way to compile, one way to match. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "pattern.h"
#include "text.h"
#include "utf8.h"

/*
 * A hostile pattern or text must end: about a tenth of a second, where a search
 * may begin at each of 2,000 places; a brief one takes a tenth of that.
 */
#define MATCH_LIMIT	1000000
#define SEARCH_LIMIT	20000
#define BRIEF_LIMIT	1000
#define DEPTH_LIMIT	10000

struct pattern_code {
	enum pattern_kind	 kind;
	pcre2_code		*re;		/* NULL: not yet compiled */
	pcre2_match_data	*match;
	pcre2_match_context	*context, *brief;
};

/* Nothing but letters and, between texts to choose from, bars. */
static bool
is_literal(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (memchr("\\^$.[]()?*+{}", s.p[i], 13) != NULL)
			return false;
	return true;
}

void
pattern_quote(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (memchr("\\^$.[]|()?*+{}", s.p[i], 14) != NULL)
			buf_byte(out, '\\');
		buf_byte(out, s.p[i]);
	}
}

/*
 * A full-width character is never in a normalised text: a pattern with one
 * could not match, and nobody would see why.
 */
static bool
has_wide_form(struct str s, char err[PATTERN_ERROR])
{
	uint32_t cp;
	size_t n;

	for (; s.len > 0; s.p += n, s.len -= n) {
		n = utf8_next(s, &cp);
		if (n == 0)
			break;
		if ((cp < 0xff01 || cp > 0xff5e) && cp != 0x3000)
			continue;
		snprintf(err, PATTERN_ERROR, "\"%.*s\" is compared after NFKC: "
		    "write its plain form", (int)n, s.p);
		return true;
	}
	return false;
}

static pcre2_match_context *
limited(uint32_t steps)
{
	pcre2_match_context *c = pcre2_match_context_create(NULL);

	if (c == NULL)
		return NULL;
	pcre2_set_match_limit(c, steps);
	pcre2_set_depth_limit(c, DEPTH_LIMIT);
	return c;
}

static bool
compile(struct pattern_code *c, const char *pattern, char err[PATTERN_ERROR])
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR text[120];
	PCRE2_SIZE at;
	int code;

	if (c->kind == PATTERN_NORMAL)
		options |= PCRE2_CASELESS | PCRE2_DOTALL | PCRE2_ANCHORED |
		    PCRE2_ENDANCHORED;
	c->re = pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern), options,
	    &code, &at, NULL);
	if (c->re == NULL) {
		pcre2_get_error_message(code, text, sizeof(text));
		snprintf(err, PATTERN_ERROR, "%s at character %zu", text,
		    (size_t)at);
		return false;
	}
	c->match = pcre2_match_data_create_from_pattern(c->re, NULL);
	c->context = limited(c->kind == PATTERN_SEARCH ? SEARCH_LIMIT :
	    MATCH_LIMIT);
	c->brief = limited(BRIEF_LIMIT);
	if (c->match == NULL || c->context == NULL || c->brief == NULL) {
		snprintf(err, PATTERN_ERROR, "out of memory");
		return false;
	}
	/* Without JIT it is only slower. */
	(void)pcre2_jit_compile(c->re, PCRE2_JIT_COMPLETE);
	return true;
}

void
pattern_defer(struct pattern *p, struct str text, enum pattern_kind kind)
{
	struct buf b = { 0 };

	*p = (struct pattern){ 0 };
	p->literal = kind == PATTERN_NORMAL && is_literal(text);
	if (p->literal) {
		p->choice = memchr(text.p, '|', text.len) != NULL;
		text_normalise(&b, text);
		p->text = mem_strdup(buf_view(&b));
		buf_free(&b);
		return;
	}
	p->text = mem_strdup(text);
	p->code = mem_zero(sizeof(*p->code));
	p->code->kind = kind;
}

bool
pattern_open(struct pattern *p, struct str text, enum pattern_kind kind,
    char err[PATTERN_ERROR])
{
	bool plain = is_literal(text) &&
	    memchr(text.p, '|', text.len) == NULL;

	*p = (struct pattern){ 0 };
	if (memchr(text.p, '\0', text.len) != NULL) {
		snprintf(err, PATTERN_ERROR, "a NUL in a pattern");
		return false;
	}
	if (kind == PATTERN_NORMAL && !plain && has_wide_form(text, err))
		return false;
	pattern_defer(p, text, kind);
	if (p->literal || compile(p->code, p->text, err))
		return true;
	pattern_close(p);
	return false;
}

/* One of the texts between the bars. */
static bool
chosen(const char *text, struct str s)
{
	const char *end;

	for (;; text = end + 1) {
		end = strchr(text, '|');
		if (end == NULL)
			return str_eq(s, str_z(text));
		if (str_eq(s, (struct str){ text, (size_t)(end - text) }))
			return true;
	}
}

int
pattern_match(const struct pattern *p, struct str s)
{
	char err[PATTERN_ERROR];
	int n;

	if (p->literal)
		return p->choice ? chosen(p->text, s) :
		    str_eq(s, str_z(p->text));
	if (p->code->re == NULL && !compile(p->code, p->text, err))
		return -1;
	n = pcre2_match(p->code->re, (PCRE2_SPTR)(s.p != NULL ? s.p : ""),
	    s.len, 0, 0, p->code->match, p->code->context);
	if (n == PCRE2_ERROR_NOMATCH)
		return 0;
	return n >= 0 ? 1 : -1;
}

int
pattern_find(const struct pattern *p, struct str s, size_t from, bool brief,
    struct str *found)
{
	pcre2_match_data *m = pcre2_match_data_create(1, NULL);
	PCRE2_SIZE *at;
	int n;

	*found = (struct str){ s.p, 0 };
	if (m == NULL)
		return -1;
	n = pcre2_match(p->code->re, (PCRE2_SPTR)(s.p != NULL ? s.p : ""),
	    s.len, from, PCRE2_NO_UTF_CHECK, m,
	    brief ? p->code->brief : p->code->context);
	/* With \K in a lookahead the end may come before the start. */
	at = pcre2_get_ovector_pointer(m);
	if (n >= 0 && at[0] <= at[1])
		*found = (struct str){ s.p + at[0], at[1] - at[0] };
	pcre2_match_data_free(m);
	return n >= 0 ? 1 : n == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

int
pattern_group(const struct pattern *p, struct str s, const char *name,
    struct str *out)
{
	PCRE2_SIZE *at;
	int n = pattern_match(p, s), group = 1;

	*out = (struct str){ s.p, 0 };
	if (n != 1 || p->literal) {
		if (n == 1 && name == NULL)
			*out = s;
		return n;
	}
	if (name != NULL)
		group = pcre2_substring_number_from_name(p->code->re,
		    (PCRE2_SPTR)name);
	if (group < 0)
		return n;
	if ((uint32_t)group >= pcre2_get_ovector_count(p->code->match))
		group = 0;
	at = pcre2_get_ovector_pointer(p->code->match);
	if (at[2 * group] == PCRE2_UNSET)
		return n;
	*out = (struct str){ s.p + at[2 * group],
	    at[2 * group + 1] - at[2 * group] };
	return n;
}

void
pattern_close(struct pattern *p)
{
	if (p->code != NULL) {
		pcre2_code_free(p->code->re);
		pcre2_match_data_free(p->code->match);
		pcre2_match_context_free(p->code->context);
		pcre2_match_context_free(p->code->brief);
	}
	free(p->code);
	free(p->text);
	*p = (struct pattern){ 0 };
}
