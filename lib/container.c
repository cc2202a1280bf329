/* What the text of an operand is wrapped in: nothing, or a workbook. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "container.h"
#include "mem.h"
#include "xlsx.h"

/* No workbook of 1,048,576 rows comes near it. */
#define STORED_MAX	((uint64_t)4 << 30)
#define SNIFF		1024

struct container {
	enum container_kind	 kind;
	struct io_in		*raw;		/* text not yet handed out */
	struct spool		*spool;
	struct xlsx		*xlsx;
	struct container_table	*table;
	size_t			 ntable;
};

/* Files that are taken for tables, by what stands at their beginning. */
static const struct magic {
	const char	*bytes, *what, *advice;
} magics[] = {
	{ "%PDF-", "a PDF document", "ask for the export as CSV or xlsx" },
	{ "Rar!\x1a", "a RAR archive", "unpack it first" },
	{ "7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first" },
	{ "\xfd" "7zXZ", "xz data", "unpack it first" },
	{ "\x28\xb5\x2f\xfd", "zstd data", "unpack it first" },
	{ "BZh", "bzip2 data", "unpack it first" },
};

/* Parts by which an archive is known that is no workbook in XML. */
static const struct magic parts[] = {
	{ "xl/workbook.bin", "an Excel binary workbook (xlsb)",
	  "save it as xlsx or CSV" },
	{ "word/document.xml", "a Word document",
	  "save its table as CSV or xlsx" },
	{ "ppt/presentation.xml", "a PowerPoint presentation",
	  "save its table as CSV or xlsx" },
	{ "content.xml", "an OpenDocument file", "save it as xlsx or CSV" },
	{ "Index/Document.iwa", "an Apple iWork document",
	  "export it as xlsx or CSV" },
	{ "Index.zip", "an Apple iWork document",
	  "export it as xlsx or CSV" },
};

static enum status
refuse(struct io_in *raw, const char *what, const char *advice,
    struct buf *err)
{
	buf_printf(err, "%s: %s is not read: %s", io_in_name(raw), what,
	    advice);
	return STATUS_DATA;
}

/* All of it into a file that can be read at any place. */
static enum status
spool(struct container *c, struct io_in *raw, struct buf *err)
{
	struct buf why = { 0 };

	c->spool = spool_open(raw, STORED_MAX, &why);
	if (c->spool == NULL)
		buf_printf(err, "%s: %.*s", io_in_name(raw),
		    STR_ARG(buf_view(&why)));
	else
		c->raw = NULL;
	buf_free(&why);
	return c->spool == NULL ? STATUS_IO : STATUS_OK;
}

/* The first names of an archive, for a message. */
static void
put_names(struct zipfile *z, struct buf *err)
{
	const char *name;
	size_t i;

	for (i = 0; i < 3 && (name = zipfile_name(z, i)) != NULL; i++) {
		buf_z(err, i == 0 ? " (in it: " : ", ");
		diag_escape(err, str_z(name), 60);
	}
	if (i == 3 && zipfile_name(z, i) != NULL)
		buf_z(err, ", ...");
	buf_z(err, i == 0 ? "" : ")");
}

/* An archive of something else is named and refused. */
static enum status
check_parts(struct container *c, struct zipfile *z, struct buf *err)
{
	struct io_in *in = spool_from(c->spool);
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (zipfile_has(z, parts[i].bytes))
			return refuse(in, parts[i].what, parts[i].advice, err);
	if (zipfile_has(z, "_rels/.rels") || zipfile_has(z, "xl/workbook.xml"))
		return STATUS_OK;
	(void)refuse(in, "a zip file that is no workbook", "unpack it first",
	    err);
	put_names(z, err);
	return STATUS_DATA;
}

static void
list_sheets(struct container *c)
{
	const struct xlsx_sheet *sheet = xlsx_sheets(c->xlsx, &c->ntable);
	size_t i;

	c->table = mem_array(c->ntable, sizeof(*c->table));
	for (i = 0; i < c->ntable; i++)
		c->table[i] = (struct container_table){
		    sheet[i].name, sheet[i].hidden };
}

static enum status
open_zip(struct container *c, struct io_in *raw, struct buf *err)
{
	struct buf why = { 0 };
	struct zipfile *z;
	enum status st = spool(c, raw, err);

	if (st != STATUS_OK)
		return st;
	z = zipfile_open(c->spool, &why);
	if (z != NULL)
		st = check_parts(c, z, err);
	if (st != STATUS_OK) {
		zipfile_close(z);
		return st;
	}
	if (z != NULL)
		c->xlsx = xlsx_open(z, &why);
	if (c->xlsx == NULL) {
		buf_printf(err, "%s: %.*s", io_in_name(raw),
		    STR_ARG(buf_view(&why)));
		st = STATUS_IO;
	} else {
		c->kind = CONTAINER_XLSX;
		list_sheets(c);
	}
	buf_free(&why);
	return st;
}

/*
 * Is an entry of this name in the directory of an OLE2 file? The name stands in
 * UTF-16 at the beginning of 128 bytes, and sectors are multiples of those.
 */
