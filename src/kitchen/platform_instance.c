/* platform_instance.c - an instance's process: started, watched, killed, buried.
 *
 * It is this program once more, as `lunchrush instance`, with an address of its own in AWS_LAMBDA_RUNTIME_API, and beside that nothing but a socket over which it tells what
 * goes on inside it (news.h), for the screen. It dies with the kitchen process (parent-death signal, which is why the main thread starts it). A vfork costs no
 * copy of our memory; in the child only system calls.
 *
 * Its death is seen by its pidfd, whoever killed it: then it is taken out of its site and told of, once. */
#include "kitchen/platform_inner.h"

#include "kitchen/probe.h"
#include "kitchen/texts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NEWS_FD 3

enum happening { HEARD, DIED, SPOKE }; /* HEARD: the gateway */

static const struct launch *launch;
static struct instance *all; /* of all sites, linked by next_of_all */
static int epoll_fd = -1;
static uint32_t count;

uint32_t instance_count(void)
{
	return count;
}

int instance_fd(void)
{
	return epoll_fd;
}

int instance_open(const struct launch *given, struct error *error)
{
	struct epoll_event event = { .events = EPOLLIN };
	launch = given;
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (epoll_fd < 0)
		return error_set(error, "instances cannot be watched: %s", strerror(errno));
	if (gateway_open(&instance_ears, error) != 0)
		return -1;
	return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, gateway_fd(), &event) == 0 ? 0 : error_set(error, "instances cannot be heard: %s", strerror(errno));
}

/* ---- starting ---- */

/* In the child, between vfork and exec. */
static void become_instance(char *const arguments[], char *const environment[], int news, pid_t parent)
{
	sigset_t none;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	int nothing = open("/dev/null", O_RDWR);
	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0)
		_exit(1);
	if (news == NEWS_FD ? fcntl(news, F_SETFD, 0) : dup2(news, NEWS_FD) < 0)
		_exit(1);
	close_range(NEWS_FD + 1, ~0u, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execve("/proc/self/exe", arguments, environment);
	_exit(127);
}

/* Ours, less what Lambda's own names would be mistaken for, and those. Freed with all its texts by environment_free. */
static char **environment_new(const struct instance *instance)
{
	const char *function = texts_get(instance->site->cloud->pool.object.name, NULL);
	size_t n = 0, own = 0;
	while (environ[n])
		n++;
	char **all_of = calloc(n + 8, sizeof *all_of);
	for (size_t i = 0; all_of && i < n; i++)
		if (strncmp(environ[i], "AWS_", 4) != 0 && strncmp(environ[i], "_HANDLER=", 9) != 0)
			all_of[own++] = strdup(environ[i]);
	if (!all_of || asprintf(&all_of[own++], "AWS_LAMBDA_RUNTIME_API=127.0.0.1:%u", seat_port(instance->seat)) < 0 ||
	    asprintf(&all_of[own++], "AWS_LAMBDA_FUNCTION_NAME=%s", function) < 0 || asprintf(&all_of[own++], "_HANDLER=%s", function) < 0 ||
	    asprintf(&all_of[own++], "LUNCHRUSH_NEWS=%d,%" PRIu64, NEWS_FD, instance->site->cloud->timeout_ns) < 0)
		return NULL;
	return all_of;
}

static void environment_free(char **environment)
{
	for (char **at = environment; environment && *at; at++)
		free(*at);
	free(environment);
}

/* The launch of this one: the pace as it is now, random numbers of its own; and the run's service, where there is one, is what service{} stands for there. */
static char *launch_text(const struct instance *instance)
{
	struct launch own;
	uint32_t port = atomic_load_explicit(&arena->service_ports[0], memory_order_acquire);
	launch_copy(&own, launch);
	if (!own.url[0] && port)
		snprintf(own.url, sizeof own.url, "http://127.0.0.1:%" PRIu32, port);
	own.pace = clock_pace_now(&arena->clock);
	own.seed = arena->seed + (uint64_t)instance->worker->id * UINT64_C(0x9e3779b97f4a7c15) % 1000003;
	char *text = launch_write(&own);
	launch_release(&own);
	return text;
}

static __attribute__((noinline)) pid_t spawn(char *const arguments[], char *const environment[], int news, pid_t parent)
{
	pid_t pid = vfork();
	if (pid == 0)
		become_instance(arguments, environment, news, parent);
	return pid;
}

