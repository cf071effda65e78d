/* gateway.c - see gateway.h.
 *
 * libmicrohttpd speaks HTTP; it has no thread and no listening socket of its own. Seats have the sockets: whoever comes by one is handed over to libmicrohttpd, and
 * known by the port that its connection came to. A `next` that finds nothing is suspended until seat_give; libmicrohttpd does not look at it meanwhile, so
 * we watch its socket for a hang-up ourselves, lest a request be given to nobody.
 *
 * A seat is in one of four states, and what an instance may say follows from it:
 *
 *   starting ──next──▶ waits ──give──▶ owes ──response, error──▶ free ──next──▶ waits …
 */
#include "cloud/gateway.h"
#include "late/microhttpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#define VERSION "/2018-06-01/runtime/"
#define CONNECTIONS_MAX 2048

enum seat_state { SEAT_STARTING, SEAT_FREE, SEAT_WAITS, SEAT_OWES };

/* One request and its answer, as libmicrohttpd goes through them. */
struct exchange {
	struct MHD_Connection *connection;
	char *body;
	size_t length;
	bool too_long;
	struct MHD_Response *response; /* to be sent when it is resumed */
	unsigned status;
};

struct seat {
	struct seat *next;
	void *owner;
	int listener;
	uint16_t port;
	uint8_t state;             /* enum seat_state */
	char id[GATEWAY_ID];       /* owes: of what */
	struct exchange *waiting;  /* waits: its `next` */
};

static const struct gateway_ears *ears;
static struct MHD_Daemon *host;
static struct seat *seats;
static int epoll_fd = -1;
static bool running; /* libmicrohttpd is: what a callback resumes is seen to when it is done */
static bool resumed; /* somebody was, and libmicrohttpd has not looked since */

/* ---- answers ---- */

static struct MHD_Response *json_response(const char *text)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
	if (response)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	return response;
}

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
	enum MHD_Result result = response ? MHD_queue_response(connection, status, response) : MHD_NO;
	if (response)
		MHD_destroy_response(response);
	return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, const char *type, const char *words)
{
	char text[400];
	snprintf(text, sizeof text, "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}", words, type);
	return send_response(connection, status, json_response(text));
}

static enum MHD_Result accepted(struct MHD_Connection *connection)
{
	return send_response(connection, MHD_HTTP_ACCEPTED, json_response("{\"status\":\"OK\"}"));
}

/* ---- seats ---- */

static struct seat *seat_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct sockaddr_in at;
	socklen_t size = sizeof at;
	if (!info || getsockname(info->connect_fd, (struct sockaddr *)&at, &size) != 0)
		return NULL;
	for (struct seat *seat = seats; seat; seat = seat->next)
		if (seat->port == ntohs(at.sin_port))
			return seat;
	return NULL;
}

