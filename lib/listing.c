/* Facts as lines of text or as a JSON object. */
#include <inttypes.h>

#include "diag.h"
#include "listing.h"
#include "tabout.h"
#include "text.h"
#include "utf8.h"

#define WIDTH	80
#define SHOWN	400	/* bytes of a value in a line */

static void
put_key(struct listing *f, const char *key)
{
	if (f->json) {
		if (f->n++ > 0)
			buf_byte(f->out, ',');
		json_put(f->out, str_z(key));
		buf_byte(f->out, ':');
		return;
	}
	for (; *key != '\0'; key++)
		buf_byte(f->out, *key == '_' ? ' ' : *key);
	buf_byte(f->out, ':');
}

void
listing_begin(struct listing *f, struct buf *out, bool json)
{
	*f = (struct listing){ .out = out, .json = json };
	if (json)
		buf_byte(out, '{');
}

void
listing_end(struct listing *f)
{
	if (f->json)
		buf_z(f->out, "}\n");
}

static void
new_line(struct buf *out, size_t margin, size_t *at)
{
	buf_byte(out, '\n');
	for (*at = 0; *at < margin; ++*at)
		buf_byte(out, ' ');
}

/* A word that fits no line, character by character. */
static void
put_long(struct buf *out, struct str s, size_t *at, size_t margin)
{
	uint32_t cp;
	size_t n, width;

	for (; s.len > 0; s.p += n, s.len -= n) {
		n = utf8_next(s, &cp);
		if (n == 0)
			n = 1;
		width = text_width((struct str){ s.p, n });
		if (*at + width > WIDTH)
			new_line(out, margin, at);
		buf_put(out, s.p, n);
		*at += width;
	}
}

void
listing_wrap(struct buf *out, struct str s, size_t at, size_t margin)
{
	struct str word;
	size_t width;
	bool first = true;

	while (s.len > 0 && str_split(&s, ' ', &word)) {
		width = text_width(word);
		if (!first && at + 1 + width > WIDTH &&
		    margin + width <= WIDTH)
			new_line(out, margin, &at);
		else if (!first && at < WIDTH) {
			buf_byte(out, ' ');
			at++;
		}
		put_long(out, word, &at, margin);
		first = false;
	}
	buf_byte(out, '\n');
}

/* Behind a key that has taken `at` columns. */
static void
put_value(struct listing *f, struct str s, size_t at)
{
	buf_byte(f->out, ' ');
	listing_wrap(f->out, s, at + 1, 2);
}

void
listing_text(struct listing *f, const char *key, struct str value)
{
	struct buf b = { 0 };

	put_key(f, key);
	if (f->json) {
		json_put_any(f->out, value);
		return;
	}
	diag_escape(&b, value, 4096);
	put_value(f, buf_view(&b), str_z(key).len + 1);
	buf_free(&b);
}

void
listing_z(struct listing *f, const char *key, const char *value)
{
	listing_text(f, key, str_z(value));
}

void
listing_none(struct listing *f, const char *key)
{
	put_key(f, key);
	buf_z(f->out, f->json ? "null" : " none\n");
}

void
listing_number(struct listing *f, const char *key, uint64_t n)
{
	put_key(f, key);
	buf_printf(f->out, f->json ? "%" PRIu64 : " %" PRIu64 "\n", n);
}

void
listing_list(struct listing *f, const char *key, const struct str *item,
    size_t n)
{
	struct buf b = { 0 };
	size_t i;

	put_key(f, key);
	if (f->json)
		buf_byte(f->out, '[');
	for (i = 0; i < n; i++) {
		if (f->json) {
			buf_z(f->out, i > 0 ? "," : "");
			json_put_any(f->out, item[i]);
		} else {
			diag_escape(&b, item[i], SHOWN);
			buf_z(&b, i + 1 < n ? ", " : "");
		}
	}
	if (f->json)
		buf_byte(f->out, ']');
	else
		put_value(f, n > 0 ? buf_view(&b) : STR("none"),
		    str_z(key).len + 1);
	buf_free(&b);
}

void
listing_open(struct listing *f, const char *key)
{
	put_key(f, key);
	buf_byte(f->out, f->json ? '[' : '\n');
	f->n = 0;
}

void
listing_item(struct listing *f, const char *const *name,
    const struct str *value, size_t n, struct str line)
{
	bool any = false;
	size_t i;

	if (!f->json) {
		buf_z(f->out, "  ");
		listing_wrap(f->out, line, 2, 4);
		return;
	}
	buf_z(f->out, f->n++ > 0 ? ",{" : "{");
	for (i = 0; i < n; i++) {
		if (value[i].len == 0)
			continue;
		buf_z(f->out, any ? "," : "");
		any = true;
		json_put(f->out, str_z(name[i]));
		buf_byte(f->out, ':');
		json_put_any(f->out, value[i]);
	}
	buf_byte(f->out, '}');
}

void
listing_close(struct listing *f)
{
	if (f->json)
		buf_byte(f->out, ']');
	f->n = 1;
}

void
listing_counts_open(struct listing *f, const char *key, uint64_t sum)
{
	put_key(f, key);
	if (f->json)
		buf_byte(f->out, '{');
	else
		buf_printf(f->out, " %" PRIu64 "\n", sum);
	f->n = 0;
}

void
listing_count(struct listing *f, struct str reason, uint64_t n)
{
	if (!f->json) {
		buf_printf(f->out, "  %" PRIu64 " ", n);
		diag_escape(f->out, reason, SHOWN);
		buf_byte(f->out, '\n');
		return;
	}
	buf_z(f->out, f->n++ > 0 ? "," : "");
	json_put_any(f->out, reason);
	buf_printf(f->out, ":%" PRIu64, n);
}

void
listing_counts_close(struct listing *f)
{
	if (f->json)
		buf_byte(f->out, '}');
	f->n = 1;
}
