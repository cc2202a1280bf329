/*
 * --sections and --list-sections.
 */
#include "io.h"
#include "opt.h"
#include "report.h"
#include "sections.h"
#include "text.h"

void
sections_list(void)
{
	struct io_out *out = io_out_open(NULL);
	const struct report_section *s;
	struct buf b = { 0 };

	for (s = report_sections; s->name != NULL; s++)
		buf_printf(&b, "%-12s needs %s\n", s->name, s->needs);
	io_out_str(out, buf_view(&b));
	buf_free(&b);
	io_out_close(out, true);
}

_Noreturn static void
unknown(struct str name)
{
	const struct report_section *s;
	const struct str *near;
	struct str names[REPORT_MAX];
	struct buf all = { 0 };
	size_t n = 0;

	for (s = report_sections; s->name != NULL; s++) {
		names[n] = str_z(s->name);
		buf_printf(&all, "%s%s", n++ == 0 ? "" : ", ", s->name);
	}
	near = text_nearest(name, names, n);
	if (near != NULL)
		die(STATUS_USAGE, "--sections: unknown section \"%s\" "
		    "(nearest: %.*s)", opt_shown(name), STR_ARG(*near));
	die(STATUS_USAGE, "--sections: unknown section \"%s\" (one of %.*s)",
	    opt_shown(name), STR_ARG(buf_view(&all)));
}

uint64_t
sections_wanted(const char *list)
{
	const struct report_section *s;
	struct str rest, name;
	uint64_t want = 0;

	if (list == NULL)
		return REPORT_ALL;
	rest = str_z(list);
	while (str_split(&rest, ',', &name)) {
		s = report_section_find(name);
		if (s == NULL)
			unknown(name);
		want |= UINT64_C(1) << (s - report_sections);
	}
	return want;
}
