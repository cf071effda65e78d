/* test_lesson.c - a folder becomes a lesson, or words with FILE:LINE; what a stranger puts there opens nothing outside and brings no control character along. */
#include "suite.h"
#include "lesson/shelf.h"
#include "tui/pane.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define INI "[lesson]\ntitle = T\nsummary = S\nrecipe = visits\n"
#define STEP INI "[step:one]\n"
#define PROSE "## one\n\nText.\n"

static char base[] = "/tmp/lunchrush-lesson-XXXXXX", folder[256], told[8192];

static void put(const char *file, const char *text, size_t length)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", folder, file);
	FILE *to = fopen(path, "w");
	ck_assert_ptr_nonnull(to);
	fwrite(text, 1, length, to);
	fclose(to);
}

static void put_text(const char *file, const char *text)
{
	put(file, text, strlen(text));
}

static void folder_begin(const char *name)
{
	snprintf(folder, sizeof folder, "%s/%s", base, name);
	ck_assert(mkdir(folder, 0700) == 0);
}

static void setup(void)
{
	strcpy(base + strlen(base) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(base));
	folder_begin("10-small");
}

static void teardown(void)
{
	char command[300];

	snprintf(command, sizeof command, "rm -rf '%s'", base);
	ck_assert_int_eq(system(command), 0);
}

/* Without the path of the folder before it. */
static void tell(void *data, const char *message)
{
	size_t length = strlen(folder);

	(void)data;
	if (!strncmp(message, folder, length) && message[length] == '/')
		message += length + 1;
	if (strlen(told) + strlen(message) + 2 < sizeof told)
		strcat(strcat(told, message), "\n");
}

static const char *told_of(const char *ini, const char *prose)
{
	if (ini)
		put_text("lesson.ini", ini);
	if (prose)
		put_text("prose.md", prose);
	told[0] = '\0';
	struct lesson *lesson = lesson_load_telling(folder, "", tell, NULL);
	struct error error = { "" };
	struct lesson *whole = lesson_load(folder, "", &error);
	/* lesson_load says the first of what is told, and gives a lesson where nothing is wrong with what is no translation */
	ck_assert(!whole == (error.text[0] != '\0'));
	ck_assert(whole || told[0]);
	lesson_free(whole);
	lesson_free(lesson);
	return told;
}

static struct lesson *load(const char *language)
{
	struct error error = { "" };
	struct lesson *lesson = lesson_load(folder, language, &error);

	ck_assert_msg(lesson, "%s", error.text);
	return lesson;
}

static const char *text_of(const struct document *document)
{
	static char text[8][2048];
	static int at;
	char *of = document_text(document, 0);

	at = (at + 1) % 8;
	snprintf(text[at], sizeof text[at], "%s", of);
	free(of);
	return text[at];
}

/* ---- a good one ---- */

static const char whole_ini[] =
	"[lesson]\ntitle = The counter\nsummary = Visits get lost.\nchapter = Races\norder = 100\nminutes = 15\nneeds = sandwich, jugglers\nmore = lesson:opposed, word:race\n"
	"engine = threads\ngil = off\nseed = 7\nparam.workers = 2\n"
	"[step:look]\nmode = read\nask = choice\nanswer = b\nchoice.a = Yes\nchoice.b = No\nreply.a = Look again.\n"
	"[step:drive]\nmode = stepped\nschedule = AB*A\npolicy = round-robin\nparam.workers = 3\npanes = next, memory\nask = number\nanswer = global visits\nwithin = 1\ngoal = visits < 2\nclaim = visits = 1\n"
	"[step:count]\nmode = explore\nask = choice\nanswer = explore failing\nvalue.a = 0\nvalue.b = > 0\ngoal = no failing schedule\ncost = 4\nsolution = mended.lua\n"
	"[step:order]\nmode = live\nengine = loop\nask = order\nanswer = CAB\nreply.abc = Not by letters.\nclaim.first = first ended = C\n"
	"[step:price]\nmode = compare\nengine = sequential, threads+gil\n";
static const char whole_prose[] =
	"## look\n\nA [word](word:race).\n\n### question\nIs it `so`?\n\n## drive\n\nD.\n\n### question\nHow many?\n\n### reply 2\nTwo is too many.\n\n### hint\nOne.\n\n### hint\nTwo.\n\n### after\n\nA1.\n\nA2.\n\n### notes\n\n- n\n\n"
	"## count\n\nC.\n\n### question\nAny?\n\n### choice a\nNone\n\n### choice b\nSome\n\n### reply a\nSome do.\n\n## order\n\nO.\n\n### question\nWho?\n\n## price\n\nP.\n";

static void put_whole(void)
{
	put_text("lesson.ini", whole_ini);
	put_text("prose.md", whole_prose);
	put_text("recipe.lua", "visits = 0\n");
	put_text("mended.lua", "visits = 0\n");
}

