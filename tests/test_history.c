/* test_history.c - every moment of a run can be gone to, and the stage there is what folding from the beginning gives. */
#include "event_log.h"
#include "stage/info.h"
#include "stage/player.h"
#include "stage/snapshots.h"
#include "suite.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S UINT64_C(1000000000)

static struct event_log log_;
static struct history *history;

static void happens(const char *lines)
{
	size_t from = log_.count;
	uint32_t texts = log_.text_count;
	event_log_read(&log_, lines);
	for (uint32_t i = texts; i < log_.text_count; i++)
		history_text(history, i + 1, log_.texts[i], strlen(log_.texts[i]));
	history_append(history, log_.events + from, log_.count - from);
}

static void open_history(void)
{
	event_log_init(&log_);
	history = history_new();
	happens("main main\nqueue orders 5\nworker A \"take orders\"\nworker B \"make burgers\"\n");
}

static void close_history(void)
{
	history_free(history);
	event_log_release(&log_);
}

/* A run of many events: orders go through a queue, and now and then somebody waits. */
static void busy(int rounds)
{
	struct event events[4];
	for (int i = 0; i < rounds; i++) {
		uint64_t now = log_.time_ns + (uint64_t)i * 1000;
		uint32_t thing = thing_number(i % 1000);
		events[0] = (struct event){.time_ns = now, .kind = KIND_PUT, .worker = 2, .object = 1, .item = thing, .value = (uint64_t)i};
		events[1] = (struct event){.time_ns = now + 100, .kind = KIND_GET, .worker = 3, .object = 1, .item = thing, .value = (uint64_t)i};
		events[2] = (struct event){.time_ns = now + 200, .kind = KIND_SERVE, .worker = 3, .item = thing, .value = (uint64_t)i};
		events[3] = (struct event){.time_ns = now + 300, .kind = KIND_WAIT, .worker = 3, .object = 1, .item = REASON_QUEUE_EMPTY};
		history_append(history, events, i % 3 == 0 ? 4 : 3);
	}
}

static void ck_same(const struct stage *one, const struct stage *other)
{
	ck_assert_uint_eq(one->time_ns, other->time_ns);
	ck_assert_uint_eq(one->events, other->events);
	ck_assert_uint_eq(one->served, other->served);
	ck_assert_uint_eq(one->births, other->births);
	ck_assert_uint_eq(one->thing_free, other->thing_free);
	ck_assert_uint_eq(one->worker_count, other->worker_count);
	ck_assert_mem_eq(one->workers, other->workers, one->worker_count * sizeof *one->workers);
	ck_assert_mem_eq(one->objects, other->objects, one->object_count * sizeof *one->objects);
	ck_assert_mem_eq(one->things, other->things, one->thing_count * sizeof *one->things);
}

START_TEST(any_position_gives_the_stage_that_folding_from_the_start_gives)
{
	busy(20000);
	size_t count = history_count(history);
	struct stage folded;
	stage_init(&folded, NULL);
	size_t at = 0;
	for (size_t position = 0; position <= count; position += count / 37) {
		for (; at < position; at++)
			stage_apply(&folded, history_event(history, at));
		ck_same(history_seek(history, position), &folded);
		history_seek(history, count - position); /* from afar the next time */
	}
	ck_assert_ptr_eq(history_seek(history, count), history_head(history));
	ck_assert_ptr_eq(history_seek(history, SIZE_MAX), history_head(history));
	ck_assert_uint_eq(history_seek(history, 0)->events, 0);
	stage_release(&folded);
}
END_TEST

START_TEST(snapshots_lie_evenly_over_the_run_and_within_their_bound)
{
	const struct stage *stage = history_head(history);
	struct snapshots *snapshots = malloc(sizeof *snapshots);
	snapshots_init(snapshots);
	for (size_t position = 1; position <= 1000000; position++)
		if (position >= snapshots->due)
			snapshots_take(snapshots, position, stage);
	ck_assert_uint_le(snapshots->count, SNAPSHOTS_MAX);
	ck_assert_uint_le(snapshots->bytes, SNAPSHOTS_BYTES_MAX);
	for (size_t position = 16384; position <= 1000000; position += 1001)
		ck_assert_uint_le(position - snapshots_before(snapshots, position)->position, 16384);
	ck_assert_ptr_null(snapshots_before(snapshots, 1));
	snapshots_release(snapshots);
	free(snapshots);
}
END_TEST

