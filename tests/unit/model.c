/*
 * The model's file: what is written is read again, and every byte that is
 * wrong is refused; the mathematics below it.
 */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "learncal.h"
#include "learnin.h"
#include "logistic.h"
#include "mem.h"
#include "unit.h"

static const struct model_ground ground = { 11, 22 };

/* A model in which every cell and every number is another. */
static struct model *
sample(void)
{
	struct model *m = model_new();
	struct model_head *h;
	size_t i;

	for (i = 0; i < NGRAM_CELLS; i++)
		m->cell[i] = model_both((int)(i * 7 % 255) - 127,
		    (int)(i * 11 % 127) - 63);
	m->ground = ground;
	m->neutral = -123456;
	for (i = 0; i < MODEL_SCRIPTS * MODEL_HEADS; i++) {
		h = &m->head[i / MODEL_HEADS][i % MODEL_HEADS];
		h->scale = 987654321 + (int64_t)i;
		h->base = -1234567 - (int64_t)i;
		h->strength = 31 + (int64_t)i;
		h->dense[2] = -77 - (int64_t)i;
	}
	model_alarms(m);
	for (i = 0; i < ALARM_SLOTS; i += 5)
		m->alarm[i] = alarm_slot((uint32_t)(i | i % 16 << 16),
		    (int)(i % 255) - 127);
	for (i = 0; i < MODEL_SCRIPTS; i++)
		m->alarmhead[i] = m->head[i][i];
	buf_z(&m->manifest, "rows 3\n");
	return m;
}

static void
round_trip(void)
{
	struct model *m = sample(), *n = model_new();
	struct buf b = { 0 }, again = { 0 };

	model_write(m, &b);
	CHECK(b.len <= MODEL_MAX);
	CHECK(model_parse(n, buf_view(&b), &ground) == NULL);
	CHECK(memcmp(m->cell, n->cell, NGRAM_CELLS * sizeof(*m->cell)) == 0);
	CHECK(memcmp(m->head, n->head, sizeof(m->head)) == 0);
	CHECK_INT(n->neutral, -123456);
	CHECK(memcmp(m->alarm, n->alarm, ALARM_SLOTS * sizeof(*m->alarm)) ==
	    0);
	CHECK(memcmp(m->alarmhead, n->alarmhead, sizeof(m->alarmhead)) == 0);
	CHECK_STR(model_manifest(n), "rows 3\n");
	model_write(n, &again);
	CHECK(str_eq(buf_view(&again), buf_view(&b)));
	buf_free(&b);
	buf_free(&again);
	model_free(m);
	model_free(n);
}

/* Bytes of the file: 16 magic, then numbers (lib/model.c). */
#define AT_VERSION	16
#define AT_BITS		20
#define AT_RULES	24
#define AT_SYMBOLS	32
#define AT_LEXICON	40
#define AT_NEUTRAL	48
#define AT_SCALE	56
#define AT_MANIFEST	312
#define AT_TEXT		316
#define AT_ALARMS	(316 + 7 + NGRAM_CELLS / 8 * 15)

/* The checksum for what the bytes are now. */
static void
sign(struct buf *b)
{
	uint32_t crc = (uint32_t)crc32_z(0, (const unsigned char *)b->p,
	    b->len - 4);
	size_t i;

	for (i = 0; i < 4; i++)
		b->p[b->len - 4 + i] = (char)(crc >> 8 * i & 0xff);
}

static const struct {
	size_t		 at;
	int		 byte;
	bool		 sign;
	const char	*why;
} wrongs[] = {
	{ 0, 'C', true, "not a model of crm-sentiment" },
	{ 15, 'x', true, "not a model of crm-sentiment" },
	{ AT_VERSION, 1, true, "made by an older version: train it again" },
	{ AT_VERSION, 3, true, "made by a newer version of crm-sentiment" },
	{ AT_VERSION, 0, true, "a version that never was" },
	{ AT_BITS, 20, true, "another size of table" },
	{ AT_RULES, 99, true,
	    "trained with other rules of features: train it again" },
	{ AT_SYMBOLS, 12, true,
	    "trained with another table of symbols: train it again" },
	{ AT_LEXICON, 23, true,
	    "trained with other lexicons: train it again" },
	{ AT_NEUTRAL + 7, 1, true, "a number in it is out of range" },
	{ AT_SCALE + 7, 0x80, true, "a number in it is out of range" },
	{ AT_SCALE + 8 + 6, 0x7f, true, "a number in it is out of range" },
	{ AT_MANIFEST + 3, 1, true, "damaged: its manifest is too long" },
	{ AT_MANIFEST, 8, true, "damaged: it has too many alarms" },
	{ AT_MANIFEST, 6, true, "damaged: it has too many alarms" },
	{ AT_ALARMS + 2, 1, true, "damaged: it has too many alarms" },
	{ AT_ALARMS, 0x35, true, "cut short" },
	{ AT_ALARMS, 0x32, true, "damaged: bytes after its end" },
	{ AT_ALARMS + 4 + 7, 0x80, true,
	    "its alarms are not what is written" },
	{ AT_ALARMS + 4 + 128 + 2, 0, true,
	    "its alarms are not what is written" },
	{ AT_ALARMS + 4 + 128 + 3, 0x10, true,
	    "its alarms are not what is written" },
	{ AT_ALARMS + 4 + 128 + 4, 0, true,
	    "its alarms are not what is written" },
	/* The upper bits of NGRAM_NONE, and of no cell of an alarm. */
	{ AT_ALARMS + 4 + 128 + 3, 16, true,
	    "its alarms are not what is written" },
	{ AT_TEXT, 0xff, true, "its manifest is not UTF-8" },
	{ AT_TEXT, 0, true, "its manifest is not UTF-8" },
	{ AT_TEXT, 'R', false, "damaged: the checksum is another" },
	{ AT_TEXT + 7 + 100000, 1, false, "damaged: the checksum is another" }
};

