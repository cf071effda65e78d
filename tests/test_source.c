/* test_source.c - sources, with a kitchen that does as it is told.
 *
 * source_kitchen starts the running program again: here that is this test, which then plays the kitchen. The recipe's name
 * says which part it plays. */
#include "source/source.h"
#include "suite.h"
#include "trace/launch.h"
#include "trace/stream.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEADER "{\"recipe\":\"soup\",\"path\":\"soup.lua\",\"file\":\"soup.lua\",\"title\":\"Soup\",\"engine\":\"threads\",\"mode\":\"free\"," \
	"\"gil\":false,\"pace\":1,\"seed\":1,\"source\":\"-- soup\\n\",\"version\":1}"
#define REPORT "{\"outcome\":\"done\"}"
#define EVENTS 1000u

/* ---- the kitchen's side ---- */

static void send_all(const struct buffer *buffer)
{
	for (size_t at = 0; at < buffer->length;) {
		ssize_t n = write(LAUNCH_FD, buffer->bytes + at, buffer->length - at);
		if (n < 0 && errno != EINTR)
			_exit(4);
		at += n > 0 ? (size_t)n : 0;
	}
}

static void put_events(struct buffer *buffer, uint64_t from, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		struct event event = { .time_ns = (from + i) * 1000, .kind = KIND_TICK };
		stream_events(buffer, &event, 1);
	}
}

static void put_head(struct buffer *buffer)
{
	struct event begin = { .kind = KIND_BEGIN };

	stream_begin(buffer);
	stream_json(buffer, 'H', HEADER, strlen(HEADER));
	stream_events(buffer, &begin, 1);
}

static void put_report(struct buffer *buffer)
{
	struct event outcome = { .time_ns = 1000000000, .kind = KIND_OUTCOME, .item = OUTCOME_DONE };

	stream_events(buffer, &outcome, 1);
	stream_json(buffer, 'Z', REPORT, strlen(REPORT));
}

/* Wait for a command and answer how it was read. */
static bool asked_to_quit(void)
{
	char line[COMMAND_LINE_MAX];
	struct command command;
	struct error error;
	ssize_t n = read(LAUNCH_FD, line, sizeof line);

	return n > 1 && line[n - 1] == '\n' && command_read(&command, line, (size_t)n - 1, &error) == 0 && command.what == COMMAND_QUIT;
}

