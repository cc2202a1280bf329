#ifndef CRM_JUDGESUM_H
#define CRM_JUDGESUM_H

#include "modelin.h"
#include "ngram.h"

/*
 * Sums of the weights of cells, for both heads, in parts that are added up in
 * the end; a zeroed one is empty.
 */
struct judge_sum {
	int32_t		part[MODEL_HEADS][4];
	unsigned	calls;		/* that part holds */
	int64_t		all[MODEL_HEADS];	/* of those before */
};

/*
 * The cells of a block; bit i of to[k]: the n-gram of k + 1 symbols that ends
 * at position i is marked.
 */
void	judge_sum_block(const uint16_t *table, const struct ngram_block *b,
	    struct judge_sum *sum, uint64_t to[NGRAM_ORDER]);
/* NGRAM_BLOCK cells at most, behind which there is room for NGRAM_FILL. */
void	judge_sum_cells(const uint16_t *table, uint32_t *cell, size_t n,
	    struct judge_sum *sum);
void	judge_sum_all(struct judge_sum *sum, int64_t all[MODEL_HEADS]);

#endif
