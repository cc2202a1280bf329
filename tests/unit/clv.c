/*
 * The models against published numbers (Fader, Hardie and Lee 2005 and their
 * notes, the packages BTYD and lifetimes), against sums done another way, and
 * derivatives against differences.
 */
#include <math.h>

#include "clvfit.h"
#include "unit.h"

static bool
near(double got, double want, double relative)
{
	bool good = fabs(got - want) <= relative * fabs(want);

	if (!good)
		printf("# %.15g, not %.15g\n", got, want);
	return good;
}

static void
published(void)
{
	struct clv_params p = { CLV_BGNBD, 0.25, 4, 0.8, 2.5 };
	const struct clv_params cdnow = { CLV_BGNBD, 0.243, 4.414, 0.793,
	    2.426 };
	const struct clv_history none = { 0, 40, 0, 1 };
	const struct clv_history many = { 38, 40, 200, 1 };
	const struct clv_history more = { 38.8, 38.86, 400, 1 };
	const struct clv_spend s = { 6.25, 3.74, 15.44 };

	CHECK(near(clv_likelihood(&p, &none, 1, NULL), -0.59947382, 1e-7));
	CHECK(near(clv_likelihood(&p, &many, 1, NULL), 100.7957, 1e-6));
	CHECK(near(clv_orders(&cdnow, &more, 360), 1134.471281825, 1e-11));
	CHECK(near(clv_alive(&p, &none), 1, 0));
	CHECK(near(clv_value(&s, 0, 0), 6.25 * 15.44 / 2.74, 1e-14));
	CHECK(near(clv_value(&s, 1000000, 35), 35, 1e-5));
}

/*
 * The published expected spend of ten customers of CDNOW, of which five differ,
 * from means that were rounded to cents. Three parameters meet all of them.
 */
