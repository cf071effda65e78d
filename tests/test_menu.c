/* test_menu.c - the parts of the menu without a terminal: the list, the words, the reader, the card of a word, the flowchart, and the pages as they are shipped. */
#include "suite.h"

#include "paper/key.h"
#include "paper/words.h"
#include "tui/chooser.h"
#include "tui/glyph.h"
#include "tui/menu_list.h"
#include "tui/reader.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct input_key pressed(int key)
{
	return (struct input_key){ .key = key };
}

static const char *source(void)
{
	const char *dir = getenv("srcdir");
	return dir ? dir : ".";
}

/* ---- the list ---- */

static void list_make(struct menu_list *list)
{
	static const struct { bool heading; const char *title, *about; } rows[] = {
		{ true, "Morning", NULL }, { false, "Coffee", "beans" }, { false, "Tea", "leaves" }, { true, "Evening", NULL }, { false, "Soup", "beans and bread" },
	};
	*list = (struct menu_list){ .chosen = -1 };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct menu_row *row = menu_list_add(list);
		row->heading = rows[i].heading;
		snprintf(row->title, sizeof row->title, "%s", rows[i].title);
		snprintf(row->link, sizeof row->link, "row:%s", rows[i].title);
		row->sought[0] = rows[i].about;
	}
	menu_list_settle(list, NULL);
}

static char *list_drawn(struct menu_list *list, int rows)
{
	struct canvas canvas;
	canvas_init(&canvas, rows, 30);
	menu_list_draw(list, &canvas, (struct rect){ 0, 0, rows, 30 });
	char *text = canvas_dump(&canvas, false);
	canvas_release(&canvas);
	return text;
}

static void press(struct menu_list *list, const char *keys)
{
	for (; *keys; keys++) {
		struct input_key key = pressed(*keys);
		menu_list_key(list, &key);
	}
}

static enum menu_list_key press_key(struct menu_list *list, int code)
{
	struct input_key key = pressed(code);
	return menu_list_key(list, &key);
}

START_TEST(headings_are_never_chosen)
{
	struct menu_list list;
	list_make(&list);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Coffee");
	press_key(&list, KEYS_UP);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Coffee");
	press_key(&list, KEYS_DOWN);
	press_key(&list, KEYS_DOWN);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	press_key(&list, KEYS_DOWN);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	press_key(&list, KEYS_UP);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Tea");
	press_key(&list, KEYS_HOME);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Coffee");
	press_key(&list, KEYS_END);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	menu_list_release(&list);
}
END_TEST

START_TEST(a_chapter_stands_apart)
{
	struct menu_list list;
	list_make(&list);
	char *text = list_drawn(&list, 6);
	ck_assert_str_eq(text, "  Morning\n▸ Coffee\n  Tea\n\n  Evening\n  Soup\n");
	free(text);
	menu_list_release(&list);
}
END_TEST

START_TEST(a_search_looks_into_what_rows_are_about)
{
	struct menu_list list;
	list_make(&list);
	press(&list, "/BEANS");
	ck_assert(list.typing);
	char *text = list_drawn(&list, 5);
	ck_assert_str_eq(text, "  Morning\n▸ Coffee\n\n  Evening\n  Soup\n");
	free(text);
	press(&list, " and");
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	press_key(&list, KEYS_ESCAPE);
	ck_assert(!list.typing);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	ck_assert_int_eq(list.line_count, 6);
	menu_list_release(&list);
}
END_TEST

START_TEST(a_search_that_finds_nothing_chooses_nothing)
{
	struct menu_list list;
	list_make(&list);
	press(&list, "/zzz");
	ck_assert_ptr_null(menu_list_chosen(&list));
	ck_assert_int_eq(press_key(&list, KEYS_ENTER), MENU_LIST_USED);
	press_key(&list, KEYS_DOWN);
	press_key(&list, KEYS_BACKSPACE);
	press_key(&list, KEYS_BACKSPACE);
	press_key(&list, KEYS_BACKSPACE);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Coffee");
	press_key(&list, KEYS_BACKSPACE);
	ck_assert(!list.typing);
	menu_list_release(&list);
}
END_TEST

START_TEST(enter_in_a_search_takes_the_row_and_closes_it)
{
	struct menu_list list;
	list_make(&list);
	press(&list, "/soup");
	ck_assert_int_eq(press_key(&list, KEYS_ENTER), MENU_LIST_TAKEN);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Soup");
	ck_assert(!list.typing);
	menu_list_release(&list);
}
END_TEST

