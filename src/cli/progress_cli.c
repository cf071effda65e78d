/* progress_cli.c - what is asked of one's progress: how far one is, forgetting it, taking it along. */
#include "cli/data.h"
#include "cli/learn.h"
#include "cli/verb.h"
#include "lesson/lesson.h"
#include "lesson/shelf.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How far a person is in one lesson. */
struct standing {
	const struct shelf_lesson *lesson;
	enum progress_state state;
	const char *step;                   /* where one left; NULL */
	int steps, done, asked, judged, right;
};

static const char *const state_words[] = { [PROGRESS_NEW] = N_("new"), [PROGRESS_BEGUN] = N_("begun"), [PROGRESS_DONE] = N_("done") };
static const char *const state_names[] = { [PROGRESS_NEW] = "new", [PROGRESS_BEGUN] = "begun", [PROGRESS_DONE] = "done" };

/* The answers are counted over the steps that there are now. */
static void count_answers(struct standing *to, const struct progress *progress)
{
	struct error error;
	struct lesson *lesson = lesson_load(to->lesson->card.folder, "", &error);

	for (size_t i = 0; lesson && i < lesson->step_count; i++) {
		struct progress_answer answer;
		bool given = progress_answer(progress, lesson->name, lesson->steps[i].name, &answer) && answer.judged;
		to->asked += lesson->steps[i].ask != ASK_NOTHING;
		to->done += progress_step_done(progress, lesson->name, lesson->steps[i].name);
		to->judged += given;
		to->right += given && answer.right;
	}
	to->steps = lesson ? (int)lesson->step_count : to->lesson->card.steps;
	lesson_free(lesson);
}

static struct standing standing_of(const struct progress *progress, const struct shelf_lesson *lesson)
{
	struct standing standing = { .lesson = lesson, .state = progress_of(progress, lesson->card.name), .step = progress_step(progress, lesson->card.name) };

	count_answers(&standing, progress);
	return standing;
}

static json_t *standing_json(const struct standing *standing)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:i, s:i, s:i, s:i, s:i}", "name", standing->lesson->card.name, "title", standing->lesson->card.title,
		"chapter", standing->lesson->card.chapter, "state", state_names[standing->state], "step", standing->step,
		"steps", standing->steps, "steps_done", standing->done, "questions", standing->asked, "answered", standing->judged, "right", standing->right);
}

/* A text in a field of `columns` columns. */
static void print_field(const char *text, int columns)
{
	printf("%s%*s", text, columns > text_width(text) ? columns - text_width(text) : 1, "");
}

static void standing_say(const struct standing *standing, int columns)
{
	char steps[40], right[40] = "";

	printf("  ");
	print_field(standing->lesson->card.name, columns);
	print_field(_(state_words[standing->state]), 8);
	snprintf(steps, sizeof steps, _("%d of %d"), standing->done, standing->steps);
	print_field(steps, 10);
	if (standing->asked)
		snprintf(right, sizeof right, _("%d of %d"), standing->right, standing->asked);
	print_field(right, 10);
	printf("%s\n", standing->lesson->card.title);
}

static int name_columns(const struct shelf *shelf)
{
	int columns = 8;

	for (size_t i = 0; i < shelf->count; i++) {
		int width = text_width(shelf->lessons[i].card.name) + 2;
		columns = width > columns ? width : columns;
	}
	return columns;
}

static void say_table(const struct progress *progress, const struct shelf *shelf)
{
	int columns = name_columns(shelf);

	printf("  ");
	print_field(_("lesson"), columns);
	print_field(_("state"), 8);
	print_field(_("steps"), 10);
	print_field(_("right"), 10);
	printf("\n");
	for (size_t i = 0; i < shelf->count; i++) {
		if (shelf->lessons[i].wrong[0])
			continue;
		struct standing standing = standing_of(progress, &shelf->lessons[i]);
		standing_say(&standing, columns);
	}
}

