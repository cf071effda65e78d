/* The kitchen pane, by golden screens: literal events are folded, drawn into rectangles, and compared with tests/golden/kitchen-*.txt.
 * UPDATE_GOLDEN=1 writes them anew. Kitchens here have nothing in common but the pane that must make each of them legible. */
#include "stage/history.h"
#include "suite.h"
#include "tui/glyph.h"
#include "tui/pane.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct pane pane_kitchen;

#define MS UINT64_C(1000000)

/* A run on trial: events are told by name, texts are interned as they come. */
struct run {
	struct history *history;
	struct info info;
	uint64_t now_ns;
	uint32_t texts;
	char known[256][32];
	void *pane;
	struct canvas canvas;
	uint64_t frame_ns;
	bool moving;
	bool reduced_motion;
};

static uint32_t text(struct run *run, const char *name)
{
	if (!name)
		return 0;
	for (uint32_t i = 1; i <= run->texts; i++)
		if (!strcmp(run->known[i - 1], name))
			return i;
	ck_assert_uint_lt(run->texts, 256);
	snprintf(run->known[run->texts++], sizeof *run->known, "%s", name);
	history_text(run->history, run->texts, name, strlen(name));
	return run->texts;
}

static void tell(struct run *run, enum kind kind, uint32_t worker, uint16_t object, uint32_t item, uint64_t value)
{
	struct event event = { .time_ns = run->now_ns, .kind = kind, .worker = worker, .object = object, .item = item, .value = value };
	history_append(run->history, &event, 1);
}

static void run_begin(struct run *run, const char *layout)
{
	memset(run, 0, sizeof *run);
	run->history = history_new();
	info_init(&run->info);
	snprintf(run->info.layout, sizeof run->info.layout, "%s", layout);
	run->pane = pane_kitchen.new();
	canvas_init(&run->canvas, 1, 1);
	tell(run, KIND_BEGIN, 0, 0, 0, 1);
	tell(run, KIND_PACE, 0, 0, 0, 1000000);
	tell(run, KIND_WORKER_NEW, 0, 0, text(run, "main"), 1 | (uint64_t)ROLE_OF_MAIN << 32);
	tell(run, KIND_WORKER_START, 1, 0, 0, 0);
}

static void run_end(struct run *run)
{
	pane_kitchen.free(run->pane);
	canvas_release(&run->canvas);
	info_release(&run->info);
	history_free(run->history);
}

static void object(struct run *run, uint16_t id, enum object_type type, const char *name, uint32_t capacity)
{
	tell(run, KIND_OBJECT_NEW, 1, id, text(run, name), capacity | (uint64_t)type << 32);
}

static void worker(struct run *run, uint32_t id, const char *name)
{
	tell(run, KIND_WORKER_NEW, 1, 0, text(run, name), id | (uint64_t)ROLE_OF_TASK << 32);
	tell(run, KIND_WORKER_START, id, 0, 0, 0);
}

static void device(struct run *run, uint32_t id, const char *name, uint16_t serves)
{
	tell(run, KIND_WORKER_NEW, 1, serves, text(run, name), id | (uint64_t)ROLE_OF_DEVICE << 32);
}

static void put(struct run *run, uint32_t worker_, uint16_t queue, int number)
{
	tell(run, KIND_PUT, worker_, queue, thing_number(number), word_integer(number));
}

static void get(struct run *run, uint32_t worker_, uint16_t queue, int number)
{
	tell(run, KIND_GET, worker_, queue, thing_number(number), word_integer(number));
}

static void wait_at(struct run *run, uint32_t worker_, enum reason reason, uint16_t queue)
{
	tell(run, KIND_WAIT, worker_, queue, reason, 0);
}

static void doing(struct run *run, enum kind kind, uint32_t worker_, const char *label, unsigned ms)
{
	tell(run, kind, worker_, 0, text(run, label), ms * MS);
}

/* Draw the present moment, or an earlier position. */
static void draw_at(struct run *run, size_t position, int rows, int cols)
{
	struct player player;
	player_init(&player, run->history);
	struct view view = {
		.stage = history_seek(run->history, position), .history = run->history, .player = &player, .info = &run->info,
		.now_ns = run->now_ns, .frame_ns = run->frame_ns, .reduced_motion = run->reduced_motion,
	};
	if (run->canvas.rows != rows || run->canvas.cols != cols)
		canvas_resize(&run->canvas, rows, cols);
	run->moving = pane_kitchen.draw(run->pane, &run->canvas, (struct rect){ 0, 0, rows, cols }, &view);
}

static void draw(struct run *run, int rows, int cols)
{
	draw_at(run, history_count(run->history), rows, cols);
}

static bool shows(const struct run *run, const char *words)
{
	char *dump = canvas_dump(&run->canvas, false);
	bool found = strstr(dump, words) != NULL;
	free(dump);
	return found;
}

static char *file_read(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return NULL;
	char *bytes = calloc(1, 1 << 18);
	size_t length = fread(bytes, 1, (1 << 18) - 1, file);
	fclose(file);
	bytes[length] = '\0';
	return bytes;
}

