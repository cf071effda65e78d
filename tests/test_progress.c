/* How far a person is: kept, put together from two programs, reset, taken along; and what is damaged is put aside. */
#include "lesson/progress.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[160];
static struct error error;

static void setup(void)
{
	strcpy(folder, "/tmp/progress.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("XDG_STATE_HOME", folder, 1);
	snprintf(path, sizeof path, "%s/lunchrush/progress.json", folder);
	error = (struct error){ "" };
}

static void teardown(void)
{
	char command[192];

	snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", folder, folder);
	ck_assert_int_eq(system(command), 0);
}

static struct progress *opened(void)
{
	struct progress *progress = progress_open(&error);

	ck_assert_ptr_nonnull(progress);
	ck_assert_str_eq(error.text, "");
	return progress;
}

static void write_file(const char *to, const char *text)
{
	FILE *file = fopen(to, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static bool there(const char *file)
{
	return access(file, F_OK) == 0;
}

static const struct progress_answer wrong_b = { .answer = "b", .happened = "visits = 4", .right = false, .judged = true };

START_TEST(what_was_done_is_there_the_next_time)
{
	struct progress *progress = opened();
	struct progress_answer answer;

	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_NEW);
	ck_assert_ptr_null(progress_last(progress));
	ck_assert_int_eq(progress_at(progress, "visits", "watch", &error), 0);
	ck_assert_int_eq(progress_answered(progress, "visits", "watch", &wrong_b, &error), 0);
	ck_assert_int_eq(progress_did(progress, "visits", "watch", &error), 0);
	progress_free(progress);

	progress = opened();
	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_BEGUN);
	ck_assert_str_eq(progress_step(progress, "visits"), "watch");
	ck_assert_str_eq(progress_last(progress), "visits");
	ck_assert(progress_step_done(progress, "visits", "watch"));
	ck_assert(!progress_step_done(progress, "visits", "lose"));
	ck_assert_uint_eq(progress_steps_done(progress, "visits"), 1);
	ck_assert(progress_answer(progress, "visits", "watch", &answer));
	ck_assert_str_eq(answer.answer, "b");
	ck_assert_str_eq(answer.happened, "visits = 4");
	ck_assert(answer.judged && !answer.right);
	ck_assert(!progress_answer(progress, "visits", "lose", &answer));
	progress_free(progress);
}
END_TEST

START_TEST(a_lesson_that_is_done_begins_at_its_beginning_again)
{
	struct progress *progress = opened();

	progress_at(progress, "visits", "mend", &error);
	ck_assert_int_eq(progress_finish(progress, "visits", &error), 0);
	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_DONE);
	ck_assert_ptr_null(progress_step(progress, "visits"));
	progress_free(progress);
}
END_TEST

START_TEST(of_two_programs_at_once_neither_loses_what_the_other_did)
{
	struct progress *one = opened(), *other = opened();
	struct progress_answer answer, newer = { .answer = "c", .judged = false };

	progress_did(one, "visits", "watch", &error);
	progress_answered(one, "visits", "watch", &wrong_b, &error);
	progress_did(other, "burgers", "grill", &error);
	progress_answered(other, "visits", "watch", &newer, &error);
	progress_free(one);
	progress_free(other);

	one = opened();
	ck_assert(progress_step_done(one, "visits", "watch"));
	ck_assert(progress_step_done(one, "burgers", "grill"));
	ck_assert(progress_answer(one, "visits", "watch", &answer));
	ck_assert_str_eq(answer.answer, "c");
	ck_assert_str_eq(answer.happened, "");
	progress_free(one);
}
END_TEST

START_TEST(a_reset_keeps_what_was_beside_it)
{
	struct progress *progress = opened();
	char before[176];

	progress_did(progress, "visits", "watch", &error);
	progress_did(progress, "burgers", "grill", &error);
	ck_assert_int_eq(progress_reset(progress, "visits", &error), 0);
	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_NEW);
	ck_assert_int_eq(progress_of(progress, "burgers"), PROGRESS_BEGUN);
	snprintf(before, sizeof before, "%s.before", path);
	ck_assert(there(before));
	ck_assert_int_eq(progress_reset(progress, NULL, &error), 0);
	ck_assert_int_eq(progress_of(progress, "burgers"), PROGRESS_NEW);
	progress_free(progress);
	progress = opened();
	ck_assert_int_eq(progress_of(progress, "burgers"), PROGRESS_NEW);
	progress_free(progress);
}
END_TEST

START_TEST(who_had_a_lesson_open_does_not_bring_back_what_was_reset)
{
	struct progress *one = opened(), *other;

	progress_did(one, "visits", "watch", &error);
	other = opened();
	progress_reset(other, "visits", &error);
	progress_did(one, "visits", "lose", &error);
	progress_free(one);
	progress_free(other);
	one = opened();
	ck_assert(!progress_step_done(one, "visits", "watch"));
	ck_assert(progress_step_done(one, "visits", "lose"));
	progress_free(one);
}
END_TEST

