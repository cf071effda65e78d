/* kitchen.c - starting a kitchen process, and making sure that it ends.
 *
 * The program starts itself once more with the launch as its second argument. The kitchen gets: the socket as descriptor 3,
 * the answers of this sitting as descriptor 4, nothing to read, a file in memory as stdout and stderr (its last words must not be drawn over the screen, yet can be told), no other
 * descriptor, its own process group (a Ctrl-C typed at the terminal is the screen's to answer), and death by SIGKILL when the
 * thread that started it is gone: call source_kitchen from the main thread only.
 *
 * Ending is always the same: SIGKILL to the group while its leader is unreaped (so that its number cannot be another's), then
 * wait. A kitchen that closed its stream gets a moment to end by itself first, since its exit status matters. */
#include "source/inner.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 5000

/* In the child, between fork and exec: system calls only. */
static _Noreturn void become_kitchen(const char *json, int socket, int words, int answers, pid_t parent)
{
	char *const arguments[] = { "lunchrush", LAUNCH_ARGUMENT, (char *)json, NULL };
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;
	int nothing;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(3);
	nothing = open("/dev/null", O_RDONLY);
	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(words, 1) < 0 || dup2(words, 2) < 0)
		_exit(3);
	if (answers >= 0)
		answers = fcntl(answers, F_DUPFD, LAUNCH_ANSWERS_FD + 1); /* out of the way of those below */
	if (socket == LAUNCH_FD ? fcntl(socket, F_SETFD, 0) : dup2(socket, LAUNCH_FD) < 0)
		_exit(3);
	if (answers >= 0 && dup2(answers, LAUNCH_ANSWERS_FD) < 0)
		_exit(3);
	close_range(answers >= 0 ? LAUNCH_ANSWERS_FD + 1 : LAUNCH_FD + 1, ~0u, 0);
	sigaction(SIGPIPE, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv("/proc/self/exe", arguments);
	dprintf(2, "the kitchen cannot be started: %s\n", strerror(errno)); /* between fork and exec: no gettext */
	_exit(3);
}

/* The answers that kitchens of this sitting got, for those to come; -1: there is no memory for it, and each asks for itself. */
static int answers_fd(void)
{
	static int kept = -1;
	int fd;
	if (kept >= 0 || (fd = memfd_create("answers", MFD_CLOEXEC | MFD_ALLOW_SEALING)) < 0)
		return kept;
	if (ftruncate(fd, LAUNCH_ANSWERS_BYTES) == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
		kept = fd;
	else
		close(fd);
	return kept;
}

/* A socket pair: [0] ours, not waiting; [1] the kitchen's. */
static int open_sockets(int sockets[2], struct error *error)
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		return error_set(error, _("no socket for the kitchen: %s"), strerror(errno));
	fcntl(sockets[0], F_SETFL, O_NONBLOCK);
	return 0;
}

struct source *source_kitchen(const struct launch *launch, const char *trace_path, struct error *error)
{
	char *json = launch_write(launch);
	pid_t parent = getpid();
	struct source *source = NULL;
	int sockets[2], answers;

	if (!json) {
		error_set(error, _("%s: the name of a recipe's file must be plain text (UTF-8)"), launch->path);
		return NULL;
	}
	if (open_sockets(sockets, error))
		goto out_json;
	source = source_new(sockets[0], "");
	if (!source) {
		error_set(error, _("memory is out"));
		goto out_socket;
	}
	source->words_fd = memfd_create("last words", MFD_CLOEXEC);
	if (source->words_fd < 0) {
		error_set(error, _("no memory for the kitchen's last words: %s"), strerror(errno));
		goto out_source;
	}
	if (trace_path && tee_open(source, trace_path, error))
		goto out_source;
	answers = answers_fd();
	source->pid = fork();
	if (source->pid == 0)
		become_kitchen(json, sockets[1], source->words_fd, answers, parent);
	if (source->pid < 0) {
		error_set(error, _("the kitchen cannot be started: %s"), strerror(errno));
		goto out_source;
	}
	setpgid(source->pid, source->pid); /* both sides, so that it holds whoever is first */
	close(sockets[1]);
	free(json);
	return source;

out_source:
	source->pid = 0;
	source_free(source);
out_socket:
	close(sockets[1]);
out_json:
	free(json);
	return NULL;
}

/* Wait until the leader has ended, for at most PATIENCE_MS, without reaping it. */
static void kitchen_wait(pid_t pid)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd end = { .fd = fd, .events = POLLIN };

	if (fd < 0)
		return;
	while (poll(&end, 1, PATIENCE_MS) < 0 && errno == EINTR)
		continue;
	close(fd);
}

int kitchen_reap(struct source *source, bool patient)
{
	int status = 0;

	if (source->pid <= 0)
		return 0;
	if (patient)
		kitchen_wait(source->pid);
	kill(-source->pid, SIGKILL);
	kill(source->pid, SIGKILL); /* in case it has not come to make its group */
	while (waitpid(source->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	source->pid = 0;
	return status;
}

/* The first line on the kitchen's stderr, rulers of a sanitizer passed over, that says anything, cleaned; "" when there is none. */
static void first_words(int fd, char *to, size_t size)
{
	char bytes[4096];
	ssize_t n = fd >= 0 ? pread(fd, bytes, sizeof bytes - 1, 0) : 0;
	char *line = bytes;

	*to = '\0';
	bytes[n > 0 ? n : 0] = '\0';
	while (*line) {
		size_t length = strcspn(line, "\n");
		if (length > 0 && line[0] != '=' && line[0] != ' ')
			break;
		if (length > 2 && line[0] == '=' && strncmp(line, "====", 4) != 0)
			break;
		line += length + (line[length] == '\n');
	}
	text_clean(to, size, line, strcspn(line, "\n"));
}

int kitchen_died(struct source *source, int status, const char *stream_words)
{
	char words[300];
	const char *colon;

	first_words(source->words_fd, words, sizeof words);
	colon = *words ? ": " : "";
	if (WIFSIGNALED(status)) {
		const char *name = sigdescr_np(WTERMSIG(status));
		return error_set(&source->error, _("the kitchen was ended by signal %d (%s)%s%s"), WTERMSIG(status), name ? name : "unknown", colon, words);
	}
	if (WEXITSTATUS(status) != 0)
		return error_set(&source->error, _("the kitchen ended with status %d%s%s"), WEXITSTATUS(status), colon, words);
	return error_set(&source->error, _("the kitchen ended before its report: %s%s%s"), stream_words, colon, words);
}

void kitchen_last_words(struct source *source)
{
	char bytes[4096], *line_end;
	off_t at = 0;
	ssize_t n = source->words_fd >= 0 ? pread(source->words_fd, bytes, sizeof bytes, 0) : 0;

	if (n <= 0 || isatty(STDERR_FILENO))
		return;
	line_end = memchr(bytes, '\n', (size_t)n);
	if (*source->error.text && (!line_end || line_end == bytes + n - 1))
		return; /* one line, and source_error has it */
	while ((n = pread(source->words_fd, bytes, sizeof bytes, at)) > 0) {
		if (write(STDERR_FILENO, bytes, (size_t)n) < 0)
			return;
		at += n;
	}
}