static void
refused(void)
{
	struct model *m = sample(), *n;
	struct buf good = { 0 }, b = { 0 };
	const char *why;
	size_t i;

	model_write(m, &good);
	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		b.len = 0;
		buf_str(&b, buf_view(&good));
		b.p[wrongs[i].at] = (char)wrongs[i].byte;
		if (wrongs[i].sign)
			sign(&b);
		n = model_new();
		why = model_parse(n, buf_view(&b), &ground);
		CHECK_STR(str_z(why != NULL ? why : "read"), wrongs[i].why);
		model_free(n);
	}
	buf_free(&good);
	buf_free(&b);
	model_free(m);
}

/* Every length but the right one. */
static void
lengths(void)
{
	struct model *m = sample(), *n = model_new();
	struct buf b = { 0 };
	size_t len;

	model_write(m, &b);
	for (len = 0; len < 400; len++)
		CHECK(model_parse(n, (struct str){ b.p, len }, &ground) !=
		    NULL);
	CHECK_STR(str_z(model_parse(n, (struct str){ b.p, b.len - 1 },
	    &ground)), "cut short");
	CHECK_STR(str_z(model_parse(n, (struct str){ b.p, 0 }, &ground)),
	    "not a model of crm-sentiment");
	buf_free(&b);
	model_free(m);
	model_free(n);
}

static void
files(void)
{
	struct model *m = NULL;
	struct buf err = { 0 };

	CHECK(model_load(&m, "/nowhere/x", &ground, &err) == STATUS_IO);
	CHECK(m == NULL);
	CHECK_STR(buf_view(&err), "/nowhere/x: No such file or directory");
	err.len = 0;
	CHECK(model_load(&m, "/dev/null", &ground, &err) == STATUS_USAGE);
	CHECK_STR(buf_view(&err), "/dev/null: not a model of crm-sentiment");
	buf_free(&err);
}

static void
quantised(void)
{
	double x;
	int q, best, k;

	for (x = -20; x < 20; x += 0.25) {
		q = learn_quantise(x, 127);
		for (best = 0, k = -5; k <= 5; k++)
			if (fabs(k * abs(k) - x) < fabs(best * abs(best) - x))
				best = k;
		CHECK(fabs(fabs(q * abs(q) - x) - fabs(best * abs(best) - x))
		    < 1e-12);
	}
	CHECK_INT(learn_quantise(1e9, 63), 63);
	CHECK_INT(learn_quantise(-1e9, 127), -127);
}

static void
functions(void)
{
	double x;

	for (x = -690; x < 690; x += 0.37) {
		CHECK(fabs(logistic_exp(x) / exp(x) - 1) < 1e-14);
		CHECK(fabs(logistic(x) * (1 + exp(-x)) - 1) < 1e-13);
	}
	for (x = 1e-300; x < 1e300; x *= 1.7)
		CHECK(fabs(logistic_ln(x) - log(x)) <=
		    1e-14 * (1 + fabs(log(x))));
	CHECK(logistic(0) == 0.5);
	CHECK(logistic_exp(0) == 1);
	CHECK(logistic_ln(1) == 0);
}

/* Rows in the very shares that a and b say are fitted again. */
static void
platt(void)
{
	enum { STEPS = 21, EACH = 1000 };
	static double logit[STEPS * EACH];
	static int8_t target[STEPS * EACH];
	static float weight[STEPS * EACH];
	struct calibration c = { .logit = logit, .target = target,
	    .weight = weight };
	size_t i, k, up;

	for (i = 0; i < STEPS; i++) {
		double z = ((double)i - 10) / 2;

		up = (size_t)(EACH / (1 + exp(-(0.7 * z - 0.3))) + 0.5);
		for (k = 0; k < EACH; k++, c.n++) {
			logit[c.n] = z;
			target[c.n] = k < up ? 1 : -1;
			weight[c.n] = 1;
		}
	}
	calibrate(&c);
	CHECK(fabs(c.a - 0.7) < 0.002);
	CHECK(fabs(c.b + 0.3) < 0.002);
	/* Twice the weight of one side is ln 2 more for it. */
	for (i = 0; i < c.n; i++)
		weight[i] = target[i] > 0 ? 2 : 1;
	calibrate(&c);
	CHECK(fabs(c.a - 0.7) < 0.002);
	CHECK(fabs(c.b - log(2) + 0.3) < 0.002);
	for (i = 0; i < c.n; i++)
		target[i] = (int8_t)-target[i];
	calibrate(&c);
	CHECK(c.a == 0);
	c.n = 3;
	calibrate(&c);
	CHECK(c.a == 1 && c.b == 0);
	/* Many rows that hardly count are few. */
	c.n = STEPS * EACH;
	for (i = 0; i < c.n; i++)
		weight[i] = 0.001f;
	CHECK(!calibrate(&c));
}

int
main(void)
{
	RUN(round_trip);
	RUN(refused);
	RUN(lengths);
	RUN(files);
	RUN(quantised);
	RUN(functions);
	RUN(platt);
	return UNIT_STATUS();
}
