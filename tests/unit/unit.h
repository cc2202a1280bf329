#ifndef CRM_UNIT_H
#define CRM_UNIT_H

/* TAP-like lines that tests/run counts: one per test function. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../../lib/buf.h"

static int unit_failed_here, unit_failed;

#define CHECK(cond) do {						\
	if (!(cond)) {							\
		printf("# %s:%d: %s\n", __FILE__, __LINE__, #cond);	\
		unit_failed_here++;					\
	}								\
} while (0)

#define CHECK_STR(got, want) do {					\
	struct str got_ = (got), want_ = str_z(want);			\
	if (!str_eq(got_, want_)) {					\
		printf("# %s:%d: got \"%.*s\", want \"%.*s\"\n", __FILE__, \
		    __LINE__, STR_ARG(got_), STR_ARG(want_));		\
		unit_failed_here++;					\
	}								\
} while (0)

#define CHECK_INT(got, want) do {					\
	long long got_ = (long long)(got), want_ = (long long)(want);	\
	if (got_ != want_) {						\
		printf("# %s:%d: %s: got %lld, want %lld\n", __FILE__,	\
		    __LINE__, #got, got_, want_);			\
		unit_failed_here++;					\
	}								\
} while (0)

#define RUN(fn) do {							\
	unit_failed_here = 0;						\
	fn();								\
	printf("%s - %s\n", unit_failed_here == 0 ? "ok" : "not ok", #fn); \
	unit_failed += unit_failed_here != 0;				\
} while (0)

#define UNIT_STATUS()	(unit_failed == 0 ? 0 : 1)

#endif
