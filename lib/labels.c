#include "labels.h"

#include <stddef.h>

static const struct {
	struct str	text;
	enum label	label;
} words[] = {
	{ { "1", 1 }, LABEL_POSITIVE },
	{ { "0", 1 }, LABEL_ZERO },
	{ { "-1", 2 }, LABEL_NEGATIVE },
	{ { "", 0 }, LABEL_NONE },
	{ { "positive", 8 }, LABEL_POSITIVE },
	{ { "neutral", 7 }, LABEL_NEUTRAL },
	{ { "negative", 8 }, LABEL_NEGATIVE },
	{ { "pos", 3 }, LABEL_POSITIVE },
	{ { "neu", 3 }, LABEL_NEUTRAL },
	{ { "neg", 3 }, LABEL_NEGATIVE },
	{ { "\xe6\xad\xa3\xe9\x9d\xa2", 6 }, LABEL_POSITIVE },	/* 正面 */
	{ { "\xe4\xb8\xad\xe6\x80\xa7", 6 }, LABEL_NEUTRAL },	/* 中性 */
	{ { "\xe8\xb4\x9f\xe9\x9d\xa2", 6 }, LABEL_NEGATIVE },	/* 负面 */
	{ { "\xe7\xa7\xaf\xe6\x9e\x81", 6 }, LABEL_POSITIVE },	/* 积极 */
	{ { "\xe6\xb6\x88\xe6\x9e\x81", 6 }, LABEL_NEGATIVE }	/* 消极 */
};

enum label
label_parse(struct str cell)
{
	size_t i;

	cell = str_trim(cell);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(cell, words[i].text))
			return words[i].label;
	return LABEL_BAD;
}

enum answer
answer_parse(struct str cell)
{
	static const struct {
		struct str	text;
		enum answer	answer;
	} answers[] = {
		{ { "", 0 }, ANSWER_NONE },
		{ { "no", 2 }, ANSWER_NO },
		{ { "false", 5 }, ANSWER_NO },
		{ { "0", 1 }, ANSWER_NO },
		{ { "\xe5\x90\xa6", 3 }, ANSWER_NO },	/* 否 */
		{ { "yes", 3 }, ANSWER_YES },
		{ { "true", 4 }, ANSWER_YES },
		{ { "1", 1 }, ANSWER_YES },
		{ { "\xe6\x98\xaf", 3 }, ANSWER_YES }	/* 是 */
	};
	size_t i;

	cell = str_trim(cell);
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (str_eq(cell, answers[i].text))
			return answers[i].answer;
	return ANSWER_BAD;
}

enum label
label_zero(bool three)
{
	return three ? LABEL_NEUTRAL : LABEL_NEGATIVE;
}
