/* A lesson under way, without a screen and without a kitchen: its lesson is built by hand, and so are the facts that a run would give. */
#include "lesson/lecture.h"
#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct error error;
static struct lesson lesson;
static struct lesson_step steps[6];
static struct progress *progress;
static struct lecture lecture;
static struct facts facts;
static json_t *report;

static char *words(const char *text)
{
	return strdup(text);
}

static struct condition *condition(const char *text)
{
	struct condition *read = condition_read(text, &error);

	ck_assert_msg(read != NULL, "%s", error.text);
	return read;
}

/* 0 read · 1 watch: which of three · 2 lose: a goal · 3 guess: a number that is measured · 4 mend: a goal of all schedules · 5 ask: literal, on a page */
static void setup(void)
{
	static const struct { const char *name; enum lesson_mode mode; } rows[] = {
		{ "read", LESSON_READ }, { "watch", LESSON_LIVE }, { "lose", LESSON_STEPPED }, { "guess", LESSON_LIVE }, { "mend", LESSON_EXPLORE }, { "ask", LESSON_READ } };

	memset(&error, 0, sizeof error);
	memset(steps, 0, sizeof steps);
	lesson = (struct lesson){ .name = "visits", .folder = "/nowhere", .recipe = "visits", .steps = steps, .step_count = 6 };
	for (size_t i = 0; i < 6; i++) {
		strcpy(steps[i].name, rows[i].name);
		steps[i].mode = rows[i].mode;
		steps[i].gil = -1;
		steps[i].pace = -1;
		steps[i].seed = 1;
	}
	steps[1].ask = ASK_CHOICE;
	steps[1].choice_count = 3;
	steps[1].choices[0] = (struct lesson_choice){ 'a', words("exactly 6"), condition("visits = 6"), NULL };
	steps[1].choices[1] = (struct lesson_choice){ 'b', words("less"), condition("visits < 6"), NULL };
	steps[1].choices[2] = (struct lesson_choice){ 'c', words("something else"), NULL, words("More than were counted?") };
	steps[2].goal = condition("visits < 3");
	steps[2].schedule = words("ABAB");
	steps[2].hint_count = 2;
	steps[3].ask = ASK_NUMBER;
	steps[3].measured = quantity_read("global visits", &error);
	steps[3].within = 1;
	steps[3].reply_count = 1;
	steps[3].replies[0] = (struct lesson_reply){ words("9,000"), words("So many were not even asked for.") };
	steps[4].goal = condition("no failing schedule");
	steps[4].by_editing = true;
	steps[4].cost = 2;
	steps[5].ask = ASK_ORDER;
	steps[5].answer = words("BCA");
	progress = progress_in_memory();
	report = json_loads("{\"outcome\":\"done\",\"mode\":\"free\",\"globals\":{\"visits\":4}}", 0, NULL);
	facts = (struct facts){ .report = report };
}

static void teardown(void)
{
	for (int i = 0; i < 3; i++) {
		free(steps[1].choices[i].text);
		free(steps[1].choices[i].reply);
		condition_free(steps[1].choices[i].when);
	}
	condition_free(steps[2].goal);
	free(steps[2].schedule);
	quantity_free(steps[3].measured);
	free(steps[3].replies[0].answer);
	free(steps[3].replies[0].reply);
	condition_free(steps[4].goal);
	free(steps[5].answer);
	progress_free(progress);
	json_decref(report);
}

static void begin(const char *step)
{
	ck_assert_msg(lecture_begin(&lecture, &lesson, progress, step, &error) == 0, "%s", error.text);
}

static void answer(const char *typed)
{
	ck_assert_msg(lecture_answer(&lecture, typed, &error) == 0, "%s: %s", typed, error.text);
}

static void visits_are(int visits)
{
	json_object_set_new(json_object_get(report, "globals"), "visits", json_integer(visits));
}

START_TEST(one_goes_from_page_to_run_to_what_follows_and_on)
{
	begin(NULL);
	ck_assert_int_eq(lecture.side, LECTURE_PAGE);
	ck_assert(!lecture_runs_next(&lecture));
	ck_assert(lecture_next(&lecture)); /* a page with nothing after it */
	ck_assert_uint_eq(lecture.at, 1);
	ck_assert(lecture_runs_next(&lecture));
	ck_assert(lecture_next(&lecture));
	ck_assert_int_eq(lecture.side, LECTURE_RUN);
	ck_assert(lecture_next(&lecture));
	ck_assert_int_eq(lecture.side, LECTURE_AFTER);
	ck_assert(lecture_next(&lecture));
	ck_assert_uint_eq(lecture.at, 2);
	ck_assert(lecture_back(&lecture));
	ck_assert_uint_eq(lecture.at, 1);
	ck_assert(lecture_back(&lecture));
	ck_assert(!lecture_back(&lecture));
	ck_assert(!lecture_go(&lecture, 6));
}
END_TEST

