/* test_perfetto.c - a saved run as a Perfetto file, read again by the format's rules alone: nothing of the exporter is used here, only its file.
 *
 * The rules: each element has a phase, numeric pid and tid, and (but for metadata) a time; slices have a duration and on one track they nest or follow; arrows share category,
 * name and id, begin before they end, within a slice each, and end bound to it; counters have numeric arguments; every track that is used has a name. */
#include "recipe_run.h"
#include "suite.h"

#include <stdbool.h>
#include <unistd.h>

struct elements {
	json_t *file, *list;
};

static void exported_file(struct elements *elements, const char *trace, int expected)
{
	char out[80];
	int status;
	snprintf(out, sizeof out, "%s.json", trace);
	free(recipe_output(&status, "export %s --perfetto -o %s", trace, out));
	ck_assert_int_eq(status, expected);
	elements->file = json_load_file(out, 0, NULL);
	elements->list = json_object_get(elements->file, "traceEvents");
	ck_assert(json_is_array(elements->list));
	unlink(out);
}

/* Run a recipe, save it, export it, read the file. Of a cut-off one a part is there. */
static struct elements exported_part(const char *words, const char *cut)
{
	char trace[] = "/tmp/perfetto-XXXXXX", command[200];
	struct elements elements;
	int status, fd = mkstemp(trace);
	ck_assert_int_ge(fd, 0);
	close(fd);
	free(recipe_output(&status, "run %s --json --trace %s", words, trace));
	if (cut) {
		snprintf(command, sizeof command, "truncate -s %s %s", cut, trace);
		ck_assert_int_eq(system(command), 0);
	}
	exported_file(&elements, trace, cut ? 1 : 0);
	unlink(trace);
	return elements;
}

