/* test_present.c - the presentation without a terminal: what becomes of prose, of counted hands, of a run drawn large; and what goes over the socket to the speaker's notes. */
#include "pane_view.h"
#include "suite.h"
#include "trace/text.h"
#include "tui/glyph.h"
#include "tui/notes_link.h"
#include "tui/present.h"
#include "tui/present_slide.h"
#include "tui/present_votes.h"
#include "tui/projector.h"
#include "tui/projector_place.h"
#include "tui/thick_code.h"
#include "tui/thick_digits.h"
#include "tui/thick_figure.h"
#include "tui/thick_lanes.h"
#include "tui/thick_letters.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static struct error error;

/* ---- slides ---- */

static struct slide slide;

static void slide_from(const char *markdown)
{
	struct document document;
	ck_assert_msg(markdown_read(&document, markdown, strlen(markdown), "prose.md", 1, &error) == 0, "%s", error.text);
	slide_read(&slide, &document);
	document_release(&document);
}

START_TEST(a_paragraph_is_its_first_sentence)
{
	slide_from("Two stand at the door. Both count.\n\nA *second* one, e.g. this, of 3.5 s! And more.");
	ck_assert_int_eq(slide.count, 2);
	ck_assert_str_eq(slide.points[0].text, "Two stand at the door.");
	ck_assert_str_eq(slide.points[1].text, "A second one, e.g. this, of 3.5 s!");
}
END_TEST

START_TEST(a_list_is_shown_item_by_item_after_what_leads_in)
{
	slide_from("There are two. Look.\n\n1. One. More of it.\n2. Two\n\nWhat comes after it is for the notes.");
	ck_assert_int_eq(slide.count, 3);
	ck_assert_int_eq(slide.points[1].kind, POINT_ITEM);
	ck_assert_int_eq(slide.points[2].number, 2);
	ck_assert_str_eq(slide.points[1].text, "One.");
}
END_TEST

START_TEST(code_keeps_its_lines_and_at_most_eight_of_them)
{
	slide_from("    a = 1\n      b = 2\n    c\n    d\n    e\n    f\n    g\n    h\n    i\n    j\n");
	ck_assert_int_eq(slide.count, 1);
	ck_assert_int_eq(slide.points[0].kind, POINT_CODE);
	ck_assert_str_eq(slide.points[0].text, "a = 1\n  b = 2\nc\nd\ne\nf\ng\nh");
}
END_TEST

START_TEST(a_long_sentence_is_never_cut_within_a_character)
{
	char text[2000] = "";
	for (int i = 0; i < 300; i++)
		strcat(text, "äö ");
	slide_from(text);
	ck_assert_int_eq(slide.count, 1);
	ck_assert(strlen(slide.points[0].text) < sizeof slide.points[0].text);
	for (const char *at = slide.points[0].text, *end = at + strlen(at); at < end;)
		ck_assert_uint_ne(text_next(&at, end), 0xfffd);
}
END_TEST

/* ---- votes ---- */

static struct votes votes;
static char words[200];

static struct lesson_step step_of(int choices)
{
	return (struct lesson_step){ .ask = choices ? ASK_CHOICE : ASK_NUMBER, .question = (char *)"?", .choice_count = choices };
}

static const char *counted(int choices, const char *line)
{
	struct lesson_step step = step_of(choices);
	votes_read(&votes, &step, line, &error);
	return votes_text(&votes, words, sizeof words);
}

START_TEST(hands_are_counted_for_the_choices_in_their_order)
{
	ck_assert_str_eq(counted(3, "14 9 3"), "a: 14  b: 9  c: 3");
	ck_assert_str_eq(votes_most(&votes)->answer, "a");
	ck_assert_uint_eq(votes_all(&votes), 26);
	ck_assert_str_eq(counted(3, "14"), "a: 14  b: 0  c: 0"); /* while it is typed */
	ck_assert_str_eq(counted(3, ""), "");
}
END_TEST

START_TEST(hands_are_counted_for_answers_that_are_named)
{
	ck_assert_str_eq(counted(3, "c: 5 a:2"), "a: 2  b: 0  c: 5");
	ck_assert_str_eq(counted(3, "b 4 1"), "a: 0  b: 4  c: 1"); /* from b on */
	ck_assert_str_eq(counted(0, "4: 12  2 = 5"), "4: 12  2: 5");
	ck_assert_str_eq(counted(0, "BCA 3 cab 1"), "BCA: 3  cab: 1");
	ck_assert_uint_eq(votes_of(&votes, "bca"), 3);
}
END_TEST

