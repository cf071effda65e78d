/* test_page.c - recordings as pages and as moving pictures: what stands in the file, and what a browser makes of it.
 *
 * The second half wants a browser and the player that `make player` fetches; where one of them is not to be had it is left out, and a line says so. */
#include "browser.h"
#include "recipe_run.h"
#include "suite.h"

#include "record/sha256.h"

#include <unistd.h>

#define PLAYER "player/asciinema-player.min.js"

static char folder[64]; /* of the files of this test; with a copy of the program, which finds no player beside it */

static void file_put(const char *name, const char *text)
{
	char path[120];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *to = fopen(path, "w");
	ck_assert_ptr_nonnull(to);
	ck_assert_int_ge(fputs(text, to), 0);
	ck_assert_int_eq(fclose(to), 0);
}

static void shell(const char *words)
{
	char command[600];
	snprintf(command, sizeof command, "F=%s; %s", folder, words);
	ck_assert_msg(system(command) == 0, "%s", words);
}

static void folder_make(void)
{
	int status;
	snprintf(folder, sizeof folder, "/tmp/page-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	shell("mkdir $F/bin && cp lunchrush .lunchrush-tree $F/bin");
	free(recipe_output(&status, "run visits --schedule 'A B A B' --json --trace %s/visits.trace", folder));
	ck_assert_int_eq(status, 1); /* a visit is lost */
	free(recipe_output(&status, "record %s/visits.trace -o %s/visits.cast", folder, folder));
	ck_assert_int_eq(status, 0);
}

static void folder_drop(void)
{
	shell("rm -rf $F");
}

/* What stands between the first `from` and the `till` after it; to be freed. */
static char *between(const char *text, const char *from, const char *till)
{
	const char *begin = strstr(text, from), *end = begin ? strstr(begin + strlen(from), till) : NULL;
	ck_assert_msg(end != NULL, "there is no %s", from);
	return strndup(begin + strlen(from), (size_t)(end - begin) - strlen(from));
}

static int count_of(const char *text, const char *what)
{
	int count = 0;
	while ((text = strstr(text, what)))
		text += strlen(what), count++;
	return count;
}

/* ---- the file ---- */

/* A player stands here that fits into this line: what the page does around it is the same. */
static void player_put(const char *code)
{
	shell("mkdir -p $F/bin/player && echo '.ap-player{color:red}' >$F/bin/player/asciinema-player.css");
	file_put("bin/" PLAYER, code);
}

static char *page_of(const char *cast, int *status)
{
	return recipe_output(status, "list >/dev/null; %s/bin/lunchrush export %s/%s --html 2>&1", folder, folder, cast);
}

START_TEST(a_page_allows_only_what_is_in_it)
{
	static const char *const blocks[] = { "<style>", "<script>" };
	int status, count = 0;
	char hash[SHA256_BASE64];
	player_put("var AsciinemaPlayer={};\n");
	char *page = page_of("visits.cast", &status), *policy = between(page, "Content-Security-Policy\" content=\"", "\"");
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_eq(strstr(policy, "default-src 'none';"), policy);
	ck_assert_ptr_null(strstr(policy, "unsafe-inline"));
	ck_assert_ptr_null(strstr(policy, "'unsafe-eval'"));
	ck_assert_ptr_null(strstr(policy, "http"));
	for (int i = 0; i < 2; i++)
		for (const char *at = page; (at = strstr(at, blocks[i])); count++) {
			char *text = between(at, blocks[i], i ? "</script>" : "</style>");
			sha256_base64(hash, text, strlen(text));
			ck_assert_msg(strstr(policy, hash) != NULL, "the policy does not know: %.80s", text);
			at += strlen(text);
			free(text);
		}
	ck_assert_int_eq(count, 5); /* styles of the page, of the player and of the drawing; the player, and what starts it */
	ck_assert_ptr_null(strstr(page, " src="));
	ck_assert_ptr_null(strstr(page, "<link"));
	free(policy);
	free(page);
}
END_TEST

#define HOSTILE_OUT "</script><script>window.hurt=1</script><img src=x onerror='window.hurt=1'>]]><!--<script>\xe2\x80\xa8\xe2\x80\xa9"
#define HOSTILE_TITLE "</title><script>window.hurt=1</script>\\\"'`<b>"
#define HOSTILE_MARK "\\\"><img src=x onerror=window.hurt=1>&lt;\xe2\x80\xa8</button></script>"
#define HOSTILE "{\"version\":2,\"width\":100,\"height\":4,\"title\":\"" HOSTILE_TITLE "\",\"x-lunchrush\":{\"lesson\":\"../\\\"><script>window.hurt=1</script>\"}}\n" \
	"[0,\"o\",\"begins\"]\n[1,\"m\",\"" HOSTILE_MARK "\"]\n[1,\"o\",\"\\r\\n" HOSTILE_OUT "\"]\n[60,\"o\",\"the end\"]\n"

START_TEST(nothing_in_a_recording_ends_its_block)
{
	int status;
	player_put("var AsciinemaPlayer={};\n");
	file_put("hostile.cast", HOSTILE);
	char *page = page_of("hostile.cast", &status), *block = between(page, "<script type=\"text/plain\" id=\"cast\">", "</script>");
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(count_of(page, "<script"), 3);
	ck_assert_int_eq(count_of(page, "<img"), 0);
	ck_assert_ptr_null(strchr(block, '<'));
	/* And what is played is what was recorded. */
	const char *had = HOSTILE;
	for (char *at = block; *at;) {
		size_t length = strcspn(at, "\n"), had_length = strcspn(had, "\n");
		json_t *line = json_loadb(at, length, 0, NULL), *was = json_loadb(had, had_length, 0, NULL);
		ck_assert_msg(line && json_equal(line, was), "it is not the same: %.*s", (int)length, at);
		json_decref(line);
		json_decref(was);
		at += length + 1;
		had += had_length + 1;
	}
	free(block);
	free(page);
}
END_TEST

START_TEST(a_chapter_may_be_a_century_away)
{
	int status;
	player_put("var AsciinemaPlayer={};\n");
	file_put("century.cast", "{\"version\":3,\"term\":{\"cols\":100,\"rows\":4}}\n[999999999,\"m\",\"one\"]\n[999999999,\"o\",\"x\"]\n[999999999,\"m\",\"three\"]\n");
	char *page = page_of("century.cast", &status);
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(page, "<span>16666666:39</span> one"));
	ck_assert_ptr_nonnull(strstr(page, "<span>49999999:57</span> three"));
	free(page);
}
END_TEST

