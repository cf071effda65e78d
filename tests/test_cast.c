/* test_cast.c - recordings from their parts: frames as bytes, read again by libvterm; lines of asciicast, read again by jansson; tapes and keys. */
#include "suite.h"

#include "paper/key.h"
#include "record/cast.h"
#include "record/keys.h"
#include "record/marks.h"
#include "record/tape.h"
#include "tui/canvas.h"
#include "tui/reel_paint.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vterm.h>

/* ---- frames ---- */

static void styles_make(struct style *styles, int ground)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		styles[i] = (struct style){ .fg = (int16_t)(i * 7 % 256), .bg = (int16_t)ground, .attr = (uint8_t)(i % 3 ? 0 : ATTR_BOLD) };
}

static void screen_matches(VTerm *vt, const struct canvas *canvas, const struct style *styles)
{
	VTermScreen *screen = vterm_obtain_screen(vt);
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols; col++) {
			const struct cell *cell = &canvas->cells[row * canvas->cols + col];
			VTermScreenCell is;
			if (cell->c == 0)
				continue;
			vterm_screen_get_cell(screen, (VTermPos){ .row = row, .col = col }, &is);
			uint32_t c = is.chars[0] ? is.chars[0] : ' ';
			ck_assert_msg(c == cell->c, "row %d column %d: %x is shown, %x was drawn", row, col, c, cell->c);
			if (cell->c == ' ')
				continue;
			const struct style *style = &styles[cell->role];
			ck_assert_int_eq(is.attrs.bold, (cell->attr | style->attr) & ATTR_BOLD ? 1 : 0);
			ck_assert_int_eq(is.attrs.reverse, cell->attr & ATTR_REVERSE ? 1 : 0);
			ck_assert_int_eq(is.fg.indexed.idx, style->fg);
		}
}

/* Something changes: a word, a wide sign, a box, sometimes everything. */
static void scribble(struct canvas *canvas, unsigned *seed)
{
	static const char *const words[] = { "burgers", "一二三", "● running", "x", "            ", "│──┤", "é" };
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	int times = 1 + rand_r(seed) % 12;
	if (rand_r(seed) % 10 == 0)
		canvas_clear(canvas);
	for (int i = 0; i < times; i++)
		canvas_text(canvas, all, rand_r(seed) % canvas->rows, rand_r(seed) % canvas->cols, (enum role_of_cell)(rand_r(seed) % ROLE_COUNT), rand_r(seed) % 2 ? ATTR_REVERSE : 0,
			words[(unsigned)rand_r(seed) % (sizeof words / sizeof *words)]);
}

static void check_frames(int ground)
{
	struct style styles[ROLE_COUNT];
	struct canvas canvas;
	struct paint paint = { .shown = { 0 } };
	struct buffer bytes = { 0 };
	unsigned seed = 7;
	VTerm *vt = vterm_new(12, 40);
	vterm_set_utf8(vt, 1);
	vterm_screen_reset(vterm_obtain_screen(vt), 1);
	styles_make(styles, ground);
	canvas_init(&canvas, 12, 40);
	for (int frame = 0; frame < 300; frame++) {
		scribble(&canvas, &seed);
		bytes.length = 0;
		paint_frame(&paint, &canvas, styles, &bytes);
		vterm_input_write(vt, bytes.bytes, bytes.length);
		screen_matches(vt, &canvas, styles);
	}
	bytes.length = 0;
	paint_frame(&paint, &canvas, styles, &bytes);
	ck_assert_uint_eq(bytes.length, 0);
	buffer_release(&bytes);
	paint_release(&paint);
	canvas_release(&canvas);
	vterm_free(vt);
}

START_TEST(a_terminal_that_gets_each_change_shows_each_frame)
{
	check_frames(-1);
}
END_TEST

START_TEST(so_it_does_on_a_ground_of_its_own)
{
	check_frames(234);
}
END_TEST

/* ---- lines ---- */

static char path[64];

static void path_make(void)
{
	strcpy(path, "/tmp/cast-XXXXXX");
	close(mkstemp(path));
}

static char *file_text(size_t *length)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "r");
	*length = fread(text, 1, sizeof text - 1, file);
	text[*length] = '\0';
	fclose(file);
	return text;
}