START_TEST(a_whole_lesson_is_what_its_folder_says)
{
	put_whole();
	ck_assert_str_eq(told_of(NULL, NULL), "");
	struct lesson *lesson = load("");
	ck_assert_str_eq(lesson->name, "small");
	ck_assert_str_eq(lesson->title, "The counter");
	ck_assert_str_eq(lesson->chapter, "Races");
	ck_assert_int_eq(lesson->order, 100);
	ck_assert_int_eq(lesson->minutes, 15);
	ck_assert(lesson->need_count == 2 && !strcmp(lesson->needs[1], "jugglers"));
	ck_assert(lesson->more_count == 2 && !strcmp(lesson->more[0], "lesson:opposed"));
	ck_assert(lesson->own_recipe && !lesson->recipe[0]);
	ck_assert_uint_eq(lesson->step_count, 5);
	const struct lesson_step *look = &lesson->steps[0], *drive = look + 1, *count = look + 2, *order = look + 3, *price = look + 4;
	ck_assert(look->mode == LESSON_READ && look->ask == ASK_CHOICE && look->choice_count == 2 && !strcmp(look->answer, "b"));
	ck_assert_str_eq(look->question, "Is it so?");
	ck_assert_str_eq(look->choices[0].reply, "Look again.");
	ck_assert_str_eq(text_of(&look->prose), "A word.\n");
	ck_assert(drive->mode == LESSON_STEPPED && !strcmp(drive->schedule, "AB*A") && !strcmp(drive->policy, "round-robin"));
	ck_assert(!strcmp(drive->engine, "threads") && drive->gil == 0 && drive->seed == 7 && drive->pace < 0);
	ck_assert(drive->setting_count == 1 && !strcmp(drive->settings[0].name, "workers") && !strcmp(drive->settings[0].value, "3"));
	ck_assert(look[4].setting_count == 1 && !strcmp(price->settings[0].value, "2"));
	ck_assert(drive->pane_count == 2 && !strcmp(drive->panes[0], "next"));
	ck_assert(drive->measured && !strcmp(quantity_text(drive->measured), "global visits") && drive->within == 1);
	ck_assert(drive->reply_count == 1 && !strcmp(drive->replies[0].answer, "2") && !strcmp(drive->replies[0].reply, "Two is too many."));
	ck_assert(drive->goal && !strcmp(drive->goal_text, "visits < 2") && !drive->by_editing && drive->claim_count == 1);
	ck_assert(drive->hint_count == 2 && !strcmp(text_of(&drive->hints[1]), "Two.\n"));
	ck_assert_str_eq(text_of(&drive->after), "A1.\n\nA2.\n");
	ck_assert_str_eq(text_of(&drive->notes), "- n\n");
	ck_assert(count->by_editing && count->cost == 4 && !strcmp(count->solution, "mended.lua"));
	ck_assert_str_eq(condition_text(count->choices[0].when), "explore failing = 0");
	ck_assert_str_eq(condition_text(count->choices[1].when), "explore failing > 0");
	ck_assert(!strcmp(count->choices[1].text, "Some") && !strcmp(count->choices[0].reply, "Some do."));
	ck_assert(!strcmp(order->answer, "CAB") && !strcmp(order->engine, "loop") && !strcmp(order->replies[0].answer, "ABC"));
	ck_assert(price->mode == LESSON_COMPARE && !price->engine[0] && !strcmp(price->engines, "sequential,threads+gil"));
	ck_assert_int_eq(lesson_step_named(lesson, "count"), 2);
	ck_assert_int_eq(lesson_step_named(lesson, "nowhere"), -1);
	lesson_free(lesson);
}
END_TEST

START_TEST(a_value_in_quotation_marks_may_hold_what_else_ends_it)
{
	put_text("lesson.ini", "[lesson]\ntitle = \"One; two # three = four\"\nsummary = 'Say \"so\"; go on'\n[step:one]\n");
	put_text("prose.md", PROSE);
	struct lesson *lesson = load("");
	ck_assert_str_eq(lesson->title, "One; two # three = four");
	ck_assert_str_eq(lesson->summary, "Say \"so\"; go on");
	lesson_free(lesson);
}
END_TEST

START_TEST(the_prose_may_say_title_and_summary)
{
	struct lesson_card card;
	struct error error = { "" };

	put_text("lesson.ini", "[lesson]\n[step:one]\n");
	put_text("prose.md", "# A title\n\nOf *what* it is.\n\n" PROSE);
	struct lesson *lesson = load(NULL);
	ck_assert_str_eq(lesson->title, "A title");
	ck_assert_str_eq(lesson->summary, "Of what it is.");
	ck_assert_int_eq(lesson_card_read(folder, NULL, &card, &error), 0);
	ck_assert_str_eq(card.title, "A title");
	ck_assert_str_eq(card.summary, "Of what it is.");
	ck_assert_int_eq(card.steps, 1);
	lesson_free(lesson);
}
END_TEST