START_TEST(a_tie_has_no_winner)
{
	counted(2, "7 7");
	ck_assert_ptr_null(votes_most(&votes));
}
END_TEST

START_TEST(what_cannot_be_counted_is_said_and_the_rest_is_kept)
{
	struct lesson_step step = step_of(2);
	ck_assert_int_eq(votes_read(&votes, &step, "3 x: 4", &error), -1);
	ck_assert_str_eq(error.text, "there is no answer 'x'");
	ck_assert_uint_eq(votes_of(&votes, "a"), 3);
	ck_assert_int_eq(votes_read(&votes, &step, "a: many", &error), -1);
	ck_assert_str_eq(error.text, "'many' is no number of hands for a");
	ck_assert_int_eq(votes_read(&votes, &step, "a: 123456", &error), 0);
	ck_assert_uint_eq(votes_of(&votes, "a"), VOTES_COUNT_MAX);
	step = step_of(0);
	ck_assert_int_eq(votes_read(&votes, &step, "1 1 2 1 3 1 4 1 5 1 6 1 7 1 8 1 9 1", &error), -1);
	ck_assert_int_eq(votes.count, VOTES_MAX);
}
END_TEST

/* ---- large ---- */

static struct pane_view view;
static struct thick_lanes lanes;
static struct thick_code code;

static const char recipe[] = "visits = 0\nfor i = 1, 2 do\n  task(\"waiter \" .. i, function()\n    visits = visits + 1\n  end)\nend\n";

static const char free_run[] =
	"main visits\n"
	"cell visits\n"
	"0 @ write visits 0\n"
	"worker A \"waiter 1\"\n"
	"worker B \"waiter 2\"\n"
	"0 A start\n0 B start\n"
	"1 A read visits 0\n2 A write visits 1\n";

static char *drawn(struct canvas *canvas)
{
	static char *text;
	free(text);
	text = canvas_dump(canvas, false);
	return text;
}

static void large_open(void)
{
	pane_view_init(&view, free_run, recipe, 0.5);
	canvas_resize(&view.canvas, 24, 80);
}

static void large_close(void)
{
	thick_code_release(&code);
	lanes = (struct thick_lanes){ 0 };
	glyph_use(GLYPHS_KITCHEN);
	pane_view_release(&view);
}

START_TEST(each_worker_has_three_rows_its_name_and_the_word_of_its_state)
{
	large_open();
	ck_assert_int_eq(thick_lanes_rows(&view.view), 7);
	thick_lanes_draw(&lanes, &view.canvas, (struct rect){ 0, 0, 7, 80 }, &view.view, NULL);
	const char *text = drawn(&view.canvas);
	ck_assert_ptr_nonnull(strstr(text, "A waiter 1"));
	ck_assert_ptr_nonnull(strstr(text, "B waiter 2"));
	ck_assert_ptr_nonnull(strstr(text, "  running"));
	ck_assert_ptr_null(strstr(text, "more"));
	large_close();
}
END_TEST

START_TEST(who_has_no_room_is_counted)
{
	large_open();
	thick_lanes_draw(&lanes, &view.canvas, (struct rect){ 0, 0, 4, 80 }, &view.view, NULL);
	ck_assert_ptr_nonnull(strstr(drawn(&view.canvas), "and 1 more"));
	large_close();
}
END_TEST

START_TEST(a_lane_under_control_says_what_each_step_did)
{
	struct step_log log = { 0 };
	struct event events[] = { { .kind = KIND_STEP, .worker = 2, .item = 1 }, { .kind = KIND_READ, .worker = 2, .object = 1, .item = 1, .value = word_integer(0), .line = 4 },
		{ .kind = KIND_STEP, .worker = 3, .item = 2 }, { .kind = KIND_WRITE, .worker = 3, .object = 1, .item = 1, .value = word_integer(5), .line = 4 } };
	large_open();
	history_append(view.history, events, 4);
	pane_view_more(&view, "", 0);
	step_log_read(&log, view.history);
	thick_lanes_draw(&lanes, &view.canvas, (struct rect){ 0, 0, 7, 80 }, &view.view, &log);
	ck_assert_ptr_nonnull(strstr(drawn(&view.canvas), "read 0"));
	ck_assert_ptr_nonnull(strstr(drawn(&view.canvas), "write 5"));
	step_log_release(&log);
	large_close();
}
END_TEST

