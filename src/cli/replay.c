/* replay.c - `lunchrush replay`: a saved run once more, on the screen, in words, or its report. */
#include "cli/show.h"
#include "cli/verb.h"
#include "trace/tongue.h"

#include <getopt.h>
#include <string.h>

enum { FLAG_SHOW = 1 };

static const struct flag flags[] = {
	SHOW_FLAGS(FLAG_SHOW),
	{ NULL, NULL, NULL, 0 },
};

static int read_flags(struct show *show, int argc, char **argv, struct error *error)
{
	const char *value;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		if (show_flag(show, code - FLAG_SHOW, value, error))
			return -1;
	return code;
}

static int replay_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct source *source;
	struct error error;
	const char *slash;

	if (read_flags(&show, argc, argv, &error) || show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (argc - optind != 1) {
		error_set(&error, argc == optind ? _("replay: which file? One that `lunchrush run --trace FILE` has written would be right")
						  : _("replay: '%s' is too much: one file at a time"), argv[argc - 1]);
		return verb_fail(EXIT_USAGE, &error);
	}
	source = source_file(argv[optind], &error);
	if (!source)
		return verb_fail(EXIT_USAGE, &error);
	slash = strrchr(argv[optind], '/');
	return show_source(&show, source, NULL, slash ? slash + 1 : argv[optind]);
}

const struct verb verb_replay = {
	.name = "replay",
	.arguments = "FILE [options]",
	.summary = N_("Show a saved run again"),
	.about = N_("FILE was written by `lunchrush run --trace FILE`. Of a file that is cut off or damaged, as much as is whole is shown, and one\n"
		 "line says at which byte it goes wrong.\n"),
	.flags = flags,
	.run = replay_run,
};
