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
 * length of the manifest (4), the manifest, the table, the alarms, CRC-32 of
 * all that (4). The table: a byte a cell for the polarity, then 7 bits a cell,
 * low bits first, for polar or neutral. The alarms: how many weights (4), and
 * unless there are none the numbers of the head for each script, and by weight
 * its slot (2) and what is in it (2).
 */
#define MAGIC		STR("crm-sentiment\r\n\x1a")
#define VERSION		2
#define HEAD_BYTES	(8 * (3 + LEXICON_FEATURES))
#define HEADS		(MODEL_SCRIPTS * MODEL_HEADS)
#define ALARM_FIXED	(MODEL_SCRIPTS * HEAD_BYTES)
#define ALARM_MAX	(ALARM_FIXED + 4 * ALARM_WEIGHTS)
#define FIXED		(16 + 4 + 4 + 8 + 8 + 8 + 8 + HEADS * HEAD_BYTES + 4)
#define POLAR_BITS	7
#define TABLE		(NGRAM_CELLS + NGRAM_CELLS / 8 * POLAR_BITS)
#define LIMIT		((int64_t)1 << 40)	/* of a parameter */

_Static_assert(FIXED + MODEL_MANIFEST + TABLE + 4 + ALARM_MAX + 4 <= MODEL_MAX,
    "bytes of a model");

struct model *
model_new(void)
{
	struct model *m = mem_zero(sizeof(*m));

	m->cell = mem_table(MODEL_TABLE);
	return m;
}

void
model_alarms(struct model *m)
{
	m->alarm = mem_zero(ALARM_SLOTS * sizeof(*m->alarm));
}

struct model *
model_copy(const struct model *m)
{
	struct model *copy = model_new();

	memcpy(copy->cell, m->cell, NGRAM_CELLS * sizeof(*m->cell));
	memcpy(copy->head, m->head, sizeof(m->head));
	copy->neutral = m->neutral;
	if (m->alarm != NULL) {
		model_alarms(copy);
		memcpy(copy->alarm, m->alarm, ALARM_SLOTS * sizeof(*m->alarm));
	}
	memcpy(copy->alarmhead, m->alarmhead, sizeof(m->alarmhead));
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
	free(m->alarm);
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

static void
put_head(const struct model_head *h, struct buf *out)
{
	size_t i;

	put(out, (uint64_t)h->scale, 8);
	put(out, (uint64_t)h->base, 8);
	put(out, (uint64_t)h->strength, 8);
	for (i = 0; i < LEXICON_FEATURES; i++)
		put(out, (uint64_t)h->dense[i], 8);
}

static void
put_alarms(const struct model *m, struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; m->alarm != NULL && i < ALARM_SLOTS; i++)
		n += m->alarm[i] != 0;
	put(out, n, 4);
	if (n == 0)
		return;
	for (i = 0; i < MODEL_SCRIPTS; i++)
		put_head(&m->alarmhead[i], out);
	for (i = 0; i < ALARM_SLOTS; i++)
		if (m->alarm[i] != 0)
			put(out, i | (uint64_t)m->alarm[i] << 16, 4);
}

void
model_write(const struct model *m, struct buf *out)
{
	size_t k, start = out->len;

	buf_str(out, MAGIC);
	put(out, VERSION, 4);
	put(out, NGRAM_BITS, 4);
	put(out, MODEL_RULES, 8);
	put(out, m->ground.symbols, 8);
	put(out, m->ground.lexicon, 8);
	put(out, (uint64_t)m->neutral, 8);
	for (k = 0; k < HEADS; k++)
		put_head(&m->head[k / MODEL_HEADS][k % MODEL_HEADS], out);
	put(out, m->manifest.len, 4);
	buf_str(out, buf_view(&m->manifest));
	put_table(m, out);
	put_alarms(m, out);
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
take_head(struct model_head *h, struct str *s)
{
	size_t i;

	if (!take_number(s, &h->scale) || h->scale < 0 ||
	    !take_number(s, &h->base) || !take_number(s, &h->strength))
		return false;
	for (i = 0; i < LEXICON_FEATURES; i++)
		if (!take_number(s, &h->dense[i]))
			return false;
	return true;
}

static bool
take_heads(struct model *m, struct str *s)
{
	size_t k;

	if (!take_number(s, &m->neutral))
		return false;
	for (k = 0; k < HEADS; k++)
		if (!take_head(&m->head[k / MODEL_HEADS][k % MODEL_HEADS], s))
			return false;
	return true;
}

/* The alarms, whose length was checked; false when they cannot be so. */
static bool
take_alarms(struct model *m, struct str s)
{
	size_t i, n = take(&s, 4), slot, before = 0;

	if (n == 0)
		return true;
	model_alarms(m);
	for (i = 0; i < MODEL_SCRIPTS; i++)
		if (!take_head(&m->alarmhead[i], &s))
			return false;
	for (i = 0; i < n; i++) {
		slot = take(&s, 2);
		if (i > 0 && slot <= before)
			return false;
		m->alarm[slot] = (uint16_t)take(&s, 2);
		if ((m->alarm[slot] & 0xff) == 0 ||
		    m->alarm[slot] >> 8 >= NGRAM_HALF / ALARM_SLOTS)
			return false;
		before = slot;
	}
	return true;
}

/* The bytes of the alarms that s begins with; 0: there cannot be so many. */
static size_t
alarm_bytes(struct str s)
{
	size_t n = take(&s, 4);

	return n == 0 ? 4 : n > ALARM_WEIGHTS ? 0 : 4 + ALARM_FIXED + 4 * n;
}

#define DAMAGED		"damaged: the checksum is another"

static bool
is_whole(struct str s)
{
	struct str at = { s.p + s.len - 4, 4 };

	return take(&at, 4) == crc_of((struct str){ s.p, s.len - 4 });
}

/* The whole file is there, and as it was written; NULL or what is wrong. */
static const char *
check(struct str s)
{
	struct str at;
	uint64_t version, len, alarms;

	if (!str_starts(s, MAGIC))
		return "not a model of crm-sentiment";
	if (s.len < FIXED)
		return "cut short";
	at = (struct str){ s.p + MAGIC.len, s.len - MAGIC.len };
	version = take(&at, 4);
	if (version != VERSION)
		return version == 0 ? "a version that never was" :
		    version < VERSION ?
		    "made by an older version: train it again" :
		    "made by a newer version of crm-sentiment";
	if (take(&at, 4) != NGRAM_BITS)
		return "another size of table";
	at = (struct str){ s.p + FIXED - 4, 4 };
	len = take(&at, 4);
	if (len > MODEL_MANIFEST)
		return "damaged: its manifest is too long";
	len += FIXED + TABLE;
	if (s.len < len + 4 + 4)
		return "cut short";
	alarms = alarm_bytes((struct str){ s.p + len, 4 });
	if (alarms == 0)
		return is_whole(s) ? "damaged: it has too many alarms" :
		    DAMAGED;
	len += alarms + 4;
	if (s.len != len)
		return s.len < len ? "cut short" :
		    "damaged: bytes after its end";
	return is_whole(s) ? NULL : DAMAGED;
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
	s = (struct str){ manifest.p + manifest.len, s.len - manifest.len };
	take_table(m, (struct str){ s.p, TABLE });
	if (!take_alarms(m, (struct str){ s.p + TABLE, s.len - TABLE - 4 }))
		return "its alarms are not what is written";
	return NULL;
}