START_TEST(a_press_chooses_and_a_second_takes)
{
	struct menu_list list;
	list_make(&list);
	free(list_drawn(&list, 6));
	struct input_key tea = { .key = KEYS_MOUSE, .row = 2, .col = 4 }, heading = { .key = KEYS_MOUSE, .row = 4, .col = 4 }, outside = { .key = KEYS_MOUSE, .row = 9, .col = 4 };
	ck_assert_int_eq(menu_list_key(&list, &tea), MENU_LIST_USED);
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Tea");
	ck_assert_int_eq(menu_list_key(&list, &heading), MENU_LIST_USED);
	ck_assert_int_eq(menu_list_key(&list, &outside), MENU_LIST_NOT);
	ck_assert_int_eq(menu_list_key(&list, &tea), MENU_LIST_TAKEN);
	menu_list_release(&list);
}
END_TEST

START_TEST(what_is_chosen_stays_in_sight)
{
	struct menu_list list;
	list_make(&list);
	press_key(&list, KEYS_END);
	char *text = list_drawn(&list, 2);
	ck_assert_ptr_nonnull(strstr(text, "Soup"));
	free(text);
	press_key(&list, KEYS_HOME);
	text = list_drawn(&list, 2);
	ck_assert_ptr_nonnull(strstr(text, "Morning"));
	free(text);
	menu_list_release(&list);
}
END_TEST

START_TEST(the_row_of_a_link_is_found_again)
{
	struct menu_list list;
	list_make(&list);
	menu_list_settle(&list, "row:Tea");
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Tea");
	menu_list_settle(&list, "row:gone");
	ck_assert_str_eq(menu_list_chosen(&list)->title, "Tea");
	menu_list_release(&list);
}
END_TEST

/* ---- words ---- */

START_TEST(a_word_is_found_however_it_is_written)
{
	ck_assert(words_same("I/O bound", "io-bound"));
	ck_assert(words_same("Spurious wake-up", "spurious-wakeup"));
	ck_assert(!words_same("lock", "locks"));
	ck_assert(!words_same("", "lock"));
	ck_assert(words_same("", "-"));
}
END_TEST

static int leads_somewhere(void *data, const char *link, int line)
{
	const struct words *words = data;
	ck_assert_msg(strncmp(link, "word:", 5) || words_find(words, link), "words.md:%d: %s leads nowhere", line, link);
	return 0;
}

START_TEST(shipped_words_lead_to_words_and_are_short)
{
	struct words words;
	struct error error = { "" };
	ck_assert_msg(words_read(&words, source(), &error) == 0, "%s", error.text);
	ck_assert_uint_ge(words.count, 40);
	document_links(&words.all, leads_somewhere, &words);
	for (size_t i = 0; i < words.count; i++) {
		char *text = document_text(&words.words[i].text, 76);
		size_t lines = 0;
		for (const char *c = text; *c; c++)
			lines += *c == '\n';
		ck_assert_msg(lines >= 2 && lines <= 12, "%s: %zu lines", words.words[i].title, lines);
		free(text);
		for (size_t j = 0; j < i; j++)
			ck_assert_msg(!words_same(words.words[i].title, words.words[j].title), "%s is there twice", words.words[i].title);
	}
	ck_assert_str_eq(words_find(&words, "word:io-bound")->title, "I/O bound");
	words_release(&words);
}
END_TEST

START_TEST(a_copy_outlives_its_document)
{
	struct words words;
	struct document copy;
	struct error error;
	ck_assert_int_eq(words_read(&words, source(), &error), 0);
	ck_assert_int_eq(document_copy(&copy, &words_find(&words, "blocking")->text), 0);
	words_release(&words);
	char *text = document_text(&copy, 0);
	ck_assert_ptr_nonnull(strstr(text, "without giving control up"));
	free(text);
	document_release(&copy);
}
END_TEST

START_TEST(words_that_are_not_there_are_one_error)
{
	struct words words;
	struct error error = { "" };
	ck_assert_int_eq(words_read(&words, "/nowhere", &error), -1);
	ck_assert_str_ne(error.text, "");
	ck_assert_uint_eq(words.count, 0);
	words_release(&words);
}
END_TEST

/* ---- the card ---- */

static char *card_drawn(struct word_card *card)
{
	struct canvas canvas;
	canvas_init(&canvas, 24, 80);
	word_card_draw(card, &canvas);
	char *text = canvas_dump(&canvas, false);
	canvas_release(&canvas);
	return text;
}

static void card_shows(struct word_card *card, const char *words)
{
	char *text = card_drawn(card);
	ck_assert_msg(strstr(text, words) != NULL, "no '%s' in:\n%s", words, text);
	free(text);
}

