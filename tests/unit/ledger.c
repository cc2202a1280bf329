/* The account of a run: the equation, the messages, the summary. */
#define _XOPEN_SOURCE 700

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "ledger.h"
#include "stamp.h"
#include "unit.h"

static const char hostile[] = "a\"b\\\xff\x1b[31m\n\xe4\xb8\xad\xc3.csv";

/* What a function writes to standard error, and how it ends. */
static int
stderr_of(int (*fn)(void), char *text, size_t size)
{
	size_t n = 0;
	ssize_t got;
	int fd[2], status = -1;
	pid_t pid;

	text[0] = '\0';
	if (pipe(fd) == -1)
		return -1;
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], STDERR_FILENO);
		close(fd[0]);
		close(fd[1]);
		_exit(fn());
	}
	close(fd[1]);
	while (n < size - 1 &&
	    (got = read(fd[0], text + n, size - 1 - n)) > 0)
		n += (size_t)got;
	text[n] = '\0';
	close(fd[0]);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static int
lose_a_row(void)
{
	struct ledger_opts o = { .quiet = true };
	struct ledger *l = ledger_open(&o);

	ledger_input(l, "x");
	ledger_read(l, 10);
	ledger_used(l, 8);
	ledger_filtered(l, "no customer", 1);
	return (int)ledger_close(l, true);
}

static void
equation(void)
{
	char text[1000];

	CHECK_INT(stderr_of(lose_a_row, text, sizeof(text)), STATUS_IO);
	CHECK(strstr(text, "bug: read 10 rows, but used 8 + filtered 1 + "
	    "rejected 0\n") != NULL);
}

static int
reject_many(void)
{
	struct ledger_opts o = { .max_rejects = 24, .summary = true };
	struct ledger *l = ledger_open(&o);
	struct fault f = { .column = 2, .field = STR("amount") };
	int i;

	ledger_input(l, hostile);
	ledger_read(l, 30);
	for (i = 0; i < 25; i++) {
		f.line = (uint64_t)i + 2;
		f.reason = i % 5 == 4 ? "not a time" : "not a number";
		f.value = STR("x\x1b");
		if (!ledger_reject(l, &f, STR("a,b")))
			return 99;
	}
	ledger_used(l, 3);
	ledger_filtered(l, "no customer", 2);
	ledger_note(l, "a note about %s", hostile);
	return (int)ledger_close(l, true);
}

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

static void
ten_messages_of_a_kind(void)
{
	char text[20000];

	CHECK_INT(stderr_of(reject_many, text, sizeof(text)), STATUS_DATA);
	CHECK_INT(count(text, "amount: not a number: \"x\\x1b\" "
	    "(row rejected)\n"), 10);
	CHECK_INT(count(text, "not a time: \"x\\x1b\" (row rejected)\n"), 5);
	CHECK_INT(count(text, "not a number: 10 more rows rejected\n"), 1);
	CHECK_INT(count(text, "more rows rejected"), 1);
	CHECK_INT(count(text, "read 30 = used 3 + filtered 2 + rejected "
	    "25\n"), 1);
	CHECK_INT(count(text, "rejected 20: not a number\n"), 1);
	CHECK_INT(count(text, "rejected 5: not a time\n"), 1);
	CHECK_INT(count(text, "filtered 2: no customer\n"), 1);
	CHECK_INT(count(text, "a note about a"), 1);
	/* Nothing of the name reaches a terminal as it is. */
	CHECK(strchr(text, '\x1b') == NULL && strchr(text, '\xff') == NULL);
	CHECK_INT(count(text, "\n"), 10 + 5 + 1 + 1 + 1 + 2 + 1);
}

static int
strict(void)
{
	struct ledger_opts o = { .strict = true, .max_rejects = 5,
	    .quiet = true };
	struct ledger *l = ledger_open(&o);
	struct fault f = { .reason = "no time" };

	ledger_read(l, 5);
	return ledger_reject(l, &f, STR("x")) ? 99 :
	    (int)ledger_close(l, false);
}