START_TEST(a_card_says_what_a_menu_shows)
{
	struct lesson_card card;
	struct error error = { "" };

	put_whole();
	ck_assert_int_eq(lesson_card_read(folder, "", &card, &error), 0);
	ck_assert_str_eq(card.name, "small");
	ck_assert_str_eq(card.folder, folder);
	ck_assert(card.order == 100 && card.minutes == 15 && card.steps == 5 && card.need_count == 2);
	put_text("prose.de.md", "# Der Zähler\n\nBesuche gehen verloren.\n\n## look\n\nEin Wort.\n");
	ck_assert_int_eq(lesson_card_read(folder, "de", &card, &error), 0);
	ck_assert_str_eq(card.title, "Der Zähler");
	put_text("lesson.ini", "[lesson\n");
	ck_assert_int_eq(lesson_card_read(folder, "", &card, &error), -1);
	ck_assert_msg(strstr(error.text, "/lesson.ini:1: a section is [name] with nothing after it"), "%s", error.text);
}
END_TEST

START_TEST(the_panes_are_those_of_the_screen)
{
	size_t count = 0;

	for (; panes[count]; count++) {
		bool known = false;
		for (size_t i = 0; i < LESSON_PANES; i++)
			known |= !strcmp(lesson_panes[i], panes[count]->name);
		ck_assert_msg(known, "%s", panes[count]->name);
	}
	ck_assert_uint_eq(count, LESSON_PANES);
}
END_TEST

/* ---- mistakes ---- */

