/* The conditions of maps on cells. */
#include "cell.h"
#include "cond.h"
#include "money.h"
#include "text.h"

/* The number in a cell, in 1/10000; false when it is none. */
static bool
compared(struct str s, bool comma, struct arena *mem, int64_t *v)
{
	struct parse_opts po = { .comma = comma };
	struct parsed p;
	int64_t n;

	*v = 0;
	if (parse_cell(RULE_MONEY, s, &po, mem, &p) == NULL) {
		*v = p.money;
		return true;
	}
	return parse_cell(RULE_COUNT, s, &po, mem, &p) == NULL &&
	    num_parse_int(p.text, &n) == NUM_OK &&
	    !__builtin_mul_overflow(n, MONEY_UNIT, v);
}

int
cond_number(const struct map_cond *c, struct str cell, bool comma,
    struct arena *mem)
{
	int64_t v;

	if (!compared(cell, comma, mem, &v))
		return -1;
	switch (c->how) {
	case CMP_GT:
		return v > c->money;
	case CMP_GE:
		return v >= c->money;
	case CMP_LT:
		return v < c->money;
	case CMP_LE:
		return v <= c->money;
	case CMP_EQ:
		return v == c->money;
	case CMP_PATTERN:
		break;
	}
	return 0;
}

int
cond_met(const struct map_cond *c, struct str cell, bool comma,
    struct arena *mem, struct buf *norm)
{
	if (c->how != CMP_PATTERN)
		return cond_number(c, cell, comma, mem);
	norm->len = 0;
	if (!cell_missing(cell))
		text_normalise(norm, cell);
	return pattern_match(&c->cell, buf_view(norm)) == 1;
}
