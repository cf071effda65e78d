/* test_theme.c - themes: those that ship, and those that somebody got wrong. */
#include "suite.h"
#include "tui/colour.h"
#include "tui/contrast.h"
#include "tui/theme.h"
#include "tui/theme_shelf.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[] = "/tmp/test_theme_XXXXXX.ini", home[] = "/tmp/test_theme_XXXXXX";
static struct theme theme;
static struct error error;

/* The theme in a file of this text: 0 or -1, as theme_load. */
static int load_bytes(const char *text, size_t length)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
	error.text[0] = '\0';
	return theme_load(&theme, NULL, path, &error);
}

static int load(const char *text)
{
	return load_bytes(text, strlen(text));
}

/* Loading fails, and the line says where and what. */
static void assert_fails(const char *text, int line, const char *words)
{
	char where[64];
	snprintf(where, sizeof where, "%s:%d: ", path, line);
	ck_assert_int_eq(load(text), -1);
	ck_assert_msg(!strncmp(error.text, where, strlen(where)), "`%s` should begin with `%s`", error.text, where);
	ck_assert_msg(strstr(error.text, words) != NULL, "`%s` should tell of `%s`", error.text, words);
}

static void make(void)
{
	strcpy(path, "/tmp/test_theme_XXXXXX.ini");
	int fd = mkstemps(path, 4);
	ck_assert_int_ge(fd, 0);
	close(fd);
	unsetenv("NO_COLOR");
	strcpy(home, "/tmp/test_theme_XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(home));
	setenv("XDG_CONFIG_HOME", home, 1);
}

/* A file of the person's own themes, or with text NULL: away with it. */
static void own(const char *name, const char *text)
{
	static const char *const folders[] = { "", "/lunchrush", "/lunchrush/themes" };
	char at[256];
	for (int i = 0; i < 3; i++) {
		snprintf(at, sizeof at, "%s%s", home, folders[i]);
		mkdir(at, 0700);
	}
	snprintf(at, sizeof at, "%s/lunchrush/themes/%s", home, name);
	unlink(at);
	FILE *file = text ? fopen(at, "w") : NULL;
	if (file) {
		fputs(text, file);
		fclose(file);
	}
}

static void drop(void)
{
	static const char *const mine[] = { "dark.ini", "mine.ini", "no good.ini", "readme.txt" }, *const folders[] = { "/lunchrush/themes", "/lunchrush", "" };
	char at[256];
	unlink(path);
	for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
		own(mine[i], NULL);
	for (int i = 0; i < 3; i++) {
		snprintf(at, sizeof at, "%s%s", home, folders[i]);
		rmdir(at);
	}
}

static const char *data_dir(void)
{
	const char *dir = getenv("srcdir");
	return dir ? dir : ".";
}

START_TEST(shipped_themes_load_and_say_what_they_are)
{
	static const char *const names[] = { "dark", "light", "colour-blind", "colour-blind-light", "dracula", "gruvbox", "high-contrast", "mono", "projector", "solarized" };
	struct theme_shelf shelf;
	theme_shelf_read(&shelf, data_dir());
	ck_assert_int_eq(shelf.count, 10);
	ck_assert_ptr_null(shelf.names[10]);
	for (int i = 0; i < 10; i++) {
		ck_assert_str_eq(shelf.names[i], names[i]);
		ck_assert_msg(theme_load(&theme, data_dir(), names[i], &error) == 0, "%s", error.text);
		ck_assert_str_eq(theme.name, names[i]);
		ck_assert_str_ne(theme.about, "");
	}
}
END_TEST

START_TEST(shipped_themes_tell_states_apart_at_every_depth_of_colour)
{
	static const enum role_of_cell states[] = { ROLE_RUNNING, ROLE_READY, ROLE_WAITING, ROLE_BLOCKED, ROLE_SLEEPING };
	struct theme_shelf shelf;
	theme_shelf_read(&shelf, data_dir());
	for (int n = 0; n < shelf.count; n++) {
		ck_assert_int_eq(theme_load(&theme, data_dir(), shelf.names[n], &error), 0);
		for (int depth = DEPTH_8; depth < DEPTH_COUNT && strcmp(shelf.names[n], "mono"); depth++)
			for (int i = 0; i < 5; i++)
				for (int k = 0; k < i; k++)
					ck_assert_int_ne(memcmp(&theme.styles[depth][states[i]], &theme.styles[depth][states[k]], sizeof(struct style)), 0);
	}
}
END_TEST

/* ---- what is easy to read ---- */

static char findings[4096];

static void find(void *data, int line, const char *words)
{
	(void)data;
	size_t length = strlen(findings);
	snprintf(findings + length, sizeof findings - length, "%d: %s\n", line, words);
}

static int judge(const char *text)
{
	findings[0] = '\0';
	ck_assert_msg(load(text) == 0, "%s", error.text);
	return contrast_check(&theme, find, NULL);
}

START_TEST(shipped_themes_can_be_read_and_told_apart_by_all)
{
	struct theme_shelf shelf;
	theme_shelf_read(&shelf, data_dir());
	for (int i = 0; i < shelf.count; i++) {
		findings[0] = '\0';
		ck_assert_int_eq(theme_load(&theme, data_dir(), shelf.names[i], &error), 0);
		ck_assert_msg(contrast_check(&theme, find, NULL) == 0, "%s: %s", shelf.names[i], findings);
	}
}
END_TEST

START_TEST(high_contrast_is_seven_to_one)
{
	ck_assert_int_eq(theme_load(&theme, data_dir(), "high-contrast", &error), 0);
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct style *style = &theme.styles[DEPTH_256][role];
		ck_assert_msg(colour_contrast(colour_of(style->fg), colour_of(style->bg)) >= 7, "%s", theme_role_name(role));
	}
}
END_TEST

