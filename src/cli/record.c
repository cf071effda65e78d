/* record.c - `lunchrush record`: a lesson, a recipe or a saved run, recorded without a terminal into a file that players play.
 *
 * Beside the recording lies the run itself (OUT.trace), and its header says from which recipe and how it was started, so that `replay OUT` can take it over. */
#include "cli/data.h"
#include "cli/compare_cli.h"
#include "cli/menu.h"
#include "lesson/progress.h"
#include "cli/pages.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"
#include "lesson/lesson.h"
#include "lesson/shelf.h"
#include "record/origin.h"
#include "schedule/policy.h"
#include "schedule/schedule.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/lesson.h"
#include "tui/present.h"
#include "tui/reel.h"
#include "tui/theme.h"
#include "tui/tui.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ROWS 30
#define COLS 90

enum { FLAG_OUT = 1, FLAG_SIZE, FLAG_SEED, FLAG_V3, FLAG_TAPE, FLAG_THEME, FLAG_KEYS, FLAG_CAPTIONS, FLAG_IDLE, FLAG_SCHEDULE, FLAG_POLICY, FLAG_ENGINE, FLAG_SET, FLAG_PACE, FLAG_STEP, FLAG_PRESENT, FLAG_ASCII };

static const struct flag flags[] = {
	{ "out", "FILE", N_("the recording; - is stdout"), FLAG_OUT | FLAG_LETTER('o') },
	{ "tape", "FILE", N_("what is done: keys, waits, captions, chapters; the usual way when left out"), FLAG_TAPE },
	{ "size", "COLSxROWS", N_("90x30 when left out"), FLAG_SIZE },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), FLAG_THEME },
	{ "keys", NULL, N_("show the keys that are pressed"), FLAG_KEYS },
	{ "captions", NULL, N_("show in the last row what happens, in words"), FLAG_CAPTIONS },
	{ "idle", "S", N_("players cut longer pauses to S seconds"), FLAG_IDLE },
	{ "v3", NULL, N_("asciicast v3; players of before 2025 know only v2"), FLAG_V3 },
	{ "schedule", "STRING", N_("of a recipe: who takes each step, as in A B3 C*"), FLAG_SCHEDULE },
	{ "policy", "NAME", N_("of a recipe: round-robin, random (by the seed), fifo, priority or inherit"), FLAG_POLICY },
	{ "engine", "NAME", N_("of a recipe: threads, loop, processes, instances or sequential"), FLAG_ENGINE },
	{ "set", "NAME=VALUE", N_("of a recipe: a setting; may be given more than once"), FLAG_SET },
	{ "pace", "X", N_("of a recipe: kitchen seconds per real second, or max"), FLAG_PACE },
	{ "seed", "N", N_("where random() and the arrivals begin (1)"), FLAG_SEED },
	{ "step", "NAME", N_("of a lesson: begin at this step"), FLAG_STEP },
	{ "present", NULL, N_("of a lesson: as `present` shows it on a projector; with --tape, which has the clicker's keys"), FLAG_PRESENT },
	{ "ascii", NULL, N_("draw with ASCII signs only"), FLAG_ASCII },
	{ NULL, NULL, NULL, 0 },
};

enum subject { OF_LESSON, OF_TALK, OF_RECIPE, OF_TRACE, OF_MENU };

struct recording {
	struct launch launch;
	enum subject subject;
	const char *what;       /* as typed */
	char title[128];
	char trace_path[4096];  /* "" none is kept */
	const char *out, *theme, *tape_path, *step;
	int rows, cols;
	bool v3, keys, captions, ascii, present, schedule_said;
	double idle_s;
	struct tape *tape;
};

/* ---- what was asked for ---- */

static int schedule_take(struct recording *is, const char *value, struct error *error)
{
	struct schedule schedule;
	if (schedule_read(&schedule, value, error))
		return -1;
	schedule_release(&schedule);
	free(is->launch.schedule);
	is->launch.schedule = strdup(value);
	is->schedule_said = true;
	return 0;
}