static const struct {
	const char *ini, *prose, *told;
} mistakes[] = {
	{ STEP "[steps:two]\n", PROSE, "lesson.ini:6: there is no section [steps:two]: [lesson], and [step:NAME] for each step\n" },
	{ STEP "[step:one]\n", PROSE, "lesson.ini:6: [step:one] was already begun on line 5\n" },
	{ INI "[step:One]\n", PROSE, "lesson.ini:5: names of sections have no capitals: [step:one]\n" },
	{ INI "[step:one_two]\n", "## one_two\n\nT.\n", NULL },
	{ "[lesson]\ntitle = T\nsummary = S\ncolour = red\n[step:one]\n", PROSE, NULL },
	{ STEP "colour = red\n", PROSE, NULL },
	{ STEP "mode = sing\n", PROSE, "lesson.ini:6: there is no mode `sing`: read, live, stepped, explore or compare\n" },
	{ STEP "mode = live\nengine = steam\n", PROSE, "lesson.ini:7: there is no engine `steam`: threads, loop, processes, instances or sequential\n" },
	{ STEP "mode = compare\nengine = threads, steam\n", PROSE, "lesson.ini:7: there is no engine `steam`: sequential threads threads+gil loop processes\n" },
	{ STEP "mode = live\npanes = memory, cellar\n", PROSE, NULL },
	{ STEP "mode = live\ngil = maybe\n", PROSE, "lesson.ini:7: gil is on or off\n" },
	{ STEP "mode = live\npace = fast\n", PROSE, "lesson.ini:7: pace is a number, and `fast` is none\n" },
	{ STEP "mode = live\npace = nan\n", PROSE, "lesson.ini:7: pace is a number, and `nan` is none\n" },
	{ STEP "mode = live\nseed = -1\n", PROSE, "lesson.ini:7: seed is a whole number\n" },
	{ STEP "mode = stepped\npolicy = chaos\n", PROSE, NULL },
	{ STEP "mode = stepped\nschedule = a then b\n", PROSE, NULL },
	{ STEP "mode = live\nschedule = AB\n", PROSE, "lesson.ini:7: a schedule and a policy are for mode = stepped\n" },
	{ STEP "mode = live\nparam.Workers = 2\n", PROSE, NULL },
	{ STEP "mode = live\nparam.a-b = 2\n", PROSE, NULL },
	{ STEP "schedule = AB\n", PROSE, "lesson.ini:6: nothing runs in this step, so this is of no use: mode = live, stepped, explore or compare\n" },
	{ "[lesson]\ntitle = T\nsummary = S\n[step:one]\nmode = live\n", PROSE, "lesson.ini:4: there is nothing to run: no recipe.lua in the folder, and no `recipe = NAME`\n" },
	{ "[lesson]\ntitle = T\nsummary = S\nrecipe = ../x\n[step:one]\n", PROSE, NULL },
	{ STEP "recipe = none.lua\n", PROSE, "lesson.ini:6: recipe: there is no regular file none.lua in the folder\n" },
	{ STEP "ask = riddle\n", PROSE, "lesson.ini:6: ask is choice, number, worker or order, and not `riddle`\n" },
	{ STEP "ask = number\nanswer = 4\n", PROSE, "lesson.ini:5: something is asked, but there is no question: question = … here, or ### question in prose.md\n" },
	{ STEP "ask = number\nquestion = Q?\n", PROSE, "lesson.ini:5: there is no answer: answer = 4, or what it is measured by: answer = global visits\n" },
	{ STEP "question = Q?\n", PROSE, "lesson.ini:6: there is a question, but not what is asked for: ask = choice, number, worker or order\n" },
	{ STEP "ask = number\nquestion = Q?\nanswer = global visits\n", PROSE, "lesson.ini:8: the answer is measured, but nothing runs in this step: say its mode\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nchoice.b = B\nanswer = c\n", PROSE, "lesson.ini:10: answer: there is no choice c\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nanswer = a\n", PROSE, "lesson.ini:5: ask = choice has at least two: choice.a = …, choice.b = …\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nchoice.c = C\nanswer = a\n", PROSE, "lesson.ini:5: choice b has no text: choice.b here, or ### choice b in prose.md\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nchoice.b = B\n", PROSE, "lesson.ini:5: it is not said which choice is right: answer = a, or when.a = … for each\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nchoice.b = B\nanswer = a\nreply.d = D\n", PROSE, "lesson.ini:11: reply d: there is no such choice, or it has one already\n" },
	{ STEP "ask = choice\nquestion = Q?\nchoice.a = A\nchoice.z = Z\nanswer = a\n", PROSE, NULL },
	{ STEP "ask = number\nquestion = Q?\nanswer = 3\n", PROSE "\n### reply many\nNo.\n", "prose.md:5: reply many: that is no answer to what is asked\n" },
	{ STEP "mode = live\ngoal = visits <\n", PROSE, NULL },
	{ STEP "mode = live\nclaim = \n", PROSE, NULL },
	{ STEP "mode = live\ncost = 2\n", PROSE, "lesson.ini:7: there is no goal that this belongs to: goal = …\n" },
	{ STEP "mode = explore\ngoal = no failing schedule\nsolution = gone.lua\n", PROSE, "lesson.ini:8: solution: there is no regular file gone.lua in the folder\n" },
	{ STEP "mode = explore\ngoal = no failing schedule\nsolution = ../x.lua\n", PROSE, "lesson.ini:8: solution is a recipe in the lesson's folder: mended.lua\n" },
	{ STEP "[step:two]\n", PROSE, "lesson.ini:6: [step:two] has no heading ## two in prose.md\n" },
	{ STEP, PROSE "## two\n\nT.\n", "prose.md:4: there is no [step:two] in lesson.ini\n" },
	{ STEP "[step:two]\n", "## two\n\nT.\n\n" PROSE, "prose.md:5: ## one comes after ## two, but before it in lesson.ini\n" },
	{ STEP, PROSE "\n## one\n\nAgain.\n", "prose.md:5: ## one was already on line 1\n" },
	{ STEP, "## one\n\n### after\nA.\n", "prose.md:1: ## one has no text under it\n" },
	{ STEP, PROSE "\n### speech\nS.\n", "prose.md:5: ### speech means nothing: notes, hint, after, question, choice X or reply X\n" },
	{ STEP, PROSE "\n### hint\n\n### after\nA.\n", "prose.md:5: ### hint has nothing under it\n" },
	{ STEP, PROSE "\n### after\nA.\n\n### after\nB.\n", "prose.md:8: ### after stands twice in this step\n" },
	{ STEP, PROSE "\n#### deep\n\nT.\n", "prose.md:5: this heading means nothing here: a step is ## NAME, a part of it ### NAME\n" },
	{ STEP "ask = number\nanswer = 1\nquestion = Q?\n", PROSE "\n### question\nAnother?\n", "prose.md:5: the question is already in lesson.ini, on line 8\n" },
	{ STEP, "# Title\n\n" PROSE, "prose.md:1: the title is already in lesson.ini\n" },
	{ STEP, "Some words.\n\n" PROSE, "prose.md:1: before the first ## NAME there may be # Title and one paragraph, the summary, and no more\n" },
	{ STEP, "## one\n\nA [l](http://x.org) and a [w](word:A).\n", "prose.md:3: the link `http://x.org`: a link begins with word: page: lesson: or recipe:\n"
		"prose.md:3: the link `word:A`: its name has lower-case letters, digits and -\n" },
	{ STEP, "## one\n\nA <b>x</b>.\n", NULL },
	{ STEP, "## one\n\n![i](i.png)\n", "prose.md:3: an image has no place on a terminal: say it in words\n" },
	{ STEP "question = a; b\n", PROSE, "lesson.ini:6: a value ends at ; or #: put the comment on a line of its own, or the whole value in quotation marks\n" },
	{ STEP "question = \"So\" he said\n", PROSE, "lesson.ini:6: a value that begins with \" must end with it, and have none in between: leave it out, or write a word before it\n" },
	{ STEP "question = 'tis so\n", PROSE, "lesson.ini:6: a value that begins with ' must end with it, and have none in between: leave it out, or write a word before it\n" },
	{ STEP "mode = read\nmode = live\n", PROSE, "lesson.ini:7: `mode` was already given on line 6\n" },
	{ STEP "one\ntwo = \\\n", PROSE, "lesson.ini:6: expected `name = value`, [section] or a comment\nlesson.ini:7: a line may not end in \\\n" },
	{ "\xef\xbb\xbf" STEP, PROSE, NULL },
	{ STEP, "\xef\xbb\xbf" PROSE, NULL },
	{ "[lesson]\nsummary = S\n[step:one]\n", PROSE, "lesson.ini: the lesson has no title: title = … in [lesson]\n" },
	{ INI, "", "lesson.ini: the lesson has no steps: [step:NAME] for each\n" },
	{ "[lesson]\ntitle = T\nsummary = S\nneeds = small\n[step:one]\n", PROSE, "lesson.ini:4: needs: `small` is no name of another lesson\n" },
	{ "[lesson]\ntitle = T\nsummary = S\nmore = opposed\n[step:one]\n", PROSE, "lesson.ini:4: more: `opposed`: a link begins with word: page: lesson: or recipe:\n" },
};