START_TEST(colours_are_measured_as_published)
{
	/* Of WCAG: black on white 21, a colour on itself 1, #777777 on white 4.48. */
	ck_assert_double_eq_tol(colour_contrast(colour_of(16), colour_of(231)), 21, 0.001);
	ck_assert_double_eq_tol(colour_contrast(colour_of(100), colour_of(100)), 1, 0.001);
	ck_assert_double_eq_tol(colour_contrast((struct colour){ 0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0 }, colour_of(231)), 4.48, 0.005);
	/* Black and white are 100 apart in lightness, to all eyes; pure red and green, hues of one lightness to none, come nearer for those who miss the one or the other. */
	for (enum eyes eyes = 0; eyes < EYES_COUNT; eyes++)
		ck_assert_double_eq_tol(colour_difference(colour_of(16), colour_of(231), eyes), 100, 0.1);
	ck_assert_double_eq_tol(colour_difference(colour_of(196), colour_of(46), EYES_MOST), 170.6, 0.2);
	ck_assert(colour_difference(colour_of(196), colour_of(46), EYES_DEUTAN) < 60);
	ck_assert(colour_difference(colour_of(231), colour_of(229), EYES_TRITAN) < 10); /* white and light yellow */
	/* The set for light ground, whose least distances were measured elsewhere. */
	static const int set[] = { 16, 25, 124, 93, 95 };
	static const double least[EYES_COUNT] = { 47.8, 35.8, 40.3, 35.2 };
	for (enum eyes eyes = 0; eyes < EYES_COUNT; eyes++) {
		double nearest = 1000;
		for (int i = 0; i < 5; i++)
			for (int k = 0; k < i; k++)
				nearest = fmin(nearest, colour_difference(colour_of(set[i]), colour_of(set[k]), eyes));
		ck_assert_double_eq_tol(nearest, least[eyes], 0.1);
	}
}
END_TEST

START_TEST(text_that_is_hard_to_read_is_told_with_its_line)
{
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nquiet = 238\n"), 1);
	ck_assert_msg(!strncmp(findings, "3: [256] ", 9) && strstr(findings, "`quiet`") && strstr(findings, "4.5:1"), "%s", findings);
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nquiet = 245\n"), 0);
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nquiet = 245 dim\n"), 1); /* some of it is ground then */
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nbanner = 250,252\n"), 1); /* its ground is its own */
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nrule = 240\n"), 0);       /* a line is no text */
	ck_assert_int_eq(judge("[256]\ntext = 252,234\nrule = 236\n"), 1);       /* and yet it is seen */
	ck_assert_ptr_nonnull(strstr(findings, "2.0:1"));
	ck_assert_int_eq(judge("[256]\ntext = default,default\nquiet = 16\n"), 0); /* what the terminal has is not known */
	ck_assert_int_eq(judge("[8]\ntext = 0,7\ntitle = 0 bold\n"), 1);          /* bold is bright there: black becomes grey */
	ck_assert_int_eq(judge("[16]\ntext = 0,7\ntitle = 0 bold\n"), 0);
}
END_TEST