START_TEST(an_export_can_be_taken_in_elsewhere_even_after_a_reset)
{
	struct progress *progress = opened();
	char to[160];

	snprintf(to, sizeof to, "%s/taken.json", folder);
	progress_did(progress, "visits", "watch", &error);
	progress_answered(progress, "visits", "watch", &wrong_b, &error);
	progress_finish(progress, "visits", &error);
	FILE *file = fopen(to, "w");
	ck_assert_int_eq(progress_export(progress, file, &error), 0);
	fclose(file);
	progress_reset(progress, NULL, &error);
	progress_did(progress, "burgers", "grill", &error);
	ck_assert_msg(progress_import(progress, to, &error) == 0, "%s", error.text);
	progress_free(progress);
	progress = opened();
	ck_assert_int_eq(progress_of(progress, "visits"), PROGRESS_DONE);
	ck_assert(progress_step_done(progress, "visits", "watch"));
	ck_assert_int_eq(progress_of(progress, "burgers"), PROGRESS_BEGUN);
	progress_free(progress);
}
END_TEST

START_TEST(a_damaged_file_is_put_aside_and_said)
{
	struct progress *progress = opened();
	char aside[176];

	progress_did(progress, "visits", "watch", &error);
	progress_free(progress);
	write_file(path, "{\"progress\":1,\"lessons\":");
	progress = progress_open(&error);
	ck_assert_ptr_nonnull(progress);
	ck_assert_msg(strstr(error.text, "damaged") != NULL, "%s", error.text);
	snprintf(aside, sizeof aside, "%s.damaged", path);
	ck_assert(there(aside));
	ck_assert_int_eq(progress_did(progress, "visits", "lose", &error), 0);
	progress_free(progress);
	progress = opened();
	ck_assert(progress_step_done(progress, "visits", "lose"));
	progress_free(progress);
}
END_TEST

static const char *const strange[] = {
	"[]", "{}", "{\"progress\":2,\"lessons\":{},\"reset\":{}}", "{\"progress\":1,\"lessons\":[],\"reset\":{}}", "{\"progress\":1,\"lessons\":{\"a\":5},\"reset\":{}}",
	"{\"progress\":1,\"lessons\":{\"a\":{\"done\":true}},\"reset\":{}}", "{\"progress\":1,\"lessons\":{\"a\":{\"step\":\"\\u001b[31m\"}},\"reset\":{}}",
	"{\"progress\":1,\"lessons\":{\"a\\u202e\":{}},\"reset\":{}}", "{\"progress\":1,\"lessons\":{\"a\":{\"steps\":{\"s\":{\"answer\":7}}}},\"reset\":{}}",
	"{\"progress\":1,\"lessons\":{},\"reset\":{\"a\":-4}}", "{\"progress\":1,\"lessons\":{\"a\":{\"at\":9223372036854775807}},\"reset\":{}}",
	"{\"progress\":1,\"lessons\":{\"a\":{\"steps\":{\"0123456789012345678901234567890123456789\":{}}}},\"reset\":{}}", "\x80\xff", "" };

START_TEST(a_file_of_another_shape_is_damaged_and_no_import)
{
	struct progress *progress;
	char from[160];

	progress = opened();
	snprintf(from, sizeof from, "%s/from.json", folder);
	write_file(from, strange[_i]);
	ck_assert_int_eq(progress_import(progress, from, &error), -1);
	ck_assert_msg(strstr(error.text, "from.json") != NULL, "%s", error.text);
	progress_did(progress, "a", "s", &error);
	progress_free(progress);
	write_file(path, strange[_i]);
	progress = progress_open(&error);
	ck_assert_msg(strstr(error.text, "damaged") != NULL, "%d: %s", _i, error.text);
	ck_assert_int_eq(progress_of(progress, "a"), PROGRESS_NEW);
	progress_free(progress);
}
END_TEST

START_TEST(a_damaged_one_does_not_take_the_place_of_another)
{
	char second[192];

	progress_free(opened());
	for (int i = 0; i < 2; i++) {
		write_file(path, "{");
		progress_free(progress_open(&error));
		ck_assert_str_ne(error.text, "");
	}
	snprintf(second, sizeof second, "%s.damaged.2", path);
	ck_assert_msg(there(second), "%s", error.text);
}
END_TEST

