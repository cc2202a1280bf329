/* Binding columns: --columns, the header of CSV and JSON lines, messages. */

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../lib/rec.h"
#include "unit.h"

#define COLS	3

static const struct rec_col cols[COLS] = {
	{ .name = "user_id", .required = true },
	{ .name = "time", .required = true },
	{ .name = "amount" }
};

static void
aliases(void)
{
	struct rec_aliases al;

	rec_aliases(&al, NULL, cols, COLS);
	CHECK_INT(al.n, 0);
	rec_aliases_free(&al);

	rec_aliases(&al, "user_id=客户ID,time=\"Paid, \"\"at\"\"\","
	    "amount=a=b \"c", cols, COLS);
	CHECK_INT(al.n, 3);
	CHECK_STR(al.a[0].name, "user_id");
	CHECK_STR(al.a[0].header, "客户ID");
	CHECK_STR(al.a[1].name, "time");
	CHECK_STR(al.a[1].header, "Paid, \"at\"");
	CHECK_STR(al.a[2].header, "a=b \"c");
	rec_aliases_free(&al);
	CHECK(al.a == NULL && al.n == 0);
}

/* What --columns=text says in a child, which must end with STATUS_USAGE. */
static void
refused(const char *text, const char *want)
{
	struct buf all = { 0 };
	struct rec_aliases al;
	int fd[2], status = -1;
	char got[512];
	ssize_t n;
	pid_t pid;

	fflush(stdout);
	if (pipe(fd) != 0 || (pid = fork()) < 0) {
		CHECK(false);
		return;
	}
	if (pid == 0) {
		dup2(fd[1], STDERR_FILENO);
		rec_aliases(&al, text, cols, COLS);
		_exit(99);
	}
	close(fd[1]);
	while ((n = read(fd[0], got, sizeof(got))) > 0)
		buf_put(&all, got, (size_t)n);
	close(fd[0]);
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == STATUS_USAGE);
	snprintf(got, sizeof(got), "crm-unit: --columns: %s\n", want);
	CHECK_STR(buf_view(&all), got);
	buf_free(&all);
}

static void
bad_aliases(void)
{
	refused("usr_id=x", "unknown column \"usr_id\" (nearest: user_id)");
	refused("price=x", "unknown column \"price\" (one of user_id, time, "
	    "amount)");
	refused("time=a,time=b", "time is given twice");
	refused("user_id", "not NAME=HEADER: \"user_id\"");
	refused("", "not NAME=HEADER: \"\"");
	refused("time=", "not NAME=HEADER: \"time=\"");
	refused("time=a,", "not NAME=HEADER: \"\"");
	refused("time=a,,amount=b", "unknown column \",amount\" (nearest: "
	    "amount)");
	refused("time=\"a", "not NAME=HEADER: \"time=\"a\"");
	refused("time=\"a\"b", "not NAME=HEADER: \"time=\"a\"b\"");
	refused("time=\"\"", "not NAME=HEADER: \"time=\"\"\"");
	refused("\x1b[1m=a", "unknown column \"\\x1b[1m\" (one of user_id, "
	    "time, amount)");
}

/* Bind a table in memory; 1 bound, 0 refused. */
static int
bind(struct str table, const char *columns, size_t *col, struct fault *f)
{
	struct io_in *in = io_in_memory("table", table);
	struct rec_aliases al;
	struct rows_opts o = { .format = ROWS_AUTO };
	struct rows *r;
	bool ok;

	rec_aliases(&al, columns, cols, COLS);
	if (table.len == 0)
		o.format = ROWS_JSONL;
	if (rows_open(&r, in, &o, f) != STATUS_OK)
		return -1;
	ok = rec_bind(r, cols, COLS, &al, col, f);
	/* Its texts live as long as the rows and the aliases. */
	if (!ok) {
		static char value[64];

		snprintf(value, sizeof(value), "%.*s", STR_ARG(f->value));
		f->value = str_z(value);
	}
	rows_close(r);
	io_in_close(in);
	rec_aliases_free(&al);
	return ok;
}

static void
bound(void)
{
	size_t col[COLS];
	struct fault f;

	CHECK_INT(bind(STR("x,time,user_id,amount\n"), NULL, col, &f), 1);
	CHECK(col[0] == 2 && col[1] == 1 && col[2] == 3);
	CHECK_INT(bind(STR("user_id,time\nu,2024-01-01\n"), NULL, col, &f), 1);
	CHECK(col[0] == 0 && col[1] == 1 && col[2] == SIZE_MAX);
	/* An alias replaces the canonical name. */
	CHECK_INT(bind(STR("日期,time,客户ID\n"), "time=日期,user_id=客户ID",
	    col, &f), 1);
	CHECK(col[0] == 2 && col[1] == 0);
	/* Other columns may be there twice. */
	CHECK_INT(bind(STR("x,x,user_id,time\n"), NULL, col, &f), 1);
	CHECK_INT(bind(STR("{\"time\":\"2024-01-01\"}\n{\"user_id\":\"u\"}\n"),
	    NULL, col, &f), 1);
	CHECK(col[0] == 1 && col[1] == 0 && col[2] == SIZE_MAX);
	/* JSON lines without a line are an empty table. */
	CHECK_INT(bind((struct str){ "", 0 }, NULL, col, &f), 1);
	CHECK(col[0] == SIZE_MAX && col[1] == SIZE_MAX);
}

static void
not_bound(void)
{
	static const struct {
		const char	*table, *columns, *field, *reason, *value,
				*detail;
	} t[] = {
		{ "userid,time\n", NULL, "user_id", "no such column",
		    "user_id", "nearest: \"userid\"" },
		{ "User_ID ,time\n", NULL, "user_id", "no such column",
		    "user_id", "nearest: \"User_ID \"" },
		{ "a,time\n", NULL, "user_id", "no such column", "user_id",
		    "--columns names it; crm-ingest reads exports" },
		{ "user_id,time,user_id\n", NULL, "user_id",
		    "column is there twice", "user_id", "" },
		{ "客户,time\n", "user_id=客戶", "user_id", "no such column",
		    "客戶", "nearest: \"客户\"" },
		/* An alias must be there even for an optional column. */
		{ "user_id,time,amount\n", "amount=金额", "amount",
		    "no such column", "金额",
		    "--columns names it; crm-ingest reads exports" },
		{ "{\"user_id\":\"u\"}\n", NULL, "time", "no such column",
		    "time", "--columns names it; crm-ingest reads exports" },
	};
	size_t col[COLS], i;
	struct fault f;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(bind(str_z(t[i].table), t[i].columns, col, &f), 0);
		CHECK_STR(f.field, t[i].field);
		CHECK_STR(str_z(f.reason), t[i].reason);
		CHECK_STR(f.value, t[i].value);
		CHECK_STR(str_z(f.detail), t[i].detail);
	}
}

int
main(void)
{
	diag_init("crm-unit");
	RUN(aliases);
	RUN(bad_aliases);
	RUN(bound);
	RUN(not_bound);
	return UNIT_STATUS();
}
