/* doctor.c - `lunchrush doctor`: what this machine and terminal can do for the program, and what to do where they cannot.
 *
 * A table of checks, each a small function that writes what it found and answers how well it is. Only what really stops the
 * program counts as wrong; what merely makes it plainer is a note. */
#include "cli/data.h"
#include "cli/verb.h"
#include "cli/wishes.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/theme_shelf.h"
#include "tui/tui.h"

#include <curses.h>
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <langinfo.h>
#include <lua.h>
#include <msgpack.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <term.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#undef tab

enum health { FINE, NOTE, WRONG };

static const struct flag flags[] = { { NULL, NULL, NULL, 0 } };

struct finding {
	char text[400];
};

__attribute__((format(printf, 3, 4))) static enum health found(struct finding *finding, enum health health, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(finding->text, sizeof finding->text, format, args);
	va_end(args);
	return health;
}

static enum health check_terminal(struct finding *finding)
{
	const char *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return found(finding, NOTE, _("none: `run` tells the story in words; run it in a terminal for the screen"));
	if (!name || !*name)
		return found(finding, NOTE, _("TERM is not set; export TERM=xterm-256color"));
	return found(finding, FINE, "%s", name);
}

static enum health check_colours(struct finding *finding)
{
	const char *name = getenv("TERM"), *no_color = getenv("NO_COLOR");
	int outcome, colours;

	if (setupterm(name ? name : "dumb", STDOUT_FILENO, &outcome) != OK)
		return found(finding, NOTE, _("the terminal's name is not known here; install ncurses-term, or export TERM=xterm-256color"));
	colours = tigetnum("colors");
	del_curterm(cur_term);
	if (no_color && *no_color)
		return found(finding, NOTE, _("none, as NO_COLOR asks; unset NO_COLOR for colours"));
	if (colours < 8)
		return found(finding, NOTE, _("none; signs and words say all that colours do"));
	if (colours < 256)
		return found(finding, NOTE, _("%d; export TERM=xterm-256color if the terminal has more"), colours);
	return found(finding, FINE, "%d", colours);
}

static enum health check_size(struct finding *finding)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return found(finding, NOTE, _("not known: stdout is no terminal"));
	if (size.ws_col < 80 || size.ws_row < 24)
		return found(finding, NOTE, _("%d x %d; the screen needs 80 x 24"), size.ws_col, size.ws_row);
	return found(finding, FINE, "%d x %d", size.ws_col, size.ws_row);
}

static enum health check_locale(struct finding *finding)
{
	const char *codes = nl_langinfo(CODESET);

	if (strcmp(codes, "UTF-8") != 0)
		return found(finding, NOTE, _("%s: signs are drawn in ASCII; export LANG=C.UTF-8 for better ones"), codes);
	return found(finding, FINE, "UTF-8");
}

static enum health check_cores(struct finding *finding)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

	if (count < 2)
		return found(finding, NOTE, _("1: threads take turns, and nothing runs in parallel"));
	return found(finding, FINE, "%d", count);
}

/* Whether the kernel trusts the time-stamp counter as its clock. */
static bool counter_is_clock(void)
{
	FILE *file = fopen("/sys/devices/system/clocksource/clocksource0/current_clocksource", "re");
	char name[32] = "";

	if (file && !fgets(name, sizeof name, file))
		*name = '\0';
	if (file)
		fclose(file);
	return strncmp(name, "tsc", 3) == 0;
}

static enum health check_clock(struct finding *finding)
{
	struct timespec start, end;
	enum { READS = 20000 };
	double ns;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (int i = 0; i < READS; i++)
		clock_gettime(CLOCK_MONOTONIC, &end);
	ns = ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec)) / READS;
	return found(finding, ns < 500 ? FINE : NOTE, _("%.0f ns to read%s%s"), ns, counter_is_clock() ? _(", the kernel uses the time-stamp counter") : "",
		ns < 500 ? "" : _(": slow, so fast kitchens run slower when watched"));
}

