/* terminal.c - the terminal's state, saved once and given back on every way out.
 *
 * Input is ttyname(0) opened anew: polling fd 0 would make the open file that stdout shares non-blocking, and ncurses
 * would spin on it. ncurses serves for output only.
 *
 * Kept between two screens it stays ours, and SIGINT and its like, which are nobody's then, go the way of a crash. stdout, which ncurses has hold of by another name, is a
 * memory file meanwhile: the descriptor 1 stays the terminal, so that whoever asks finds one.
 *
 * The crash handler runs on a stack of its own, once (SA_RESETHAND), and calls nothing but write, tcsetattr and raise; what it
 * writes is prepared when the terminal is taken. `taken` tells it whether there is anything to do. */
#include "tui/terminal.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <curses.h>
#include <term.h>

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static struct {
	volatile sig_atomic_t taken; /* the terminal is ours now */
	bool lost;                   /* it hung up */
	bool mouse;
	int rows, cols;              /* of the one that is pretended; 0: a real one */
	SCREEN *screen;
	int fd;                      /* own open file for input */
	int error_fd, saved_error_fd;
	bool keep;                   /* from one screen to the next */
	volatile sig_atomic_t idle;  /* it is kept, and no screen has it just now */
	bool was_kept;               /* the screen before left it to this one */
	FILE *out;                   /* stdout while somebody may print behind the screen; NULL: stdout is what it is */
	int out_fd;                  /* … what is printed goes here; -1 none */
	struct termios before;       /* as we found it */
	char restore[256];           /* what a crash writes */
	size_t restore_length;
	char stack[64 * 1024] __attribute__((aligned(16)));
} terminal = { .fd = -1, .error_fd = -1, .saved_error_fd = -1, .out_fd = -1 };

static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGSYS, SIGTRAP };
#define CRASHES (sizeof crashes / sizeof crashes[0])

#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

/* Write all of it, or give up: safe within signal handlers. */
static void write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t wrote = write(fd, bytes, length);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return;
		bytes += wrote;
		length -= (size_t)wrote;
	}
}

/* What was printed meanwhile goes where it was meant to go. Safe within signal handlers. */
static void replay(int from, int to)
{
	char bytes[1024];
	off_t at = 0;
	ssize_t got;
	if (from < 0)
		return;
	while ((got = pread(from, bytes, sizeof bytes, at)) > 0) {
		write_all(to, bytes, (size_t)got);
		at += got;
	}
}

static void error_replay(void)
{
	replay(terminal.error_fd, terminal.saved_error_fd);
}

static void crash(int number)
{
	if (terminal.taken && !terminal.lost) {
		terminal.taken = 0;
		write_all(STDOUT_FILENO, terminal.restore, terminal.restore_length);
		tcsetattr(STDOUT_FILENO, TCSANOW, &terminal.before);
		error_replay();
	}
	raise(number); /* SA_RESETHAND: now it does what it does */
}

static int restore_putc(int c)
{
	if (terminal.restore_length < sizeof terminal.restore)
		terminal.restore[terminal.restore_length++] = (char)c;
	return c;
}

static void restore_add(const char *capability)
{
	if (capability && capability != (char *)-1)
		tputs(capability, 1, restore_putc);
}

static void restore_prepare(void)
{
	terminal.restore_length = 0;
	for (const char *c = MOUSE_OFF; *c; c++)
		restore_putc(*c);
	restore_add(exit_attribute_mode);
	restore_add(cursor_normal);
	restore_add(exit_ca_mode);
}

static void crash_prepare(void)
{
	stack_t stack = { .ss_sp = terminal.stack, .ss_size = sizeof terminal.stack };
	sigaltstack(&stack, NULL);
	struct sigaction action = { .sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND };
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &action, NULL);
}

static void crash_forget(void)
{
	for (size_t i = 0; i < CRASHES; i++)
		signal(crashes[i], SIG_DFL);
	sigaltstack(&(stack_t){ .ss_flags = SS_DISABLE }, NULL);
}

/* From here on fd 2 is a memory file. Without one it stays what it is: then a message may be drawn over the screen, no worse. */
static void error_catch(void)
{
	terminal.error_fd = memfd_create("stderr", MFD_CLOEXEC);
	terminal.saved_error_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (terminal.error_fd < 0 || terminal.saved_error_fd < 0)
		return;
	fflush(stderr);
	dup2(terminal.error_fd, STDERR_FILENO);
}

