/* Aspects of a text: the words that name them, judged clause by clause. */
#include "aspect.h"
#include "textrulesin.h"

#define APART	2	/* symbols between words of two aspects: two opinions */
#define BARE	3	/* symbols beside the word: no opinion in a clause */
#define NEAR	2	/* symbols from a negator to the word at most */

/* The words of one clause: numbers from i to next - 1 of h->aspect. */
struct span {
	struct clause	clause;
	size_t		i, next;
	int64_t		whole;		/* of the clause, when judged */
	bool		judged;
	struct clause	sentence;	/* around it, and what that says */
	int64_t		around;
};

struct finder {
	const struct texthits	*h;
	const struct textrules	*t;
	const struct symbols	*s;
	struct aspect_judge	 j;
};

static int64_t
judge(const struct finder *f, uint32_t begin, uint32_t end)
{
	return f->j.range(f->j.arg, f->s, begin, end - begin);
}

static uint64_t
aspects_of(const struct finder *f, size_t i)
{
	return f->t->rule[f->h->aspect[i].rule].pub.categories;
}

/*
 * All of the clause. When it says nothing and hardly has room to, as in "the
 * delivery, far too slow", the next one too, if no aspect is named there.
 */
static int64_t
judge_clause(const struct finder *f, struct span *p)
{
	const struct texthit *a = &f->h->aspect[p->i];
	struct clause *c = &p->clause, next = *c;

	if (p->judged)
		return p->whole;
	p->judged = true;
	p->whole = judge(f, c->begin, c->end);
	if (p->whole != 0 || c->end - c->begin > a->n + BARE ||
	    c->end >= f->s->n ||
	    symbol_kind(&f->s->p[c->end - 1]) == SYMBOL_END)
		return p->whole;
	clause_find(&next, f->s, c->end);
	if (p->next == f->h->naspects ||
	    f->h->aspect[p->next].first >= next.end)
		p->whole = judge(f, c->begin, next.end);
	return p->whole;
}

/*
 * What the sentence adds to its clause, "the courier knocked, great": so little
 * that it sways only a clause that is not sure. Judged once for all clauses.
 */
static int64_t
judge_sentence(const struct finder *f, struct span *p)
{
	const int64_t most = f->j.sway;
	struct clause c = p->clause;
	int64_t v;

	if (p->sentence.end > c.begin)
		return p->around;
	sentence_find(&c, f->s, p->sentence.end);
	p->sentence = c;
	v = judge(f, c.begin, c.end);
	p->around = v > most ? most : v < -most ? -most : v;
	return p->around;
}

/* "Not a fake": an odd number of negators right before the word? */
static bool
turned(const struct finder *f, const struct span *p, uint32_t first)
{
	const struct clause before = { p->clause.begin, first };
	struct guards g = { .t = f->t, .s = f->s };

	guards_find_near(&g, f->h->work, &before, NEAR);
	return guards_negate(&g, &before, 1, NEAR);
}

/*
 * What the clause says round word i: up to the word of another aspect, if there
 * is room for an opinion before it; else all of it.
 */
static int64_t
judge_word(const struct finder *f, struct span *p, size_t i)
{
	const struct texthit *a = f->h->aspect;
	uint32_t begin = p->clause.begin, end = p->clause.end;
	uint64_t mine = aspects_of(f, i);
	size_t k;
	int64_t v;

	if (turned(f, p, a[i].first)) {
		v = judge(f, a[i].first, a[i].first + a[i].n);
		if (v < 0)
			return -v;
	}
	for (k = i; k > p->i; k--) {
		if (aspects_of(f, k - 1) == mine)
			continue;
		if (a[k - 1].first + a[k - 1].n + APART <= a[i].first)
			begin = a[i].first;
		break;
	}
	for (k = i + 1; k < p->next && aspects_of(f, k) == mine;)
		k++;
	if (k < p->next && a[i].first + a[i].n + APART <= a[k].first)
		end = a[k].first;
	if (begin != p->clause.begin || end != p->clause.end) {
		v = judge(f, begin, end);
		if (v != 0)
			return v;
	}
	return judge_clause(f, p);
}

/* The aspect of a bit, made if it is not there. */
static struct aspect *
find(struct aspects *out, unsigned category)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (out->one[i].category == category)
			return &out->one[i];
	out->one[out->n] = (struct aspect){ .category = category };
	return &out->one[out->n++];
}

/* Each aspect once, by the first of its words. */
static void
add_clause(struct aspects *out, const struct finder *f, struct span *p)
{
	uint64_t done = 0, new;
	struct aspect *a;
	int64_t v;
	size_t i;

	for (i = p->i; i < p->next; i++) {
		new = aspects_of(f, i) & ~done;
		done |= new;
		v = new == 0 ? 0 : judge_word(f, p, i);
		while (new != 0) {
			a = find(out, category_take(&new));
			a->sum += v;
			a->clauses++;
		}
	}
}

/* The next clause with words of aspects; begin with a zeroed span. */
static bool
next_clause(const struct finder *f, struct span *p)
{
	const struct texthits *h = f->h;

	p->i = p->next;
	if (p->i == h->naspects)
		return false;
	clause_find(&p->clause, f->s, h->aspect[p->i].first);
	while (p->next < h->naspects &&
	    h->aspect[p->next].first < p->clause.end)
		p->next++;
	p->judged = false;
	return true;
}

/* The aspects whose sign their sentences might change. */
static uint64_t
unsure(const struct aspects *a, int64_t sway)
{
	uint64_t bits = 0;
	int64_t most;
	size_t i;

	for (i = 0; i < a->n; i++) {
		most = sway * a->one[i].clauses;
		if (a->one[i].sum <= most && a->one[i].sum >= -most)
			bits |= UINT64_C(1) << a->one[i].category;
	}
	return bits;
}

/* To the aspects of these bits add the sentences of all their clauses. */
static void
add_sentences(struct aspects *out, const struct finder *f, uint64_t bits)
{
	struct span p = { 0 };
	uint64_t said;
	size_t i;

	while (next_clause(f, &p)) {
		for (said = 0, i = p.i; i < p.next; i++)
			said |= aspects_of(f, i);
		for (said &= bits; said != 0;)
			find(out, category_take(&said))->sum +=
			    judge_sentence(f, &p);
	}
}

void
aspects_run(struct aspects *out, const struct texthits *h,
    const struct textrules *t, const struct symbols *s,
    struct aspect_judge j)
{
	const struct finder f = { h, t, s, j };
	struct span p = { 0 };
	uint64_t bits;

	out->n = 0;
	while (next_clause(&f, &p))
		add_clause(out, &f, &p);
	bits = j.sway > 0 ? unsure(out, j.sway) : 0;
	if (bits != 0)
		add_sentences(out, &f, bits);
}

bool
aspects_any(const struct aspects *a, bool positive)
{
	size_t i;

	for (i = 0; i < a->n && (positive ? a->one[i].sum <= 0 :
	    a->one[i].sum >= 0);)
		i++;
	return i < a->n;
}

void
aspects_cell(struct buf *out, const struct textrules *t,
    const struct aspects *a)
{
	size_t i;
	int64_t sum;

	for (i = 0; i < a->n; i++) {
		sum = a->one[i].sum;
		if (i > 0)
			buf_byte(out, ';');
		buf_str(out, t->category[a->one[i].category]);
		buf_z(out, sum > 0 ? ":positive" : sum < 0 ? ":negative" :
		    ":neutral");
	}
}
