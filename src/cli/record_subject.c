/* record_subject.c - what is recorded: a lesson, its talk, a recipe, a saved run, the menu; and which options are of which. */
#include "cli/data.h"
#include "cli/record_inner.h"
#include "lesson/shelf.h"
#include "record/origin.h"
#include "source/saved.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of those that some option is not of: with one that is of recipes no lesson is looked for. */
static const char *const names[] = { [OF_RECIPE] = N_("a recipe"), [OF_TRACE] = N_("a saved run"), [OF_MENU] = N_("the menu") };

/* Options that not every recording takes. Each run that a lesson has is as the lesson says. */
static const struct {
	enum record_flag flag;
	const char *name;
	unsigned of; /* 1 << OF_… */
} bound[] = {
	{ RECORD_SCHEDULE, "schedule", 1 << OF_RECIPE }, { RECORD_POLICY, "policy", 1 << OF_RECIPE }, { RECORD_ENGINE, "engine", 1 << OF_RECIPE },
	{ RECORD_SET, "set", 1 << OF_RECIPE }, { RECORD_PACE, "pace", 1 << OF_RECIPE }, { RECORD_SEED, "seed", 1 << OF_RECIPE },
	{ RECORD_STEP, "step", 1 << OF_LESSON | 1 << OF_TALK }, { RECORD_PRESENT, "present", 1 << OF_TALK },
};
#define BOUND (sizeof bound / sizeof *bound)

/* The first option that was given and is a recipe's alone; NULL: none. */
static const char *of_recipe(const struct recording *is)
{
	for (size_t i = 0; i < BOUND; i++)
		if (bound[i].of == 1 << OF_RECIPE && record_given(is, bound[i].flag))
			return bound[i].name;
	return NULL;
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
	struct stat is;
	return stat(typed, &is) == 0 && S_ISREG(is.st_mode);
}

static bool is_recording(const char *path)
{
	struct origin origin;
	struct error error;
	bool is = origin_read(&origin, path, &error) != ORIGIN_NOT_CAST;
	origin_release(&origin);
	return is;
}

static int trace_look(const char *path, struct error *error)
{
	if (saved_is_one(path))
		return 0;
	if (is_recording(path))
		return error_set(error, _("record: %s is a recording already; `lunchrush export` makes pictures and a page of it"), path);
	return error_set(error, _("record: %s is no saved run; one that `lunchrush run --trace FILE` has written would be right, or a recipe, whose name ends in .lua"), path);
}

/* A trace is a file that is no recipe; a lesson a name on the shelf, or its folder, unless something of a recipe was said. */
static int find(struct recording *is, struct error *error)
{
	const char *ending = strrchr(is->what, '.');
	if (is_file(is->what) && !(ending && !strcmp(ending, ".lua"))) {
		is->of = OF_TRACE;
		return trace_look(is->what, error);
	}
	if (!strcmp(is->what, "menu")) {
		is->of = OF_MENU;
		return 0;
	}
	if (!of_recipe(is) && is_lesson(is->what)) {
		is->of = record_given(is, RECORD_PRESENT) ? OF_TALK : OF_LESSON;
		return 0;
	}
	is->of = OF_RECIPE;
	return data_recipe(is->what, &is->launch, error);
}

static int options_check(const struct recording *is, struct error *error)
{
	const char *by = of_recipe(is);
	for (size_t i = 0; i < BOUND; i++) {
		if (!record_given(is, bound[i].flag) || bound[i].of & 1u << is->of)
			continue;
		if (bound[i].of == 1 << OF_RECIPE)
			return error_set(error, _("record: --%s is of a recipe, and '%s' is %s"), bound[i].name, is->what, _(names[is->of]));
		if (by && is->of == OF_RECIPE)
			return error_set(error, _("record: --%s is of a lesson and --%s of a recipe: one of the two would be right"), bound[i].name, by);
		return error_set(error, _("record: --%s is of a lesson, and '%s' is %s"), bound[i].name, is->what, _(names[is->of]));
	}
	if (record_given(is, RECORD_PACE) && record_is_controlled(is))
		return error_set(error, _("record: --pace is of a free run: under control (--schedule, --policy) time is virtual"));
	return 0;
}

bool record_is_controlled(const struct recording *is)
{
	return is->launch.schedule || *is->launch.policy;
}

const char *record_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void title_take(struct recording *is)
{
	const char *name = is->of == OF_TRACE ? record_file_name(is->what) : is->what;
	char clean[100];
	text_clean(clean, sizeof clean, name, strlen(name));
	snprintf(is->title, sizeof is->title, "Lunchrush: %s", clean);
}

int record_subject(struct recording *is, struct error *error)
{
	char whole[PATH_MAX];
	if (find(is, error) || options_check(is, error))
		return -1;
	bool path = strchr(is->what, '/') || (is->of == OF_RECIPE && is_file(is->what));
	snprintf(is->whole, sizeof is->whole, "%s", path && realpath(is->what, whole) ? whole : is->what);
	title_take(is);
	return 0;
}