static int start_process(struct instance *instance, int news, struct error *error)
{
	char *text = launch_text(instance), **environment = environment_new(instance);
	char *arguments[] = { "lunchrush", "instance", "--launch", text, NULL };
	int result = -1;
	if (!text || !environment) {
		error_set(error, "memory is out");
	} else if ((instance->pid = spawn(arguments, environment, news, getpid())) < 0) {
		error_set(error, "no more instances can be started: %s", strerror(errno));
	} else {
		instance->pidfd = (int)syscall(SYS_pidfd_open, instance->pid, 0);
		result = 0;
	}
	free(text);
	environment_free(environment);
	return result;
}

static void watch(struct instance *instance, int fd, uint64_t what)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = instance->worker->id | what << 32 };
	epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static struct worker *worker_make(struct site *site)
{
	char name[100];
	struct cloud *cloud = site->cloud;
	snprintf(name, sizeof name, "%s %u", texts_get(cloud->pool.object.name, NULL), ++site->made);
	struct worker *worker = worker_new(texts_of(name), ROLE_OF_INSTANCE, cloud->device.worker);
	if (!worker)
		return NULL;
	worker->apart = APART_PROCESS;
	worker->pool = cloud->pool.object.id;
	return worker;
}

static void tell_start(struct instance *instance)
{
	struct worker *worker = instance->worker;
	const struct cloud *cloud = instance->site->cloud;
	atomic_store(&worker->pid, instance->pid);
	atomic_store(&worker->tid, instance->pid);
	atomic_store(&worker->state, WORKER_TIMED); /* the kitchen does not know whether it runs Lua, and leaves it alone */
	probe(cloud->device.worker, KIND_WORKER_NEW, cloud->pool.object.id, 0, worker->name, worker->id | (uint64_t)ROLE_OF_INSTANCE << 32);
	probe(worker, KIND_WORKER_START, 0, 0, 0, (uint64_t)(uint32_t)instance->pid | (uint64_t)(uint32_t)instance->pid << 32);
}

static void enlist(struct instance *instance)
{
	struct site *site = instance->site;
	instance->next = site->instances;
	site->instances = instance;
	site->count++;
	site->starting++;
	if (++count > platform_counts.peak)
		platform_counts.peak = count;
	instance->next_of_all = all;
	all = instance;
	watch(instance, instance->pidfd, DIED);
	watch(instance, instance->news, SPOKE);
}

struct instance *instance_start(struct site *site, struct error *error)
{
	struct instance *instance = calloc(1, sizeof *instance);
	int news[2] = { -1, -1 };
	if (!instance || !(instance->worker = worker_make(site))) {
		free(instance);
		error_set(error, "no more instances can be made: at most %u workers in one run", ARENA_WORKERS - 1);
		return NULL;
	}
	instance->site = site;
	instance->started_ns = clock_real_ns();
	instance->since_ns = clock_kitchen_ns(&arena->clock);
	if (!(instance->seat = seat_open(instance, error)))
		goto no_seat;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, news) != 0) {
		error_set(error, "no socket for an instance: %s", strerror(errno));
		goto no_process;
	}
	instance->news = news[0];
	if (start_process(instance, news[1], error) != 0)
		goto no_process;
	close(news[1]);
	tell_start(instance);
	enlist(instance);
	return instance;
no_process:
	if (news[0] >= 0)
		close(news[0]), close(news[1]);
	seat_close(instance->seat);
no_seat:
	free(instance);
	return NULL;
}

/* ---- giving ---- */

/* The time by the wall at which it will be that kitchen time, for Lambda-Runtime-Deadline-Ms. */
static uint64_t deadline_ms(uint64_t timeout_ns)
{
	struct timespec now;
	double pace = clock_pace_now(&arena->clock);
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000 + (uint64_t)((double)timeout_ns / 1e6 / (pace > 0 ? pace : 1));
}

bool instance_give(struct instance *instance, struct request *request, uint64_t now_ns)
{
	struct site *site = instance->site;
	struct cloud *cloud = site->cloud;
	struct future *future = request->future;
	char id[GATEWAY_ID];
	struct gateway_request given = {
		.body = future->arguments.bytes, .length = future->arguments.length, .deadline_ms = deadline_ms(cloud->timeout_ns),
		.function = texts_get(cloud->pool.object.name, NULL),
	};
	if (!seat_waits(instance->seat))
		return false;
	site_tell(site, instance->worker, KIND_HANDLE, future->number, clock_real_ns() - future->given_ns);
	guard_take(&cloud->pool.object.guard);
	future->state = FUTURE_RUNS;
	future->by = instance->worker->id;
	guard_give(&cloud->pool.object.guard);
	instance->state = INSTANCE_BUSY;
	instance->request = request;
	instance->due_ns = now_ns + cloud->timeout_ns;
	instance->used_ns = 0;
	platform_counts.warm += instance->given > 0;
	instance->given++;
	request->tries++;
	device_call(&cloud->device);
	seat_give(instance->seat, &given, id); /* last: the answer may come before it returns, and the request be gone */
	return true;
}

