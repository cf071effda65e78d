/* test_record.c - the program records without a terminal: what is in the file, what a terminal shows at its end, and that it is the same every time. */
#include "recipe_run.h"
#include "suite.h"
#include "terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vterm.h>

static char folder[64];

static void setup(void)
{
	strcpy(folder, "/tmp/record-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("F", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static char *file_read(const char *name, size_t *length)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "r");
	ck_assert_msg(file != NULL, "there is no %s", path);
	char *text = malloc(8u << 20);
	*length = fread(text, 1, (8u << 20) - 1, file);
	text[*length] = '\0';
	fclose(file);
	return text;
}

/* Run it with these words after `lunchrush`, which must succeed. */
static void done(const char *words)
{
	int status;
	char *out = recipe_output(&status, "%s 2>&1", words);
	ck_assert_msg(status == 0, "%s: %d: %s", words, status, out);
	free(out);
}

static void refused(const char *words, int status_due, const char *said)
{
	int status;
	char *out = recipe_output(&status, "%s 2>&1", words);
	ck_assert_msg(status == status_due && strstr(out, said), "%s: %d: %s", words, status, out);
	free(out);
}

/* A recording, line by line. */
struct recording {
	json_t *header, *events;
};

static struct recording recording_read(const char *name)
{
	struct recording is = { .events = json_array() };
	size_t length;
	char *text = file_read(name, &length), *rest = text, *line;
	double last = 0;
	ck_assert(length && text[length - 1] == '\n');
	while ((line = strsep(&rest, "\n")) && *line) {
		json_t *json = json_loads(line, 0, NULL);
		ck_assert_msg(json != NULL, "no JSON: %.100s", line);
		if (!is.header) {
			is.header = json;
			continue;
		}
		ck_assert_uint_eq(json_array_size(json), 3);
		if (json_integer_value(json_object_get(is.header, "version")) == 2)
			ck_assert_double_ge(json_number_value(json_array_get(json, 0)), last);
		last = json_number_value(json_array_get(json, 0));
		json_array_append_new(is.events, json);
	}
	free(text);
	return is;
}

static void recording_free(struct recording *is)
{
	json_decref(is->header);
	json_decref(is->events);
}

static bool is_marked(const struct recording *is, const char *words)
{
	size_t index;
	json_t *event;
	json_array_foreach(is->events, index, event)
		if (!strcmp(json_string_value(json_array_get(event, 1)), "m") && strstr(json_string_value(json_array_get(event, 2)), words))
			return true;
	return false;
}

static double last_time(const struct recording *is)
{
	return json_number_value(json_array_get(json_array_get(is->events, json_array_size(is->events) - 1), 0));
}

/* The screen after all of it, as lines without spaces at their ends. */
static char *final_screen(const struct recording *is)
{
	int rows = (int)json_integer_value(json_object_get(is->header, "height")), cols = (int)json_integer_value(json_object_get(is->header, "width"));
	VTerm *vt = vterm_new(rows, cols);
	vterm_set_utf8(vt, 1);
	VTermScreen *screen = vterm_obtain_screen(vt);
	vterm_screen_reset(screen, 1);
	size_t index, used = 0;
	json_t *event;
	json_array_foreach(is->events, index, event)
		if (!strcmp(json_string_value(json_array_get(event, 1)), "o"))
			vterm_input_write(vt, json_string_value(json_array_get(event, 2)), json_string_length(json_array_get(event, 2)));
	char *text = malloc((size_t)rows * ((size_t)cols * 4 + 1) + 1);
	for (int row = 0; row < rows; row++) {
		used += vterm_screen_get_text(screen, text + used, (size_t)cols * 4, (VTermRect){ row, row + 1, 0, cols });
		while (used && text[used - 1] == ' ')
			used--;
		text[used++] = '\n';
	}
	text[used] = '\0';
	vterm_free(vt);
	return text;
}

static void tape_write(const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/demo.tape", folder);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

static const char *const repeated[] = {
	"visits --policy random --seed 3", "opposed --schedule AB --keys --captions", "chefs --engine processes --policy fifo --size 160x50", "burgers --policy round-robin --theme light",
	"salads --policy fifo", "burgers --present --step more-waiters --tape $F/demo.tape", /* so many steps that a talk plays them */
};

START_TEST(what_is_under_control_is_recorded_the_same_every_time)
{
	char words[256];
	size_t first_length, length;
	tape_write("wait settled\nkey PageDown\nwait settled\nkey PageDown\nwait settled\nkey PageDown\npause 1s\nkey PageDown\npause 1s\n");
	snprintf(words, sizeof words, "record %s -o $F/a.cast", repeated[_i]);
	done(words);
	char *first = file_read("a.cast", &first_length);
	done(words);
	char *again = file_read("a.cast", &length);
	for (size_t i = 0; i < length && i < first_length; i++)
		ck_assert_msg(first[i] == again[i], "they differ at byte %zu: %.60s, %.60s", i, first + i, again + i);
	ck_assert_uint_eq(length, first_length);
	free(first);
	free(again);
}
END_TEST

START_TEST(of_a_part_of_all_schedules_it_is_not_said_that_none_fails)
{
	done("record salads --policy fifo --size 120x36 -o $F/a.cast");
	size_t length;
	char *cast = file_read("a.cast", &length);
	ck_assert_ptr_nonnull(strstr(cast, "too many schedules to count"));
	ck_assert_ptr_null(strstr(cast, "none of"));
	free(cast);
}
END_TEST

/* Each step of it calculates long: the count is given up, and the recording goes on. */
START_TEST(a_count_that_takes_too_long_does_not_hold_a_recording_up)
{
	tape_write("key s\npause 1s\n");
	done("record squares-in-a-pool --policy random --seed 11 --tape $F/demo.tape -o $F/a.cast");
	size_t length;
	char *cast = file_read("a.cast", &length);
	ck_assert_ptr_nonnull(strstr(cast, "too many to count"));
	free(cast);
}
END_TEST

START_TEST(a_race_is_marked_and_the_end_stands)
{
	done("record visits --policy random --seed 3 -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	char *screen = final_screen(&is);
	ck_assert(is_marked(&is, "Race: "));
	ck_assert(is_marked(&is, "no visit is lost"));
	ck_assert_msg(strstr(screen, "violated") != NULL, "%s", screen);
	ck_assert_double_gt(last_time(&is), 10);
	free(screen);
	recording_free(&is);
}
END_TEST

START_TEST(a_deadlock_and_the_waits_for_locks_are_marked)
{
	done("record opposed --schedule AB -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	ck_assert(is_marked(&is, "waits for the lock"));
	ck_assert(is_marked(&is, "Deadlock"));
	recording_free(&is);
}
END_TEST

START_TEST(the_third_version_has_its_header_and_how_it_ended)
{
	done("record visits --policy random -o $F/a.cast --v3 --idle 2");
	struct recording is = recording_read("a.cast");
	size_t count = json_array_size(is.events);
	ck_assert_int_eq(json_integer_value(json_object_get(is.header, "version")), 3);
	ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(is.header, "term"), "rows")), 30);
	ck_assert_double_eq_tol(json_number_value(json_object_get(is.header, "idle_time_limit")), 2, 1e-9);
	ck_assert_str_eq(json_string_value(json_array_get(json_array_get(is.events, count - 1), 1)), "x");
	ck_assert_str_eq(json_string_value(json_array_get(json_array_get(is.events, count - 1), 2)), "0");
	recording_free(&is);
}
END_TEST

static void lines_match(const char *shown, const char *recorded)
{
	for (int row = 0; *shown || *recorded; row++) {
		size_t one = strcspn(shown, "\n"), other = strcspn(recorded, "\n");
		ck_assert_msg(one == other && !memcmp(shown, recorded, one), "row %d: shown is '%.*s', recorded '%.*s'", row, (int)one, shown, (int)other, recorded);
		shown += one + (shown[one] == '\n');
		recorded += other + (recorded[other] == '\n');
	}
}

/* The same saved run, in the recording and in a real terminal: both at its end. */
START_TEST(the_last_frame_is_what_a_terminal_shows)
{
	char words[256];
	struct terminal_setup size = { .rows = 30, .cols = 90 };
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; test -s $F/report");
	tape_write("wait over\npause 1s\n");
	snprintf(words, sizeof words, "record %s/run.trace --tape %s/demo.tape -o %s/a.cast", folder, folder, folder);
	done(words);
	struct recording is = recording_read("a.cast");
	char *screen = final_screen(&is);
	snprintf(words, sizeof words, "replay %s/run.trace", folder);
	struct terminal *terminal = terminal_open(&size, words);
	terminal_see(terminal, "violated");
	terminal_settle(terminal, 300);
	lines_match(terminal_text(terminal), screen);
	terminal_type(terminal, "q");
	terminal_see_ended(terminal);
	terminal_free(terminal);
	free(screen);
	recording_free(&is);
}
END_TEST

START_TEST(a_whole_lesson_is_walked_through)
{
	done("record opposed -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	char *screen = final_screen(&is);
	ck_assert(is_marked(&is, "1: "));
	ck_assert(is_marked(&is, "2: "));
	ck_assert(is_marked(&is, "The end"));
	free(screen);
	recording_free(&is);
}
END_TEST

/* Seconds from the beginning of a chapter to the first change of the screen. */
static double stands(const struct recording *is, const char *chapter)
{
	double since = -1;
	size_t index;
	json_t *event;
	json_array_foreach(is->events, index, event) {
		const char *code = json_string_value(json_array_get(event, 1)), *text = json_string_value(json_array_get(event, 2));
		double time = json_number_value(json_array_get(event, 0));
		if (since < 0 && !strcmp(code, "m") && !strncmp(text, chapter, strlen(chapter)))
			since = time;
		else if (since >= 0 && time > since && !strcmp(code, "o"))
			return time - since;
	}
	return -1;
}

/* The first page has some ninety words. */
START_TEST(a_page_stands_until_it_is_read)
{
	done("record opposed -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	ck_assert_double_gt(stands(&is, "1: "), 12);
	ck_assert_double_gt(stands(&is, "2: "), 5);
	ck_assert_double_gt(stands(&is, "3: "), 5);
	recording_free(&is);
}
END_TEST

/* Of a page that is higher than the screen all is shown before the next begins. */
START_TEST(a_long_page_is_read_to_its_end)
{
	done("list >/dev/null; mkdir $F/long; printf '[lesson]\\ntitle = Long\\nsummary = Long.\\nchapter = Long\\norder = 900\\nminutes = 1\\n\\n[step:one]\\nmode = read\\n' >$F/long/lesson.ini;"
		"{ printf '## one\\n\\n'; seq -f 'Paragraph %g.' 1 20 | sed G; } >$F/long/prose.md");
	done("record $F/long --keys -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	size_t length;
	char *cast = file_read("a.cast", &length);
	ck_assert_ptr_nonnull(strstr(cast, "PgDn "));
	ck_assert_double_gt(stands(&is, "1: one"), 20);
	ck_assert_double_lt(stands(&is, "1: one"), 31);
	ck_assert_double_gt(last_time(&is), 40);
	ck_assert(is_marked(&is, "The end"));
	free(cast);
	recording_free(&is);
}
END_TEST

/* The usual way lets nothing be started that a person has not allowed, and goes on. */
START_TEST(a_lesson_that_would_start_programs_is_walked_through)
{
	size_t length;
	done("record documents --step one-more -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	char *cast = file_read("a.cast", &length);
	ck_assert_ptr_nonnull(strstr(cast, "wants to start a program"));
	ck_assert(is_marked(&is, "The end"));
	ck_assert_double_lt(last_time(&is), 60);
	free(cast);
	recording_free(&is);
}
END_TEST

START_TEST(steps_of_a_lesson_that_count_every_schedule_are_recorded_the_same_every_time)
{
	size_t first_length, length;
	tape_write("pause 2s\nkey F8\nwait settled\npause 3s\n");
	done("record visits --step every-schedule --tape $F/demo.tape -o $F/a.cast");
	char *first = file_read("a.cast", &first_length);
	ck_assert_ptr_nonnull(strstr(first, "924 schedules"));
	ck_assert_ptr_nonnull(strstr(first, "workers 2, increments 3"));
	for (int i = 0; i < 5; i++) {
		done("record visits --step every-schedule --tape $F/demo.tape -o $F/a.cast");
		char *again = file_read("a.cast", &length);
		ck_assert_uint_eq(length, first_length);
		ck_assert(!memcmp(first, again, length));
		free(again);
	}
	free(first);
}
END_TEST

START_TEST(a_tape_types_waits_captions_and_marks)
{
	tape_write("size 80x24\nchapter \"Begin\"\nkey s\nwait settled\ntype ab\nwait steps = 2\ncaption \"Two steps were taken\"\npause 1s\n");
	done("record visits --policy random --tape $F/demo.tape -o $F/a.cast --keys");
	struct recording is = recording_read("a.cast");
	char *screen = final_screen(&is);
	ck_assert(is_marked(&is, "Begin"));
	ck_assert(is_marked(&is, "Two steps were taken"));
	ck_assert_msg(strstr(screen, "Two steps were taken") != NULL, "%s", screen);
	ck_assert_msg(strstr(screen, "so far, 2 steps") != NULL, "%s", screen);
	ck_assert_int_eq(json_integer_value(json_object_get(is.header, "width")), 80);
	free(screen);
	recording_free(&is);
}
END_TEST

START_TEST(what_a_tape_waits_for_in_vain_is_told_with_its_line)
{
	tape_write("pause 1s\nwait visits = 77 within 3s\n");
	refused("record visits --policy random --tape $F/demo.tape -o $F/a.cast", 2, "demo.tape:2: waited 3 s for `visits = 77`");
	struct recording is = recording_read("a.cast");
	ck_assert_uint_gt(json_array_size(is.events), 3);
	recording_free(&is);
}
END_TEST

START_TEST(wrong_usage_is_told)
{
	refused("record visits", 2, "into which file?");
	refused("record -o $F/a.cast", 2, "record: what?");
	refused("record visitz -o $F/a.cast", 2, "visits");
	refused("record visits --size 10x3 -o $F/a.cast", 2, "is no size");
	refused("record visits --size 80x23 -o $F/a.cast", 2, "from 80x24 to 500x500"); /* it would be a recording of the screen's being too small */
	refused("record visits -o $F/nowhere/a.cast --policy fifo", 2, "nowhere");
	refused("record visits --tape $F/none.tape -o $F/a.cast", 2, "none.tape");
}
END_TEST

/* Before anything is written: what was there stays. */
static const struct {
	const char *of, *tape, *said;
} wrong_tapes[] = {
	{ "visits --policy fifo", "pause 1s\nwait step\n", "demo.tape:2: wait for which step? `wait step predict` would be right" },
	{ "visits --policy fifo", "pause 1s\nwait step predict\n", "demo.tape:2: only a lesson has steps" },
	{ "visits", "size 90x30\nsize 80x24\n", "demo.tape:2: size was said already" },
	{ "visits", "theme light\ntheme dark\n", "demo.tape:2: theme was said already" },
	{ "visits", "# colours\ntheme lihgt\n", "demo.tape:2: there is no theme 'lihgt'" },
	{ "visits --theme lihgt", "pause 1s\n", "there is no theme 'lihgt'" },
	{ "visits --step nosuch", "pause 1s\n", "nosuch" },
	{ "visits --policy fifo", "walk fast\n", "demo.tape:1: nothing stands behind `walk`" },
	{ "visits --policy fifo", "key F4\n", "demo.tape:1: F4 opens an editor" },
	{ "visits --policy fifo", "wait served > many\n", "demo.tape:1: 'many' is no number" },
	{ "visits --policy fifo", "pause long\n", "demo.tape:1: 'long' is no time" },
	{ "visits --policy fifo", "caption \"open\n", "demo.tape:1: the words begin with" },
};

START_TEST(a_wrong_tape_is_told_with_its_line)
{
	char words[256];
	tape_write(wrong_tapes[_i].tape);
	done("list >$F/a.cast; cp $F/a.cast $F/before");
	snprintf(words, sizeof words, "record %s --tape $F/demo.tape -o $F/a.cast", wrong_tapes[_i].of);
	refused(words, 2, wrong_tapes[_i].said);
	done("list >/dev/null; cmp $F/a.cast $F/before");
}
END_TEST

START_TEST(a_name_that_nothing_has_is_told)
{
	tape_write("pause 1s\nwait step lose-thre\n");
	refused("record visits --tape $F/demo.tape -o $F/a.cast", 2, "demo.tape:2: the lesson has no step 'lose-thre'; is 'lose-three' meant?");
	tape_write("wait nothere = 3 within 2s\n");
	refused("record visits --policy fifo --tape $F/demo.tape -o $F/a.cast", 2, "demo.tape:1: waited 2 s for `nothere = 3`, and it was not known");
}
END_TEST

START_TEST(a_full_disk_leaves_whole_lines_and_says_so)
{
	int status;
	char *out = recipe_output_of(&status, "list >/dev/null; ulimit -f 24; ./lunchrush record burgers --policy round-robin -o $F/a.cast 2>&1");
	ck_assert_msg(status == 3 && strstr(out, "a.cast could not be written further"), "%d: %s", status, out);
	free(out);
	struct recording is = recording_read("a.cast");
	ck_assert_uint_gt(json_array_size(is.events), 3);
	recording_free(&is);
}
END_TEST

/* The recording is whole, but not what lies beside it. */
START_TEST(a_full_disk_cuts_a_saved_run_off_and_says_so)
{
	int status;
	tape_write("pause 0s\n");
	char *out = recipe_output_of(&status, "list >/dev/null; ulimit -f 10; ./lunchrush record chefs --policy random --tape $F/demo.tape -o $F/a.cast 2>&1");
	ck_assert_msg(status == 2 && strstr(out, "a.cast.trace: the trace is cut off"), "%d: %s", status, out);
	free(out);
	out = recipe_output_of(&status, "list >/dev/null; ulimit -f 4; ./lunchrush run chefs --policy random --plain --trace $F/b.trace 2>&1");
	ck_assert_msg(status == 2 && strstr(out, "b.trace: the trace is cut off"), "%d: %s", status, out);
	free(out);
}
END_TEST

START_TEST(a_pipe_that_is_closed_ends_it_with_words)
{
	int status;
	char *out = recipe_output_of(&status, "list >/dev/null; (./lunchrush record burgers --policy round-robin -o - 2>$F/said; echo $? >$F/status) | head -c 2000 >/dev/null; cat $F/said $F/status");
	ck_assert_msg(strstr(out, "stdout could not be written further") && strstr(out, "\n3\n"), "%s", out);
	free(out);
}
END_TEST

/* In the middle of a live run, as soon as the file has grown. */
START_TEST(a_kill_leaves_whole_lines)
{
	char path[128];
	struct stat stat_is = { .st_size = 0 };
	snprintf(path, sizeof path, "%s/a.cast", folder);
	pid_t pid = fork();
	if (pid == 0) {
		execl("./lunchrush", "lunchrush", "record", "burgers", "--engine", "threads", "-o", path, (char *)NULL);
		_exit(127);
	}
	while (stat(path, &stat_is) || stat_is.st_size < 20000) {
		ck_assert_int_eq(waitpid(pid, NULL, WNOHANG), 0);
		usleep(1000);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	struct recording is = recording_read("a.cast");
	ck_assert_uint_gt(json_array_size(is.events), 3);
	recording_free(&is);
}
END_TEST

/* The shell may be sooner than whoever reads: then that is told, and tried again. */
START_TEST(nothing_is_put_beside_a_pipe)
{
	size_t length;
	done("list >/dev/null; mkfifo $F/pipe; cat $F/pipe >$F/a.cast & until ./lunchrush record visits --policy fifo -o $F/pipe 2>$F/said; do grep 'nobody reads it' $F/said || exit 1; done; "
		"wait && test ! -e $F/pipe.trace");
	char *cast = file_read("a.cast", &length);
	ck_assert_ptr_null(strstr(cast, "pipe.trace"));
	ck_assert_ptr_nonnull(strstr(cast, "\"recipe\":\"visits\""));
	free(cast);
}
END_TEST

START_TEST(the_usual_player_plays_it)
{
	if (system("command -v asciinema >/dev/null 2>&1")) {
		printf("SKIPPED: playing a recording by asciinema: it is not installed\n");
		return;
	}
	done("record visits --policy random -o $F/a.cast; ASCIINEMA_CONFIG_HOME=$F LC_ALL=C.UTF-8 asciinema play -s 1000 $F/a.cast >$F/played");
	size_t length;
	char *played = file_read("played", &length);
	ck_assert_ptr_nonnull(strstr(played, "The Visit Counter"));
	free(played);
}
END_TEST

/* ---- taking over ---- */

START_TEST(a_recording_is_replayed_as_its_run)
{
	int status;
	done("record visits --policy random --seed 3 -o $F/a.cast");
	char *out = recipe_output(&status, "replay $F/a.cast --plain");
	ck_assert_msg(status == 1 && strstr(out, "Does not hold: no visit is lost"), "%d: %s", status, out);
	free(out);
}
END_TEST

START_TEST(a_saved_run_lies_beside_its_recording)
{
	int status;
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; mkdir $F/other; ./lunchrush record $F/run.trace -o $F/other/a.cast && cmp $F/run.trace $F/other/a.cast.trace");
	char *out = recipe_output(&status, "replay $F/other/a.cast --plain");
	ck_assert_msg(status == 1 && strstr(out, "Does not hold: no visit is lost"), "%d: %s", status, out);
	free(out);
}
END_TEST

START_TEST(a_talk_has_the_steps_of_its_lesson)
{
	int status;
	tape_write("key PageDown\nwait step two-waiters\npause 1s\n");
	done("record visits --present --tape $F/demo.tape -o $F/a.cast");
	tape_write("key PageDown\nwait step two-waitresses\n");
	char *out = recipe_output(&status, "record visits --present --tape $F/demo.tape -o $F/b.cast 2>&1");
	ck_assert_msg(status == 2 && strstr(out, "the lesson has no step 'two-waitresses'; is 'two-waiters' meant?"), "%d: %s", status, out);
	free(out);
}
END_TEST

/* Played at its pace it would be two pictures. */
START_TEST(a_saved_run_that_took_no_time_is_walked_through)
{
	done("run visits --pace max --engine loop --trace $F/run.trace --json >$F/report; ./lunchrush record $F/run.trace -o $F/a.cast");
	struct recording is = recording_read("a.cast");
	ck_assert_double_gt(last_time(&is), 10);
	recording_free(&is);
	int status;
	char *early = recipe_output(&status, "export $F/a.cast --text --at 3s"), *late = recipe_output(&status, "export $F/a.cast --text");
	ck_assert_msg(strstr(early, "all is done") == NULL && strstr(late, "all is done") != NULL, "%s\n%s", early, late);
	free(early);
	free(late);
}
END_TEST

START_TEST(a_viewer_takes_over_at_any_moment)
{
	char words[256];
	struct terminal_setup size = { .rows = 30, .cols = 100 };
	done("record visits --policy random --seed 3 -o $F/a.cast");
	snprintf(words, sizeof words, "replay %s/a.cast", folder);
	struct terminal *terminal = terminal_open(&size, words);
	terminal_see(terminal, "violated");
	terminal_type(terminal, KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT "s");
	terminal_see(terminal, "You have control.");
	terminal_see(terminal, "steps up to this moment were taken again");
	terminal_type(terminal, CTRL_Q);
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_recording_from_elsewhere_is_said_to_be_one)
{
	size_t length;
	done("list >/dev/null; echo '{\"version\":2,\"width\":80,\"height\":24}' >$F/other.cast");
	refused("replay $F/other.cast", 2, "asciinema play");
	done("list >/dev/null; echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"trace\":\"../../etc/passwd\"}}' >$F/bad.cast");
	refused("replay $F/bad.cast", 2, "only a file beside it is opened");
	done("list >/dev/null; echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"recipe\":\"/etc/passwd\",\"trace\":\"a\"}}' >$F/bad.cast");
	refused("replay $F/bad.cast", 2, "/etc/passwd");
	free(file_read("bad.cast", &length));
}
END_TEST

START_TEST(what_a_recording_names_is_not_read_as_an_option)
{
	done("list >/dev/null; echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"lesson\":\"--status\"}}' >$F/bad.cast");
	refused("replay $F/bad.cast", 2, "not below this folder");
}
END_TEST

/* Each is checked as if it were typed, whether or not there is a screen. */
static const struct {
	const char *own, *said;
} nonsense[] = {
	{ "\"schedule\":\"A ?! 99999999999\"", "schedule" },
	{ "\"schedule\":7", "schedule" },
	{ "\"policy\":\"nosuch\"", "there is no policy 'nosuch'" },
	{ "\"policy\":{}", "policy" },
	{ "\"engine\":\"nosuch\"", "there is no engine 'nosuch'" },
	{ "\"engine\":[]", "engine" },
	{ "\"seed\":-1", "seed" },
	{ "\"seed\":\"three\"", "seed" },
	{ "\"pace\":-2", "pace" },
	{ "\"pace\":\"fast\"", "pace" },
	{ "\"gil\":\"off\"", "gil" },
	{ "\"settings\":[1]", "settings" },
	{ "\"settings\":{\"increments\":{}}", "increments" },
	{ "\"trace\":3", "trace" },
	{ "\"recipe\":[\"visits\"]", "recipe" },
	{ "\"lesson\":true", "lesson" },
};

START_TEST(nonsense_in_a_recording_is_told)
{
	char words[512];
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; test -s $F/report");
	bool other = strstr(nonsense[_i].own, "trace") || strstr(nonsense[_i].own, "recipe") || strstr(nonsense[_i].own, "lesson");
	snprintf(words, sizeof words, "list >/dev/null; echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{%s%s}}' >$F/bad.cast", other ? "" : "\"trace\":\"run.trace\",\"recipe\":\"visits\",",
		nonsense[_i].own);
	done(words);
	refused("replay --plain $F/bad.cast", 2, nonsense[_i].said);
	refused("replay --plain $F/bad.cast", 2, "bad.cast");
}
END_TEST

START_TEST(a_pipe_beside_a_recording_is_not_waited_for)
{
	done("list >/dev/null; mkfifo $F/pipe; echo '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"trace\":\"pipe\"}}' >$F/bad.cast");
	refused("replay --plain $F/bad.cast", 2, "no plain file");
}
END_TEST

START_TEST(settings_without_number_are_refused_at_once)
{
	done("list >/dev/null; { printf '{\"version\":2,\"width\":80,\"height\":24,\"x-lunchrush\":{\"recipe\":\"visits\",\"settings\":{\"k\":\"\"'; seq -f ',\"k%.0f\":\"\"' 1 60000 | tr -d '\n'; echo '}}}'; } >$F/many.cast");
	refused("replay $F/many.cast --plain", 2, "its settings are more than");
}
END_TEST

/* Whoever reads it: there is no line so long. */
START_TEST(a_first_line_without_an_end_is_told_alike)
{
	done("list >/dev/null; { printf '{\"version\":2,\"width\":80,\"height\":24,\"title\":\"'; head -c 1100000 /dev/zero | tr '\\0' x; echo '\"}'; } >$F/long.cast");
	refused("replay $F/long.cast --plain", 2, "its first line is longer than 1 MiB");
	refused("export --text $F/long.cast", 2, "its first line is longer than 1 MiB");
}
END_TEST

START_TEST(what_is_read_is_not_written_over)
{
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; cp $F/run.trace $F/copy.trace; echo walk >$F/a.tape; cp $F/run.trace $F/a.cast.trace");
	refused("record $F/run.trace -o $F/run.trace", 2, "which is read");
	refused("record visits --policy random --tape $F/a.tape -o $F/a.tape", 2, "which is read");
	done("list >/dev/null; cp $srcdir/lessons/10-visits/recipe.lua $F/mine.lua; ln $F/mine.lua $F/linked.trace; cp $srcdir/themes/dark.ini $F/dark.ini");
	refused("run $F/mine.lua --plain --trace $F/mine.lua", 2, "which is read");
	refused("run $F/mine.lua --json --trace $F/linked.trace", 2, "which is read");
	refused("run $F/mine.lua --plain --theme $F/dark.ini --trace $F/dark.ini", 2, "which is read");
	done("list >/dev/null; cmp $F/mine.lua $srcdir/lessons/10-visits/recipe.lua && cmp $F/dark.ini $srcdir/themes/dark.ini");
	done("record $F/a.cast.trace -o $F/a.cast && cmp $F/a.cast.trace $F/copy.trace && cmp $F/run.trace $F/copy.trace && grep -qx walk $F/a.tape");
}
END_TEST

START_TEST(the_key_records_what_is_shown)
{
	struct terminal_setup size = { .rows = 30, .cols = 90 };
	char words[256];
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; test -s $F/report");
	snprintf(words, sizeof words, "replay %s/run.trace", folder);
	struct terminal *terminal = terminal_open(&size, words);
	terminal_see(terminal, "violated");
	terminal_type(terminal, "R");
	terminal_see(terminal, "REC");
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, "PAUSED");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recorded: lunchrush-");
	terminal_type(terminal, "q");
	terminal_see_ended(terminal);
	terminal_free(terminal);
	snprintf(words, sizeof words, "test -s lunchrush-2*.cast && mv lunchrush-2*.cast %s/a.cast", folder);
	ck_assert_int_eq(system(words), 0);
	struct recording is = recording_read("a.cast");
	ck_assert_uint_gt(json_array_size(is.events), 1);
	recording_free(&is);
}
END_TEST

/* Who quits while it records is told, on the terminal that is there again, where it is. */
START_TEST(who_quits_while_the_key_records_is_told_where_it_is)
{
	struct terminal_setup size = { .rows = 30, .cols = 90 };
	char words[256];
	struct terminal *terminal = terminal_open(&size, "run visits --policy random --seed 3");
	terminal_see(terminal, "violated");
	terminal_type(terminal, "R");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "q");
	terminal_see_ended(terminal);
	terminal_see(terminal, "lunchrush: Recorded: lunchrush-2");
	terminal_see(terminal, "KB. `asciinema play` shows it.");
	terminal_free(terminal);
	snprintf(words, sizeof words, "test -s lunchrush-2*.cast && mv lunchrush-2*.cast %s/a.cast", folder);
	ck_assert_int_eq(system(words), 0);
	struct recording is = recording_read("a.cast");
	ck_assert_uint_ge(json_array_size(is.events), 1);
	recording_free(&is);
}
END_TEST

/* What it is of is started again: under control it is the same. */
START_TEST(what_the_key_recorded_is_replayed)
{
	int status;
	char words[256];
	struct terminal_setup size = { .rows = 30, .cols = 90 };
	struct terminal *terminal = terminal_open(&size, "run visits --policy random --seed 3");
	terminal_see(terminal, "violated");
	terminal_type(terminal, "R");
	terminal_see(terminal, "REC");
	terminal_type(terminal, "R");
	terminal_see(terminal, "Recorded: lunchrush-");
	terminal_type(terminal, "q");
	terminal_see_ended(terminal);
	terminal_free(terminal);
	snprintf(words, sizeof words, "test -s lunchrush-2*.cast && mv lunchrush-2*.cast %s/a.cast", folder);
	ck_assert_int_eq(system(words), 0);
	char *out = recipe_output(&status, "replay $F/a.cast --plain");
	ck_assert_msg(status == 1 && strstr(out, "(seed 3)") && strstr(out, "Does not hold: no visit is lost"), "%d: %s", status, out);
	free(out);
}
END_TEST

/* ---- a recording starts right or not at all ---- */

static void text_write(const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* One line, that status, and whatever had the names before is there as it was. */
static void refused_whole(const char *words, int status_due, const char *said)
{
	int status;
	done("list >$F/a.cast; cp $F/a.cast $F/before");
	char *out = recipe_output(&status, "%s -o $F/a.cast 2>&1", words);
	char *end = strchr(out, '\n');
	ck_assert_msg(status == status_due && strstr(out, said) && end && !end[1], "%s: %d: %s", words, status, out);
	free(out);
	done("list >/dev/null; cmp $F/a.cast $F/before && test -z \"$(ls $F | grep part-)\"");
}

/* As `run` has it; what a recipe does wrong is a verdict there, and no recording here. */
static const struct {
	const char *words, *said;
	int run_status;
} unstartable[] = {
	{ "visits --set foo=1", "visits.lua has no setting 'foo': see its param() lines for those it has", 2 },
	{ "visits --set increments=abc", "visits.lua:6: the setting increments is a number, not 'abc'", 2 },
	{ "visits --set increments", "--set increments: NAME=VALUE would be right", 2 },
	{ "visits --engine foo", "there is no engine 'foo': threads, loop, processes, instances or sequential would be right", 2 },
	{ "visits --policy foo", "--policy: there is no policy 'foo'", 2 },
	{ "visits --engine sequential --policy fifo", "on sequential nobody chooses who goes next", 2 },
	{ "visits --schedule '?'", "the schedule \"?\" is wrong at its character 1", 2 },
	{ "burgers --engine instances", "burgers runs on threads,loop, not on instances", 1 },
	{ "visits --schedule QQQ", "step 1 of the schedule is Q, but there is no such worker", 1 },
	{ "visits --schedule ABQ", "step 3 of the schedule is Q, but there is no such worker", 1 },
	{ "visits --schedule 'A*A'", "of the schedule is A, but waiter 1 has ended", 1 },
	{ "$F/syntax.lua", "syntax.lua:2: '=' does not fit here", 1 },
	{ "$F/fails.lua", "fails.lua:3: it cannot begin", 1 },
	{ "$F/fails.lua --policy fifo", "fails.lua:3: it cannot begin", 1 },
	{ "$F/none.lua", "none.lua: No such file or directory", 2 },
	{ "nosuchrecipe", "there is no recipe 'nosuchrecipe'", 2 },
};

START_TEST(what_cannot_run_is_not_recorded)
{
	char words[512];
	text_write("syntax.lua", "recipe{title = \"Wrong\"}\nlocal a = = 1\n");
	text_write("fails.lua", "recipe{title = \"Fails\"}\ntask(\"cook\", function() work(\"stir\", 1) end)\nerror(\"it cannot begin\")\n");
	snprintf(words, sizeof words, "record %s", unstartable[_i].words);
	refused_whole(words, 2, unstartable[_i].said);
	done("list >/dev/null; test ! -e $F/a.cast.trace");
	snprintf(words, sizeof words, "run %s --plain", unstartable[_i].words);
	refused(words, unstartable[_i].run_status, unstartable[_i].said);
}
END_TEST

START_TEST(a_setting_is_asked_for_also_where_the_script_goes_on_and_on)
{
	text_write("long.lua", "local n = param(\"n\", 20000000)\nx = 0\nfor i = 1, n do x = x + 1 end\n");
	refused_whole("record $F/long.lua --set foo=1", 2, "long.lua has declared no setting 'foo' in its first 3 seconds: see its param() lines for those it has");
	done("record $F/long.lua --set n=10 -o $F/a.cast");
}
END_TEST

/* What goes wrong once it runs is what a recording is there to show. */
static const struct {
	const char *recipe, *words;
} starting[] = {
	{ "work(\"stir\", 0.05)\nerror(\"late\")\n", "" },
	{ "task(\"cook\", function() error(\"burnt\") end)\n", "" },
	{ "task(\"cook\", function() error(\"burnt\") end)\n", "--policy fifo" },
	{ "local n = param(\"n\", 1)\nlocal cook = task(\"cook\", function() work(\"stir\", 0.05 * n) end)\ncook:join()\nerror(\"late\")\n", "--set n=2" },
};

START_TEST(a_run_that_fails_later_is_recorded)
{
	char words[256];
	text_write("mine.lua", starting[_i].recipe);
	snprintf(words, sizeof words, "record $F/mine.lua %s -o $F/a.cast", starting[_i].words);
	done(words);
	struct recording is = recording_read("a.cast");
	char *screen = final_screen(&is);
	ck_assert_msg(strstr(screen, "late") || strstr(screen, "burnt"), "%s", screen);
	free(screen);
	recording_free(&is);
}
END_TEST

/* Each kind of thing that may be recorded, each named in each way. */
static const char *const subjects[] = { "$F/mine.lua", "visits", "$F/lesson", "$F/page", "$F/run.trace", "menu", "visits --present" };
#define SUBJECTS 7

/* What becomes of each of them with that option: recorded as a recipe, as a lesson, as neither (.), or refused (-). */
static const struct {
	const char *option, *due;
} options[] = {
	{ "--schedule AB", "rrr----" }, { "--policy fifo", "rrr----" }, { "--engine loop", "rrr----" }, { "--set increments=2", "rrr----" }, { "--pace 20", "rrr----" },
	{ "--seed 3", "rrr----" }, { "--step lose-three", "-lll--l" }, { "--present", "-lll--l" }, { "--size 100x40", "rlll..l" }, { "--theme light", "rlll..l" },
	{ "--keys", "rlll..l" }, { "--captions", "rlll..l" }, { "--idle 2", "rlll..l" }, { "--v3", "rlll..l" }, { "--ascii", "rlll..l" },
};

static void subjects_make(void)
{
	tape_write("pause 0s\n");
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; cp $srcdir/lessons/10-visits/recipe.lua $F/mine.lua && mkdir $F/lesson $F/page && cp $F/mine.lua $F/lesson/recipe.lua");
	for (int i = 0; i < 2; i++) {
		text_write(i ? "page/lesson.ini" : "lesson/lesson.ini", "[lesson]\ntitle = Mine\nsummary = Mine.\nchapter = Mine\norder = 900\nminutes = 1\n\n[step:lose-three]\nmode = read\n");
		text_write(i ? "page/prose.md" : "lesson/prose.md", "## lose-three\n\nWords.\n");
	}
}

START_TEST(an_option_that_does_not_apply_is_refused)
{
	char words[512];
	subjects_make();
	for (int i = 0; i < SUBJECTS; i++) {
		char due = options[_i].due[i];
		snprintf(words, sizeof words, "record %s %s --tape $F/demo.tape", subjects[i], options[_i].option);
		if (due == '-') {
			refused_whole(words, 2, "lunchrush: ");
			continue;
		}
		strcat(words, " -o $F/a.cast");
		done(words);
		struct recording is = recording_read("a.cast");
		const json_t *own = json_object_get(is.header, "x-lunchrush");
		ck_assert_msg((json_object_get(own, "recipe") != NULL) == (due == 'r') && (json_object_get(own, "lesson") != NULL) == (due == 'l'), "%s", words);
		recording_free(&is);
	}
}
END_TEST

static const struct {
	const char *words, *said;
} not_applying[] = {
	{ "$F/run.trace --engine loop", "record: --engine is of a recipe, and '" },
	{ "menu --set a=1", "record: --set is of a recipe, and 'menu' is the menu" },
	{ "$F/mine.lua --step lose-three", "mine.lua' is a recipe" },
	{ "visits --step lose-three --seed 2", "record: --step is of a lesson and --seed of a recipe: one of the two would be right" },
	{ "visits --present --policy fifo", "record: --present is of a lesson and --policy of a recipe: one of the two would be right" },
	{ "visits --present", "record: --present goes with --tape FILE" },
	{ "visits --policy fifo --pace 2", "record: --pace is of a free run" },
	{ "$F/page --engine loop", "a folder without a recipe.lua" },
	{ "$F/report", "is no saved run; one that `lunchrush run --trace FILE` has written would be right" },
	{ "$F/cut.trace", "cut.trace: " },
	{ "$F/b.cast", "b.cast is a recording already" },
};

START_TEST(why_an_option_does_not_apply_is_said)
{
	char words[256];
	subjects_make();
	done("record visits --policy fifo -o $F/b.cast; head -c 8 $F/run.trace >$F/cut.trace");
	snprintf(words, sizeof words, "record %s", not_applying[_i].words);
	refused_whole(words, 2, not_applying[_i].said);
}
END_TEST

/* Made by these words, and named by -o. */
static const struct {
	const char *made, *out, *said;
} places[] = {
	{ "mkdir $F/x.cast", "$F/x.cast", "x.cast is a folder; a file in it would be right" },
	{ "mkfifo $F/x.cast", "$F/x.cast", "x.cast is a pipe, and nobody reads it: who reads comes first" },
	{ "echo my notes >$F/x.cast.trace", "$F/x.cast", "x.cast.trace, and something that is no saved run is there" },
	{ "mkdir $F/x.cast.trace", "$F/x.cast", "x.cast.trace, and that is no plain file" },
	{ "mkfifo $F/x.cast.trace", "$F/x.cast", "x.cast.trace, and that is no plain file" },
	{ "ln -s /dev/null $F/x.cast.trace", "$F/x.cast", "x.cast.trace, and that is no plain file" },
	{ ":", "$F/nowhere/x.cast", "nowhere/x.cast cannot be written" },
	{ ":", "''", "record: into which file?" },
};

START_TEST(what_is_there_and_is_none_of_ours_stays)
{
	static const char *const of[] = { "visits --policy fifo", "$F/run.trace" };
	char words[512];
	snprintf(words, sizeof words, "run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; %s", places[_i].made);
	done(words);
	for (int i = 0; i < 2; i++) {
		snprintf(words, sizeof words, "list >/dev/null; ls -l $F >${F}.before; timeout 20 ./lunchrush record %s -o %s 2>$F.said; echo $? >>$F.said; ls -l $F >$F.after; cmp $F.before $F.after", of[i], places[_i].out);
		done(words);
		int status;
		char *out = recipe_output(&status, "list >/dev/null; cat $F.said; rm $F.before $F.after $F.said");
		ck_assert_msg(strstr(out, places[_i].said) && strstr(out, "\n2\n"), "%s: %s", words, out);
		free(out);
	}
	if (strstr(places[_i].made, "notes"))
		done("list >/dev/null; grep -qx 'my notes' $F/x.cast.trace");
}
END_TEST

START_TEST(a_run_of_ours_beside_a_recording_is_replaced)
{
	done("run visits --policy random --seed 3 --trace $F/run.trace --json >$F/report; test -s $F/report");
	done("record visits --policy fifo -o $F/a.cast && cp $F/a.cast.trace $F/first && ./lunchrush record visits --policy random -o $F/a.cast && ! cmp -s $F/a.cast.trace $F/first");
	done("record $F/run.trace -o $F/a.cast && cmp $F/a.cast.trace $F/run.trace && : >$F/a.cast.trace && ./lunchrush record $F/run.trace -o $F/a.cast && cmp $F/a.cast.trace $F/run.trace");
}
END_TEST

START_TEST(a_saved_run_that_cannot_be_put_beside_leaves_what_was_there)
{
	int status;
	done("record visits --policy fifo -o $F/a.cast && ./lunchrush run burgers --policy fifo --plain --trace $F/run.trace >/dev/null; cp $F/a.cast.trace $F/before");
	char *out = recipe_output_of(&status, "list >/dev/null; ulimit -f 8; ./lunchrush record $F/run.trace -o $F/a.cast 2>&1");
	ck_assert_msg(status == 2 && strstr(out, "cannot be put beside the recording"), "%d: %s", status, out);
	free(out);
	done("list >/dev/null; cmp $F/a.cast.trace $F/before && test -z \"$(ls $F | grep part-)\"");
}
END_TEST

START_TEST(what_a_tape_does_wrong_is_said_in_german)
{
	if (system("msgfmt --version >/dev/null 2>&1")) {
		printf("SKIPPED: words of a tape in German: there is no msgfmt here, and so no catalogue\n");
		return;
	}
	tape_write("pause long\n");
	int status;
	char *out = recipe_output_of(&status, "list >/dev/null; LANGUAGE=de LC_ALL=C.UTF-8 ./lunchrush record visits --tape $F/demo.tape -o $F/a.cast 2>&1");
	ck_assert_msg(status == 2 && strstr(out, "demo.tape:1: 'long' ist keine Zeit"), "%d: %s", status, out);
	free(out);
}
END_TEST

/* From a folder beside it, and replayed from yet another. */
START_TEST(what_was_named_by_a_way_through_other_folders_is_taken_over)
{
	static const char *const with[] = { "", "--policy random --seed 3", "--policy random --seed 3" };
	static const char *const named[] = { "../x/visits", "../x/visits", "../x/visits/recipe.lua" };
	static const char *const said[] = { "Lesson: ", "Does not hold: no visit is lost", "Does not hold: no visit is lost" };
	int status;
	char words[512];
	tape_write("pause 0s\n");
	snprintf(words, sizeof words, "list >/dev/null; mkdir $F/x $F/y && cp -r $srcdir/lessons/10-visits $F/x/visits && P=$PWD && cd $F/y && $P/lunchrush record %s %s --tape ../demo.tape -o a.cast && rm -f a.cast.trace",
		named[_i], with[_i]);
	done(words);
	char *out = recipe_output_of(&status, "list >/dev/null; ./lunchrush replay $F/y/a.cast --plain </dev/null 2>&1");
	ck_assert_msg(strstr(out, said[_i]) != NULL, "%d: %s", status, out);
	free(out);
}
END_TEST

static TCase *start_cases(void)
{
	TCase *start = tcase_create("record_start");
	tcase_add_checked_fixture(start, setup, teardown);
	tcase_set_timeout(start, TEST_S);
	tcase_add_loop_test(start, what_cannot_run_is_not_recorded, 0, sizeof unstartable / sizeof *unstartable);
	tcase_add_test(start, a_setting_is_asked_for_also_where_the_script_goes_on_and_on);
	tcase_add_loop_test(start, a_run_that_fails_later_is_recorded, 0, sizeof starting / sizeof *starting);
	tcase_add_loop_test(start, an_option_that_does_not_apply_is_refused, 0, sizeof options / sizeof *options);
	tcase_add_loop_test(start, why_an_option_does_not_apply_is_said, 0, sizeof not_applying / sizeof *not_applying);
	tcase_add_loop_test(start, what_is_there_and_is_none_of_ours_stays, 0, sizeof places / sizeof *places);
	tcase_add_test(start, a_run_of_ours_beside_a_recording_is_replaced);
	tcase_add_test(start, a_saved_run_that_cannot_be_put_beside_leaves_what_was_there);
	tcase_add_loop_test(start, what_was_named_by_a_way_through_other_folders_is_taken_over, 0, 3);
	tcase_add_test(start, what_a_tape_does_wrong_is_said_in_german);
	return start;
}

int main(void)
{
	Suite *suite = suite_create("record");
	TCase *all = tcase_create("record");
	tcase_add_checked_fixture(all, setup, teardown);
	tcase_set_timeout(all, TEST_S);
	tcase_add_loop_test(all, what_is_under_control_is_recorded_the_same_every_time, 0, sizeof repeated / sizeof *repeated);
	tcase_add_test(all, of_a_part_of_all_schedules_it_is_not_said_that_none_fails);
	tcase_add_test(all, a_count_that_takes_too_long_does_not_hold_a_recording_up);
	tcase_add_test(all, a_race_is_marked_and_the_end_stands);
	tcase_add_test(all, a_deadlock_and_the_waits_for_locks_are_marked);
	tcase_add_test(all, the_third_version_has_its_header_and_how_it_ended);
	tcase_add_test(all, the_last_frame_is_what_a_terminal_shows);
	tcase_add_test(all, a_whole_lesson_is_walked_through);
	tcase_add_test(all, a_page_stands_until_it_is_read);
	tcase_add_test(all, a_long_page_is_read_to_its_end);
	tcase_add_test(all, a_lesson_that_would_start_programs_is_walked_through);
	tcase_add_test(all, steps_of_a_lesson_that_count_every_schedule_are_recorded_the_same_every_time);
	tcase_add_test(all, a_tape_types_waits_captions_and_marks);
	tcase_add_test(all, what_a_tape_waits_for_in_vain_is_told_with_its_line);
	tcase_add_test(all, wrong_usage_is_told);
	tcase_add_loop_test(all, a_wrong_tape_is_told_with_its_line, 0, sizeof wrong_tapes / sizeof *wrong_tapes);
	tcase_add_test(all, a_name_that_nothing_has_is_told);
	tcase_add_test(all, a_full_disk_leaves_whole_lines_and_says_so);
	tcase_add_test(all, a_full_disk_cuts_a_saved_run_off_and_says_so);
	tcase_add_test(all, a_pipe_that_is_closed_ends_it_with_words);
	tcase_add_test(all, a_kill_leaves_whole_lines);
	tcase_add_test(all, nothing_is_put_beside_a_pipe);
	tcase_add_test(all, the_usual_player_plays_it);
	tcase_add_test(all, a_recording_is_replayed_as_its_run);
	tcase_add_test(all, a_saved_run_lies_beside_its_recording);
	tcase_add_test(all, a_saved_run_that_took_no_time_is_walked_through);
	tcase_add_test(all, a_talk_has_the_steps_of_its_lesson);
	tcase_add_test(all, a_viewer_takes_over_at_any_moment);
	tcase_add_test(all, a_recording_from_elsewhere_is_said_to_be_one);
	tcase_add_test(all, what_a_recording_names_is_not_read_as_an_option);
	tcase_add_loop_test(all, nonsense_in_a_recording_is_told, 0, sizeof nonsense / sizeof *nonsense);
	tcase_add_test(all, a_pipe_beside_a_recording_is_not_waited_for);
	tcase_add_test(all, a_first_line_without_an_end_is_told_alike);
	tcase_add_test(all, settings_without_number_are_refused_at_once);
	tcase_add_test(all, what_is_read_is_not_written_over);
	tcase_add_test(all, the_key_records_what_is_shown);
	tcase_add_test(all, who_quits_while_the_key_records_is_told_where_it_is);
	tcase_add_test(all, what_the_key_recorded_is_replayed);
	suite_add_tcase(suite, all);
	suite_add_tcase(suite, start_cases());
	return run_suite(suite);
}