static int policy_take(struct recording *is, const char *value, struct error *error)
{
	if (policy_named(value) == POLICY_COUNT)
		return error_set(error, _("record: --policy: there is no policy '%s'; there are round-robin, random, fifo, priority and inherit"), value);
	snprintf(is->launch.policy, sizeof is->launch.policy, "%s", value);
	return 0;
}

static int idle_take(struct recording *is, const char *value, struct error *error)
{
	if (flags_number("number of seconds", value, 0.1, 3600, &is->idle_s, error))
		return error_set(error, _("record: --idle: %s"), error->text);
	return 0;
}

static int size_take(struct recording *is, const char *value, struct error *error)
{
	struct error words;
	return tape_size(value, &is->rows, &is->cols, &words) ? error_set(error, _("record: --size: %s"), words.text) : 0;
}

static int flag_take(struct recording *is, int code, const char *value, struct error *error)
{
	switch (code) {
	case FLAG_OUT: is->out = value; return 0;
	case FLAG_SIZE: return size_take(is, value, error);
	case FLAG_SEED: return flags_whole("seed", value, &is->launch.seed, error);
	case FLAG_V3: is->v3 = true; return 0;
	case FLAG_TAPE: is->tape_path = value; return 0;
	case FLAG_THEME: is->theme = value; return 0;
	case FLAG_KEYS: is->keys = true; return 0;
	case FLAG_CAPTIONS: is->captions = true; return 0;
	case FLAG_IDLE: return idle_take(is, value, error);
	case FLAG_SCHEDULE: return schedule_take(is, value, error);
	case FLAG_POLICY: return policy_take(is, value, error);
	case FLAG_ENGINE: snprintf(is->launch.engine, sizeof is->launch.engine, "%s", value); return 0;
	case FLAG_SET: return flags_setting("record", value, &is->launch, error);
	case FLAG_PACE: return flags_pace("record", value, &is->launch, error);
	case FLAG_STEP: is->step = value; return 0;
	case FLAG_PRESENT: is->present = true; return 0;
	default: is->ascii = true; return 0;
	}
}

/* A path is a lesson's where its card is. */
static bool is_lesson(const char *typed)
{
	char folder[1024], card[1100];
	struct error error;
	if (shelf_find(data_directory(), typed, folder, &error))
		return false;
	snprintf(card, sizeof card, "%s/lesson.ini", folder);
	return access(card, F_OK) == 0;
}

static bool is_file(const char *typed)
{
	struct stat stat_is;
	return stat(typed, &stat_is) == 0 && S_ISREG(stat_is.st_mode);
}

static bool is_controlled(const struct recording *is)
{
	return is->launch.schedule || *is->launch.policy;
}

/* A trace is a file that is no recipe; a lesson a name on the shelf, or its folder, unless something of a recipe was said. */
static int subject_find(struct recording *is, struct error *error)
{
	const char *ending = strrchr(is->what, '.');
	bool of_recipe = is_controlled(is) || *is->launch.engine || is->launch.setting_count || is->launch.pace >= 0;
	if (is_file(is->what) && !(ending && !strcmp(ending, ".lua"))) {
		is->subject = OF_TRACE;
		return 0;
	}
	if (!strcmp(is->what, "menu")) {
		is->subject = OF_MENU;
		return 0;
	}
	if (!of_recipe && is_lesson(is->what)) {
		is->subject = is->present ? OF_TALK : OF_LESSON;
		return 0;
	}
	is->subject = OF_RECIPE;
	return data_recipe(is->what, &is->launch, error);
}

/* What can be known before anything is written. Of a lesson's steps whoever plays the tape tells: a link may have led to another lesson. */
static int tape_check(const struct recording *is, struct error *error)
{
	bool steps = is->subject == OF_LESSON || is->subject == OF_MENU;
	for (size_t i = 0; i < is->tape->count && !steps; i++)
		if (is->tape->lines[i].what == TAPE_WAIT_STEP)
			return error_set(error, "%s:%d: only a lesson has steps, and '%s' is none", is->tape->name, is->tape->lines[i].line, is->what);
	return 0;
}