START_TEST(positions_are_found_by_time)
{
	happens("1 A say one\n2 A say two\n2 A say three\n4 A say four");
	size_t before = history_position_at(history, S - 1);
	ck_assert_uint_eq(before, 4);
	ck_assert_uint_eq(history_position_at(history, S), before + 1);
	ck_assert_uint_eq(history_position_at(history, 2 * S), before + 3);
	ck_assert_uint_eq(history_position_at(history, 3 * S), before + 3);
	ck_assert_uint_eq(history_position_at(history, UINT64_MAX), history_count(history));
	ck_assert_uint_eq(history_end_ns(history), 4 * S);
	ck_assert_ptr_null(history_event(history, history_count(history)));
}
END_TEST

START_TEST(time_that_would_go_back_is_moved_up)
{
	struct event events[] = {{.time_ns = 5, .kind = KIND_TICK}, {.time_ns = 3, .kind = KIND_TICK}};
	history_append(history, events, 2);
	ck_assert_uint_eq(history_event(history, history_count(history) - 1)->time_ns, 5);
}
END_TEST

START_TEST(steps_pass_over_bookkeeping)
{
	size_t base = history_count(history);
	happens("1 A say one\n1 - tick\n1 A kernel 0 1 1\n2 A local 0 x 1\n2 A say two\n3 A cpu 1\n3 - tick");
	ck_assert_uint_eq(history_step(history, base, 1), base + 1);
	ck_assert_uint_eq(history_step(history, base + 1, 1), base + 5);
	ck_assert_uint_eq(history_step(history, base + 5, 1), base + 5);
	ck_assert_uint_eq(history_step(history, base + 7, -1), base + 5);
	ck_assert_uint_eq(history_step(history, base + 5, -1), base + 1);
	ck_assert_uint_eq(history_step(history, 1, -1), 0);
	ck_assert_uint_eq(history_step(history, 0, -1), 0);
}
END_TEST

START_TEST(switches_are_where_control_goes_to_another)
{
	size_t base = history_count(history);
	happens("0 - gil_mode 1 0.005\n1 A gil_acquire\n1.1 A gil_release\n1.2 A gil_acquire\n1.3 A gil_release\n1.3 B gil_acquire\n2 B say hi");
	ck_assert_uint_eq(history_switch(history, base, 1), base + 6);
	ck_assert_uint_eq(history_switch(history, base + 6, 1), base + 6);
	ck_assert_uint_eq(history_switch(history, base + 7, -1), base + 6);
	ck_assert_uint_eq(history_switch(history, base + 6, -1), base + 6);
}
END_TEST

START_TEST(on_threads_without_a_gil_starts_waits_wakes_and_sleeps_are_switches)
{
	size_t base = history_count(history);
	happens("1 A start\n1 A say x\n2 A wait empty orders\n3 B put orders 1\n3 B wake A orders\n4 B sleep 1\n5 B end");
	static const size_t expected[] = {1, 3, 5, 6, 7};
	size_t at = base;
	for (size_t i = 0; i < 5; i++)
		ck_assert_uint_eq(at = history_switch(history, at, 1), base + expected[i]);
}
END_TEST

START_TEST(lanes_tell_who_was_in_which_state_from_when)
{
	happens("1 A start\n2 A wait empty orders\n3 B put orders 1\n3 B wake A orders\n4 A get orders 1\n5 A say x\n6 A end");
	static const struct span expected[] = {
		{0, 0, STATE_NEW}, {1 * S, 0, STATE_RUNNING}, {2 * S, 0, STATE_WAITING}, {3 * S, 0, STATE_READY},
		{4 * S, 0, STATE_RUNNING}, {6 * S, 0, STATE_ENDED},
	};
	size_t count;
	const struct span *spans = history_lane(history, event_log_worker(&log_, "A"), &count);
	ck_assert_uint_eq(count, 6);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(spans[i].start_ns, expected[i].start_ns);
		ck_assert_uint_eq(spans[i].state, expected[i].state);
	}
	ck_assert_ptr_null(history_lane(history, 77, &count));
	ck_assert_uint_eq(count, 0);
}
END_TEST

