/*
 * Messages: one line each on standard error, "PROG: text". What stands in a
 * message may come from hostile input, so it is escaped before a terminal
 * sees it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "diag.h"
#include "utf8.h"

#define VALUE_MAX	60	/* bytes of an offending value that are shown */

/* The one name of the process, set once before anything is printed. */
static const char *diag_name = "crm";

/*
 * A file opened while 0, 1 or 2 is closed would get that number, and a table
 * or a message would go into it. What is put there can only fail.
 */
static void
hold_standard(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY :
		    O_RDONLY) == -1)
			exit(STATUS_IO);
}

void
diag_init(const char *prog)
{
	diag_name = prog;
	hold_standard();
	/* A message is one write, whole beside those of the next program. */
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
}

const char *
diag_prog(void)
{
	return diag_name;
}

static void
vwarn(const char *fmt, va_list ap)
{
	fprintf(stderr, "%s: ", diag_name);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void
diag_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarn(fmt, ap);
	va_end(ap);
}

void
die(enum status st, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarn(fmt, ap);
	va_end(ap);
	exit((int)st);
}

/* C1 controls, line ends, zero-width and direction marks: they could forge. */
static bool
is_hidden(uint32_t cp)
{
	return (cp >= 0x80 && cp < 0xa0) || (cp >= 0x200b && cp <= 0x200f) ||
	    (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069) ||
	    cp == 0x061c || cp == 0xfeff;
}

void
diag_escape(struct buf *b, struct str s, size_t max)
{
	size_t start = b->len, n;
	uint32_t cp;

	while (s.len > 0) {
		if (b->len - start >= max) {
			buf_z(b, "...");
			return;
		}
		n = utf8_next(s, &cp);
		if (n == 0)
			buf_printf(b, "\\x%02x", (unsigned char)s.p[0]);
		else if (cp == '\n')
			buf_z(b, "\\n");
		else if (cp == '\r')
			buf_z(b, "\\r");
		else if (cp == '\t')
			buf_z(b, "\\t");
		else if (cp < 0x20 || cp == 0x7f)
			buf_printf(b, "\\x%02x", (unsigned)cp);
		else if (is_hidden(cp))
			buf_printf(b, "\\u%04x", (unsigned)cp);
		else
			buf_put(b, s.p, n);
		n = n == 0 ? 1 : n;
		s.p += n;
		s.len -= n;
	}
}

void
diag_fault(struct buf *b, const char *file, const struct fault *f)
{
	if (file != NULL) {
		diag_escape(b, str_z(file), 4096);
		if (f->line != 0)
			buf_printf(b, ":%llu", (unsigned long long)f->line);
		if (f->line != 0 && f->column != 0)
			buf_printf(b, ":%llu", (unsigned long long)f->column);
		buf_z(b, ": ");
	}
	if (f->field.len > 0) {
		diag_escape(b, f->field, VALUE_MAX);
		buf_z(b, ": ");
	}
	buf_z(b, f->reason);
	if (f->value.p != NULL) {
		buf_z(b, ": \"");
		diag_escape(b, f->value, VALUE_MAX);
		buf_byte(b, '"');
	}
	if (f->detail[0] != '\0') {
		buf_z(b, f->value.p != NULL ? " (" : ": ");
		diag_escape(b, str_z(f->detail), sizeof(f->detail));
		if (f->value.p != NULL)
			buf_byte(b, ')');
	}
}
