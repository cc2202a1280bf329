/* The bound of a clear preference, on both sides and at it. */
#include "binomial.h"
#include "unit.h"

/* The most times for which the bound holds, from Python's fractions. */
static const struct {
	uint64_t	n, k, a, b, most;
} known[] = {
	{ 5, 5, 1, 10, 5000 },		/* P * most is 1/20 exactly */
	{ 5, 5, 1, 20, 160000 },	/* the same */
	{ 5, 5, 7, 70, 5000 },
	{ 6, 5, 3, 17, 57 },
	{ 12, 9, 1, 3, 12 },
	{ 40, 12, 123, 4567, 124163358 },
	{ 300, 31, 7, 300, UINT64_C(5955530112) },
	{ 1000, 90, 50, 1000, 513138 },
	{ 2000, 60, 12345, 1234567, UINT64_C(176816120416) }
};

static void
bound(void)
{
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		CHECK(binomial_rare(known[i].n, known[i].k, known[i].a,
		    known[i].b, known[i].most));
		CHECK(!binomial_rare(known[i].n, known[i].k, known[i].a,
		    known[i].b, known[i].most + 1));
	}
	CHECK(!binomial_rare(25, 25, 999, 1000, 1));
	CHECK(!binomial_rare(25, 25, 7, 7, 1));
	CHECK(!binomial_rare(5, 0, 1, 1000, 1));
	CHECK(!binomial_rare(0, 0, 1, 2, 1));
}

static bool
near(double got, double want)
{
	return got > want * (1 - 1e-11) && got < want * (1 + 1e-11);
}

static void
tail(void)
{
	CHECK(near(binomial_tail(5, 5, 1, 10), 1e-5));
	CHECK(near(binomial_tail(6, 5, 3, 17), 0.0008758545651386849));
	CHECK(near(binomial_tail(1000, 90, 50, 1000), 9.743965305003944e-08));
	CHECK(near(binomial_tail(25, 25, 999, 1000), 0.9752977125970467));
	CHECK(near(binomial_tail(9, 0, 1, 2), 1));
	CHECK(near(binomial_tail(4, 2, 1, 2), 0.6875));
}

int
main(void)
{
	RUN(bound);
	RUN(tail);
	return UNIT_STATUS();
}
