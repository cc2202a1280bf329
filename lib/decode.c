/*
 * The encoding of an input. ASCII goes through unseen until the first byte
 * above 0x7f; from there bytes are held back until the evidence is enough,
 * at most AHEAD of them. UTF-8 then goes through without a copy, everything
 * else through iconv in chunks.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decode.h"
#include "mem.h"
#include "utf8.h"
#include "word.h"

#define AHEAD	((size_t)8 << 20)
#define CHUNK	((size_t)64 << 10)
/* So many characters above 0x7f settle the question. */
#define ENOUGH	4096
/* One bad character among so many good ones is surely damage. */
#define DAMAGE	8

enum state { AT_START, IN_ASCII, UNDECIDED, PASS, CONVERT };

/* How far the held bytes were read in each encoding, and what came of it. */
struct evidence {
	size_t		utf_at, gb_at;
	uint64_t	utf_ok, utf_bad;
	uint64_t	gb_pair;	/* both above 0x7f, or four bytes */
	uint64_t	gb_odd;		/* the second byte is ASCII */
	uint64_t	gb_bad;
};

struct decode {
	enum state	 state;
	enum state	 after;		/* the state that follows AT_START */
	char		*name;		/* given or found; NULL: not yet */
	bool		 given;
	bool		 bom;
	bool		 eof;		/* nothing is left below */
	struct buf	 held;		/* input that waits */
	size_t		 held_at;
	iconv_t		 cd;
	size_t		 unit;		/* skipped when it is bad */
	struct buf	 out;		/* converted, not handed out */
	size_t		 out_at;
};