static int theme_check(const struct recording *is, bool by_tape, struct error *error)
{
	struct theme theme;
	struct error words;
	if (!is->theme || theme_load(&theme, data_directory(), is->theme, &words) == 0)
		return 0;
	return by_tape ? error_set(error, "%s:%d: %s", is->tape->name, is->tape->theme_line, words.text) : error_set(error, "record: --theme: %s", words.text);
}

static int tape_take(struct recording *is, struct error *error)
{
	const char *usual = is->subject == OF_MENU ? "pause 3s\n" : "walk\n";
	if (is->present && (is->subject != OF_TALK || !is->tape_path))
		return error_set(error, is->subject != OF_TALK ? _("record: --present is of a lesson alone, and nothing of a run goes with it") : _("record: --present goes with --tape FILE: which keys does the clicker press, and when?"));
	is->tape = is->tape_path ? tape_load(is->tape_path, error) : tape_read("", usual, strlen(usual), error);
	if (!is->tape)
		return -1;
	if (!is->rows) {
		is->rows = is->tape->rows ? is->tape->rows : ROWS;
		is->cols = is->tape->cols ? is->tape->cols : COLS;
	}
	bool by_tape = !is->theme && *is->tape->theme;
	if (by_tape)
		is->theme = is->tape->theme;
	return tape_check(is, error) || theme_check(is, by_tape, error) ? -1 : 0;
}

static int words_read(struct recording *is, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (flag_take(is, code, value, error))
			return -1;
	if (code < 0)
		return -1;
	if (argc - optind != 1)
		return error_set(error, argc == optind ? _("record: what? A lesson, a recipe, or a file that `lunchrush run --trace FILE` has written would be right")
			: _("record: '%s' is too much: one at a time"), argv[argc - 1]);
	is->what = argv[optind];
	if (!is->out)
		return error_set(error, _("record: into which file? -o FILE.cast would be right"));
	if (!strcmp(is->out, "-") && isatty(STDOUT_FILENO))
		return error_set(error, _("record: -o -: a terminal cannot show a recording; a file or a pipe would be right"));
	return subject_find(is, error) || tape_take(is, error) ? -1 : 0;
}

/* ---- what `replay` needs ---- */

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static json_t *own_json(const struct recording *is)
{
	json_t *own = is->subject == OF_RECIPE ? origin_write(is->what, &is->launch) : json_object();
	if (is->subject == OF_LESSON || is->subject == OF_TALK)
		json_object_set_new(own, "lesson", json_string(is->what));
	if (*is->trace_path)
		json_object_set_new(own, "trace", json_string(file_name(is->trace_path)));
	return own;
}

/* Nothing is put beside a pipe or a device. */
static int trace_place(struct recording *is, struct error *error)
{
	struct stat out;
	if (stat(is->out, &out) == 0 && !S_ISREG(out.st_mode))
		return 0;
	if ((is->subject == OF_RECIPE || is->subject == OF_TRACE) && strcmp(is->out, "-") && (size_t)snprintf(is->trace_path, sizeof is->trace_path, "%s.trace", is->out) >= sizeof is->trace_path)
		return error_set(error, _("record: -o: that path is too long"));
	return 0;
}

/* What is read is not written over: neither by the recording nor by the run beside it. */
static int out_check(const struct recording *is, struct error *error)
{
	const char *read[] = { is->subject == OF_TRACE ? is->what : NULL, is->subject == OF_RECIPE ? is->launch.path : NULL, is->tape_path, is->theme };
	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		if (read[i] && (data_same_file(is->out, read[i]) || (*is->trace_path && is->subject != OF_TRACE && data_same_file(is->trace_path, read[i]))))
			return error_set(error, _("record: -o %s would be written over %s, which is read"), is->out, read[i]);
	return 0;
}