/* The canvas is as the golden file says. */
static void golden(const struct run *run, const char *name)
{
	char path[512];
	const char *top = getenv("srcdir");
	snprintf(path, sizeof path, "%s/tests/golden/kitchen-%s.txt", top ? top : ".", name);
	char *dump = canvas_dump(&run->canvas, false);
	if (getenv("UPDATE_GOLDEN")) {
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		fputs(dump, file);
		fclose(file);
	}
	char *want = file_read(path);
	ck_assert_msg(want != NULL, "%s is missing; UPDATE_GOLDEN=1 writes it", path);
	ck_assert_msg(!strcmp(want, dump), "%s differs; drawn was\n%s", path, dump);
	free(want);
	free(dump);
}

/* ---- kitchens ---- */

enum { CUSTOMERS = 1, ORDERS, GRILL, COOKED };
enum { TAKE = 2, COOK, MAKE };

static const char burgers_layout[] = "customers > take orders > orders > make burgers > served\ngrill > cook patties > cooked > make burgers";

static void burgers_begin(struct run *run, const char *layout)
{
	run_begin(run, layout);
	tell(run, KIND_GIL_MODE, 0, 0, 1, 5 * MS);
	object(run, CUSTOMERS, OBJECT_ARRIVALS, "customers", 0);
	object(run, ORDERS, OBJECT_QUEUE, "orders", 5);
	object(run, GRILL, OBJECT_GRILL, "grill", 4);
	object(run, COOKED, OBJECT_QUEUE, "cooked", 8);
	worker(run, TAKE, "take orders");
	worker(run, COOK, "cook patties");
	worker(run, MAKE, "make burgers");
	device(run, 5, "customers", CUSTOMERS);
	device(run, 6, "grill", GRILL);
	tell(run, KIND_WAIT, 1, 0, REASON_WORKER_JOIN, TAKE);
}

/* A customer has come through: order taken, patty cooked, burger served. */
static void burger(struct run *run, int number)
{
	tell(run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(number), word_integer(number));
	get(run, TAKE, CUSTOMERS, number);
	put(run, TAKE, ORDERS, number);
	tell(run, KIND_PLACE, COOK, GRILL, thing_number(100 + number), (500 * MS) | UINT64_C(1) << 48);
	run->now_ns += 500 * MS;
	tell(run, KIND_COOKED, 6, GRILL, thing_number(100 + number), 1);
	tell(run, KIND_TAKE, COOK, GRILL, thing_number(100 + number), 1 | UINT64_C(1) << 32);
	put(run, COOK, COOKED, 100 + number);
	get(run, MAKE, ORDERS, number);
	get(run, MAKE, COOKED, 100 + number);
	run->now_ns += 200 * MS;
	tell(run, KIND_SERVE, MAKE, 0, thing_number(number), (uint64_t)number);
}

/* The orders are full, one patty is cooked, three cook, the cook sleeps until the next look, the last in line has what it needs. */
static void burgers_busy(struct run *run, const char *layout)
{
	burgers_begin(run, layout);
	for (int i = 1; i <= 7; i++)
		burger(run, i);
	for (int i = 8; i <= 22; i++)
		tell(run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(i), word_integer(i));
	for (int i = 8; i <= 13; i++) {
		get(run, TAKE, CUSTOMERS, i);
		if (i < 13)
			put(run, TAKE, ORDERS, i);
	}
	for (uint64_t slot = 1; slot <= 4; slot++) {
		run->now_ns += 200 * MS;
		tell(run, KIND_PLACE, COOK, GRILL, thing_number(107 + (int64_t)slot), (1000 * MS) | slot << 48);
	}
	run->now_ns += 300 * MS;
	tell(run, KIND_COOKED, 6, GRILL, thing_number(108), 1);
	tell(run, KIND_SLEEP, COOK, 0, text(run, "until the next look"), 1000 * MS);
	get(run, MAKE, ORDERS, 8);
	tell(run, KIND_GIL_ACQUIRE, TAKE, 0, 0, 0);
	put(run, TAKE, ORDERS, 13);
	get(run, TAKE, CUSTOMERS, 14);
	wait_at(run, MAKE, REASON_QUEUE_EMPTY, COOKED);
	doing(run, KIND_WORK, TAKE, "take order", 400);
	run->now_ns += 100 * MS;
}

/* Customers, orders and patties in one line, tended grill beside it: what a recipe's own layout may say. */
static void serial(struct run *run)
{
	burgers_busy(run, "customers > take orders > orders > cook patties > grill\ngrill > cook patties > cooked > make burgers");
}