START_TEST(a_card_goes_from_word_to_word_and_back)
{
	struct word_card *card = word_card_new(source());
	char leads[READER_LINK];
	struct input_key tab = pressed(KEYS_TAB), enter = pressed(KEYS_ENTER), back = pressed(KEYS_BACKSPACE);
	ck_assert(!word_card_key(card, &tab, leads));
	word_card_open(card, "word:atomic");
	card_shows(card, "nobody can come between");
	ck_assert(word_card_key(card, &tab, leads));
	word_card_key(card, &enter, leads);
	ck_assert_str_eq(leads, "");
	card_shows(card, "A key that only one worker can hold");
	word_card_key(card, &back, leads);
	card_shows(card, "nobody can come between");
	word_card_key(card, &back, leads);
	ck_assert(!word_card_is_open(card));
	word_card_free(card);
}
END_TEST

START_TEST(a_card_says_what_leads_elsewhere)
{
	struct word_card *card = word_card_new(source());
	char leads[READER_LINK];
	struct input_key before = pressed(KEYS_BACK_TAB), enter = pressed(KEYS_ENTER);
	word_card_open(card, "word:atomic");
	free(card_drawn(card));
	word_card_key(card, &before, leads); /* the last link: its kitchen */
	word_card_key(card, &enter, leads);
	ck_assert_int_eq(strncmp(leads, "recipe:", 7), 0);
	ck_assert(!word_card_is_open(card));
	word_card_free(card);
}
END_TEST

START_TEST(a_word_without_an_entry_is_said)
{
	struct word_card *card = word_card_new(source());
	word_card_open(card, "word:spoon");
	card_shows(card, "spoon");
	word_card_free(card);
	card = word_card_new("/nowhere");
	word_card_open(card, "word:lock");
	card_shows(card, "/nowhere");
	word_card_free(card);
}
END_TEST

/* ---- the reader ---- */

static int page_of(void *data, const char *link, struct document *to, char title[96], struct error *error)
{
	static const char first[] = "One. [Two](page:two) and [a kitchen](recipe:soup).\n", second[] = "This is [three](page:three).\n";
	(void)data;
	snprintf(title, 96, "%s", link);
	if (!strcmp(link, "page:three"))
		return error_set(error, "there is no *third*");
	const char *text = strcmp(link, "page:two") ? first : second;
	return markdown_read(to, text, strlen(text), link, 1, error);
}

static void reader_shows(struct reader *reader, const char *words)
{
	struct canvas canvas;
	canvas_init(&canvas, 24, 80);
	reader_draw(reader, &canvas, (struct rect){ 0, 0, 24, 80 });
	char *text = canvas_dump(&canvas, false);
	ck_assert_msg(strstr(text, words) != NULL, "no '%s' in:\n%s", words, text);
	free(text);
	canvas_release(&canvas);
}

static enum reader_wish reader_press(struct reader *reader, int code, char leads[READER_LINK])
{
	struct input_key key = pressed(code);
	return reader_key(reader, &key, leads);
}

START_TEST(pages_are_followed_and_gone_back_through)
{
	struct reader *reader = reader_new(&(struct reader_source){ .page = page_of });
	char leads[READER_LINK];
	reader_open(reader, "page:one", true);
	reader_shows(reader, "One.");
	reader_press(reader, KEYS_TAB, leads);
	ck_assert_int_eq(reader_press(reader, KEYS_ENTER, leads), READER_STAY);
	reader_shows(reader, "This is three.");
	reader_press(reader, KEYS_TAB, leads);
	reader_press(reader, KEYS_ENTER, leads);
	reader_shows(reader, "there is no *third*");
	ck_assert_int_eq(reader_press(reader, KEYS_BACKSPACE, leads), READER_STAY);
	ck_assert_int_eq(reader_press(reader, KEYS_BACKSPACE, leads), READER_STAY);
	reader_shows(reader, "One.");
	reader_press(reader, KEYS_TAB, leads); /* the link that was opened is still chosen: on to the next */
	ck_assert_int_eq(reader_press(reader, KEYS_ENTER, leads), READER_LEADS);
	ck_assert_str_eq(leads, "recipe:soup");
	ck_assert_int_eq(reader_press(reader, KEYS_BACKSPACE, leads), READER_LEAVE);
	reader_free(reader);
}
END_TEST

START_TEST(what_is_typed_is_found_on_the_page)
{
	struct reader *reader = reader_new(&(struct reader_source){ .page = page_of });
	char leads[READER_LINK];
	reader_open(reader, "page:one", true);
	reader_shows(reader, "One.");
	reader_press(reader, '/', leads);
	ck_assert(reader_types(reader));
	reader_press(reader, 'q', leads);
	reader_shows(reader, "is not on this page");
	reader_press(reader, KEYS_BACKSPACE, leads);
	reader_press(reader, 'K', leads);
	reader_shows(reader, "▸ One.");
	ck_assert_int_eq(reader_press(reader, KEYS_ESCAPE, leads), READER_STAY);
	ck_assert(!reader_types(reader));
	ck_assert_int_eq(reader_press(reader, KEYS_ESCAPE, leads), READER_LEAVE);
	reader_free(reader);
}
END_TEST

