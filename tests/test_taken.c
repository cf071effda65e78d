/* test_taken.c - the steps of a run, found again in its events: so that a free run can be taken again under control. */
#include "schedule/schedule.h"
#include "source/source.h"
#include "stage/history_schedule.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Run the recipe with these words, its trace saved, and read the trace. */
static void record(struct history *history, const char *words)
{
	char path[] = "taken-XXXXXX", command[1024];
	struct error error;
	struct info info;
	const char *dir = getenv("srcdir");
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	snprintf(command, sizeof command, "R=%s/tests/recipes L=%s/lessons; ./lunchrush run %s --trace %s --json >taken.out 2>&1", dir ? dir : ".", dir ? dir : ".", words, path);
	int status = system(command);
	ck_assert_msg(status >= 0, "%s", command);
	struct source *source = source_file(path, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	info_init(&info);
	while (source_pump(source, history, &info, 0) == SOURCE_OPEN)
		;
	ck_assert_msg(source_state(source) == SOURCE_WHOLE, "%s: %s", words, source_error(source));
	source_free(source);
	info_release(&info);
	unlink(path);
	unlink("taken.out");
}

static char *steps_of(const struct history *history)
{
	size_t count;
	struct error error;
	uint32_t *workers = history_steps(history, history_count(history), &count, &error);
	ck_assert_msg(workers != NULL, "%s", error.text);
	char *text = schedule_write(workers, count);
	free(workers);
	return text;
}

/* The same run as if it had not told its steps. */
static struct history *without_steps(const struct history *history)
{
	struct history *other = history_new();
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		if (event->kind != KIND_STEP)
			history_append(other, event, 1);
	}
	return other;
}

static const char *const controlled[] = {
	"$L/03-burgers/recipe.lua --policy random --seed %d", "$L/03-burgers/recipe.lua --engine loop --policy random --seed %d",
	"$L/02-sandwich/recipe.lua --engine threads --policy random --seed %d", "$L/10-visits/recipe.lua --set how='with a lock' --policy random --seed %d",
	"$L/10-visits/recipe.lua --engine loop --policy random --seed %d", "$L/11-opposed/recipe.lua --policy random --seed %d",
	"$L/12-philosophers/recipe.lua --policy random --seed %d",
};

START_TEST(what_happened_tells_the_steps_that_were_taken)
{
	for (int seed = 1; seed <= 3; seed++) {
		char words[256];
		struct history *history = history_new();
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(words, sizeof words, controlled[_i], seed);
		record(history, words);
		struct history *bare = without_steps(history);
		char *told = steps_of(history), *found = steps_of(bare);
		ck_assert_uint_gt(strlen(told), 0);
		ck_assert_str_eq(found, told);
		free(told);
		free(found);
		history_free(bare);
		history_free(history);
	}
}
END_TEST

START_TEST(a_free_run_can_be_taken_again_under_control)
{
	/* On the loop without devices: theirs go on while a task runs, which no order of stretches tells. */
	static const char *const runs[] = { "$L/03-burgers/recipe.lua --seed 4 --engine threads", "$L/12-philosophers/recipe.lua --seed 4 --engine loop" };
	char words[128 + 4096];
	struct history *first = history_new(), *again = history_new();
	snprintf(words, sizeof words, "%s --pace 200", runs[_i]);
	record(first, words);
	char *schedule = steps_of(first);
	ck_assert_uint_lt(strlen(schedule), 4096);
	snprintf(words, sizeof words, "%s --schedule '%s'", runs[_i], schedule);
	record(again, words);
	const struct stage *head = history_head(again);
	ck_assert_msg(head->outcome == history_head(first)->outcome, "%s: %s", schedule, stage_text_get(head->text, head->error));
	ck_assert_uint_eq(history_head(again)->served, history_head(first)->served);
	char *taken = steps_of(again);
	ck_assert_msg(strncmp(schedule, taken, strlen(schedule)) == 0, "%s\n%s", schedule, taken);
	free(taken);
	free(schedule);
	history_free(again);
	history_free(first);
}
END_TEST

START_TEST(what_a_hot_cell_told_of_at_once_is_not_taken_again)
{
	size_t count;
	struct error error;
	struct history *history = history_new();
	record(history, "$L/10-visits/recipe.lua --set increments=20000");
	ck_assert_ptr_null(history_steps(history, history_count(history), &count, &error));
	ck_assert_msg(strstr(error.text, "visits") || strstr(error.text, "steps"), "%s", error.text);
	history_free(history);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("taken");
	TCase *steps = tcase_create("steps");
	tcase_set_timeout(steps, 60);
	tcase_add_loop_test(steps, what_happened_tells_the_steps_that_were_taken, 0, (int)(sizeof controlled / sizeof *controlled));
	tcase_add_loop_test(steps, a_free_run_can_be_taken_again_under_control, 0, 2);
	tcase_add_test(steps, what_a_hot_cell_told_of_at_once_is_not_taken_again);
	suite_add_tcase(suite, steps);
	return run_suite(suite);
}