START_TEST(states_that_some_eyes_cannot_tell_apart_are_told)
{
	ck_assert_int_eq(judge("[256]\ntext = 231,16\nrunning = 46\nblocked = 214\nstalling = 214\n"), 1);
	ck_assert_msg(!strncmp(findings, "4: [256] `running` and `blocked`", 32) && strstr(findings, "deutan") && !strstr(findings, "most"), "%s", findings);
	ck_assert_int_eq(judge("[256]\ntext = 231,16\nrunning = 46\nblocked = 214 underline\nstalling = 214 underline\n"), 0);
	ck_assert_int_eq(judge("[256]\ntext = 231,16\nrunning = 46\nblocked = 214 bold\nstalling = 214 bold\n"), 1);
	ck_assert_int_eq(judge("[256]\ntext = 231,16\nwaiting = 230\n"), 1); /* nobody can */
	ck_assert_ptr_nonnull(strstr(findings, "most, protan, deutan, tritan"));
	ck_assert_int_eq(judge("[256]\ntext = 231,235\nwaiting = 141\nsleeping = 139\n"), 1);
	ck_assert_msg(strstr(findings, "these eyes: tritan ") != NULL, "%s", findings);
	ck_assert_int_eq(judge("[256]\ntext = 231,16\nrunning = 46\ncooked = 214\n"), 0); /* no state */
	ck_assert_int_eq(judge("[mono]\nrunning = bold\n"), 0);
}
END_TEST

START_TEST(good_and_bad_that_some_eyes_cannot_tell_apart_are_told)
{
	ck_assert_int_eq(judge("[8]\ntext = 7,0\ngood = 2\nbad = 1 bold\n"), 1); /* green and bright red */
	ck_assert_msg(!strncmp(findings, "4: [8] `good` and `bad`", 23) && strstr(findings, "deutan") && !strstr(findings, "most") && !strstr(findings, "protan"), "%s", findings);
	ck_assert_int_eq(judge("[8]\ntext = 7,0\ngood = 2\nbad = 1 bold underline\n"), 0);
	ck_assert_int_eq(judge("[8]\ntext = 7,0\ngood = 7\nbad = 7\n"), 0); /* the same on purpose: the words say it */
}
END_TEST

/* ---- a person's own ---- */

START_TEST(ones_own_theme_is_found_by_name_before_those_that_came_along)
{
	struct theme_shelf shelf;
	own("mine.ini", "[theme]\nabout = of my own\n[256]\ntext = 1,2\n");
	own("dark.ini", "[256]\ntext = 3,4\n");
	own("no good.ini", "");
	own("readme.txt", "");
	ck_assert_int_eq(theme_load(&theme, data_dir(), "mine", &error), 0);
	ck_assert_str_eq(theme.about, "of my own");
	ck_assert_int_eq(theme_load(&theme, data_dir(), "dark", &error), 0);
	ck_assert_int_eq(theme.styles[DEPTH_256][ROLE_TEXT].fg, 3);
	theme_shelf_read(&shelf, data_dir());
	ck_assert_int_eq(shelf.count, 11);
	ck_assert_int_eq(shelf.left_out_count, 1);
	for (int i = 0; i < shelf.count; i++)
		ck_assert_int_eq(shelf.themes[i].own, !strcmp(shelf.names[i], "mine") || !strcmp(shelf.names[i], "dark"));
}
END_TEST

