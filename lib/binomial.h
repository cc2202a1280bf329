#ifndef CRM_BINOMIAL_H
#define CRM_BINOMIAL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Is P(X >= k) * times <= 1/20 for X binomial with n trials of probability
 * a / b? Exactly: doubles decide only where they leave no doubt, whole numbers
 * of any length the rest. 0 < a <= b.
 */
bool	binomial_rare(uint64_t n, uint64_t k, uint64_t a, uint64_t b,
	    uint64_t times);
/* P(X >= k), good to about 12 digits. */
double	binomial_tail(uint64_t n, uint64_t k, uint64_t a, uint64_t b);

#endif
