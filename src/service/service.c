/* service.c - one thread, one epoll: libmicrohttpd in its external mode, and a heap of requests whose time has not come.
 *
 * A request that is to be answered late is suspended: it costs its memory and a place in the heap, no thread. So a thousand may wait at
 * once, and none of them is late because of another. What a request gets is decided when it is heard: refused (the bucket is
 * empty), failing (fate.h), and how long it takes.
 *
 * Everything that comes in is a stranger's. libmicrohttpd bounds heads and connections (an endless head is a 431 or 414), a body is thrown away unread, connections
 * that say nothing are closed, and paths are cleaned before they are said. */
#include "service/service.h"

#include "late/microhttpd.h"
#include "service/answer.h"
#include "service/delay.h"
#include "service/fate.h"
#include "service/limit.h"
#include "service/report.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTION_BYTES 16384u /* of memory for each connection: a head must fit */
#define CONNECTIONS_MAX 20000u
#define SILENCE_S 30u           /* a connection that says nothing is closed then */
#define BACKLOG 4096

enum progress { REQUEST_NEW, REQUEST_BODY, REQUEST_WAITS, REQUEST_DUE, REQUEST_ANSWERED };

struct service {
	struct service_options options;
	struct MHD_Daemon *daemon;
	struct delay delay;
	struct limit limit;
	struct report report;
	uint64_t heard;   /* requests so far: the last one's number */
	uint32_t at_now;  /* requests that are not answered yet */
	int epoll_fd;
	char line[REPORT_LINE_MAX]; /* from the kitchen, as far as it has come */
	size_t line_length;
};

struct request {
	struct MHD_Connection *connection;
	uint64_t heard_ns;
	enum progress progress;
	unsigned status;  /* decided already; 0: as the question deserves */
	bool counted;     /* not /health */
	char path[];      /* as it came, with what follows ? */
};

static uint64_t now_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* ---- one request ---- */

/* The head's first line has come. */
static void *request_new(void *data, const char *uri, struct MHD_Connection *connection)
{
	struct request *request = calloc(1, sizeof *request + strlen(uri) + 1);
	(void)data;
	if (request) {
		request->connection = connection;
		strcpy(request->path, uri);
	}
	return request;
}

static void told(struct service *service, struct request *request, unsigned status)
{
	if (request->counted && request->progress != REQUEST_ANSWERED) {
		service->at_now--;
		report_answered(&service->report, request->path, status, now_ns() - request->heard_ns, service->at_now);
	}
	request->progress = REQUEST_ANSWERED;
}

/* It is over, one way or another: answered, or its client has gone. */
static void request_over(void *data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
	(void)connection;
	(void)code;
	if (*state)
		told(data, *state, REPORT_CLIENT_GONE);
	free(*state);
	*state = NULL;
}

static struct answer answer_of(const struct service *service, const struct request *request, const char *path)
{
	const struct question question = {
		.path = path,
		.base = MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, "base"),
		.bytes = MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, "bytes"),
	};
	switch (request->status) {
	case 0: return answer_to(&question, service->options.page_bytes);
	case 405: return answer_error(405, "only GET is understood here");
	case 429: return answer_error(429, "too many requests: at most %g a second", service->limit.rate);
	default: return answer_error(request->status, "the service has failed, as some requests are meant to");
	}
}

static void headers(const struct service *service, struct MHD_Response *response, const struct answer *answer)
{
	char seconds[16];
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
	if (answer->status == 405)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (answer->status == 429) {
		snprintf(seconds, sizeof seconds, "%u", limit_retry_s(&service->limit));
		MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
	}
}

/* The report goes out before the answer, so that nobody has an answer that was not told. */
static enum MHD_Result respond(struct service *service, struct request *request, const char *path)
{
	struct answer answer = answer_of(service, request, path);
	struct MHD_Response *response = answer.body ? MHD_create_response_from_buffer(answer.length, answer.body, MHD_RESPMEM_MUST_FREE) : NULL;
	enum MHD_Result result = MHD_NO;
	if (!response) {
		free(answer.body);
		return MHD_NO;
	}
	headers(service, response, &answer);
	told(service, request, answer.status);
	result = MHD_queue_response(request->connection, answer.status, response);
	MHD_destroy_response(response);
	return result;
}

static bool is_read(const char *method)
{
	return strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
}

/* It has been heard: decide what it gets. Returns the nanoseconds that it is to wait. */
static uint64_t decide(struct service *service, struct request *request, const char *path)
{
	const struct service_options *options = &service->options;
	uint64_t number;
	if (answer_is_health(path))
		return 0;
	request->counted = true;
	request->heard_ns = now_ns();
	number = ++service->heard;
	report_heard(&service->report, request->path, ++service->at_now);
	if (request->status == 405)
		return 0;
	if (!limit_take(&service->limit, request->heard_ns)) {
		request->status = 429;
		return 0;
	}
	if (fate_fails(options->seed, number, options->error_rate))
		request->status = 500;
	return fate_latency_ns(options->seed, number, options->latency_ns, options->jitter_ns);
}