START_TEST(past_the_last_step_the_lesson_is_finished_and_begins_anew)
{
	begin("ask");
	ck_assert(lecture_next(&lecture));
	ck_assert_int_eq(lecture.side, LECTURE_AFTER);
	ck_assert(!lecture_next(&lecture));
	ck_assert(lecture.finished);
	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_DONE);
	begin(NULL);
	ck_assert_uint_eq(lecture.at, 0);
}
END_TEST

START_TEST(one_goes_on_where_one_left)
{
	begin("guess");
	begin(NULL);
	ck_assert_uint_eq(lecture.at, 3);
	ck_assert_int_eq(lecture_begin(&lecture, &lesson, progress, "nothing", &error), -1);
	ck_assert_msg(strstr(error.text, "read, watch, lose") != NULL, "%s", error.text);
}
END_TEST

START_TEST(a_prediction_waits_for_the_run_and_is_judged_by_it)
{
	begin("watch");
	ck_assert_int_eq(lecture.verdict.is, VERDICT_NONE);
	answer("A");
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WAITS);
	ck_assert_str_eq(lecture.verdict.given, "a: exactly 6");
	lecture_next(&lecture);
	ck_assert(lecture_ran(&lecture, &facts));
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WRONG);
	ck_assert_str_eq(lecture.verdict.happened, "b: less (visits = 4)");
	ck_assert(progress_step_done(progress, "visits", "watch"));
}
END_TEST

START_TEST(a_question_that_was_skipped_is_no_prediction)
{
	int right, given;

	lecture_score(&lesson, progress, &right, &given);
	ck_assert_int_eq(given, 0);
	begin("watch");
	answer("b");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	lecture_go(&lecture, 3);
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts); /* skipped */
	lecture_go(&lecture, 5);
	answer("ABC");
	lecture_next(&lecture);
	lecture_score(&lesson, progress, &right, &given);
	ck_assert_int_eq(given, 2);
	ck_assert_int_eq(right, 1);
}
END_TEST

START_TEST(a_choice_without_a_condition_stands_for_anything_else)
{
	visits_are(7);
	begin("watch");
	answer("c");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_RIGHT);
	ck_assert_ptr_null(lecture.verdict.reply);
}
END_TEST

START_TEST(a_wrong_answer_has_its_reply_and_is_kept_with_what_happened)
{
	struct progress_answer kept;

	begin("watch");
	answer("c");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	ck_assert_str_eq(lecture.verdict.reply, "More than were counted?");
	begin("watch");
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WRONG);
	ck_assert_str_eq(lecture.verdict.given, "c: something else");
	ck_assert_str_eq(lecture.verdict.happened, "b: less (visits = 4)");
	ck_assert_str_eq(lecture.verdict.reply, "More than were counted?");
	ck_assert(progress_answer(progress, "visits", "watch", &kept) && kept.judged && !kept.right);
}
END_TEST

START_TEST(the_first_judgement_of_a_visit_stays)
{
	begin("watch");
	answer("a");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	visits_are(6);
	lecture_ran(&lecture, &facts);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WRONG);
	ck_assert_str_eq(lecture.verdict.happened, "b: less (visits = 4)");
	ck_assert_int_eq(lecture_answer(&lecture, "b", &error), -1);
	ck_assert_msg(strstr(error.text, "made before") != NULL, "%s", error.text);
	begin("watch"); /* another visit */
	answer("b");
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WAITS);
}
END_TEST

START_TEST(what_a_later_run_came_to_is_told_beside_the_first_where_it_is_another)
{
	begin("watch");
	answer("a");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	ck_assert_str_eq(lecture.verdict.again, "");
	visits_are(6);
	lecture_ran(&lecture, &facts);
	ck_assert_str_eq(lecture.verdict.again, "a: exactly 6 (visits = 6)");
	visits_are(4);
	lecture_ran(&lecture, &facts);
	ck_assert_str_eq(lecture.verdict.again, "");
}
END_TEST