/* Five players pass one token round. */
static void ring(struct run *run)
{
	char name[32];
	run_begin(run, "");
	for (int i = 1; i <= 5; i++) {
		snprintf(name, sizeof name, "hand %d", i);
		object(run, (uint16_t)i, OBJECT_QUEUE, name, 1);
	}
	for (uint32_t i = 1; i <= 5; i++) {
		snprintf(name, sizeof name, "player %u", i);
		worker(run, i + 1, name);
	}
	put(run, 1, 1, 7);
	tell(run, KIND_WAIT, 1, 0, REASON_WORKER_JOIN, 2);
	for (uint32_t i = 1; i <= 5; i++)
		wait_at(run, i + 1, REASON_QUEUE_EMPTY, (uint16_t)i);
	for (uint32_t turn = 0; turn < 7; turn++) {
		uint32_t from = turn % 5 + 1, to = from % 5 + 1;
		tell(run, KIND_WAKE, turn ? 2 + (turn + 4) % 5 : 1, (uint16_t)from, 0, from + 1);
		get(run, from + 1, (uint16_t)from, 7);
		run->now_ns += 100 * MS;
		put(run, from + 1, (uint16_t)to, 7);
		if (turn < 6)
			wait_at(run, from + 1, REASON_QUEUE_EMPTY, (uint16_t)from);
	}
}

/* A main task hands jobs to workers behind one queue. */
static void fan(struct run *run, uint32_t workers)
{
	char name[32];
	run_begin(run, "");
	object(run, 1, OBJECT_QUEUE, "jobs", 10);
	for (uint32_t i = 1; i <= workers; i++) {
		snprintf(name, sizeof name, "worker %u", i);
		worker(run, i + 1, workers > 200 ? "worker" : name);
		wait_at(run, i + 1, REASON_QUEUE_EMPTY, 1);
	}
	for (int job = 1; job <= 18; job++) {
		uint32_t who = 1 + (uint32_t)job;
		put(run, 1, 1, job);
		if (job > 12 || who > workers)
			continue;
		tell(run, KIND_WAKE, 1, 1, 0, who);
		get(run, who, 1, job);
		run->now_ns += 20 * MS;
		if (job % 3 == 0)
			doing(run, KIND_SLEEP, who, "on the phone", 900);
		else
			doing(run, KIND_WORK, who, "dig", 900);
	}
	run->now_ns += 100 * MS;
}

/* Nothing is shared but two globals. */
static void globals(struct run *run)
{
	run_begin(run, "");
	object(run, 1, OBJECT_CELL, "visits", 0);
	object(run, 2, OBJECT_CELL, "open", 0);
	tell(run, KIND_WRITE, 1, 1, 1, word_integer(0));
	tell(run, KIND_WRITE, 1, 2, 1, word_boolean(true));
	for (uint32_t i = 2; i <= 4; i++)
		worker(run, i, "waiter");
	tell(run, KIND_WAIT, 1, 0, REASON_WORKER_JOIN, 2);
	for (uint32_t i = 2; i <= 4; i++)
		tell(run, KIND_READ, i, 1, 1, word_integer(0));
	tell(run, KIND_WRITE, 4, 1, 1, word_integer(1));
	doing(run, KIND_SLEEP, 3, "fetch a glass", 800);
	run->now_ns += 300 * MS;
}

/* One person boils water and makes a sandwich meanwhile. */
static void sandwich(struct run *run)
{
	run_begin(run, "");
	worker(run, 2, "coffee");
	worker(run, 3, "sandwich");
	tell(run, KIND_WAIT, 1, 0, REASON_WORKER_JOIN, 2);
	doing(run, KIND_SLEEP, 2, "boil water", 3000);
	doing(run, KIND_WORK, 3, "butter the bread", 1000);
	run->now_ns += 600 * MS;
}

static void helper(struct run *run, uint32_t id, uint16_t pool, const char *name)
{
	tell(run, KIND_WORKER_NEW, 1, pool, text(run, name), id | (uint64_t)ROLE_OF_POOL << 32);
	tell(run, KIND_WORKER_START, id, 0, 0, 0);
}

/* Six calls for a pool of three: one fetched, one raised, one done, two at work of which one is waited for, one in line. */
static void pool(struct run *run)
{
	run_begin(run, "");
	object(run, 1, OBJECT_POOL, "chefs", 3);
	helper(run, 2, 1, "chefs 1");
	helper(run, 3, 1, "chefs 2");
	helper(run, 4, 1, "chefs 3");
	for (uint32_t call = 1; call <= 6; call++)
		tell(run, KIND_SUBMIT, 1, 1, call, 20);
	for (uint32_t call = 1; call <= 3; call++)
		tell(run, KIND_CALL, call + 1, 1, call, 1);
	tell(run, KIND_RETURN, 3, 1, 2, 10);
	tell(run, KIND_CALL, 3, 1, 4, 1);
	tell(run, KIND_RETURN, 2, 1, 1, 12000000);
	tell(run, KIND_CALL, 2, 1, 5, 1);
	tell(run, KIND_RAISED, 4, 1, 3, text(run, "out of basil"));
	tell(run, KIND_WAIT, 4, 1, REASON_CALL, 0);
	tell(run, KIND_RESULT, 1, 1, 1, 0);
	tell(run, KIND_WAIT, 1, 1, REASON_FUTURE, 3 | UINT64_C(4) << 32);
	doing(run, KIND_SLEEP, 3, "bake", 3000);
	doing(run, KIND_WORK, 2, "chop", 2000);
	run->now_ns += 600 * MS;
}

