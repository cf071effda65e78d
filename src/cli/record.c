/* record.c - `lunchrush record`: a lesson, a recipe or a saved run, recorded without a terminal into a file that players play.
 *
 * Beside the recording lies the run itself (OUT.trace), and its header says from which recipe and how it was started, so that `replay OUT` can take it over. */
#include "cli/data.h"
#include "cli/launch_flags.h"
#include "cli/record_inner.h"
#include "cli/verb.h"
#include "trace/tongue.h"
#include "tui/theme.h"

#include <getopt.h>
#include <signal.h>
#include <string.h>

#define ROWS 30
#define COLS 90

static const struct flag flags[] = {
	{ "out", "FILE", N_("the recording; - is stdout"), RECORD_OUT | FLAG_LETTER('o') },
	{ "tape", "FILE", N_("what is done: keys, waits, captions, chapters; the usual way when left out"), RECORD_TAPE },
	{ "size", "COLSxROWS", N_("90x30 when left out"), RECORD_SIZE },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), RECORD_THEME },
	{ "keys", NULL, N_("show the keys that are pressed"), RECORD_KEYS },
	{ "captions", NULL, N_("show in the last row what happens, in words"), RECORD_CAPTIONS },
	{ "idle", "S", N_("players cut longer pauses to S seconds"), RECORD_IDLE },
	{ "v3", NULL, N_("asciicast v3; players of before 2025 know only v2"), RECORD_V3 },
	{ "schedule", "STRING", N_("of a recipe: who takes each step, as in A B3 C*"), RECORD_SCHEDULE },
	{ "policy", "NAME", N_("of a recipe: round-robin, random (by the seed), fifo, priority or inherit"), RECORD_POLICY },
	{ "engine", "NAME", N_("of a recipe: threads, loop, processes, instances or sequential"), RECORD_ENGINE },
	{ "set", "NAME=VALUE", N_("of a recipe: a setting; may be given more than once"), RECORD_SET },
	{ "pace", "X", N_("of a recipe: kitchen seconds per real second, or max"), RECORD_PACE },
	{ "seed", "N", N_("of a recipe: where random() and the arrivals begin (1)"), RECORD_SEED },
	{ "step", "NAME", N_("of a lesson: begin at this step"), RECORD_STEP },
	{ "present", NULL, N_("of a lesson: as `present` shows it on a projector; with --tape, which has the clicker's keys"), RECORD_PRESENT },
	{ "ascii", NULL, N_("draw with ASCII signs only"), RECORD_ASCII },
	{ NULL, NULL, NULL, 0 },
};

static int idle_take(struct recording *is, const char *value, struct error *error)
{
	if (flags_number(_("number of seconds"), value, 0.1, 3600, &is->idle_s, error))
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
	is->given |= 1u << code;
	switch (code) {
	case RECORD_OUT: is->out = value; return 0;
	case RECORD_SIZE: return size_take(is, value, error);
	case RECORD_SEED: return flags_whole("seed", value, &is->launch.seed, error);
	case RECORD_TAPE: is->tape_path = value; return 0;
	case RECORD_THEME: is->theme = value; return 0;
	case RECORD_IDLE: return idle_take(is, value, error);
	case RECORD_SCHEDULE: return launch_flag_schedule(value, &is->launch, error);
	case RECORD_POLICY: return launch_flag_policy("record", value, &is->launch, error);
	case RECORD_ENGINE: return launch_flag_engine("record", value, &is->launch, error);
	case RECORD_SET: return flags_setting("record", value, &is->launch, error);
	case RECORD_PACE: return flags_pace("record", value, &is->launch, error);
	case RECORD_STEP: is->step = value; return 0;
	default: return 0; /* that it was given says all */
	}
}

/* What can be known before anything is written. Of a lesson's steps whoever plays the tape tells: a link may have led to another lesson. */
static int tape_check(const struct recording *is, struct error *error)
{
	bool steps = is->of == OF_LESSON || is->of == OF_TALK || is->of == OF_MENU;
	for (size_t i = 0; i < is->tape->count && !steps; i++)
		if (is->tape->lines[i].what == TAPE_WAIT_STEP)
			return error_set(error, _("%s:%d: only a lesson has steps, and '%s' is none"), is->tape->name, is->tape->lines[i].line, is->what);
	return 0;
}

static int theme_check(const struct recording *is, bool by_tape, struct error *error)
{
	struct theme theme;
	struct error words;
	if (!is->theme || theme_load(&theme, data_directory(), is->theme, &words) == 0)
		return 0;
	return by_tape ? error_set(error, "%s:%d: %s", is->tape->name, is->tape->theme_line, words.text) : error_set(error, _("record: --theme: %s"), words.text);
}

static int tape_take(struct recording *is, struct error *error)
{
	const char *usual = is->of == OF_MENU ? "pause 3s\n" : "walk\n";
	if (is->of == OF_TALK && !is->tape_path)
		return error_set(error, _("record: --present goes with --tape FILE: which keys does the clicker press, and when?"));
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
	if (!is->out || !*is->out)
		return error_set(error, _("record: into which file? -o FILE.cast would be right"));
	return 0;
}

/* Nothing is written before all this is right. */
static int check(struct recording *is, struct error *error)
{
	if (record_subject(is, error) || launch_flags_check("record", &is->launch, error) || tape_take(is, error) || record_place(is, error))
		return EXIT_USAGE;
	return record_start(is, error);
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
	status = words_read(&is, argc, argv, &error) ? EXIT_USAGE : check(&is, &error);
	status = status == EXIT_DONE ? record_show(&is) : verb_fail(status, &error);
	tape_free(is.tape);
	launch_release(&is.launch);
	return status;
}

const struct verb verb_record = {
	.name = "record",
	.arguments = "LESSON|RECIPE|FILE|menu -o OUT.cast [options]",
	.summary = N_("Record a lesson or a run as a terminal recording (asciicast), without a terminal"),
	.about = N_("A name that a lesson and a recipe share is the lesson, unless something of a run is said: --schedule, --policy, --engine, --set, --pace, --seed. FILE is a\n"
		 "saved run. What is under control (--schedule, --policy, steps of a lesson) goes by virtual time, and its recording is\n"
		 "the same every time; a free run is recorded as it happens. `asciinema play OUT.cast` and its web player show it; `lunchrush replay OUT.cast` takes it over.\n"
		 "A run is kept beside its recording, as OUT.cast.trace. What cannot be recorded as it was asked for is refused before anything is written.\n"
		 "A tape is a text file, a line an act: size 90x30, theme light, key s, type AB, pause 2s, wait settled, wait over, wait step NAME,\n"
		 "wait served >= 5, walk, caption \"…\", chapter \"…\"; # begins a comment.\n"),
	.flags = flags,
	.run = record_run,
};