START_TEST(what_the_run_did_not_show_stays_open_until_one_shows_it)
{
	json_t *other = json_loads("{\"outcome\":\"interrupted\",\"globals\":{}}", 0, NULL);
	const struct facts nothing = { .report = other };

	begin("guess");
	answer("5");
	lecture_next(&lecture);
	lecture_ran(&lecture, &nothing);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_OPEN);
	ck_assert_msg(strstr(lecture.verdict.happened, "no global 'visits'") != NULL, "%s", lecture.verdict.happened);
	lecture_ran(&lecture, &facts);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_RIGHT); /* within 1 */
	ck_assert_str_eq(lecture.verdict.happened, "visits = 4");
	json_decref(other);
}
END_TEST

START_TEST(a_number_has_its_reply_however_it_is_written)
{
	begin("guess");
	answer("9000");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WRONG);
	ck_assert_str_eq(lecture.verdict.reply, "So many were not even asked for.");
}
END_TEST

START_TEST(a_question_may_be_left_without_an_answer)
{
	begin("watch");
	lecture_next(&lecture);
	lecture_ran(&lecture, &facts);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_NONE);
	ck_assert(lecture_next(&lecture));
}
END_TEST

START_TEST(an_answer_that_the_lesson_has_is_judged_when_the_page_is_left)
{
	begin("ask");
	answer("b, c, a");
	ck_assert_str_eq(lecture.verdict.given, "BCA");
	lecture_next(&lecture);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_RIGHT);
	lecture_go(&lecture, 5);
	answer("CBA");
	lecture_next(&lecture);
	ck_assert_int_eq(lecture.verdict.is, VERDICT_WRONG);
	ck_assert_str_eq(lecture.verdict.happened, "BCA");
}
END_TEST

START_TEST(a_goal_is_open_until_a_run_reaches_it)
{
	begin("lose");
	ck_assert_int_eq(lecture.goal, GOAL_OPEN);
	lecture_next(&lecture);
	ck_assert(!lecture_ran(&lecture, &facts));
	ck_assert_str_eq(lecture.goal_happened, "visits = 4");
	ck_assert(!progress_step_done(progress, "visits", "lose"));
	visits_are(2);
	ck_assert(lecture_ran(&lecture, &facts));
	ck_assert_int_eq(lecture.goal, GOAL_REACHED);
	visits_are(4);
	ck_assert(lecture_ran(&lecture, &facts)); /* once reached it stays */
	ck_assert_uint_eq(lecture.tries, 3);
	begin("lose");
	ck_assert_int_eq(lecture.goal, GOAL_REACHED);
}
END_TEST

START_TEST(a_mended_recipe_must_not_cost_more_than_its_goal_allows)
{
	struct facts_count count = { .known = true, .complete = true, .schedules = "6", .failing = "0", .deadlocking = "0" };

	begin("mend");
	lecture_next(&lecture);
	ck_assert(!lecture_ran(&lecture, &facts)); /* nothing is counted yet */
	ck_assert_str_eq(lecture.goal_happened, "");
	facts.count = count;
	ck_assert(!lecture_ran(&lecture, &facts));
	ck_assert_msg(strstr(lecture.goal_happened, "not been measured") != NULL, "%s", lecture.goal_happened);
	facts.cost = 2.5;
	ck_assert(!lecture_ran(&lecture, &facts));
	ck_assert_str_eq(lecture.goal_happened, "it takes 2.5 times as long, and may take 2.0 times");
	facts.cost = 1.5;
	ck_assert(lecture_ran(&lecture, &facts));
	ck_assert_int_eq(lecture.goal, GOAL_REACHED);
}
END_TEST

START_TEST(hints_come_one_at_a_time)
{
	begin("lose");
	ck_assert(lecture_hint(&lecture));
	ck_assert(lecture_hint(&lecture));
	ck_assert_int_eq(lecture.hints, 2);
	ck_assert(!lecture_hint(&lecture));
	begin("watch");
	ck_assert(!lecture_hint(&lecture));
}
END_TEST

static const struct { size_t step; const char *typed, *given; } typed[] = {
	{ 1, " B ", "b: less" }, { 3, "9,765,625", "9765625" }, { 3, "9 765 625", "9765625" }, { 3, "0.25", "0.25" }, { 3, "-3", "-3" }, { 3, "93%", "93" }, { 3, "12,345.5", "12345.5" },
	{ 5, "b > c > a", "BCA" }, { 5, "BCA", "BCA" }, { 5, "@ (27) b", "@(27)B" }, { 5, "12, 3 4", "12 3 4" } };