/* A saved run is put beside its recording: what lies elsewhere is not opened for a recording. */
static int trace_copy(const struct recording *is, struct error *error)
{
	char bytes[65536];
	size_t got;
	if (!*is->trace_path || data_same_file(is->what, is->trace_path))
		return 0;
	FILE *from = fopen(is->what, "re"), *to = from ? fopen(is->trace_path, "we") : NULL;
	bool good = from && to;
	while (good && (got = fread(bytes, 1, sizeof bytes, from)) > 0)
		good = fwrite(bytes, 1, got, to) == got;
	good &= from && !ferror(from);
	if (!good)
		error_set(error, _("record: %s cannot be put beside the recording, as %s: %s"), is->what, is->trace_path, strerror(errno));
	if (from)
		fclose(from);
	if (to && fclose(to) && good)
		return error_set(error, _("record: %s: %s"), is->trace_path, strerror(errno));
	return good ? 0 : -1;
}

static void title_take(struct recording *is)
{
	const char *name = is->subject == OF_TRACE ? file_name(is->what) : is->what;
	char clean[100];
	text_clean(clean, sizeof clean, name, strlen(name));
	snprintf(is->title, sizeof is->title, "Lunchrush: %s", clean);
}

/* ---- recording ---- */

static int check_recipe(const char *path, const char *file, const char *recipe, struct error *error)
{
	struct recipe_card card;
	return recipe_card_read(path, file, recipe, &card, error);
}

static struct reel *reel_make(struct recording *is, struct error *error)
{
	bool live = is->subject == OF_RECIPE && !is_controlled(is);
	json_t *own = own_json(is);
	struct reel_plan plan = { .path = is->out, .tape = is->tape, .keys = is->keys, .captions = is->captions,
		.head = { .rows = is->rows, .cols = is->cols, .v3 = is->v3, .idle_s = is->idle_s, .title = is->title, .at_s = live ? time(NULL) : 0, .own = own } };
	struct reel *reel = reel_new(&plan, error);
	json_decref(own);
	return reel;
}

/* The recording's own end counts: that the run shown found something wrong is what it is there to show. */
static int shown(const struct tui_options *options, struct reel *reel)
{
	struct error error = { "" }, lost;
	reel_take(reel);
	int status = tui_run(options, &error);
	reel_give();
	if (status == EXIT_WRONG)
		status = EXIT_DONE;
	if (reel_free(reel, status, &lost))
		return verb_fail(EXIT_DIED, &lost);
	if (status == EXIT_DONE || !*error.text)
		return status;
	fprintf(stderr, "lunchrush: record: %s\n", error.text);
	return status;
}

static struct tui_options options_of(const struct recording *is, struct reel *reel)
{
	return (struct tui_options){ .reel = reel, .name = is->subject == OF_TRACE ? file_name(is->what) : is->what, .data_dir = data_directory(), .theme = is->theme, .glyphs = is->ascii ? GLYPHS_ASCII : GLYPHS_KITCHEN, .check = check_recipe };
}

static int lesson_show(struct recording *is, struct lesson_screen *screen, struct error *error)
{
	struct reel *reel = reel_make(is, error);
	if (!reel)
		return verb_fail(EXIT_USAGE, error);
	struct tui_options options = options_of(is, reel);
	options.front = &lesson_front;
	options.front_data = screen;
	options.name = NULL;
	return shown(&options, reel);
}

static int lesson_record(struct recording *is)
{
	struct error error = { "" };
	struct progress *progress = progress_in_memory();
	struct lesson_plan plan = { .progress = progress, .data_dir = data_directory(), .language = lesson_language(), .find = data_recipe, .compare = compare_sides, .pages = { .page = pages_read } };
	struct lesson_screen *screen = lesson_screen_new(&plan);
	if (!screen)
		abort();
	int status = lesson_screen_open(screen, is->what, is->step, &error) ? verb_fail(EXIT_USAGE, &error) : lesson_show(is, screen, &error);
	lesson_screen_free(screen);
	progress_free(progress);
	return status;
}

/* The slides are the terminal's size and colours; nobody can follow with notes. */
static int talk_show(struct recording *is, struct present *present, struct error *error)
{
	struct reel *reel = reel_make(is, error);
	if (!reel)
		return verb_fail(EXIT_USAGE, error);
	struct tui_options options = options_of(is, reel);
	options.front = &present_front;
	options.front_data = present;
	options.theme = is->theme ? is->theme : "projector";
	return shown(&options, reel);
}

