/* mend_editor.c - see mend_editor.h.
 *
 * The editor shares our process group, so that the shell's job control takes both together: Ctrl-Z in the editor stops us with it. Keys that interrupt are the
 * editor's meanwhile. Its stderr is the terminal: ours leads to a file in memory while the screen is taken. */
#include "tui/mend_editor.h"
#include "trace/tongue.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int numbers[] = { SIGINT, SIGQUIT, SIGTSTP };
#define NUMBERS (sizeof numbers / sizeof *numbers)

const char *mend_editor(void)
{
	const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
	if (visual && *visual)
		return visual;
	return plain && *plain ? plain : "vi";
}

const char *mend_editor_words(void)
{
	static const char *const kin[] = { "vi", "vim", "nvim", "vim.tiny", "vim.basic" };
	const char *name = mend_editor(), *slash;
	size_t length = strcspn(name, " "); /* "vim -n" is vim */
	for (slash = name; slash < name + length; slash++)
		if (*slash == '/') {
			length -= (size_t)(slash + 1 - name);
			name = slash + 1;
		}
	for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
		if (strlen(kin[i]) == length && !strncmp(name, kin[i], length))
			return _("In it i begins to type; Esc, then :wq and Enter, saves and leaves; Esc, then :q! and Enter, leaves without saving.");
	return NULL;
}

static _Noreturn void become_editor(const char *name, const char *path)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	char command[1024];
	sigset_t none;
	for (size_t i = 0; i < NUMBERS; i++)
		sigaction(numbers[i], &usual, NULL);
	sigaction(SIGPIPE, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(STDOUT_FILENO, STDERR_FILENO);
	snprintf(command, sizeof command, "exec %s \"$@\"", name); /* no shell stays between: Ctrl-C would end it and leave the editor */
	execl("/bin/sh", "sh", "-c", command, name, path, NULL);
	_exit(127);
}

int mend_edit(const char *path, struct error *error)
{
	struct sigaction before[NUMBERS], ours = { .sa_handler = SIG_IGN };
	const char *name = mend_editor();
	int status = 0;
	pid_t pid;
	if (strlen(name) > 1000)
		return error_set(error, _("the editor's name is too long: set EDITOR to a shorter one"));
	for (size_t i = 0; i < NUMBERS; i++) {
		ours.sa_handler = numbers[i] == SIGTSTP ? SIG_DFL : SIG_IGN;
		sigaction(numbers[i], &ours, &before[i]);
	}
	pid = fork();
	if (pid == 0)
		become_editor(name, path);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	for (size_t i = 0; i < NUMBERS; i++)
		sigaction(numbers[i], &before[i], NULL);
	if (pid < 0)
		return error_set(error, _("the editor cannot be started: %s"), strerror(errno));
	if (WIFEXITED(status) && (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126))
		return error_set(error, _("there is no editor `%.200s`: set EDITOR to one that is there"), name);
	if (WIFEXITED(status) && WEXITSTATUS(status))
		return error_set(error, _("the editor ended with status %d, so nothing was taken over"), WEXITSTATUS(status));
	if (!WIFEXITED(status))
		return error_set(error, _("the editor was ended by signal %d, so nothing was taken over"), WTERMSIG(status));
	return 0;
}
