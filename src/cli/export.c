/* export.c - `lunchrush export`: a saved run in a form for others, to a file or to stdout. */
#include "cli/export.h"
#include "cli/data.h"
#include "cli/verb.h"
#include "paper/whole_file.h"
#include "record/exporter.h"
#include "record/tape.h"
#include "source/saved.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLAG_PERFETTO = 1, FLAG_OUT, FLAG_TEXT, FLAG_SVG, FLAG_AT, FLAG_SIZE, FLAG_THEME, FLAG_ASCII, FLAG_ANIMATE, FLAG_FROM, FLAG_TO, FLAG_SPEED, FLAG_HTML };

static const struct flag flags[] = {
	{ "perfetto", NULL, N_("for ui.perfetto.dev: a track per worker, arrows from put to get, queues as counters"), FLAG_PERFETTO },
	{ "svg", NULL, N_("the screen at a moment, as a picture with real text, in the theme's colours"), FLAG_SVG },
	{ "text", NULL, N_("the screen at a moment, as plain text"), FLAG_TEXT },
	{ "html", NULL, N_("a page that plays it, in one file: with chapters, and the words of the lesson"), FLAG_HTML },
	{ "at", "MOMENT", N_("3.5s by the kitchen's clock, end, or of a run under control \"step 12\"; the end when left out"), FLAG_AT },
	{ "size", "COLSxROWS", N_("of the screen that is drawn; 100x30 when left out"), FLAG_SIZE },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), FLAG_THEME },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_ASCII },
	{ "animate", NULL, N_("with --svg: a moving picture that goes round without end"), FLAG_ANIMATE },
	{ "from", "MOMENT", N_("… from this moment; the beginning when left out"), FLAG_FROM },
	{ "to", "MOMENT", N_("… to this one; the end when left out"), FLAG_TO },
	{ "speed", "X", N_("… so many times as fast; 1 when left out"), FLAG_SPEED },
	{ "out", "FILE", N_("write there, not to stdout; a file that is there is replaced once all is written"), FLAG_OUT | FLAG_LETTER('o') },
	{ NULL, NULL, NULL, 0 },
};

enum form { FORM_UNSAID, FORM_PERFETTO, FORM_SVG, FORM_TEXT, FORM_HTML };
static const char *const form_names[] = { "", "perfetto", "svg", "text", "html" };
static const char *const form_endings[] = { "", "json", "svg", "txt", "html" };

struct exporting {
	enum form form;
	struct export_look look;
	const char *out; /* NULL: stdout */
	const char *file;
	struct error *damage;
};

static int choose(struct exporting *exporting, enum form form, struct error *error)
{
	if (exporting->form && exporting->form != form)
		return error_set(error, _("export: --%s and --%s do not go together; one form at a time"), form_names[exporting->form], form_names[form]);
	exporting->form = form;
	return 0;
}

/* `--at step 12` without quotes is meant as one: the number goes along. */
static int moment_take(struct export_moment *to, const char *flag, const char *value, int argc, char **argv, struct error *error)
{
	char both[64];
	if (strcmp(value, "step") || optind >= argc || !isdigit((unsigned char)*argv[optind]))
		return export_moment_read(to, flag, value, error);
	snprintf(both, sizeof both, "step %s", argv[optind++]);
	return export_moment_read(to, flag, both, error);
}

static int speed_take(struct exporting *exporting, const char *value, struct error *error)
{
	if (flags_number("number", value, 0.01, 1000, &exporting->look.speed, error))
		return error_set(error, "export: --speed: %s", error->text);
	return 0;
}

static int size_take(struct exporting *exporting, const char *value, struct error *error)
{
	struct error words;
	return tape_size(value, &exporting->look.rows, &exporting->look.cols, &words) ? error_set(error, "export: --size: %s", words.text) : 0;
}

static int flag_take(struct exporting *exporting, int code, const char *value, int argc, char **argv, struct error *error)
{
	struct export_look *look = &exporting->look;
	switch (code) {
	case FLAG_PERFETTO: return choose(exporting, FORM_PERFETTO, error);
	case FLAG_SVG: return choose(exporting, FORM_SVG, error);
	case FLAG_TEXT: return choose(exporting, FORM_TEXT, error);
	case FLAG_HTML: return choose(exporting, FORM_HTML, error);
	case FLAG_OUT: exporting->out = value; return 0;
	case FLAG_AT: return moment_take(&look->at, "at", value, argc, argv, error);
	case FLAG_FROM: return moment_take(&look->from, "from", value, argc, argv, error);
	case FLAG_TO: return moment_take(&look->to, "to", value, argc, argv, error);
	case FLAG_SPEED: return speed_take(exporting, value, error);
	case FLAG_SIZE: return size_take(exporting, value, error);
	case FLAG_THEME: look->theme = value; return 0;
	case FLAG_ANIMATE: look->animate = true; return 0;
	default: look->ascii = true; return 0;
	}
}

static int read_flags(struct exporting *exporting, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (flag_take(exporting, code, value, argc, argv, error))
			return -1;
	return code;
}

