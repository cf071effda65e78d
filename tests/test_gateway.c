/* test_gateway.c - the gateway of the Runtime API against an independent client: curl(1). The gateway turns in a thread of its own, as its header wants it. */
#include "suite.h"

#include "cloud/gateway.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* An instance as the platform has it, and what it said last. */
struct owner {
	struct seat *seat;
	_Atomic int asked, left, answered, failed, cannot;
	_Atomic bool give; /* it is to be given a request as soon as it waits */
	char id[GATEWAY_ID];
	char body[200], type[100];
	_Atomic size_t length;
};

static struct owner owners[2];
static _Atomic bool stop;
static pthread_t thread;

static void keep(struct owner *owner, const char *body, size_t length, const char *type)
{
	snprintf(owner->body, sizeof owner->body, "%.*s", (int)(length < 150 ? length : 150), body ? body : "");
	snprintf(owner->type, sizeof owner->type, "%s", type);
	owner->length = length;
}

static void on_asks(void *data) { ((struct owner *)data)->asked++; }
static void on_leaves(void *data) { ((struct owner *)data)->left++; }
static void on_answers(void *data, const char *body, size_t length) { keep(data, body, length, ""), ((struct owner *)data)->answered++; }
static void on_fails(void *data, const char *body, size_t length, const char *type) { keep(data, body, length, type), ((struct owner *)data)->failed++; }
static void on_cannot(void *data, const char *body, size_t length, const char *type) { keep(data, body, length, type), ((struct owner *)data)->cannot++; }

static const struct gateway_ears ears = { on_asks, on_leaves, on_answers, on_fails, on_cannot };

static void *turn(void *unused)
{
	static const struct gateway_request request = { "{\"n\":1}", 7, 1700000000123, "stalls" };
	while (!stop) {
		struct pollfd fd = { gateway_fd(), POLLIN, 0 };
		poll(&fd, 1, 5);
		gateway_turn();
		for (int i = 0; i < 2; i++)
			if (atomic_exchange(&owners[i].give, false) && !seat_give(owners[i].seat, &request, owners[i].id))
				owners[i].give = true; /* once it is given, its answer may be there before we are back */
	}
	return unused;
}

static void open_all(void)
{
	struct error error;
	ck_assert_int_eq(gateway_open(&ears, &error), 0);
	for (int i = 0; i < 2; i++)
		ck_assert_ptr_nonnull(owners[i].seat = seat_open(&owners[i], &error));
	ck_assert_int_eq(pthread_create(&thread, NULL, turn, NULL), 0);
}

static void close_all(void)
{
	stop = true;
	pthread_join(thread, NULL);
	for (int i = 0; i < 2; i++)
		seat_close(owners[i].seat);
	gateway_close();
}

/* What `curl -s … http://seat/2018-06-01/runtime/PATH` prints. */
static char *client(int seat, const char *options, const char *path)
{
	static char out[4096];
	char command[1000];
	snprintf(command, sizeof command, "curl -s --max-time 20 --noproxy '*' %s http://127.0.0.1:%u/2018-06-01/runtime/%s", options, seat_port(owners[seat].seat), path);
	FILE *pipe = popen(command, "r");
	out[fread(out, 1, sizeof out - 1, pipe)] = 0;
	pclose(pipe);
	return out;
}

static int status_of(int seat, const char *options, const char *path)
{
	char with[600];
	snprintf(with, sizeof with, "-o /dev/null -w '%%{http_code}' %s", options);
	return atoi(client(seat, with, path));
}

static char *answer_path(int seat, const char *way)
{
	static char path[200];
	snprintf(path, sizeof path, "invocation/%s/%s", owners[seat].id, way);
	return path;
}

static void take_request(int seat)
{
	owners[seat].give = true;
	ck_assert_str_eq(client(seat, "", "invocation/next"), "{\"n\":1}");
}