static void instance(struct run *run, uint32_t id, const char *name, uint32_t request)
{
	tell(run, KIND_WORKER_NEW, 1, 1, text(run, name), id | (uint64_t)ROLE_OF_INSTANCE << 32);
	tell(run, KIND_WORKER_START, id, 0, 0, 70 + id);
	tell(run, KIND_COLD, id, 1, request, 0);
}

/* A cloud of at most four: one busy, one warm with nothing to do, one that was killed at its time limit, one on its way down; of eight requests two are in line. */
static void cloud(struct run *run)
{
	run_begin(run, "");
	object(run, 1, OBJECT_CLOUD, "stalls", 4);
	device(run, 2, "stalls", 1);
	worker(run, 3, "waiter");
	for (uint32_t request = 1; request <= 8; request++)
		tell(run, KIND_INVOKE, 3, 1, request, thing_number((int64_t)request + 40));
	tell(run, KIND_THROTTLED, 2, 1, 8, 0);
	for (uint32_t id = 4; id <= 6; id++) {
		char name[16];
		snprintf(name, sizeof name, "stalls %u", id - 3);
		instance(run, id, name, id - 3);
		tell(run, KIND_WAIT, id, 1, REASON_REQUEST, 0);
		tell(run, KIND_HANDLE, id, 1, id - 3, 900 * MS);
	}
	tell(run, KIND_HANDLED, 4, 1, 1, 20);
	tell(run, KIND_HANDLE, 4, 1, 4, MS);
	tell(run, KIND_HANDLED, 5, 1, 2, 20);
	tell(run, KIND_HANDLE, 5, 1, 5, MS);
	tell(run, KIND_HANDLED, 5, 1, 5, 20);
	tell(run, KIND_WAIT, 5, 1, REASON_REQUEST, 0);
	doing(run, KIND_WORK, 4, "grind", 2000);
	run->now_ns += 600 * MS;
	tell(run, KIND_TIMED_OUT, 6, 1, 3, 3000 * MS);
	tell(run, KIND_KILLED, 6, 0, 9, 0);
	instance(run, 7, "stalls 4", 6);
	doing(run, KIND_WORK, 7, "unpack", 500);
	tell(run, KIND_WAIT, 3, 1, REASON_FUTURE, UINT64_C(6) << 32);
	run->now_ns += 300 * MS;
}

/* A word and two parcels lie at one end of a pipe; a third is in the hands of who took it. */
static void hatch(struct run *run)
{
	run_begin(run, "");
	object(run, 1, OBJECT_PIPE, "hatch a", 2);
	object(run, 2, OBJECT_PIPE, "hatch b", 1);
	worker(run, 2, "cook");
	tell(run, KIND_SEND, 1, 2, 340, word_nil());
	tell(run, KIND_SEND, 1, 2, 12000000, word_nil());
	tell(run, KIND_SEND, 1, 2, 0, word_integer(42));
	tell(run, KIND_SEND, 1, 2, 0, word_nil());
	tell(run, KIND_RECV, 2, 2, 340, word_nil());
	tell(run, KIND_WAIT, 1, 1, REASON_PIPE_EMPTY, 0);
	doing(run, KIND_SLEEP, 2, "look at it", 500);
	run->now_ns += 200 * MS;
}

/* ---- tests ---- */

static void burgers_told(struct run *run) { burgers_busy(run, burgers_layout); }
static void burgers_found(struct run *run) { burgers_busy(run, ""); }
static void fan_20(struct run *run) { fan(run, 20); }
static void fan_60(struct run *run) { fan(run, 60); }
static void fan_10000(struct run *run) { fan(run, 10000); }

static const struct {
	const char *name;
	void (*set)(struct run *);
} kitchens[] = {
	{ "burgers", burgers_told }, { "found", burgers_found }, { "ring", ring }, { "fan", fan_20 }, { "crowd", fan_60 }, { "host", fan_10000 },
	{ "serial", serial }, { "globals", globals }, { "sandwich", sandwich },
	{ "pool", pool }, { "cloud", cloud }, { "hatch", hatch },
};

static const struct { int rows, cols; } sizes[] = { { 15, 50 }, { 14, 80 }, { 22, 80 }, { 30, 120 }, { 50, 200 } };

START_TEST(every_kitchen_is_legible_at_every_size)
{
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		struct run run;
		char name[64];
		kitchens[_i].set(&run);
		draw(&run, sizes[s].rows, sizes[s].cols);
		snprintf(name, sizeof name, "%s-%dx%d", kitchens[_i].name, sizes[s].cols, sizes[s].rows);
		golden(&run, name);
		run_end(&run);
	}
}
END_TEST

START_TEST(no_size_is_too_small_to_draw_in)
{
	struct run run;
	kitchens[_i].set(&run);
	for (int rows = 0; rows < 12; rows++)
		for (int cols = 0; cols < 30; cols += 3)
			draw(&run, rows, cols);
	run_end(&run);
}
END_TEST

