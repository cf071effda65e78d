/* outside_start.c - a process becomes an outside program.
 *
 * posix_spawn and uv_spawn cannot ask for the signal that a child gets when its parent dies, so what they start is this program once more, as
 * `lunchrush --outside PID FOLDER PATH NAME ARGUMENTS…`, and that becomes the program at PATH: in the same process, with the same descriptors, once nothing of
 * ours is left on it: signals, environment, other descriptors. Why it could not goes through OUTSIDE_SAID_FD, which is closed when it could.
 *
 * There is no fallback to a shell for a text file without a #! line: execve refuses it, and that is what the recipe is told. */
#include "kitchen/outside_start.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { AT_PARENT = 2, AT_FOLDER, AT_PATH, AT_NAME };

static _Noreturn void cannot(void)
{
	int why = errno;
	ssize_t n = write(OUTSIDE_SAID_FD, &why, sizeof why);
	_exit(n == sizeof why ? 127 : 126);
}

static void forget_signals(void)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;
	for (int signal = 1; signal < NSIG; signal++)
		sigaction(signal, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* NAME=VALUE of our own environment; NULL when it has none. */
static char *kept(const char *name)
{
	char *entry, *value = getenv(name);
	return value && asprintf(&entry, "%s=%s", name, value) >= 0 ? entry : NULL;
}

_Noreturn void outside_become(int argc, char **argv)
{
	static char locale[] = "LC_ALL=C.UTF-8", usual_path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	static const struct rlimit no_core = { 0, 0 };
	char *environment[5] = { locale }, *value;
	int n = 1;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (argc <= AT_NAME || getppid() != (pid_t)atoi(argv[AT_PARENT]))
		_exit(126); /* who wanted it is gone already */
	value = kept("PATH");
	environment[n++] = value ? value : usual_path;
	if ((value = kept("HOME")))
		environment[n++] = value;
	if ((value = kept("TMPDIR")))
		environment[n++] = value;
	forget_signals();
	setrlimit(RLIMIT_CORE, &no_core);
	if (dup2(STDOUT_FILENO, STDERR_FILENO) < 0 || fcntl(OUTSIDE_SAID_FD, F_SETFD, FD_CLOEXEC) < 0 || close_range(OUTSIDE_SAID_FD + 1, ~0u, 0) < 0)
		cannot();
	if (chdir(argv[AT_FOLDER]) == 0)
		execve(argv[AT_PATH], argv + AT_NAME, environment);
	cannot();
}