static bool
ole_has(const struct spool *s, const char *name)
{
	char p[4096], want[64] = { 0 };
	size_t n = 2 * strlen(name) + 2, i;
	uint64_t at = 0;
	ssize_t got;
	bool found = false;

	for (i = 0; name[i] != '\0'; i++)
		want[2 * i] = name[i];
	while (!found && (got = spool_at(s, at, p, sizeof(p))) > 0) {
		for (i = 0; i + n <= (size_t)got && !found; i += 128)
			found = memcmp(p + i, want, n) == 0;
		at += (uint64_t)got;
	}
	return found;
}

/* The format of office programs before 2007, and of encrypted files. */
static enum status
open_ole(struct container *c, struct io_in *raw, struct buf *err)
{
	enum status st = spool(c, raw, err);

	if (st != STATUS_OK)
		return st;
	if (ole_has(c->spool, "EncryptedPackage"))
		return refuse(raw, "a workbook with a password",
		    "save it as xlsx or CSV without one", err);
	if (ole_has(c->spool, "Workbook") || ole_has(c->spool, "Book"))
		return refuse(raw, "an old Excel workbook (xls)",
		    "save it as xlsx or CSV", err);
	return refuse(raw, "an OLE2 file", "save its table as CSV or xlsx",
	    err);
}

static bool
starts_case(struct str s, const char *z)
{
	size_t n = strlen(z);

	return s.len >= n && strncasecmp(s.p, z, n) == 0;
}

static bool
holds(struct str s, const char *z)
{
	for (; s.len > 0; s.p++, s.len--)
		if (starts_case(s, z))
			return true;
	return false;
}

static struct str
without_bom(struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf"))) {
		s.p += 3;
		s.len -= 3;
	}
	return str_trim(s);
}

/* Is < the first byte that is not blank? Asks for no more than it needs. */
static bool
is_markup(struct io_in *raw)
{
	struct str s, rest;
	size_t want = 1;

	for (; want <= SNIFF; want = s.len + 1) {
		if (io_in_peek(raw, want, &s) == -1 || s.len < want)
			return false;
		rest = without_bom(s);
		if (rest.len > 0 && (rest.p[0] != '\xef' || rest.len > 2))
			return rest.p[0] == '<';
	}
	return false;
}

/* Some shops give their pages the name .xls and leave the rest to Excel. */
static enum status
check_markup(struct io_in *raw, struct buf *err)
{
	static const char *const html[] = { "<html", "<!doctype html",
	    "<table", "<head", "<meta", "<body", "<style", NULL };
	struct str s;
	size_t i;

	if (!is_markup(raw) || io_in_peek(raw, SNIFF, &s) == -1)
		return STATUS_OK;	/* the next reader will say it */
	if (s.len > SNIFF)
		s.len = SNIFF;
	s = without_bom(s);
	for (i = 0; html[i] != NULL; i++)
		if (starts_case(s, html[i]))
			return refuse(raw, "an HTML page", "open it in a "
			    "spreadsheet and save it as xlsx or CSV", err);
	if (!starts_case(s, "<?xml"))
		return STATUS_OK;
	if (holds(s, "Excel.Sheet") || holds(s, "<Workbook"))
		return refuse(raw, "an XML spreadsheet of Excel 2003",
		    "save it as xlsx or CSV", err);
	return refuse(raw, "an XML document", "ask for the export as CSV or "
	    "xlsx", err);
}

static bool
peek_is(struct io_in *raw, const char *bytes)
{
	struct str s, want = str_z(bytes);

	return io_in_peek(raw, 1, &s) == 0 && s.len > 0 &&
	    s.p[0] == want.p[0] && io_in_peek(raw, want.len, &s) == 0 &&
	    str_starts(s, want);
}

static enum status
look(struct container *c, struct io_in *raw, struct buf *err)
{
	size_t i;

	/* A file, or an archive without one. */
	if (peek_is(raw, "PK\x03\x04") || peek_is(raw, "PK\x05\x06"))
		return open_zip(c, raw, err);
	if (peek_is(raw, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
		return open_ole(c, raw, err);
	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (peek_is(raw, magics[i].bytes))
			return refuse(raw, magics[i].what, magics[i].advice,
			    err);
	return check_markup(raw, err);
}

enum status
container_open(struct container **out, struct io_in *raw, struct buf *err)
{
	struct container *c = mem_zero(sizeof(*c));
	enum status st;

	c->raw = raw;
	st = look(c, raw, err);
	if (st != STATUS_OK) {
		container_close(c);
		return st;
	}
	if (c->kind == CONTAINER_TEXT) {
		c->ntable = 1;
		c->table = mem_zero(sizeof(*c->table));
		c->table->name = STR("");
	}
	*out = c;
	return STATUS_OK;
}

enum container_kind
container_kind(const struct container *c)
{
	return c->kind;
}

size_t
container_tables(const struct container *c)
{
	return c->ntable;
}

const struct container_table *
container_table(const struct container *c, size_t i)
{
	return &c->table[i];
}

struct io_in *
container_text(struct container *c, size_t i)
{
	struct io_in *in = c->raw, *from;

	if (c->kind == CONTAINER_TEXT) {
		c->raw = NULL;
		return in;
	}
	from = spool_from(c->spool);
	in = xlsx_text(c->xlsx, i, io_in_name(from));
	io_in_digest_copy(in, from);
	return in;
}

struct spool *
container_spool(const struct container *c)
{
	return c->spool;
}

void
container_close(struct container *c)
{
	if (c == NULL)
		return;
	xlsx_close(c->xlsx);
	spool_close(c->spool);
	io_in_close(c->raw);
	free(c->table);
	free(c);
}
