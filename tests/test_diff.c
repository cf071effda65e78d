/* test_diff.c - where two runs part: of schedules taken here, of saved runs, and of traces written by hand, in which all is known. */
#include "recipe_run.h"
#include "suite.h"
#include "trace/stream.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/diff-XXXXXX";

static void make_folder(void)
{
	strcpy(folder, "/tmp/diff-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
	char command[64];
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static const char *path_of(const char *name)
{
	static char paths[4][64];
	static int next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static void write_file(const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(path_of(name), "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
}

static void save(const char *words, const char *name)
{
	int status;
	free(recipe_output(&status, "run %s --json --trace %s", words, path_of(name)));
	ck_assert_int_le(status, 1);
}

static bool is(const json_t *json, const char *key)
{
	return json_is_true(json_object_get(json, key));
}

static const json_t *of(const json_t *json, const char *key, const char *within)
{
	return json_object_get(json_object_get(json, key), within);
}

static bool has_line(const json_t *lines, const char *line)
{
	size_t i;
	json_t *one;
	json_array_foreach(lines, i, one)
		if (!strcmp(json_string_value(one), line))
			return true;
	return false;
}

static const char *differing(const json_t *json, const char *name, const char *side)
{
	size_t i;
	json_t *one;
	json_array_foreach(of(json, "ends", "differ"), i, one)
		if (!strcmp(recipe_text(one, "name"), name))
			return recipe_text(one, side);
	return "(the same)";
}

/* ---- schedules ---- */

START_TEST(the_same_schedule_twice_is_the_same_on_each_engine)
{
	static const char *const engines[] = { "threads", "loop", "processes" };
	int status;
	json_t *json = recipe_run(&status, "diff visits AB AB --engine %s --json", engines[_i]);
	ck_assert_int_eq(status, 0);
	ck_assert(is(json, "same") && is(json, "workers_same") && !is(json, "timing_only"));
	ck_assert(json_is_null(json_object_get(json, "parting")));
	ck_assert_str_eq(recipe_text(json_object_get(json, "first"), "engine"), engines[_i]);
	ck_assert_str_eq(recipe_text(json, "by"), "steps");
	json_decref(json);
}
END_TEST

START_TEST(two_schedules_part_at_the_step_where_another_worker_goes_next)
{
	int status;
	json_t *json = recipe_run(&status, "diff visits --schedule A6B6 --schedule A5BA --json");
	const json_t *parting = json_object_get(json, "parting");
	ck_assert_int_eq(status, 1);
	ck_assert(!is(json, "same") && !is(json, "workers_same"));
	ck_assert_str_eq(recipe_text(parting, "kind"), "choice");
	ck_assert_int_eq(json_integer_value(json_object_get(parting, "same_steps")), 5);
	ck_assert_str_eq(recipe_text(parting, "last"), "A waiter 1 reads visits: 2.");
	ck_assert_str_eq(recipe_text(json_object_get(parting, "first"), "letter"), "A");
	ck_assert_str_eq(recipe_text(json_object_get(parting, "second"), "letter"), "B");
	ck_assert(has_line(of(parting, "first", "did"), "A waiter 1 writes visits = 3."));
	ck_assert(has_line(of(parting, "second", "did"), "B waiter 2 reads visits: 2."));
	ck_assert(has_line(json_object_get(parting, "before"), "visits: 2"));
	ck_assert(has_line(of(parting, "first", "then"), "visits: 3"));
	ck_assert(has_line(of(parting, "second", "then"), "visits: 2"));
	ck_assert(has_line(of(parting, "first", "after"), "B waiter 2 reads visits: 3."));
	ck_assert_str_eq(differing(json, "visits", "first"), "6");
	ck_assert_str_eq(differing(json, "visits", "second"), "5");
	ck_assert_str_eq(recipe_text(of(json, "ends", "first"), "outcome"), "done");
	ck_assert_str_eq(recipe_text(of(json, "ends", "second"), "outcome"), "violated");
	json_decref(json);
}
END_TEST

START_TEST(who_waits_at_the_end_of_a_deadlock_is_told)
{
	int status;
	json_t *json = recipe_run(&status, "diff opposed A2 AB --json");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json_object_get(json, "parting"), "kind"), "choice");
	ck_assert(has_line(of(json_object_get(json, "parting"), "second", "did"), "B in the evening acquires safe."));
	ck_assert_str_eq(recipe_text(of(json, "ends", "second"), "outcome"), "deadlock");
	ck_assert_uint_eq(json_array_size(json_object_get(of(json, "ends", "second"), "waiting")), 2);
	json_decref(json);
}
END_TEST

START_TEST(steps_that_have_nothing_to_do_with_each_other_change_nothing)
{
	static const char recipe[] = "x, y = 0, 0\ntask('one', function() x = 1 end)\ntask('two', function() y = 1 end)\n";
	int status;
	write_file("apart.lua", recipe, strlen(recipe));
	json_t *json = recipe_run(&status, "diff %s AB BA --json", path_of("apart.lua"));
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json_object_get(json, "parting"), "kind"), "choice");
	ck_assert(is(json, "workers_same"));
	json_decref(json);
}
END_TEST

