/* The file of a sentiment model: what is in it and what is refused. */
#include "model.h"

#include <stdlib.h>
#include <zlib.h>

#include "mem.h"
#include "modelin.h"
#include "utf8.h"

/*
 * Little-endian: magic (16), version (4), NGRAM_BITS (4), MODEL_RULES (8),
 * digests of symbols and lexicon (8 each), threshold of neutral (8), scale,
 * base, strength and dense features (8 each) of the heads for each script,
 * length of the manifest (4), the manifest, the table, CRC-32 of all that (4).
 * The table: a byte a cell for the polarity,
 * then 7 bits a cell, low bits first, for polar or neutral.
 */
#define MAGIC		STR("crm-sentiment\r\n\x1a")
#define VERSION		1
#define HEAD_BYTES	(8 * (3 + LEXICON_FEATURES))
#define HEADS		(MODEL_SCRIPTS * MODEL_HEADS)
#define FIXED		(16 + 4 + 4 + 8 + 8 + 8 + 8 + HEADS * HEAD_BYTES + 4)
#define POLAR_BITS	7
#define TABLE		(NGRAM_CELLS + NGRAM_CELLS / 8 * POLAR_BITS)
#define MANIFEST_MAX	(MODEL_MAX - FIXED - TABLE - 4)
#define LIMIT		((int64_t)1 << 40)	/* of a parameter */

struct model *
model_new(void)
{
	struct model *m = mem_zero(sizeof(*m));

	m->cell = mem_table(MODEL_TABLE);
	return m;
}

struct model *
model_copy(const struct model *m)
{
	struct model *copy = model_new();

	memcpy(copy->cell, m->cell, NGRAM_CELLS * sizeof(*m->cell));
	memcpy(copy->head, m->head, sizeof(m->head));
	copy->neutral = m->neutral;
	copy->ground = m->ground;
	return copy;
}

void
model_free(struct model *m)
{
	if (m == NULL)
		return;
	mem_table_free(m->cell, MODEL_TABLE);
	buf_free(&m->manifest);
	free(m);
}

static void
put(struct buf *b, uint64_t v, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i++)
		buf_byte(b, (char)(v >> 8 * i & 0xff));
}

static uint64_t
take(struct str *s, size_t bytes)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < bytes; i++)
		v |= (uint64_t)(unsigned char)s->p[i] << 8 * i;
	s->p += bytes;
	s->len -= bytes;
	return v;
}

static uint32_t
crc_of(struct str s)
{
	return (uint32_t)crc32_z(crc32_z(0, NULL, 0),
	    (const unsigned char *)s.p, s.len);
}

static void
put_table(const struct model *m, struct buf *out)
{
	uint64_t eight;
	size_t i, k;

	for (i = 0; i < NGRAM_CELLS; i++)
		buf_byte(out, (char)(m->cell[i] & 0xff));
	for (i = 0; i < NGRAM_CELLS; i += 8) {
		eight = 0;
		for (k = 0; k < 8; k++)
			eight |= (uint64_t)(m->cell[i + k] >> 8 & 0x7f) <<
			    POLAR_BITS * k;
		put(out, eight, POLAR_BITS);
	}
}

static void
take_table(struct model *m, struct str s)
{
	struct str polar = { s.p + NGRAM_CELLS, s.len - NGRAM_CELLS };
	uint64_t eight;
	size_t i, k;

	for (i = 0; i < NGRAM_CELLS; i += 8) {
		eight = take(&polar, POLAR_BITS);
		for (k = 0; k < 8; k++)
			m->cell[i + k] = model_both(s.p[i + k],
			    (int)(eight >> POLAR_BITS * k & 0x7f));
	}
}

