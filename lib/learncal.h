#ifndef CRM_LEARNCAL_H
#define CRM_LEARNCAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Rows that a fit has not seen: their logits, targets (+1, -1, 0 to leave one
 * out) and how much each counts. 1 / (1 + e^-(a logit + b)) is then the
 * probability of +1. With less than CALIBRATION_ROWS on a side it is false,
 * a = 1 and b = 0. loss: the mean log loss.
 */
#define CALIBRATION_ROWS	20

struct calibration {
	const double	*logit;
	const int8_t	*target;
	const float	*weight;
	size_t		 n;
	double		 a, b, loss;
};

bool	calibrate(struct calibration *c);

#endif