START_TEST(a_run_whose_name_begins_as_an_option_does_has_a_page)
{
	int status;
	char *page = recipe_output(&status, "list >/dev/null; cd %s && bin/lunchrush run visits --schedule AB --json --trace ./-s.trace >/dev/null; bin/lunchrush export --html -- -s.trace 2>&1", folder);
	ck_assert_msg(status == 0 && strstr(page, "The Visit Counter</text>"), "it said: %.300s", page);
	free(page);
}
END_TEST

/* A player that would end its block is as good as none. */
START_TEST(without_a_player_a_page_shows_the_last_screen_and_it_is_said)
{
	int status;
	if (_i)
		player_put(_i == 1 ? "var a='</SCRIPT>';\n" : "var a='<!--';\n");
	char *page = page_of("visits.cast", &status);
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_eq(strstr(page, "lunchrush: export: the page shows the last screen only"), page);
	ck_assert_ptr_nonnull(strstr(page, "`make player` fetches it"));
	ck_assert_ptr_null(strstr(page, "<script"));
	ck_assert_ptr_null(strstr(page, "script-src"));
	ck_assert_ptr_nonnull(strstr(page, "The Visit Counter</text>"));
	ck_assert_ptr_nonnull(strstr(page, "The page was made without a player"));
	free(page);
}
END_TEST