static void ck_lane(const char *who, size_t expected_count, const struct span *expected)
{
	size_t count;
	const struct span *spans = history_lane(history, event_log_worker(&log_, who), &count);
	ck_assert_uint_eq(count, expected_count);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(spans[i].start_ns, expected[i].start_ns);
		ck_assert_uint_eq(spans[i].state, expected[i].state);
	}
}

START_TEST(under_control_who_takes_the_step_runs_and_others_are_ready)
{
	happens("0 A start\n0 B start\n1 A step 1\n1 A say x\n2 B step 2\n3 A step 3\n4 A step 4\n5 B step 5\n6 A step 6\n6 A end\n7 B step 7\n7 B end");
	ck_lane("A", 5, (struct span[]){ { 0, 0, STATE_RUNNING }, { 2 * S, 0, STATE_READY }, { 3 * S, 0, STATE_RUNNING }, { 5 * S, 0, STATE_READY }, { 6 * S, 0, STATE_ENDED } });
	ck_lane("B", 6, (struct span[]){ { 0, 0, STATE_READY }, { 2 * S, 0, STATE_RUNNING }, { 3 * S, 0, STATE_READY }, { 5 * S, 0, STATE_RUNNING }, { 6 * S, 0, STATE_READY }, { 7 * S, 0, STATE_ENDED } });
}
END_TEST

START_TEST(the_first_lane_tells_who_had_control)
{
	happens("1 A resume\n2 A wait empty orders\n3 B resume\n4 B sleep 1\n5 - tick");
	size_t count;
	const struct span *spans = history_lane(history, 0, &count);
	static const uint32_t holders[] = {2, 0, 3, 0};
	ck_assert_uint_eq(count, 4);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_uint_eq(spans[i].holder, holders[i]);
		ck_assert_uint_eq(spans[i].start_ns, (i + 1) * S);
	}
}
END_TEST

/* ---- player ---- */

START_TEST(live_follows_the_newest_event_and_time_goes_on_between)
{
	struct player player;
	player_init(&player, history);
	happens("1 A say one");
	player_advance(&player, S / 30);
	ck_assert_uint_eq(player.position, history_count(history));
	ck_assert_uint_ge(player.now_ns, 1 * S);
	uint64_t now = player.now_ns;
	player_advance(&player, S);
	ck_assert_uint_eq(player.now_ns, now + S);
	ck_assert_uint_eq(player_behind_ns(&player), 0);
	player.held = true;
	player_advance(&player, S);
	ck_assert_uint_eq(player.now_ns, now + S);
	happens("1.5 - hold"); /* what comes tells that the guess ran ahead */
	player_advance(&player, S);
	ck_assert_uint_eq(player.now_ns, 3 * S / 2);
	player.held = false;
	player.finished = true;
	player_advance(&player, S);
	ck_assert_uint_eq(player.live_ns, 3 * S / 2);
}
END_TEST

START_TEST(slow_playing_lags_and_fast_playing_catches_up_to_live)
{
	struct player player;
	player_init(&player, history);
	happens("1 A say one\n2 A say two\n4 A say three");
	player.finished = true;
	player_advance(&player, 0);
	player_home(&player);
	ck_assert(player.standing && !player.live);
	ck_assert_uint_eq(player_stage(&player)->events, 0);
	player_stand(&player, false);
	player_speed(&player, -1);
	player_advance(&player, 2 * S);
	ck_assert_uint_eq(player.now_ns, 1 * S);
	ck_assert_uint_eq(player_stage(&player)->time_ns, 1 * S);
	ck_assert_uint_eq(player_behind_ns(&player), 3 * S);
	player_speed(&player, 99);
	ck_assert_int_eq(player.speed, 3);
	player_advance(&player, S / 8);
	ck_assert_uint_eq(player.now_ns, 2 * S);
	player_advance(&player, S);
	ck_assert(player.live);
	ck_assert_uint_eq(player.position, history_count(history));
	player_speed(&player, -99);
	ck_assert_int_eq(player.speed, -6);
	ck_assert(!player.live);
	player_live(&player);
	ck_assert(player.live && player.speed == 0);
}
END_TEST