/* Whether only stdin, stdout, stderr and the socket are open, and stdin says nothing. */
static bool surroundings_are_clean(void)
{
	char byte;

	if (lseek(LAUNCH_ANSWERS_FD, 0, SEEK_END) != LAUNCH_ANSWERS_BYTES)
		return false;
	for (int fd = LAUNCH_ANSWERS_FD + 1; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			return false;
	return read(0, &byte, 1) == 0 && getpgrp() == getpid();
}

static int play(const char *json)
{
	static struct buffer buffer;
	static struct launch launch;
	struct error error;

	if (launch_read(&launch, json, &error))
		return 9;
	put_head(&buffer);
	if (strcmp(launch.recipe, "nothing") == 0)
		return 0;
	send_all(&buffer);
	buffer.length = 0;
	if (strcmp(launch.recipe, "killed") == 0)
		raise(SIGKILL);
	if (strcmp(launch.recipe, "asserts") == 0) {
		fputs("====\nsoup.c:12: the pot is empty\nmore\n", stderr);
		fflush(stderr);
		signal(SIGABRT, SIG_DFL);
		abort();
	}
	if (strcmp(launch.recipe, "status") == 0)
		return 5;
	if (strcmp(launch.recipe, "wrong") == 0) {
		buffer_append(&buffer, "this is no frame at all, none", 29);
		send_all(&buffer);
		pause();
	}
	if (strcmp(launch.recipe, "hangs") == 0) {
		if (fork() == 0)
			pause();
		pause();
	}
	for (uint64_t from = 1; strcmp(launch.recipe, "endless") == 0; from += EVENTS, buffer.length = 0) {
		put_events(&buffer, from, EVENTS);
		send_all(&buffer);
	}
	if (strcmp(launch.recipe, "quits") == 0 && !asked_to_quit())
		return 6;
	if (strcmp(launch.recipe, "clean") == 0 && !surroundings_are_clean())
		return 7;
	put_events(&buffer, 1, EVENTS);
	put_report(&buffer);
	send_all(&buffer);
	return strcmp(launch.recipe, "late") == 0 ? 8 : 0;
}

/* ---- the test's side ---- */

static struct history *history;
static struct info info;

static void begin(void)
{
	history = history_new();
	info_init(&info);
}

static void end(void)
{
	history_free(history);
	info_release(&info);
}

static struct source *start(const char *recipe, const char *trace_path)
{
	struct launch launch;
	struct error error = { "" };
	struct source *source;

	launch_init(&launch);
	strcpy(launch.recipe, recipe);
	source = source_kitchen(&launch, trace_path, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	launch_release(&launch);
	return source;
}

static enum source_state read_all(struct source *source)
{
	enum source_state state;

	while ((state = source_pump(source, history, &info, 0)) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		poll(&ready, 1, -1);
	}
	return state;
}

START_TEST(a_whole_run_comes_in_whole)
{
	struct source *source = start("whole", NULL);

	ck_assert(source_live(source));
	ck_assert_int_eq(read_all(source), SOURCE_WHOLE);
	ck_assert_str_eq(source_error(source), "");
	ck_assert_int_eq(source_fd(source), -1);
	ck_assert(!source_live(source));
	ck_assert_int_eq(source_pid(source), 0);
	ck_assert_uint_eq(history_count(history), EVENTS + 2);
	ck_assert_str_eq(info.recipe, "soup");
	ck_assert_str_eq(info.report, REPORT);
	source_free(source);
}
END_TEST

START_TEST(a_kitchen_has_no_other_descriptors_and_its_own_group)
{
	struct source *source;
	int open_one = open("/dev/null", O_RDONLY);

	ck_assert_int_ge(open_one, 0);
	source = start("clean", NULL);
	ck_assert_msg(read_all(source) == SOURCE_WHOLE, "%s", source_error(source));
	source_free(source);
	close(open_one);
}
END_TEST

static const struct {
	const char *recipe, *words;
	size_t events;
} ends[] = {
	{ "killed", "the kitchen was ended by signal 9 (Killed)", 1 },
	{ "asserts", "the kitchen was ended by signal 6 (Aborted): soup.c:12: the pot is empty", 1 },
	{ "status", "the kitchen ended with status 5", 1 },
	{ "late", "the kitchen ended with status 8", EVENTS + 2 },
	{ "nothing", "the kitchen ended before its report", 0 },
	{ "wrong", "the kitchen's stream is wrong", 1 },
};

START_TEST(a_kitchen_that_dies_is_told_of_and_its_events_are_kept)
{
	struct source *source = start(ends[_i].recipe, NULL);

	ck_assert_int_eq(read_all(source), SOURCE_BROKEN);
	ck_assert_msg(strncmp(source_error(source), ends[_i].words, strlen(ends[_i].words)) == 0, "%s", source_error(source));
	ck_assert_uint_eq(history_count(history), ends[_i].events);
	ck_assert(!source_live(source));
	source_free(source);
}
END_TEST

START_TEST(a_command_reaches_the_kitchen)
{
	const struct command quit = { .what = COMMAND_QUIT };
	struct source *source = start("quits", NULL);

	source_command(source, &quit);
	ck_assert_msg(read_all(source) == SOURCE_WHOLE, "%s", source_error(source));
	source_command(source, &quit); /* nobody there any more: nothing happens */
	source_free(source);
}
END_TEST

/* Whether no process of the group is left; the kernel may take a moment to bury those that were killed. */
static bool group_ends(pid_t group)
{
	while (waitpid(-1, NULL, WNOHANG) >= 0 || errno == EINTR)
		if (kill(-group, 0) < 0)
			return true;
	return kill(-group, 0) < 0;
}

START_TEST(freeing_a_source_ends_the_kitchen_and_its_children)
{
	struct source *source;
	pid_t pid;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	source = start("hangs", NULL);
	pid = source_pid(source);
	while (history_count(history) == 0)
		source_pump(source, history, &info, 0);
	ck_assert_int_eq(kill(pid, 0), 0);
	source_free(source);
	ck_assert(group_ends(pid));
}
END_TEST

START_TEST(a_kitchen_dies_with_the_screen_that_started_it)
{
	int pipes[2];
	pid_t screen, kitchen = 0;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	ck_assert_int_eq(pipe(pipes), 0);
	screen = fork();
	if (screen == 0) {
		struct source *source = start("hangs", NULL);
		while (history_count(history) == 0)
			source_pump(source, history, &info, 0);
		kitchen = source_pid(source);
		if (write(pipes[1], &kitchen, sizeof kitchen) != sizeof kitchen)
			_exit(1);
		pause();
	}
	ck_assert_int_eq(read(pipes[0], &kitchen, sizeof kitchen), sizeof kitchen);
	kill(screen, SIGKILL);
	waitpid(screen, NULL, 0);
	ck_assert_int_eq(waitpid(kitchen, NULL, 0), kitchen); /* ours to reap now; the test hangs, and so fails, if it lives on */
	kill(-kitchen, SIGKILL);
}
END_TEST

static char path[64];

static const char *temporary(void)
{
	snprintf(path, sizeof path, "/tmp/lunchrush-source-XXXXXX");
	close(mkstemp(path));
	return path;
}

START_TEST(a_trace_file_holds_the_same_run)
{
	struct source *source = start("whole", temporary());
	struct error error;

	ck_assert_int_eq(read_all(source), SOURCE_WHOLE);
	source_free(source);
	end();
	begin();
	source = source_file(path, &error);
	ck_assert_ptr_nonnull(source);
	ck_assert(!source_live(source));
	ck_assert_int_eq(read_all(source), SOURCE_WHOLE);
	ck_assert_uint_eq(history_count(history), EVENTS + 2);
	ck_assert_str_eq(info.report, REPORT);
	source_free(source);
	unlink(path);
}
END_TEST

START_TEST(a_full_disk_is_one_line_and_the_run_goes_on)
{
	const struct rlimit small = { 1000, 1000 };
	struct source *source;

	signal(SIGXFSZ, SIG_IGN);
	source = start("whole", temporary());
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
	ck_assert_int_eq(read_all(source), SOURCE_WHOLE);
	ck_assert_msg(strstr(source_error(source), "the trace is cut off") != NULL, "%s", source_error(source));
	ck_assert(strncmp(source_error(source), path, strlen(path)) == 0);
	ck_assert_uint_eq(history_count(history), EVENTS + 2);
	source_free(source);
	unlink(path);
}
END_TEST

START_TEST(a_trace_that_cannot_be_opened_starts_no_kitchen)
{
	struct launch launch;
	struct error error;

	launch_init(&launch);
	ck_assert_ptr_null(source_kitchen(&launch, "/nowhere/at/all", &error));
	ck_assert_msg(strstr(error.text, "/nowhere/at/all") != NULL, "%s", error.text);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

/* Write the first `length` bytes of a whole run (0: all), followed by `more`. */
static void write_run(size_t length, const char *more)
{
	struct buffer buffer = { 0 };
	FILE *file = fopen(temporary(), "w");

	put_head(&buffer);
	put_events(&buffer, 1, EVENTS);
	put_report(&buffer);
	ck_assert_uint_gt(fwrite(buffer.bytes, 1, length ? length : buffer.length, file), 0);
	fputs(more, file);
	fclose(file);
	buffer_release(&buffer);
}

START_TEST(of_a_file_that_is_cut_off_what_is_whole_is_there)
{
	struct source *source;
	struct error error;

	write_run(10000, "");
	source = source_file(path, &error);
	ck_assert_ptr_nonnull(source);
	ck_assert_int_eq(read_all(source), SOURCE_BROKEN);
	ck_assert(strncmp(source_error(source), path, strlen(path)) == 0);
	ck_assert_uint_gt(history_count(history), 100);
	ck_assert_uint_lt(history_count(history), EVENTS);
	ck_assert_ptr_null(info.report);
	source_free(source);
	unlink(path);
}
END_TEST

START_TEST(a_file_that_is_no_trace_is_told_so)
{
	FILE *file = fopen(temporary(), "w");
	struct source *source;
	struct error error;

	fputs("dear diary, today I ate nothing but soup\n", file);
	fclose(file);
	source = source_file(path, &error);
	ck_assert_ptr_nonnull(source);
	ck_assert_int_eq(read_all(source), SOURCE_BROKEN);
	ck_assert(strncmp(source_error(source), path, strlen(path)) == 0);
	ck_assert_uint_eq(history_count(history), 0);
	source_free(source);
	unlink(path);
}
END_TEST

START_TEST(a_file_that_is_not_there_or_a_folder_is_told_so)
{
	struct error error;

	ck_assert_ptr_null(source_file("/nowhere/at/all", &error));
	ck_assert_str_eq(error.text, "/nowhere/at/all: No such file or directory");
	ck_assert_ptr_null(source_file("/tmp", &error));
	ck_assert_ptr_nonnull(strstr(error.text, "folder"));
}
END_TEST

START_TEST(a_pump_takes_no_more_than_it_is_told)
{
	struct source *source;
	struct error error;
	size_t before = 0;

	write_run(0, "");
	source = source_file(path, &error);
	ck_assert_ptr_nonnull(source);
	while (source_pump(source, history, &info, 440) == SOURCE_OPEN) {
		ck_assert_uint_le(history_count(history) - before, 440 / 32 + 1);
		before = history_count(history);
	}
	ck_assert_int_eq(source_state(source), SOURCE_WHOLE);
	source_free(source);
	unlink(path);
}
END_TEST

START_TEST(a_source_takes_in_no_more_events_than_its_limit)
{
	struct source *source;
	struct error error;

	write_run(0, "");
	source = source_file(path, &error);
	source_limit(source, EVENTS + 2);
	ck_assert_int_eq(read_all(source), SOURCE_WHOLE);
	source_free(source);
	end();
	begin();
	source = source_file(path, &error);
	source_limit(source, EVENTS - 1);
	ck_assert_int_eq(read_all(source), SOURCE_BROKEN);
	ck_assert_uint_eq(history_count(history), EVENTS - 1);
	ck_assert_msg(strstr(source_error(source), "more than 999 events") != NULL, "%s", source_error(source));
	source_free(source);
	unlink(path);
	end();
	begin();
	source = start("endless", NULL);
	source_limit(source, 2 * EVENTS);
	ck_assert_int_eq(read_all(source), SOURCE_BROKEN);
	ck_assert_uint_eq(history_count(history), 2 * EVENTS);
	ck_assert_msg(strstr(source_error(source), "was ended after 2000 events") != NULL, "%s", source_error(source));
	ck_assert(!source_live(source));
	source_free(source);
}
END_TEST

int main(int argc, char **argv)
{
	Suite *suite;
	TCase *tcase;

	if (argc == 3 && strcmp(argv[1], LAUNCH_ARGUMENT) == 0)
		return play(argv[2]);
	suite = suite_create("source");
	tcase = tcase_create("source");
	tcase_set_timeout(tcase, 30);
	tcase_add_checked_fixture(tcase, begin, end);
	tcase_add_test(tcase, a_whole_run_comes_in_whole);
	tcase_add_test(tcase, a_kitchen_has_no_other_descriptors_and_its_own_group);
	tcase_add_loop_test(tcase, a_kitchen_that_dies_is_told_of_and_its_events_are_kept, 0, sizeof ends / sizeof *ends);
	tcase_add_test(tcase, a_command_reaches_the_kitchen);
	tcase_add_test(tcase, freeing_a_source_ends_the_kitchen_and_its_children);
	tcase_add_test(tcase, a_kitchen_dies_with_the_screen_that_started_it);
	tcase_add_test(tcase, a_trace_file_holds_the_same_run);
	tcase_add_test(tcase, a_full_disk_is_one_line_and_the_run_goes_on);
	tcase_add_test(tcase, a_trace_that_cannot_be_opened_starts_no_kitchen);
	tcase_add_test(tcase, of_a_file_that_is_cut_off_what_is_whole_is_there);
	tcase_add_test(tcase, a_file_that_is_no_trace_is_told_so);
	tcase_add_test(tcase, a_file_that_is_not_there_or_a_folder_is_told_so);
	tcase_add_test(tcase, a_source_takes_in_no_more_events_than_its_limit);
	tcase_add_test(tcase, a_pump_takes_no_more_than_it_is_told);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