static int
up_to_the_limit(void)
{
	struct ledger_opts o = { .max_rejects = 1, .quiet = true };
	struct ledger *l = ledger_open(&o);
	struct fault f = { .reason = "no time" };

	ledger_read(l, 1);
	return ledger_reject(l, &f, STR("x")) ? (int)ledger_close(l, true) :
	    99;
}

static void
statuses(void)
{
	char text[1000];

	CHECK_INT(stderr_of(strict, text, sizeof(text)), STATUS_DATA);
	CHECK_STR(str_z(text), "");
	CHECK_INT(stderr_of(up_to_the_limit, text, sizeof(text)), STATUS_OK);
	CHECK_STR(str_z(text), "");
}

static void
write_summary(const char *path)
{
	struct ledger_opts o = { .summary = true, .summary_file = path,
	    .quiet = true };
	struct ledger *l = ledger_open(&o);
	int32_t day;

	ledger_input(l, hostile);
	ledger_read(l, 3);
	ledger_input_done(l, "0123abcd");
	ledger_input(l, "");
	ledger_read(l, 4);
	ledger_input_done(l, "");
	ledger_used(l, 5);
	ledger_filtered(l, "no \"customer\"", 2);
	ledger_filtered(l, "nothing", 0);
	ledger_setting(l, "tz", str_z(hostile));
	ledger_note(l, "from %s", hostile);
	ledger_count(l, "customers", 7);
	CHECK(day_parse(STR("2024-02-29"), &day));
	ledger_as_of(l, day);
	CHECK_INT(ledger_rows_used(l), 5);
	CHECK_INT(ledger_rows_read(l), 7);
	CHECK_INT(ledger_close(l, true), STATUS_OK);
}

static long long
number(const json_t *j, const char *key)
{
	return json_integer_value(json_object_get(j, key));
}

static void
check_summary(const json_t *j)
{
	const json_t *rows = json_object_get(j, "rows");
	const json_t *inputs = json_object_get(j, "inputs");
	const json_t *first = json_array_get(inputs, 0);
	const char *name = json_string_value(json_object_get(first, "name"));

	CHECK_INT(number(rows, "read"), 7);
	CHECK_INT(number(rows, "used"), 5);
	CHECK_INT(number(rows, "filtered"), 2);
	CHECK_INT(number(rows, "rejected"), 0);
	CHECK_INT(json_array_size(inputs), 2);
	CHECK_INT(number(first, "rows"), 3);
	CHECK_STR(str_z(json_string_value(json_object_get(first, "sha256"))),
	    "0123abcd");
	CHECK_STR(str_z(name == NULL ? "" : name), "a\"b\\\xef\xbf\xbd\x1b"
	    "[31m\n\xe4\xb8\xad\xef\xbf\xbd.csv");
	CHECK_INT(number(json_object_get(j, "filtered"), "no \"customer\""),
	    2);
	CHECK_INT(json_object_size(json_object_get(j, "filtered")), 1);
	CHECK_INT(number(json_object_get(j, "counts"), "customers"), 7);
	CHECK_STR(str_z(json_string_value(json_object_get(j, "as_of"))),
	    "2024-02-29");
	CHECK_INT(json_array_size(json_object_get(j, "notes")), 1);
}

static void
summary_is_json(void)
{
	char path[] = "/tmp/ledger.XXXXXX";
	json_error_t e;
	json_t *j;
	int fd = mkstemp(path);

	CHECK(fd != -1);
	close(fd);
	write_summary(path);
	j = json_load_file(path, JSON_REJECT_DUPLICATES, &e);
	CHECK_STR(str_z(j == NULL ? e.text : ""), "");
	if (j != NULL)
		check_summary(j);
	json_decref(j);
	unlink(path);
}

int
main(void)
{
	RUN(equation);
	RUN(ten_messages_of_a_kind);
	RUN(statuses);
	RUN(summary_is_json);
	return UNIT_STATUS();
}