/* Each line is JSON and ends in a newline; returns how many. */
static int lines_check(void (*each)(int line, json_t *json))
{
	size_t length;
	int count = 0;
	char *text = file_text(&length);
	ck_assert(length == 0 || text[length - 1] == '\n');
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"), count++) {
		json_t *json = json_loads(line, 0, NULL);
		ck_assert_msg(json != NULL, "line %d is no JSON: %.80s", count + 1, line);
		if (each)
			each(count, json);
		json_decref(json);
	}
	return count;
}

static void v2_line(int line, json_t *json)
{
	if (line == 0) {
		ck_assert_int_eq(json_integer_value(json_object_get(json, "version")), 2);
		ck_assert_int_eq(json_integer_value(json_object_get(json, "width")), 90);
		ck_assert_int_eq(json_integer_value(json_object_get(json, "height")), 30);
		return;
	}
	ck_assert_double_eq_tol(json_number_value(json_array_get(json, 0)), line == 1 ? 0.5 : line == 2 ? 1.25 : 3, 1e-9);
	ck_assert_str_eq(json_string_value(json_array_get(json, 1)), line == 2 ? "m" : "o");
	if (line == 1)
		ck_assert_str_eq(json_string_value(json_array_get(json, 2)), "\033[1m\"a\\b\"\r\n\t\x7f●");
}

START_TEST(what_was_written_is_read_again)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90, .title = "a \"title\"" };
	const char bytes[] = "\033[1m\"a\\b\"\r\n\t\x7f●";
	path_make();
	struct cast *cast = cast_new(path, false, &head, &error);
	cast_output(cast, 500000000, bytes, strlen(bytes));
	cast_mark(cast, 1250000000, "Race: B");
	cast_exit(cast, 3000000000, 0);
	ck_assert_int_eq(cast_close(cast, &error), 0);
	ck_assert_int_eq(lines_check(v2_line), 4);
	unlink(path);
}
END_TEST

static double v3_sum;

static void v3_line(int line, json_t *json)
{
	if (line == 0) {
		ck_assert_int_eq(json_integer_value(json_object_get(json, "version")), 3);
		ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(json, "term"), "cols")), 90);
	} else {
		v3_sum += json_number_value(json_array_get(json, 0));
	}
}

START_TEST(the_intervals_of_v3_add_up_to_the_whole)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90, .v3 = true };
	path_make();
	struct cast *cast = cast_new(path, false, &head, &error);
	for (uint64_t i = 1; i <= 1000; i++)
		cast_output(cast, i * 1333333, "x", 1);
	cast_exit(cast, 2000000000, 3);
	ck_assert_int_eq(cast_close(cast, &error), 0);
	v3_sum = 0;
	ck_assert_int_eq(lines_check(v3_line), 1002);
	ck_assert_double_eq_tol(v3_sum, 2.0, 1e-6);
	unlink(path);
}
END_TEST

START_TEST(a_file_that_may_not_grow_further_ends_with_a_whole_line)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90 };
	struct rlimit limit = { .rlim_cur = 4000, .rlim_max = 4000 };
	char bytes[300];
	path_make();
	memset(bytes, 'b', sizeof bytes);
	struct cast *cast = cast_new(path, false, &head, &error);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	for (uint64_t i = 0; i < 50; i++)
		cast_output(cast, i * 1000000, bytes, sizeof bytes);
	ck_assert(!cast_is_whole(cast));
	ck_assert_int_eq(cast_close(cast, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, path));
	ck_assert_int_gt(lines_check(NULL), 10);
	unlink(path);
}
END_TEST

