#ifndef CRM_JUDGESUM_H
#define CRM_JUDGESUM_H

#include "modelin.h"
#include "ngram.h"

/*
 * Sums of the weights of cells, for both heads, in parts that are added up in
 * the end; empty when all but the last two is 0.
 */
struct judge_sum {
	int32_t		part[MODEL_HEADS][4];
	int64_t		all[MODEL_HEADS];	/* of those before */
	unsigned	calls;		/* that part holds */
	bool		wide;		/* the machine has AVX2 */
	const uint16_t	*table;
};

/*
 * The cells of a block; bit i of to[k]: the n-gram of k + 1 symbols that ends
 * at position i is marked.
 */
void	judge_sum_block(struct judge_sum *sum, const struct ngram_block *b,
	    uint64_t to[NGRAM_ORDER]);
/* n cells in a row, behind which there is room for NGRAM_FILL. */
void	judge_sum_cells(struct judge_sum *sum, uint32_t *cell, size_t n);
int64_t	judge_sum_all(const struct judge_sum *sum, enum judge_head h);

#endif