START_TEST(ascii_signs_draw_nothing_but_ascii)
{
	struct run run;
	glyph_use(GLYPHS_ASCII);
	kitchens[_i].set(&run);
	draw(&run, 22, 80);
	char *dump = canvas_dump(&run.canvas, false);
	for (const char *at = dump; *at; at++)
		ck_assert_msg((unsigned char)*at < 128, "not ASCII: %s", at);
	free(dump);
	run_end(&run);
}
END_TEST

/* Where the words begin on the canvas; -1 where they are not. */
static int place_of(const struct run *run, const char *words)
{
	char *dump = canvas_dump(&run->canvas, false), *found = strstr(dump, words);
	int row = 0, col = 0;
	for (char *at = dump; found && at < found; at++) {
		col = *at == '\n' ? 0 : col + ((*at & 0xc0) != 0x80);
		row += *at == '\n';
	}
	free(dump);
	return found ? row * 1000 + col : -1;
}

/* A customer has just been put down: from the hand of who takes orders onto the belt. */
static void put_down(struct run *run)
{
	burgers_begin(run, burgers_layout);
	tell(run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(42), word_integer(42));
	get(run, TAKE, CUSTOMERS, 42);
	draw(run, 22, 80);
	put(run, TAKE, ORDERS, 42);
	run->frame_ns += 33 * MS;
	draw(run, 22, 80);
}

START_TEST(a_thing_travels_along_the_line_to_its_next_place_within_300_ms)
{
	struct run run;
	put_down(&run);
	ck_assert(run.moving);
	int set_off = place_of(&run, "42");
	run.frame_ns += 90 * MS;
	draw(&run, 22, 80);
	int on_its_way = place_of(&run, "42");
	ck_assert(run.moving);
	ck_assert_int_ne(on_its_way, set_off);
	run.frame_ns += 210 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	ck_assert_int_ne(place_of(&run, "42"), on_its_way);
	ck_assert_int_gt(place_of(&run, "42"), place_of(&run, "orders 1/5"));
	run_end(&run);
}
END_TEST

START_TEST(a_belt_counts_what_has_landed_on_it)
{
	struct run run;
	put_down(&run);
	ck_assert(shows(&run, "orders 0/5"));
	run.frame_ns += 300 * MS;
	draw(&run, 22, 80);
	ck_assert(shows(&run, "orders 1/5"));
	run_end(&run);
}
END_TEST

START_TEST(what_is_on_its_way_covers_no_word_no_count_and_no_frame)
{
	struct run run;
	put_down(&run);
	run.frame_ns += 1000 * MS;
	draw(&run, 22, 80);
	char *rest = canvas_dump(&run.canvas, false);
	run_end(&run);
	put_down(&run);
	for (int i = 0; i < 30; i++) {
		draw(&run, 22, 80);
		ck_assert(shows(&run, " A take orders "));
		ck_assert(shows(&run, "orders 0/5") || shows(&run, "orders 1/5"));
		for (size_t row = 0; !run.moving && row < strlen(rest); row = strlen(rest)) {
			char *now = canvas_dump(&run.canvas, false);
			ck_assert_str_eq(now, rest);
			free(now);
		}
		run.frame_ns += 10 * MS;
	}
	free(rest);
	run_end(&run);
}
END_TEST

START_TEST(what_a_worker_has_taken_is_in_its_hand_at_once)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	tell(&run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(42), word_integer(42));
	draw(&run, 22, 80);
	int door = place_of(&run, "[42]");
	get(&run, TAKE, CUSTOMERS, 42);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	ck_assert(shows(&run, "customers 0"));
	ck_assert_int_gt(place_of(&run, "[42]"), door);
	run_end(&run);
}
END_TEST

START_TEST(at_the_beginning_no_lines_join_what_is_not_there_yet)
{
	struct run run;
	burgers_busy(&run, burgers_layout);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "▼"));
	draw_at(&run, 2, 22, 80);
	ck_assert(shows(&run, "make burgers"));
	ck_assert(!shows(&run, "▼"));
	ck_assert(!shows(&run, "│"));
	run_end(&run);
}
END_TEST

START_TEST(no_name_is_cut_where_belts_can_shrink)
{
	struct run run;
	burgers_busy(&run, burgers_layout);
	for (int cols = 50; cols < 130; cols += 7) {
		for (int rows = 14; rows < 40; rows += 5) {
			draw(&run, rows, cols);
			ck_assert(shows(&run, "take orders") && shows(&run, "cook patties") && shows(&run, "make burgers") && shows(&run, "customers"));
			ck_assert(shows(&run, "orders 5/5") && shows(&run, "cooked 0/8") && shows(&run, "grill 4/4"));
		}
	}
	run_end(&run);
}
END_TEST

START_TEST(plates_that_find_no_room_beside_the_count_are_counted)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	for (int i = 1; i <= 14; i++)
		burger(&run, i);
	draw(&run, 15, 50);
	ck_assert(shows(&run, "served 14 ★ [14][13]"));
	ck_assert(shows(&run, "]+"));
	run_end(&run);
}
END_TEST

