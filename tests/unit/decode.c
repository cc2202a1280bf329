/* Which encoding bytes are taken for, and what comes out. */
#include "decode.h"
#include "unit.h"

struct row {
	const char	*what;
	struct str	 in;
	const char	*name;
	struct str	 out;
};

#define BYTES(lit)	{ "" lit "", sizeof(lit) - 1 }

static const struct row rows[] = {
	{ "ASCII", BYTES("a,b\n"), "ASCII", BYTES("a,b\n") },
	{ "nothing", BYTES(""), "ASCII", BYTES("") },
	{ "UTF-8", BYTES("a,\xe8\x8c\xb6\n"), "UTF-8",
	  BYTES("a,\xe8\x8c\xb6\n") },
	{ "a BOM", BYTES("\xef\xbb\xbf" "a"), "UTF-8", BYTES("a") },
	{ "a BOM before what is not UTF-8", BYTES("\xef\xbb\xbf\xff"),
	  "UTF-8", BYTES("\xff") },
	{ "UTF-16LE", BYTES("\xff\xfe" "a\0\x36\x83"), "UTF-16LE",
	  BYTES("a\xe8\x8c\xb6") },
	{ "UTF-16BE", BYTES("\xfe\xff\0a\x83\x36"), "UTF-16BE",
	  BYTES("a\xe8\x8c\xb6") },
	{ "half a surrogate pair", BYTES("\xff\xfe" "a\0\x00\xd8z\0"),
	  "UTF-16LE", BYTES("a\xffz") },
	{ "GB18030", BYTES("\xb2\xe8,\xbe\xc6\n"), "GB18030",
	  BYTES("\xe8\x8c\xb6,\xe9\x85\x92\n") },
	{ "four bytes", BYTES("\xb2\xe8\x95\x32\x82\x36"), "GB18030",
	  BYTES("\xe8\x8c\xb6\xf0\xa0\x80\x80") },
	{ "a comma behind half a character",
	  BYTES("\xb2\xe8\xb2\xe8\xb2\xe8,\xb2,x\n"), "GB18030",
	  BYTES("\xe8\x8c\xb6\xe8\x8c\xb6\xe8\x8c\xb6,\xff,x\n") },
	{ "an end in a character", BYTES("\xb2\xe8\xb2\xe8\xb2\xe8\xb2"),
	  "GB18030", BYTES("\xe8\x8c\xb6\xe8\x8c\xb6\xe8\x8c\xb6\xff") },
	{ "Windows-1252", BYTES("M\xfcller, \x80 5\n"), "Windows-1252",
	  BYTES("M\xc3\xbcller, \xe2\x82\xac 5\n") },
	{ "Windows-1252 that GB18030 could read", BYTES("M\xfcller\n"),
	  "Windows-1252", BYTES("M\xc3\xbcller\n") },
	{ "a byte that Windows-1252 has not", BYTES("\xfc \x81 \n"),
	  "Windows-1252", BYTES("\xc3\xbc \xff \n") },
	{ "damage in UTF-8", BYTES("\xe8\x8c\xb6\xe9\x85\x92,\xff\n"),
	  "UTF-8", BYTES("\xe8\x8c\xb6\xe9\x85\x92,\xff\n") },
};

static void
read_all(struct str in, const char *encoding, struct buf *out, char name[40])
{
	struct decode *d;
	struct io_in *io = decode_open(io_in_memory("x", in), encoding, &d);
	ssize_t got;

	while ((got = io_in_read(io, buf_room(out, 3), 3)) > 0)
		out->len += (size_t)got;
	CHECK(got == 0);
	snprintf(name, 40, "%s", decode_name(d));
	io_in_close(io);
}

static void
found(void)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = { 0 };
		char name[40];

		read_all(rows[i].in, NULL, &out, name);
		if (strcmp(name, rows[i].name) != 0 ||
		    !str_eq(buf_view(&out), rows[i].out))
			printf("# %s: %s\n", rows[i].what, name);
		CHECK(strcmp(name, rows[i].name) == 0);
		CHECK(str_eq(buf_view(&out), rows[i].out));
		buf_free(&out);
	}
}

static void
given(void)
{
	struct io_in *in = io_in_memory("x", STR("abc"));
	struct buf out = { 0 };
	struct decode *d;
	char name[40];

	read_all(STR("M\xfcller"), "ISO-8859-2", &out, name);
	CHECK_STR(buf_view(&out), "M\xc3\xbcller");
	CHECK(strcmp(name, "ISO-8859-2") == 0);
	buf_free(&out);
	read_all(STR("\xef\xbb\xbf\xe8\x8c\xb6"), "utf-8", &out, name);
	CHECK_STR(buf_view(&out), "\xe8\x8c\xb6");
	buf_free(&out);
	CHECK(decode_open(in, "utf9", &d) == NULL);
	CHECK(decode_open(in, "GBK//IGNORE", &d) == NULL);
	io_in_close(in);
}

/* The first bytes say nothing; much later ones decide. */
static void
late(void)
{
	struct buf in = { 0 }, out = { 0 };
	char name[40];
	int i;

	for (i = 0; i < 30000; i++)
		buf_z(&in, "plain,");
	buf_z(&in, "\xb2\xe8");
	read_all(buf_view(&in), NULL, &out, name);
	CHECK(strcmp(name, "GB18030") == 0);
	CHECK_INT(out.len, 180003);
	buf_free(&in);
	buf_free(&out);
}

int
main(void)
{
	RUN(found);
	RUN(given);
	RUN(late);
	return UNIT_STATUS();
}
