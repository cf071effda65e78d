/* service_process.c - the services as the kitchen process has them: a process each, with a socket to it.
 *
 * None outlives the run: it is killed at the end; it has a parent-death signal; and it ends by itself when its socket does. While the kitchen is held nothing is
 * read, so that what happened meanwhile is told when it goes on; once the socket is full, the service waits. */
#include "kitchen/service.h"

#include "engine/futex.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define REPORT_FD 3
#define LINE_MAX_BYTES 256
#define TEXTS_LEFT (ARENA_TEXTS / 2) /* paths take no more texts than this: names need some, too */

static struct running {
	struct service *service;
	int pid, fd; /* fd -1: it is gone */
	uint64_t pace_millionths; /* that it knows of */
	char line[LINE_MAX_BYTES];
	size_t length;
} table[SERVICES_MAX];
static int count;

/* ---- in real time ---- */

struct real {
	double latency_ns, jitter_ns, rate;
};

static uint64_t pace_of(void)
{
	return turn_controlled(&arena->turn) ? 0 : atomic_load(&arena->clock.pace_millionths);
}

static struct real real_of(const struct service *service, uint64_t pace_millionths)
{
	double pace = (double)pace_millionths * 1e-6;
	if (pace_millionths == 0)
		return (struct real){ 0 };
	return (struct real){ (double)service->latency_ns / pace, (double)service->jitter_ns / pace, service->rate_limit * pace };
}

static void tell_pace(struct running *running)
{
	char line[96];
	uint64_t pace = pace_of();
	if (pace == running->pace_millionths || running->fd < 0)
		return;
	struct real real = real_of(running->service, pace);
	int length = snprintf(line, sizeof line, "S %.0f %.0f %g\n", real.latency_ns, real.jitter_ns, real.rate);
	if (send(running->fd, line, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL) == length)
		running->pace_millionths = pace;
}

/* ---- what it says ---- */

static void failed(struct running *running, const char *words)
{
	arena_fail("%s: %s %s", arena->recipe_file, texts_get(running->service->object.name, NULL), words);
	if (running->fd >= 0)
		close(running->fd);
	running->fd = -1;
	if (atomic_load(&running->service->port) == 0) {
		atomic_store_explicit(&running->service->port, SERVICE_FAILED, memory_order_release);
		futex_wake(&running->service->port, INT32_MAX);
	}
}

static void tell(struct running *running, enum kind kind, uint32_t item, uint64_t value)
{
	struct object *object = &running->service->object;
	if (turn_controlled(&arena->turn))
		return;
	guard_take(&object->guard);
	probe(running->service->device.worker, kind, object->id, ++object->seq, item, value);
	guard_give(&object->guard);
}

static void listens(struct running *running, unsigned port)
{
	atomic_store_explicit(&arena->service_ports[running - table], port, memory_order_release);
	atomic_store_explicit(&running->service->port, port, memory_order_release);
	futex_wake(&running->service->port, INT32_MAX);
}

static void heard(struct running *running, uint32_t at_now, const char *path)
{
	uint32_t text = atomic_load(&arena->text_count) < TEXTS_LEFT ? texts_of(path) : 0;
	atomic_fetch_add_explicit(&arena->service_requests, 1, memory_order_relaxed);
	tell(running, KIND_HEARD, text, at_now);
}

static void answered(struct running *running, unsigned status, uint64_t ns)
{
	if (status >= 500)
		atomic_fetch_add_explicit(&arena->service_errors, 1, memory_order_relaxed);
	if (status == 429)
		atomic_fetch_add_explicit(&arena->service_refused, 1, memory_order_relaxed);
	tell(running, KIND_ANSWERED, status, ns);
}

/* A line of its reports; see src/service/report.h. */
static void take_line(struct running *running, const char *line)
{
	unsigned number;
	uint64_t ns;
	int at = 0;
	if (sscanf(line, "P %u", &number) == 1 && number > 0 && number < 65536)
		listens(running, number);
	else if (sscanf(line, "H %u %n", &number, &at) == 1 && at > 0)
		heard(running, number, line + at);
	else if (sscanf(line, "A %u %" SCNu64, &number, &ns) == 2)
		answered(running, number, ns);
}