void
model_write(const struct model *m, struct buf *out)
{
	const struct model_head *h;
	size_t i, k, start = out->len;

	buf_str(out, MAGIC);
	put(out, VERSION, 4);
	put(out, NGRAM_BITS, 4);
	put(out, MODEL_RULES, 8);
	put(out, m->ground.symbols, 8);
	put(out, m->ground.lexicon, 8);
	put(out, (uint64_t)m->neutral, 8);
	for (k = 0; k < HEADS; k++) {
		h = &m->head[k / MODEL_HEADS][k % MODEL_HEADS];
		put(out, (uint64_t)h->scale, 8);
		put(out, (uint64_t)h->base, 8);
		put(out, (uint64_t)h->strength, 8);
		for (i = 0; i < LEXICON_FEATURES; i++)
			put(out, (uint64_t)h->dense[i], 8);
	}
	put(out, m->manifest.len, 4);
	buf_str(out, buf_view(&m->manifest));
	put_table(m, out);
	put(out, crc_of((struct str){ out->p + start, out->len - start }), 4);
}

/* A parameter of the file; false when no training gives such a number. */
static bool
take_number(struct str *s, int64_t *v)
{
	*v = (int64_t)take(s, 8);
	return *v > -LIMIT && *v < LIMIT;
}

static bool
take_heads(struct model *m, struct str *s)
{
	struct model_head *h;
	size_t i, k;

	if (!take_number(s, &m->neutral))
		return false;
	for (k = 0; k < HEADS; k++) {
		h = &m->head[k / MODEL_HEADS][k % MODEL_HEADS];
		if (!take_number(s, &h->scale) || h->scale < 0 ||
		    !take_number(s, &h->base) || !take_number(s, &h->strength))
			return false;
		for (i = 0; i < LEXICON_FEATURES; i++)
			if (!take_number(s, &h->dense[i]))
				return false;
	}
	return true;
}

/* The whole file is there, and as it was written; NULL or what is wrong. */
static const char *
check(struct str s)
{
	struct str at;
	uint64_t version, len;

	if (!str_starts(s, MAGIC))
		return "not a model of crm-sentiment";
	if (s.len < FIXED)
		return "cut short";
	at = (struct str){ s.p + MAGIC.len, s.len - MAGIC.len };
	version = take(&at, 4);
	if (version != VERSION)
		return version < VERSION ? "a version that never was" :
		    "made by a newer version of crm-sentiment";
	if (take(&at, 4) != NGRAM_BITS)
		return "another size of table";
	at = (struct str){ s.p + FIXED - 4, 4 };
	len = take(&at, 4);
	if (len > MANIFEST_MAX)
		return "damaged: its manifest is too long";
	if (s.len != FIXED + len + TABLE + 4)
		return s.len < FIXED + len + TABLE + 4 ? "cut short" :
		    "damaged: bytes after its end";
	at = (struct str){ s.p + s.len - 4, 4 };
	if (take(&at, 4) != crc_of((struct str){ s.p, s.len - 4 }))
		return "damaged: the checksum is another";
	return NULL;
}

const char *
model_parse(struct model *m, struct str s, const struct model_ground *g)
{
	const char *why = check(s);
	struct str manifest;

	if (why != NULL)
		return why;
	s = (struct str){ s.p + MAGIC.len + 8, s.len - MAGIC.len - 8 };
	if (take(&s, 8) != MODEL_RULES)
		return "trained with other rules of features: train it again";
	m->ground.symbols = take(&s, 8);
	m->ground.lexicon = take(&s, 8);
	if (m->ground.symbols != g->symbols)
		return "trained with another table of symbols: train it again";
	if (m->ground.lexicon != g->lexicon)
		return "trained with other lexicons: train it again";
	if (!take_heads(m, &s))
		return "a number in it is out of range";
	manifest.len = take(&s, 4);
	manifest.p = s.p;
	if (utf8_check(manifest) != manifest.len)
		return "its manifest is not UTF-8";
	buf_str(&m->manifest, manifest);
	take_table(m, (struct str){ s.p + manifest.len, TABLE });
	return NULL;
}