START_TEST(ones_own_theme_that_cannot_be_used_is_left_out_with_the_reason)
{
	struct theme_shelf shelf;
	own("mine.ini", "[256]\nruning = 1\n");
	own("no good.ini", "[256]\nrunning = 1\n");
	own("dark.ini", "");
	theme_shelf_read(&shelf, data_dir());
	ck_assert_int_eq(shelf.count, 9); /* no dark: by that name the person's own would be meant */
	for (int i = 0; i < shelf.count; i++)
		ck_assert(strcmp(shelf.names[i], "mine") && strcmp(shelf.names[i], "dark") && strcmp(shelf.names[i], "no good"));
	ck_assert_int_eq(shelf.left_out_count, 3);
	ck_assert_ptr_nonnull(strstr(shelf.left_out[0].why, "dark.ini: there is no role in it"));
	ck_assert_ptr_nonnull(strstr(shelf.left_out[1].why, "mine.ini:2: `runing` is no role; is running meant?"));
	ck_assert_ptr_nonnull(strstr(shelf.left_out[2].why, "letters from a to z, digits, - and _: 'no good' is none"));
	ck_assert_int_eq(theme_load(&theme, data_dir(), "no good", &error), -1);
	ck_assert_msg(strstr(error.text, "digits, - and _: 'no good' is none") != NULL, "%s", error.text);
	ck_assert_int_eq(theme_load(&theme, data_dir(), shelf.left_out[2].path, &error), 0); /* by its path it can be had */
	ck_assert_int_eq(theme_file_named(shelf.left_out[2].path, &error), -1);
	ck_assert_int_eq(theme_file_named(shelf.left_out[1].path, &error), 0);
	ck_assert_int_eq(theme_file_named("/tmp/no good.ini", &error), 0);
}
END_TEST

START_TEST(more_than_can_be_told_are_left_out_and_counted)
{
	struct theme_shelf shelf;
	char name[40];
	for (int i = 0; i < 12; i++) {
		snprintf(name, sizeof name, "w%02d.ini", i);
		own(name, "wrong\n");
	}
	theme_shelf_read(&shelf, data_dir());
	for (int i = 0; i < 12; i++) {
		snprintf(name, sizeof name, "w%02d.ini", i);
		own(name, NULL);
	}
	ck_assert_int_eq(shelf.count, 10);
	ck_assert_int_eq(shelf.left_out_count, 12);
	ck_assert_ptr_nonnull(strstr(shelf.left_out[THEMES_LEFT_MAX - 1].why, "w07.ini:1: "));
}
END_TEST

START_TEST(ones_own_theme_that_is_wrong_is_told_and_its_words_are_clean)
{
	own("mine.ini", "[256]\nruning = 1\n");
	ck_assert_int_eq(theme_load(&theme, data_dir(), "mine", &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "/lunchrush/themes/mine.ini:2: "));
	own("mine.ini", "[theme]\nabout = \033[31mred\xe2\x80\xae\n[mono]\nrunning = bold\n");
	ck_assert_int_eq(theme_load(&theme, data_dir(), "mine", &error), 0);
	ck_assert_str_eq(theme.about, " [31mred");
}
END_TEST

START_TEST(a_line_gives_colours_and_attributes)
{
	ck_assert_msg(load("[256]\ntext = 250,234\nrunning = 46 bold underline\nbanner = ,1\nkey = reverse\n") == 0, "%s", error.text);
	const struct style *styles = theme.styles[DEPTH_256];
	ck_assert_int_eq(styles[ROLE_RUNNING].fg, 46);
	ck_assert_int_eq(styles[ROLE_RUNNING].bg, 234);
	ck_assert_int_eq(styles[ROLE_RUNNING].attr, ATTR_BOLD | ATTR_UNDERLINE);
	ck_assert_int_eq(styles[ROLE_BANNER].fg, 250);
	ck_assert_int_eq(styles[ROLE_BANNER].bg, 1);
	ck_assert_int_eq(styles[ROLE_KEY].attr, ATTR_REVERSE);
}
END_TEST

START_TEST(roles_left_out_look_like_text)
{
	ck_assert_int_eq(load("[16]\nrule = 8\ntext = 7,0\n"), 0); /* whatever the order */
	ck_assert_int_eq(theme.styles[DEPTH_16][ROLE_DEAD].fg, 7);
	ck_assert_int_eq(theme.styles[DEPTH_16][ROLE_RULE].bg, 0);
	ck_assert_int_eq(theme.styles[DEPTH_256][ROLE_DEAD].fg, -1);
}
END_TEST

START_TEST(what_is_no_role_no_section_or_no_colour_is_told_with_its_line)
{
	assert_fails("[256]\n\nruning = 46\n", 3, "`runing` is no role");
	assert_fails("[265]\nrunning = 46\n", 1, "[265] is no section");
	assert_fails("[256]\nrunning = 256\n", 2, "0 to 255");
	assert_fails("[16]\nrunning = 46\n", 2, "0 to 15");
	assert_fails("[8]\nrunning = -1\n", 2, "0 to 7");
	assert_fails("[256]\nrunning = 46 blink\n", 2, "reverse");
	assert_fails("[256]\nrunning = bold 46\n", 2, "FOREGROUND");
	assert_fails("[mono]\nrunning = 1\n", 2, "[mono]");
	assert_fails("[theme]\nname = x\n", 2, "about");
}
END_TEST

