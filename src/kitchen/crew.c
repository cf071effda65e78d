/* crew.c - see crew.h.
 *
 * All pidfds lie in one epoll descriptor, which the kitchen's poll waits on. A number may be given to another process once its first owner was reaped, and a
 * busy parent may reap before we look; but it says how its child died before it reaps it (engine/processes.c). So who finds nothing said after
 * it opened a pidfd has the right process. How one died that nobody has reaped yet stands in /proc. */
#include "kitchen/crew.h"

#include "kitchen/mend.h"
#include "kitchen/outside.h"
#include "kitchen/probe.h"
#include "kitchen/settle.h"
#include "kitchen/texts.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int epoll_fd = -1;

int crew_open(struct error *error)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max; /* a descriptor for each process */
		setrlimit(RLIMIT_NOFILE, &files);
	}
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* whose parent is gone is ours to reap: nothing stays behind */
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	return epoll_fd >= 0 ? 0 : error_set(error, "the workers' processes cannot be watched: %s", strerror(errno));
}

int crew_fd(void)
{
	return epoll_fd;
}

/* ---- those who died ---- */

/* The fields of its stat from its state on, of a process that has ended and was not reaped; NULL when it was. */
static const char *zombie_stat(int pid, char text[1024])
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return NULL;
	size_t n = fread(text, 1, 1023, file);
	fclose(file);
	text[n] = 0;
	const char *name_end = strrchr(text, ')');
	return name_end && name_end[1] && strchr("ZX", name_end[2]) ? name_end + 2 : NULL;
}

/* Its wait status, which is the last field; -1 when it was reaped. */
static int zombie_status(int pid)
{
	char text[1024];
	const char *stat = zombie_stat(pid, text), *last = stat ? strrchr(stat, ' ') : NULL;
	return last ? atoi(last + 1) : -1;
}

/* It is to be reaped, by its parent, or by us if that died before it. */
static void bury(int pid)
{
	char text[1024];
	const char *stat = zombie_stat(pid, text);
	int parent = stat ? atoi(stat + 1) : 0;
	if (parent == getpid())
		waitpid(pid, NULL, WNOHANG);
	else if (parent > 1)
		sigqueue(parent, PROCESSES_REAP, (union sigval){ .sival_int = pid });
}

static void see_to(struct worker *worker)
{
	if (atomic_load(&worker->left) && !(arena->turn.controlled && arena->turn.with == worker->id))
		return;
	int status = zombie_status(atomic_load(&worker->pid)), said = atomic_load_explicit(&worker->killed, memory_order_acquire);
	if (atomic_load(&worker->left)) {
		if (arena->turn.controlled && (said || status > 0))
			turn_lost(worker); /* it had ended, but may just have been choosing who is next */
		return;
	}
	int signal = said ? (said == KILLED_BY_ITSELF ? 0 : said) : status > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : status >= 0 ? 0 : SIGKILL;
	mend(worker, signal);
}

static void died(struct worker *worker)
{
	see_to(worker);
	bury(atomic_load(&worker->pid));
}

/* ---- those who are new ---- */

static void watch(struct worker *worker)
{
	int pid = atomic_load(&worker->pid), fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (fd < 0 && errno != ESRCH)
		arena_fail("%s cannot be watched: %s; fewer processes at once would be right", texts_get(worker->name, NULL), strerror(errno));
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = worker->id | (uint64_t)(uint32_t)fd << 32 };
	if (fd >= 0 && !atomic_load_explicit(&worker->killed, memory_order_acquire) && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0)
		return;
	if (fd >= 0)
		close(fd);
	died(worker);
}

static void watch_new(void)
{
	struct runner *next, *runner = inbox_take(&arena->crew);
	for (; runner; runner = next) {
		next = runner->next;
		atomic_store(&runner->in_inbox, 0);
		watch(worker_of_runner(runner));
	}
}

void crew_turn(void)
{
	struct epoll_event events[32];
	int n;
	if (!arena->mends)
		return;
	watch_new();
	while ((n = epoll_wait(epoll_fd, events, sizeof events / sizeof *events, 0)) > 0)
		for (int i = 0; i < n; i++) {
			close((int)(events[i].data.u64 >> 32));
			died(worker_at((uint32_t)events[i].data.u64));
		}
}

/* ---- signals ---- */

static struct worker *find(const char *name)
{
	char letter[12];
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++) {
		struct worker *worker = worker_at(id);
		if (!worker_is_process(worker) || atomic_load(&worker->left) || !atomic_load(&worker->pid))
			continue;
		if (strcmp(texts_get(worker->name, NULL), name) == 0 || strcmp(worker_letter(id, letter), name) == 0)
			return worker;
	}
	return NULL;
}

bool crew_signal(const char *name, int signal)
{
	struct worker *worker = find(name);
	if (!worker)
		return false;
	if (signal != SIGCONT)
		settle(worker);
	if (kill(atomic_load(&worker->pid), signal) != 0)
		return false;
	if (signal == SIGSTOP)
		turn_stopped(worker);
	if (signal != SIGKILL)
		probe(worker, signal == SIGSTOP ? KIND_STOPPED : KIND_CONTINUED, 0, 0, 0, 0);
	return true;
}

/* ---- the end ---- */

void crew_end(void)
{
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 2; arena->mends && id < count; id++) {
		struct worker *worker = worker_at(id);
		int pid = atomic_load(&worker->pid);
		if (worker_is_process(worker) && pid && !atomic_load(&worker->left))
			kill(pid, SIGKILL);
	}
	do
		outside_kill_left();
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR); /* the floor is gone: what it left is ours */
}