START_TEST(a_page_says_in_which_language_its_words_are)
{
	int status;
	char *page = recipe_output(&status, "list >/dev/null; LC_ALL=C.UTF-8 LANGUAGE=%s ./lunchrush export %s/visits.cast --html", _i ? "de" : "en", folder);
	ck_assert_ptr_nonnull(strstr(page, _i && strstr(page, "wirklichen") ? "<html lang=\"de\">" : "<html lang=\"en\">"));
	free(page);
}
END_TEST

/* ---- in a browser ---- */

static struct browser *browser;

static void browser_there(void)
{
	folder_make();
	browser = browser_start();
}

static void browser_gone(void)
{
	browser_stop(browser);
	folder_drop();
}

static void page_open(const char *page, const char *fragment, int width, bool dark)
{
	char path[200];
	snprintf(path, sizeof path, "%s/%s%s", folder, page, fragment);
	browser_open(browser, path, width, 900, dark);
}

static void page_make(const char *cast)
{
	int status;
	free(recipe_output(&status, "export %s/%s --html -o %s/page.html", folder, cast, folder));
	ck_assert_int_eq(status, 0);
}

static void says(const char *expression, const char *expected)
{
	char *text = browser_says(browser, expression);
	ck_assert_msg(!strcmp(text, expected), "%s: %s", expression, text);
	free(text);
}

static void wait_for(const char *words)
{
	char expression[200];
	snprintf(expression, sizeof expression, "document.querySelector('.ap-term').textContent.includes('%s')", words);
	browser_wait(browser, expression);
}

static void all_is_well(void)
{
	ck_assert_str_eq(browser_asked(browser), "");
	ck_assert_str_eq(browser_complained(browser), "");
}

START_TEST(what_a_page_should_not_do_is_noticed)
{
	file_put("bad.html", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src file:\"><img src=\"nowhere.png\"><script>window.hurt=1</script><p>here");
	page_open("bad.html", "", 800, false);
	ck_assert_ptr_nonnull(strstr(browser_asked(browser), "/nowhere.png\n"));
	ck_assert_ptr_nonnull(strstr(browser_complained(browser), "Content Security Policy"));
	says("window.hurt", "undefined");
}
END_TEST

START_TEST(a_page_plays)
{
	page_make("visits.cast");
	page_open("page.html", "", 1400, false);
	wait_for("The Visit Counter");
	says("(window.before=document.querySelector('.ap-term').textContent,1)", "1");
	browser_click(browser, "#player");
	for (int i = 0; i < 3; i++) {
		browser_wait(browser, "document.querySelector('.ap-term').textContent!==window.before");
		says("(window.before=document.querySelector('.ap-term').textContent,1)", "1");
	}
	all_is_well();
}
END_TEST

/* Half a minute lies between what is shown: it is not come to by playing. */
static const char *const jumping[] = {
	"{\"version\":2,\"width\":40,\"height\":4}\n[0.1,\"o\",\"first\"]\n[30,\"m\",\"a\"]\n[30,\"o\",\"\\u001b[H\\u001b[2Jsecond\"]\n[60,\"m\",\"b\"]\n[60,\"o\",\"\\u001b[H\\u001b[2Jthird\"]\n[90,\"o\",\"\\u001b[H\\u001b[2Jend\"]\n",
	"{\"version\":3,\"term\":{\"cols\":40,\"rows\":4}}\n# a comment\n[0.1,\"o\",\"first\"]\n[29.9,\"m\",\"a\"]\n[0,\"o\",\"\\u001b[H\\u001b[2Jsecond\"]\n[30,\"m\",\"b\"]\n[0,\"o\",\"\\u001b[H\\u001b[2Jthird\"]\n[30,\"o\",\"\\u001b[H\\u001b[2Jend\"]\n",
};

START_TEST(a_marker_jumps)
{
	file_put("jumping.cast", jumping[_i]);
	page_make("jumping.cast");
	page_open("page.html", "", 1400, false);
	wait_for("first");
	browser_click(browser, "#c2");
	wait_for("third");
	browser_click(browser, "#c1");
	wait_for("second");
	page_open("page.html", "#c2", 1400, false); /* by its address */
	wait_for("third");
	all_is_well();
}
END_TEST

