/* test_service.c - `lunchrush service` as a stranger meets it, through real sockets; and service{}, which starts one for a run.
 *
 * Nothing is timed: that requests wait together is seen from what is answered while they do, and that one is late from its coming after another that was asked for later. */
#include "event_log.h"
#include "log_stage.h"
#include "recipe_run.h"
#include "suite.h"

#include "service/fate.h"
#include "service/limit.h"
#include "service/pages.h"
#include "service/rates.h"
#include "stage/narrator.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX (1 << 20)

/* ---- the service ---- */

static struct {
	int pid, port;
	FILE *said;
} service;

/* Start one with these options and wait until it says where it is. */
static void start(const char *const *options)
{
	char line[256], *argv[16] = { "lunchrush", "service" };
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	for (int i = 0; options[i]; i++)
		argv[2 + i] = (char *)options[i];
	service.pid = fork();
	if (service.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		execv("./lunchrush", argv);
		_exit(127);
	}
	close(ends[1]);
	service.said = fdopen(ends[0], "r");
	ck_assert_ptr_nonnull(fgets(line, sizeof line, service.said));
	ck_assert_msg(sscanf(line, "The service is at http://127.0.0.1:%d", &service.port) == 1, "it said: %s", line);
}

#define START(...) start((const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

/* The exit status after this signal. */
static int stop(int signal)
{
	int status;
	char line[512];
	kill(service.pid, signal);
	while (fgets(line, sizeof line, service.said))
		;
	fclose(service.said);
	ck_assert_int_eq(waitpid(service.pid, &status, 0), service.pid);
	ck_assert_msg(WIFEXITED(status), "it was ended by signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}

static int dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)service.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_ge(fd, 0);
	ck_assert_msg(connect(fd, (struct sockaddr *)&to, sizeof to) == 0, "connect: %s", strerror(errno));
	return fd;
}