static void say_json(const struct progress *progress, const struct shelf *shelf)
{
	json_t *all = json_array(), *object = json_pack("{s:o, s:s?}", "lessons", all, "last", progress_last(progress));

	for (size_t i = 0; i < shelf->count; i++) {
		if (shelf->lessons[i].wrong[0])
			continue;
		struct standing standing = standing_of(progress, &shelf->lessons[i]);
		json_array_append_new(all, standing_json(&standing));
	}
	json_dumpf(object, stdout, JSON_COMPACT);
	printf("\n");
	json_decref(object);
}

/* A lesson by its name or its folder's path, which may be on no shelf. */
static int card_of(const char *typed, const char *language, struct lesson_card *card, struct error *error)
{
	char folder[1024];

	return shelf_find(data_directory(), typed, folder, error) || lesson_card_read(folder, language, card, error) ? -1 : 0;
}

/* The last part of a folder's path, without its number. */
int progress_name(const char *typed, char *to, size_t size, struct error *error)
{
	struct lesson_card card;

	if (card_of(typed, "", &card, error))
		return -1;
	snprintf(to, size, "%s", card.name);
	return 0;
}

int progress_say(const struct progress *progress, const char *lesson, bool json)
{
	const char *language = json ? "" : lesson_language(); /* data are the same in every language */
	struct shelf_lesson *one = lesson ? calloc(1, sizeof *one) : NULL;
	struct shelf *shelf = lesson ? NULL : shelf_read(data_directory(), language), alone = { .lessons = one, .count = 1 };
	struct error error;

	if (!one && !shelf)
		abort();
	if (lesson && card_of(lesson, language, &one->card, &error)) {
		free(one);
		return verb_fail(EXIT_USAGE, &error);
	}
	if (json)
		say_json(progress, shelf ? shelf : &alone);
	else
		say_table(progress, shelf ? shelf : &alone);
	shelf_free(shelf);
	free(one);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EXIT_DONE;
	error_set(&error, _("the output cannot be written: %s"), strerror(errno));
	return verb_fail(EXIT_USAGE, &error);
}

/* Somebody at the terminal says yes. */
static bool is_meant(const char *what)
{
	char answer[16];

	fprintf(stderr, _("Forget what you did in %s? y or n > "), what);
	return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

int progress_clear(struct progress *progress, const char *lesson, bool yes)
{
	struct error error;
	char name[64], what[96];

	if (lesson && progress_name(lesson, name, sizeof name, &error))
		return verb_fail(EXIT_USAGE, &error);
	snprintf(what, sizeof what, lesson ? _("the lesson %s") : _("all lessons"), name);
	if (!yes && !(isatty(STDIN_FILENO) && isatty(STDERR_FILENO))) {
		error_set(&error, _("learn: --reset asks first, and here is nobody to be asked; --yes would be right"));
		return verb_fail(EXIT_USAGE, &error);
	}
	if (!yes && !is_meant(what)) {
		fprintf(stderr, "%s\n", _("Nothing is forgotten."));
		return EXIT_DONE;
	}
	if (progress_reset(progress, lesson ? name : NULL, &error))
		return verb_fail(EXIT_USAGE, &error);
	return EXIT_DONE;
}

int progress_write(const struct progress *progress, const char *path)
{
	bool out = strcmp(path, "-") == 0;
	FILE *file = out ? stdout : fopen(path, "we");
	struct error error;
	int failed;

	if (!file) {
		error_set(&error, "%s: %s", path, strerror(errno));
		return verb_fail(EXIT_USAGE, &error);
	}
	failed = progress_export(progress, file, &error);
	if (!failed && fflush(file))
		failed = error_set(&error, "%s: %s", path, strerror(errno));
	if (!out && fclose(file) && !failed)
		failed = error_set(&error, "%s: %s", path, strerror(errno));
	return failed ? verb_fail(EXIT_USAGE, &error) : EXIT_DONE;
}

int progress_read(struct progress *progress, const char *path)
{
	struct error error;

	return progress_import(progress, path, &error) ? verb_fail(EXIT_USAGE, &error) : EXIT_DONE;
}
