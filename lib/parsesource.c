/* The names under which platforms go, and the one by which we know them. */
#include <string.h>

#include "cell.h"
#include "parsein.h"
#include "text.h"

struct platform {
	const char	*slug;
	const char	*names[7];	/* NULL after the last */
};

static const struct platform platforms[] = {
	{ "xiaohongshu", { "小红书", "红书", "xhs", "red", "rednote",
	    "little red book" } },
	{ "weibo", { "微博", "新浪微博", "sina weibo" } },
	{ "douyin", { "抖音", "dy" } },
	{ "kuaishou", { "快手", "kwai" } },
	{ "wechat", { "微信", "weixin", "公众号", "微信公众号", "视频号",
	    "微信视频号" } },
	{ "wecom", { "企业微信", "企微", "wechat work", "wework" } },
	{ "taobao", { "淘宝", "淘宝网" } },
	{ "tmall", { "天猫" } },
	{ "jd", { "京东", "jingdong", "jd.com" } },
	{ "pinduoduo", { "拼多多", "pdd" } },
	{ "youzan", { "有赞" } },
	{ "bilibili", { "哔哩哔哩", "b站", "bili" } },
	{ "zhihu", { "知乎" } },
	{ "toutiao", { "今日头条", "头条" } },
	{ "meituan", { "美团" } },
	{ "dianping", { "大众点评" } },
	{ "alipay", { "支付宝" } },
	{ "twitter", { "x", "twitter/x", "x (twitter)", "x/twitter",
	    "推特" } },
	{ "facebook", { "fb", "脸书" } },
	{ "instagram", { "ig", "ins" } },
	{ "linkedin", { "领英" } },
	{ "youtube", { "yt", "油管" } },
	{ "tiktok", { "tik tok" } },
	{ "whatsapp", { "whats app" } },
};

static const char *
slug_of(struct str name)
{
	size_t i, k;

	for (i = 0; i < sizeof(platforms) / sizeof(platforms[0]); i++)
		for (k = 0; platforms[i].names[k] != NULL; k++)
			if (str_eq(name, str_z(platforms[i].names[k])))
				return platforms[i].slug;
	return NULL;
}

const char *
parse_source(struct str s, struct arena *a, struct parsed *out)
{
	struct buf norm = { 0 };
	const char *slug;
	char *p;
	size_t i;

	text_normalise(&norm, s);
	slug = slug_of(buf_view(&norm));
	if (slug != NULL) {
		out->text = str_z(slug);
	} else {
		/* Keys of customers are SOURCE:KEY, lists have semicolons. */
		p = arena_alloc(a, norm.len + 1);
		for (i = 0; i < norm.len; i++)
			p[i] = strchr(" :;,\t\r\n", norm.p[i]) != NULL ? '-' :
			    norm.p[i];
		out->text = (struct str){ p, norm.len };
	}
	buf_free(&norm);
	return NULL;
}