START_TEST(only_the_thing_that_moves_changes_the_picture)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	tell(&run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(42), word_integer(42));
	get(&run, TAKE, CUSTOMERS, 42);
	draw(&run, 22, 80);
	run.frame_ns += 1000 * MS;
	draw(&run, 22, 80);
	char *before = canvas_dump(&run.canvas, true);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	char *after = canvas_dump(&run.canvas, true);
	ck_assert_str_eq(before, after);
	ck_assert(!run.moving);
	free(before);
	free(after);
	run_end(&run);
}
END_TEST

START_TEST(a_served_one_travels_from_the_hand_to_the_door)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	put(&run, COOK, COOKED, 42);
	get(&run, MAKE, COOKED, 42);
	draw(&run, 22, 80);
	tell(&run, KIND_SERVE, MAKE, 0, thing_number(42), 1);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	ck_assert(run.moving);
	ck_assert(shows(&run, "served 0"));
	run.frame_ns += 300 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	ck_assert(shows(&run, "served 1 ★ [42]"));
	run_end(&run);
}
END_TEST

START_TEST(reduced_motion_jumps)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	run.reduced_motion = true;
	tell(&run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(42), word_integer(42));
	draw(&run, 22, 80);
	get(&run, TAKE, CUSTOMERS, 42);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	put(&run, TAKE, ORDERS, 42);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	ck_assert(shows(&run, "orders 1/5"));
	run_end(&run);
}
END_TEST

START_TEST(rewinding_far_jumps_and_a_step_back_travels_back)
{
	struct run run;
	burgers_busy(&run, burgers_layout);
	size_t end = history_count(run.history);
	draw(&run, 22, 80);
	run.frame_ns += 1000 * MS;
	draw_at(&run, end - 3, 22, 80); /* before the order was put down and the next customer came */
	ck_assert(run.moving);
	run.frame_ns += 1000 * MS;
	run.now_ns -= 3000 * MS;
	draw_at(&run, end / 2, 22, 80);
	ck_assert(!run.moving);
	run_end(&run);
}
END_TEST

START_TEST(stations_stand_still_while_one_rewinds)
{
	struct run run;
	burgers_busy(&run, "");
	size_t end = history_count(run.history);
	draw(&run, 22, 80);
	int places[] = { place_of(&run, "customers"), place_of(&run, "make burgers"), place_of(&run, "cook patties"), place_of(&run, "served") };
	draw_at(&run, end / 2, 22, 80);
	ck_assert_int_eq(place_of(&run, "customers"), places[0]);
	ck_assert_int_eq(place_of(&run, "make burgers"), places[1]);
	ck_assert_int_eq(place_of(&run, "cook patties"), places[2]);
	ck_assert_int_eq(place_of(&run, "served"), places[3]);
	draw_at(&run, 4, 22, 80); /* nothing was made yet: names only, at the same places */
	ck_assert_int_ge(place_of(&run, "cook patties"), 0);
	run_end(&run);
}
END_TEST

START_TEST(a_declared_layout_stands_before_anything_is_made)
{
	struct run run;
	run_begin(&run, burgers_layout);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "customers"));
	ck_assert(shows(&run, "make burgers"));
	ck_assert(shows(&run, "served"));
	run_end(&run);
}
END_TEST

START_TEST(a_full_belt_names_its_bound_and_who_waits_for_room)
{
	struct run run;
	burgers_begin(&run, burgers_layout);
	for (int i = 1; i <= 6; i++) {
		tell(&run, KIND_ARRIVE, 5, CUSTOMERS, thing_number(i), word_integer(i));
		get(&run, TAKE, CUSTOMERS, i);
		if (i < 6)
			put(&run, TAKE, ORDERS, i);
	}
	wait_at(&run, TAKE, REASON_QUEUE_FULL, ORDERS);
	draw(&run, 15, 50);
	ck_assert(shows(&run, "orders 5/5 ○A")); /* little room: who waits before a word for 5/5 */
	ck_assert(shows(&run, "until orders"));
	draw(&run, 22, 80);
	ck_assert(shows(&run, "orders 5/5 full ○A"));
	run_end(&run);
}
END_TEST

START_TEST(stations_beyond_the_room_are_told_in_words)
{
	struct run run;
	char name[32];
	run_begin(&run, "");
	for (int i = 1; i <= 90; i++) {
		snprintf(name, sizeof name, "queue %d", i);
		object(&run, (uint16_t)i, OBJECT_QUEUE, name, 3);
	}
	worker(&run, 2, "a");
	put(&run, 2, 1, 1);
	draw(&run, 15, 50);
	ck_assert(shows(&run, "more stations"));
	ck_assert(shows(&run, "queue 1"));
	run_end(&run);
}
END_TEST