START_TEST(stepping_stands_still_and_goes_event_by_event)
{
	struct player player;
	player_init(&player, history);
	happens("1 A say one\n2 - tick\n3 A say two\n5 A say three");
	player_advance(&player, S / 100);
	player_step(&player, -1);
	ck_assert(player.standing && !player.live);
	ck_assert_uint_eq(player.now_ns, 3 * S);
	player_step(&player, -1);
	ck_assert_uint_eq(player.now_ns, 1 * S);
	player_advance(&player, S);
	ck_assert_uint_eq(player.now_ns, 1 * S);
	player_step(&player, 1);
	ck_assert_uint_eq(player.now_ns, 3 * S);
	ck_assert_uint_eq(player_stage(&player)->events, player.position);
	player_step(&player, 1), player_step(&player, 1);
	ck_assert_uint_eq(player.position, history_count(history));
	player_live(&player);
	ck_assert_uint_eq(player_behind_ns(&player), 0);
}
END_TEST

START_TEST(a_moment_one_stands_at_is_never_after_the_next_event)
{
	struct player player;
	player_init(&player, history);
	happens("1 A say one");
	player_advance(&player, S);
	player_advance(&player, S);
	player_stand(&player, true);
	ck_assert_uint_ge(player.now_ns, 2 * S);
	happens("1.5 - hold"); /* it took a while to come here */
	player_advance(&player, S);
	ck_assert_uint_eq(player.now_ns, 3 * S / 2);
	ck_assert_uint_lt(player.position, history_count(history));
	player_stand(&player, false); /* and going on is going on as before: live */
	player_advance(&player, S / 1000);
	ck_assert(player.live);
	ck_assert_uint_eq(player_behind_ns(&player), 0);
}
END_TEST

/* ---- info ---- */

static int frame(struct info *info, char type, const char *json, struct error *error)
{
	return info_frame(info, type, json, strlen(json), error);
}

START_TEST(a_header_is_read_and_cleaned)
{
	struct info info;
	struct error error = {0};
	info_init(&info);
	ck_assert_int_eq(frame(&info, 'H', "{\"recipe\":\"ring\",\"path\":\"/x/ring.lua\",\"file\":\"ring.lua\",\"title\":\"A\\u001b[1mring\",\"about\":\"x\","
		"\"engine\":\"loop\",\"mode\":\"free\",\"gil\":true,\"gil_interval_s\":0.005,\"pace\":2.5,\"seed\":7,\"layout\":[\"a > b\",\"c\"],"
		"\"source\":\"a = 1\\n\\tb = '\\u00e9'\\r\\n\\nend\",\"new\":{}}", &error), 0);
	ck_assert_str_eq(info.recipe, "ring");
	ck_assert_ptr_null(strchr(info.title, '\x1b'));
	ck_assert_str_eq(info.layout, "a > b\nc");
	ck_assert(info.gil && info.pace == 2.5 && info.seed == 7 && info.gil_interval_s == 0.005);
	ck_assert_uint_eq(info.line_count, 4);
	ck_assert_str_eq(info.lines[1].text, "        b = 'é'");
	ck_assert_int_eq(info.lines[1].columns, 15);
	ck_assert_str_eq(info.lines[2].text, "");
	ck_assert_str_eq(info.lines[3].text, "end");
	ck_assert_int_eq(frame(&info, 'Z', "{\"served\":3}", &error), 0);
	ck_assert_str_eq(info.report, "{\"served\":3}");
	info_release(&info);
}
END_TEST

static const struct { const char *source; bool refused; } sources[] = {
	{ "local before = now()", true }, { "local a = 1\\nif fork () then say(1) end", true }, { "local url = service{page = 1}", true },
	{ "say(\\\"it is a quote: \\\\\\\" \\\" .. now())", true },
	{ "sleep(1) -- until now()", false }, { "say('right now()')", false }, { "local t = {} function t.now() end t.now() t:fork()", false }, { "local now = 1; known(now)", false },
};

START_TEST(a_recipe_that_calls_what_the_explorer_refuses_is_known_by_its_text)
{
	struct info info;
	struct error error = {0};
	char json[256];
	info_init(&info);
	snprintf(json, sizeof json, "{\"recipe\":\"x\",\"source\":\"%s\"}", sources[_i].source);
	ck_assert_int_eq(frame(&info, 'H', json, &error), 0);
	ck_assert_msg(info.unexplorable == sources[_i].refused, "%s", sources[_i].source);
	info_release(&info);
}
END_TEST

