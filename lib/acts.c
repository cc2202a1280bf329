/* Types of events that tell of a customer, by name. */
#include "acts.h"
#include "diag.h"
#include "money.h"
#include "text.h"

static const struct str names[ACTS] = {
	[ACT_BLOCK] = { "block", 5 }, [ACT_CHECKIN] = { "checkin", 7 },
	[ACT_CLICK] = { "click", 5 }, [ACT_COIN] = { "coin", 4 },
	[ACT_COMMENT] = { "comment", 7 }, [ACT_DANMAKU] = { "danmaku", 7 },
	[ACT_DELETE] = { "delete", 6 }, [ACT_ENTER] = { "enter", 5 },
	[ACT_FAVORITE] = { "favorite", 8 }, [ACT_FOLLOW] = { "follow", 6 },
	[ACT_GIFT] = { "gift", 4 }, [ACT_GROUP_POST] = { "group_post", 10 },
	[ACT_INQUIRY] = { "inquiry", 7 }, [ACT_JOIN] = { "join", 4 },
	[ACT_LIKE] = { "like", 4 }, [ACT_MESSAGE] = { "message", 7 },
	[ACT_ORDER] = { "order", 5 }, [ACT_PLAY] = { "play", 4 },
	[ACT_RATING] = { "rating", 6 }, [ACT_READ] = { "read", 4 },
	[ACT_REFERRAL] = { "referral", 8 }, [ACT_SHARE] = { "share", 5 },
	[ACT_SIGNUP] = { "signup", 6 }, [ACT_UNFOLLOW] = { "unfollow", 8 },
	[ACT_VIEW] = { "view", 4 }, [ACT_VOTE] = { "vote", 4 }
};

static size_t
place(struct str s)
{
	return ((size_t)(unsigned char)s.p[0] * 31 +
	    (size_t)(unsigned char)s.p[s.len - 1] * 7 + s.len) &
	    (ACTS_SLOTS - 1);
}

void
acts_open(struct acts *a)
{
	size_t at;
	int t;

	*a = (struct acts){ .weight = { 0 } };
	for (t = 0; t < ACTS; t++) {
		for (at = place(names[t]); a->slot[at] != 0;)
			at = (at + 1) & (ACTS_SLOTS - 1);
		a->slot[at] = (uint8_t)(t + 1);
	}
}

enum act
acts_find(const struct acts *a, struct str type)
{
	size_t at;

	if (type.len == 0)
		return ACT_OTHER;
	for (at = place(type); a->slot[at] != 0;
	    at = (at + 1) & (ACTS_SLOTS - 1)) {
		if (str_eq(names[a->slot[at] - 1], type))
			return (enum act)(a->slot[at] - 1);
	}
	return ACT_OTHER;
}

bool
act_is_loss(enum act t)
{
	return t == ACT_UNFOLLOW || t == ACT_BLOCK || t == ACT_DELETE;
}

struct str
act_name(enum act t)
{
	return t < ACTS ? names[t] : STR("");
}

static bool
unknown_type(struct str name, struct buf *err)
{
	const struct str *near = text_nearest(name, names, ACTS);
	int t;

	buf_z(err, "--weights: no activity \"");
	diag_escape(err, name, 40);
	buf_z(err, "\"");
	if (near != NULL && !act_is_loss((enum act)(near - names)))
		buf_printf(err, " (nearest: %.*s)", STR_ARG(*near));
	else {
		for (t = 0; t < ACTS; t++)
			if (!act_is_loss((enum act)t))
				buf_printf(err, "%s%.*s", t == ACT_CHECKIN ?
				    " (" : ", ", STR_ARG(names[t]));
		buf_z(err, ")");
	}
	return false;
}

/* One TYPE=WEIGHT. */
static bool
weigh(struct acts *a, struct str part, struct buf *err)
{
	struct str name;
	int64_t weight;
	enum act t;

	if (!str_split(&part, '=', &name) || part.p == NULL ||
	    money_parse(part, &weight, NULL) != NUM_OK || weight < 0 ||
	    weight > 1000000 * (int64_t)MONEY_UNIT) {
		buf_z(err, "--weights: hot, or TYPE=WEIGHT,... with weights "
		    "of 0 to 1000000 and up to four decimals");
		return false;
	}
	t = acts_find(a, name);
	if (t == ACT_OTHER || act_is_loss(t))
		return unknown_type(name, err);
	a->weight[t] = weight;
	return true;
}

bool
acts_weigh(struct acts *a, const char *text, struct buf *err)
{
	struct str rest = str_z(text), part;
	int t;

	for (t = 0; t < ACTS; t++)
		a->weight[t] = 0;
	while (str_split(&rest, ',', &part))
		if (!weigh(a, part, err))
			return false;
	return true;
}
