/* test_instance.c - `lunchrush instance` against an independent gateway: plain sockets, which say what the Runtime API says and nothing more. */
#include "suite.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int listening = -1, line = -1; /* the gateway's socket, and the one connection that an instance keeps */
static uint16_t port;
static pid_t instance;
static int words; /* what it prints */

/* What it asked. */
static char method[16], path[300], head[4000], body[100000];
static size_t body_length;

/* ---- the gateway ---- */

static void open_gateway(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	struct timeval patience = { 20, 0 };
	listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(listening, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	ck_assert_int_eq(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
	ck_assert_int_eq(listen(listening, 4), 0);
	getsockname(listening, (struct sockaddr *)&at, &size);
	port = ntohs(at.sin_port);
}

static void close_gateway(void)
{
	if (instance > 0) {
		kill(instance, SIGKILL);
		waitpid(instance, NULL, 0);
	}
	if (line >= 0)
		close(line);
	close(listening);
	close(words);
}

static const char *source(void)
{
	return getenv("srcdir") ? getenv("srcdir") : ".";
}

/* Start an instance by a command of the shell, in an environment as Lambda makes it; `handler`: _HANDLER, or NULL. */
static void start_by(const char *command, const char *handler)
{
	char address[60];
	int out[2];
	ck_assert_int_eq(pipe(out), 0);
	snprintf(address, sizeof address, "127.0.0.1:%u", port);
	if ((instance = fork()) == 0) {
		dup2(out[1], 1);
		dup2(out[1], 2);
		close(out[0]);
		unsetenv("LUNCHRUSH_NEWS");
		setenv("AWS_LAMBDA_RUNTIME_API", address, 1);
		if (handler)
			setenv("_HANDLER", handler, 1);
		else
			unsetenv("_HANDLER");
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	close(out[1]);
	words = out[0];
}

/* Start `lunchrush instance` with these words. */
static void start(const char *handler, const char *options)
{
	char command[600];
	snprintf(command, sizeof command, "exec ./lunchrush instance %s/tests/recipes/instance.lua %s", source(), options);
	start_by(command, handler);
}

static char *value_of(const char *name)
{
	static char value[500];
	const char *at = strcasestr(head, name);
	value[0] = 0;
	if (at && at[strlen(name)] == ':')
		sscanf(at + strlen(name) + 1, " %499[^\r]", value);
	return value;
}

/* Read one request of the instance: the head byte by byte, then as much body as it says. */
static void hear(void)
{
	size_t n = 0;
	struct timeval patience = { 20, 0 };
	if (line < 0) {
		line = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
		ck_assert_msg(line >= 0, "the instance has not called: %s", strerror(errno));
		setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	}
	while (n < sizeof head - 1 && (n < 4 || memcmp(head + n - 4, "\r\n\r\n", 4) != 0)) {
		ck_assert_msg(read(line, head + n, 1) == 1, "the instance has hung up or says nothing");
		n++;
	}
	head[n] = 0;
	ck_assert_int_eq(sscanf(head, "%15s %299s HTTP/1.1", method, path), 2);
	size_t length = (size_t)atol(value_of("Content-Length"));
	ck_assert_uint_lt(length, sizeof body);
	for (body_length = 0; body_length < length;) {
		ssize_t got = read(line, body + body_length, length - body_length);
		ck_assert_int_gt(got, 0);
		body_length += (size_t)got;
	}
	body[body_length] = 0;
}

static void reply(int status, const char *headers, const char *text)
{
	char answer[4000];
	int n = snprintf(answer, sizeof answer, "HTTP/1.1 %d So\r\n%sContent-Length: %zu\r\n\r\n%s", status, headers, strlen(text), text);
	ck_assert_int_eq(write(line, answer, (size_t)n), n);
}

/* It asks for a request and gets this one, number `n`. */
static void give(int n, const char *event)
{
	char headers[600];
	hear();
	ck_assert_str_eq(method, "GET");
	ck_assert_str_eq(path, "/2018-06-01/runtime/invocation/next");
	snprintf(headers, sizeof headers, "Lambda-Runtime-Aws-Request-Id: request-%d\r\nLambda-Runtime-Deadline-Ms: 99999999999999\r\n"
		 "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu:1:function:f\r\nLambda-Runtime-Trace-Id: Root=1-2\r\nContent-Type: application/json\r\n", n);
	reply(200, headers, event);
}

/* It posts this at the end of the request's path; it is told that this is well. */
static void takes_status(int n, const char *way, const char *said, int status)
{
	char at[100];
	hear();
	snprintf(at, sizeof at, "/2018-06-01/runtime/invocation/request-%d/%s", n, way);
	ck_assert_str_eq(method, "POST");
	ck_assert_str_eq(path, at);
	if (said)
		ck_assert_str_eq(body, said);
	reply(status, "", "{\"status\":\"OK\"}");
}

static void takes(int n, const char *way, const char *said)
{
	takes_status(n, way, said, 202);
}

static void error_has(const char *words_in_it)
{
	ck_assert_msg(strstr(body, words_in_it) != NULL, "the error is %s, and has no %s", body, words_in_it);
}

static int ends(void)
{
	int status;
	if (line >= 0)
		close(line);
	close(listening); /* else it would call again */
	line = listening = -1;
	ck_assert_int_eq(waitpid(instance, &status, 0), instance);
	instance = 0;
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* ---- tests ---- */

START_TEST(it_asks_answers_and_asks_again_on_one_connection)
{
	start(NULL, "");
	give(1, "{\"kind\":\"espresso\",\"shots\":2}");
	takes(1, "response", "{\"kind\":\"espresso\",\"shots\":2}");
	give(2, "[1,2.5,\"x\"]");
	takes(2, "response", "[1,2.5,\"x\"]");
	give(3, "null");
	takes(3, "response", "null");
	hear();
	ck_assert_str_eq(path, "/2018-06-01/runtime/invocation/next");
	ck_assert_int_eq(ends(), 0); /* the gateway is gone: nobody will ask any more */
}
END_TEST

/* As Go's servers send what is long. */
START_TEST(a_request_in_chunks_is_one)
{
	start(NULL, "");
	hear();
	static const char answer[] = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: request-1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n3;x=y\r\n12}\r\n0\r\n\r\n";
	ck_assert_int_eq(write(line, answer, sizeof answer - 1), (int)sizeof answer - 1);
	takes(1, "response", "{\"a\":12}");
	give(2, "\"count\"");
	takes(2, "response", "2");
}
END_TEST

START_TEST(a_connection_that_was_closed_is_opened_again)
{
	start(NULL, "");
	give(1, "\"count\"");
	takes(1, "response", "1");
	hear();
	close(line);
	line = -1;
	give(2, "\"count\"");
	takes(2, "response", "2");
}
END_TEST

START_TEST(globals_and_lists_live_as_long_as_the_instance)
{
	start(NULL, "");
	for (int i = 1; i <= 3; i++) {
		char said[16];
		snprintf(said, sizeof said, "%d", i);
		give(i, "\"count\"");
		takes(i, "response", said);
	}
	give(4, "\"list\"");
	takes(4, "response", "1");
	give(5, "\"list\"");
	takes(5, "response", "2");
}
END_TEST

START_TEST(settings_reach_it)
{
	start(NULL, "--set extra=40");
	give(1, "\"count\"");
	takes(1, "response", "41");
}
END_TEST

START_TEST(an_error_is_told_with_file_and_line_and_the_next_request_is_well)
{
	start(NULL, "");
	give(1, "\"raise\"");
	takes(1, "error", NULL);
	error_has("\"errorMessage\":\"instance.lua:13: out of milk\"");
	error_has("\"errorType\":\"Runtime.HandlerRaised\"");
	ck_assert_str_eq(value_of("Lambda-Runtime-Function-Error-Type"), "Runtime.HandlerRaised");
	give(2, "\"table\"");
	takes(2, "error", NULL);
	give(3, "\"count\"");
	takes(3, "response", "3");
}
END_TEST

START_TEST(the_context_says_what_the_headers_say)
{
	start("first", "");
	give(7, "\"context\"");
	takes(7, "response", "{\"arn\":\"arn:aws:lambda:eu:1:function:f\",\"id\":\"request-7\",\"left\":true,\"name\":\"first\",\"trace\":\"Root=1-2\"}");
}
END_TEST

START_TEST(it_sleeps_and_works)
{
	start(NULL, "");
	give(1, "\"wait\"");
	takes(1, "response", "true");
}
END_TEST

START_TEST(it_is_alone_and_says_so)
{
	static const struct { const char *event, *words; } all[] = {
		{ "\"queue\"", "the queue orders: an instance is alone" }, { "\"task\"", "an instance is alone" }, { "\"serve\"", "serve: an instance is alone" },
	};
	start(NULL, "");
	for (int i = 0; i < 3; i++) {
		give(i, all[i].event);
		takes(i, "error", NULL);
		error_has(all[i].words);
		error_has("instance.lua:");
	}
	give(4, "\"caught\"");
	takes(4, "response", NULL);
	error_has("\"good\":false");
	error_has("the queue orders");
}
END_TEST

START_TEST(what_is_no_json_comes_back_as_an_error)
{
	start(NULL, "");
	give(1, "\"code\"");
	takes(1, "error", NULL);
	error_has("a function cannot be written as JSON");
	give(2, "{ this is none");
	takes(2, "error", NULL);
	error_has("the request is no JSON");
	give(3, "\"count\"");
	takes(3, "response", "2"); /* the handler was not called for the second */
}
END_TEST

START_TEST(an_answer_refused_as_too_long_becomes_an_error)
{
	start(NULL, "");
	give(1, "\"large\"");
	takes_status(1, "response", NULL, 413);
	takes(1, "error", NULL);
	error_has("Function.ResponseSizeTooLarge");
	give(2, "\"count\"");
	takes(2, "response", "2");
}
END_TEST

START_TEST(what_it_says_is_its_log)
{
	char said[200] = "";
	start(NULL, "");
	give(1, "\"say\"");
	takes(1, "response", "null");
	ck_assert_int_gt(read(words, said, sizeof said - 1), 0);
	ck_assert_str_eq(said, "hello from inside\n");
}
END_TEST

/* The first three lines of a shell script that doc/reference.md shows, as they are there but for the margin. */
static void write_bootstrap(const char *folder)
{
	char name[300], text[500];
	int lines = 0;
	snprintf(name, sizeof name, "%s/doc/reference.md", source());
	FILE *readme = fopen(name, "r");
	snprintf(name, sizeof name, "%s/bootstrap", folder);
	FILE *script = fopen(name, "w");
	ck_assert(readme && script);
	while (fgets(text, sizeof text, readme) && lines < 3)
		if (lines || strcmp(text, "    #!/bin/sh\n") == 0) {
			ck_assert_msg(strncmp(text, "    ", 4) == 0, "doc/reference.md, within its bootstrap: %s", text);
			fputs(text + 4, script);
			lines++;
		}
	ck_assert_int_eq(lines, 3);
	ck_assert_int_eq(fchmod(fileno(script), 0755), 0);
	fclose(readme);
	fclose(script);
}

START_TEST(the_documented_bootstrap_makes_a_folder_with_program_and_recipe_a_custom_runtime)
{
	char folder[] = "/tmp/lunchrush-task-XXXXXX", command[600];
	ck_assert_ptr_nonnull(mkdtemp(folder));
	write_bootstrap(folder);
	snprintf(command, sizeof command, "cp lunchrush %s/ && cp %s/tests/recipes/instance.lua %s/recipe.lua", folder, source(), folder);
	ck_assert_int_eq(system(command), 0);
	snprintf(command, sizeof command, "cd / && LAMBDA_TASK_ROOT=%s exec %s/bootstrap", folder, folder);
	start_by(command, "first");
	give(1, "\"count\"");
	takes(1, "response", "1");
	give(2, "\"raise\"");
	takes(2, "error", NULL);
	error_has("\"errorMessage\":\"recipe.lua:13: out of milk\"");
	give(3, "\"context\"");
	takes(3, "response", NULL);
	error_has("\"name\":\"first\"");
	hear();
	ck_assert_int_eq(ends(), 0);
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

START_TEST(the_handler_is_chosen_by_name)
{
	start("second", "");
	give(1, "\"count\"");
	takes(1, "response", "\"from the second\"");
}
END_TEST

static void refuses_to_start(const char *said)
{
	hear();
	ck_assert_str_eq(method, "POST");
	ck_assert_str_eq(path, "/2018-06-01/runtime/init/error");
	error_has(said);
	ck_assert_str_eq(value_of("Lambda-Runtime-Function-Error-Type"), "Runtime.InitError");
	reply(202, "", "{\"status\":\"OK\"}");
	ck_assert_int_eq(ends(), 1);
}

START_TEST(a_script_that_fails_is_an_init_error)
{
	start(NULL, "--set how=raises");
	refuses_to_start("instance.lua:7: no beans");
}
END_TEST

START_TEST(a_script_without_a_cloud_is_an_init_error)
{
	start(NULL, "--set how=none");
	refuses_to_start("its script ends without a cloud()");
}
END_TEST

START_TEST(a_handler_that_is_not_there_is_an_init_error)
{
	start("third", "");
	refuses_to_start("a cloud() named third");
}
END_TEST

START_TEST(without_an_address_it_says_what_is_missing)
{
	char command[600], said[400] = "";
	snprintf(command, sizeof command, "env -u AWS_LAMBDA_RUNTIME_API ./lunchrush instance %s/tests/recipes/instance.lua 2>&1", source());
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(fgets(said, sizeof said, pipe));
	ck_assert_ptr_nonnull(strstr(said, "AWS_LAMBDA_RUNTIME_API"));
	ck_assert_int_eq(WEXITSTATUS(pclose(pipe)), 2);
}
END_TEST

START_TEST(a_gateway_that_talks_nonsense_ends_it)
{
	start(NULL, "");
	hear();
	reply(200, "", "{}"); /* a request without an id */
	ck_assert_int_eq(ends(), 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		it_asks_answers_and_asks_again_on_one_connection, a_request_in_chunks_is_one, a_connection_that_was_closed_is_opened_again, globals_and_lists_live_as_long_as_the_instance, settings_reach_it,
		an_error_is_told_with_file_and_line_and_the_next_request_is_well, the_context_says_what_the_headers_say, it_sleeps_and_works, it_is_alone_and_says_so,
		what_is_no_json_comes_back_as_an_error, an_answer_refused_as_too_long_becomes_an_error, what_it_says_is_its_log, the_handler_is_chosen_by_name,
		the_documented_bootstrap_makes_a_folder_with_program_and_recipe_a_custom_runtime,
		a_script_that_fails_is_an_init_error, a_script_without_a_cloud_is_an_init_error, a_handler_that_is_not_there_is_an_init_error,
		without_an_address_it_says_what_is_missing, a_gateway_that_talks_nonsense_ends_it,
	};
	Suite *suite = suite_create("instance");
	TCase *group = tcase_create("instance");
	tcase_set_timeout(group, 60);
	tcase_add_checked_fixture(group, open_gateway, close_gateway);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(group, tests[i]);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
