#ifndef CRM_LEARNHEAD_H
#define CRM_LEARNHEAD_H

#include "learnin.h"

/*
 * A head of a model while it is made: fitted without the rows of the inner
 * tenth, which then calibrate it, and with all rows.
 */
struct head_job {
	struct learn	*l;
	struct fit	 fit;
	int8_t		*target;	/* all rows; of held ones: calibrated */
	int8_t		*part;		/* rows of one fit */
	double		*logit;		/* held rows: by the first fit */
	float		*weight;	/* of the rows */
	double		 a[MODEL_SCRIPTS], b[MODEL_SCRIPTS];
	double		 strength;	/* before a */
};

void	head_open(struct head_job *h, struct learn *l, enum judge_head head);
void	head_close(struct head_job *h);
/* Fit n heads, on two threads if the learner may. */
void	heads_run(struct learn *l, struct head_job *h, size_t n);
/*
 * The weight of the polarity's strength with which polar is told best; the
 * polarity is calibrated.
 */
void	head_strength(struct head_job *polar, const struct head_job *polarity);
/* a and b from the held rows of each script, of both when one has too few. */
void	head_calibrate(struct head_job *h);
/* Is row i one of the inner tenth? */
bool	head_held(const struct learn *l, size_t i);
/* The calibrated logit of held row i, which is r. */
double	head_logit(const struct head_job *h, const struct learn_row *r,
	    size_t i);

/* learnmake.c: the numbers of a head; unit: the weight of q = 1. */
void	learn_head(struct model_head *to, const struct head_job *h,
	    size_t script, double unit);

/* learnalarm.c: do rows tell of alarms, and of none? */
bool	learn_alarms(const struct learn *l);
/*
 * After a fit of alarms: which cells may have a weight, by their own fit->keep
 * from here on.
 */
void	alarm_prune(struct head_job *h);
/* The alarms of the model. */
void	learn_alarm(struct model *m, struct head_job *h);

#endif
