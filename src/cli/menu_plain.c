/* menu_plain.c - the menu where there is no terminal: the same lessons in the same order, with the command of each. */
#include "cli/menu_plain.h"

#include "cli/data.h"
#include "cli/explore_cli.h"
#include "cli/verb.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>

char *menu_state(const struct shelf_lesson *lesson, const struct progress *progress, char *to, size_t size)
{
	int done = (int)progress_steps_done(progress, lesson->card.name), steps = lesson->card.steps;

	if (lesson->wrong[0])
		snprintf(to, size, "%s", _("cannot be read"));
	else if (progress_of(progress, lesson->card.name) == PROGRESS_DONE)
		snprintf(to, size, "%s", _("done"));
	else if (progress_of(progress, lesson->card.name) == PROGRESS_BEGUN)
		snprintf(to, size, _("step %d of %d"), done < steps ? done + 1 : steps, steps);
	else
		snprintf(to, size, "%s", _("new"));
	return to;
}

static void lesson_say(const struct shelf_lesson *lesson, const struct progress *progress)
{
	char state[64], command[96];
	int blanks;

	snprintf(command, sizeof command, "lunchrush learn %s", lesson->card.name);
	blanks = 36 - text_width(command);
	printf("  %s%*s %s (", command, blanks > 0 ? blanks : 0, "", lesson->card.title);
	if (lesson->card.minutes)
		printf(_("%d min"), lesson->card.minutes);
	printf("%s%s)\n", lesson->card.minutes ? ", " : "", menu_state(lesson, progress, state, sizeof state));
}

static void next_say(const struct shelf *shelf, const struct progress *progress)
{
	const struct shelf_lesson *next = shelf_next(shelf, progress);

	if (!next)
		return;
	printf(progress_last(progress) ? _("Go on: %s") : _("Begin here: %s"), next->card.title);
	printf("\n  lunchrush learn %s\n", next->card.name);
}

static void places_say(void)
{
	static const char *const places[][2] = {
		{ "lunchrush list", N_("the kitchens to run as you like") },
		{ "lunchrush run NAME", N_("run one") },
		{ "lunchrush explore NAME", N_("count all its schedules") },
		{ "lunchrush compare NAME", N_("run it on each engine, and put the figures side by side") },
		{ "lunchrush chooser", N_("a few questions that end at a kitchen") },
		{ "lunchrush words", N_("what the words mean") },
		{ "lunchrush pages", N_("pages to read: the kinds of tasks compared, human time") },
		{ "lunchrush help", N_("all commands") },
	};

	printf("\n%s\n", _("Beside the lessons"));
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		printf("  %-36s %s\n", places[i][0], _(places[i][1]));
}

int menu_plain(void)
{
	struct shelf *shelf = shelf_read(data_directory(), lesson_language());
	struct error warning = { "" };
	struct progress *progress = progress_open(&warning);

	if (!shelf || !progress)
		abort();
	if (*warning.text)
		verb_fail(0, &warning);
	printf("Lunchrush. %s\n\n", _("Watch task scheduling happen."));
	next_say(shelf, progress);
	for (size_t i = 0; i < shelf->count; i++) {
		const char *chapter = shelf->lessons[i].card.chapter;
		if (i == 0 || strcmp(chapter, shelf->lessons[i - 1].card.chapter) != 0)
			printf("\n%s\n", *chapter ? chapter : _("More lessons"));
		lesson_say(&shelf->lessons[i], progress);
	}
	places_say();
	shelf_free(shelf);
	progress_free(progress);
	return EXIT_DONE;
}