static size_t
ascii_span(const char *p, size_t n)
{
	size_t i = 0;

	while (i + 8 <= n && (word_load(p + i) & WORD_FILL(0x80)) == 0)
		i += 8;
	while (i < n && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}

static bool
is_utf8_name(const char *name)
{
	return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

/*
 * The length of the GB18030 character at s, 0 when there is none, SIZE_MAX
 * when more bytes are needed to tell.
 */
static size_t
gb_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (p[0] < 0x80)
		return 1;
	if (p[0] == 0x80 || p[0] == 0xff)
		return 0;
	if (s.len < 2)
		return SIZE_MAX;
	if (p[1] >= 0x40 && p[1] != 0x7f && p[1] != 0xff)
		return 2;
	if (p[1] < 0x30 || p[1] > 0x39)
		return 0;
	if (s.len < 4)
		return SIZE_MAX;
	/* 84 31 A4 39 ends the plane of the BMP, E3 32 9A 35 is U+10FFFF. */
	if (p[0] > 0xe3 || (p[0] > 0x84 && p[0] < 0x90))
		return 0;
	return p[2] >= 0x81 && p[2] != 0xff && p[3] >= 0x30 && p[3] <= 0x39 ?
	    4 : 0;
}

static void
weigh_utf8(struct evidence *e, struct str s, bool eof)
{
	uint32_t cp;
	size_t n;

	while (e->utf_at < s.len && e->utf_ok + e->utf_bad < ENOUGH) {
		struct str rest = { s.p + e->utf_at, s.len - e->utf_at };

		n = ascii_span(rest.p, rest.len);
		e->utf_at += n;
		if (n == rest.len || (rest.len - n < 4 && !eof))
			return;
		rest.p += n;
		rest.len -= n;
		n = utf8_next(rest, &cp);
		if (n == 0)
			e->utf_bad++;
		else
			e->utf_ok++;
		e->utf_at += n == 0 ? 1 : n;
	}
}

static void
weigh_gb(struct evidence *e, struct str s, bool eof)
{
	while (e->gb_at < s.len) {
		struct str rest = { s.p + e->gb_at, s.len - e->gb_at };
		size_t n = ascii_span(rest.p, rest.len);

		e->gb_at += n;
		if (n == rest.len || (rest.len - n < 4 && !eof))
			return;
		rest.p += n;
		rest.len -= n;
		n = gb_length(rest);
		if (n == 0 || n == SIZE_MAX)
			e->gb_bad++;
		else if (n == 4 || (unsigned char)rest.p[1] >= 0x80)
			e->gb_pair++;
		else
			e->gb_odd++;
		e->gb_at += n == 0 || n == SIZE_MAX ? 1 : n;
	}
}

/*
 * Strict UTF-8, strict GB18030, Windows-1252; but damage is told from another
 * encoding. By chance hardly a character of GB18030 or Windows-1252 reads as
 * UTF-8. Chinese text in GB18030 nearly always has both bytes above 0x7f,
 * while in Western text such bytes stand alone between ASCII letters.
 */
static const char *
judge(const struct evidence *e)
{
	if (e->utf_ok >= DAMAGE * e->utf_bad)
		return "UTF-8";
	if (e->gb_bad == 0 && e->gb_pair >= e->gb_odd)
		return "GB18030";
	if (e->utf_ok > e->utf_bad)
		return "UTF-8";
	if (e->gb_pair > 2 * e->gb_bad && e->gb_pair > 2 * e->gb_odd)
		return "GB18030";
	return "Windows-1252";
}

static int
hold_more(struct decode *d, struct io_in *below)
{
	ssize_t got = io_in_read(below, buf_room(&d->held, CHUNK), CHUNK);

	if (got == -1)
		return -1;
	d->eof = got == 0;
	d->held.len += (size_t)got;
	return 0;
}

/* False when iconv does not know the name. */
static bool
set_encoding(struct decode *d, const char *name)
{
	d->name = mem_strdup(str_z(name));
	d->unit = 1;
	if (strncasecmp(name, "UTF-16", 6) == 0)
		d->unit = 2;
	if (strncasecmp(name, "UTF-32", 6) == 0)
		d->unit = 4;
	if (is_utf8_name(name)) {
		d->state = PASS;
		return true;
	}
	d->cd = iconv_open("UTF-8",
	    strcmp(name, "Windows-1252") == 0 ? "CP1252" : name);
	d->state = CONVERT;
	return d->cd != (iconv_t)-1;
}

/* An encoding that was found out, which every iconv has. */
static void
found_encoding(struct decode *d, const char *name)
{
	if (!set_encoding(d, name))
		die(STATUS_IO, "iconv cannot convert from %s", name);
}

static int
decide(struct decode *d, struct io_in *below)
{
	struct evidence e = { 0 };
	struct str s;

	/* What is weighed does not depend on the pieces that come in. */
	do {
		if (hold_more(d, below) == -1)
			return -1;
		s = buf_view(&d->held);
		if (s.len > AHEAD)
			s.len = AHEAD;
		weigh_utf8(&e, s, d->eof);
	} while (!d->eof && s.len < AHEAD && e.utf_ok + e.utf_bad < ENOUGH);
	s.len = e.utf_at;
	weigh_gb(&e, s, d->eof && s.len == d->held.len);
	found_encoding(d, judge(&e));
	return 0;
}

/* Look for a byte order mark, once. */
static int
start(struct decode *d, struct io_in *below)
{
	static const struct {
		struct str	 mark;
		const char	*name;
	} boms[] = {
		{ { "\xef\xbb\xbf", 3 }, "UTF-8" },
		{ { "\xff\xfe\0\0", 4 }, "UTF-32LE" },
		{ { "\xff\xfe", 2 }, "UTF-16LE" },
		{ { "\xfe\xff", 2 }, "UTF-16BE" },
	};
	struct str b;
	size_t i;

	if (io_in_peek(below, 4, &b) == -1)
		return -1;
	for (i = 0; i < sizeof(boms) / sizeof(boms[0]); i++)
		if (str_starts(b, boms[i].mark))
			break;
	d->bom = i < sizeof(boms) / sizeof(boms[0]);
	d->state = d->after;
	/* iconv takes the mark of "UTF-16"; only UTF-8's is in the way. */
	if (d->given && (i > 0 || !is_utf8_name(d->name)))
		return 0;
	if (d->bom)
		io_in_skip(below, boms[i].mark.len);
	if (d->given)
		return 0;
	if (d->bom)
		found_encoding(d, boms[i].name);
	return 0;
}

/* Bytes that were held back go first. */
static ssize_t
read_held(struct decode *d, struct io_in *below, void *p, size_t n)
{
	size_t left = d->held.len - d->held_at;

	if (left == 0)
		return io_in_read(below, p, n);
	n = n < left ? n : left;
	memcpy(p, d->held.p + d->held_at, n);
	d->held_at += n;
	if (d->held_at == d->held.len) {
		buf_free(&d->held);
		d->held_at = 0;
	}
	return (ssize_t)n;
}

static ssize_t
read_ascii(struct decode *d, struct io_in *below, void *p, size_t n)
{
	ssize_t got = io_in_read(below, p, n);
	size_t plain;

	if (got <= 0)
		return got;
	plain = ascii_span(p, (size_t)got);
	if (plain == (size_t)got)
		return got;
	buf_put(&d->held, (char *)p + plain, (size_t)got - plain);
	d->state = UNDECIDED;
	return (ssize_t)plain;
}

/* What is left in the middle of a character at the end of the input. */
static void
convert_tail(struct decode *d)
{
	if (d->held_at < d->held.len)
		buf_byte(&d->out, '\xff');
	d->held_at = d->held.len;
}

/* Convert the held bytes as far as they are whole characters. */
static void
convert(struct decode *d)
{
	size_t inleft = d->held.len - d->held_at;

	while (inleft > 0) {
		char *in = d->held.p + d->held_at;
		/* No encoding makes more than 4 bytes out of one. */
		char *out = buf_room(&d->out, 4 * inleft + 16);
		size_t outleft = 4 * inleft + 16, skip;
		size_t r = iconv(d->cd, &in, &inleft, &out, &outleft);
		int why = errno;

		d->out.len = (size_t)(out - d->out.p);
		d->held_at = d->held.len - inleft;
		if (r != (size_t)-1 || why == EINVAL)
			return;
		if (why == E2BIG)
			continue;
		buf_byte(&d->out, '\xff');
		skip = d->unit < inleft ? d->unit : inleft;
		d->held_at += skip;
		inleft -= skip;
	}
}

static ssize_t
read_converted(struct decode *d, struct io_in *below, void *p, size_t n)
{
	size_t left;

	while (d->out_at == d->out.len) {
		d->out.len = 0;
		d->out_at = 0;
		if (d->held_at > 0) {
			memmove(d->held.p, d->held.p + d->held_at,
			    d->held.len - d->held_at);
			d->held.len -= d->held_at;
			d->held_at = 0;
		}
		/* The look-ahead may be long: convert it in one go, once. */
		if (d->held.len < CHUNK && !d->eof &&
		    hold_more(d, below) == -1)
			return -1;
		if (d->held.len == 0 && d->eof)
			return 0;
		convert(d);
		if (d->eof)
			convert_tail(d);
	}
	left = d->out.len - d->out_at;
	n = n < left ? n : left;
	memcpy(p, d->out.p + d->out_at, n);
	d->out_at += n;
	return (ssize_t)n;
}

static ssize_t
decode_read(void *ctx, struct io_in *below, void *p, size_t n)
{
	struct decode *d = ctx;
	ssize_t got;

	if (d->state == AT_START && start(d, below) == -1)
		return -1;
	if (d->state == IN_ASCII) {
		got = read_ascii(d, below, p, n);
		/* Nothing plain before the first byte to decide on: go on. */
		if (got != 0 || d->state == IN_ASCII)
			return got;
	}
	if (d->state == UNDECIDED && decide(d, below) == -1)
		return -1;
	return d->state == CONVERT ? read_converted(d, below, p, n) :
	    read_held(d, below, p, n);
}

static void
decode_free(void *ctx)
{
	struct decode *d = ctx;

	if (d->cd != (iconv_t)-1)
		iconv_close(d->cd);
	buf_free(&d->held);
	buf_free(&d->out);
	free(d->name);
	free(d);
}

struct io_in *
decode_open(struct io_in *below, const char *encoding, struct decode **out)
{
	struct decode *d = mem_zero(sizeof(*d));

	d->cd = (iconv_t)-1;
	d->after = IN_ASCII;
	/* "//IGNORE" and its kin would drop bytes without a word. */
	if (encoding != NULL &&
	    (strchr(encoding, '/') != NULL || !set_encoding(d, encoding))) {
		decode_free(d);
		return NULL;
	}
	if (encoding != NULL) {
		d->given = true;
		d->after = d->state;
		d->state = AT_START;
	}
	*out = d;
	return io_in_filter(below, d, decode_read, decode_free);
}

const char *
decode_name(const struct decode *d)
{
	return d->name != NULL ? d->name : "ASCII";
}

bool
decode_bom(const struct decode *d)
{
	return d->bom;
}

const char *
decode_reason(const struct decode *d)
{
	return strcasecmp(decode_name(d), "UTF-8") == 0 ? "not valid UTF-8" :
	    "not valid in the encoding";
}