START_TEST(a_file_that_is_appended_to_keeps_what_it_held)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90 };
	struct rlimit before, limit;
	char bytes[300], held[] = "{\"held\":\"before\"}\n";
	size_t length;
	path_make();
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	ssize_t wrote = 0;
	for (int i = 0; i < 150; i++)
		wrote += write(fd, held, strlen(held));
	ck_assert_int_eq(wrote, 150 * (ssize_t)strlen(held));
	close(fd);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC); /* another opening: it stands at the beginning, as a shell's does */
	dup2(fd, STDOUT_FILENO);
	close(fd);
	memset(bytes, 'b', sizeof bytes);
	struct cast *cast = cast_new("-", false, &head, &error);
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = (struct rlimit){ .rlim_cur = 4000, .rlim_max = before.rlim_max };
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	for (uint64_t i = 0; i < 50; i++)
		cast_output(cast, i * 1000000, bytes, sizeof bytes);
	ck_assert_int_eq(cast_close(cast, &error), -1);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	ck_assert_int_gt(lines_check(NULL), 150);
	ck_assert(!strncmp(file_text(&length), held, strlen(held)));
	unlink(path);
}
END_TEST

START_TEST(a_pipe_that_nobody_reads_is_told_and_kills_nobody)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90 };
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	dup2(ends[1], STDOUT_FILENO);
	struct cast *cast = cast_new("-", false, &head, &error);
	ck_assert_ptr_nonnull(cast);
	close(ends[0]);
	close(ends[1]);
	cast_output(cast, 0, "x", 1);
	ck_assert_int_eq(cast_close(cast, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "stdout"));
}
END_TEST

START_TEST(a_file_that_is_there_is_never_overwritten_by_a_fresh_one)
{
	struct error error;
	struct cast_head head = { .rows = 30, .cols = 90 };
	path_make();
	ck_assert_ptr_null(cast_new(path, true, &head, &error));
	ck_assert_ptr_nonnull(strstr(error.text, path));
	unlink(path);
}
END_TEST

/* ---- tapes ---- */

static struct tape *tape_of(const char *text, struct error *error)
{
	return tape_read("demo.tape", text, strlen(text), error);
}

START_TEST(a_tape_is_read_line_by_line)
{
	struct error error;
	struct tape *tape = tape_of("# a demo\nsize 100x40\ntheme light\n\nkey s\n  type \"AB c\"\nwait served >= 5 within 90s\nwait settled\nwait over\nwait step predict\npause 500ms\n"
		"caption \"Now B\"\nchapter The race\nwalk\n", &error);
	ck_assert_msg(tape != NULL, "%s", error.text);
	ck_assert_int_eq(tape->cols, 100);
	ck_assert_int_eq(tape->rows, 40);
	ck_assert_str_eq(tape->theme, "light");
	ck_assert_uint_eq(tape->count, 10);
	ck_assert_int_eq(tape->lines[0].key, 's');
	ck_assert_int_eq(tape->lines[0].line, 5);
	ck_assert_str_eq(tape->lines[1].text, "AB c");
	ck_assert_int_eq(tape->lines[2].what, TAPE_WAIT_UNTIL);
	ck_assert_uint_eq(tape->lines[2].ns, 90000000000u);
	ck_assert_int_eq(tape->lines[4].what, TAPE_WAIT_OVER);
	ck_assert_str_eq(tape->lines[5].text, "predict");
	ck_assert_uint_eq(tape->lines[6].ns, 500000000u);
	ck_assert_str_eq(tape->lines[8].text, "The race");
	tape_free(tape);
}
END_TEST

static const char *const wrong_tapes[][2] = {
	{ "pres s\n", "demo.tape:1: " }, { "key s\nkey Entr\n", "demo.tape:2: there is no key 'Entr'" }, { "pause long\n", "demo.tape:1: 'long' is no time" },
	{ "size 9x9\n", "demo.tape:1: '9x9' is no size" }, { "key s\nsize 90x30\n", "demo.tape:2: size stands before" }, { "wait served >=\n", "demo.tape:1: " },
	{ "caption \"open\n", "demo.tape:1: the words begin with" }, { "key F4\n", "demo.tape:1: F4 opens an editor" }, { "chapter\n", "demo.tape:1: a chapter needs a name" },
	{ "type\n", "demo.tape:1: type what?" }, { "wait settled within ever\n", "demo.tape:1: 'ever' is no time" },
};

START_TEST(a_mistake_is_told_with_its_line)
{
	struct error error;
	ck_assert_ptr_null(tape_of(wrong_tapes[_i][0], &error));
	ck_assert_msg(!strncmp(error.text, wrong_tapes[_i][1], strlen(wrong_tapes[_i][1])), "%s", error.text);
}
END_TEST