START_TEST(a_request_comes_with_its_headers)
{
	owners[0].give = true;
	char *out = client(0, "-i", "invocation/next"), id[100];
	ck_assert_ptr_nonnull(strstr(out, "HTTP/1.1 200"));
	snprintf(id, sizeof id, "Lambda-Runtime-Aws-Request-Id: %s\r\n", owners[0].id);
	ck_assert_ptr_nonnull(strstr(out, id));
	ck_assert_uint_eq(strlen(owners[0].id), 36);
	ck_assert_ptr_nonnull(strstr(out, "Lambda-Runtime-Deadline-Ms: 1700000000123\r\n"));
	ck_assert_ptr_nonnull(strstr(out, "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:"));
	ck_assert_ptr_nonnull(strstr(out, ":function:stalls\r\n"));
	ck_assert_ptr_nonnull(strstr(out, "Lambda-Runtime-Trace-Id: Root=1-"));
	ck_assert_ptr_nonnull(strstr(out, "Content-Type: application/json\r\n"));
	ck_assert_ptr_nonnull(strstr(out, "\r\n\r\n{\"n\":1}"));
}
END_TEST

START_TEST(who_asks_waits_until_there_is_a_request)
{
	char command[300], out[100];
	snprintf(command, sizeof command, "curl -s --max-time 20 --noproxy '*' http://127.0.0.1:%u/2018-06-01/runtime/invocation/next", seat_port(owners[0].seat));
	FILE *pipe = popen(command, "r");
	while (!owners[0].asked)
		usleep(1000);
	owners[0].give = true; /* only now */
	out[fread(out, 1, sizeof out - 1, pipe)] = 0;
	pclose(pipe);
	ck_assert_str_eq(out, "{\"n\":1}");
}
END_TEST

START_TEST(an_answer_is_accepted_once)
{
	take_request(0);
	ck_assert_str_eq(client(0, "-w '%{http_code}' -d '{\"good\":true}'", answer_path(0, "response")), "{\"status\":\"OK\"}202");
	ck_assert_int_eq(owners[0].answered, 1);
	ck_assert_str_eq(owners[0].body, "{\"good\":true}");
	char *again = client(0, "-w '%{http_code}' -d '{}'", answer_path(0, "response"));
	ck_assert_ptr_nonnull(strstr(again, "400"));
	ck_assert_ptr_nonnull(strstr(again, "\"errorType\":\"InvalidRequestID\""));
	ck_assert_int_eq(status_of(0, "-d '{}'", answer_path(0, "error")), 400);
	ck_assert_int_eq(owners[0].answered, 1);
	ck_assert_int_eq(owners[0].failed, 0);
}
END_TEST

START_TEST(a_wrong_id_is_refused_and_the_answer_still_owed)
{
	take_request(0);
	ck_assert_int_eq(status_of(0, "-d '{}'", "invocation/00000000-0000-4000-8000-000000000000/response"), 400);
	ck_assert_int_eq(owners[0].answered, 0);
	ck_assert_int_eq(status_of(0, "-d '{}'", answer_path(0, "response")), 202);
}
END_TEST

START_TEST(an_id_is_good_at_its_own_instance_only)
{
	take_request(0);
	take_request(1);
	ck_assert_int_eq(status_of(1, "-d '{}'", answer_path(0, "response")), 400);
	ck_assert_int_eq(status_of(0, "-d '{}'", answer_path(0, "response")), 202);
	ck_assert_int_eq(owners[1].answered, 0);
}
END_TEST

START_TEST(an_error_has_its_type_and_words)
{
	take_request(0);
	ck_assert_int_eq(status_of(0, "-H 'Lambda-Runtime-Function-Error-Type: Runtime.Burnt' -d '{\"errorMessage\":\"burnt\"}'", answer_path(0, "error")), 202);
	ck_assert_int_eq(owners[0].failed, 1);
	ck_assert_str_eq(owners[0].type, "Runtime.Burnt");
	ck_assert_str_eq(owners[0].body, "{\"errorMessage\":\"burnt\"}");
}
END_TEST

START_TEST(an_init_error_comes_before_the_first_next_or_not_at_all)
{
	ck_assert_int_eq(status_of(0, "-d '{\"errorMessage\":\"no beans\"}'", "init/error"), 202);
	ck_assert_int_eq(owners[0].cannot, 1);
	take_request(1);
	ck_assert_int_eq(status_of(1, "-d '{}'", "init/error"), 403);
	ck_assert_int_eq(owners[1].cannot, 0);
}
END_TEST