static void watch(struct seat *seat, bool on)
{
	int fd = MHD_get_connection_info(seat->waiting->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	struct epoll_event event = { .events = EPOLLRDHUP, .data.u64 = (uint64_t)(uintptr_t)seat | 1 };
	epoll_ctl(epoll_fd, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd, &event);
}

/* Let libmicrohttpd do what there is to do now. */
static void run_host(void)
{
	MHD_UNSIGNED_LONG_LONG wait;
	int rounds = 0;
	if (running)
		return;
	running = true;
	do {
		resumed = false;
		MHD_run(host);
	} while (++rounds < 64 && (resumed || (MHD_get_timeout(host, &wait) == MHD_YES && wait == 0)));
	running = false;
}

/* The `next` that waits goes on with this. */
static void resume(struct seat *seat, unsigned status, struct MHD_Response *response)
{
	struct exchange *exchange = seat->waiting;
	watch(seat, false);
	seat->waiting = NULL;
	exchange->response = response;
	exchange->status = status;
	MHD_resume_connection(exchange->connection);
	resumed = true;
	run_host();
}

static enum MHD_Result take_next(struct seat *seat, struct exchange *exchange)
{
	if (seat->state == SEAT_WAITS || seat->state == SEAT_OWES)
		return refuse(exchange->connection, MHD_HTTP_FORBIDDEN, "InvalidStateTransition",
			      seat->state == SEAT_OWES ? "next: the request before is not answered yet" : "next: this instance waits for a request already");
	seat->state = SEAT_WAITS;
	seat->waiting = exchange;
	MHD_suspend_connection(exchange->connection);
	watch(seat, true);
	ears->asks(seat->owner);
	return MHD_YES;
}

static const char *error_type(struct MHD_Connection *connection)
{
	const char *type = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Lambda-Runtime-Function-Error-Type");
	return type ? type : "";
}

static enum MHD_Result take_init_error(struct seat *seat, struct exchange *exchange)
{
	if (seat->state != SEAT_STARTING)
		return refuse(exchange->connection, MHD_HTTP_FORBIDDEN, "InvalidStateTransition", "init/error: this instance has begun to take requests");
	ears->cannot(seat->owner, exchange->body, exchange->length, error_type(exchange->connection));
	return accepted(exchange->connection);
}

/* `what` is all behind …/invocation/: the id and how the request has ended. */
static enum MHD_Result take_answer(struct seat *seat, struct exchange *exchange, const char *what)
{
	const char *slash = strchr(what, '/');
	bool good = strcmp(slash, "/response") == 0;
	size_t length = (size_t)(slash - what);
	if (seat->state != SEAT_OWES || strlen(seat->id) != length || memcmp(seat->id, what, length) != 0)
		return refuse(exchange->connection, MHD_HTTP_BAD_REQUEST, "InvalidRequestID", "this is not the request that this instance is at");
	if (exchange->too_long)
		return refuse(exchange->connection, MHD_HTTP_CONTENT_TOO_LARGE, "RequestEntityTooLarge", "an answer has at most 6 MiB");
	seat->state = SEAT_FREE;
	if (good)
		ears->answers(seat->owner, exchange->body, exchange->length);
	else
		ears->fails(seat->owner, exchange->body, exchange->length, error_type(exchange->connection));
	return accepted(exchange->connection);
}

/* ---- libmicrohttpd's calls ---- */

static bool ends_as_answer(const char *what)
{
	const char *slash = strchr(what, '/');
	return slash && slash != what && (strcmp(slash, "/response") == 0 || strcmp(slash, "/error") == 0);
}

static enum MHD_Result route(struct exchange *exchange, const char *url, const char *method)
{
	struct MHD_Connection *connection = exchange->connection;
	struct seat *seat = seat_of(connection);
	const char *path = strncmp(url, VERSION, strlen(VERSION)) == 0 ? url + strlen(VERSION) : "";
	bool next = strcmp(path, "invocation/next") == 0, cannot = strcmp(path, "init/error") == 0;
	const char *answer = strncmp(path, "invocation/", 11) == 0 && ends_as_answer(path + 11) ? path + 11 : NULL;
	if (!seat)
		return refuse(connection, MHD_HTTP_FORBIDDEN, "InvalidStateTransition", "this instance is gone");
	if (!next && !cannot && !answer)
		return refuse(connection, MHD_HTTP_NOT_FOUND, "NotFound", "the Runtime API has no such path");
	if (strcmp(method, next ? "GET" : "POST") != 0)
		return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "MethodNotAllowed", next ? "next is a GET" : "this is a POST");
	return next ? take_next(seat, exchange) : cannot ? take_init_error(seat, exchange) : take_answer(seat, exchange, answer);
}