START_TEST(a_worker_that_fails_is_an_end_and_no_wrong_schedule)
{
	static const char recipe[] = "x = 0\ntask('one', function() x = 1 end)\ntask('two', function() if x == 0 then error('too early') end end)\n";
	int status;
	write_file("early.lua", recipe, strlen(recipe));
	json_t *json = recipe_run(&status, "diff %s AB BA --json", path_of("early.lua"));
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(of(json, "ends", "first"), "outcome"), "done");
	ck_assert_str_eq(recipe_text(of(json, "ends", "second"), "outcome"), "failed");
	json_decref(json);
	static const char wrong[] = "task('one', function() x = 1 end)\nerror('at once')\n";
	write_file("wrong.lua", wrong, strlen(wrong));
	json = recipe_run(&status, "diff %s A A --json", path_of("wrong.lua"));
	ck_assert_int_eq(status, 0);
	json_decref(json);
}
END_TEST

/* For the one the clock jumps first, and more come awake than are told of. */
START_TEST(a_step_that_many_come_awake_before_is_where_they_part)
{
	static const char recipe[] = "recipe{title = 'Sleepers'}\nvisits = 0\nlocal all = {}\nlocal function early() visits = visits + 1 end\nlocal function late() sleep(1) visits = visits + 1 end\n"
		"all[1] = task('early', early)\nfor i = 2, 61 do all[i] = task('late', late) end\nfor i = 1, 61 do all[i]:join() end\n";
	int status;
	write_file("sleepers.lua", recipe, strlen(recipe));
	for (int way = 0; way < 2; way++) {
		json_t *json = recipe_run(&status, "diff %s %s --json", path_of("sleepers.lua"), way ? "B A" : "A B");
		const json_t *parting = json_object_get(json, "parting");
		ck_assert_int_eq(status, 1);
		ck_assert_str_eq(recipe_text(parting, "kind"), "choice");
		ck_assert_str_eq(recipe_text(json_object_get(parting, way ? "second" : "first"), "letter"), "A");
		json_decref(json);
	}
}
END_TEST

START_TEST(settings_are_of_both_runs)
{
	int status;
	json_t *json = recipe_run(&status, "diff visits --set workers=1 --schedule '' --schedule '' --json");
	ck_assert_int_eq(status, 0);
	ck_assert_uint_eq(json_array_size(json_object_get(json, "unlike")), 0);
	json_decref(json);
}
END_TEST

START_TEST(explore_offers_a_schedule_that_fails_beside_one_that_does_not)
{
	static const char *const recipes[] = { "visits", "opposed", "philosophers --set philosophers=3", "lost-notify" };
	int status;
	json_t *counted = recipe_run(&status, "explore %s --json", recipes[_i]);
	const char *good = recipe_text(json_object_get(counted, "good"), "schedule"), *bad = recipe_text(json_object_get(counted, "witness"), "schedule");
	json_t *json = recipe_run(&status, "diff %s --schedule '%s' --schedule '%s' --json", recipes[_i], good, bad);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(of(json, "ends", "first"), "outcome"), "done");
	ck_assert_str_ne(recipe_text(of(json, "ends", "second"), "outcome"), "done");
	char line[400], *out = recipe_output(&status, "explore %s", recipes[_i]);
	snprintf(line, sizeof line, "  lunchrush diff %s --schedule '%s' --schedule '%s'\n", recipes[_i], good, bad);
	ck_assert_ptr_nonnull(strstr(out, line));
	free(out);
	out = recipe_output(&status, "explore visits --set how='with a lock'");
	ck_assert_ptr_null(strstr(out, "lunchrush diff"));
	free(out);
	json_decref(json);
	json_decref(counted);
}
END_TEST

/* ---- saved runs ---- */