static enum health check_libraries(struct finding *finding)
{
	return found(finding, FINE, "%s, libuv %s, %s, jansson %s, msgpack %s", curses_version(), uv_version_string(), LUA_RELEASE,
		jansson_version_str(), msgpack_version());
}

static enum health check_data(struct finding *finding)
{
	struct theme_shelf themes;
	size_t recipes;

	free(data_recipes(&recipes));
	theme_shelf_read(&themes, data_directory());
	if (recipes == 0)
		return found(finding, WRONG, _("%.200s/lessons holds no recipe; install the program whole (make install)"), data_directory());
	return found(finding, FINE, _("%.250s: %zu recipes, %d themes"), data_directory(), recipes, themes.count);
}

/* ---- what is in effect, and who says so ---- */

static enum health check_settings(struct finding *finding)
{
	const struct config *config = wishes_config();

	if (!*config->path)
		return found(finding, NOTE, _("there is no place for lunchrush.ini: neither XDG_CONFIG_HOME nor HOME is the path of a folder"));
	if (!config->there)
		return found(finding, FINE, access(config->path, F_OK) == 0 ? _("%.300s cannot be read") : _("none of your own; they would be in %.300s"), config->path);
	return found(finding, FINE, "%.380s", config->path);
}

static enum health check_theme_used(struct finding *finding)
{
	const char *name = *wishes()->theme ? wishes()->theme : "dark";
	char path[1024];
	struct error error;

	if (theme_is_path(name))
		snprintf(path, sizeof path, "%s", name);
	else if (theme_path(data_directory(), name, path, sizeof path, &error))
		return found(finding, WRONG, "%.380s", error.text);
	return found(finding, FINE, "%.64s, %.64s: %.240s", name, wishes_from(WISH_THEME), path);
}

static int own_count(const struct theme_shelf *shelf)
{
	int count = 0;

	for (int i = 0; i < shelf->count; i++)
		count += shelf->themes[i].own;
	return count;
}

static enum health check_own_themes(struct finding *finding)
{
	struct theme_shelf shelf;
	char folder[1024], said[64];
	int own, more;

	theme_shelf_read(&shelf, data_directory());
	own = own_count(&shelf);
	more = shelf.left_out_count - 1;
	snprintf(said, sizeof said, ngettext("%d of your own", "%d of your own", (unsigned long)own), own);
	if (shelf.left_out_count && more)
		return found(finding, NOTE, ngettext("%s; left out is %.280s; and %d more", "%s; left out is %.280s; and %d more", (unsigned long)more), said, shelf.left_out[0].why, more);
	if (shelf.left_out_count)
		return found(finding, NOTE, _("%s; left out is %.300s"), said, shelf.left_out[0].why);
	if (own || config_folder(folder, sizeof folder))
		return found(finding, FINE, "%s", said);
	return found(finding, FINE, _("none of your own; they would be in %.300s/themes"), folder);
}

static enum health check_signs(struct finding *finding)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		return found(finding, NOTE, _("ascii, since the locale is not UTF-8 (else %s, %s)"), glyph_set_name(wishes()->glyphs), wishes_from(WISH_GLYPHS));
	return found(finding, FINE, "%s, %s", glyph_set_name(wishes()->glyphs), wishes_from(WISH_GLYPHS));
}

static enum health check_motion(struct finding *finding)
{
	return found(finding, FINE, "%s, %s", wishes()->reduced_motion ? _("things jump") : _("things glide"), wishes_from(WISH_MOTION));
}

/* What nothing else here shows. */
static enum health check_wishes(struct finding *finding)
{
	static const enum config_key keys[] = { CONFIG_MOUSE, CONFIG_LANGUAGE, CONFIG_PACE, CONFIG_ENGINE };
	const struct config *config = wishes_config();
	char said[320] = "";

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		size_t length = strlen(said);
		if (*config->values[keys[i]])
			snprintf(said + length, sizeof said - length, "%s%s %.32s, %.40s", length ? "; " : "", config_name(keys[i]), config->values[keys[i]], config->from[keys[i]]);
	}
	return found(finding, FINE, "%s", *said ? said : _("no mouse, language, pace or engine is asked for"));
}