/* Of a body that is too long no more is kept than shows that. */
static void take_body(struct exchange *exchange, const char *data, size_t size)
{
	char *longer = exchange->too_long || exchange->length + size > GATEWAY_BODY_MAX ? NULL : realloc(exchange->body, exchange->length + size);
	if (!longer) {
		exchange->too_long = true;
		return;
	}
	memcpy(longer + exchange->length, data, size);
	exchange->body = longer;
	exchange->length += size;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method, const char *version, const char *upload,
				  size_t *upload_size, void **own)
{
	struct exchange *exchange = *own;
	(void)data;
	(void)version;
	if (!exchange) {
		*own = exchange = calloc(1, sizeof *exchange);
		if (!exchange)
			return MHD_NO;
		exchange->connection = connection;
		return MHD_YES;
	}
	if (*upload_size) {
		take_body(exchange, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	if (exchange->response) {
		struct MHD_Response *response = exchange->response;
		exchange->response = NULL;
		return send_response(connection, exchange->status, response);
	}
	return route(exchange, url, method);
}

static void on_completed(void *data, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode code)
{
	struct exchange *exchange = *own;
	(void)data;
	(void)connection;
	(void)code;
	if (!exchange)
		return;
	if (exchange->response)
		MHD_destroy_response(exchange->response);
	free(exchange->body);
	free(exchange);
	*own = NULL;
}

/* ---- opening and turning ---- */

int gateway_open(const struct gateway_ears *given, struct error *error)
{
	struct epoll_event event = { .events = EPOLLIN };
	ears = given;
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	host = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, NULL, MHD_OPTION_NOTIFY_COMPLETED,
				   on_completed, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_END);
	if (epoll_fd < 0 || !host)
		return error_set(error, "the cloud's gateway cannot be opened: %s", strerror(errno));
	epoll_ctl(epoll_fd, EPOLL_CTL_ADD, MHD_get_daemon_info(host, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, &event);
	return 0;
}

int gateway_fd(void)
{
	return epoll_fd;
}

static void take_connection(struct seat *seat)
{
	struct sockaddr_in from;
	int fd, one = 1;
	for (;;) {
		socklen_t size = sizeof from;
		fd = accept4(seat->listener, (struct sockaddr *)&from, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd < 0)
			return;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		MHD_add_connection(host, fd, (struct sockaddr *)&from, size); /* closes it when it cannot take it */
	}
}

static void hung_up(struct seat *seat)
{
	if (seat->state != SEAT_WAITS)
		return;
	resume(seat, MHD_HTTP_REQUEST_TIMEOUT, json_response("{}"));
	seat->state = SEAT_FREE;
	ears->leaves(seat->owner);
}

static bool is_seat(const struct seat *seat)
{
	for (const struct seat *s = seats; s; s = s->next)
		if (s == seat)
			return true;
	return false;
}

/* A callback may close seats that events of the same batch are about. */
static void take_event(const struct epoll_event *event)
{
	struct seat *seat = (struct seat *)(uintptr_t)(event->data.u64 & ~UINT64_C(1));
	if (!seat || !is_seat(seat))
		return;
	if (event->data.u64 & 1)
		hung_up(seat);
	else
		take_connection(seat);
}

void gateway_turn(void)
{
	struct epoll_event events[32];
	if (!host)
		return;
	int n = epoll_wait(epoll_fd, events, sizeof events / sizeof *events, 0);
	for (int i = 0; i < n; i++)
		take_event(&events[i]);
	run_host();
}

void gateway_close(void)
{
	if (!host)
		return;
	MHD_stop_daemon(host);
	close(epoll_fd);
	host = NULL;
	epoll_fd = -1;
}

/* ---- opening, giving, closing a seat ---- */

static int listen_somewhere(uint16_t *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 16) == 0 && getsockname(fd, (struct sockaddr *)&at, &size) == 0) {
		*port = ntohs(at.sin_port);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

struct seat *seat_open(void *owner, struct error *error)
{
	struct seat *seat = calloc(1, sizeof *seat);
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)seat };
	if (!seat || (seat->listener = listen_somewhere(&seat->port)) < 0) {
		error_set(error, "an instance gets no address on 127.0.0.1: %s", strerror(errno));
		free(seat);
		return NULL;
	}
	seat->owner = owner;
	seat->next = seats;
	seats = seat;
	epoll_ctl(epoll_fd, EPOLL_CTL_ADD, seat->listener, &event);
	return seat;
}

uint16_t seat_port(const struct seat *seat)
{
	return seat->port;
}

/* As Lambda's ids look: a UUID of random numbers. */
static void make_id(char id[GATEWAY_ID])
{
	uint16_t r[8];
	if (getrandom(r, sizeof r, 0) != sizeof r)
		memset(r, 1, sizeof r);
	snprintf(id, GATEWAY_ID, "%04x%04x-%04x-4%03x-%04x-%04x%04x%04x", r[0], r[1], r[2], r[3] & 0xfff, (r[4] & 0x3fff) | 0x8000, r[5], r[6], r[7]);
}

bool seat_waits(const struct seat *seat)
{
	return seat->state == SEAT_WAITS;
}

bool seat_give(struct seat *seat, const struct gateway_request *request, char id[GATEWAY_ID])
{
	char text[200];
	if (seat->state != SEAT_WAITS)
		return false;
	struct MHD_Response *response = MHD_create_response_from_buffer(request->length, (void *)request->body, MHD_RESPMEM_MUST_COPY);
	if (!response)
		return false;
	make_id(seat->id);
	memcpy(id, seat->id, GATEWAY_ID);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	MHD_add_response_header(response, "Lambda-Runtime-Aws-Request-Id", seat->id);
	snprintf(text, sizeof text, "%" PRIu64, request->deadline_ms);
	MHD_add_response_header(response, "Lambda-Runtime-Deadline-Ms", text);
	snprintf(text, sizeof text, "arn:aws:lambda:local:000000000000:function:%s", request->function);
	for (char *c = text; *c; c++)
		if (*c <= ' ' || *c >= 127)
			*c = '-';
	MHD_add_response_header(response, "Lambda-Runtime-Invoked-Function-Arn", text);
	snprintf(text, sizeof text, "Root=1-%.8s-%.4s%.4s%.4s%.12s;Sampled=0", seat->id, seat->id + 9, seat->id + 14, seat->id + 19, seat->id + 24);
	MHD_add_response_header(response, "Lambda-Runtime-Trace-Id", text);
	seat->state = SEAT_OWES;
	resume(seat, MHD_HTTP_OK, response);
	return true;
}

void seat_close(struct seat *seat)
{
	struct seat **at = &seats;
	if (seat->state == SEAT_WAITS)
		resume(seat, MHD_HTTP_FORBIDDEN, json_response("{\"errorMessage\":\"this instance is gone\",\"errorType\":\"InvalidStateTransition\"}"));
	while (*at != seat)
		at = &(*at)->next;
	*at = seat->next;
	close(seat->listener);
	free(seat);
}