START_TEST(no_next_while_an_answer_is_owed)
{
	take_request(0);
	ck_assert_int_eq(status_of(0, "", "invocation/next"), 403);
	ck_assert_int_eq(status_of(0, "-d '{}'", answer_path(0, "response")), 202);
	take_request(0);
}
END_TEST

START_TEST(six_mebibytes_and_no_more)
{
	take_request(0);
	char options[200];
	ck_assert_int_eq(system("head -c 6291457 /dev/zero | tr '\\0' x > gateway-large.tmp; head -c 6291456 gateway-large.tmp > gateway-full.tmp"), 0);
	snprintf(options, sizeof options, "--data-binary @gateway-large.tmp");
	ck_assert_int_eq(status_of(0, options, answer_path(0, "response")), 413);
	ck_assert_int_eq(owners[0].answered, 0);
	snprintf(options, sizeof options, "--data-binary @gateway-full.tmp");
	ck_assert_int_eq(status_of(0, options, answer_path(0, "response")), 202);
	ck_assert_uint_eq(owners[0].length, 6291456);
	unlink("gateway-large.tmp");
	unlink("gateway-full.tmp");
}
END_TEST

START_TEST(other_paths_and_methods_are_refused)
{
	ck_assert_int_eq(status_of(0, "", "invocation/first"), 404);
	ck_assert_int_eq(status_of(0, "-d x", "invocation//response"), 404);
	ck_assert_int_eq(status_of(0, "", "init/error/more"), 404);
	ck_assert_int_eq(status_of(0, "", "../../etc/passwd"), 404);
	ck_assert_int_eq(status_of(0, "-d x", "invocation/next"), 405);
	ck_assert_int_eq(status_of(0, "", "invocation/00000000/response"), 405);
	ck_assert_int_eq(status_of(0, "-X DELETE", "init/error"), 405);
}
END_TEST

START_TEST(who_hangs_up_is_not_given_a_request)
{
	ck_assert_str_eq(client(0, "--max-time 0.2", "invocation/next"), ""); /* its own patience is at an end */
	while (!owners[0].left)
		usleep(1000);
	take_request(0);
	ck_assert_int_eq(owners[0].asked, 2);
}
END_TEST

START_TEST(one_connection_serves_request_after_request)
{
	char command[700], out[300];
	take_request(0);
	owners[0].give = true;
	snprintf(command, sizeof command, "curl -s --max-time 20 --noproxy '*' -w ' %%{num_connects} ' -d '{}' http://127.0.0.1:%u/2018-06-01/runtime/%s --next -s --noproxy '*' -w ' %%{num_connects}' "
		 "http://127.0.0.1:%u/2018-06-01/runtime/invocation/next", seat_port(owners[0].seat), answer_path(0, "response"), seat_port(owners[0].seat));
	FILE *pipe = popen(command, "r");
	out[fread(out, 1, sizeof out - 1, pipe)] = 0;
	pclose(pipe);
	ck_assert_str_eq(out, "{\"status\":\"OK\"} 1 {\"n\":1} 0");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		a_request_comes_with_its_headers, who_asks_waits_until_there_is_a_request, an_answer_is_accepted_once, a_wrong_id_is_refused_and_the_answer_still_owed,
		an_id_is_good_at_its_own_instance_only, an_error_has_its_type_and_words, an_init_error_comes_before_the_first_next_or_not_at_all, no_next_while_an_answer_is_owed,
		six_mebibytes_and_no_more, other_paths_and_methods_are_refused, who_hangs_up_is_not_given_a_request, one_connection_serves_request_after_request,
	};
	Suite *suite = suite_create("gateway");
	TCase *group = tcase_create("gateway");
	signal(SIGPIPE, SIG_IGN);
	tcase_set_timeout(group, 60);
	tcase_add_checked_fixture(group, open_all, close_all);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(group, tests[i]);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