START_TEST(nothing_is_lost_in_silence)
{
	assert_fails("[256]\nrunning = 46 ; green\n", 2, "comment");
	assert_fails("[256]\nrunning = 46 # green\n", 2, "comment");
	assert_fails("[256]\nrunning = 46\nrunning = 47\n", 3, "line 2");
	assert_fails("[256]\nrunning = 46\\\n", 2, "\\");
	assert_fails("[256]\n# joined \\\nrunning = 46\n", 2, "\\");
	assert_fails("[256\nrunning = 46\n", 1, "section");
	assert_fails("[256] x\n", 1, "section");
	assert_fails("[256]\nrunning\n", 2, "name = value");
	assert_fails("running = 46\n", 1, "section");
	assert_fails("\xef\xbb\xbf[256]\n", 1, "byte order mark");
	char longest[2048] = "[256]\nrunning = 46 ";
	memset(longest + strlen(longest), 'x', 1500);
	assert_fails(longest, 2, "1000 bytes");
}
END_TEST

static void keep_lines(void *data, const char *message)
{
	char *to = data;
	size_t length = strlen(to);
	ck_assert_int_eq(strncmp(message, path, strlen(path)), 0);
	snprintf(to + length, 1000 - length, "%d ", message[strlen(path)] == ':' ? atoi(message + strlen(path) + 1) : 0);
}

START_TEST(each_mistake_is_told_by_its_line)
{
	char lines[1000] = "";
	load("[256]\nruning = 4\nrunning = purple\nready = 46\n[17]\ntext = 4\nx = 3\n[8]\ntext = 9\n[theme]\nname = 4\nline without\n[16\nready = 5\n");
	ck_assert_int_eq(theme_load_telling(&theme, NULL, path, keep_lines, lines), -1);
	ck_assert_str_eq(lines, "2 3 5 9 11 12 13 ");
	ck_assert_int_eq(theme.styles[DEPTH_256][ROLE_READY].fg, 46); /* what is right of it is there */
	ck_assert_int_eq(theme.lines[DEPTH_16][ROLE_READY], 0);
}
END_TEST

START_TEST(a_theme_without_any_role_is_none)
{
	static const char *const empty[] = { "", "\n", "# a comment\n", "[theme]\nabout = nothing\n", "[256]\n[mono]\n" };
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		ck_assert_int_eq(load(empty[i]), -1);
		ck_assert_msg(strstr(error.text, "no role in it") && strstr(error.text, "[256]"), "%s", error.text);
	}
}
END_TEST

START_TEST(what_a_theme_leaves_out_is_told)
{
	findings[0] = '\0';
	ck_assert_int_eq(load("[256]\ntext = 252,53\n[16]\nrunning = 2\n[mono]\nrunning = bold\n"), 0);
	ck_assert_int_eq(contrast_gaps(&theme, find, NULL), 2);
	ck_assert_msg(strstr(findings, "2: [256] says nothing of running") && strstr(findings, "0: [8] is missing"), "%s", findings);
	struct theme_shelf shelf;
	theme_shelf_read(&shelf, data_dir());
	for (int i = 0; i < shelf.count; i++) {
		ck_assert_int_eq(theme_load(&theme, data_dir(), shelf.names[i], &error), 0);
		ck_assert_msg(contrast_gaps(&theme, find, NULL) == 0, "%s: %s", shelf.names[i], findings);
	}
}
END_TEST

START_TEST(a_style_underlines_signs_and_no_blanks)
{
	static const struct style underlined = { .attr = ATTR_UNDERLINE | ATTR_BOLD }, reversed = { .attr = ATTR_REVERSE };
	ck_assert_int_eq(theme_attr(&underlined, &(struct cell){ .c = 'a' }), ATTR_UNDERLINE | ATTR_BOLD);
	ck_assert_int_eq(theme_attr(&underlined, &(struct cell){ .c = ' ' }), ATTR_BOLD);
	ck_assert_int_eq(theme_attr(&underlined, &(struct cell){ .c = ' ', .attr = ATTR_UNDERLINE }), ATTR_UNDERLINE | ATTR_BOLD); /* a link is one line */
	ck_assert_int_eq(theme_attr(&reversed, &(struct cell){ .c = ' ' }), ATTR_REVERSE);
	ck_assert_int_eq(theme_attr(&reversed, &(struct cell){ .c = 'a', .attr = ATTR_REVERSE }), 0);
}
END_TEST