static void take_bytes(struct running *running, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] != '\n' && running->length < sizeof running->line - 1) {
			running->line[running->length++] = bytes[i];
			continue;
		}
		running->line[running->length] = '\0';
		running->length = 0;
		take_line(running, running->line);
	}
}

/* All that has come; false when it has gone. */
static bool listen_to(struct running *running)
{
	char bytes[4096];
	ssize_t n;
	while ((n = recv(running->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
		take_bytes(running, bytes, (size_t)n);
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* ---- starting ---- */

static _Noreturn void become(char *const *argv, int fd, pid_t parent)
{
	sigset_t none;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(fd, REPORT_FD) >= 0)
		execv("/proc/self/exe", argv);
	_exit(127);
}

static int start_process(struct running *running)
{
	const struct service *service = running->service;
	char latency[32], jitter[32], errors[32], rate[32], page[16], seed[32];
	char *argv[] = { "lunchrush", "service", "--port", "0", "--report", "3", "--latency", latency, "--jitter", jitter, "--error-rate", errors, "--rate-limit", rate,
		"--page", page, "--seed", seed, NULL };
	int pair[2];
	running->pace_millionths = pace_of();
	struct real real = real_of(service, running->pace_millionths);
	snprintf(latency, sizeof latency, "%.6f", real.latency_ns * 1e-6 < 3600000 ? real.latency_ns * 1e-6 : 3600000);
	snprintf(jitter, sizeof jitter, "%.6f", real.jitter_ns * 1e-6 < 3600000 ? real.jitter_ns * 1e-6 : 3600000);
	snprintf(errors, sizeof errors, "%.9f", service->error_rate);
	snprintf(rate, sizeof rate, "%.9g", real.rate < 1e6 ? real.rate : 1e6);
	snprintf(page, sizeof page, "%" PRIu32, service->page_bytes);
	snprintf(seed, sizeof seed, "%" PRIu64, arena->seed & INT64_MAX);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return -1;
	pid_t parent = getpid();
	running->pid = fork();
	if (running->pid == 0)
		become(argv, pair[1], parent);
	close(pair[1]);
	running->fd = pair[0];
	return running->pid > 0 ? 0 : -1;
}

static void start(struct service *service)
{
	struct running *running = &table[count++];
	*running = (struct running){ .service = service, .fd = -1 };
	if (start_process(running) != 0)
		failed(running, "cannot be started: no process or descriptor is to be had");
}

/* ---- the kitchen's turns ---- */

static struct service *service_of(struct device *device)
{
	return (struct service *)((char *)device - offsetof(struct service, device));
}

void service_turn(bool held)
{
	struct runner *next, *runner = inbox_take(&arena->services);
	for (; runner; runner = next) {
		next = runner->next;
		atomic_store(&runner->in_inbox, 0);
		if (count < SERVICES_MAX)
			start(service_of(worker_of_runner(runner)->own));
	}
	for (struct running *running = table; running < table + count; running++) {
		if (running->fd < 0 || (held && atomic_load(&running->service->port)))
			continue;
		if (!listen_to(running))
			failed(running, atomic_load(&running->service->port) ? "has ended by itself, in the middle of the run" : "could not begin to listen");
		tell_pace(running);
	}
}

int service_polls(struct pollfd *polls, bool held)
{
	int n = 0;
	for (int i = 0; i < count; i++)
		if (table[i].fd >= 0 && (!held || !atomic_load(&table[i].service->port)))
			polls[n++] = (struct pollfd){ .fd = table[i].fd, .events = POLLIN };
	return n;
}

void service_end(void)
{
	for (struct running *running = table; running < table + count; running++) {
		if (running->fd >= 0) {
			listen_to(running);
			close(running->fd);
			running->fd = -1;
		}
		if (running->pid > 0) {
			kill(running->pid, SIGKILL);
			waitpid(running->pid, NULL, 0);
		}
		running->pid = 0;
	}
}