START_TEST(one_that_cannot_be_read_is_put_aside_and_not_written_over)
{
	char aside[192];
	struct stat is;

	progress_free(opened());
	ck_assert_int_eq(symlink("progress.json", path), 0); /* a link to itself: it is there, and nobody can open it */
	progress_free(progress_open(&error));
	snprintf(aside, sizeof aside, "%s.damaged", path);
	ck_assert_msg(strstr(error.text, aside) != NULL, "%s", error.text);
	ck_assert_int_eq(lstat(aside, &is), 0);
}
END_TEST

START_TEST(an_import_that_has_no_room_beside_ones_own_is_not_taken_in)
{
	struct progress *progress = opened();
	char brought[192];
	FILE *file;

	ck_assert_int_eq(progress_did(progress, "visits", "lose", &error), 0);
	snprintf(brought, sizeof brought, "%s/brought", folder);
	file = fopen(brought, "w");
	ck_assert_ptr_nonnull(file);
	fputs("{\"progress\":1,\"reset\":{},\"lessons\":{", file);
	for (int i = 0; i < 2000; i++)
		fprintf(file, "%s\"l%d\":{\"at\":%d}", i ? "," : "", i, i + 1);
	fputs("}}", file);
	fclose(file);
	ck_assert_int_eq(progress_import(progress, brought, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "more than there is room for"));
	ck_assert_int_eq(progress_of(progress, "l7"), PROGRESS_NEW);
	progress_free(progress);
	progress = opened();
	ck_assert(progress_step_done(progress, "visits", "lose"));
	progress_free(progress);
}
END_TEST

START_TEST(an_import_from_the_end_of_time_does_not_stop_the_clock)
{
	struct progress *progress = opened();
	struct progress_answer answer;
	char brought[192];

	snprintf(brought, sizeof brought, "%s/brought", folder);
	write_file(brought, "{\"progress\":1,\"reset\":{},\"last\":\"visits\",\"last_at\":4611686018427387902,\"lessons\":{\"visits\":{\"at\":4611686018427387902,\"steps\":{"
		"\"lose\":{\"answer\":\"a\",\"answered\":4611686018427387902}}}}}");
	ck_assert_int_eq(progress_import(progress, brought, &error), 0);
	ck_assert_int_eq(progress_answered(progress, "visits", "lose", &wrong_b, &error), 0);
	ck_assert_int_eq(progress_at(progress, "visits", "lose", &error), 0);
	progress_free(progress);
	progress = opened();
	ck_assert(progress_answer(progress, "visits", "lose", &answer));
	ck_assert_str_eq(answer.answer, "b");
	progress_free(progress);
}
END_TEST

START_TEST(where_nothing_can_be_stored_it_lives_in_memory_and_says_so_once)
{
	struct progress *progress;

	setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	progress = progress_open(&error);
	ck_assert_ptr_nonnull(progress);
	ck_assert_msg(strstr(error.text, "cannot be stored") != NULL, "%s", error.text);
	error = (struct error){ "" };
	ck_assert_int_eq(progress_did(progress, "visits", "watch", &error), 0);
	ck_assert(progress_step_done(progress, "visits", "watch"));
	progress_free(progress);
}
END_TEST

START_TEST(in_memory_nothing_is_written)
{
	struct progress *progress = progress_in_memory();

	ck_assert_int_eq(progress_did(progress, "visits", "watch", &error), 0);
	ck_assert(!there(path));
	progress_free(progress);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("progress");
	TCase *kept = tcase_create("kept");

	tcase_add_checked_fixture(kept, setup, teardown);
	tcase_add_test(kept, what_was_done_is_there_the_next_time);
	tcase_add_test(kept, a_lesson_that_is_done_begins_at_its_beginning_again);
	tcase_add_test(kept, of_two_programs_at_once_neither_loses_what_the_other_did);
	tcase_add_test(kept, a_reset_keeps_what_was_beside_it);
	tcase_add_test(kept, who_had_a_lesson_open_does_not_bring_back_what_was_reset);
	tcase_add_test(kept, an_export_can_be_taken_in_elsewhere_even_after_a_reset);
	tcase_add_test(kept, a_damaged_file_is_put_aside_and_said);
	tcase_add_loop_test(kept, a_file_of_another_shape_is_damaged_and_no_import, 0, (int)(sizeof strange / sizeof *strange));
	tcase_add_test(kept, a_damaged_one_does_not_take_the_place_of_another);
	tcase_add_test(kept, one_that_cannot_be_read_is_put_aside_and_not_written_over);
	tcase_add_test(kept, an_import_that_has_no_room_beside_ones_own_is_not_taken_in);
	tcase_add_test(kept, an_import_from_the_end_of_time_does_not_stop_the_clock);
	tcase_add_test(kept, where_nothing_can_be_stored_it_lives_in_memory_and_says_so_once);
	tcase_add_test(kept, in_memory_nothing_is_written);
	suite_add_tcase(suite, kept);
	return run_suite(suite);
}