START_TEST(before_it_plays_a_page_shows_how_it_begins)
{
	static const char *const begins[] = {
		"{\"version\":2,\"width\":40,\"height\":4}\n[0,\"o\",\"one\"]\n[0.4,\"o\",\" two\"]\n[0.8,\"o\",\" three\"]\n",
		"{\"version\":3,\"term\":{\"cols\":40,\"rows\":4}}\n[0,\"o\",\"one\"]\n[0.4,\"o\",\" two\"]\n[0.4,\"o\",\" three\"]\n",
	};
	file_put("begins.cast", begins[_i]);
	page_make("begins.cast");
	page_open("page.html", "", 1400, false);
	wait_for("one two");
	says("document.querySelector('.ap-term').textContent.includes('three')", "false");
	all_is_well();
}
END_TEST

START_TEST(what_a_recording_says_is_no_part_of_the_page)
{
	file_put("hostile.cast", HOSTILE);
	page_make("hostile.cast");
	page_open("page.html", "", 1400, false);
	browser_click(browser, "#c1");
	wait_for("]]>");
	says("window.hurt", "undefined");
	says("document.scripts.length+' '+document.querySelectorAll('img,iframe,object,embed,link,b').length", "3 0");
	says("document.querySelector('#c1').textContent.includes('<img src=x')", "true");
	says("document.title.startsWith('</title>')", "true");
	says("Array.from(document.querySelectorAll('*')).some(function(is){return is.getAttributeNames().some(function(name){return name.startsWith('on');});})", "false");
	all_is_well();
}
END_TEST

static void page_fits(int width, bool dark)
{
	page_open("page.html", "", width, dark);
	wait_for("A shop wants to know");
	says("document.documentElement.scrollWidth<=innerWidth", "true");
	says("(function(is){return is.left>=0&&is.right<=innerWidth&&is.bottom<=innerHeight;})(document.querySelector('.ap-player').getBoundingClientRect())", "true");
	says("getComputedStyle(document.body).backgroundColor", dark ? "rgb(21, 21, 21)" : "rgb(255, 255, 255)");
	all_is_well();
}

START_TEST(a_page_of_a_lesson_has_its_chapters_and_its_words)
{
	int status;
	free(recipe_output(&status, "record visits -o %s/lesson.cast", folder));
	page_make("lesson.cast");
	shell("test $(( $(wc -c <$F/page.html) - $(wc -c <$F/lesson.cast) )) -lt $((400 * 1024))");
	page_fits(360, true);
	page_fits(800, false);
	page_fits(1400, true);
	page_fits(2500, false);
	says("document.querySelector('.words').getBoundingClientRect().left>=document.querySelector('.ap-player').getBoundingClientRect().right", "true"); /* beside it */
	says("document.querySelectorAll('.words h2').length", "8");
	says("Array.from(document.querySelectorAll('#chapters button')).filter(function(is){return /^\\d+:\\d\\d \\d\\. /.test(is.textContent);}).map(function(is){return is.textContent.slice(-9);}).slice(0,3).join('|')",
		"o waiters|ee things|ose three");
	browser_click(browser, ".words h2:nth-of-type(3) button");
	wait_for("Three visits each again");
	all_is_well();
}
END_TEST

/* ---- a moving picture ---- */

#define RED "\\u001b[H\\u001b[2J\\u001b[31mred"
#define WIDE "\\u001b[H\\u001b[2J\\u001b[42m\xe6\xbc\xa2 wide\\u001b[0m <&>"

static void picture_open(const char *options)
{
	int status;
	char path[200];
	free(recipe_output(&status, "export %s/moving.cast --svg %s -o %s/picture.svg", folder, options, folder));
	ck_assert_int_eq(status, 0);
	snprintf(path, sizeof path, "%s/picture.svg", folder);
	browser_open(browser, path, 400, 120, false);
}