/* ---- the flowchart ---- */

/* Every way to its end: what stands there. */
static void walk(struct chooser *chooser, int *ends)
{
	const struct chooser_node *node = chooser_node(chooser);
	if (!node->question[0]) {
		ck_assert_msg(node->recipe[0] && node->lesson[0], "[%s] ends at nothing", node->name);
		++*ends;
		return;
	}
	for (int i = 0; i < node->answer_count; i++) {
		ck_assert(chooser_answer(chooser, i));
		walk(chooser, ends);
		ck_assert(chooser_back(chooser));
	}
}

START_TEST(every_way_ends_at_a_kitchen_and_a_lesson)
{
	struct error error = { "" };
	struct chooser *chooser = chooser_read(source(), &error);
	int ends = 0;
	ck_assert_msg(chooser != NULL, "%s", error.text);
	walk(chooser, &ends);
	ck_assert_int_ge(ends, 8);
	ck_assert(!chooser_back(chooser));
	free(chooser);
}
END_TEST

static const struct {
	const char *text, *says;
} charts[] = {
	{ "[chooser]\ntitle = T\nfirst = a\n[a]\nquestion = Q\nanswer.a = x\nto.a = a\nanswer.b = y\nto.b = a\n", "comes back to itself" },
	{ "[chooser]\ntitle = T\nfirst = a\n[a]\nquestion = Q\nanswer.a = x\nto.a = b\nanswer.b = y\nto.b = c\n[b]\ntitle = B\n", "which names a section" },
	{ "[chooser]\ntitle = T\nfirst = z\n[b]\ntitle = B\n", "first should name" },
	{ "[chooser]\ntitle = T\nfirst = b\n[b]\nabout = B\n", "needs a title" },
	{ "[chooser]\ntitle = T\nfirst = b\n[b]\ntitle = B\nsauce = red\n", ":6: `sauce`" },
	{ "[chooser]\ntitle = T\nfirst = a\n[a]\nquestion = Q\nanswer.z = x\n", "a to f" },
};

START_TEST(a_flowchart_that_cannot_be_walked_is_one_line)
{
	char folder[] = "chart-XXXXXX", path[80], command[80];
	struct error error = { "" };
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(command, sizeof command, "mkdir -p %s/lessons/pages", folder);
	ck_assert_int_eq(system(command), 0);
	snprintf(path, sizeof path, "%s/lessons/pages/chooser.ini", folder);
	FILE *file = fopen(path, "w");
	fputs(charts[_i].text, file);
	fclose(file);
	ck_assert_ptr_null(chooser_read(folder, &error));
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
	ck_assert_msg(strstr(error.text, charts[_i].says) != NULL, "'%s' says nothing of '%s'", error.text, charts[_i].says);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("menu");
	TCase *list = tcase_create("list"), *words = tcase_create("words"), *reader = tcase_create("reader"), *chooser = tcase_create("chooser");
	tcase_add_test(list, headings_are_never_chosen);
	tcase_add_test(list, a_chapter_stands_apart);
	tcase_add_test(list, a_search_looks_into_what_rows_are_about);
	tcase_add_test(list, a_search_that_finds_nothing_chooses_nothing);
	tcase_add_test(list, enter_in_a_search_takes_the_row_and_closes_it);
	tcase_add_test(list, a_press_chooses_and_a_second_takes);
	tcase_add_test(list, what_is_chosen_stays_in_sight);
	tcase_add_test(list, the_row_of_a_link_is_found_again);
	tcase_add_test(words, a_word_is_found_however_it_is_written);
	tcase_add_test(words, shipped_words_lead_to_words_and_are_short);
	tcase_add_test(words, a_copy_outlives_its_document);
	tcase_add_test(words, words_that_are_not_there_are_one_error);
	tcase_add_test(reader, a_card_goes_from_word_to_word_and_back);
	tcase_add_test(reader, a_card_says_what_leads_elsewhere);
	tcase_add_test(reader, a_word_without_an_entry_is_said);
	tcase_add_test(reader, pages_are_followed_and_gone_back_through);
	tcase_add_test(reader, what_is_typed_is_found_on_the_page);
	tcase_add_test(chooser, every_way_ends_at_a_kitchen_and_a_lesson);
	tcase_add_loop_test(chooser, a_flowchart_that_cannot_be_walked_is_one_line, 0, (int)(sizeof charts / sizeof charts[0]));
	suite_add_tcase(suite, list);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, reader);
	suite_add_tcase(suite, chooser);
	return run_suite(suite);
}