static enum health check_processes(struct finding *finding)
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0)
		_exit(7);
	if (pid < 0)
		return found(finding, WRONG, _("none can be made (%s); raise `ulimit -u`"), strerror(errno));
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 7)
		return found(finding, WRONG, _("a child did not end as it should"));
	return found(finding, FINE, _("can be made"));
}

static void *nothing(void *data)
{
	return data;
}

static enum health check_threads(struct finding *finding)
{
	pthread_t threads[64];
	int made = 0, error = 0;

	while (made < 64 && (error = pthread_create(&threads[made], NULL, nothing, NULL)) == 0)
		made++;
	for (int i = 0; i < made; i++)
		pthread_join(threads[i], NULL);
	if (made < 64)
		return found(finding, made < 4 ? WRONG : NOTE, _("only %d can be made (%s); raise `ulimit -u`"), made, strerror(error));
	return found(finding, FINE, _("64 made and joined"));
}

static enum health check_memory(struct finding *finding)
{
	const size_t bytes = (size_t)256 << 20;
	void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int sockets[2];

	if (shared == MAP_FAILED)
		return found(finding, WRONG, _("256 MB of shared memory cannot be mapped (%s); raise `ulimit -v`"), strerror(errno));
	munmap(shared, bytes);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
		return found(finding, WRONG, _("no socket pair (%s); raise `ulimit -n`"), strerror(errno));
	close(sockets[0]);
	close(sockets[1]);
	return found(finding, FINE, _("memory can be mapped and sockets opened"));
}

static enum health check_system(struct finding *finding)
{
	struct utsname name;

	if (uname(&name) != 0)
		return found(finding, NOTE, _("not known"));
	return found(finding, FINE, "%s %s, %s", name.sysname, name.release, name.machine);
}

static const struct check {
	const char *name;
	enum health (*look)(struct finding *);
} checks[] = {
	{ N_("system"), check_system },       { N_("terminal"), check_terminal }, { N_("colours"), check_colours },     { N_("size"), check_size },
	{ N_("locale"), check_locale },       { N_("cores"), check_cores },       { N_("clock"), check_clock },         { N_("processes"), check_processes },
	{ N_("threads"), check_threads },     { N_("sharing"), check_memory },    { N_("libraries"), check_libraries }, { N_("data"), check_data },
	{ N_("settings"), check_settings },   { N_("theme"), check_theme_used },  { N_("themes"), check_own_themes },   { N_("signs"), check_signs },
	{ N_("motion"), check_motion },       { N_("others"), check_wishes },
};

/* The blanks that fill a column of so many: printf counts bytes. */
static int pad(const char *text, int wide)
{
	return text_width(text) < wide ? wide - text_width(text) : 0;
}

static int doctor_run(int argc, char **argv)
{
	static const char *const words[] = { [FINE] = N_("ok"), [NOTE] = N_("note"), [WRONG] = N_("wrong") };
	int counts[3] = { 0 };
	const char *value;
	struct error error;

	if (flags_next(flags, argc, argv, &value, &error) == FLAGS_WRONG)
		return verb_fail(EXIT_USAGE, &error);
	if (optind < argc) {
		error_set(&error, _("doctor: '%s' is too much: doctor looks at everything"), argv[optind]);
		return verb_fail(EXIT_USAGE, &error);
	}
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		struct finding finding;
		enum health health = checks[i].look(&finding);
		counts[health]++;
		printf("%s%*s  %s%*s  %s\n", _(words[health]), pad(_(words[health]), 5), "", _(checks[i].name), pad(_(checks[i].name), 9), "", finding.text);
	}
	printf("%s\n", counts[WRONG] ? _("Something is wrong: see above for what to do.") : _("Kitchens can run here."));
	return counts[WRONG] ? EXIT_WRONG : EXIT_DONE;
}

const struct verb verb_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = N_("Say what this machine and terminal can do, and what to mend"),
	.flags = flags,
	.run = doctor_run,
};