/* What goes together. */
static int check_look(struct exporting *exporting, struct error *error)
{
	struct export_look *look = &exporting->look;
	bool picture = exporting->form == FORM_SVG || exporting->form == FORM_TEXT, moving = look->from.of || look->to.of || look->speed > 0;
	look->text = exporting->form == FORM_TEXT;
	if (!picture && (look->at.of || look->animate || moving))
		return error_set(error, _("export: --at and --animate are for pictures: --svg or --text"));
	if (exporting->form == FORM_PERFETTO && (look->rows || look->theme || look->ascii))
		return error_set(error, _("export: --size, --theme and --ascii are for what shows the screen: --svg, --text or --html"));
	if (look->animate && (look->text || look->at.of))
		return error_set(error, look->text ? _("export: --animate goes with --svg: text does not move") : _("export: --animate goes from --from to --to, not --at a moment"));
	if (moving && !look->animate)
		return error_set(error, _("export: --from, --to and --speed go with --svg --animate"));
	return 0;
}

static int check(struct exporting *exporting, int argc, char **argv, struct error *error)
{
	if (read_flags(exporting, argc, argv, error))
		return -1;
	if (!exporting->form)
		return error_set(error, _("export: in which form? --svg, --text, --html or --perfetto would be right"));
	if (argc - optind != 1)
		return error_set(error, argc == optind ? _("export: which file? One that `lunchrush run --trace FILE` has written would be right")
			: _("export: '%s' is too much: one file at a time"), argv[argc - 1]);
	exporting->file = argv[optind];
	if (exporting->out && data_same_file(exporting->out, exporting->file))
		return error_set(error, _("export: -o %s would be written over the run that is read"), exporting->out);
	if (check_look(exporting, error))
		return -1;
	if (!exporting->out && exporting->form != FORM_TEXT && isatty(STDOUT_FILENO))
		return error_set(error, _("export: a terminal cannot show that; -o FILE.%s or a pipe would be right"), form_endings[exporting->form]);
	return 0;
}

static int write_perfetto(const struct exporting *exporting, FILE *to, struct error *error)
{
	struct saved saved;
	int result = saved_read(&saved, exporting->file, exporting->damage, error);
	struct exported what = { .history = saved.history, .info = &saved.info, .name = exporting->file };
	if (!result)
		result = perfetto_write(&what, to, error);
	saved_release(&saved);
	return result;
}

static int write_to(const struct exporting *exporting, FILE *to, struct error *error)
{
	const struct export_look *look = &exporting->look;
	int result = exporting->form == FORM_PERFETTO ? write_perfetto(exporting, to, error)
		: exporting->form == FORM_HTML ? export_page(look, exporting->file, to, exporting->damage, error) : export_picture(look, exporting->file, to, exporting->damage, error);
	if (result)
		return -1;
	if (fflush(to) || ferror(to))
		return error_set(error, _("export: %s: %s"), exporting->out ? exporting->out : "stdout", strerror(errno));
	return 0;
}

/* A device or a pipe: written to as it is. To put a file in its place would take it away from everybody. */
static bool is_no_plain_file(const char *path)
{
	struct stat is;
	return stat(path, &is) == 0 && !S_ISREG(is.st_mode);
}

static int write_through(const struct exporting *exporting, struct error *error)
{
	FILE *to = fopen(exporting->out, "we");
	if (!to)
		return error_set(error, _("export: %s: %s"), exporting->out, strerror(errno));
	int result = write_to(exporting, to, error);
	if (fclose(to) && !result)
		result = error_set(error, _("export: %s: %s"), exporting->out, strerror(errno));
	return result;
}

/* Whatever goes wrong, a file that was there stays as it was. */
static int write_file(const struct exporting *exporting, struct error *error)
{
	struct whole_file whole = { .file = NULL };
	if (is_no_plain_file(exporting->out))
		return write_through(exporting, error);
	if (whole_file_open(&whole, exporting->out, false))
		return error_set(error, _("export: %s: %s"), exporting->out, strerror(errno));
	int result = write_to(exporting, whole.file, error);
	if (!result && whole_file_keep(&whole, false))
		result = error_set(error, _("export: %s: %s"), exporting->out, strerror(errno));
	whole_file_drop(&whole);
	return result;
}

static int export_run(int argc, char **argv)
{
	struct error error, damage = { "" };
	struct exporting exporting = { .damage = &damage };
	if (check(&exporting, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	signal(SIGXFSZ, SIG_IGN); /* a file may not be as long as that: it is told */
	if (exporting.out ? write_file(&exporting, &error) : write_to(&exporting, stdout, &error))
		return verb_fail(EXIT_USAGE, &error);
	return *damage.text ? verb_fail(EXIT_WRONG, &damage) : EXIT_DONE;
}

const struct verb verb_export = {
	.name = "export",
	.arguments = "FILE --svg|--text|--html|--perfetto [options] [-o OUT]",
	.summary = N_("Write a saved run in a form for other programs, or its screen as a picture"),
	.about = N_("FILE was written by `lunchrush run --trace FILE`; a picture or a page may also be of a recording (`lunchrush record`). Of a damaged one what is whole is\n"
		"written, and one line says where it goes wrong.\n"),
	.flags = flags,
	.run = export_run,
};