/* ---- the end ---- */

/* Take it out of its site and free it. */
static void forget(struct instance *instance)
{
	struct instance **at = &instance->site->instances;
	while (*at != instance)
		at = &(*at)->next;
	*at = instance->next;
	for (at = &all; *at != instance; at = &(*at)->next_of_all)
		;
	*at = instance->next_of_all;
	seat_close(instance->seat);
	close(instance->pidfd);
	close(instance->news);
	free(instance->words);
	free(instance);
}

/* What had been begun there has failed, and so has what it was started for. */
static void fail_requests(struct site *site, struct request *begun, bool was_starting, const char *name, const char *how, const char *said)
{
	char words[1200];
	if (begun) {
		snprintf(words, sizeof words, "request %u of %s failed: its instance %s %s", begun->future->number, texts_get(site->cloud->pool.object.name, NULL), name, how);
		site_failed(site, begun, words);
	}
	if (!was_starting || !site_is_short(site))
		return;
	struct request *coming = site_next(site);
	coming->tries++;
	if (said)
		snprintf(words, sizeof words, "%s", said);
	else
		snprintf(words, sizeof words, "the instance %s could not be started: it %s", name, how);
	site_failed(site, coming, words);
}

static void tell_death(struct instance *instance, int signal)
{
	struct worker *worker = instance->worker;
	if (instance->request)
		site_tell(instance->site, worker, KIND_HANDLED, instance->request->future->number, UINT64_C(1) << 63);
	platform_counts.raised += instance->request != NULL;
	probe(worker, KIND_KILLED, 0, 0, (uint32_t)signal, 0);
}

/* It is dead: nothing of it stays. `wanted`: it was let go. */
static void bury(struct instance *instance, bool wanted)
{
	struct site *site = instance->site;
	struct worker *worker = instance->worker;
	struct request *begun = instance->request;
	bool was_starting = instance->state == INSTANCE_STARTING;
	char *said = instance->words, how[80];
	int status = 0;
	news_take(instance->news, worker);
	waitpid(instance->pid, &status, 0);
	int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	instance->words = NULL;
	if (!wanted)
		tell_death(instance, signal);
	atomic_store(&worker->killed, signal ? signal : KILLED_BY_ITSELF);
	atomic_store(&worker->state, wanted ? WORKER_ENDED : WORKER_KILLED);
	atomic_store(&worker->left, 1);
	probe(worker, KIND_WORKER_END, 0, 0, !wanted, 0);
	site->starting -= was_starting;
	site->count--;
	count--;
	forget(instance);
	if (signal)
		snprintf(how, sizeof how, "was killed (SIG%s)", sigabbrev_np(signal) ? sigabbrev_np(signal) : "?");
	else
		snprintf(how, sizeof how, "exited with status %d", WEXITSTATUS(status));
	fail_requests(site, begun, was_starting, texts_get(worker->name, NULL), how, said);
	free(said);
}

void instance_end(struct instance *instance, bool killed)
{
	instance->ended = true;
	kill(instance->pid, SIGKILL);
	bury(instance, !killed);
}

void instance_each(void (*each)(struct instance *instance))
{
	for (struct instance *i = all, *after; i; i = after) {
		after = i->next_of_all;
		each(i);
	}
}

/* ---- what happens ---- */

/* NULL when it was buried meanwhile. */
static struct instance *find(uint32_t worker)
{
	struct instance *instance = all;
	while (instance && instance->worker->id != worker)
		instance = instance->next_of_all;
	return instance;
}

/* What instances tell of themselves comes first: it happened before what they answer, and before they died. */
void instance_turn(void)
{
	struct epoll_event events[64];
	struct instance *instance;
	int n = epoll_wait(epoll_fd, events, sizeof events / sizeof *events, 0);
	for (int i = 0; i < n; i++)
		if (events[i].data.u64 >> 32 == SPOKE && (instance = find((uint32_t)events[i].data.u64)))
			instance->used_ns += news_take(instance->news, instance->worker);
	gateway_turn();
	for (int i = 0; i < n; i++)
		if (events[i].data.u64 >> 32 == DIED && (instance = find((uint32_t)events[i].data.u64)))
			bury(instance, false);
}

static void stop(struct instance *instance)
{
	kill(instance->pid, SIGSTOP);
}

static void go_on(struct instance *instance)
{
	kill(instance->pid, SIGCONT);
}

void platform_hold(bool held)
{
	instance_each(held ? stop : go_on);
}

static void send_pace(struct instance *instance)
{
	news_send_pace(instance->news, clock_pace_now(&arena->clock));
}

void platform_pace(void)
{
	instance_each(send_pace);
}