static int talk_record(struct recording *is)
{
	struct error error = { "" };
	char folder[1024];
	struct lesson *lesson = shelf_find(data_directory(), is->what, folder, &error) ? NULL : lesson_load(folder, lesson_language(), &error);
	struct present *present = lesson ? present_new(lesson, is->step, data_recipe, false, &error) : NULL;
	int status = present ? talk_show(is, present, &error) : verb_fail(EXIT_USAGE, &error);
	present_free(present);
	lesson_free(lesson);
	return status;
}

struct menu_recording {
	struct recording *is;
	struct reel *reel;
};

static int menu_show_it(void *data, const struct front *front, void *front_data)
{
	struct menu_recording *menu = data;
	struct tui_options options = options_of(menu->is, menu->reel);
	options.front = front;
	options.front_data = front_data;
	options.name = NULL;
	return shown(&options, menu->reel);
}

static int run_record(struct recording *is, struct reel *reel, struct source *source)
{
	struct tui_options options = options_of(is, reel);
	options.source = source;
	options.launch = is->subject == OF_RECIPE ? &is->launch : NULL;
	options.trace_path = is->subject == OF_RECIPE && *is->trace_path ? is->trace_path : NULL;
	return shown(&options, reel);
}

static int record(struct recording *is)
{
	struct source *source = NULL;
	struct error error;
	if (trace_place(is, &error) || out_check(is, &error))
		return verb_fail(EXIT_USAGE, &error);
	title_take(is);
	if (is->subject == OF_LESSON)
		return lesson_record(is);
	if (is->subject == OF_TALK)
		return talk_record(is);
	if (is->subject == OF_RECIPE)
		source = source_kitchen(&is->launch, *is->trace_path ? is->trace_path : NULL, &error);
	else if (is->subject == OF_TRACE && trace_copy(is, &error) == 0)
		source = source_file(is->what, &error);
	if (!source && is->subject != OF_MENU)
		return verb_fail(EXIT_USAGE, &error);
	struct reel *reel = reel_make(is, &error);
	if (!reel) {
		if (source)
			source_free(source);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (is->subject == OF_MENU)
		return menu_shown(menu_show_it, &(struct menu_recording){ is, reel });
	return run_record(is, reel, source);
}

static int record_run(int argc, char **argv)
{
	struct recording is = { .what = NULL };
	struct error error;
	int status;
	launch_init(&is.launch);
	is.launch.seed = 1;
	is.launch.trace = is.launch.events = true;
	signal(SIGPIPE, SIG_IGN); /* whoever reads may go, and a file may be as large as it may be: that is told */
	signal(SIGXFSZ, SIG_IGN);
	status = words_read(&is, argc, argv, &error) ? verb_fail(EXIT_USAGE, &error) : record(&is);
	tape_free(is.tape);
	launch_release(&is.launch);
	return status;
}

const struct verb verb_record = {
	.name = "record",
	.arguments = "LESSON|RECIPE|FILE|menu -o OUT.cast [options]",
	.summary = N_("Record a lesson or a run as a terminal recording (asciicast), without a terminal"),
	.about = N_("A name that a lesson and a recipe share is the lesson, unless something of a run is said: --schedule, --policy, --engine, --set, --pace. FILE is a\n"
		 "saved run. What is under control (--schedule, --policy, steps of a lesson) goes by virtual time, and its recording is\n"
		 "the same every time; a free run is recorded as it happens. `asciinema play OUT.cast` and its web player show it; `lunchrush replay OUT.cast` takes it over.\n"
		 "A tape is a text file, a line an act: size 90x30, theme light, key s, type AB, pause 2s, wait settled, wait over, wait step NAME,\n"
		 "wait served >= 5, walk, caption \"…\", chapter \"…\"; # begins a comment.\n"),
	.flags = flags,
	.run = record_run,
};