START_TEST(code_shows_the_line_where_most_was_done)
{
	large_open();
	struct event event = { .kind = KIND_READ, .worker = 2, .object = 1, .item = 1, .value = word_integer(0), .line = 4 };
	history_append(view.history, &event, 1);
	pane_view_more(&view, "", 0);
	thick_code_draw(&code, &view.canvas, (struct rect){ 0, 0, 3, 60 }, &view.view);
	ck_assert_ptr_nonnull(strstr(drawn(&view.canvas), "visits = visits + 1"));
	large_close();
}
END_TEST

START_TEST(the_number_is_the_one_that_is_asked_for)
{
	struct lesson_step step = { .measured = quantity_read("global visits", &error) };
	struct thick_figure figure;
	large_open();
	thick_figure_find(&figure, &step, &view.view, NULL);
	ck_assert_str_eq(figure.label, "visits");
	ck_assert_str_eq(figure.value, "1");
	quantity_free(step.measured);
	step.measured = quantity_read("seconds", &error);
	thick_figure_find(&figure, &step, &view.view, NULL);
	ck_assert_str_eq(figure.label, "kitchen seconds");
	quantity_free(step.measured);
	large_close();
}
END_TEST

START_TEST(letters_of_blocks_break_between_words)
{
	glyph_use(GLYPHS_KITCHEN);
	ck_assert(thick_letters_can("What will it be, Jörg?"));
	ck_assert(!thick_letters_can("漢字"));
	ck_assert_int_eq(thick_letters_rows("one two", 100), 5);
	ck_assert_int_eq(thick_letters_rows("one two", 22), 10);
	ck_assert_int_eq(thick_letters_rows("one two", 9), 0);
	glyph_use(GLYPHS_ASCII);
	ck_assert(!thick_letters_can("one"));
	glyph_use(GLYPHS_KITCHEN);
}
END_TEST

START_TEST(digits_are_drawn_at_two_sizes)
{
	struct canvas canvas;
	glyph_use(GLYPHS_KITCHEN);
	canvas_init(&canvas, 6, 40);
	ck_assert_int_eq(thick_digits_rows(1), 3);
	ck_assert_int_eq(thick_digits_rows(2), 5);
	ck_assert_int_gt(thick_digits_width("true", 1), 1000);
	thick_digits_draw(&canvas, (struct rect){ 0, 0, 6, 40 }, 0, 0, ROLE_TITLE, 2, "1");
	ck_assert_str_eq(drawn(&canvas), "    ██\n  ████\n    ██\n    ██\n  ██████\n\n");
	canvas_release(&canvas);
}
END_TEST

/* ---- words over the wire ---- */

static struct projector_word word_;

START_TEST(what_is_told_is_read_again)
{
	static struct projector_word read;
	word_ = (struct projector_word){ .lesson = "visits", .title = "The counter", .step = "one", .side = "question", .number = 2, .steps = 8, .shown = "What?\na  this",
		.notes = "Ask.\n\nWait.", .coming = "the run begins", .votes = "a: 14", .blank = true, .can_vote = true, .began = 1763831579, .minutes = 15 };
	char *line = projector_word_write(&word_);
	ck_assert_ptr_null(strchr(line, '\n'));
	ck_assert_msg(projector_word_read(&read, line, strlen(line), &error) == 0, "%s", error.text);
	ck_assert_str_eq(read.notes, "Ask.\n\nWait.");
	ck_assert_str_eq(read.shown, "What?\na  this");
	ck_assert_int_eq(read.number, 2);
	ck_assert_int_eq(read.minutes, 15);
	ck_assert(read.blank && read.can_vote && read.began == 1763831579);
	free(line);
}
END_TEST

static const char *const no_words[] = { "", "{", "[]", "{}", "{\"presentation\":1}", "null", "{\"presentation\":2,\"lesson\":\"x\"}",
	"{\"presentation\":1,\"lesson\":7,\"title\":\"\",\"step\":\"\",\"number\":0,\"steps\":0,\"side\":\"\",\"shown\":\"\",\"notes\":\"\",\"coming\":\"\",\"votes\":\"\",\"began\":0,\"minutes\":0}",
	"{\"presentation\":1,\"lesson\":\"\",\"title\":\"\",\"step\":\"\",\"number\":-1,\"steps\":0,\"side\":\"\",\"shown\":\"\",\"notes\":\"\",\"coming\":\"\",\"votes\":\"\",\"began\":0,\"minutes\":0}" };

