/* rehearse.c - see rehearse.h. What is looked at, of each step: that its recipe is found and can be run, that all it shows fits, that its run comes to its end as the lesson has it;
 * and once, of the terminal: its size, its colours, its signs. */
#include "cli/rehearse.h"

#include "cli/check_run.h"
#include "cli/data.h"
#include "cli/verb.h"
#include "lesson/lecture.h"
#include "trace/tongue.h"
#include "tui/layout.h"
#include "tui/present.h"
#include "tui/theme.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <time.h>
#include <unistd.h>

struct rehearsal {
	const struct lesson *lesson;
	int rows, cols;
	int failed;
	double seconds; /* that all runs took */
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
	int colours = 0, wrong;
	if (isatty(STDOUT_FILENO) && setupterm(NULL, STDOUT_FILENO, &wrong) == OK)
		colours = tigetnum("colors");
	if (isatty(STDOUT_FILENO) && colours < 8)
		return error_set(error, _("this terminal (TERM=%s) has no colours; TERM=xterm-256color would be right for most"), getenv("TERM") ? getenv("TERM") : "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8"))
		return error_set(error, _("the character set is %s, so lines would be drawn with ASCII signs; LC_ALL=C.UTF-8 would be right"), nl_langinfo(CODESET));
	return 0;
}

/* ---- a step ---- */

#define LIMIT_S 300 /* of one run: nobody would wait for more */
#define LONG_S 90   /* a class that looks on for longer has gone to sleep */

/* What ran of a step, to be given back. */
struct ran {
	struct launch launch;
	struct check_run run;
	json_t *count;
	struct facts facts;
	double took_s;
};

static double now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Whoever would choose is away: first come first served after the lesson's schedule. */
static int run_step(struct rehearsal *all, const struct lesson_step *step, struct ran *ran, struct error *error)
{
	double from_s = now_s();
	if (lecture_launch(all->lesson, step, data_recipe, &ran->launch, error)) {
		launch_init(&ran->launch);
		return -1;
	}
	if (!strcmp(ran->launch.policy, "hand"))
		strcpy(ran->launch.policy, "fifo"); /* nothing is judged of it, and by turns it may never end */
	if (step->mode == LESSON_EXPLORE)
		ran->count = check_explore(&ran->launch, LIMIT_S, &ran->facts, error);
	else if (check_run(&ran->launch, LIMIT_S, &ran->run, &ran->facts) && !ran->run.refused)
		error_set(error, "%s", ran->run.why);
	ran->took_s = now_s() - from_s;
	return *error->text ? -1 : 0;
}

static bool is_measured_here(const struct lesson_step *step)
{
	return step->mode == LESSON_LIVE || step->mode == LESSON_EXPLORE || (step->mode == LESSON_STEPPED && *step->policy);
}

/* What the lesson says of its run, and a class would see to be wrong. */
static int judge_step(const struct lesson_step *step, const struct ran *ran, struct error *error)
{
	char words[256], right[160];
	for (int i = 0; i < step->claim_count && is_measured_here(step); i++)
		if (condition_holds(step->claims[i].holds, &ran->facts) == HOLDS_NOT)
			return error_set(error, _("the lesson says %s, and here it was %s"), condition_text(step->claims[i].holds),
				condition_words(step->claims[i].holds, &ran->facts, words, sizeof words));
	if (step->ask != ASK_NOTHING && step->question && is_measured_here(step) && !*lecture_right_answer(step, &ran->facts, right, sizeof right))
		return error_set(error, "%s", _("the run did not show which answer is right"));
	if (step->goal && step->mode == LESSON_STEPPED && *step->policy && step->schedule && condition_holds(step->goal, &ran->facts) == HOLDS_NOT)
		return error_set(error, _("its schedule does not reach the goal %s: %s"), lesson_goal_words(step), condition_words(step->goal, &ran->facts, words, sizeof words));
	if (ran->took_s > LONG_S)
		return error_set(error, _("its run took %.0f s; a class looks on for %d at most: a higher pace would be right"), ran->took_s, LONG_S);
	return 0;
}

static void rehearse_step(struct rehearsal *all, const struct lesson_step *step)
{
	struct error error = { "" };
	struct ran ran = { .took_s = 0 };
	char name[80];
	launch_init(&ran.launch);
	present_fits(all->lesson, step, all->rows, all->cols, &error);
	if (!*error.text && step->mode != LESSON_READ && run_step(all, step, &ran, &error) == 0 && !ran.run.refused)
		judge_step(step, &ran, &error);
	snprintf(name, sizeof name, ran.took_s >= 1 && !*error.text ? "%s (%.0f s)" : "%s", step->name, ran.took_s);
	if (ran.run.refused)
		snprintf(name, sizeof name, _("%s (it asks before it starts a program)"), step->name);
	say(all, name, &error);
	all->seconds += ran.took_s;
	check_run_release(&ran.run);
	json_decref(ran.count);
	launch_release(&ran.launch);
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
	size_t checks = lesson->step_count - (size_t)first + 1;
	if (all.failed)
		fprintf(stderr, ngettext("lunchrush: %d of %zu checks failed; the runs took %.0f s\n", "lunchrush: %d of %zu checks failed; the runs took %.0f s\n", (unsigned long)all.failed), all.failed, checks, all.seconds);
	else
		fprintf(stderr, ngettext("lunchrush: %zu check, all well; the runs took %.0f s\n", "lunchrush: %zu checks, all well; the runs took %.0f s\n", (unsigned long)checks), checks, all.seconds);
	return all.failed ? EXIT_WRONG : EXIT_DONE;
}
