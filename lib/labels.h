#ifndef CRM_LABELS_H
#define CRM_LABELS_H

#include <stdbool.h>

#include "judge.h"

/*
 * Labels of texts as files have them. 0 is negative in a file whose only
 * numbers are 0 and 1, and neutral in one that has -1 too, so what a 0 means is
 * known at the end of the file.
 */
enum label {
	LABEL_NONE,			/* an empty cell, or no column */
	LABEL_NEGATIVE,			/* -1, negative, neg, 负面, 消极 ... */
	LABEL_NEUTRAL,			/* neutral, neu, 中性 ... */
	LABEL_POSITIVE,			/* 1, positive, pos, 正面, 积极 ... */
	LABEL_ZERO,			/* 0 */
	LABEL_BAD			/* none of these */
};

/* Whether a text is an alarm. */
enum answer {
	ANSWER_NONE,			/* an empty cell, or no column */
	ANSWER_NO,			/* no, false, 0, 否 */
	ANSWER_YES,			/* yes, true, 1, 是 */
	ANSWER_BAD
};

/* What a row says of its text. */
struct labels {
	enum label	label;
	enum answer	alarm;
	double		weight;		/* 1: as one row */
};

enum answer	answer_parse(struct str cell);
enum label	label_parse(struct str cell);
/* What LABEL_ZERO is in a file with or without a negative or neutral label. */
enum label	label_zero(bool three);

#endif
