/*
 * Summaries of runs as people see them: whatever the bytes are, a summary is
 * read or refused with a reason, and the text that is made of it keeps its
 * width and has nothing in it that steers a terminal. The first byte gives the
 * width.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pagetext.h"
#include "report.h"
#include "text.h"
#include "utf8.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) do {							\
	if (!(cond)) {							\
		fprintf(stderr, "report.c:%d: %s\n", __LINE__, #cond);	\
		abort();						\
	}								\
} while (0)

static void
check_line(struct str line, size_t width)
{
	size_t i;

	MUST(utf8_check(line) == line.len);
	MUST(text_width(line) <= width);
	MUST(line.len == 0 || line.p[line.len - 1] != ' ');
	for (i = 0; i < line.len; i++)
		MUST((unsigned char)line.p[i] >= 0x20 && line.p[i] != 0x7f);
}

static void
check_text(const struct runsum *rs, size_t width)
{
	struct metrics m = { .run = rs, .nrun = 1 };
	struct figures fs = { 0 };
	struct buf out = { 0 };
	struct face f = { .out = &out, .width = width };
	struct page p = { .n = 0 };
	struct str rest, line;

	metrics_rows(&fs, &m);
	report_alarms(&p, &fs);
	report_rows(&p, &fs);
	pagetext_print(&p, &f);
	page_free(&p);
	rest = buf_view(&out);
	while (str_split(&rest, '\n', &line))
		check_line(line, width);
	figures_free(&fs);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fault f = { .reason = NULL };
	struct runsum rs;
	struct io_in *in;
	enum status st;

	if (size == 0)
		return 0;
	in = io_in_memory("fuzz", (struct str){ (const char *)data + 1,
	    size - 1 });
	runsum_ahead(in);
	st = runsum_read(in, &rs, &f);
	rs.file = "fuzz.json";
	MUST(st == STATUS_OK || f.reason != NULL);
	if (st == STATUS_OK) {
		MUST((int128)rs.used + rs.filtered + rs.rejected == rs.read);
		check_text(&rs, 60 + data[0] % 100);
	}
	runsum_free(&rs);
	io_in_close(in);
	return 0;
}