static void
ten_customers(void)
{
	static const struct {
		uint32_t	x;
		double		mean, spend;
	} t[] = {
		{ 2, 22.35, 24.658619 }, { 1, 11.77, 18.911489 },
		{ 0, 0, 35.170981 }, { 7, 73.74, 71.462843 },
		{ 2, 25.55, 27.282408 },
	};
	const struct clv_spend s = { 6.042352443720407, 3.653920040699309,
	    15.447786990182621 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK(near(clv_value(&s, t[i].x, t[i].mean), t[i].spend,
		    1e-7));
}

/* The likelihood of MBG/NBD by integrating over rates and probabilities. */
static double
by_integration(const struct clv_params *p, const struct clv_history *h)
{
	double sum = 0, weight = 0, rate, leave, like, f;
	int i, k, n = 2000, m = 400;

	for (i = 0; i < n; i++)
		for (k = 0; k < m; k++) {
			rate = (i + 0.5) / n * 8;
			leave = (k + 0.5) / m;
			f = pow(rate, p->r - 1) * exp(-p->alpha * rate) *
			    pow(leave, p->a - 1) * pow(1 - leave, p->b - 1);
			like = pow(1 - leave, h->x) * pow(rate, h->x) *
			    ((1 - leave) * exp(-rate * h->t) + leave *
			    exp(-rate * h->t_x));
			sum += f * like;
			weight += f;
		}
	return log(sum / weight);
}

static void
integrated(void)
{
	const struct clv_params p = { CLV_MBGNBD, 2.5, 3, 1.8, 2.2 };
	const struct clv_history h[] = { { 0, 5, 0, 1 }, { 3, 5, 2, 1 },
	    { 4.5, 5, 6, 1 } };
	int i;

	for (i = 0; i < 3; i++)
		CHECK(near(clv_likelihood(&p, &h[i], 1, NULL),
		    by_integration(&p, &h[i]), 2e-4));
}

static void
derivatives(void)
{
	const struct clv_history h[] = { { 30.86, 31, 26, 3 }, { 0, 20, 0, 5 },
	    { 10, 38, 2, 2 }, { 7, 7, 1, 1 } };
	const struct clv_orders_value o[] = { { 20, 1, 3 }, { 45.5, 4, 1 },
	    { 8, 2, 2 } };
	double g[4], up, down, *v;
	struct clv_params p;
	struct clv_spend s;
	const double e = 1e-5;
	size_t i;
	int model;

	for (model = CLV_MBGNBD; model <= CLV_NBD; model++)
		for (i = 0; i < clv_count((enum clv_model)model); i++) {
			p = (struct clv_params){ (enum clv_model)model, 0.5,
			    6.2, 0.9, 1.6 };
			v = i == 0 ? &p.r : i == 1 ? &p.alpha : i == 2 ?
			    &p.a : &p.b;
			clv_likelihood(&p, h, 4, g);
			*v *= exp(e);
			up = clv_likelihood(&p, h, 4, NULL);
			*v *= exp(-2 * e);
			down = clv_likelihood(&p, h, 4, NULL);
			CHECK(near(g[i], (up - down) / (2 * e), 1e-6));
		}
	for (i = 0; i < 3; i++) {
		s = (struct clv_spend){ 6, 3.7, 15 };
		v = i == 0 ? &s.p : i == 1 ? &s.q : &s.v;
		clv_spend_likelihood(&s, o, 3, g);
		*v *= exp(e);
		up = clv_spend_likelihood(&s, o, 3, NULL);
		*v *= exp(-2 * e);
		down = clv_spend_likelihood(&s, o, 3, NULL);
		CHECK(near(g[i], (up - down) / (2 * e), 1e-6));
	}
}

/*
 * The formulas of the papers in 80 digits (mpmath): orders expected, and the
 * chance to be alive; also where doubles would cancel or overflow.
 */
static void
exact(void)
{
	static const struct {
		struct clv_params	p;
		struct clv_history	h;
		double			ahead, orders, alive;
	} t[] = {
		{ { CLV_MBGNBD, 0.525, 6.183, 0.891, 1.614 }, { 10.5, 38, 2,
		    1 }, 52, 0.591409081879455, 0.257501107123934 },
		{ { CLV_BGNBD, 0.243, 4.414, 0.793, 2.426 }, { 0, 12, 0, 1 },
		    52, 0.566134555933887, 1 },
		{ { CLV_BGNBD, 162755, 1262210, 0.001, 0.0146 }, { 20, 25, 3,
		    1 }, 52, 6.69381750576058, 0.999055068932966 },
		{ { CLV_MBGNBD, 5, 0.5, 1, 3 }, { 30, 30.5, 12, 1 }, 3000,
		    68.3084278117492, 0.919207024698434 },
		{ { CLV_BGNBD, 2, 9, 1.000000001, 0.3 }, { 1, 100, 1, 1 }, 10,
		    5.90882623309065e-5, 0.000231601392156023 },
		{ { CLV_MBGNBD, 0.01, 0.02, 30, 0.2 }, { 0, 0, 0, 1 }, 365,
		    0.000641970310379313, 0.00662251655629139 },
		{ { CLV_BGNBD, 0.3, 5, 0.002, 900 }, { 416, 417, 4000, 1 }, 52,
		    490.231126508355, 0.994625823846157 },
	};
	const struct clv_params wild = { CLV_NBD, 1e300, 1e-300, 1, 1 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK(near(clv_orders(&t[i].p, &t[i].h, t[i].ahead),
		    t[i].orders, 1e-12));
		CHECK(near(clv_alive(&t[i].p, &t[i].h), t[i].alive, 1e-12));
	}
	CHECK(clv_orders(&t[0].p, &t[0].h, 0) <= 0);
	CHECK(isnan(clv_orders(&wild, &t[0].h, 1)));
}

/* Nothing jumps where a is 1 and the formula would divide by 0. */
static void
steady(void)
{
	const struct clv_history h = { 30.86, 31, 26, 1 };
	struct clv_params p = { CLV_MBGNBD, 0.5, 6, 1, 1.6 };
	double at = clv_orders(&p, &h, 52), a;

	for (a = 1e-14; a < 1e-3; a *= 10) {
		p.a = 1 + a;
		CHECK(near(clv_orders(&p, &h, 52), at, 2 * a + 1e-12));
		p.a = 1 - a;
		CHECK(near(clv_orders(&p, &h, 52), at, 2 * a + 1e-12));
	}
	p.a = 0.9;
	CHECK(isfinite(clv_orders(&p, &h, 1e5)));
	CHECK(isfinite(clv_orders(&p, &(struct clv_history){ 364, 365, 4000,
	    1 }, 365)));
	CHECK(clv_orders(&p, &h, 1e-9) < 1e-7);
}

/* Data that say little give a statement, never a number without meaning. */
static void
little(void)
{
	const struct clv_history once[] = { { 0, 30, 0, 50 }, { 0, 9, 0, 7 } };
	const struct clv_history steadily[] = { { 30, 30, 3, 40 },
	    { 20, 21, 2, 30 }, { 9, 10, 1, 40 } };
	const struct clv_history today[] = { { 0, 0, 0, 5 } };
	const struct clv_orders_value two[] = { { 5, 1, 2 } };
	struct clv_spend_fit s;
	struct clv_fit f;

	clv_fit(CLV_MBGNBD, once, 2, &f);
	CHECK(f.trouble != NULL && !f.identified);
	clv_fit(CLV_MBGNBD, today, 1, &f);
	CHECK(f.trouble != NULL);
	clv_fit(CLV_MBGNBD, steadily, 3, &f);
	CHECK(f.trouble == NULL && !f.identified);
	CHECK(f.params.model == CLV_NBD && isfinite(f.likelihood));
	CHECK(f.edge[0] != NULL && isnan(f.se[0]) && isnan(f.se[1]));
	CHECK(near(f.params.r / f.params.alpha, 220.0 / 2230, 1e-4));
	clv_fit_spend(two, 1, &s);
	CHECK(s.trouble != NULL);
}

int
main(void)
{
	RUN(published);
	RUN(ten_customers);
	RUN(integrated);
	RUN(derivatives);
	RUN(exact);
	RUN(steady);
	RUN(little);
	return UNIT_STATUS();
}