START_TEST(what_is_no_message_is_refused)
{
	ck_assert_int_eq(projector_word_read(&word_, no_words[_i], strlen(no_words[_i]), &error), -1);
}
END_TEST

START_TEST(no_control_character_comes_through)
{
	const char *line = "{\"presentation\":1,\"lesson\":\"\",\"title\":\"a\\u001b[31mb\\u202ec\",\"step\":\"\",\"number\":1,\"steps\":1,\"side\":\"\",\"shown\":\"x\\ry\\u0007\\nz\","
		"\"notes\":\"\\u009b2J\",\"coming\":\"\",\"votes\":\"\",\"began\":0,\"minutes\":0}";
	ck_assert_msg(projector_word_read(&word_, line, strlen(line), &error) == 0, "%s", error.text);
	for (const char *at = word_.title; *at; at++)
		ck_assert_int_ge((unsigned char)*at, ' ');
	ck_assert_ptr_null(strstr(word_.title, "\xe2\x80\xae"));
	ck_assert_str_eq(word_.shown, "x y \nz");
	ck_assert_ptr_null(strstr(word_.notes, "\xc2\x9b"));
}
END_TEST

START_TEST(orders_are_read_and_nothing_else)
{
	struct projector_order order = { .what = PROJECTOR_VOTE, .votes = "14 9 3" }, read;
	char line[PROJECTOR_ORDER_BYTES];
	size_t length = projector_order_write(&order, line);
	ck_assert_int_eq(projector_order_read(&read, line, length - 1), 0);
	ck_assert_int_eq(read.what, PROJECTOR_VOTE);
	ck_assert_str_eq(read.votes, "14 9 3");
	static const char *const none[] = { "{\"do\":\"quit\"}", "{\"do\":1}", "next", "{\"do\":\"vote\"}", "{\"do\":\"vote\",\"votes\":{}}", "" };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		ck_assert_int_eq(projector_order_read(&read, none[i], strlen(none[i])), -1);
}
END_TEST

/* ---- the socket ---- */

static char home[64];
static uv_loop_t loop;
static struct projector *projector;
static struct projector_order ordered[16];
static int orders;

static void take_order(void *data, const struct projector_order *order)
{
	(void)data;
	if (orders < 16)
		ordered[orders++] = *order;
}

