#ifndef CRM_LOGISTIC_H
#define CRM_LOGISTIC_H

/*
 * e^x, ln x and 1 / (1 + e^-x) from additions, multiplications and divisions
 * alone, which IEEE 754 rounds alike everywhere: a trained model and a printed
 * probability must not depend on the C library. Relative error below 1e-14.
 */
double	logistic_exp(double x);
/* x > 0 and finite. */
double	logistic_ln(double x);
double	logistic(double x);

#endif