START_TEST(saved_runs_of_one_schedule_are_the_same_on_threads_and_processes)
{
	static const char recipe[] = "local v = shared('v', 0)\nfor i = 1, 2 do task('t' .. i, function() v:set(v:get() + 1) end) end\n";
	char words[128];
	int status;
	write_file("shared.lua", recipe, strlen(recipe));
	snprintf(words, sizeof words, "%s --schedule ABAB --engine threads", path_of("shared.lua"));
	save(words, "threads");
	snprintf(words, sizeof words, "%s --schedule ABAB --engine processes", path_of("shared.lua"));
	save(words, "processes");
	json_t *json = recipe_run(&status, "diff %s %s --json", path_of("threads"), path_of("processes"));
	ck_assert_int_eq(status, 0);
	ck_assert(is(json, "same"));
	ck_assert(has_line(json_object_get(json, "unlike"), "Two engines: the first ran on threads, the second on processes."));
	json_decref(json);
}
END_TEST

START_TEST(other_settings_are_said_first)
{
	int status;
	save("visits --schedule AB", "few");
	save("visits --schedule AB --set increments=4", "many");
	json_t *json = recipe_run(&status, "diff %s %s --json", path_of("few"), path_of("many"));
	ck_assert_int_eq(status, 1);
	ck_assert(has_line(json_object_get(json, "unlike"), "The setting increments is 3 in the first and 4 in the second."));
	json_decref(json);
}
END_TEST

START_TEST(runs_of_recipes_with_nothing_in_common_are_refused)
{
	int status;
	save("visits --schedule AB", "visits");
	save("opposed --schedule A", "opposed");
	char *out = recipe_output(&status, "diff %s %s 2>&1", path_of("visits"), path_of("opposed"));
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(out, "nothing to compare"));
	free(out);
}
END_TEST

START_TEST(a_trace_that_is_cut_off_parts_where_it_ends)
{
	struct stat stat_of;
	int status;
	save("visits --schedule ABABABABABAB --set increments=40", "whole");
	save("visits --schedule ABABABABABAB --set increments=40", "cut");
	ck_assert_int_eq(stat(path_of("cut"), &stat_of), 0);
	ck_assert_int_eq(truncate(path_of("cut"), stat_of.st_size - 1), 0); /* the report */
	json_t *json = recipe_run(&status, "diff %s %s --json", path_of("whole"), path_of("cut"));
	ck_assert_int_eq(status, 1);
	ck_assert(!is(json, "same"));
	ck_assert_ptr_nonnull(strstr(recipe_text(json_object_get(json, "second"), "damage"), "cut off"));
	ck_assert_str_eq(recipe_text(json_object_get(json, "parting"), "kind"), "end");
	json_decref(json);
	for (long size = 0; size < stat_of.st_size; size += stat_of.st_size / 23 + 1) {
		ck_assert_int_eq(truncate(path_of("cut"), size), 0);
		free(recipe_output(&status, "diff %s %s", path_of("whole"), path_of("cut")));
		ck_assert_int_ge(status, 1);
		ck_assert_int_le(status, 2);
		save("visits --schedule ABABABABABAB --set increments=40", "cut");
	}
}
END_TEST

START_TEST(a_name_that_is_no_text_is_told_as_far_as_it_is_one)
{
	int status;
	save("visits --schedule AB", "odd-\xff");
	json_t *json = recipe_run(&status, "diff %s %s --json", path_of("odd-\xff"), path_of("odd-\xff"));
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(recipe_text(json_object_get(json, "first"), "name"), "/odd-\uFFFD"));
	json_decref(json);
}
END_TEST

START_TEST(wrong_words_are_refused)
{
	static const char *const wrong[] = { "", "one", "one two three four", "visits --schedule A", "visits --schedule A --schedule B --schedule C", "visits '?' A", "visits A9 AB", "visits AB C",
		"no-such-file neither", "visits A B --engine sequential", "/dev/null /dev/null", "/tmp /tmp", "visits A B --set colour=red", "visits A B --seed x", "one two --set a=1" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status;
		char *out = recipe_output(&status, "diff %s", wrong[i]);
		ck_assert_msg(status == 2, "diff %s: %d", wrong[i], status);
		ck_assert_str_eq(out, "");
		free(out);
	}
}
END_TEST