static void place_open(void)
{
	strcpy(home, "/tmp/lunchrush-present-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(home));
	setenv("XDG_RUNTIME_DIR", home, 1);
}

static void place_close(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", home);
	ck_assert_int_eq(system(command), 0);
}

static void door_open(void)
{
	place_open();
	orders = 0;
	uv_loop_init(&loop);
	projector = projector_new(&loop, take_order, NULL, &error);
	ck_assert_msg(projector != NULL, "%s", error.text);
}

static void door_close(void)
{
	projector_free(projector);
	uv_run(&loop, UV_RUN_DEFAULT);
	ck_assert_int_eq(uv_loop_close(&loop), 0);
	place_close();
}

/* Tell a message whose notes are `notes`. */
static void tell(const char *notes)
{
	memset(&word_, 0, sizeof word_);
	snprintf(word_.notes, sizeof word_.notes, "%s", notes);
	char *line = projector_word_write(&word_);
	projector_tell(projector, line);
	free(line);
}

/* Both ends go on until this is what the follower was told. */
static void follow(struct notes_link *link, const char *notes)
{
	while (!link->told || strcmp(link->now.notes, notes)) {
		struct pollfd ready = { .fd = link->fd, .events = POLLIN };
		uv_run(&loop, UV_RUN_NOWAIT);
		ck_assert_int_ge(link->fd, 0);
		poll(&ready, 1, 10);
		notes_link_take(link);
	}
}

static void connected(struct notes_link *link)
{
	notes_link_init(link);
	ck_assert_msg(notes_link_try(link), "%s", link->why);
}

START_TEST(who_follows_is_told_what_is_and_what_comes)
{
	static struct notes_link one, two;
	door_open();
	tell("first");
	connected(&one);
	follow(&one, "first");
	tell("second");
	connected(&two);
	follow(&one, "second");
	follow(&two, "second");
	ck_assert_int_eq(projector_followers(projector), 2);
	notes_link_release(&one);
	while (projector_followers(projector) == 2)
		uv_run(&loop, UV_RUN_ONCE);
	notes_link_release(&two);
	door_close();
}
END_TEST

START_TEST(orders_come_in_the_order_in_which_they_were_given)
{
	static struct notes_link link;
	door_open();
	connected(&link);
	notes_link_ask(&link, PROJECTOR_NEXT, NULL);
	notes_link_ask(&link, PROJECTOR_VOTE, "3 4");
	notes_link_ask(&link, PROJECTOR_BLANK, NULL);
	while (orders < 3)
		uv_run(&loop, UV_RUN_ONCE);
	ck_assert_int_eq(ordered[0].what, PROJECTOR_NEXT);
	ck_assert_str_eq(ordered[1].votes, "3 4");
	ck_assert_int_eq(ordered[2].what, PROJECTOR_BLANK);
	notes_link_release(&link);
	door_close();
}
END_TEST

START_TEST(one_who_does_not_read_holds_nobody_up_and_gets_the_newest)
{
	static struct notes_link link;
	static char notes[16000];
	door_open();
	connected(&link);
	for (int i = 0; i < 500; i++) { /* eight megabytes: more than any socket takes */
		memset(notes, 'a' + i % 26, sizeof notes - 1);
		tell(notes);
		uv_run(&loop, UV_RUN_NOWAIT);
	}
	tell("the newest");
	follow(&link, "the newest");
	notes_link_release(&link);
	door_close();
}
END_TEST

START_TEST(one_who_sends_what_is_no_order_is_shut_out)
{
	static struct notes_link link;
	static char many[4096];
	door_open();
	memset(many, 'x', sizeof many);
	for (int way = 0; way < 2; way++) {
		connected(&link);
		while (!projector_followers(projector))
			uv_run(&loop, UV_RUN_ONCE);
		ck_assert_int_gt(send(link.fd, way ? many : "rm -rf\n", way ? sizeof many : 7, MSG_NOSIGNAL), 0);
		while (projector_followers(projector))
			uv_run(&loop, UV_RUN_ONCE);
		notes_link_release(&link);
	}
	ck_assert_int_eq(orders, 0);
	door_close();
}
END_TEST

START_TEST(the_ninth_finds_no_place_and_the_others_stay)
{
	static struct notes_link links[PROJECTOR_FOLLOWERS + 1];
	door_open();
	tell("here");
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++) {
		connected(&links[i]);
		follow(&links[i], "here");
	}
	connected(&links[PROJECTOR_FOLLOWERS]);
	struct notes_link *last = &links[PROJECTOR_FOLLOWERS];
	while (last->fd >= 0) {
		uv_run(&loop, UV_RUN_NOWAIT);
		notes_link_take(last);
	}
	ck_assert(!last->told);
	ck_assert_int_eq(projector_followers(projector), PROJECTOR_FOLLOWERS);
	for (int i = 0; i <= PROJECTOR_FOLLOWERS; i++)
		notes_link_release(&links[i]);
	door_close();
}
END_TEST

START_TEST(the_end_is_noticed_and_a_new_beginning_found)
{
	static struct notes_link link;
	door_open();
	tell("one");
	connected(&link);
	follow(&link, "one");
	projector_free(projector);
	uv_run(&loop, UV_RUN_DEFAULT);
	while (link.fd >= 0)
		notes_link_take(&link);
	ck_assert(!link.told && link.was);
	ck_assert(!notes_link_try(&link));
	ck_assert_ptr_nonnull(strstr(link.why, "no lesson is being presented"));
	projector = projector_new(&loop, take_order, NULL, &error);
	tell("two");
	ck_assert(notes_link_try(&link));
	follow(&link, "two");
	notes_link_release(&link);
	door_close();
}
END_TEST

START_TEST(the_socket_is_ours_alone)
{
	char path[200];
	struct stat is;
	door_open();
	snprintf(path, sizeof path, "%s/lunchrush", home);
	ck_assert_int_eq(lstat(path, &is), 0);
	ck_assert_int_eq(is.st_mode & 0777, 0700);
	snprintf(path, sizeof path, "%s/lunchrush/present-%d.sock", home, (int)getpid());
	ck_assert_int_eq(lstat(path, &is), 0);
	ck_assert(S_ISSOCK(is.st_mode));
	ck_assert_int_eq(is.st_mode & 0777, 0600);
	door_close();
	ck_assert_int_ne(lstat(path, &is), 0);
}
END_TEST

