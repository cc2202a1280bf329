/*
 * Lines for people: styles, indents and wrapping by display width.
 */
#include "face.h"
#include "text.h"

void
face_style(const struct face *f, enum face_style s)
{
	if (!f->color)
		return;
	switch (s) {
	case FACE_PLAIN:
		buf_z(f->out, "\033[0m");
		break;
	case FACE_TITLE:
		buf_z(f->out, "\033[1m");
		break;
	case FACE_HEAD:
		buf_z(f->out, "\033[2m");
		break;
	case FACE_ALARM:
		buf_z(f->out, "\033[1;31m");
		break;
	}
}

void
face_blank(const struct face *f, size_t n)
{
	while (n-- > 0)
		buf_byte(f->out, ' ');
}

void
face_newline(const struct face *f)
{
	struct buf *b = f->out;

	while (b->len > 0 && b->p[b->len - 1] == ' ')
		b->len--;
	buf_byte(b, '\n');
}

void
face_wrap(const struct face *f, struct str s, size_t col, size_t hang)
{
	struct buf clean = { 0 };
	struct str rest, word;
	bool first = true;
	size_t w, room;

	text_clean(&clean, s);
	rest = buf_view(&clean);
	room = f->width > hang ? f->width - hang : 1;
	while (str_split(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		w = text_width(word);
		if (w > room)
			w = room;
		if (col + !first + w > f->width && (!first || col > hang)) {
			face_newline(f);
			face_blank(f, hang);
			col = hang;
			first = true;
		}
		if (!first)
			buf_byte(f->out, ' ');
		col += !first + w;
		text_fit(f->out, word, w, false);
		first = false;
	}
	face_newline(f);
	buf_free(&clean);
}
