/*
 * Made-up orders for `make bench`, the same bytes on every machine:
 *	gen a ROWS	user_id,time,amount
 *	gen b ROWS	the canonical columns of crm-ingest, with order_id
 *	gen e ROWS	events of every kind for crm-tier, see print_events
 * One order is one row, in the order of time over three years. A customer's
 * rank among 1/8 of ROWS is the square of a uniform number, so few buy often
 * and most a few times: 5,000,000 rows have about 620,000 customers.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static uint64_t
square(uint64_t random)
{
	random >>= 32;
	return random * random >> 32;
}

static void
print_user(uint64_t rank)
{
	uint64_t h = mix(rank ^ 0x5bd1e995u);

	if (h % 10 < 5)
		printf("xiaohongshu:%08llx%016llx",
		    (unsigned long long)(mix(h) >> 32), (unsigned long long)h);
	else if (h % 10 < 8)
		printf("taobao:tb_%llu_buyer",
		    (unsigned long long)(h >> 20));
	else
		printf("member.%llu@mail.example.com",
		    (unsigned long long)(h >> 24));
}

/* Seconds since 2021-01-01; three years, none of them a leap year. */
static void
print_time(uint64_t seconds)
{
	static const int month_days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	unsigned int second = (unsigned int)(seconds % 86400);
	int day = (int)(seconds / 86400), year = 2021 + day / 365;
	int month = 0;

	for (day %= 365; day >= month_days[month]; month++)
		day -= month_days[month];
	printf("%d-%02d-%02dT%02u:%02u:%02u+08:00", year, month + 1, day + 1,
	    second / 3600, second / 60 % 60, second % 60);
}

/* What crm-ingest writes before the amount. */
static void
print_wide(uint64_t i, uint64_t random, uint64_t rank, uint64_t seconds)
{
	static const char *product[] = {
		"唇釉 烟熏玫瑰", "\"Mask, 5 pieces\"", "防晒霜 SPF50",
		"Cleansing oil 200 ml", "\"精华, 30 ml \"\"新\"\"\"", "眉笔",
		"Cushion foundation", "护手霜 礼盒"
	};
	unsigned long long order = 4200000000000 + i * 17;

	printf("event,%llu,taobao,order,", order);
	print_time(seconds);
	fputs(",second,", stdout);
	print_user(rank);
	printf(",platform,%llu,%s,%d", order, product[random % 8],
	    1 + (int)(random / 8 % 3));
}

/* What fills the columns from type on: about 5 % orders, 1 % refunds. */
static void
print_deed(uint64_t i, uint64_t random, unsigned int percent)
{
	static const char *deed[] = {
		"view", "view", "view", "view", "view", "view", "like", "like",
		"like", "comment", "comment", "comment", "share", "message",
		"favorite", "group_post", "follow", "click"
	};
	static const char *tag[] = {
		"护肤", "彩妆", "茶", "咖啡", "旅行", "健身", "读书", "母婴"
	};
	unsigned int content = (unsigned int)(random >> 20) % 1000;
	unsigned long long cents = 990 + (square(random) * 300000 >> 32);

	if (percent < 6) {
		printf("%s,%llu,,,,,%llu.%02llu,CNY,%s",
		    percent < 5 ? "order" : "refund", (unsigned long long)i,
		    cents / 100, cents % 100, percent < 5 ? "paid" : "");
	} else if (percent < 20) {
		printf("read,,%u,,%u,,,,", content, content / 4);
	} else if (percent < 30) {
		printf("play,,%u,,%u,%u,,,", content, content / 3, 90 + content
		    % 7 * 30);
	} else {
		printf("%s,,%u,%s,,,,,", deed[mix(random) % 18], content,
		    percent < 60 ? tag[random % 4 + content % 5] : "");
	}
}

/*
 * ROWS / 10 customers, each with one event and a share of the others, over the
 * last 400 days; 1,000 contents come first and are counted among the rows.
 */
static int
print_events(uint64_t rows)
{
	static const char *tags[] = {
		"护肤;彩妆", "茶", "咖啡;茶", "", "旅行", "健身;读书", "母婴"
	};
	uint64_t i, random, rank, seconds, start = (3 * 365 - 401) * 86400ull;
	unsigned int percent;

	puts("kind,source,user_id,direction,time,type,order_id,content_id,"
	    "tags,seconds,duration_s,amount,currency,status");
	for (i = 0; i < 1000 && i < rows; i++)
		printf("content,xiaohongshu,,,,,,%u,%s,,,,,\n", (unsigned int)i,
		    tags[i % 7]);
	for (; i < rows; i++) {
		random = mix(7 + i);
		rank = i % 10 == 0 ? i / 10 :
		    square(random) * (rows / 10) >> 32;
		seconds = start + i * (400 * 86400ull) / rows +
		    mix(random ^ 1) % 3600;
		fputs("event,xiaohongshu,", stdout);
		print_user(rank);
		percent = (unsigned int)(random >> 8) % 100;
		/* The brand does not order. */
		fputs(percent >= 6 && random % 50 == 0 ? ",out," : ",in,",
		    stdout);
		print_time(seconds);
		putchar(',');
		print_deed(i, random, percent);
		putchar('\n');
	}
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}

int
main(int argc, char **argv)
{
	uint64_t rows, i, random, rank, seconds, cents, seed = 20260101;
	bool wide;

	if (argc != 3 || strlen(argv[1]) != 1 ||
	    strchr("abe", *argv[1]) == NULL)
		return 2;
	wide = *argv[1] == 'b';
	rows = strtoull(argv[2], NULL, 10);
	if (*argv[1] == 'e')
		return print_events(rows);
	puts(wide ? "kind,id,source,type,time,time_precision,user_id,"
	    "user_id_kind,order_id,product,quantity,amount,currency,status" :
	    "user_id,time,amount");
	for (i = 0; i < rows; i++) {
		random = mix(seed + i);
		rank = square(random) * (rows / 8) >> 32;
		seconds = i * (3 * 365 * 86400ull - 86400) / rows +
		    mix(random ^ 1) % 3600;
		cents = 990 + (square(mix(random)) * 300000 >> 32);
		if (wide) {
			print_wide(i, random, rank, seconds);
		} else {
			print_user(rank);
			putchar(',');
			print_time(seconds);
		}
		printf(",%llu.%02llu%s\n", (unsigned long long)(cents / 100),
		    (unsigned long long)(cents % 100), wide ? ",CNY,paid" : "");
	}
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}