START_TEST(a_folder_that_others_can_open_is_not_used)
{
	char path[200], to[PROJECTOR_PATH];
	place_open();
	snprintf(path, sizeof path, "%s/lunchrush", home);
	mkdir(path, 0700);
	ck_assert_int_eq(chmod(path, 0755), 0);
	ck_assert_int_eq(projector_folder(to, true, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "mode 0700"));
	rmdir(path);
	char other[200];
	snprintf(other, sizeof other, "%s/other", home);
	mkdir(other, 0700);
	ck_assert_int_eq(symlink(other, path), 0);
	ck_assert_int_eq(projector_folder(to, true, &error), -1);
	place_close();
}
END_TEST

START_TEST(sockets_of_presentations_that_died_are_taken_away)
{
	char path[200];
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	door_open();
	snprintf(path, sizeof path, "%s/lunchrush/present-1.sock", home);
	strcpy(address.sun_path, path);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd); /* as when it is killed: the name stays */
	ck_assert_int_eq(access(path, F_OK), 0);
	projector_free(projector);
	uv_run(&loop, UV_RUN_DEFAULT);
	projector = projector_new(&loop, take_order, NULL, &error);
	ck_assert_int_ne(access(path, F_OK), 0);
	door_close();
}
END_TEST

/* ---- whether it fits ---- */

START_TEST(a_question_that_does_not_fit_is_told)
{
	char large[3000];
	struct lesson lesson = { .title = "A title", .step_count = 1 };
	struct lesson_step step = step_of(0);
	step.question = (char *)"How many?";
	ck_assert_int_eq(present_fits(&lesson, &step, 24, 80, &error), 0);
	memset(large, 'x', sizeof large);
	large[sizeof large - 1] = '\0';
	step.question = large;
	ck_assert_int_eq(present_fits(&lesson, &step, 24, 80, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "the question with its answers takes"));
}
END_TEST

static TCase *pure(void)
{
	TCase *tests = tcase_create("pure");
	tcase_add_test(tests, a_paragraph_is_its_first_sentence);
	tcase_add_test(tests, a_list_is_shown_item_by_item_after_what_leads_in);
	tcase_add_test(tests, code_keeps_its_lines_and_at_most_eight_of_them);
	tcase_add_test(tests, a_long_sentence_is_never_cut_within_a_character);
	tcase_add_test(tests, hands_are_counted_for_the_choices_in_their_order);
	tcase_add_test(tests, hands_are_counted_for_answers_that_are_named);
	tcase_add_test(tests, a_tie_has_no_winner);
	tcase_add_test(tests, what_cannot_be_counted_is_said_and_the_rest_is_kept);
	tcase_add_test(tests, each_worker_has_three_rows_its_name_and_the_word_of_its_state);
	tcase_add_test(tests, who_has_no_room_is_counted);
	tcase_add_test(tests, a_lane_under_control_says_what_each_step_did);
	tcase_add_test(tests, code_shows_the_line_where_most_was_done);
	tcase_add_test(tests, the_number_is_the_one_that_is_asked_for);
	tcase_add_test(tests, letters_of_blocks_break_between_words);
	tcase_add_test(tests, digits_are_drawn_at_two_sizes);
	tcase_add_test(tests, a_question_that_does_not_fit_is_told);
	return tests;
}

static TCase *wire(void)
{
	TCase *tests = tcase_create("wire");
	tcase_add_test(tests, what_is_told_is_read_again);
	tcase_add_loop_test(tests, what_is_no_message_is_refused, 0, sizeof no_words / sizeof *no_words);
	tcase_add_test(tests, no_control_character_comes_through);
	tcase_add_test(tests, orders_are_read_and_nothing_else);
	tcase_add_test(tests, who_follows_is_told_what_is_and_what_comes);
	tcase_add_test(tests, orders_come_in_the_order_in_which_they_were_given);
	tcase_add_test(tests, one_who_does_not_read_holds_nobody_up_and_gets_the_newest);
	tcase_add_test(tests, one_who_sends_what_is_no_order_is_shut_out);
	tcase_add_test(tests, the_ninth_finds_no_place_and_the_others_stay);
	tcase_add_test(tests, the_end_is_noticed_and_a_new_beginning_found);
	tcase_add_test(tests, the_socket_is_ours_alone);
	tcase_add_test(tests, a_folder_that_others_can_open_is_not_used);
	tcase_add_test(tests, sockets_of_presentations_that_died_are_taken_away);
	tcase_set_timeout(tests, 30);
	return tests;
}

int main(void)
{
	Suite *suite = suite_create("a presentation");
	suite_add_tcase(suite, pure());
	suite_add_tcase(suite, wire());
	return run_suite(suite);
}