static void error_let_go(void)
{
	fflush(stderr);
	if (terminal.error_fd >= 0 && terminal.saved_error_fd >= 0) {
		dup2(terminal.saved_error_fd, STDERR_FILENO);
		error_replay();
	}
	if (terminal.error_fd >= 0)
		close(terminal.error_fd);
	if (terminal.saved_error_fd >= 0)
		close(terminal.saved_error_fd);
	terminal.error_fd = terminal.saved_error_fd = -1;
}

static int input_open(struct error *error)
{
	const char *name = ttyname(STDIN_FILENO);
	terminal.fd = open(name ? name : "/dev/tty", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (terminal.fd < 0)
		terminal.fd = open("/dev/tty", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	return terminal.fd < 0 ? error_set(error, _("the terminal cannot be opened for input: %m")) : 0;
}

#define USUAL "xterm-256color"

/* What TERM names where that is known here, else the usual; -1 for what cannot move its cursor (dumb). Asked before newterm, which
 * changes the terminal, and leaks when it fails. */
static int type_choose(const char **type, struct error *error)
{
	int found;
	*type = getenv("TERM");
	if (!*type || setupterm(*type, STDOUT_FILENO, &found) == ERR) {
		*type = USUAL;
		return 0;
	}
	bool moves = cursor_address != NULL;
	del_curterm(cur_term);
	return moves ? 0 : error_set(error, _("the terminal `%s` cannot move its cursor, so no screen can be drawn: try --plain"), *type);
}

static int screen_open(struct error *error)
{
	const char *type;
	if (type_choose(&type, error))
		return -1;
	terminal.screen = newterm(type, stdout, stdin);
	return terminal.screen ? 0 : error_set(error, _("the terminal `%s` is not known here: set TERM=%s, or try --plain"), type, USUAL);
}

/* Byte by byte, no echo; Ctrl-C and Ctrl-Z stay signals. */
static void modes_set(void)
{
	cbreak();
	noecho();
	nonl();
	curs_set(0);
	leaveok(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	struct termios modes;
	if (tcgetattr(STDOUT_FILENO, &modes) == 0) { /* Ctrl-Q and Ctrl-S are keys, not flow control */
		modes.c_iflag &= ~(tcflag_t)IXON;
		tcsetattr(STDOUT_FILENO, TCSANOW, &modes);
		def_prog_mode();
	}
}

/* ---- kept between two screens ---- */

static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
#define ENDS (sizeof ends / sizeof ends[0])

static void out_catch(void)
{
	if (terminal.out_fd < 0)
		terminal.out_fd = memfd_create("stdout", MFD_CLOEXEC);
	int copy = terminal.out_fd < 0 ? -1 : fcntl(terminal.out_fd, F_DUPFD_CLOEXEC, 3);
	FILE *file = copy < 0 ? NULL : fdopen(copy, "w");
	if (!file)
		return;
	fflush(stdout);
	terminal.out = stdout;
	stdout = file;
}

static void out_let_go(void)
{
	if (!terminal.out)
		return;
	fclose(stdout);
	stdout = terminal.out;
	terminal.out = NULL;
}

void terminal_guard(void)
{
	struct sigaction action = { .sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND };
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; terminal.idle && i < ENDS; i++)
		sigaction(ends[i], &action, NULL);
}

/* Whoever takes it has handlers of its own for them already, or wants none of ours. */
static void guard_end(void)
{
	struct sigaction action;
	for (size_t i = 0; i < ENDS; i++)
		if (sigaction(ends[i], NULL, &action) == 0 && action.sa_handler == crash)
			signal(ends[i], SIG_DFL);
}

static void idle_begin(void)
{
	terminal_mouse(false);
	terminal.idle = 1;
	out_catch();
}

static void idle_end(void)
{
	out_let_go();
	guard_end();
	terminal.idle = 0;
}

bool terminal_is_kept(void)
{
	return terminal.keep;
}

bool terminal_keep(bool keep)
{
	bool before = terminal.keep;
	terminal.keep = keep;
	if (!keep && terminal.idle) {
		idle_end();
		terminal_give();
	}
	return before;
}

bool terminal_was_kept(void)
{
	return terminal.was_kept;
}

char *terminal_overheard(char *to, size_t size)
{
	char bytes[1024];
	*to = '\0';
	fflush(stderr);
	off_t end = terminal.error_fd < 0 ? 0 : lseek(terminal.error_fd, 0, SEEK_CUR), from = end > (off_t)sizeof bytes - 1 ? end - (off_t)sizeof bytes + 1 : 0;
	ssize_t got = end > 0 ? pread(terminal.error_fd, bytes, sizeof bytes - 1, from) : 0;
	if (got <= 0)
		return to;
	while (got && bytes[got - 1] == '\n')
		got--;
	bytes[got] = '\0';
	const char *line = strrchr(bytes, '\n'), *name = _("lunchrush: ");
	line = line ? line + 1 : bytes;
	line += strncmp(line, name, strlen(name)) ? 0 : strlen(name);
	text_clean(to, size, line, strlen(line));
	if (ftruncate(terminal.error_fd, 0) == 0)
		lseek(terminal.error_fd, 0, SEEK_SET);
	return to;
}

void terminal_stand_in(int rows, int cols)
{
	terminal.rows = rows;
	terminal.cols = cols;
}

int terminal_take(struct error *error)
{
	if (terminal.rows)
		return 0;
	terminal.was_kept = terminal.idle;
	if (terminal.idle) {
		idle_end();
		return 0;
	}
	setlocale(LC_CTYPE, "");
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, _("the screen needs a terminal on stdin and stdout: try --plain"));
	if (tcgetattr(STDOUT_FILENO, &terminal.before))
		return error_set(error, _("the terminal cannot be asked for its modes: %m"));
	if (input_open(error))
		return -1;
	if (screen_open(error)) {
		close(terminal.fd);
		terminal.fd = -1;
		return -1;
	}
	if (has_colors())
		start_color();
	restore_prepare();
	terminal.lost = false;
	error_catch();
	terminal.taken = 1;
	crash_prepare();
	modes_set();
	return 0;
}

void terminal_give(void)
{
	if (!terminal.taken || terminal.idle)
		return;
	if (terminal.keep && !terminal.lost) {
		idle_begin();
		return;
	}
	if (!terminal.lost) {
		terminal_mouse(false);
		curs_set(1);
		endwin();
		tcsetattr(STDOUT_FILENO, TCSADRAIN, &terminal.before);
	}
	terminal.taken = 0;
	crash_forget();
	error_let_go();
	if (terminal.out_fd >= 0) {
		replay(terminal.out_fd, STDOUT_FILENO);
		close(terminal.out_fd);
		terminal.out_fd = -1;
	}
	if (!terminal.lost) /* it writes, which a terminal that is gone does not take */
		delscreen(terminal.screen);
	terminal.screen = NULL;
	close(terminal.fd);
	terminal.fd = -1;
}

void terminal_suspend(void)
{
	if (terminal.mouse)
		write_all(STDOUT_FILENO, MOUSE_OFF, sizeof MOUSE_OFF - 1);
	curs_set(1);
	endwin();
	tcsetattr(STDOUT_FILENO, TCSADRAIN, &terminal.before);
	terminal.taken = 0;
}

void terminal_resume(void)
{
	terminal.taken = 1;
	reset_prog_mode();
	clearok(curscr, TRUE);
	refresh();
	modes_set();
	if (terminal.mouse)
		write_all(STDOUT_FILENO, MOUSE_ON, sizeof MOUSE_ON - 1);
}

int terminal_fd(void)
{
	return terminal.fd;
}

bool terminal_is_there(void)
{
	struct termios modes;
	return tcgetattr(terminal.fd, &modes) == 0;
}

void terminal_lost(void)
{
	terminal.lost = true;
}

int terminal_colours(void)
{
	return terminal.rows ? 256 : has_colors() ? COLORS : 0;
}

bool terminal_is_utf8(void)
{
	return terminal.rows || !strcmp(nl_langinfo(CODESET), "UTF-8");
}

void terminal_size(int *rows, int *cols)
{
	struct winsize size;
	*rows = terminal.rows;
	*cols = terminal.cols;
	if (terminal.rows)
		return;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
		*rows = size.ws_row;
		*cols = size.ws_col;
	} else {
		*rows = LINES > 0 ? LINES : 1;
		*cols = COLS > 0 ? COLS : 1;
	}
	if (*rows > 1000)
		*rows = 1000;
	if (*cols > 1000)
		*cols = 1000;
	if (!is_term_resized(*rows, *cols))
		return;
	resizeterm(*rows, *cols);
	leaveok(stdscr, TRUE);
}

void terminal_send(const char *bytes, size_t length)
{
	if (!terminal.lost && !terminal.rows)
		write_all(STDOUT_FILENO, bytes, length);
}

void terminal_mouse(bool on)
{
	if (on != terminal.mouse && !terminal.lost && !terminal.rows)
		write_all(STDOUT_FILENO, on ? MOUSE_ON : MOUSE_OFF, on ? sizeof MOUSE_ON - 1 : sizeof MOUSE_OFF - 1);
	terminal.mouse = on;
}