START_TEST(wrong_words_say_what_is_missing)
{
	static const struct { const char *words, *said; } wrong[] = {
		{ "visits", "diff: visits is a recipe, and of one two schedules are compared: `lunchrush diff visits S1 S2` would be right" },
		{ "visits A6B6", "diff: one schedule of visits is given, and two are compared: `lunchrush diff visits 'A6B6' S2` would be right\n" },
		{ "A6B6 visits", "diff: the recipe comes first" },
		{ "visits opposed", "diff: visits and opposed are recipes" },
		{ "one.trace", "diff: one.trace is one saved run, and two are compared" },
		{ "one.trace visits", "diff: visits is a recipe and one.trace a file" },
		{ "visits one.trace", "diff: visits is a recipe and one.trace a file" },
		{ "one.trace A B", "diff: one.trace is no recipe" },
		{ "no-such-thing", "diff: there is no file and no recipe 'no-such-thing'" },
		{ "visits A B AA", "diff: 'AA' is too much" },
		{ "visits A --schedule B", "diff: 'A' is too much beside --schedule" },
		{ "--schedule A --schedule B", "diff: schedules of which recipe?" },
	};
	int status;
	save("visits --schedule AB", "one.trace");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char *out = recipe_output(&status, "--version >/dev/null; p=$PWD; cd %s && $p/lunchrush diff %s 2>&1", folder, wrong[i].words);
		ck_assert_int_eq(status, 2);
		ck_assert_msg(strstr(out, wrong[i].said) != NULL, "diff %s: %s", wrong[i].words, out);
		free(out);
	}
}
END_TEST

START_TEST(a_recording_that_has_no_run_is_said_to_have_none)
{
	int status;
	char *out = recipe_output(&status, "record visits-for-real -o %s/lesson.cast; ./lunchrush diff %s/lesson.cast %s/lesson.cast 2>&1", folder, folder, folder);
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(out, "lesson.cast is a recording of the lesson visits-for-real, which is no one run"));
	ck_assert_ptr_null(strstr(out, ".trace"));
	free(out);
	write_file("strange.cast", "{\"version\": 2, \"width\": 80, \"height\": 24}\n", 42);
	out = recipe_output(&status, "diff %s/strange.cast %s/strange.cast 2>&1", folder, folder);
	ck_assert_ptr_nonnull(strstr(out, "from elsewhere, with no run"));
	free(out);
}
END_TEST

START_TEST(what_is_compared_by_mistake_is_said)
{
	int status;
	char *out = recipe_output(&status, "run visits --schedule AB --json --trace %s/one.trace >/dev/null; ./lunchrush diff %s/one.trace %s/../%s/one.trace", folder, folder, folder, strrchr(folder, '/') + 1);
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(out, "Both names are of one file.\n"));
	free(out);
	out = recipe_output(&status, "record %s/one.trace -o %s/one.cast; ./lunchrush diff %s/one.trace %s/one.cast 2>&1", folder, folder, folder, folder);
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(out, "one.cast is a recording of a screen"));
	ck_assert_ptr_nonnull(strstr(out, "one.cast.trace\n"));
	free(out);
}
END_TEST

/* ---- by hand: free runs of which all is known ---- */

struct trace {
	struct buffer bytes;
	uint64_t time_ns;
	uint32_t offset;  /* added to ids of texts */
	uint32_t swapped; /* workers 2 and 3, and objects 1 and 2, have each other's number */
};

static void trace_begin(struct trace *trace)
{
	static const char *const names[] = { "main", "ann", "ben", "door", "till" };
	static const char head[] = "{\"recipe\":\"hand\",\"path\":\"hand.lua\",\"file\":\"hand.lua\",\"title\":\"Hand\",\"engine\":\"threads\",\"mode\":\"free\",\"gil\":false,\"pace\":1,\"seed\":1,"
		"\"source\":\"-- by hand\\n\",\"version\":1}";
	stream_begin(&trace->bytes);
	stream_json(&trace->bytes, 'H', head, strlen(head));
	for (uint32_t i = 0; i < 5; i++)
		stream_text(&trace->bytes, trace->offset + i + 1, names[i], strlen(names[i]));
}

/* ann is 2, ben 3; door is the object 1, till 2. */
static void happens(struct trace *trace, enum kind kind, uint32_t worker, uint16_t object, uint32_t item, uint64_t value)
{
	static uint32_t seq;
	uint32_t who = worker >= 2 && trace->swapped ? 5 - worker : worker;
	struct event event = { .time_ns = trace->time_ns += 10, .kind = kind, .worker = who & WORKER_MAX, .object = object && trace->swapped ? (uint16_t)(3 - object) : object, .item = item,
		.value = value, .seq = object ? ++seq : 0 };
	if (kind == KIND_WORKER_NEW && trace->swapped && (uint32_t)value >= 2)
		event.value = (value & ~UINT64_C(0xffffffff)) | (5 - (uint32_t)value);
	stream_events(&trace->bytes, &event, 1);
}