/* A generator of nonsense that is the same every time. */
static uint32_t noise(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

START_TEST(nonsense_events_are_drawn_without_harm)
{
	struct run run;
	uint32_t seed = (uint32_t)_i + 1;
	run_begin(&run, _i % 2 ? "a > b > c > a\n> > b >\nserved > a" : "");
	for (int i = 1; i < 8; i++)
		object(&run, (uint16_t)i, (enum object_type)(1 + noise(&seed) % (OBJECT_TYPE_COUNT - 1)), i % 2 ? "a" : "thing", noise(&seed) % 9);
	for (uint32_t i = 2; i < 9; i++)
		worker(&run, i, i % 3 ? "b" : "c 1");
	for (int i = 0; i < 600; i++) {
		run.now_ns += noise(&seed) % (50 * MS);
		uint64_t value = noise(&seed) % 3 ? noise(&seed) % 12 : (uint64_t)noise(&seed) << 40 | noise(&seed);
		tell(&run, (enum kind)(1 + noise(&seed) % (KIND_COUNT - 1)), noise(&seed) % 12, (uint16_t)(noise(&seed) % 10), noise(&seed) % 40, value);
		if (i % 20)
			continue;
		run.frame_ns += 33 * MS;
		draw(&run, 1 + (int)noise(&seed) % 30, 1 + (int)noise(&seed) % 120);
		draw_at(&run, history_count(run.history) / 2, 15, 50);
	}
	run_end(&run);
}
END_TEST

START_TEST(processes_stand_in_walls_with_a_hatch_where_a_line_goes_through)
{
	static const struct { int rows, cols; } at[] = { { 14, 80 }, { 22, 80 }, { 30, 120 }, { 50, 200 } };
	struct run run;
	burgers_busy(&run, burgers_layout);
	draw(&run, at[_i].rows, at[_i].cols);
	ck_assert(!shows(&run, "║"));
	snprintf(run.info.engine, sizeof run.info.engine, "processes");
	draw(&run, at[_i].rows, at[_i].cols);
	ck_assert(shows(&run, "║"));
	ck_assert(shows(&run, "╫") || shows(&run, "╪"));
	run_end(&run);
}
END_TEST

START_TEST(an_array_shows_its_elements_and_a_global_of_processes_what_each_has)
{
	struct run run;
	run_begin(&run, "");
	tell(&run, KIND_WORKER_START, 1, 0, 0, 100);
	object(&run, 1, OBJECT_ARRAY, "shelf", 3);
	object(&run, 2, OBJECT_CELL, "visits", 0);
	tell(&run, KIND_FILL, 1, 1, 3, word_integer(7));
	tell(&run, KIND_WRITE, 1, 2, 1, word_integer(0));
	for (uint32_t i = 2; i <= 3; i++) {
		tell(&run, KIND_WORKER_NEW, 1, 0, text(&run, "waiter"), i | (uint64_t)ROLE_OF_TASK << 32);
		tell(&run, KIND_WORKER_START, i, 0, 0, 100 + i);
		tell(&run, KIND_WRITE, i, 2, 1, word_integer(i + 40));
	}
	draw(&run, 22, 80);
	ck_assert(shows(&run, "shelf [3] 7 7 7"));
	ck_assert(shows(&run, "visits = 0"));
	ck_assert(shows(&run, "in @; 42 in A, …"));
	draw(&run, 30, 120);
	ck_assert(shows(&run, "in @; 42 in A, 43 in B"));
	run_end(&run);
}
END_TEST

START_TEST(a_pool_shows_its_line_who_is_at_which_call_and_what_became_of_each)
{
	struct run run;
	pool(&run);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "chefs, pool of 3"));
	ck_assert(shows(&run, "1 call waits"));
	ck_assert(shows(&run, "[ 6]▸"));
	ck_assert(shows(&run, "A chefs 1 [ 5]"));
	ck_assert(shows(&run, "futures  1✓→@ 12 MB  2✓  3✗  4●B←@  5●A  6○"));
	ck_assert(shows(&run, "ended in the order  2  1  3"));
	draw(&run, 50, 200);
	ck_assert(shows(&run, "1 ✓ done, 12 MB, @ has it"));
	ck_assert(shows(&run, "2 ✓ done, not asked for yet"));
	ck_assert(shows(&run, "3 ✗ raised an error, not asked for yet"));
	ck_assert(shows(&run, "4 ● at B, @ waits for it"));
	ck_assert(shows(&run, "6 ○ in line"));
	run_end(&run);
}
END_TEST

START_TEST(a_call_travels_from_who_gives_it_to_the_line)
{
	struct run run;
	pool(&run);
	draw(&run, 22, 80);
	run.frame_ns += 1000 * MS;
	draw(&run, 22, 80);
	ck_assert(!run.moving);
	tell(&run, KIND_SUBMIT, 1, 1, 7, 20);
	run.frame_ns += 33 * MS;
	draw(&run, 22, 80);
	ck_assert(run.moving);
	ck_assert(!shows(&run, "[ 7]"));
	run.frame_ns += 300 * MS;
	draw(&run, 22, 80);
	ck_assert(shows(&run, "[ 7][ 6]▸"));
	run_end(&run);
}
END_TEST