static void moves_to(const char *ms)
{
	char expression[200];
	snprintf(expression, sizeof expression, "(document.getAnimations().forEach(function(is){is.pause();is.currentTime=%s;}),document.getAnimations().length>0)", ms);
	says(expression, "true");
}

static void is_seen(const char *expected)
{
	char *shot = browser_shot(browser);
	ck_assert_msg(!strcmp(shot, expected), "something else is seen");
	free(shot);
}

/* Each moment is what the picture of that moment shows; the last one stands a while before it goes round, and always where less motion is wished for. */
START_TEST(a_moving_picture_moves_to_its_end)
{
	file_put("moving.cast", "{\"version\":2,\"width\":30,\"height\":3}\n[0,\"o\",\"begins\"]\n[0.6,\"o\",\"" RED "\"]\n[1.2,\"o\",\"" WIDE "\"]\n");
	picture_open("--at 0s");
	char *begin = browser_shot(browser);
	picture_open("--at 0.9s");
	char *middle = browser_shot(browser);
	picture_open("--at end");
	char *end = browser_shot(browser);
	ck_assert(strcmp(begin, middle) && strcmp(middle, end) && strcmp(begin, end));
	picture_open("--animate");
	browser_wait(browser, "document.getAnimations().some(function(is){return is.currentTime>1300;})"); /* it goes by itself */
	moves_to("300");
	is_seen(begin);
	moves_to("900");
	is_seen(middle);
	moves_to("is.effect.getTiming().duration-1");
	is_seen(end);
	browser_calm(browser);
	browser_wait(browser, "document.getAnimations().length===0");
	is_seen(end);
	free(begin);
	free(middle);
	free(end);
}
END_TEST

static void left_out(const char *what, const char *why)
{
	printf("SKIPPED: %s: %s\n", what, why);
}

int main(void)
{
	Suite *suite = suite_create("page");
	TCase *file = tcase_create("file"), *seen = tcase_create("browser"), *moving = tcase_create("moving");
	const char *missing = browser_missing();
	tcase_add_checked_fixture(file, folder_make, folder_drop);
	tcase_add_test(file, a_page_allows_only_what_is_in_it);
	tcase_add_test(file, nothing_in_a_recording_ends_its_block);
	tcase_add_test(file, a_chapter_may_be_a_century_away);
	tcase_add_test(file, a_run_whose_name_begins_as_an_option_does_has_a_page);
	tcase_add_loop_test(file, without_a_player_a_page_shows_the_last_screen_and_it_is_said, 0, 3);
	tcase_add_loop_test(file, a_page_says_in_which_language_its_words_are, 0, 2);
	tcase_set_timeout(file, 30);
	suite_add_tcase(suite, file);
	tcase_add_checked_fixture(seen, browser_there, browser_gone);
	tcase_add_test(seen, what_a_page_should_not_do_is_noticed);
	tcase_add_test(seen, a_page_plays);
	tcase_add_loop_test(seen, a_marker_jumps, 0, 2);
	tcase_add_loop_test(seen, before_it_plays_a_page_shows_how_it_begins, 0, 2);
	tcase_add_test(seen, what_a_recording_says_is_no_part_of_the_page);
	tcase_add_test(seen, a_page_of_a_lesson_has_its_chapters_and_its_words);
	tcase_set_timeout(seen, 150);
	tcase_add_checked_fixture(moving, browser_there, browser_gone);
	tcase_add_test(moving, a_moving_picture_moves_to_its_end);
	tcase_set_timeout(moving, 150);
	if (missing)
		left_out("pictures in a browser", missing);
	else
		suite_add_tcase(suite, moving);
	if (missing || access(PLAYER, R_OK))
		left_out("pages in a browser", missing ? missing : "the player of pages is not here; `make player` fetches it, with npm");
	else
		suite_add_tcase(suite, seen);
	fflush(stdout);
	return run_suite(suite);
}