static void opening(struct trace *trace)
{
	trace_begin(trace);
	happens(trace, KIND_BEGIN, 0, 0, 0, 1);
	happens(trace, KIND_WORKER_NEW, 0, 0, trace->offset + 1, 1);
	happens(trace, KIND_WORKER_START, 1, 0, 0, 0);
	happens(trace, KIND_OBJECT_NEW, 1, 1, trace->offset + 4, (uint64_t)OBJECT_LOCK << 32);
	happens(trace, KIND_OBJECT_NEW, 1, 2, trace->offset + 5, (uint64_t)OBJECT_SHARED << 32);
	happens(trace, KIND_WORKER_NEW, 1, 0, trace->offset + 2, 2 | (uint64_t)ROLE_OF_TASK << 32);
	happens(trace, KIND_WORKER_NEW, 1, 0, trace->offset + 3, 3 | (uint64_t)ROLE_OF_TASK << 32);
}

static void visit(struct trace *trace, uint32_t worker, int64_t writes)
{
	happens(trace, KIND_ACQUIRE, worker, 1, 1, 0);
	happens(trace, KIND_WRITE, worker, 2, 1, word_integer(writes));
	happens(trace, KIND_RELEASE, worker, 1, 0, 0);
}

static void ending(struct trace *trace, const char *name)
{
	static const char report[] = "{\"outcome\":\"done\"}";
	happens(trace, KIND_OUTCOME, 0, 0, OUTCOME_DONE, 0);
	stream_json(&trace->bytes, 'Z', report, strlen(report));
	write_file(name, trace->bytes.bytes, trace->bytes.length);
	buffer_release(&trace->bytes);
}

static json_t *compared(int *status)
{
	return recipe_run(status, "diff %s %s --json", path_of("one"), path_of("other"));
}

START_TEST(workers_objects_and_texts_of_other_numbers_are_the_same)
{
	struct trace one = { .offset = 0 }, other = { .offset = 100, .swapped = true };
	int status;
	opening(&one);
	visit(&one, 2, 1);
	visit(&one, 3, 1);
	ending(&one, "one");
	opening(&other);
	visit(&other, 2, 1);
	visit(&other, 3, 1);
	ending(&other, "other");
	json_t *json = compared(&status);
	ck_assert_int_eq(status, 0);
	ck_assert(is(json, "same") && !is(json, "timing_only"));
	ck_assert_str_eq(recipe_text(json, "by"), "order");
	json_decref(json);
}
END_TEST

START_TEST(who_comes_first_to_a_lock_is_where_free_runs_part)
{
	struct trace one = { .offset = 0 }, other = { .offset = 7 };
	int status;
	opening(&one);
	visit(&one, 2, 1);
	visit(&one, 3, 1);
	ending(&one, "one");
	opening(&other);
	visit(&other, 3, 1);
	visit(&other, 2, 1);
	ending(&other, "other");
	json_t *json = compared(&status);
	const json_t *parting = json_object_get(json, "parting");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(parting, "kind"), "order");
	ck_assert_str_eq(recipe_text(parting, "object"), "door");
	ck_assert_str_eq(recipe_text(json_object_get(parting, "first"), "worker"), "ann");
	ck_assert_str_eq(recipe_text(json_object_get(parting, "second"), "worker"), "ben");
	ck_assert(has_line(of(parting, "first", "then"), "door: held by A ann"));
	ck_assert(has_line(of(parting, "second", "then"), "door: held by B ben"));
	ck_assert(is(json, "workers_same"));
	json_decref(json);
}
END_TEST

START_TEST(what_has_nothing_to_do_with_each_other_parts_only_by_timing)
{
	struct trace one = { .offset = 0 }, other = { .offset = 0, .time_ns = 5000 };
	int status;
	opening(&one);
	happens(&one, KIND_WORK, 2, 0, 0, 1000);
	happens(&one, KIND_WORK, 3, 0, 0, 1000);
	ending(&one, "one");
	opening(&other);
	happens(&other, KIND_WORK, 3, 0, 0, 1000);
	happens(&other, KIND_WORK, 2, 0, 0, 1000);
	ending(&other, "other");
	json_t *json = compared(&status);
	ck_assert_int_eq(status, 0);
	ck_assert(is(json, "same") && is(json, "timing_only"));
	json_decref(json);
	char *out = recipe_output(&status, "diff %s %s", path_of("one"), path_of("other"));
	ck_assert_ptr_nonnull(strstr(out, "only in timing"));
	free(out);
}
END_TEST