START_TEST(each_mistake_is_told_with_its_file_and_line)
{
	const char *said = told_of(mistakes[_i].ini, mistakes[_i].prose);

	if (mistakes[_i].told)
		ck_assert_str_eq(said, mistakes[_i].told);
	else /* long words: a line of them, with a place */
		ck_assert_msg((!strncmp(said, "lesson.ini:", 11) || !strncmp(said, "prose.md:", 9)) && strchr(said, '\n'), "%s", said);
}
END_TEST

START_TEST(all_mistakes_of_all_files_are_told_at_once)
{
	const char *said = told_of(STEP "mode = sing\nask = riddle\ncolour = red\n", "## one\n\n<i>\n\n### speech\nS.\n\n## two\n\n[x](y:z)\n");
	size_t lines = 0;

	for (const char *at = said; (at = strchr(at, '\n')); at++)
		lines++;
	ck_assert_msg(lines == 8, "%s", said);
}
END_TEST

START_TEST(over_long_text_is_told_not_cut)
{
	char ini[3000], prose[12000];

	snprintf(ini, sizeof ini, "[lesson]\ntitle = %0100d\nsummary = %0300d\n[step:one]\nquestion = %0600d\n", 1, 2, 3);
	ck_assert_str_eq(told_of(ini, PROSE), "lesson.ini:2: title has 100 bytes: at most 95 have room\nlesson.ini:3: summary has 300 bytes: at most 255 have room\n"
		"lesson.ini:5: question has 600 bytes: at most 500 have room\n");
	snprintf(prose, sizeof prose, "## one\n\n%09000d\n", 1);
	ck_assert_str_eq(told_of(STEP, prose), "prose.md:1: ## one is longer than 8 KB\n");
}
END_TEST

START_TEST(a_folder_has_a_lessons_name)
{
	static const char *const names[] = { "10-Small", "has space", "10-", "-x", "x_y" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		folder_begin(names[i]);
		ck_assert_msg(strstr(told_of(STEP, PROSE), "a lesson's folder is called by lower-case letters"), "%s: %s", names[i], told);
	}
	folder_begin("own");
	ck_assert_str_eq(told_of(STEP, PROSE), "");
}
END_TEST

/* ---- translations ---- */

START_TEST(a_translation_takes_the_place_of_what_it_has)
{
	put_whole();
	put_text("prose.de.md", "# Der Zähler\n\nBesuche gehen verloren.\n\n## look\n\nEin Wort.\n\n### question\nIst es so?\n\n### choice a\nJa\n\n### reply a\nNoch einmal.\n\n"
		"## drive\n\n### hint\nNur einer.\n\n### reply 2\nZu viele.\n");
	ck_assert_str_eq(told_of(NULL, NULL), "");
	struct lesson *lesson = load("de");
	ck_assert_str_eq(lesson->title, "Der Zähler");
	ck_assert_str_eq(lesson->summary, "Besuche gehen verloren.");
	const struct lesson_step *look = &lesson->steps[0], *drive = look + 1;
	ck_assert(look->translated && !drive->translated && !look[2].translated);
	ck_assert_str_eq(text_of(&look->prose), "Ein Wort.\n");
	ck_assert_str_eq(look->question, "Ist es so?");
	ck_assert_str_eq(look->choices[0].text, "Ja");
	ck_assert_str_eq(look->choices[1].text, "No");
	ck_assert_str_eq(look->choices[0].reply, "Noch einmal.");
	ck_assert_str_eq(text_of(&drive->prose), "D.\n");
	ck_assert(drive->hint_count == 1 && !strcmp(text_of(&drive->hints[0]), "Nur einer.\n"));
	ck_assert_str_eq(drive->replies[0].reply, "Zu viele.");
	ck_assert_str_eq(text_of(&drive->after), "A1.\n\nA2.\n");
	lesson_free(lesson);
	lesson = load("fr");
	ck_assert(!strcmp(lesson->title, "The counter") && !lesson->steps[0].translated);
	lesson_free(lesson);
}
END_TEST

