/* test_perfetto.c - a saved run as a Perfetto file, read again by the format's rules alone: nothing of the exporter is used here, only its file.
 *
 * The rules: each element has a phase, numeric pid and tid, and (but for metadata) a time; slices have a duration and on one track they nest or follow; arrows share category,
 * name and id, begin before they end, and end bound to the slice they end in; counters have numeric arguments; every track that is used has a name. */
#include "recipe_run.h"
#include "suite.h"

#include <stdbool.h>
#include <unistd.h>

struct elements {
	json_t *file, *list;
};

/* Run a recipe, save it, export it, read the file. */
static struct elements exported(const char *words)
{
	char trace[] = "/tmp/perfetto-XXXXXX";
	struct elements elements;
	int status, fd = mkstemp(trace);
	ck_assert_int_ge(fd, 0);
	close(fd);
	free(recipe_output(&status, "run %s --json --trace %s", words, trace));
	elements.file = recipe_run(&status, "export %s --perfetto", trace);
	ck_assert_int_eq(status, 0);
	elements.list = json_object_get(elements.file, "traceEvents");
	ck_assert(json_is_array(elements.list));
	unlink(trace);
	return elements;
}

static bool is(const json_t *element, const char *phase)
{
	return !strcmp(recipe_text(element, "ph"), phase);
}

static double number(const json_t *element, const char *key)
{
	const json_t *value = json_object_get(element, key);
	ck_assert_msg(json_is_number(value), "an element lacks the number %s", key);
	return json_number_value(value);
}

static size_t count_of(const struct elements *elements, const char *phase)
{
	size_t index, count = 0;
	json_t *element;
	json_array_foreach(elements->list, index, element)
		count += is(element, phase);
	return count;
}

static bool is_named(const struct elements *elements, double pid, double tid)
{
	size_t index;
	json_t *element;
	json_array_foreach(elements->list, index, element)
		if (is(element, "M") && !strcmp(recipe_text(element, "name"), "thread_name") && number(element, "pid") == pid && number(element, "tid") == tid)
			return true;
	return false;
}

static void check_slices(const struct elements *elements)
{
	size_t index, other;
	json_t *element, *next;
	json_array_foreach(elements->list, index, element) {
		if (!is(element, "X"))
			continue;
		double end = number(element, "ts") + number(element, "dur");
		ck_assert(number(element, "dur") > 0);
		ck_assert(is_named(elements, number(element, "pid"), number(element, "tid")));
		for (other = index + 1; other < json_array_size(elements->list) && other < index + 200; other++) {
			next = json_array_get(elements->list, other);
			if (is(next, "X") && number(next, "tid") == number(element, "tid") && number(next, "pid") == number(element, "pid"))
				ck_assert_msg(number(next, "ts") >= end - 0.0005, "two slices of a worker overlap at %f", end);
		}
	}
}

static void check_arrows(const struct elements *elements)
{
	size_t index, other;
	json_t *element, *begin;
	json_array_foreach(elements->list, index, element) {
		if (!is(element, "f"))
			continue;
		bool found = false;
		ck_assert_str_eq(recipe_text(element, "bp"), "e");
		for (other = 0; other < index && !found; other++) {
			begin = json_array_get(elements->list, other);
			found = is(begin, "s") && number(begin, "id") == number(element, "id") && !strcmp(recipe_text(begin, "cat"), recipe_text(element, "cat")) &&
				!strcmp(recipe_text(begin, "name"), recipe_text(element, "name")) && number(begin, "ts") <= number(element, "ts");
		}
		ck_assert_msg(found, "an arrow ends that never began");
	}
}

static void check_others(const struct elements *elements)
{
	size_t index;
	json_t *element, *argument;
	const char *key;
	json_array_foreach(elements->list, index, element) {
		number(element, "pid");
		number(element, "tid");
		if (!is(element, "M"))
			ck_assert(number(element, "ts") >= 0);
		if (is(element, "C"))
			json_object_foreach(json_object_get(element, "args"), key, argument)
				ck_assert(json_is_number(argument));
		if (is(element, "i"))
			ck_assert_str_eq(recipe_text(element, "s"), "t");
	}
}

static const char *const runs[] = {
	"burgers --engine threads --pace 500 --timeout 20", "burgers --engine loop --pace 500 --timeout 20", "visits --schedule 'AB*A' --set increments=1 --set workers=2",
	"salads --pace 500 --timeout 20", "chefs --pace 500",
};

START_TEST(a_file_of_any_engine_follows_the_rules_of_the_format)
{
	struct elements elements = exported(runs[_i]);
	ck_assert_uint_gt(count_of(&elements, "X"), 3);
	check_others(&elements);
	check_slices(&elements);
	check_arrows(&elements);
	json_decref(elements.file);
}
END_TEST

START_TEST(what_is_put_into_a_queue_has_an_arrow_to_who_gets_it_and_the_queue_a_counter)
{
	struct elements elements = exported("burgers --engine threads --pace 500 --timeout 20");
	ck_assert_uint_gt(count_of(&elements, "f"), 10);
	ck_assert_uint_ge(count_of(&elements, "s"), count_of(&elements, "f"));
	ck_assert_uint_gt(count_of(&elements, "C"), 10);
	json_decref(elements.file);
}
END_TEST

START_TEST(each_step_under_control_has_a_mark)
{
	struct elements elements = exported("visits --schedule 'AB*A' --set increments=1 --set workers=2");
	ck_assert_uint_eq(count_of(&elements, "i"), 4);
	json_decref(elements.file);
}
END_TEST

START_TEST(a_form_must_be_named_and_a_file_that_cannot_be_written_leaves_the_old_one)
{
	int status;
	char *said = recipe_output(&status, "export nothing.trace 2>&1");
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(said, "which form"));
	free(said);
	char trace[] = "/tmp/perfetto-XXXXXX";
	close(mkstemp(trace));
	free(recipe_output(&status, "run visits --json --trace %s", trace));
	said = recipe_output(&status, "export %s --perfetto -o %s 2>&1", trace, trace);
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(said, "written over"));
	free(said);
	unlink(trace);
	said = recipe_output(&status, "export /dev/null --perfetto -o /proc/no 2>&1");
	ck_assert_int_eq(status, 2);
	free(said);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("perfetto");
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, a_file_of_any_engine_follows_the_rules_of_the_format, 0, sizeof runs / sizeof *runs);
	tcase_add_test(tests, what_is_put_into_a_queue_has_an_arrow_to_who_gets_it_and_the_queue_a_counter);
	tcase_add_test(tests, each_step_under_control_has_a_mark);
	tcase_add_test(tests, a_form_must_be_named_and_a_file_that_cannot_be_written_leaves_the_old_one);
	Suite *suite = suite_create("perfetto");
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