START_TEST(answers_are_understood_as_people_type_them)
{
	begin(steps[typed[_i].step].name);
	answer(typed[_i].typed);
	ck_assert_str_eq(lecture.verdict.given, typed[_i].given);
}
END_TEST

static const struct { size_t step; const char *typed; } mistyped[] = { { 0, "a" }, { 1, "d" }, { 1, "" }, { 1, "ab" }, { 3, "" }, { 3, "four" }, { 3, "1,5" }, { 3, "1,0000" }, { 3, "nan" },
	{ 3, "1e999" }, { 3, "0x10" }, { 5, "" }, { 5, "B1" }, { 5, "1 b" }, { 5, "()" } };

START_TEST(what_is_no_answer_is_told_with_what_would_be_right)
{
	begin(steps[mistyped[_i].step].name);
	ck_assert_msg(lecture_answer(&lecture, mistyped[_i].typed, &error) == -1, "'%s' was taken for %s", mistyped[_i].typed, lecture.verdict.given);
	ck_assert_str_ne(error.text, "");
	ck_assert_int_eq(lecture.verdict.is, VERDICT_NONE);
}
END_TEST

START_TEST(the_right_answer_is_known_where_the_lesson_has_it_or_the_run_shows_it)
{
	char to[128];

	ck_assert_str_eq(lecture_right_answer(&steps[5], NULL, to, sizeof to), "BCA");
	ck_assert_str_eq(lecture_right_answer(&steps[3], NULL, to, sizeof to), "");
	ck_assert_str_eq(lecture_right_answer(&steps[3], &facts, to, sizeof to), "4");
	ck_assert_str_eq(lecture_right_answer(&steps[1], &facts, to, sizeof to), "b: less");
	ck_assert_str_eq(lecture_right_answer(&steps[0], &facts, to, sizeof to), "");
}
END_TEST

/* ---- how a step runs ---- */

static char found[1100];

static int find(const char *name, struct launch *launch, struct error *why)
{
	(void)why;
	snprintf(found, sizeof found, "%s", name);
	snprintf(launch->path, sizeof launch->path, "%s", name);
	strcpy(launch->recipe, "found");
	return 0;
}

START_TEST(a_step_says_how_it_runs)
{
	struct launch_setting setting = { "workers", "3" };
	struct launch launch;

	steps[1].settings = &setting;
	steps[1].setting_count = 1;
	steps[1].gil = 1;
	steps[1].pace = 60;
	steps[1].seed = 7;
	strcpy(steps[1].engine, "threads");
	ck_assert_msg(lecture_launch(&lesson, &steps[1], find, &launch, &error) == 0, "%s", error.text);
	ck_assert_str_eq(found, "visits");
	ck_assert_str_eq(launch.engine, "threads");
	ck_assert_int_eq(launch.gil, 1);
	ck_assert_double_eq(launch.pace, 60);
	ck_assert_uint_eq(launch.seed, 7);
	ck_assert_ptr_null(launch.schedule);
	ck_assert_uint_eq(launch.setting_count, 1);
	ck_assert_str_eq(launch.settings[0].value, "3");
	launch_release(&launch);
	steps[1].settings = NULL;
	steps[1].setting_count = 0;
}
END_TEST

START_TEST(under_control_a_person_goes_on_where_no_policy_does)
{
	struct launch launch;

	ck_assert_int_eq(lecture_launch(&lesson, &steps[2], find, &launch, &error), 0);
	ck_assert_str_eq(launch.schedule, "ABAB");
	ck_assert_str_eq(launch.policy, "hand");
	launch_release(&launch);
	strcpy(steps[2].policy, "random");
	ck_assert_int_eq(lecture_launch(&lesson, &steps[2], find, &launch, &error), 0);
	ck_assert_str_eq(launch.policy, "random");
	launch_release(&launch);
	ck_assert_int_eq(lecture_launch(&lesson, &steps[4], find, &launch, &error), 0);
	ck_assert_ptr_null(launch.schedule);
	ck_assert_str_eq(launch.policy, "");
	launch_release(&launch);
}
END_TEST

static void refused_launch(const char *part)
{
	struct launch launch;

	*found = '\0';
	ck_assert_int_eq(lecture_launch(&lesson, &steps[1], find, &launch, &error), -1);
	ck_assert_msg(strstr(error.text, part) != NULL, "%s", error.text);
	ck_assert_str_eq(found, "");
}