START_TEST(what_a_translation_has_and_the_lesson_has_not_is_told)
{
	put_whole();
	put_text("prose.de.md", "## look\n\n### choice c\nVielleicht\n\n### reply b\nR.\n\n## extra\n\nE.\n\n## drive\n\n### question\nWie?\n\n## price\n\n### question\nWas?\n");
	ck_assert_str_eq(told_of(NULL, NULL), "prose.de.md:3: the lesson has no choice c in this step\nprose.de.md:6: the lesson has no reply b in this step\n"
		"prose.de.md:9: the lesson has no step `extra`\nprose.de.md:20: the lesson asks nothing in this step\n");
	/* a person reads the lesson as it was written */
	struct lesson *lesson = load("de");
	ck_assert_str_eq(lesson->steps[1].question, "How many?");
	lesson_free(lesson);
	put_text("prose.de.md", "## look\n\nEin Wort.\n");
	put_text("prose.DE_x.md", "");
	ck_assert_str_eq(told_of(NULL, NULL), "prose.DE_x.md: a translation is prose.LANG.md with two or three letters: prose.de.md\n");
}
END_TEST

START_TEST(the_language_is_the_persons)
{
	unsetenv("LC_ALL"), unsetenv("LC_MESSAGES"), unsetenv("LANG"), unsetenv("LANGUAGE");
	ck_assert_str_eq(lesson_language(), "");
	setenv("LANG", "de_DE.UTF-8", 1);
	ck_assert_str_eq(lesson_language(), "de");
	setenv("LC_ALL", "C.UTF-8", 1);
	ck_assert_str_eq(lesson_language(), "");
	setenv("LANGUAGE", "es:de", 1);
	ck_assert_str_eq(lesson_language(), "es");
	setenv("LANGUAGE", "en_GB", 1);
	ck_assert_str_eq(lesson_language(), "");
	setenv("LANGUAGE", "../../etc", 1);
	ck_assert_str_eq(lesson_language(), "");
}
END_TEST

/* ---- strangers ---- */

static bool said_of(const char *words)
{
	return strstr(told_of(NULL, NULL), words) != NULL;
}

START_TEST(nothing_but_regular_files_of_the_folder_is_opened)
{
	char path[400], outside[400];

	put_text("lesson.ini", STEP);
	snprintf(outside, sizeof outside, "%s/outside.md", base);
	FILE *to = fopen(outside, "w");
	fputs(PROSE, to);
	fclose(to);
	snprintf(path, sizeof path, "%s/prose.md", folder);
	ck_assert(symlink(outside, path) == 0);
	ck_assert_msg(said_of("prose.md: is a link; put the file itself there"), "%s", told);
	unlink(path);
	ck_assert(mkfifo(path, 0600) == 0);
	ck_assert_msg(said_of("prose.md: is no regular file"), "%s", told);
	unlink(path);
	ck_assert(mkdir(path, 0700) == 0);
	ck_assert_msg(said_of("prose.md: is no regular file"), "%s", told);
	rmdir(path);
	ck_assert_msg(said_of("prose.md: there is no such file"), "%s", told);
	put_text("prose.md", PROSE);
	snprintf(path, sizeof path, "%s/recipe.lua", folder);
	ck_assert(symlink(outside, path) == 0);
	struct lesson *lesson = load("");
	ck_assert(!lesson->own_recipe);
	lesson_free(lesson);
	unlink(path);
	snprintf(path, sizeof path, "%s/lesson.ini", folder);
	unlink(path);
	ck_assert(symlink("/etc/passwd", path) == 0);
	ck_assert_msg(said_of("lesson.ini: is a link; put the file itself there"), "%s", told);
}
END_TEST

START_TEST(a_solution_that_is_a_link_is_not_there)
{
	char path[400];

	snprintf(path, sizeof path, "%s/mended.lua", folder);
	ck_assert(symlink("/etc/passwd", path) == 0);
	ck_assert_str_eq(told_of(STEP "mode = explore\ngoal = no failing schedule\nsolution = mended.lua\n", PROSE), "lesson.ini:8: solution: there is no regular file mended.lua in the folder\n");
	ck_assert_str_eq(told_of(STEP "mode = explore\nrecipe = mended.lua\n", PROSE), "lesson.ini:7: recipe: there is no regular file mended.lua in the folder\n");
}
END_TEST

