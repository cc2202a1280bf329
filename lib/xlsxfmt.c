/* What a number format shows: a number, a date, a time. */
#include "xlsxnum.h"

/* A walk over a format code. */
struct walk {
	struct str	s;
	size_t		i;
	char		before;		/* the letter before: h, s, ... */
	unsigned	shows;
	bool		number;
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Is the word z, in lower case, at byte i? */
static bool
is_at(const struct walk *w, size_t i, const char *z)
{
	for (; *z != '\0'; z++, i++)
		if (i >= w->s.len || lower(w->s.p[i]) != *z)
			return false;
	return true;
}

/* Past a text in quotes, a character after \ _ or *. */
static bool
skip_literal(struct walk *w)
{
	char c = w->s.p[w->i];

	if (c == '\\' || c == '_' || c == '*') {
		w->i += 2;
		return true;
	}
	if (c != '"')
		return false;
	for (w->i++; w->i < w->s.len && w->s.p[w->i] != '"'; w->i++)
		;
	w->i++;
	return true;
}

/* [h], [mm], [ss]: elapsed; [Red], [$-804], [>5]: of no matter. */
static void
take_bracket(struct walk *w)
{
	size_t from = w->i + 1;
	char c = from < w->s.len ? lower(w->s.p[from]) : '\0';

	for (w->i = from; w->i < w->s.len && w->s.p[w->i] != ']'; w->i++)
		if (lower(w->s.p[w->i]) != c)
			c = '\0';
	w->i++;
	if (c != 'h' && c != 'm' && c != 's')
		return;
	w->shows |= XLSXNUM_TIME | XLSXNUM_ELAPSED;
	if (c == 's')
		w->shows |= XLSXNUM_SECONDS;
	w->before = 'h';
}

/* The next letter that shows something; looked for without taking it. */
static char
next_letter(struct walk w)
{
	while (w.i < w.s.len && w.s.p[w.i] != ';') {
		char c = lower(w.s.p[w.i]);

		if (skip_literal(&w))
			continue;
		if (c >= 'a' && c <= 'z')
			return c;
		w.i++;
	}
	return '\0';
}

/* m is a minute after hours and before seconds, else a month. */
static void
take_m(struct walk *w)
{
	size_t from = w->i;

	while (w->i < w->s.len && lower(w->s.p[w->i]) == 'm')
		w->i++;
	if (w->i - from <= 2 && (w->before == 'h' || next_letter(*w) == 's'))
		w->shows |= XLSXNUM_TIME;
	else
		w->shows |= XLSXNUM_DATE;
	w->before = 'm';
}

static void
take_letter(struct walk *w, char c)
{
	static const struct {
		const char	*word;
		size_t		 len;
		unsigned	 shows;
	} words[] = {
		{ "general", 7, 0 }, { "am/pm", 5, XLSXNUM_TIME },
		{ "a/p", 3, XLSXNUM_TIME }, { "aaa", 3, XLSXNUM_DATE },
		{ "e+", 2, 0 }, { "e-", 2, 0 }, { "e", 1, XLSXNUM_DATE },
		{ "y", 1, XLSXNUM_DATE }, { "b", 1, XLSXNUM_DATE },
		{ "d", 1, XLSXNUM_DATE }, { "h", 1, XLSXNUM_TIME },
		{ "s", 1, XLSXNUM_TIME | XLSXNUM_SECONDS },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_at(w, w->i, words[i].word)) {
			w->shows |= words[i].shows;
			w->i += words[i].len;
			w->before = c;
			return;
		}
	w->i++;
}

unsigned
xlsxnum_format(struct str code)
{
	struct walk w = { .s = code };

	/* Behind a semicolon is what negative numbers and text look like. */
	while (w.i < w.s.len && w.s.p[w.i] != ';') {
		char c = lower(w.s.p[w.i]);

		if (skip_literal(&w))
			continue;
		if (c == '[')
			take_bracket(&w);
		else if (c == 'm')
			take_m(&w);
		else if (c >= 'a' && c <= 'z')
			take_letter(&w, c);
		else {
			w.number = w.number || c == '#' || c == '?' ||
			    c == '%';
			w.i++;
		}
	}
	return w.number ? 0 : w.shows;
}

unsigned
xlsxnum_builtin(unsigned long id)
{
	const unsigned date = XLSXNUM_DATE, time = XLSXNUM_TIME;
	const unsigned seconds = XLSXNUM_TIME | XLSXNUM_SECONDS;

	/* ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are those of East
	   Asian languages, which differ in whether some show a date or a
	   time: the number itself decides. */
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
	    (id >= 50 && id <= 54) || id == 57 || id == 58)
		return date;
	if (id == 18 || id == 20 || id == 32 || id == 34 || id == 55)
		return time;
	if (id == 19 || id == 21 || id == 33 || id == 35 || id == 56)
		return seconds;
	if (id == 22)
		return date | time;
	if (id == 45 || id == 47)
		return seconds;
	return id == 46 ? seconds | XLSXNUM_ELAPSED : 0;
}
