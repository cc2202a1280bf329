/* Percentiles, shares, medians and states in whole numbers. */
#include <string.h>

#include "mem.h"
#include "num.h"
#include "rfm.h"
#include "stamp.h"
#include "tier.h"

const char *const tier_names[TIERS] = { "", "core", "potential", "longtail" };
const int tier_bands[TIERS][2] = { [TIER_CORE] = { 10, 15 },
	[TIER_POTENTIAL] = { 20, 25 }, [TIER_LONGTAIL] = { 60, 70 } };
const char *const life_names[LIVES] = { "", "new", "active", "resurrected",
	"dormant", "churned" };

/* The place of the first of n ascending values that is at least v. */
static size_t
lower(const int64_t *sorted, size_t n, int64_t v)
{
	size_t lo = 0, mid;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		if (sorted[mid] < v)
			lo = mid + 1;
		else
			n = mid;
	}
	return lo;
}

static int64_t *
sorted_copy(const int64_t *value, size_t n)
{
	int64_t *sorted = mem_table(n * sizeof(*sorted));

	if (n > 0)
		memcpy(sorted, value, n * sizeof(*sorted));
	rfm_sort(sorted, n);
	return sorted;
}

void
tier_ranks(const int64_t *value, size_t n, uint32_t *rank)
{
	int64_t *sorted = sorted_copy(value, n);
	uint32_t *upto = mem_table(n * sizeof(*upto));
	size_t i, m = 0, at;

	/* Each value once, and how many there are up to it. */
	for (i = 0; i < n; i++) {
		if (i + 1 < n && sorted[i + 1] == sorted[i])
			continue;
		sorted[m] = sorted[i];
		upto[m++] = (uint32_t)(i + 1);
	}
	for (i = 0; i < n; i++) {
		rank[i] = 0;
		if (value[i] <= 0)
			continue;
		at = lower(sorted, m, value[i]);
		rank[i] = upto[at] + (at > 0 ? upto[at - 1] : 0);
	}
	mem_table_free(upto, n * sizeof(*upto));
	mem_table_free(sorted, n * sizeof(*sorted));
}

size_t
tier_top(const int64_t *value, size_t n, int64_t total, int64_t num,
    int64_t den, int64_t *least)
{
	int64_t *sorted = sorted_copy(value, n);
	size_t i, begin, top = 0;

	*least = INT64_MAX;
	for (i = n; i > 0 && sorted[i - 1] > 0; i = begin) {
		begin = i - 1;
		while (begin > 0 && sorted[begin - 1] == sorted[i - 1])
			begin--;
		if ((int128)(n - begin) * den > (int128)total * num)
			break;
		top = n - begin;
		*least = sorted[begin];
	}
	mem_table_free(sorted, n * sizeof(*sorted));
	return top;
}

int64_t
tier_median(const int64_t *value, size_t n)
{
	int64_t *sorted = sorted_copy(value, n), middle = 0;
	size_t above = lower(sorted, n, 1);

	/* Of m values the lower middle one is number (m - 1) / 2 from 0. */
	if (above < n)
		middle = sorted[above + (n - above - 1) / 2];
	mem_table_free(sorted, n * sizeof(*sorted));
	return middle;
}

enum lifecycle
tier_lifecycle(const struct life_days *d, int32_t as_of, int32_t active,
    int32_t churn)
{
	int64_t gap = (int64_t)as_of - d->last;

	if (d->last == DAY_NONE)
		return LIFE_NONE;
	if (d->left)
		return LIFE_CHURNED;
	if ((int64_t)as_of - d->first < active)
		return LIFE_NEW;
	if (gap >= churn)
		return LIFE_CHURNED;
	if (gap >= active)
		return LIFE_DORMANT;
	if (d->before == DAY_NONE || d->before < (int64_t)d->early - active)
		return LIFE_RESURRECTED;
	return LIFE_ACTIVE;
}
