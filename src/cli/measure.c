/* measure.c - `lunchrush measure`: what each kind of task costs on this machine; the figures are stored for the pages that compare the kinds. */
#include "cli/measure.h"

#include "cli/data.h"
#include "cli/verb.h"
#include "trace/tongue.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define REPEATS 5
#define REPEATS_MOST 100
#define WIDTH 80
#define WIDTH_MOST 140

enum { FLAG_SHOW = 1, FLAG_JSON, FLAG_REPEATS, FLAG_QUICK };

static const struct flag flags[] = {
	{ "show", NULL, N_("measure nothing; print the page that compares the kinds, with the figures stored"), FLAG_SHOW },
	{ "json", NULL, N_("print one JSON object"), FLAG_JSON },
	{ "repeats", "N", N_("runs of each; the median counts (5)"), FLAG_REPEATS },
	{ "quick", NULL, N_("a tenth as much in each run: rough, and for tests"), FLAG_QUICK },
	{ NULL, NULL, NULL, 0 },
};

static int set_repeats(struct measure_words *words, const char *value, struct error *error)
{
	uint64_t repeats;
	if (flags_whole(_("number of runs"), value, &repeats, error))
		return -1;
	if (repeats < 1 || repeats > REPEATS_MOST)
		return error_set(error, _("'%s' is no number of runs: a whole number from 1 to %d would be right"), value, REPEATS_MOST);
	words->repeats = (unsigned)repeats;
	return 0;
}

static int read_words(struct measure_words *words, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;
	while ((code = flags_next(flags, argc, argv, &value, error)) > 0) {
		words->show |= code == FLAG_SHOW;
		words->json |= code == FLAG_JSON;
		words->quick |= code == FLAG_QUICK;
		if (code == FLAG_REPEATS && set_repeats(words, value, error))
			return -1;
	}
	if (code < 0)
		return -1;
	if (optind < argc)
		return error_set(error, _("measure: '%s' is too much: measure takes no names"), argv[optind]);
	if (words->show && (words->quick || words->repeats))
		return error_set(error, _("measure: --show measures nothing, so --repeats and --quick do not go with it"));
	if (!words->repeats)
		words->repeats = REPEATS;
	return 0;
}

static int print_end(int status)
{
	struct error error;
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	error_set(&error, _("the output cannot be written: %s"), strerror(errno));
	return verb_fail(EXIT_USAGE, &error);
}

static void print_json(const struct measures *measures)
{
	json_t *json = measure_json(measures);
	char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(9));
	printf("%s\n", text ? text : "");
	free(text);
	json_decref(json);
}

/* ---- what is stored ---- */

static int width_of_page(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col < WIDTH)
		return WIDTH;
	return size.ws_col < WIDTH_MOST ? size.ws_col : WIDTH_MOST;
}

static int print_page(const struct measures *measures)
{
	static struct measure_page page;
	struct error error;
	char path[PATH_MAX + 80];
	snprintf(path, sizeof path, "%s/lessons/pages/comparison.ini", data_directory());
	if (measure_page_read(path, measures, &page, &error))
		return verb_fail(EXIT_USAGE, &error);
	measure_page_say(stdout, &page, width_of_page());
	printf("\n");
	if (measures->date[0])
		measure_say(stdout, measures);
	else
		printf(_("Nothing has been measured yet: `lunchrush measure` fills in the question marks.\n"));
	return EXIT_DONE;
}

static int show(const struct measure_words *words, const char *path)
{
	struct measures measures;
	struct error error;
	enum measure_stored stored = measure_read(path, &measures, &error);
	int status = stored == MEASURE_DAMAGED ? verb_fail(EXIT_WRONG, &error) : EXIT_DONE;
	if (!words->json) {
		int printed = print_page(&measures);
		return print_end(printed ? printed : status);
	}
	if (stored == MEASURE_NONE) {
		error_set(&error, _("nothing has been measured yet; `lunchrush measure` does it"));
		status = verb_fail(EXIT_WRONG, &error);
	}
	if (stored == MEASURE_STORED)
		print_json(&measures);
	return print_end(status);
}

/* ---- measuring ---- */

static bool is_whole(const struct measures *measures)
{
	bool whole = true;
	for (int row = 0; row < MEASURE_ROWS; row++)
		for (int kind = 0; kind < MEASURE_KINDS; kind++)
			whole &= !measures->at[row][kind].why[0];
	return whole;
}

static int measure(const struct measure_words *words, const char *path)
{
	struct measures measures, old;
	struct error error;
	int signal, status;
	if (measure_place(path, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (measure_read(path, &old, &error) == MEASURE_DAMAGED)
		verb_fail(EXIT_WRONG, &error);
	signal = measure_run(words, &measures);
	if (signal) {
		error_set(&error, old.date[0] ? _("interrupted: the figures of %s stay") : _("interrupted: nothing is stored"), old.date);
		return verb_fail(128 + signal, &error);
	}
	status = is_whole(&measures) ? EXIT_DONE : EXIT_WRONG;
	if (measure_write(path, &measures, &error))
		status = verb_fail(EXIT_USAGE, &error);
	if (words->json) {
		print_json(&measures);
	} else {
		measure_say(stdout, &measures);
		printf(_("\n`lunchrush measure --show` shows them in the page that compares the kinds.\n"));
	}
	return print_end(status);
}

static int measure_verb(int argc, char **argv)
{
	struct measure_words words = { 0 };
	struct error error;
	char path[PATH_MAX];
	if (read_words(&words, argc, argv, &error) || measure_path(path, sizeof path, &error))
		return verb_fail(EXIT_USAGE, &error);
	return words.show ? show(&words, path) : measure(&words, path);
}

const struct verb verb_measure = {
	.name = "measure",
	.arguments = "[--show] [options]",
	.summary = N_("Measure what each kind of task costs here, and compare the kinds"),
	.about = N_("Small kitchens run on threads, on an event loop, on processes and in instances, for some 20 s; the figures are stored in\n"
		 "$XDG_STATE_HOME/lunchrush/measured.json. Ctrl-C leaves those that are there."),
	.flags = flags,
	.run = measure_verb,
};
