/* rehearse.c - see rehearse.h. What is looked at, of each step: that its recipe is found and can be run, that all it shows fits, that its run comes to its end as the lesson has it;
 * and once, of the terminal: its size, its colours, its signs. */
#include "cli/rehearse.h"

#include "cli/data.h"
#include "cli/verb.h"
#include "lesson/lecture.h"
#include "trace/tongue.h"
#include "tui/layout.h"
#include "tui/present.h"
#include "tui/theme.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct rehearsal {
	const struct lesson *lesson;
	int rows, cols;
	int failed;
	FILE *to;
};

static void say(struct rehearsal *all, const char *name, const struct error *error)
{
	all->failed += *error->text != '\0';
	if (*error->text)
		fprintf(all->to, "FAIL %s: %s\n", name, error->text);
	else
		fprintf(all->to, "ok   %s\n", name);
	fflush(all->to);
}

static int check_size(const struct rehearsal *all, struct error *error)
{
	if (all->rows >= LAYOUT_ROWS_MIN && all->cols >= LAYOUT_COLS_MIN)
		return 0;
	return error_set(error, _("%d columns and %d rows are too few: a presentation needs %d by %d; a smaller font gives more"), all->cols, all->rows, LAYOUT_COLS_MIN,
		LAYOUT_ROWS_MIN);
}

static int check_screen(const struct rehearsal *all, const char *theme, struct error *error)
{
	struct theme loaded;
	const char *no_color = getenv("NO_COLOR");
	if (check_size(all, error) || theme_load(&loaded, data_directory(), theme ? theme : "projector", error))
		return -1;
	if (no_color && *no_color)
		return error_set(error, "%s", _("NO_COLOR is set, so there would be no colours"));
	if (strcmp(nl_langinfo(CODESET), "UTF-8"))
		return error_set(error, _("the character set is %s, so lines would be drawn with ASCII signs; LC_ALL=C.UTF-8 would be right"), nl_langinfo(CODESET));
	return 0;
}

static void rehearse_step(struct rehearsal *all, const struct lesson_step *step)
{
	struct error error = { "" };
	struct launch launch;
	if (present_fits(all->lesson, step, all->rows, all->cols, &error) == 0 && step->mode != LESSON_READ) {
		if (lecture_launch(all->lesson, step, data_recipe, &launch, &error) == 0)
			launch_release(&launch);
	}
	say(all, step->name, &error);
}

/* This terminal's size, where it has one. */
static void take_size(int *rows, int *cols)
{
	struct winsize size;
	if (*rows && *cols)
		return;
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
	*rows = known ? size.ws_row : LAYOUT_ROWS_MIN;
	*cols = known ? size.ws_col : LAYOUT_COLS_MIN;
}

int rehearse(const struct lesson *lesson, const char *step, int rows, int cols, const char *theme, FILE *to)
{
	struct rehearsal all = { .lesson = lesson, .rows = rows, .cols = cols, .to = to };
	struct error error = { "" };
	int first = step ? lesson_step_named(lesson, step) : 0;
	if (first < 0) {
		error_set(&error, _("the lesson %s has no step '%.40s'"), lesson->name, step);
		return verb_fail(EXIT_USAGE, &error);
	}
	take_size(&all.rows, &all.cols);
	check_screen(&all, theme, &error);
	say(&all, "screen", &error);
	for (size_t i = (size_t)first; i < lesson->step_count; i++)
		rehearse_step(&all, &lesson->steps[i]);
	return all.failed ? EXIT_WRONG : EXIT_DONE;
}
