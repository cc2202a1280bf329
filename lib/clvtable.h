#ifndef CRM_CLVTABLE_H
#define CRM_CLVTABLE_H

#include "clvfit.h"
#include "ledger.h"
#include "purchase.h"
#include "tabout.h"

/*
 * The lifetime value of each customer (definitions.md 3.3): histories from the
 * days with an order, a fit or given parameters, and what they expect.
 */
struct clv_opts {
	enum clv_model	model;
	int		unit;		/* days: 1 or 7 */
	int64_t		horizon;	/* in units */
	double		discount;	/* a unit */
	int32_t		cal_end;	/* last day of the fit, or DAY_NONE */
};

/* What was fitted, or read from a file. */
struct clv_given {
	struct clv_fit		fit;
	struct clv_spend_fit	spend;
	int			unit;
	uint64_t		customers;
	bool			read;		/* from a file */
};

/* Customers with the same history, and what is expected of them. */
struct clv_pattern {
	struct clv_history	h;
	double			alive, orders;
	double			discounted;	/* orders, by period */
};

/* What is known of one customer; pattern UINT32_MAX: no order in time. */
struct clv_buyer {
	uint32_t	pattern;
	uint32_t	spent_on;	/* repeat days with a value */
	uint32_t	later;		/* order days after cal_end */
	double		mean;		/* value of such a day */
};

struct clv_table {
	struct clv_opts		 opt;
	struct clv_given	 given;
	int32_t			 end;	/* of the calibration */
	int32_t			 as_of;
	struct clv_pattern	*pattern;
	size_t			 npattern;
	struct clv_buyer	*buyer;		/* by customer number */
	size_t			 n;
};

/* Histories from finished purchases with opt.days, then clv_table_fit. */
void	clv_table_open(struct clv_table *t, const struct clv_opts *o,
	    const struct purchases *p);
void	clv_table_fit(struct clv_table *t);
/* What is expected, by t->given. */
void	clv_table_expect(struct clv_table *t);
/* What the fit is worth, and the settings, for the ledger. */
void	clv_table_note(const struct clv_table *t, struct ledger *l);
void	clv_table_close(struct clv_table *t);

/* The numbers of a customer; NAN where there is none. */
struct clv_row {
	double	x, t_x, t_cal, alive, orders, spend, clv;
};
struct clv_row clv_table_row(const struct clv_table *t, size_t number);

/*
 * Expected and actual order days between cal_end and as-of, by x = 0..6 and 7
 * and more: --show=holdout.
 */
void	clv_table_holdout(const struct clv_table *t, struct io_out *out,
	    enum tab_format f);

/* The options of a program as they were given. */
struct clv_request {
	int		 model, unit;		/* places in their lists */
	int32_t		 cal_end;
	const char	*horizon, *rate;	/* or NULL */
	const char	*params, *params_out;
};
/* Is one of them given? */
bool	clv_request_any(const struct clv_request *r);
/* What they mean, before anything is read: STATUS_USAGE with a line in err. */
enum status	clv_request_parse(const struct clv_request *r,
		    struct clv_opts *o, struct buf *err);
/*
 * All of it: histories, a fit or the parameters of a file, what is expected,
 * notes, --params-out. STATUS_OK, or a line in err.
 */
enum status	clv_table_make(struct clv_table *t,
		    const struct clv_request *r, const struct purchases *p,
		    struct ledger *l, struct buf *err);
/* mbgnbd, bgnbd, nbd: by enum clv_model. */
extern const char *const clv_model_names[];
/* Parameters as JSON; those of another unit are refused, with a line in err. */
void	clv_given_write(const struct clv_given *g, struct io_out *out);
enum status	clv_given_load(struct clv_given *g, const char *path, int unit,
		    struct buf *err);

#endif