START_TEST(a_nul_or_a_huge_file_is_refused)
{
	static char huge[300 << 10];

	put_text("lesson.ini", STEP);
	put("prose.md", "## one\n\nA\0B\n", 12);
	ck_assert_msg(said_of("prose.md: holds a NUL byte: this is no text"), "%s", told);
	memset(huge, '\n', sizeof huge);
	put("prose.md", huge, sizeof huge);
	ck_assert_msg(said_of("prose.md: is larger than 128 KB"), "%s", told);
	put("lesson.ini", huge, sizeof huge);
	ck_assert_msg(said_of("lesson.ini: is larger than 64 KB"), "%s", told);
}
END_TEST

START_TEST(ten_thousand_steps_are_refused)
{
	static char ini[64 << 10];
	size_t at = (size_t)sprintf(ini, INI);

	for (int i = 0; at + 20 < sizeof ini && i < 10000; i++)
		at += (size_t)sprintf(ini + at, "[step:%x]\n", i);
	told_of(ini, PROSE);
	ck_assert_msg(strstr(told, "lesson.ini:37: a lesson has at most 32 steps\n"), "%s", told);
}
END_TEST

static void assert_plain(const char *text)
{
	for (const char *at = text; at && *at; at++)
		ck_assert_msg((unsigned char)*at >= ' ' && *at != '\x7f' && !(at[0] == '\xc2' && (unsigned char)at[1] < 0xa0), "%s", text);
	ck_assert_msg(!text || (!strstr(text, "\u202e") && !strstr(text, "\u200b") && !strstr(text, "\ufeff")), "%s", text);
}

START_TEST(no_control_character_comes_through_in_any_field)
{
	static const char *const evil[] = { "\x1b[2J", "\x07", "\u202e", "\u200b", "\xc2\x9b" "1m", "\x7f", "\xff", "\xed\xa0\x80", "\r", "\xf4\x90\x80\x80", "\ufeff", "\u2028" };
	static const char *const fields[] = { "[lesson]\ntitle = %s\nsummary = S\n[step:one]\n", "[lesson]\ntitle = T\nsummary = %s\n[step:one]\n", INI "chapter = %s\n[step:one]\n",
		INI "needs = %s\n[step:one]\n", INI "more = word:%s\n[step:one]\n", INI "[step:%s]\n", STEP "mode = %s\n", STEP "question = %s\nask = number\nanswer = 1\n",
		STEP "ask = choice\nquestion = Q\nanswer = a\nchoice.a = %s\nchoice.b = B\n", STEP "ask = number\nquestion = Q\nanswer = %s\n",
		STEP "mode = live\ngoal = visits = %s\n", STEP "mode = live\nparam.a = %s\n", STEP "mode = live\nparam.%s = 1\n", STEP "mode = stepped\nschedule = %s\n", STEP "%s = 1\n" };

	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
		for (size_t j = 0; j < sizeof fields / sizeof *fields; j++) {
			char ini[600];
			snprintf(ini, sizeof ini, fields[j], evil[i]);
			put_text("lesson.ini", ini);
			put_text("prose.md", PROSE);
			told[0] = '\0';
			struct lesson *lesson = lesson_load_telling(folder, "", tell, NULL);
			for (char *line = strtok(told, "\n"); line; line = strtok(NULL, "\n"))
				assert_plain(line);
			if (lesson) {
				assert_plain(lesson->title), assert_plain(lesson->summary), assert_plain(lesson->chapter), assert_plain(lesson->needs[0]), assert_plain(lesson->more[0]);
				for (size_t s = 0; s < lesson->step_count; s++) {
					const struct lesson_step *step = &lesson->steps[s];
					assert_plain(step->name), assert_plain(step->question), assert_plain(step->answer), assert_plain(step->goal_text), assert_plain(step->schedule);
					assert_plain(step->choice_count ? step->choices[0].text : NULL);
					assert_plain(step->setting_count ? step->settings[0].value : NULL);
				}
			}
			lesson_free(lesson);
		}
}
END_TEST

/* ---- the shelf ---- */

static void shelf_lesson(const char *under, const char *name, const char *ini)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", base, under);
	mkdir(path, 0700);
	snprintf(folder, sizeof folder, "%s/%s/%s", base, under, name);
	ck_assert(mkdir(folder, 0700) == 0);
	if (ini)
		put_text("lesson.ini", ini);
}