START_TEST(another_value_is_a_difference_and_what_comes_of_it_is_not_another)
{
	struct trace one = { .offset = 0 }, other = { .offset = 0 };
	int status;
	opening(&one);
	visit(&one, 2, 1);
	visit(&one, 3, 2);
	ending(&one, "one");
	opening(&other);
	visit(&other, 2, 1);
	visit(&other, 3, 3);
	ending(&other, "other");
	json_t *json = compared(&status);
	const json_t *parting = json_object_get(json, "parting");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(parting, "kind"), "deed");
	ck_assert_str_eq(recipe_text(json_object_get(parting, "first"), "worker"), "ben");
	ck_assert(is(json, "values_only"));
	ck_assert_str_eq(differing(json, "till", "first"), "2");
	ck_assert_str_eq(differing(json, "till", "second"), "3");
	json_decref(json);
}
END_TEST

START_TEST(many_writes_told_as_one_are_not_compared_one_by_one)
{
	struct trace one = { .offset = 0 }, other = { .offset = 0 };
	int status;
	opening(&one);
	happens(&one, KIND_WRITE, 2, 2, 1, word_integer(1));
	happens(&one, KIND_WRITE, 2, 2, 9, word_integer(10));
	ending(&one, "one");
	opening(&other);
	happens(&other, KIND_WRITE, 2, 2, 10, word_integer(10));
	ending(&other, "other");
	json_t *json = compared(&status);
	ck_assert_int_eq(status, 0);
	json_decref(json);
	other = (struct trace){ .offset = 0 };
	opening(&other);
	happens(&other, KIND_WRITE, 2, 2, 10, word_integer(8));
	ending(&other, "other");
	json = compared(&status);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json_object_get(json, "parting"), "kind"), "untold");
	json_decref(json);
}
END_TEST

START_TEST(a_read_that_is_told_late_is_no_difference)
{
	struct trace one = { .offset = 0 }, other = { .offset = 0 };
	int status;
	opening(&one);
	happens(&one, KIND_READ, 2, 2, 1, word_integer(1));
	happens(&one, KIND_YIELD, 2, 0, 0, 0);
	ending(&one, "one");
	opening(&other);
	happens(&other, KIND_YIELD, 2, 0, 0, 0);
	happens(&other, KIND_READ, 2, 2, 1, word_integer(1));
	ending(&other, "other");
	json_t *json = compared(&status);
	ck_assert_int_eq(status, 0);
	ck_assert(is(json, "same"));
	json_decref(json);
	other = (struct trace){ .offset = 0 };
	opening(&other);
	happens(&other, KIND_YIELD, 2, 0, 0, 0);
	happens(&other, KIND_READ, 2, 2, 1, word_integer(2));
	ending(&other, "other");
	json = compared(&status);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(json_object_get(json, "parting"), "kind"), "deed");
	json_decref(json);
}
END_TEST

START_TEST(one_who_does_no_more_is_where_they_part)
{
	struct trace one = { .offset = 0 }, other = { .offset = 0 };
	int status;
	opening(&one);
	visit(&one, 2, 1);
	ending(&one, "one");
	opening(&other);
	visit(&other, 2, 1);
	happens(&other, KIND_YIELD, 3, 0, 0, 0);
	ending(&other, "other");
	json_t *json = compared(&status);
	const json_t *parting = json_object_get(json, "parting");
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(parting, "kind"), "end");
	ck_assert(json_is_null(of(parting, "first", "event")));
	ck_assert(has_line(of(parting, "first", "did"), "ben does nothing more."));
	ck_assert_str_eq(recipe_text(json_object_get(parting, "second"), "worker"), "ben");
	json_decref(json);
}
END_TEST

/* ---- hostile traces ---- */

static uint64_t chance(uint64_t *state, uint64_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*state >> 33) % below;
}

/* Events of every kind, that name whom they like. */
static void hostile(uint64_t seed, const char *name)
{
	static const uint64_t ids[] = { 0, 1, 2, 3, 4, 255, 65535, WORKER_MAX };
	struct trace trace = { .offset = 0 };
	opening(&trace);
	for (int i = 0; i < 400; i++) {
		struct event event = { .time_ns = trace.time_ns += chance(&seed, 50), .kind = (uint8_t)(1 + chance(&seed, KIND_COUNT - 1)), .seq = (uint32_t)chance(&seed, 4),
			.worker = ids[chance(&seed, 8)] & WORKER_MAX, .object = (uint16_t)ids[chance(&seed, 7)], .line = (uint16_t)chance(&seed, 5), .item = (uint32_t)(ids[chance(&seed, 8)] << chance(&seed, 32)),
			.value = ids[chance(&seed, 8)] << chance(&seed, 60) | chance(&seed, 5) };
		stream_events(&trace.bytes, &event, 1);
	}
	ending(&trace, name);
}

