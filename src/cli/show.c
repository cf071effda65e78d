/* show.c - see show.h. */
#include "cli/show.h"

#include "cli/data.h"
#include "cli/verb.h"
#include "cli/tell.h"
#include "cli/wishes.h"
#include "kitchen/kitchen.h"
#include "trace/tongue.h"
#include "tui/tui.h"

#include <stdio.h>
#include <unistd.h>

static int choose(struct show *show, enum show_how how, struct error *error)
{
	if (show->how != SHOW_BY_TERMINAL && show->how != how)
		return error_set(error, _("--plain and --json do not go together; one of the two would be right"));
	show->how = how;
	return 0;
}

int show_flag(struct show *show, int code, const char *value, struct error *error)
{
	switch (code) {
	case SHOW_FLAG_PLAIN: return choose(show, SHOW_PLAIN, error);
	case SHOW_FLAG_JSON: return choose(show, SHOW_JSON, error);
	case SHOW_FLAG_ALL: show->all = true; return 0;
	case SHOW_FLAG_THEME: wishes_flag(WISH_THEME, value, "--theme"); return 0;
	case SHOW_FLAG_GLYPHS:
		if (glyph_set_named(value) < 0)
			return error_set(error, _("--glyphs: there are no signs '%s'; kitchen, plain or ascii would be right"), value);
		wishes_flag(WISH_GLYPHS, value, "--glyphs");
		return 0;
	case SHOW_FLAG_ASCII: wishes_flag(WISH_GLYPHS, "ascii", "--ascii"); return 0;
	default: wishes_flag(WISH_MOTION, "yes", "--reduced-motion"); return 0;
	}
}

int show_settle(struct show *show, struct error *error)
{
	if (show->how == SHOW_BY_TERMINAL)
		show->how = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !show->all ? SHOW_SCREEN : SHOW_PLAIN;
	if (show->all && show->how == SHOW_JSON)
		return error_set(error, _("--all tells more in words; it does not go with --json"));
	return 0;
}

static int check_recipe(const char *path, const char *file, const char *recipe, struct error *error)
{
	struct recipe_card card;

	return recipe_card_read(path, file, recipe, &card, error);
}

static int show_screen(const struct show *show, struct source *source, struct launch *launch, const char *name)
{
	struct tui_options options = {
		.launch = launch,
		.source = source,
		.name = name,
		.said = show->said,
		.trace_path = show->trace_path,
		.data_dir = data_directory(),
		.explore = show->explore,
		.check = check_recipe,
	};
	wishes_look(&options);
	struct error error = { "" };
	int status = tui_run(&options, &error);

	return *error.text ? verb_fail(status, &error) : status;
}

int show_source(const struct show *show, struct source *source, struct launch *launch, const char *name)
{
	if (show->said && show->how != SHOW_SCREEN)
		fprintf(stderr, "lunchrush: %s\n", show->said);
	switch (show->how) {
	case SHOW_JSON: return tell_source(source, TELL_JSON);
	case SHOW_PLAIN: return tell_source(source, show->all ? TELL_ALL : TELL_STORY);
	default: return show_screen(show, source, launch, name);
	}
}