static enum MHD_Result heard(struct service *service, struct request *request, const char *path)
{
	uint64_t wait_ns = decide(service, request, path);
	if (!wait_ns || !delay_push(&service->delay, request->heard_ns + wait_ns, request))
		return respond(service, request, path);
	request->progress = REQUEST_WAITS;
	MHD_suspend_connection(request->connection);
	return MHD_YES;
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *path, const char *method, const char *version, const char *body,
	size_t *body_bytes, void **state)
{
	struct request *request = *state;
	(void)connection;
	(void)version;
	(void)body;
	if (!request)
		return MHD_NO;
	switch (request->progress) {
	case REQUEST_NEW:
		request->progress = REQUEST_BODY;
		if (is_read(method))
			return MHD_YES;
		request->status = 405;
		return heard(data, request, path);
	case REQUEST_BODY:
		if (!*body_bytes)
			return heard(data, request, path);
		*body_bytes = 0;
		return MHD_YES;
	case REQUEST_DUE: return respond(data, request, path);
	default: return MHD_YES;
	}
}

/* ---- the kitchen's words ---- */

static void obey(struct service *service, const char *line)
{
	unsigned long long latency, jitter;
	double rate;
	if (sscanf(line, "S %llu %llu %lf", &latency, &jitter, &rate) != 3)
		return;
	service->options.latency_ns = latency;
	service->options.jitter_ns = jitter;
	limit_change(&service->limit, rate, now_ns());
}

static void hear_kitchen(struct service *service)
{
	char bytes[256];
	ssize_t n = recv(service->report.fd, bytes, sizeof bytes, MSG_DONTWAIT);
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		service->report.lost = true;
	for (ssize_t i = 0; i < n; i++) {
		if (bytes[i] != '\n' && service->line_length < sizeof service->line - 1) {
			service->line[service->line_length++] = bytes[i];
			continue;
		}
		service->line[service->line_length] = '\0';
		service->line_length = 0;
		obey(service, service->line);
	}
}

/* ---- the loop ---- */

static void resume_due(struct service *service, uint64_t by_ns)
{
	struct request *request;
	while ((request = delay_pop(&service->delay, by_ns))) {
		request->progress = REQUEST_DUE;
		MHD_resume_connection(request->connection);
	}
}

static struct timespec sleep_for(const struct service *service)
{
	uint64_t now = now_ns(), due = delay_next_ns(&service->delay), ns = due <= now ? 0 : due == UINT64_MAX ? SILENCE_S * UINT64_C(1000000000) : due - now;
	unsigned MHD_LONG_LONG ms;
	if (MHD_get_timeout(service->daemon, &ms) == MHD_YES && ms < ns / 1000000u)
		ns = ms * UINT64_C(1000000);
	return (struct timespec){ (time_t)(ns / 1000000000u), (long)(ns % 1000000000u) };
}

/* One turn; the signal that ends it, else 0. */
static int turn(struct service *service)
{
	struct pollfd polls[] = {
		{ .fd = service->epoll_fd, .events = POLLIN },
		{ .fd = service->options.signal_fd, .events = POLLIN },
		{ .fd = service->report.fd, .events = POLLIN },
	};
	struct signalfd_siginfo signal;
	struct timespec time = sleep_for(service);
	if (ppoll(polls, 3, &time, NULL) < 0 && errno != EINTR)
		return SIGTERM;
	if (polls[1].revents && read(service->options.signal_fd, &signal, sizeof signal) == (ssize_t)sizeof signal)
		return (int)signal.ssi_signo;
	if (polls[2].revents)
		hear_kitchen(service);
	resume_due(service, now_ns());
	MHD_run(service->daemon);
	return 0;
}

/* ---- opening ---- */

/* A listening socket; its port in *port. */
static int listen_on(uint16_t *port, struct error *error)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 && bind(fd, (struct sockaddr *)&address, length) == 0 &&
	    listen(fd, BACKLOG) == 0 && getsockname(fd, (struct sockaddr *)&address, &length) == 0) {
		*port = ntohs(address.sin_port);
		return fd;
	}
	if (errno == EADDRINUSE)
		error_set(error, "port %u is in use; another number, or no --port for a free one, would be right", *port);
	else
		error_set(error, "cannot listen on port %u: %s", *port, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* As many descriptors as the system lets us have; how many connections that makes. */
static unsigned connections_most(void)
{
	struct rlimit files = { 1024, 1024 };
	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	return files.rlim_cur > CONNECTIONS_MAX + 32 ? CONNECTIONS_MAX : files.rlim_cur > 64 ? (unsigned)files.rlim_cur - 32 : 32;
}

/* Its complaints are about strangers' garbage: they concern nobody. */
static void hush(void *data, const char *format, va_list args)
{
	(void)data;
	(void)format;
	(void)args;
}

static int service_open(struct service *service, struct error *error)
{
	int fd = listen_on(&service->options.port, error);
	if (fd < 0)
		return -1;
	service->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, service->options.port, NULL, NULL, handle, service,
		MHD_OPTION_EXTERNAL_LOGGER, hush, NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, connections_most(),
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, SILENCE_S, MHD_OPTION_URI_LOG_CALLBACK, request_new, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, request_over, service, MHD_OPTION_END);
	if (!service->daemon) {
		close(fd);
		return error_set(error, "the service cannot be started");
	}
	service->epoll_fd = MHD_get_daemon_info(service->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	return 0;
}

int service_serve(const struct service_options *options, struct error *error)
{
	struct service service = { .options = *options, .report = { .fd = options->report_fd } };
	int signal = 0;
	limit_init(&service.limit, options->rate_limit, now_ns());
	if (service_open(&service, error))
		return -1;
	report_port(&service.report, service.options.port);
	while (!signal && !service.report.lost)
		signal = turn(&service);
	resume_due(&service, UINT64_MAX);
	MHD_stop_daemon(service.daemon);
	delay_release(&service.delay);
	report_sum(&service.report);
	return signal;
}