START_TEST(what_a_tape_says_brings_no_control_sequence_into_a_recording)
{
	struct error error;
	struct tape *tape = tape_of("caption \"a\033[2Jb\xe2\x80\xae\"\n", &error);
	ck_assert_ptr_nonnull(tape);
	ck_assert_str_eq(tape->lines[0].text, "a [2Jb");
	tape_free(tape);
}
END_TEST

START_TEST(keys_have_names)
{
	ck_assert_int_eq(keys_read("s"), 's');
	ck_assert_int_eq(keys_read("enter"), KEYS_ENTER);
	ck_assert_int_eq(keys_read("F10"), KEYS_F10);
	ck_assert_int_eq(keys_read("F"), 'F');
	ck_assert_int_eq(keys_read("Ctrl-l"), 0x0c);
	ck_assert_int_eq(keys_read("ä"), 0xe4);
	ck_assert_int_eq(keys_read("F11"), 0);
	ck_assert_int_eq(keys_read(""), 0);
	ck_assert_int_eq(keys_read("ab"), 0);
}
END_TEST

/* ---- marks ---- */

static enum mark take(struct marks *marks, enum kind kind, uint32_t worker, uint32_t item)
{
	struct event event = { .kind = kind, .worker = worker & 0xffffff, .object = 3, .item = item };
	return marks_take(marks, &event);
}

START_TEST(under_control_a_write_over_what_another_wrote_since_is_a_race)
{
	struct marks *marks = marks_new();
	take(marks, KIND_STEP, 2, 1);
	take(marks, KIND_READ, 2, 1);
	take(marks, KIND_READ, 3, 1);
	ck_assert_int_eq(take(marks, KIND_WRITE, 2, 1), MARK_NONE);
	ck_assert_int_eq(take(marks, KIND_WRITE, 3, 1), MARK_RACE);
	take(marks, KIND_READ, 3, 1);
	ck_assert_int_eq(take(marks, KIND_WRITE, 3, 1), MARK_NONE);
	ck_assert_int_eq(take(marks, KIND_WAIT, 3, REASON_LOCK), MARK_LOCK);
	ck_assert_int_eq(take(marks, KIND_WAIT, 3, REASON_QUEUE_EMPTY), MARK_NONE);
	ck_assert_int_eq(take(marks, KIND_OUTCOME, 0, OUTCOME_DEADLOCK), MARK_DEADLOCK);
	marks_free(marks);
}
END_TEST

START_TEST(of_one_object_few_moments_are_marked)
{
	struct marks *marks = marks_new();
	int marked = 0;
	for (int i = 0; i < 1000; i++)
		marked += take(marks, KIND_WAIT, 2, REASON_LOCK) == MARK_LOCK;
	ck_assert_int_eq(marked, 3);
	marks_free(marks);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cast");
	TCase *all = tcase_create("cast");
	tcase_add_test(all, a_terminal_that_gets_each_change_shows_each_frame);
	tcase_add_test(all, so_it_does_on_a_ground_of_its_own);
	tcase_add_test(all, what_was_written_is_read_again);
	tcase_add_test(all, the_intervals_of_v3_add_up_to_the_whole);
	tcase_add_test(all, a_file_that_may_not_grow_further_ends_with_a_whole_line);
	tcase_add_test(all, a_file_that_is_appended_to_keeps_what_it_held);
	tcase_add_test(all, a_pipe_that_nobody_reads_is_told_and_kills_nobody);
	tcase_add_test(all, a_file_that_is_there_is_never_overwritten_by_a_fresh_one);
	tcase_add_test(all, a_tape_is_read_line_by_line);
	tcase_add_loop_test(all, a_mistake_is_told_with_its_line, 0, sizeof wrong_tapes / sizeof *wrong_tapes);
	tcase_add_test(all, what_a_tape_says_brings_no_control_sequence_into_a_recording);
	tcase_add_test(all, keys_have_names);
	tcase_add_test(all, under_control_a_write_over_what_another_wrote_since_is_a_race);
	tcase_add_test(all, of_one_object_few_moments_are_marked);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