START_TEST(a_recipe_is_a_name_or_a_file_of_the_lessons_folder_and_nothing_else)
{
	char folder[] = "/tmp/lecture.XXXXXX", path[64], outside[64];
	struct launch launch;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	strcpy(lesson.folder, folder);
	strcpy(lesson.recipe, "../outside.lua");
	refused_launch("path");
	strcpy(lesson.recipe, "/etc/passwd");
	refused_launch("path");
	*lesson.recipe = '\0';
	refused_launch("has no recipe");
	lesson.own_recipe = true;
	refused_launch("recipe.lua");
	snprintf(path, sizeof path, "%s/recipe.lua", folder);
	snprintf(outside, sizeof outside, "%s.outside", folder);
	fclose(fopen(outside, "w"));
	ck_assert_int_eq(symlink(outside, path), 0);
	refused_launch("recipe.lua");
	unlink(path);
	fclose(fopen(path, "w"));
	ck_assert_msg(lecture_launch(&lesson, &steps[1], find, &launch, &error) == 0, "%s", error.text);
	ck_assert_str_eq(found, path);
	ck_assert_str_eq(launch.recipe, "visits");
	ck_assert_str_eq(launch.file, "visits.lua");
	launch_release(&launch);
	unlink(path);
	unlink(outside);
	rmdir(folder);
}
END_TEST

START_TEST(what_is_only_read_does_not_run)
{
	struct launch launch;

	ck_assert_int_eq(lecture_launch(&lesson, &steps[0], find, &launch, &error), -1);
	ck_assert_msg(strstr(error.text, "only read") != NULL, "%s", error.text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lecture");
	TCase *way = tcase_create("way"), *predicting = tcase_create("predicting"), *running = tcase_create("running");

	tcase_add_checked_fixture(way, setup, teardown);
	tcase_add_checked_fixture(predicting, setup, teardown);
	tcase_add_checked_fixture(running, setup, teardown);
	tcase_add_test(way, one_goes_from_page_to_run_to_what_follows_and_on);
	tcase_add_test(way, past_the_last_step_the_lesson_is_finished_and_begins_anew);
	tcase_add_test(way, one_goes_on_where_one_left);
	tcase_add_test(way, hints_come_one_at_a_time);
	tcase_add_test(predicting, a_prediction_waits_for_the_run_and_is_judged_by_it);
	tcase_add_test(predicting, a_choice_without_a_condition_stands_for_anything_else);
	tcase_add_test(predicting, a_wrong_answer_has_its_reply_and_is_kept_with_what_happened);
	tcase_add_test(predicting, the_first_judgement_of_a_visit_stays);
	tcase_add_test(predicting, what_a_later_run_came_to_is_told_beside_the_first_where_it_is_another);
	tcase_add_test(predicting, what_the_run_did_not_show_stays_open_until_one_shows_it);
	tcase_add_test(predicting, a_number_has_its_reply_however_it_is_written);
	tcase_add_test(predicting, a_question_may_be_left_without_an_answer);
	tcase_add_test(predicting, a_question_that_was_skipped_is_no_prediction);
	tcase_add_test(predicting, an_answer_that_the_lesson_has_is_judged_when_the_page_is_left);
	tcase_add_test(predicting, a_goal_is_open_until_a_run_reaches_it);
	tcase_add_test(predicting, a_mended_recipe_must_not_cost_more_than_its_goal_allows);
	tcase_add_loop_test(predicting, answers_are_understood_as_people_type_them, 0, (int)(sizeof typed / sizeof *typed));
	tcase_add_loop_test(predicting, what_is_no_answer_is_told_with_what_would_be_right, 0, (int)(sizeof mistyped / sizeof *mistyped));
	tcase_add_test(predicting, the_right_answer_is_known_where_the_lesson_has_it_or_the_run_shows_it);
	tcase_add_test(running, a_step_says_how_it_runs);
	tcase_add_test(running, under_control_a_person_goes_on_where_no_policy_does);
	tcase_add_test(running, a_recipe_is_a_name_or_a_file_of_the_lessons_folder_and_nothing_else);
	tcase_add_test(running, what_is_only_read_does_not_run);
	suite_add_tcase(suite, way);
	suite_add_tcase(suite, predicting);
	suite_add_tcase(suite, running);
	return run_suite(suite);
}