START_TEST(what_lies_in_a_pipe_is_told_by_its_size_or_as_the_word_it_is)
{
	struct run run;
	hatch(&run);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "hatch b 3"));
	ck_assert(shows(&run, "[12 MB"));
	ck_assert(shows(&run, "[  42 ]"));
	ck_assert(shows(&run, "[ nil"));
	ck_assert(shows(&run, "[340 B]"));
	run_end(&run);
}
END_TEST

START_TEST(where_a_layout_leaves_the_main_task_out_it_is_not_in_the_picture)
{
	struct run run;
	run_begin(&run, "orders > cook > orders");
	object(&run, 1, OBJECT_QUEUE, "orders", 3);
	worker(&run, 2, "cook");
	put(&run, 1, 1, 1);
	put(&run, 1, 1, 2);
	get(&run, 2, 1, 1);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "A cook"));
	ck_assert(!shows(&run, "@ main"));
	run_end(&run);
	run_begin(&run, "");
	object(&run, 1, OBJECT_QUEUE, "orders", 3);
	worker(&run, 2, "cook");
	put(&run, 1, 1, 1);
	put(&run, 1, 1, 2);
	get(&run, 2, 1, 1);
	draw(&run, 22, 80);
	ck_assert(shows(&run, "@ main"));
	run_end(&run);
}
END_TEST

START_TEST(a_belt_shows_all_its_places_and_a_long_label_keeps_its_number)
{
	struct run run;
	run_begin(&run, "");
	object(&run, 1, OBJECT_QUEUE, "clean", 8);
	worker(&run, 2, "cook");
	tell(&run, KIND_PUT, 1, 1, thing_text(text(&run, "bowl 3")), 0);
	draw(&run, 15, 50);
	ck_assert(!shows(&run, "bowl 3"));
	ck_assert(shows(&run, "│bow3▸") || shows(&run, "│bo3▸") || shows(&run, "│b3▸"));
	run_end(&run);
}
END_TEST

START_TEST(another_run_begins_with_another_map)
{
	struct run run, next;
	burgers_busy(&run, burgers_layout);
	draw(&run, 22, 80);
	sandwich(&next);
	pane_kitchen.free(next.pane);
	next.pane = run.pane;
	draw(&next, 22, 80);
	ck_assert(!shows(&next, "orders"));
	ck_assert(shows(&next, "boil water"));
	run.pane = pane_kitchen.new();
	run_end(&run);
	run_end(&next);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pane_kitchen");
	TCase *tests = tcase_create("kitchen");
	tcase_add_loop_test(tests, every_kitchen_is_legible_at_every_size, 0, sizeof kitchens / sizeof *kitchens);
	tcase_add_loop_test(tests, no_size_is_too_small_to_draw_in, 0, sizeof kitchens / sizeof *kitchens);
	tcase_add_loop_test(tests, ascii_signs_draw_nothing_but_ascii, 0, sizeof kitchens / sizeof *kitchens);
	tcase_add_test(tests, a_thing_travels_along_the_line_to_its_next_place_within_300_ms);
	tcase_add_test(tests, a_belt_counts_what_has_landed_on_it);
	tcase_add_test(tests, what_is_on_its_way_covers_no_word_no_count_and_no_frame);
	tcase_add_test(tests, what_a_worker_has_taken_is_in_its_hand_at_once);
	tcase_add_test(tests, at_the_beginning_no_lines_join_what_is_not_there_yet);
	tcase_add_test(tests, no_name_is_cut_where_belts_can_shrink);
	tcase_add_test(tests, plates_that_find_no_room_beside_the_count_are_counted);
	tcase_add_test(tests, only_the_thing_that_moves_changes_the_picture);
	tcase_add_test(tests, a_served_one_travels_from_the_hand_to_the_door);
	tcase_add_test(tests, reduced_motion_jumps);
	tcase_add_test(tests, rewinding_far_jumps_and_a_step_back_travels_back);
	tcase_add_test(tests, stations_stand_still_while_one_rewinds);
	tcase_add_test(tests, a_declared_layout_stands_before_anything_is_made);
	tcase_add_test(tests, a_full_belt_names_its_bound_and_who_waits_for_room);
	tcase_add_test(tests, stations_beyond_the_room_are_told_in_words);
	tcase_add_loop_test(tests, nonsense_events_are_drawn_without_harm, 0, 8);
	tcase_add_loop_test(tests, processes_stand_in_walls_with_a_hatch_where_a_line_goes_through, 0, 4);
	tcase_add_test(tests, an_array_shows_its_elements_and_a_global_of_processes_what_each_has);
	tcase_add_test(tests, a_pool_shows_its_line_who_is_at_which_call_and_what_became_of_each);
	tcase_add_test(tests, a_call_travels_from_who_gives_it_to_the_line);
	tcase_add_test(tests, what_lies_in_a_pipe_is_told_by_its_size_or_as_the_word_it_is);
	tcase_add_test(tests, where_a_layout_leaves_the_main_task_out_it_is_not_in_the_picture);
	tcase_add_test(tests, a_belt_shows_all_its_places_and_a_long_label_keeps_its_number);
	tcase_add_test(tests, another_run_begins_with_another_map);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
