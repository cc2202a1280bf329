/*
 * Parts of a zip file. libzip does the reading; that it cannot be made to take
 * much memory or to unpack for ever is seen to here.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "mem.h"
#include "zipfile.h"

/* The record at the end of a zip file, and how far it may be from there. */
#define END_SIZE	22
#define END_REACH	(END_SIZE + 65535)
#define END64_SIZE	56
#define LOCATOR_SIZE	20
/* libzip keeps some 200 bytes for each entry, which has 46 or more here. */
#define DIRECTORY_MAX	((uint64_t)16 << 20)

struct zipfile {
	zip_t		*zip;
	uint64_t	 size;
};

struct zippart {
	zip_file_t	*file;
	char		*name;		/* for messages */
	uint64_t	 stored, limit, given;
};

static uint64_t
little(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

/* The size of the directory as the 64-bit record says it; 0: none there. */
static uint64_t
directory64(const struct spool *s, const unsigned char *locator)
{
	unsigned char p[END64_SIZE];

	if (memcmp(locator, "PK\x06\x07", 4) != 0 ||
	    spool_at(s, little(locator + 8, 8), p, sizeof(p)) !=
	    (ssize_t)sizeof(p) || memcmp(p, "PK\x06\x06", 4) != 0)
		return 0;
	return little(p + 40, 8);
}

/*
 * Before libzip reads the directory into memory: how large it says it is, by
 * every record that could be the one at the end.
 */
static bool
check_directory(const struct spool *s, struct buf *err)
{
	uint64_t size = spool_size(s), dir, wide;
	size_t n = size < END_REACH + LOCATOR_SIZE ? (size_t)size :
	    END_REACH + LOCATOR_SIZE, i;
	unsigned char *p = mem_alloc(n + 1);
	bool any = false, large = false;

	if (spool_at(s, size - n, p, n) != (ssize_t)n)
		n = 0;
	for (i = 0; i + END_SIZE <= n; i++) {
		if (memcmp(p + i, "PK\x05\x06", 4) != 0)
			continue;
		any = true;
		dir = little(p + i + 12, 4);
		wide = i < LOCATOR_SIZE ? 0 :
		    directory64(s, p + i - LOCATOR_SIZE);
		dir = wide > 0 ? wide : dir;
		large = large || dir > DIRECTORY_MAX;
	}
	free(p);
	if (!any)
		buf_z(err, "a zip file that is cut short: there is no "
		    "directory at its end");
	else if (large)
		buf_z(err, "a zip file with a directory of more than 16 MiB, "
		    "not read");
	return any && !large;
}

struct zipfile *
zipfile_open(const struct spool *s, struct buf *err)
{
	struct zipfile *z;
	zip_error_t e;
	zip_t *zip;
	int fd, code = 0;

	if (!check_directory(s, err))
		return NULL;
	fd = fcntl(spool_fd(s), F_DUPFD_CLOEXEC, 3);
	if (fd == -1) {
		buf_z(err, strerror(errno));
		return NULL;
	}
	zip = zip_fdopen(fd, 0, &code);
	if (zip == NULL) {
		close(fd);
		zip_error_init_with_code(&e, code);
		buf_printf(err, "a damaged zip file: %s",
		    zip_error_strerror(&e));
		zip_error_fini(&e);
		return NULL;
	}
	z = mem_zero(sizeof(*z));
	z->zip = zip;
	z->size = spool_size(s);
	return z;
}

bool
zipfile_has(struct zipfile *z, const char *name)
{
	return zip_name_locate(z->zip, name, ZIP_FL_NOCASE) != -1;
}

const char *
zipfile_name(struct zipfile *z, size_t i)
{
	return zip_get_name(z->zip, i, ZIP_FL_ENC_GUESS);
}

/* May the part be read? */
static const char *
refused(const zip_stat_t *st)
{
	if ((st->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    st->encryption_method != ZIP_EM_NONE)
		return "is encrypted: save it without a password";
	if ((st->valid & ZIP_STAT_COMP_METHOD) == 0 ||
	    (st->comp_method != ZIP_CM_STORE &&
	    st->comp_method != ZIP_CM_DEFLATE))
		return "is packed in a way that is not known here";
	return NULL;
}

struct zippart *
zippart_open(struct zipfile *z, const char *name, uint64_t limit,
    struct buf *err)
{
	struct zippart *p;
	const char *why = "is missing";
	zip_int64_t at = zip_name_locate(z->zip, name, ZIP_FL_NOCASE);
	zip_file_t *file = NULL;
	struct buf shown = { 0 };
	zip_stat_t st;

	diag_escape(&shown, str_z(name), 200);
	zip_stat_init(&st);
	if (at != -1 && zip_stat_index(z->zip, (zip_uint64_t)at, 0, &st) == 0)
		why = refused(&st);
	if (why == NULL) {
		file = zip_fopen_index(z->zip, (zip_uint64_t)at, 0);
		why = zip_strerror(z->zip);
	}
	if (file == NULL) {
		buf_printf(err, "%.*s %s", STR_ARG(buf_view(&shown)), why);
		buf_free(&shown);
		return NULL;
	}
	p = mem_zero(sizeof(*p));
	p->file = file;
	p->name = mem_strdup(buf_view(&shown));
	buf_free(&shown);
	p->limit = limit;
	p->stored = st.comp_size < z->size ? st.comp_size : z->size;
	return p;
}

ssize_t
zippart_read(struct zippart *p, void *to, size_t n, struct buf *err)
{
	zip_int64_t got = zip_fread(p->file, to, n);

	if (got >= 0)
		p->given += (uint64_t)got;
	if (got >= 0 && p->given <= p->limit && (p->given <= ZIPFILE_FREE ||
	    p->given / ZIPFILE_RATIO <= p->stored))
		return (ssize_t)got;
	buf_z(err, p->name);
	if (got < 0)
		buf_printf(err, " is damaged: %s",
		    zip_file_strerror(p->file));
	else if (p->given > p->limit)
		buf_printf(err, " unpacks to more than %llu MiB, not read",
		    (unsigned long long)(p->limit >> 20));
	else
		buf_printf(err, " unpacks to more than %d times its size: a "
		    "zip bomb, not read", ZIPFILE_RATIO);
	return -1;
}

const char *
zippart_name(const struct zippart *p)
{
	return p->name;
}

void
zippart_close(struct zippart *p)
{
	if (p == NULL)
		return;
	zip_fclose(p->file);
	free(p->name);
	free(p);
}

void
zipfile_close(struct zipfile *z)
{
	if (z == NULL)
		return;
	zip_discard(z->zip);
	free(z);
}