START_TEST(the_shelf_has_what_is_installed_and_ones_own_in_order)
{
	char own[200], found[1024];
	struct error error = { "" };

	shelf_lesson("lessons", "20-late", INI "order = 20\n[step:a]\n");
	shelf_lesson("lessons", "30-early", INI "order = 10\nneeds = late\n[step:a]\n[step:b]\n");
	shelf_lesson("lessons", "40-broken", "title\n");
	shelf_lesson("lessons", "50-recipe-only", NULL);
	snprintf(own, sizeof own, "%s/lunchrush", base);
	mkdir(own, 0700);
	shelf_lesson("lunchrush/lessons", "mine", INI "[step:a]\n");
	shelf_lesson("lunchrush/lessons", "99-late", INI "[step:a]\n");
	setenv("XDG_DATA_HOME", base, 1);
	struct shelf *shelf = shelf_read(base, "");
	ck_assert_uint_eq(shelf->count, 5);
	ck_assert_str_eq(shelf->lessons[0].card.name, "early");
	ck_assert_str_eq(shelf->lessons[1].card.name, "late");
	ck_assert(shelf->lessons[0].card.steps == 2 && !shelf->lessons[0].wrong[0]);
	ck_assert_msg(strstr(shelf_named(shelf, "broken")->wrong, "lesson.ini:1: "), "%s", shelf_named(shelf, "broken")->wrong);
	ck_assert(shelf_named(shelf, "mine") && !shelf_named(shelf, "recipe-only") && !shelf_named(shelf, "nothing"));
	ck_assert(!shelf_named(shelf, "late")->wrong[0]);
	struct progress *progress = progress_in_memory();
	ck_assert_str_eq(shelf_next(shelf, progress)->card.name, "late"); /* early needs it */
	progress_at(progress, "mine", "a", &error);
	ck_assert_str_eq(shelf_next(shelf, progress)->card.name, "mine");
	progress_finish(progress, "mine", &error);
	progress_finish(progress, "late", &error);
	ck_assert_str_eq(shelf_next(shelf, progress)->card.name, "early");
	progress_finish(progress, "early", &error);
	ck_assert_ptr_null(shelf_next(shelf, progress));
	progress_free(progress);
	shelf_free(shelf);
	ck_assert_int_eq(shelf_find(base, "early", found, &error), 0);
	ck_assert_msg(strstr(found, "/lessons/30-early"), "%s", found);
	ck_assert_int_eq(shelf_find(base, found, found, &error), 0);
	ck_assert_int_eq(shelf_find(base, "earl", found, &error), -1);
	ck_assert_str_eq(error.text, "there is no lesson 'earl'; is 'early' meant?");
	ck_assert_int_eq(shelf_find(base, "./nowhere", found, &error), -1);
}
END_TEST

START_TEST(a_translation_that_is_a_link_is_left_out)
{
	char path[400];

	put_whole();
	snprintf(path, sizeof path, "%s/prose.de.md", folder);
	ck_assert(symlink("/etc/passwd", path) == 0);
	struct lesson *lesson = load("de");
	ck_assert(!lesson->steps[0].translated);
	lesson_free(lesson);
	ck_assert_str_eq(told_of(NULL, NULL), "prose.de.md: is a link; put the file itself there\n");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lesson");
	TCase *good = tcase_create("good"), *wrong = tcase_create("wrong"), *tongues = tcase_create("tongues"), *strangers = tcase_create("strangers"), *shelf = tcase_create("shelf");
	TCase *all[] = { good, wrong, tongues, strangers, shelf };

	tcase_add_test(good, a_whole_lesson_is_what_its_folder_says);
	tcase_add_test(good, a_value_in_quotation_marks_may_hold_what_else_ends_it);
	tcase_add_test(good, the_prose_may_say_title_and_summary);
	tcase_add_test(good, a_card_says_what_a_menu_shows);
	tcase_add_test(good, the_panes_are_those_of_the_screen);
	tcase_add_loop_test(wrong, each_mistake_is_told_with_its_file_and_line, 0, sizeof mistakes / sizeof *mistakes);
	tcase_add_test(wrong, all_mistakes_of_all_files_are_told_at_once);
	tcase_add_test(wrong, over_long_text_is_told_not_cut);
	tcase_add_test(wrong, a_folder_has_a_lessons_name);
	tcase_add_test(tongues, a_translation_takes_the_place_of_what_it_has);
	tcase_add_test(tongues, what_a_translation_has_and_the_lesson_has_not_is_told);
	tcase_add_test(tongues, a_translation_that_is_a_link_is_left_out);
	tcase_add_test(tongues, the_language_is_the_persons);
	tcase_add_test(strangers, nothing_but_regular_files_of_the_folder_is_opened);
	tcase_add_test(strangers, a_solution_that_is_a_link_is_not_there);
	tcase_add_test(strangers, a_nul_or_a_huge_file_is_refused);
	tcase_add_test(strangers, ten_thousand_steps_are_refused);
	tcase_add_test(strangers, no_control_character_comes_through_in_any_field);
	tcase_add_test(shelf, the_shelf_has_what_is_installed_and_ones_own_in_order);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		tcase_add_checked_fixture(all[i], setup, teardown);
		tcase_set_timeout(all[i], 30);
		suite_add_tcase(suite, all[i]);
	}
	return run_suite(suite);
}