START_TEST(settings_are_read_and_told_again)
{
	struct info info;
	struct error error = {0};
	info_init(&info);
	ck_assert_int_eq(frame(&info, 'P', "{\"name\":\"cooks\",\"value\":3,\"default\":2,\"min\":1,\"max\":9,\"help\":\"how many\",\"live\":true}", &error), 0);
	ck_assert_int_eq(frame(&info, 'P', "{\"name\":\"style\",\"value\":\"b\",\"default\":\"a\",\"choices\":[\"a\",\"b\",3]}", &error), 0);
	ck_assert_int_eq(frame(&info, 'P', "{\"name\":\"cooks\",\"value\":4,\"default\":2}", &error), 0);
	ck_assert_int_eq(frame(&info, 'P', "{\"name\":\"fair\",\"value\":true,\"default\":false}", &error), 0);
	ck_assert_uint_eq(info.setting_count, 3);
	ck_assert_str_eq(info.settings[0].value, "4");
	ck_assert_str_eq(info.settings[0].initial, "2");
	ck_assert(info.settings[0].number && isnan(info.settings[0].min));
	ck_assert_str_eq(info.settings[1].choices[2], "3");
	ck_assert_ptr_null(info.settings[1].choices[3]);
	ck_assert(info.settings[2].boolean);
	ck_assert_str_eq(info.settings[2].value, "true");
	info_release(&info);
}
END_TEST

START_TEST(damaged_frames_are_told_in_one_line)
{
	static const struct {
		char type;
		const char *json, *says;
	} faults[] = {
		{'H', "{\"title\":3}", "\"title\" should be a text"},
		{'H', "{\"layout\":[1]}", "\"layout\" should be a list of texts"},
		{'H', "{\"gil\":1}", "\"gil\" should be true or false"},
		{'H', "{\"pace\":\"x\"}", "\"pace\" should be a number"},
		{'H', "{\"source\":[]}", "\"source\" should be a text"},
		{'H', "[]", "JSON object"},
		{'H', "{\"a\":", "frame H"},
		{'P', "{\"value\":3}", "\"name\""},
		{'P', "{\"name\":\"x\",\"choices\":[[]]}", "choice"},
		{'Z', "nonsense", "frame Z"},
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct info info;
		struct error error = {0};
		info_init(&info);
		ck_assert_int_eq(frame(&info, faults[i].type, faults[i].json, &error), -1);
		ck_assert_msg(strstr(error.text, faults[i].says), "\"%s\" should say %s", error.text, faults[i].says);
		info_release(&info);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("history");
	TCase *tests = tcase_create("history");
	suite_add_tcase(suite, tests);
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, open_history, close_history);
	tcase_add_test(tests, any_position_gives_the_stage_that_folding_from_the_start_gives);
	tcase_add_test(tests, snapshots_lie_evenly_over_the_run_and_within_their_bound);
	tcase_add_test(tests, positions_are_found_by_time);
	tcase_add_test(tests, time_that_would_go_back_is_moved_up);
	tcase_add_test(tests, steps_pass_over_bookkeeping);
	tcase_add_test(tests, switches_are_where_control_goes_to_another);
	tcase_add_test(tests, on_threads_without_a_gil_starts_waits_wakes_and_sleeps_are_switches);
	tcase_add_test(tests, lanes_tell_who_was_in_which_state_from_when);
	tcase_add_test(tests, under_control_who_takes_the_step_runs_and_others_are_ready);
	tcase_add_test(tests, the_first_lane_tells_who_had_control);
	tcase_add_test(tests, live_follows_the_newest_event_and_time_goes_on_between);
	tcase_add_test(tests, slow_playing_lags_and_fast_playing_catches_up_to_live);
	tcase_add_test(tests, stepping_stands_still_and_goes_event_by_event);
	tcase_add_test(tests, a_moment_one_stands_at_is_never_after_the_next_event);
	tcase_add_test(tests, a_header_is_read_and_cleaned);
	tcase_add_loop_test(tests, a_recipe_that_calls_what_the_explorer_refuses_is_known_by_its_text, 0, sizeof sources / sizeof *sources);
	tcase_add_test(tests, settings_are_read_and_told_again);
	tcase_add_test(tests, damaged_frames_are_told_in_one_line);
	return run_suite(suite);
}