START_TEST(hostile_traces_are_compared_or_refused)
{
	for (uint64_t seed = 1; seed <= 12; seed++) {
		int status;
		hostile(seed, "one");
		hostile(seed + 100, "other");
		free(recipe_output(&status, "diff %s %s", path_of("one"), path_of("other")));
		ck_assert_msg(status == 1 || status == 2, "seed %d: %d", (int)seed, status);
		free(recipe_output(&status, "diff %s %s --json", path_of("one"), path_of("one")));
		ck_assert_msg(status == 0 || status == 2, "seed %d with itself: %d", (int)seed, status);
	}
}
END_TEST

/* ---- on paper ---- */

static int widest(const char *text)
{
	int most = 0;
	for (; *text; text += strcspn(text, "\n") + 1) {
		size_t length = strcspn(text, "\n");
		int signs = 0;
		for (size_t i = 0; i < length; i++)
			signs += (text[i] & 0xc0) != 0x80;
		most = signs > most ? signs : most;
		if (!text[length])
			break;
	}
	return most;
}

START_TEST(two_columns_where_there_is_room_and_one_under_the_other_where_not)
{
	static const int widths[] = { 40, 75, 76, 80, 120, 200 };
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		char columns[8];
		int status;
		snprintf(columns, sizeof columns, "%d", widths[i]);
		setenv("COLUMNS", columns, 1);
		char *out = recipe_output(&status, "diff visits A6B6 A5BA");
		ck_assert_int_eq(status, 1);
		ck_assert_int_le(widest(out), widths[i]);
		ck_assert_msg((strstr(out, "First: A6B6\n") == NULL) == (widths[i] >= 76), "%s", out);
		free(out);
	}
	unsetenv("COLUMNS");
	int status;
	char *out = recipe_output(&status, "diff visits A6B6 A5BA"); /* nobody says how wide */
	ck_assert_ptr_nonnull(strstr(out, "First: A6B6\n"));
	free(out);
}
END_TEST

static char *output_at(int columns, const char *words)
{
	char wide[8];
	int status;
	snprintf(wide, sizeof wide, "%d", columns);
	setenv("COLUMNS", wide, 1);
	char *out = recipe_output(&status, "%s", words);
	unsetenv("COLUMNS");
	return out;
}

START_TEST(a_line_that_is_cut_in_two_goes_on_further_in)
{
	char *out = output_at(40, "diff visits A6B6 A5BA");
	ck_assert_msg(strstr(out, "\n  A waiter 1: running, has read visits:\n    2\n") != NULL, "%s", out);
	ck_assert_msg(strstr(out, "\n  A waiter 1 writes visits = 3; B waiter\n    2 still holds the 2 it read before.\n") != NULL, "%s", out);
	free(out);
}
END_TEST

START_TEST(schedules_are_shown_with_the_step_by_which_they_part)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	char *out = output_at(100, "diff visits A6B6 A5BA");
	ck_assert_msg(strstr(out, "\nA5 ▸ A B6                                        │ A5 ▸ B AB5\n") != NULL, "%s", out);
	free(out);
	out = output_at(60, "diff visits A6B6 A5BA");
	ck_assert_msg(strstr(out, "\n  A5 ▸ A B6\n") != NULL && strstr(out, "\n  A5 ▸ B AB5\n") != NULL, "%s", out);
	free(out);
	out = output_at(60, "diff visits --set workers=4 --set increments=20 ABCDABCDABCDABCDABCDABCDABCDABCDA ABCDABCDABCDABCDABCDABCDABCDABCDB"); /* what is far from the place is left out */
	ck_assert_msg(strstr(out, "\n  …ABCDABCDABCDABCDABCDABCD ▸ A ") != NULL, "%s", out);
	free(out);
	setenv("LC_ALL", "C", 1);
	out = output_at(100, "diff visits A6B6 A5BA");
	ck_assert_msg(strstr(out, "\nA5 > A B6                                        | A5 > B AB5\n") != NULL, "%s", out);
	free(out);
	unsetenv("LC_ALL");
}
END_TEST

START_TEST(a_text_has_its_quotation_marks_once)
{
	char *out = output_at(60, "diff jugglers A B");
	ck_assert_msg(strstr(out, "\n  in_hands: \"nothing\"\n") != NULL, "%s", out);
	free(out);
}
END_TEST

