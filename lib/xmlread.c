/* XML parts, read by expat within bounds. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "hash.h"
#include "mem.h"
#include "xmlread.h"

#define CHUNK		(64 << 10)
#define DEPTH_MAX	64
#define TOKEN_MAX	((size_t)1 << 20)
#define NAMES_MAX	4096
#define NAMES_SLOTS	(4 * NAMES_MAX)

struct xmlread {
	struct zippart		*part;
	struct xmlread_calls	 calls;
	void			*ctx;
	XML_Parser		 xml;
	unsigned		 depth;
	/* Bytes given to expat since it last made something of them: of a
	   token that has not ended it keeps all. */
	size_t			 silent;
	/* Names of elements (hashed) and attributes (their address), which
	   expat keeps for ever; 0 is a free slot. */
	uint64_t		 name[NAMES_SLOTS];
	size_t			 nnames;
	struct buf		 why;		/* stopped */
	bool			 paused, last;
};

void
xmlread_stop(struct xmlread *x, const char *fmt, ...)
{
	char why[400];
	va_list ap;

	if (x->why.len > 0)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	buf_z(&x->why, why);
	x->paused = false;
	XML_StopParser(x->xml, XML_FALSE);
}

void
xmlread_pause(struct xmlread *x)
{
	if (x->paused || x->why.len > 0)
		return;
	x->paused = true;
	XML_StopParser(x->xml, XML_TRUE);
}

static void
know(struct xmlread *x, uint64_t name)
{
	size_t at = (size_t)((name >> 3) * 0x9e3779b1u % NAMES_SLOTS);

	for (; x->name[at] != 0; at = (at + 1) % NAMES_SLOTS)
		if (x->name[at] == name)
			return;
	x->name[at] = name;
	if (++x->nnames > NAMES_MAX)
		xmlread_stop(x, "too many different names of elements");
}

static const char *
local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

/* expat may still call after XML_StopParser: only for the tag at hand. */
static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct xmlread *x = ctx;
	size_t i;

	x->silent = 0;
	know(x, hash_bytes(str_z(name), 0) | 1);
	for (i = 0; attr[i] != NULL && x->why.len == 0; i += 2)
		know(x, (uintptr_t)attr[i]);
	if (++x->depth > DEPTH_MAX)
		xmlread_stop(x, "more than %d elements in each other",
		    DEPTH_MAX);
	if (x->why.len == 0)
		x->calls.start(x->ctx, local(name), attr);
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct xmlread *x = ctx;

	x->silent = 0;
	x->depth--;
	if (x->why.len == 0)
		x->calls.end(x->ctx, local(name));
}

static void XMLCALL
on_text(void *ctx, const XML_Char *p, int n)
{
	struct xmlread *x = ctx;

	x->silent = 0;
	if (x->why.len == 0 && x->calls.text != NULL)
		x->calls.text(x->ctx, (struct str){ p, (size_t)n });
}

static void XMLCALL
on_other(void *ctx, const XML_Char *p, int n)
{
	struct xmlread *x = ctx;

	(void)p;
	(void)n;
	x->silent = 0;
}

static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	xmlread_stop(ctx, "a document type, which no workbook has");
}

struct xmlread *
xmlread_open(struct zippart *part, const struct xmlread_calls *calls,
    void *ctx)
{
	struct xmlread *x = mem_zero(sizeof(*x));

	x->part = part;
	x->calls = *calls;
	x->ctx = ctx;
	x->xml = XML_ParserCreate(NULL);
	if (x->xml == NULL)
		die(STATUS_IO, "out of memory");
	XML_SetUserData(x->xml, x);
	XML_SetElementHandler(x->xml, on_start, on_end);
	XML_SetCharacterDataHandler(x->xml, on_text);
	XML_SetDefaultHandler(x->xml, on_other);
	XML_SetStartDoctypeDeclHandler(x->xml, on_doctype);
	return x;
}

static int
fail(struct xmlread *x, struct buf *err)
{
	enum XML_Error code = XML_GetErrorCode(x->xml);

	buf_z(err, zippart_name(x->part));
	if (x->why.len > 0)
		buf_printf(err, ": %.*s", STR_ARG(buf_view(&x->why)));
	else
		buf_printf(err, ": damaged XML on line %llu: %s",
		    (unsigned long long)XML_GetCurrentLineNumber(x->xml),
		    XML_ErrorString(code));
	return -1;
}

/* The next bytes of the part. */
static int
feed(struct xmlread *x, struct buf *err, enum XML_Status *st)
{
	void *p = XML_GetBuffer(x->xml, CHUNK);
	ssize_t got;

	if (p == NULL)
		return fail(x, err);
	got = zippart_read(x->part, p, CHUNK, err);
	if (got == -1)
		return -1;
	x->last = got == 0;
	x->silent += (size_t)got;
	*st = XML_ParseBuffer(x->xml, (int)got, x->last);
	return 0;
}

int
xmlread_step(struct xmlread *x, struct buf *err)
{
	enum XML_Status st = XML_STATUS_ERROR;

	if (x->paused) {
		x->paused = false;
		st = XML_ResumeParser(x->xml);
	} else if (feed(x, err, &st) == -1)
		return -1;
	if (st == XML_STATUS_SUSPENDED)
		return 1;
	if (st == XML_STATUS_OK && x->silent > TOKEN_MAX)
		xmlread_stop(x, "a tag of more than 1 MiB");
	if (st == XML_STATUS_ERROR || x->why.len > 0)
		return fail(x, err);
	return !x->last;
}

int
xmlread_all(struct xmlread *x, struct buf *err)
{
	int more;

	while ((more = xmlread_step(x, err)) == 1)
		;
	xmlread_close(x);
	return more;
}

const char *
xmlread_attr(const char **attr, const char *name)
{
	for (; attr[0] != NULL; attr += 2)
		if (strcmp(attr[0], name) == 0)
			return attr[1];
	return NULL;
}

const char *
xmlread_attr_any(const char **attr, const char *name)
{
	for (; attr[0] != NULL; attr += 2)
		if (strcmp(local(attr[0]), name) == 0)
			return attr[1];
	return NULL;
}

void
xmlread_close(struct xmlread *x)
{
	if (x == NULL)
		return;
	XML_ParserFree(x->xml);
	zippart_close(x->part);
	buf_free(&x->why);
	free(x);
}