START_TEST(bytes_that_are_no_theme_are_refused)
{
	ck_assert_int_eq(load_bytes("[256]\nrun\0ning = 46\n", 20), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "NUL"));
	char *huge = malloc(100000);
	memset(huge, '\n', 100000);
	ck_assert_int_eq(load_bytes(huge, 100000), -1);
	free(huge);
	srand(1);
	static const char bytes[] = "[256]\nmonotext=1,2 bold;#\\\"\r\t\x80:"; /* its NUL, too */
	for (int i = 0; i < 500; i++) { /* whatever they are: an error or a theme, never a crash */
		char noise[200];
		for (size_t k = 0; k < sizeof noise; k++)
			noise[k] = bytes[(size_t)rand() % sizeof bytes];
		load_bytes(noise, sizeof noise);
	}
}
END_TEST

START_TEST(a_theme_that_is_not_there_is_told)
{
	ck_assert_int_eq(theme_load(&theme, data_dir(), "nosuch", &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "nosuch"));
	ck_assert_int_eq(theme_load(&theme, data_dir(), "lihgt", &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "is light meant?"));
	ck_assert_int_eq(theme_load(&theme, data_dir(), "../themes/dark", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "dark", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "/", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "", &error), -1);
}
END_TEST

START_TEST(colours_follow_the_terminal_and_no_color)
{
	ck_assert_int_eq(theme_depth(1 << 24), DEPTH_256);
	ck_assert_int_eq(theme_depth(256), DEPTH_256);
	ck_assert_int_eq(theme_depth(88), DEPTH_16);
	ck_assert_int_eq(theme_depth(8), DEPTH_8);
	ck_assert_int_eq(theme_depth(-1), DEPTH_MONO);
	setenv("NO_COLOR", "", 1);
	ck_assert_int_eq(theme_depth(256), DEPTH_256);
	setenv("NO_COLOR", "1", 1);
	ck_assert_int_eq(theme_depth(256), DEPTH_MONO);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("theme");
	TCase *tests = tcase_create("theme");
	tcase_add_checked_fixture(tests, make, drop);
	tcase_add_test(tests, shipped_themes_load_and_say_what_they_are);
	tcase_add_test(tests, shipped_themes_tell_states_apart_at_every_depth_of_colour);
	tcase_add_test(tests, shipped_themes_can_be_read_and_told_apart_by_all);
	tcase_add_test(tests, high_contrast_is_seven_to_one);
	tcase_add_test(tests, colours_are_measured_as_published);
	tcase_add_test(tests, text_that_is_hard_to_read_is_told_with_its_line);
	tcase_add_test(tests, states_that_some_eyes_cannot_tell_apart_are_told);
	tcase_add_test(tests, good_and_bad_that_some_eyes_cannot_tell_apart_are_told);
	tcase_add_test(tests, ones_own_theme_is_found_by_name_before_those_that_came_along);
	tcase_add_test(tests, ones_own_theme_that_cannot_be_used_is_left_out_with_the_reason);
	tcase_add_test(tests, more_than_can_be_told_are_left_out_and_counted);
	tcase_add_test(tests, ones_own_theme_that_is_wrong_is_told_and_its_words_are_clean);
	tcase_add_test(tests, a_line_gives_colours_and_attributes);
	tcase_add_test(tests, roles_left_out_look_like_text);
	tcase_add_test(tests, what_is_no_role_no_section_or_no_colour_is_told_with_its_line);
	tcase_add_test(tests, nothing_is_lost_in_silence);
	tcase_add_test(tests, each_mistake_is_told_by_its_line);
	tcase_add_test(tests, a_theme_without_any_role_is_none);
	tcase_add_test(tests, what_a_theme_leaves_out_is_told);
	tcase_add_test(tests, a_style_underlines_signs_and_no_blanks);
	tcase_add_test(tests, bytes_that_are_no_theme_are_refused);
	tcase_add_test(tests, a_theme_that_is_not_there_is_told);
	tcase_add_test(tests, colours_follow_the_terminal_and_no_color);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