START_TEST(in_german_no_word_is_left_in_english)
{
	static const char *const calls[] = { "diff visits A6B6 A5BA", "diff opposed A2 AB", "diff visits AB AB", "diff lost-notify A B" };
	static const char *const english[] = { " the ", "running", "ready", "sleeping", "waits for", " is ", "First", "Second", "ended" };
	if (access("locale/de/LC_MESSAGES/lunchrush.mo", F_OK)) {
		printf("SKIPPED in German: no words of it were built\n");
		return;
	}
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "de", 1);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		char *out = output_at(60, calls[i]);
		ck_assert_ptr_nonnull(strstr(out, "Zwei Abläufe von "));
		for (size_t k = 0; k < sizeof english / sizeof *english; k++)
			for (const char *at = out; (at = strstr(at, english[k])); at++)
				ck_assert_msg(!strncmp(at, "ready = ", 8) || !strncmp(at, " the money", 10) || !strncmp(at, " the mor", 8) || !strncmp(at, " the eve", 8) || !strncmp(at, " is lost", 8), "%s: `%s` in: %s", calls[i],
					english[k], out); /* names of the recipe stay */
		free(out);
	}
	unsetenv("LANGUAGE");
	unsetenv("LC_ALL");
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("diff");
	TCase *schedules = tcase_create("schedules"), *saved = tcase_create("saved"), *hand = tcase_create("hand"), *paper = tcase_create("paper");
	TCase *const cases[] = { schedules, saved, hand, paper };
	for (size_t i = 0; i < 4; i++) {
		tcase_add_checked_fixture(cases[i], make_folder, remove_folder);
		tcase_set_timeout(cases[i], 60);
		suite_add_tcase(suite, cases[i]);
	}
	tcase_add_loop_test(schedules, the_same_schedule_twice_is_the_same_on_each_engine, 0, 3);
	tcase_add_test(schedules, two_schedules_part_at_the_step_where_another_worker_goes_next);
	tcase_add_test(schedules, who_waits_at_the_end_of_a_deadlock_is_told);
	tcase_add_test(schedules, steps_that_have_nothing_to_do_with_each_other_change_nothing);
	tcase_add_test(schedules, a_worker_that_fails_is_an_end_and_no_wrong_schedule);
	tcase_add_loop_test(schedules, explore_offers_a_schedule_that_fails_beside_one_that_does_not, 0, 4);
	tcase_add_test(schedules, a_step_that_many_come_awake_before_is_where_they_part);
	tcase_add_test(schedules, settings_are_of_both_runs);
	tcase_add_test(saved, saved_runs_of_one_schedule_are_the_same_on_threads_and_processes);
	tcase_add_test(saved, other_settings_are_said_first);
	tcase_add_test(saved, runs_of_recipes_with_nothing_in_common_are_refused);
	tcase_add_test(saved, a_trace_that_is_cut_off_parts_where_it_ends);
	tcase_add_test(saved, a_name_that_is_no_text_is_told_as_far_as_it_is_one);
	tcase_add_test(saved, wrong_words_are_refused);
	tcase_add_test(saved, wrong_words_say_what_is_missing);
	tcase_add_test(saved, a_recording_that_has_no_run_is_said_to_have_none);
	tcase_add_test(saved, what_is_compared_by_mistake_is_said);
	tcase_add_test(hand, workers_objects_and_texts_of_other_numbers_are_the_same);
	tcase_add_test(hand, who_comes_first_to_a_lock_is_where_free_runs_part);
	tcase_add_test(hand, what_has_nothing_to_do_with_each_other_parts_only_by_timing);
	tcase_add_test(hand, another_value_is_a_difference_and_what_comes_of_it_is_not_another);
	tcase_add_test(hand, many_writes_told_as_one_are_not_compared_one_by_one);
	tcase_add_test(hand, a_read_that_is_told_late_is_no_difference);
	tcase_add_test(hand, one_who_does_no_more_is_where_they_part);
	tcase_add_test(hand, hostile_traces_are_compared_or_refused);
	tcase_add_test(paper, two_columns_where_there_is_room_and_one_under_the_other_where_not);
	tcase_add_test(paper, a_line_that_is_cut_in_two_goes_on_further_in);
	tcase_add_test(paper, schedules_are_shown_with_the_step_by_which_they_part);
	tcase_add_test(paper, a_text_has_its_quotation_marks_once);
	tcase_add_test(paper, in_german_no_word_is_left_in_english);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