static struct elements exported(const char *words)
{
	return exported_part(words, NULL);
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

/* ---- slices, by track and time ---- */

struct slice {
	double pid, tid, begin, end;
};

struct slices {
	struct slice *list;
	size_t count;
};

static int by_track(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	double order = x->pid != y->pid ? x->pid - y->pid : x->tid != y->tid ? x->tid - y->tid : x->begin - y->begin;
	return order < 0 ? -1 : order > 0;
}

static struct slices slices_of(const struct elements *elements)
{
	struct slices slices = { .list = malloc((json_array_size(elements->list) + 1) * sizeof *slices.list) };
	size_t index;
	json_t *element;
	json_array_foreach(elements->list, index, element) {
		if (!is(element, "X"))
			continue;
		ck_assert(number(element, "dur") > 0);
		slices.list[slices.count++] = (struct slice){ number(element, "pid"), number(element, "tid"), number(element, "ts"), number(element, "ts") + number(element, "dur") };
	}
	qsort(slices.list, slices.count, sizeof *slices.list, by_track);
	return slices;
}

/* The slice that begins last at or before the element on its track; NULL none. */
static const struct slice *slice_before(const struct slices *slices, const json_t *element)
{
	const struct slice wanted = { number(element, "pid"), number(element, "tid"), number(element, "ts") + 0.0005, 0 };
	size_t low = 0, high = slices->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (by_track(&slices->list[middle], &wanted) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct slice *found = low ? &slices->list[low - 1] : NULL;
	return found && found->pid == wanted.pid && found->tid == wanted.tid ? found : NULL;
}

static bool is_named(const struct elements *elements, const struct slice *slice)
{
	size_t index;
	json_t *element;
	json_array_foreach(elements->list, index, element)
		if (is(element, "M") && !strcmp(recipe_text(element, "name"), "thread_name") && number(element, "pid") == slice->pid && number(element, "tid") == slice->tid)
			return true;
	return false;
}

static void check_slices(const struct elements *elements, const struct slices *slices)
{
	for (size_t i = 0; i < slices->count; i++) {
		const struct slice *one = &slices->list[i], *before = i ? one - 1 : NULL;
		bool same = before && before->pid == one->pid && before->tid == one->tid;
		ck_assert_msg(same || is_named(elements, one), "a track has no name");
		ck_assert_msg(!same || one->begin >= before->end - 0.0005, "two slices of a worker overlap at %f", one->begin);
	}
}

/* Arrows are few and small numbers here: by id, how often each began and ended, and when. */
static void check_arrows(const struct elements *elements, const struct slices *slices)
{
	size_t index, most = json_array_size(elements->list) + 1;
	json_t *element, **begun = calloc(most, sizeof *begun);
	bool *ended = calloc(most, sizeof *ended);
	json_array_foreach(elements->list, index, element) {
		if (!is(element, "s") && !is(element, "f"))
			continue;
		const struct slice *slice = slice_before(slices, element);
		size_t id = (size_t)number(element, "id");
		ck_assert_msg(slice && number(element, "ts") <= slice->end + 0.0005, "an arrow hangs on no slice");
		ck_assert_uint_lt(id, most);
		if (is(element, "s")) {
			ck_assert_msg(!begun[id], "two arrows of one id");
			begun[id] = element;
			continue;
		}
		ck_assert_msg(begun[id] && !ended[id], "an arrow ends that never began, or twice");
		ended[id] = true;
		ck_assert_str_eq(recipe_text(element, "bp"), "e");
		ck_assert_str_eq(recipe_text(element, "cat"), recipe_text(begun[id], "cat"));
		ck_assert_str_eq(recipe_text(element, "name"), recipe_text(begun[id], "name"));
		ck_assert(number(begun[id], "ts") <= number(element, "ts"));
	}
	free(begun);
	free(ended);
}

/* ---- all of it ---- */

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

/* What one waited for is over where it runs. */
static void check_names(const struct elements *elements)
{
	size_t index;
	json_t *element;
	json_array_foreach(elements->list, index, element)
		if (is(element, "X"))
			ck_assert_msg(!!strncmp(recipe_text(element, "name"), "running: until", 14), "a slice is called '%s'", recipe_text(element, "name"));
}

static void check_all(const struct elements *elements)
{
	struct slices slices = slices_of(elements);
	check_others(elements);
	check_names(elements);
	check_slices(elements, &slices);
	check_arrows(elements, &slices);
	free(slices.list);
}

static const char *const runs[] = {
	"burgers --engine threads --pace 500 --timeout 20", "burgers --engine loop --pace 500 --timeout 20", "visits --schedule 'AB*A' --set increments=1 --set workers=2",
	"salads --pace 500 --timeout 20", "chefs --pace 500", "parcels --engine processes --pace 500", "squares --engine processes --pace 500", "coffees --engine instances --pace 500 --timeout 20", "$R/perfetto_belt.lua --engine processes",
};

START_TEST(a_file_of_any_engine_follows_the_rules_of_the_format)
{
	struct elements elements = exported(runs[_i]);
	ck_assert_uint_gt(count_of(&elements, "X"), 3);
	check_all(&elements);
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

START_TEST(a_run_that_is_cut_off_is_exported_as_far_as_it_is_whole)
{
	struct elements whole = exported("burgers --engine loop --pace 500 --timeout 20"), part = exported_part("burgers --engine loop --pace 500 --timeout 20", "16000");
	check_all(&part);
	ck_assert_uint_gt(count_of(&part, "X"), 3);
	ck_assert_uint_lt(count_of(&part, "X"), count_of(&whole, "X"));
	json_decref(whole.file);
	json_decref(part.file);
}
END_TEST

START_TEST(a_run_in_which_nothing_happens_is_one_worker)
{
	struct elements elements = exported("$R/perfetto_nothing.lua");
	check_all(&elements);
	ck_assert_uint_eq(count_of(&elements, "X"), 1);
	json_decref(elements.file);
}
END_TEST

/* One of the two is cut within a sign. */
START_TEST(a_failure_of_many_words_has_a_name_wherever_it_is_cut)
{
	static const char words[] = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
	char recipe[] = "/tmp/perfetto-XXXXXX";
	FILE *to = fdopen(mkstemp(recipe), "w");
	fprintf(to, "local cook = task('cook', function() error('%s' .. string.rep('%s', 12), 0) end)\ncook:join()\n", _i ? "x" : "", words);
	fclose(to);
	struct elements elements = exported(recipe);
	int failures = 0;
	size_t i;
	json_t *element;
	json_array_foreach(elements.list, i, element)
		if (!strcmp(recipe_text(element, "cat"), "fail"))
			failures += strlen(recipe_text(element, "name")) > 200;
	ck_assert_int_eq(failures, 1);
	json_decref(elements.file);
	unlink(recipe);
}
END_TEST

START_TEST(a_file_without_a_byte_is_no_run)
{
	int status;
	char *said = recipe_output(&status, "export /dev/null --perfetto 2>&1");
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(said, "/dev/null: the trace is empty"));
	free(said);
}
END_TEST

START_TEST(a_hundred_thousand_events_follow_the_rules_too)
{
	struct elements elements = exported("$R/perfetto_belt.lua --set things=36000 --engine threads");
	ck_assert_uint_eq(count_of(&elements, "f"), 36000);
	ck_assert_uint_eq(count_of(&elements, "C"), 72000);
	check_all(&elements);
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
	tcase_add_test(tests, a_run_that_is_cut_off_is_exported_as_far_as_it_is_whole);
	tcase_add_test(tests, a_run_in_which_nothing_happens_is_one_worker);
	tcase_add_loop_test(tests, a_failure_of_many_words_has_a_name_wherever_it_is_cut, 0, 2);
	tcase_add_test(tests, a_file_without_a_byte_is_no_run);
	tcase_add_test(tests, a_hundred_thousand_events_follow_the_rules_too);
	tcase_add_test(tests, a_form_must_be_named_and_a_file_that_cannot_be_written_leaves_the_old_one);
	Suite *suite = suite_create("perfetto");
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
