/* test_explore_random.c - the explorer takes many schedules for one; is it right? Small programs are made at random and counted twice: as ever, and by playing
 * every schedule by itself, from its start in a fresh state, which takes nothing for granted. Both must tell the same of everything that is counted. */
#include "random_program.h"
#include "suite.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNKS 10
#define PROGRAMS 36       /* of one chunk */
#define SCHEDULES_MAX 700 /* of a program that is counted one by one */

static char path[256], text[16384];

/* The present program, in `text`, to where it can be explored. */
static void write_program(void)
{
	snprintf(path, sizeof path, "random-program-%d.lua", (int)getpid());
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

/* What is counted, with what the two ways may differ in taken out. NULL: there is nothing to count. */
static json_t *counted(const char *engine, const char *how)
{
	char command[512];
	snprintf(command, sizeof command, "./lunchrush explore %s --engine %s %s --json 2>/dev/null", path, engine, how);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	json_t *json = json_loadf(pipe, 0, NULL);
	pclose(pipe);
	static const char *const apart[] = { "elapsed_s", "states", "steps", "witness" };
	for (size_t i = 0; json && i < sizeof apart / sizeof *apart; i++)
		json_object_del(json, apart[i]);
	return json;
}

static bool near(const json_t *x, const json_t *y)
{
	double difference = json_number_value(x) - json_number_value(y);
	return difference < 1e-6 && difference > -1e-6;
}

/* Equal but for the order of lists and the last digits of numbers. */
static bool equal(json_t *x, json_t *y)
{
	const char *key;
	json_t *one, *other;
	size_t i, j;
	if (json_is_real(x) && json_is_real(y))
		return near(x, y);
	if (json_typeof(x) != json_typeof(y))
		return false;
	if (json_is_object(x)) {
		json_object_foreach(x, key, one)
			if (!(other = json_object_get(y, key)) || !equal(one, other))
				return false;
		return json_object_size(x) == json_object_size(y);
	}
	if (!json_is_array(x))
		return json_equal(x, y);
	json_array_foreach(x, i, one) {
		for (j = 0; j < json_array_size(y) && !equal(one, json_array_get(y, j)); j++)
			;
		if (j == json_array_size(y))
			return false;
	}
	return json_array_size(x) == json_array_size(y);
}

static long schedules_of(const json_t *json)
{
	const char *schedules = json ? json_string_value(json_object_get(json, "schedules")) : NULL;
	return schedules ? strtol(schedules, NULL, 10) : 0;
}

/* Count the program in `text` both ways; false when there is nothing to count, or too much. */
static bool check_program(const char *engine)
{
	write_program();
	json_t *json = counted(engine, ""), *truth = NULL;
	bool counts = json && json_is_true(json_object_get(json, "complete")) && schedules_of(json) > 1 && schedules_of(json) <= SCHEDULES_MAX;
	if (counts && (truth = counted(engine, "--one-by-one")) && !equal(json, truth)) {
		char *one = json_dumps(json, JSON_SORT_KEYS | JSON_INDENT(1)), *other = json_dumps(truth, JSON_SORT_KEYS | JSON_INDENT(1));
		fprintf(stderr, "On %s this program:\n%s\nis counted as %s\nbut one by one as %s\n", engine, text, one, other);
		free(one);
		free(other);
		ck_abort_msg("a program is counted wrongly");
	}
	ck_assert(!counts || truth);
	json_decref(json);
	json_decref(truth);
	unlink(path);
	return counts;
}

/* What a key could overlook, and chance finds too rarely. */
static const struct {
	const char *engine, *text;
} hard[] = {
	/* who waits first is served first */
	{ "loop", "local l = lock('l')\ng = 0\n"
		  "task('a', function() l:acquire() g = 7 l:release() end)\ntask('b', function() l:acquire() g = g * 2 + 1 l:release() end)\n"
		  "task('k', function() l:acquire() yield() yield() l:release() end)\n" },
	{ "loop", "local q = queue('q', 1)\ng = 0\n"
		  "task('a', function() q:put(1) end)\ntask('b', function() q:put(2) end)\ntask('c', function() yield() g = q:get() * 10 g = g + q:get() end)\n" },
	/* the line of a condition */
	{ "threads", "local l = lock('l')\nlocal c = condition('c', l)\ng = 0\n"
		     "task('a', function() l:hold(function() c:wait() g = g * 3 + 1 end) end)\ntask('b', function() l:hold(function() c:wait() g = g * 3 + 2 end) end)\n"
		     "task('n', function() l:hold(function() c:notify() end) l:hold(function() c:notify() end) end)\n" },
	/* two rounds of a barrier */
	{ "threads", "local b = barrier('b', 2)\ng = 0\nfor i = 1, 2 do task('t' .. i, function() b:wait() g = i b:wait() end) end\n" },
	/* an expectation that keeps what a task had seen, and one that keeps a local of main's */
	{ "threads", "g = 0\nlocal last\nlocal t = task('a', function() local x = g expect('x is 0', function() return x == 0 end) yield() return g end)\n"
		     "task('b', function() g = 1 end)\nlast = t:join()\nexpect('last is 1', function() return last == 1 end)\n" },
	/* objects and tasks made in one order or the other */
	{ "threads", "g = 0\nlocal function make(n) return function() yield() local l = lock('l' .. n) l:acquire() g = n l:release() end end\n"
		     "task('a', make(1))\ntask('b', make(2))\n" },
	{ "threads", "g = 0\nfor i = 1, 2 do task('t' .. i, function() yield() task('in', function() g = g * 2 + i end) end) end\n" },
	/* processes: what each has for itself decides, and nothing else shows it */
	{ "processes", "local v = shared('v', 0)\ng = 0\ntask('a', function() if v:get() == 0 then g = 1 else g = 2 end yield() v:set(g) end)\n"
		       "task('b', function() v:set(5) end)\nexpect('v is 1', function() return v:get() == 1 end)\n" },
	{ "processes", "local v, li = shared('v', 0), list('li')\nli:append(4)\ntask('a', function() if v:get() == 0 then li:append(1) else li[1] = 2 end yield() v:set(#li + li[1]) end)\n"
		       "task('b', function() v:set(7) li:pop() end)\nexpect('v is 6', function() return v:get() == 6 and #li == 1 end)\n" },
	/* … a function of its own, of the same version as another's */
	{ "processes", "local v = shared('v', 0)\ntask('a', function() function f() return 1 end yield() v:add(f()) end)\n"
		       "task('b', function() function f() return 2 end yield() v:set(v:get() + f()) end)\nexpect('three', function() return v:get() == 3 end)\n" },
	{ "processes", "local v = shared('v', 0)\ntask('a', function() if v:get() == 0 then function f() return 1 end end yield() v:set(f and f() or 9) end)\n"
		       "task('b', function() v:set(3) end)\nexpect('nine', function() return v:get() == 9 end)\n" },
	/* … and what a child has is what its maker had just then, elements of lists, too */
	{ "processes", "local v, li = shared('v', 0), list('li')\nli:append(0)\ntask('a', function() li[1] = v:get()\n"
		       "local t = task('in', function() li[1] = li[1] + 1 end) li:append(3) v:add(t:join() or li[1]) end)\n"
		       "task('b', function() v:set(4) end)\nexpect('eight', function() return v:get() == 8 and #li == 1 end)\n" },
	/* what a process expects is looked at when all have ended, by the main one */
	{ "processes", "local v = shared('v', 0)\ng = 0\ntask('a', function() g = v:get() local seen = g expect('late', function() return seen + g + v:get() == 6 end) end)\n"
		       "task('b', function() v:set(3) end)\n" },
	/* what always() and expect() look at is what the main process has */
	{ "processes", "g = 0\nalways('g is small', function() return g < 2 end)\ntask('a', function() g = 7 g = g + 1 end)\ntask('b', function() g = 9 end)\ng = g + 1\ng = g + 1\n" },
};

START_TEST(what_a_key_could_overlook_is_counted_as_if_each_schedule_were_played_by_itself)
{
	snprintf(text, sizeof text, "%s", hard[_i].text);
	ck_assert(check_program(hard[_i].engine));
}
END_TEST

START_TEST(random_programs_are_counted_as_if_each_schedule_were_played_by_itself)
{
	int both = 0;
	for (uint64_t i = 0; i < PROGRAMS; i++) {
		uint64_t seed = (uint64_t)_i * PROGRAMS + i + 1;
		random_program(seed, text, sizeof text);
		both += check_program(seed % 5 ? seed % 3 ? "threads" : "processes" : "loop");
	}
	ck_assert_int_ge(both, PROGRAMS / 4);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("explore_random");
	TCase *programs = tcase_create("programs");
	tcase_set_timeout(programs, 120);
	tcase_add_loop_test(programs, random_programs_are_counted_as_if_each_schedule_were_played_by_itself, 0, CHUNKS);
	tcase_add_loop_test(programs, what_a_key_could_overlook_is_counted_as_if_each_schedule_were_played_by_itself, 0, (int)(sizeof hard / sizeof *hard));
	suite_add_tcase(suite, programs);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