static void send_all(int fd, const char *bytes, size_t length)
{
	for (size_t sent = 0; sent < length;) {
		ssize_t n = send(fd, bytes + sent, length - sent, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* it has heard enough */
		sent += (size_t)n;
	}
}

static void send_text(int fd, const char *line)
{
	send_all(fd, line, strlen(line));
}

/* Ask on a connection of its own, which the service closes after it. */
static int ask(const char *path)
{
	char request[4096];
	int fd = dial(), length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", path);
	send_all(fd, request, (size_t)length);
	return fd;
}

/* All that comes until the other side closes; the status, 0 when nothing did. */
static int hear(int fd, char *to, size_t size)
{
	size_t length = 0;
	ssize_t n;
	int status = 0;
	while (length < size - 1 && (n = recv(fd, to + length, size - 1 - length, 0)) > 0)
		length += (size_t)n;
	to[length] = '\0';
	close(fd);
	sscanf(to, "HTTP/1.%*d %d", &status);
	return status;
}

static char answer[ANSWER_MAX];

static int get(const char *path)
{
	return hear(ask(path), answer, sizeof answer);
}

static const char *body(void)
{
	const char *at = strstr(answer, "\r\n\r\n");
	return at ? at + 4 : "";
}

static json_t *body_json(void)
{
	json_t *json = json_loads(body(), 0, NULL);
	ck_assert_msg(json != NULL, "no JSON: %.200s", answer);
	return json;
}

/* An error is JSON that says what was wrong. */
static void has_error(const char *words)
{
	json_t *json = body_json();
	ck_assert_ptr_nonnull(strstr(answer, "Content-Type: application/json"));
	ck_assert_msg(strstr(recipe_text(json, "error"), words) != NULL, "%s", body());
	json_decref(json);
}

/* ---- what it answers ---- */

START_TEST(rates_of_the_dollar_are_those_of_the_day_to_the_last_digit)
{
	START(NULL);
	ck_assert_int_eq(get("/rates?base=USD"), 200);
	ck_assert_str_eq(body(), "{\"base\":\"USD\",\"date\":\"2019-04-09\",\"rates\":{\"EUR\":0.8867606633,\"PLN\":3.8015429636,\"NOK\":8.5297508203,"
				 "\"CZK\":22.7170346723,\"GBP\":0.7655848187,\"CHF\":0.9993792675,\"JPY\":111.2973308504,\"USD\":1.0}}");
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(rates_of_another_base_are_those_of_the_dollar_divided)
{
	static const char *const names[] = { "EUR", "PLN", "NOK", "CZK", "GBP", "CHF", "JPY", "USD" };
	char told[RATES_BYTES];
	ck_assert_uint_gt(rates_json("USD", told), 0);
	json_t *dollar = json_loads(told, 0, NULL), *of_dollar = json_object_get(dollar, "rates");
	for (size_t i = 0; i < 8; i++) {
		size_t length = rates_json(names[i], told);
		ck_assert_uint_eq(length, strlen(told));
		json_t *json = json_loads(told, 0, NULL), *rates = json_object_get(json, "rates");
		ck_assert_str_eq(recipe_text(json, "base"), names[i]);
		ck_assert_uint_eq(json_object_size(rates), 8);
		ck_assert_double_eq(json_real_value(json_object_get(rates, names[i])), 1.0);
		for (size_t k = 0; k < 8; k++)
			ck_assert_double_eq_tol(json_real_value(json_object_get(rates, names[k])) * json_real_value(json_object_get(of_dollar, names[i])),
				json_real_value(json_object_get(of_dollar, names[k])), 1e-7);
		json_decref(json);
	}
	json_decref(dollar);
	ck_assert_uint_eq(rates_json("usd", told), 0);
	ck_assert_uint_eq(rates_json("", told), 0);
}
END_TEST

START_TEST(a_page_has_the_size_asked_for_and_the_same_text_each_time)
{
	static char before[ANSWER_MAX];
	START("--page", "300");
	ck_assert_int_eq(get("/page/7?bytes=5000"), 200);
	ck_assert_uint_eq(strlen(body()), 5000);
	strcpy(before, body());
	ck_assert_int_eq(get("/page/7?bytes=5000"), 200);
	ck_assert_str_eq(body(), before);
	ck_assert_int_eq(get("/page/8?bytes=5000"), 200);
	ck_assert_str_ne(body(), before);
	ck_assert_int_eq(get("/page/1"), 200);
	ck_assert_uint_eq(strlen(body()), 300);
	ck_assert_int_eq(get("/page/1?bytes=0"), 200);
	ck_assert_uint_eq(strlen(body()), 0);
	ck_assert_int_eq(stop(SIGTERM), 143);
}
END_TEST

START_TEST(what_is_asked_wrongly_is_told_what_would_be_right)
{
	static const struct { const char *path; int status; const char *words; } wrong[] = {
		{ "/rates?base=XYZ", 400, "'XYZ'" }, { "/rates?base=", 400, "EUR, PLN" }, { "/rates?base=%1b[31m", 400, "no currency" },
		{ "/rates?base=US%00D", 400, "no currency" }, { "/rates?base=%ff%fe", 400, "no currency" },
		{ "/page/0", 404, "1 to 1000000" }, { "/page/", 404, "no page" }, { "/page/1/2", 404, "no page" }, { "/page/99999999999999999999", 404, "no page" },
		{ "/page/1?bytes=-1", 400, "no size" }, { "/page/1?bytes=8388609", 400, "no size" }, { "/page/1?bytes=1e3", 400, "no size" },
		{ "/nothing", 404, "there are /rates" }, { "/rates/x", 404, "there are" }, { "/../etc/passwd", 404, "there are" }, { "/%2e%2e/x", 404, "there are" },
	};
	START(NULL);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status = get(wrong[i].path);
		ck_assert_msg(status == wrong[i].status, "%s: %d", wrong[i].path, status);
		has_error(wrong[i].words);
		ck_assert_ptr_null(strchr(body(), '\x1b'));
	}
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(only_get_and_head_are_understood)
{
	static const char *const methods[] = { "POST", "PUT", "DELETE", "BREW" };
	char request[256];
	START(NULL);
	for (size_t i = 0; i < 4; i++) {
		int fd = dial(), length = snprintf(request, sizeof request, "%s /rates HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", methods[i]);
		send_all(fd, request, (size_t)length);
		ck_assert_int_eq(hear(fd, answer, sizeof answer), 405);
		ck_assert_ptr_nonnull(strstr(answer, "Allow: GET, HEAD"));
		has_error("GET");
	}
	int fd = dial();
	send_text(fd, "HEAD /page/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	ck_assert_int_eq(hear(fd, answer, sizeof answer), 200);
	ck_assert_str_eq(body(), "");
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

/* ---- late, failing, limited ---- */

START_TEST(those_who_wait_do_not_hold_up_others)
{
	enum { CROWD = 300 };
	int fds[CROWD];
	START("--latency", "3600000");
	for (int i = 0; i < CROWD; i++)
		fds[i] = ask("/rates");
	ck_assert_int_eq(get("/health"), 200); /* heard and answered while all of them wait */
	struct pollfd first = { .fd = fds[0], .events = POLLIN };
	ck_assert_int_eq(poll(&first, 1, 0), 0);
	int status = stop(SIGINT); /* and it ends with all of them waiting */
	ck_assert_int_eq(status, 130);
	for (int i = 0; i < CROWD; i++)
		close(fds[i]);
}
END_TEST

START_TEST(each_answer_is_late_by_its_own_latency_and_not_in_the_order_of_asking)
{
	enum { ASKED = 8 };
	struct pollfd polls[ASKED];
	uint64_t due[ASKED];
	int order[ASKED], left = ASKED, came = 0;
	START("--latency", "200", "--jitter", "200", "--seed", "3");
	for (int i = 0; i < ASKED; i++) {
		polls[i] = (struct pollfd){ .fd = ask("/page/1?bytes=10"), .events = POLLIN };
		ck_assert_int_eq(get("/health"), 200); /* it has been heard before the next is sent */
		due[i] = fate_latency_ns(3, (uint64_t)i + 1, 200000000, 200000000);
	}
	while (left) {
		ck_assert_int_gt(poll(polls, ASKED, -1), 0);
		for (int i = 0; i < ASKED; i++)
			if (polls[i].fd >= 0 && polls[i].revents) {
				order[came++] = i;
				ck_assert_int_eq(hear(polls[i].fd, answer, sizeof answer), 200);
				polls[i].fd = -1;
				left--;
			}
	}
	for (int i = 0; i < ASKED; i++)
		for (int k = i + 1; k < ASKED; k++) /* where the fates lie far enough apart that asking one after another does not turn them round */
			ck_assert_msg(due[order[i]] < due[order[k]] + 100000000, "request %d came before %d", order[i] + 1, order[k] + 1);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(the_seed_says_which_requests_fail)
{
	int failed = 0;
	START("--error-rate", "0.3", "--seed", "11");
	for (uint64_t n = 1; n <= 60; n++) {
		int status = get("/page/1?bytes=1");
		ck_assert_int_eq(status, fate_fails(11, n, 0.3) ? 500 : 200);
		failed += status == 500;
		ck_assert_int_eq(get("/health"), 200); /* never fails, and takes no number */
	}
	ck_assert_int_gt(failed, 5);
	ck_assert_int_lt(failed, 40);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(above_the_limit_requests_are_refused_and_told_when_to_come_again)
{
	int good = 0;
	START("--rate-limit", "0.001");
	for (int i = 0; i < 20; i++) {
		int status = get("/rates");
		good += status == 200;
		if (i == 0)
			ck_assert_int_eq(status, 200);
		else {
			ck_assert_int_eq(status, 429);
			ck_assert_ptr_nonnull(strstr(answer, "Retry-After: "));
			ck_assert_int_ge(atoi(strstr(answer, "Retry-After: ") + 13), 1);
			has_error("too many");
		}
	}
	ck_assert_int_eq(good, 1);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(a_bucket_gives_as_many_as_it_holds_and_fills_with_time)
{
	const uint64_t second = 1000000000;
	struct limit limit;
	limit_init(&limit, 5, second);
	for (int i = 0; i < 5; i++)
		ck_assert(limit_take(&limit, second));
	ck_assert(!limit_take(&limit, second));
	ck_assert_uint_eq(limit_retry_s(&limit), 1);
	ck_assert(!limit_take(&limit, second + second / 10));
	ck_assert(limit_take(&limit, second + second / 5));
	ck_assert(!limit_take(&limit, second + second / 5));
	ck_assert(!limit_take(&limit, second)); /* time that goes back gives nothing */
	for (int i = 0; i < 5; i++)
		ck_assert(limit_take(&limit, 1000 * second));
	ck_assert(!limit_take(&limit, 1000 * second));
	limit_change(&limit, 0, 1000 * second);
	ck_assert(limit_take(&limit, 1000 * second));
}
END_TEST

/* ---- strangers ---- */

START_TEST(no_garbage_ends_it)
{
	static char huge[300000];
	static const struct { const char *bytes; size_t length; } garbage[] = {
		{ "", 0 }, { "\0\0\0\0", 4 }, { "GET", 3 }, { "GET /rates\r\n\r\n", 14 }, { "\r\n\r\n\r\n\r\n", 8 }, { "GET / HTTP/9.9\r\n\r\n", 18 },
		{ "\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9 }, { "GET /rates?base=%zz HTTP/1.1\r\nHost: x\r\n\r\n", 42 },
		{ "GET /page/1 HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 63 }, { "GET /page/1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 56 },
		{ huge, sizeof huge },
	};
	memset(huge, 'a', sizeof huge);
	memcpy(huge, "GET /", 5);
	START(NULL);
	for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
		int fd = dial();
		send_all(fd, garbage[i].bytes, garbage[i].length);
		close(fd);
		ck_assert_msg(get("/health") == 200, "after garbage %zu", i);
	}
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(a_wrong_head_is_answered_as_such)
{
	static const struct { const char *head; int status; } heads[] = {
		{ "GET /rates\r\n\r\n", 400 }, { "GET / HTTP/9.9\r\n\r\n", 505 }, { "GET /page/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 413 },
		{ "GET /page/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400 },
	};
	START(NULL);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		int fd = dial();
		send_text(fd, heads[i].head);
		ck_assert_int_eq(hear(fd, answer, sizeof answer), heads[i].status);
	}
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(an_address_without_an_end_is_refused)
{
	static char path[60000];
	memset(path, 'a', sizeof path - 1);
	path[0] = '/';
	START(NULL);
	int fd = dial();
	send_text(fd, "GET ");
	send_all(fd, path, sizeof path - 1);
	send_text(fd, " HTTP/1.1\r\nHost: x\r\n\r\n");
	int status = hear(fd, answer, sizeof answer);
	ck_assert_msg(status == 414 || status == 431 || status == 0, "%d", status);
	ck_assert_int_eq(get("/health"), 200);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(who_goes_away_while_waiting_costs_nothing)
{
	START("--latency", "30");
	for (int i = 0; i < 50; i++)
		close(ask("/rates"));
	ck_assert_int_eq(get("/rates"), 200);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(a_thousand_connections_that_say_nothing_leave_room_for_one_that_asks)
{
	enum { SILENT = 1000 };
	static int fds[SILENT];
	START(NULL);
	int count = 0;
	for (; count < SILENT; count++)
		if ((fds[count] = dial()) > 900) /* few descriptors here: as many as there are */
			break;
	ck_assert_int_eq(get("/rates"), 200);
	for (int i = 0; i < count; i++)
		close(fds[i]);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(what_a_stranger_asks_for_is_printed_clean)
{
	char line[512];
	START(NULL);
	get("/x\x1b[31mred\x07?q=\xe2\x80\xae");
	ck_assert_ptr_nonnull(fgets(line, sizeof line, service.said));
	ck_assert_msg(strstr(line, "  404  ") != NULL || strstr(line, "  400  ") != NULL, "%s", line);
	for (const char *at = line; *at && *at != '\n'; at++)
		ck_assert_int_ge((unsigned char)*at, ' ');
	ck_assert_ptr_null(strstr(line, "\xe2\x80\xae"));
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

/* ---- its command line ---- */

START_TEST(a_port_in_use_is_said_in_one_line)
{
	int status;
	START(NULL);
	char *said = recipe_output(&status, "service --port %d 2>&1", service.port);
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(said, "is in use"));
	ck_assert_ptr_eq(strchr(said, '\n'), said + strlen(said) - 1);
	free(said);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(wrong_options_are_wrong_usage)
{
	static const char *const wrong[] = { "--port 65536", "--port x", "--latency -1", "--error-rate 1.5", "--rate-limit nan", "--page 99999999", "--jitter", "there", "--nope 1",
		"--report 77" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status;
		char *said = recipe_output(&status, "service %s 2>&1", wrong[i]);
		ck_assert_msg(status == 2 && strncmp(said, "lunchrush: ", 11) == 0, "%s: %d %s", wrong[i], status, said);
		ck_assert_ptr_eq(strchr(said, '\n'), said + strlen(said) - 1);
		free(said);
	}
}
END_TEST

START_TEST(help_tells_of_it_but_not_of_what_is_the_kitchens)
{
	int status;
	char *said = recipe_output(&status, "service --help");
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(said, "--rate-limit N"));
	ck_assert_ptr_null(strstr(said, "--report"));
	free(said);
}
END_TEST

/* ---- on the stage ---- */

static const char *said_of(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

START_TEST(requests_in_flight_and_answers_by_their_class_are_counted)
{
	static char why[160];
	log_stage_open("0 - begin 42\nmain main\nservice window 8080\nhelper A window window\n");
	ck_assert_str_eq(said_of("1 A heard window \"/rates\" 1"), "The window hears a request for /rates.");
	ck_assert_str_eq(said_of("1 A heard window \"/page/1\" 2"), "The window hears a request for /page/1 (2 at once).");
	ck_assert_uint_eq(object("window")->length, 2);
	stage_worker_why(&stage, event_log_worker(&log_, "A"), stage.time_ns, why, sizeof why);
	ck_assert_str_eq(why, "answers requests, 2 now");
	ck_assert_str_eq(said_of("1.05 A answered window 200 0.05"), "The window answers 200 after 50 ms.");
	ck_assert_str_eq(said_of("1.06 A answered window 500 0.05"), "The window answers 500, an error of its own, after 50 ms.");
	happens("2 A heard window \"/x\" 1");
	ck_assert_str_eq(said_of("2 A answered window 429 0"), "The window answers 429, too many requests, at once.");
	happens("2 A heard window \"/x\" 1");
	ck_assert_str_eq(said_of("2 A answered window 404 0"), "The window answers 404, there is no such thing, at once.");
	happens("2 A heard window \"/x\" 1");
	ck_assert_str_eq(said_of("2 A answered window 499 0.03"), "The window has an answer, and nobody waits for it any more.");
	const struct stage_object *window = object("window");
	ck_assert_uint_eq(window->length, 0);
	ck_assert_uint_eq(window->peak, 2);
	ck_assert_uint_eq(window->reads, 5);
	ck_assert_uint_eq(window->answers[ANSWER_OK], 1);
	ck_assert_uint_eq(window->answers[ANSWER_ERROR], 1);
	ck_assert_uint_eq(window->answers[ANSWER_REFUSED], 1);
	ck_assert_uint_eq(window->answers[ANSWER_WRONG], 2);
	uint64_t strange = stage.strange;
	happens("3 A answered window 200 0"); /* to no request */
	ck_assert_uint_eq(stage.strange, strange + 1);
	log_stage_close();
}
END_TEST

/* ---- in a recipe ---- */

START_TEST(a_run_counts_what_its_service_heard_and_answered)
{
	int status;
	json_t *json = recipe_run(&status, "run $R/service.lua --json --seed 5 --timeout 60 --engine %s", _i == 0 ? "threads" : _i == 1 ? "loop" : "processes");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_int_eq(recipe_number(json, "service", "requests"), 30);
	int errors = 0;
	for (uint64_t n = 1; n <= 30; n++)
		errors += fate_fails(5, n, 0.4);
	ck_assert_int_eq(recipe_number(json, "service", "errors"), errors);
	ck_assert_int_eq(recipe_number(json, "service", "refused"), 0);
	json_decref(json);
}
END_TEST

/* What /health there is answered with; 0 when nobody listens. */
static int health_at(int port)
{
	char command[128], line[64] = "";
	snprintf(command, sizeof command, "curl -s -o /dev/null -w '%%{http_code}' http://127.0.0.1:%d/health", port);
	FILE *pipe = popen(command, "r");
	char *got = fgets(line, sizeof line, pipe);
	pclose(pipe);
	return got ? atoi(line) : 0;
}

START_TEST(no_service_outlives_its_run)
{
	static const char *const ways[] = { "", "--set how=fail", "--set how=hang --timeout 1", "--set how=hang --engine processes --timeout 1" };
	int status, port = 0;
	char *said = recipe_output(&status, "run $R/service-port.lua --plain %s 2>&1", ways[_i]);
	const char *at = strstr(said, "http://127.0.0.1:");
	ck_assert_msg(at && sscanf(at, "http://127.0.0.1:%d", &port) == 1, "%s", said);
	ck_assert_int_eq(health_at(port), 0);
	free(said);
}
END_TEST

/* The kitchen is killed where it stands: the service's end comes by the kernel, and is waited for. */
START_TEST(no_service_outlives_a_kitchen_that_is_killed)
{
	int ends[2], port = 0, kitchen = 0;
	char line[1024], path[512];
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	snprintf(path, sizeof path, "%s/tests/recipes/service-port.lua", dir);
	ck_assert_int_eq(pipe(ends), 0);
	int pid = fork();
	if (pid == 0) {
		dup2(ends[1], 1);
		execl("./lunchrush", "lunchrush", "run", path, "--plain", "--set", "how=hang", "--timeout", "60", (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	FILE *said = fdopen(ends[0], "r");
	while (!port && fgets(line, sizeof line, said))
		if (strstr(line, "http://127.0.0.1:"))
			sscanf(strstr(line, "http://127.0.0.1:"), "http://127.0.0.1:%d", &port);
	ck_assert_int_gt(port, 0);
	ck_assert_int_eq(health_at(port), 200);
	snprintf(line, sizeof line, "/proc/%d/task/%d/children", pid, pid);
	FILE *children = fopen(line, "r");
	ck_assert(children && fscanf(children, "%d", &kitchen) == 1);
	fclose(children);
	kill(kitchen, SIGKILL);
	while (fgets(line, sizeof line, said))
		;
	waitpid(pid, NULL, 0);
	for (int turns = 0; health_at(port) && turns < 1000; turns++)
		;
	ck_assert_int_eq(health_at(port), 0);
	fclose(said);
}
END_TEST

START_TEST(with_a_url_nothing_is_started)
{
	int status;
	START("--error-rate", "0.4", "--seed", "5");
	json_t *json = recipe_run(&status, "run $R/service.lua --json --url http://127.0.0.1:%d/ --timeout 60", service.port);
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert(json_is_null(json_object_get(json, "service")));
	json_decref(json);
	ck_assert_int_eq(stop(SIGINT), 130);
}
END_TEST

START_TEST(a_wrong_url_is_wrong_usage)
{
	static const char *const wrong[] = { "ftp://x", "x", "http://", "http://user@host", "'http://x y'", "http:///x", "http://x?y", "'http://x\\y'" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status;
		char *said = recipe_output(&status, "run $R/service.lua --json --url %s 2>&1", wrong[i]);
		ck_assert_msg(status == 2 && strstr(said, "would be right"), "%s: %d %s", wrong[i], status, said);
		free(said);
	}
}
END_TEST

START_TEST(wrong_options_of_a_recipe_name_file_and_line)
{
	static const struct { const char *options, *words; } wrong[] = {
		{ "latency", "service: latency is a number of kitchen seconds from 0 to 3600, not -1" }, { "error", "service: error_rate is a share from 0 to 1, not 2" },
		{ "name", "service knows no option 'port'" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status;
		json_t *json = recipe_run(&status, "run $R/service-wrong.lua --json --set wrong=%s", wrong[i].options);
		ck_assert_int_eq(status, 1);
		ck_assert_msg(strstr(recipe_text(json, "error"), wrong[i].words) && strncmp(recipe_text(json, "error"), "service-wrong.lua:", 18) == 0, "%s",
			recipe_text(json, "error"));
		json_decref(json);
	}
}
END_TEST

START_TEST(the_explorer_refuses_it_in_one_line)
{
	int status;
	char *said = recipe_output(&status, "explore $R/service.lua 2>&1");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(said, "cannot be explored") && strchr(said, '\n') == said + strlen(said) - 1, "%s", said);
	free(said);
}
END_TEST

/* Their hashes are not: the port is another each time, and so is the local that holds it. */
START_TEST(under_control_every_run_of_a_schedule_is_the_same)
{
	int status;
	json_t *first = recipe_run(&status, "run $R/service.lua --json --policy random --seed 5 --timeout 60");
	json_t *again = recipe_run(&status, "run $R/service.lua --json --policy random --seed 5 --timeout 60");
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(recipe_text(first, "schedule"), recipe_text(again, "schedule"));
	ck_assert_int_eq(json_integer_value(json_object_get(first, "events")), json_integer_value(json_object_get(again, "events")));
	ck_assert_int_eq(recipe_number(first, "service", "requests"), 30);
	json_decref(first);
	json_decref(again);
}
END_TEST

static Suite *suite(void)
{
	const struct { const char *name; const TTest *test; int last; } groups[] = {
		{ "answers", rates_of_the_dollar_are_those_of_the_day_to_the_last_digit, 1 }, { "answers", rates_of_another_base_are_those_of_the_dollar_divided, 1 },
		{ "answers", a_page_has_the_size_asked_for_and_the_same_text_each_time, 1 }, { "answers", what_is_asked_wrongly_is_told_what_would_be_right, 1 },
		{ "answers", only_get_and_head_are_understood, 1 },
		{ "fate", those_who_wait_do_not_hold_up_others, 1 }, { "fate", each_answer_is_late_by_its_own_latency_and_not_in_the_order_of_asking, 1 },
		{ "fate", the_seed_says_which_requests_fail, 1 }, { "fate", above_the_limit_requests_are_refused_and_told_when_to_come_again, 1 },
		{ "fate", a_bucket_gives_as_many_as_it_holds_and_fills_with_time, 1 },
		{ "strangers", no_garbage_ends_it, 1 }, { "strangers", a_wrong_head_is_answered_as_such, 1 }, { "strangers", an_address_without_an_end_is_refused, 1 }, { "strangers", who_goes_away_while_waiting_costs_nothing, 1 },
		{ "strangers", a_thousand_connections_that_say_nothing_leave_room_for_one_that_asks, 1 }, { "strangers", what_a_stranger_asks_for_is_printed_clean, 1 },
		{ "options", a_port_in_use_is_said_in_one_line, 1 }, { "options", wrong_options_are_wrong_usage, 1 }, { "options", help_tells_of_it_but_not_of_what_is_the_kitchens, 1 },
		{ "stage", requests_in_flight_and_answers_by_their_class_are_counted, 1 },
		{ "recipe", a_run_counts_what_its_service_heard_and_answered, 3 }, { "recipe", no_service_outlives_its_run, 4 },
		{ "recipe", no_service_outlives_a_kitchen_that_is_killed, 1 }, { "recipe", with_a_url_nothing_is_started, 1 }, { "recipe", a_wrong_url_is_wrong_usage, 1 },
		{ "recipe", wrong_options_of_a_recipe_name_file_and_line, 1 }, { "recipe", the_explorer_refuses_it_in_one_line, 1 },
		{ "recipe", under_control_every_run_of_a_schedule_is_the_same, 1 },
	};
	Suite *all = suite_create("service");
	TCase *group = NULL;
	const char *name = "";
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		if (strcmp(name, groups[i].name) != 0) {
			group = tcase_create(name = groups[i].name);
			tcase_set_timeout(group, 60);
			suite_add_tcase(all, group);
		}
		tcase_add_loop_test(group, groups[i].test, 0, groups[i].last);
	}
	return all;
}

int main(void)
{
	return run_suite(suite());
}
