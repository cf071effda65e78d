/* test_pictures.c - screens as text and as drawings: from their parts, and by the program from real runs. Drawings are read again by a strict reader of XML of its own. */
#include "recipe_run.h"
#include "suite.h"

#include "record/film.h"
#include "record/glass.h"
#include "record/sha256.h"
#include "record/svg.h"

#include <ctype.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- XML, read strictly: names that match, quoted attributes each once, known entities, one root ---- */

struct xml {
	const char *at;
	char open[64][32];
	int depth, roots;
	char wrong[200];
};

static bool xml_fail(struct xml *xml, const char *words)
{
	if (!*xml->wrong)
		snprintf(xml->wrong, sizeof xml->wrong, "%s at: %.80s", words, xml->at);
	return false;
}

static bool xml_name(struct xml *xml, char *to, size_t size)
{
	size_t length = strspn(xml->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-:0123456789");
	if (length == 0 || length >= size)
		return xml_fail(xml, "no name");
	memcpy(to, xml->at, length);
	to[length] = '\0';
	xml->at += length;
	return true;
}

static bool xml_entity(struct xml *xml)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
	for (size_t i = 0; i < 4; i++)
		if (!strncmp(xml->at, known[i], strlen(known[i])))
			return xml->at += strlen(known[i]), true;
	return xml_fail(xml, "a lone &");
}

static bool xml_attributes(struct xml *xml)
{
	char names[24][32], name[32];
	int count = 0;
	while (isspace((unsigned char)*xml->at)) {
		xml->at += strspn(xml->at, " \n");
		if (!xml_name(xml, name, sizeof name))
			return false;
		for (int i = 0; i < count; i++)
			if (!strcmp(names[i], name))
				return xml_fail(xml, "an attribute twice");
		strcpy(names[count++ % 24], name);
		if (strncmp(xml->at, "=\"", 2))
			return xml_fail(xml, "an attribute without quotes");
		for (xml->at += 2; *xml->at && *xml->at != '"';)
			if (*xml->at == '<' || (*xml->at == '&' && !xml_entity(xml)))
				return xml_fail(xml, "< in an attribute");
			else
				xml->at++;
		if (*xml->at != '"')
			return xml_fail(xml, "an attribute without end");
		xml->at++;
	}
	return true;
}

static bool xml_tag(struct xml *xml)
{
	char name[32];
	bool closes = *++xml->at == '/';
	xml->at += closes;
	if (!xml_name(xml, name, sizeof name) || (!closes && !xml_attributes(xml)))
		return false;
	bool empty = *xml->at == '/';
	xml->at += empty;
	if (*xml->at != '>')
		return xml_fail(xml, "a tag without end");
	xml->at++;
	if (closes && (xml->depth == 0 || strcmp(xml->open[--xml->depth], name)))
		return xml_fail(xml, "closes what is not open");
	if (!closes && xml->depth == 0)
		xml->roots++;
	if (!closes && !empty)
		strcpy(xml->open[xml->depth++ % 64], name);
	return true;
}

static void xml_is_right(const char *text)
{
	struct xml xml = { .at = text };
	bool right = true;
	while (right && *xml.at)
		if (*xml.at == '<')
			right = xml_tag(&xml);
		else if (*xml.at == '&')
			right = xml_entity(&xml);
		else if (!strncmp(xml.at, "]]>", 3))
			right = xml_fail(&xml, "the end of what did not begin");
		else if ((unsigned char)*xml.at < ' ' && *xml.at != '\n')
			right = xml_fail(&xml, "a control character");
		else
			xml.at++;
	ck_assert_msg(right, "%s", xml.wrong);
	ck_assert_int_eq(xml.depth, 0);
	ck_assert_int_eq(xml.roots, 1);
}

START_TEST(the_reader_of_xml_refuses_what_is_none)
{
	static const char *const wrong[] = { "<a><b></a></b>", "<a x=1/>", "<a x=\"1\" x=\"2\"/>", "<a>& </a>", "<a", "<a>\x01</a>" };
	struct xml xml = { .at = wrong[_i] };
	bool right = true;
	while (right && *xml.at)
		right = *xml.at == '<' ? xml_tag(&xml) : *xml.at == '&' ? xml_entity(&xml) : (unsigned char)*xml.at >= ' ' && xml.at++;
	ck_assert(!right || xml.depth);
}
END_TEST

/* ---- parts ---- */

static struct picture picture_of(const char *bytes, int rows, int cols)
{
	struct glass glass;
	struct picture picture = { .cells = NULL };
	glass_init(&glass, rows, cols, 0xd0d0d0, 0x101010);
	glass_write(&glass, bytes, strlen(bytes));
	picture_copy(&picture, &glass.picture);
	glass_release(&glass);
	return picture;
}

static char *text_of(const struct picture *picture, bool ascii)
{
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	picture_text(picture, ascii, to);
	fclose(to);
	return text;
}

static char *svg_of(const struct picture *picture)
{
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	svg_write(picture, &(struct svg_words){ "A <title> & more ]]>", "about ]]>" }, to);
	fclose(to);
	return text;
}

START_TEST(bytes_are_shown_as_a_terminal_would)
{
	static const struct {
		const char *bytes, *shown;
	} cases[] = {
		{ "ab\r\ncd", "ab\ncd\n" },
		{ "\033[2;3Hx\033[Hy", "y\n  x\n" },
		{ "abcdef\033[1;3H\033[K", "ab\n" },
		{ "one\033[2Jtwo", "   two\n" },
		{ "12345678", "123456\n78\n" },              /* the row's end */
		{ "a\r\nb\r\nc\r\nd", "b\nc\nd\n" },          /* the screen's end */
		{ "\033]0;a title\007x", "x\n" },
		{ "\033]0;a title\033\\x", "x\n" },
		{ "\033[31;1;4;38;5;200;48;2;1;2;3mx", "x\n" },
		{ "\033[999999999;99999999999Hx\033[H", "\n\n     x\n" },
		{ "\033[", "" },
		{ "漢字x", "漢字x\n" },
	};
	struct picture picture = picture_of(cases[_i].bytes, 3, 6);
	char *text = text_of(&picture, false);
	ck_assert_str_eq(text, cases[_i].shown);
	free(text);
	picture_release(&picture);
}
END_TEST

START_TEST(colours_and_attributes_are_kept)
{
	struct picture picture = picture_of("\033[31;1mr\033[0;7mi\033[0;38;5;46mg\033[0;2;48;2;1;2;3md", 1, 4);
	ck_assert_uint_eq(picture.cells[0].ink, 0xcd0000);
	ck_assert_uint_eq(picture.cells[0].attr, PICTURE_BOLD);
	ck_assert_uint_eq(picture.cells[1].ink, 0x101010);
	ck_assert_uint_eq(picture.cells[1].ground, 0xd0d0d0);
	ck_assert_uint_eq(picture.cells[2].ink, 0x00ff00);
	ck_assert_uint_eq(picture.cells[3].ground, 0x010203);
	picture_release(&picture);
}
END_TEST

START_TEST(any_bytes_leave_a_whole_picture)
{
	unsigned state = (unsigned)_i + 1;
	char bytes[4000];
	for (size_t i = 0; i < sizeof bytes - 1; i++) {
		static const char often[] = "\033[[;;0123456789HJKmABCDrh?\r\n\b\t";
		state = state * 1103515245u + 12345u;
		bytes[i] = state >> 28 < 6 ? (char)(state >> 16 | 1) : often[(state >> 16) % (sizeof often - 1)];
	}
	bytes[sizeof bytes - 1] = '\0';
	struct picture picture = picture_of(bytes, 1 + _i % 7, 1 + _i % 5);
	char *svg = svg_of(&picture);
	xml_is_right(svg);
	free(svg);
	picture_release(&picture);
}
END_TEST

START_TEST(drawings_hold_text_that_means_something_to_xml)
{
	struct picture picture = picture_of("a < b && \"c\" > d", 1, 30);
	char *svg = svg_of(&picture);
	xml_is_right(svg);
	ck_assert_ptr_nonnull(strstr(svg, "a &lt; b &amp;&amp; \"c\" &gt; d</text>"));
	ck_assert_ptr_nonnull(strstr(svg, "A &lt;title&gt; &amp; more ]]&gt;</title>"));
	free(svg);
	picture_release(&picture);
}
END_TEST

START_TEST(lines_are_drawn_and_letters_have_their_place)
{
	struct picture picture = picture_of("\u250c\u2500\u2500\u2510\u25cf word", 2, 12);
	char *svg = svg_of(&picture);
	xml_is_right(svg);
	ck_assert_ptr_null(strstr(svg, "\u2500")); /* whatever the font */
	ck_assert_ptr_nonnull(strstr(svg, "x=\"54\" y=\"15\" textLength=\"36\">word</text>"));
	ck_assert_ptr_nonnull(strstr(svg, ">\u25cf</text>"));
	free(svg);
	picture_release(&picture);
}
END_TEST

START_TEST(signs_have_near_ones_in_ascii)
{
	struct picture picture = picture_of("\u250c\u2500\u2510\u2502\u25b6\u25cf \u6f22.", 1, 12);
	char *text = text_of(&picture, true);
	ck_assert_str_eq(text, "+-+|>* ? .\n");
	free(text);
	picture_release(&picture);
}
END_TEST

START_TEST(a_frame_adds_only_what_changed)
{
	struct picture one = picture_of("first row\r\nsecond row", 2, 20), two = picture_of("first row\r\nsecond ROW", 2, 20);
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	struct svg_film *film = svg_film_new(&(struct svg_words){ "t", "a" }, to);
	svg_film_frame(film, 0, &one);
	svg_film_frame(film, 1, &one);
	svg_film_frame(film, 2, &two);
	svg_film_frame(film, 3, &two);
	svg_film_end(film, 4);
	fclose(to);
	xml_is_right(text);
	ck_assert_ptr_nonnull(strstr(text, ">ROW</text>"));
	ck_assert_ptr_nonnull(strstr(text, "{0%{visibility:hidden}50.000%,to{visibility:visible}}"));
	ck_assert_ptr_null(strstr(text, "<g class=\"f f1\">"));
	ck_assert_ptr_nonnull(strstr(text, "prefers-reduced-motion"));
	free(text);
	picture_release(&one);
	picture_release(&two);
}
END_TEST

/* Each cell of each frame is another than before. */
START_TEST(a_moving_picture_has_an_end_however_much_there_is)
{
	struct picture picture = { .cells = NULL };
	char *text;
	size_t length;
	int frames = 0;
	picture_size(&picture, 100, 200, 0xd0d0d0, 0x101010);
	FILE *to = open_memstream(&text, &length);
	struct svg_film *film = svg_film_new(&(struct svg_words){ "t", "a" }, to);
	bool goes_on = true;
	for (; goes_on && frames < 600; frames++) {
		for (int i = 0; i < 100 * 200; i++)
			picture.cells[i].c = 'a' + (uint32_t)(i + frames) % 26, picture.cells[i].ground = i % 2 ? 0x202020 : 0x101010, picture.cells[i].ink = i % 3 ? 0xffffff : 0xd0d0d0;
		goes_on = svg_film_frame(film, frames, &picture);
	}
	svg_film_end(film, frames);
	fclose(to);
	ck_assert(!goes_on);
	ck_assert_int_gt(frames, 2);
	ck_assert_uint_lt(length, 2u * SVG_FILM_BYTES);
	xml_is_right(text);
	free(text);
	picture_release(&picture);
}
END_TEST

START_TEST(hashes_are_those_of_the_standard)
{
	static const struct {
		const char *text, *hash;
	} cases[] = {
		{ "", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
		{ "abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=" },
	};
	char hash[SHA256_BASE64];
	sha256_base64(hash, cases[_i].text, strlen(cases[_i].text));
	ck_assert_str_eq(hash, cases[_i].hash);
}
END_TEST

/* ---- recordings ---- */

static void file_make(char *path, const char *text)
{
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

START_TEST(a_recording_is_shown_at_any_moment_and_back)
{
	static const char *const casts[] = {
		"{\"version\":2,\"width\":10,\"height\":2,\"idle_time_limit\":2}\n[1,\"o\",\"one\"]\n[2,\"m\",\"here\"]\n[100.0,\"o\",\"\\rtwo\"]\n",
		"{\"version\":3,\"term\":{\"cols\":10,\"rows\":2},\"idle_time_limit\":2}\n# a comment\n[1,\"o\",\"one\"]\n[1,\"m\",\"here\"]\n[98,\"o\",\"\\rtwo\"]\n[0,\"x\",\"0\"]\n",
	};
	char path[] = "/tmp/pictures-XXXXXX";
	struct error error;
	size_t count;
	file_make(path, casts[_i]);
	ck_assert(film_is_one(path));
	struct film *film = film_load(path, &error);
	ck_assert_ptr_nonnull(film);
	ck_assert_str_eq(film_damage(film), "");
	ck_assert_double_eq_tol(film_end_s(film), 4, 1e-9);
	ck_assert_uint_eq(film_at(film, 4)->cells[0].c, 't');
	ck_assert_uint_eq(film_at(film, 1.5)->cells[0].c, 'o');
	ck_assert_uint_eq(film_at(film, 0.5)->cells[0].c, ' ');
	ck_assert_str_eq(film_marks(film, &count)[0].label, "here");
	ck_assert_double_eq_tol(film_marks(film, &count)[0].time_s, 2, 1e-9);
	film_free(film);
	unlink(path);
}
END_TEST

START_TEST(what_is_no_recording_is_said_to_be_none)
{
	static const char *const wrong[] = { "", "{}", "{\"version\":1,\"width\":10,\"height\":2}\n", "{\"version\":2,\"width\":100000,\"height\":2}\n", "{\"version\":2,\"width\":0,\"height\":2}\n",
		"{\"version\":2,\"width\":\"x\",\"height\":2}\n", "[1]" };
	char path[] = "/tmp/pictures-XXXXXX";
	struct error error = { "" };
	file_make(path, wrong[_i]);
	ck_assert_ptr_null(film_load(path, &error));
	ck_assert_ptr_nonnull(strstr(error.text, path));
	unlink(path);
}
END_TEST

START_TEST(a_recording_that_is_cut_off_is_shown_as_far_as_it_is_whole)
{
	static const char *const ends[] = { "[2,\"o\",\"tw", "[2]\n", "{}\n", "[-1,\"o\",\"x\"]\n", "[2,\"long\",\"x\"]\n", "[1e300,\"o\",\"x\"]\n" };
	char path[] = "/tmp/pictures-XXXXXX", text[300];
	struct error error;
	size_t length;
	snprintf(text, sizeof text, "{\"version\":2,\"width\":10,\"height\":2}\n[1,\"o\",\"one\"]\n%s", ends[_i]);
	file_make(path, text);
	struct film *film = film_load(path, &error);
	ck_assert_ptr_nonnull(film);
	ck_assert_ptr_nonnull(strstr(film_damage(film), ":3: "));
	ck_assert_uint_eq(film_at(film, 9)->cells[0].c, 'o');
	film_bytes(film, &length);
	ck_assert_uint_eq(length, strlen(text) - strlen(ends[_i]));
	film_free(film);
	unlink(path);
}
END_TEST

START_TEST(a_line_without_measure_is_not_read)
{
	static const size_t lengths[] = { 8u << 20, (8u << 20) + 1 };
	static const char head[] = "{\"version\":2,\"width\":10,\"height\":2}\n[1,\"o\",\"one\"]\n", begin[] = "[2,\"o\",\"\"";
	char path[] = "/tmp/pictures-XXXXXX";
	struct error error;
	char *text = malloc(sizeof head + lengths[_i] + 1);
	memcpy(text, head, sizeof head - 1);
	memset(text + sizeof head - 1, ' ', lengths[_i]);
	memcpy(text + sizeof head - 1, begin, sizeof begin - 1);
	text[sizeof head - 1 + lengths[_i] - 1] = ']';
	text[sizeof head - 1 + lengths[_i]] = '\0';
	file_make(path, text);
	struct film *film = film_load(path, &error);
	ck_assert_ptr_nonnull(film);
	ck_assert_int_eq(strstr(film_damage(film), ":3: ") != NULL, _i == 1);
	film_free(film);
	free(text);
	unlink(path);
}
END_TEST

/* ---- the program ---- */

static char trace[64], cast[64];

static void runs_make(void)
{
	int status;
	snprintf(trace, sizeof trace, "/tmp/pictures-%d.trace", (int)getpid());
	snprintf(cast, sizeof cast, "/tmp/pictures-%d.cast", (int)getpid());
	free(recipe_output(&status, "run visits --schedule 'A B A B' --json --trace %s", trace));
	ck_assert_int_eq(status, 1); /* a visit is lost */
	free(recipe_output(&status, "record %s -o %s --size 90x28", trace, cast));
	ck_assert_int_eq(status, 0);
}

static void runs_drop(void)
{
	char beside[80];
	snprintf(beside, sizeof beside, "%s.trace", cast);
	unlink(trace);
	unlink(cast);
	unlink(beside);
}

START_TEST(the_screen_after_a_step_is_told_as_text)
{
	int status;
	char *text = recipe_output(&status, "export %s --text --at %s --size 100x30", trace, _i ? "step 3" : "'step 3'");
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(text, "so far, 3 of 12 steps"));
	ck_assert_ptr_nonnull(strstr(text, "A waiter 1 writes visits = 1; B waiter 2 still holds the 0 it read before."));
	free(text);
}
END_TEST

START_TEST(the_text_has_the_size_that_was_asked_for_and_only_ascii_where_wished)
{
	int status, rows = 0, longest = 0, length = 0;
	char *text = recipe_output(&status, "export %s --text --ascii --size 80x24", trace);
	ck_assert_int_eq(status, 0);
	for (char *at = text; *at; at++) {
		ck_assert_msg((unsigned char)*at < 0x7f, "a sign beyond ASCII: %.20s", at);
		length = *at == '\n' ? 0 : length + 1;
		longest = length > longest ? length : longest;
		rows += *at == '\n';
	}
	ck_assert_int_le(rows, 24);
	ck_assert_int_le(longest, 80);
	ck_assert_int_ge(rows, 20);
	free(text);
}
END_TEST

START_TEST(drawings_of_runs_and_recordings_are_right_xml)
{
	static const char *const words[] = { "export %s --svg", "export %s --svg --at step 3 --theme light", "export %s --svg --animate", "export %s --svg --animate --from step 2 --to step 5 --speed 2" };
	static const char *const of_casts[] = { "export %s --svg --at 2s", "export %s --svg --animate --from 1s --to 4s" };
	int status;
	char *svg = _i < 4 ? recipe_output(&status, words[_i], trace) : recipe_output(&status, of_casts[_i - 4], cast);
	ck_assert_int_eq(status, 0);
	xml_is_right(svg);
	ck_assert_ptr_nonnull(strstr(svg, "<desc"));
	ck_assert_ptr_nonnull(strstr(svg, "The Visit Counter</text>"));
	free(svg);
}
END_TEST

START_TEST(a_picture_is_the_same_every_time)
{
	int status;
	char *one = recipe_output(&status, "export %s --svg --animate", trace), *two = recipe_output(&status, "export %s --svg --animate", trace);
	ck_assert_str_eq(one, two);
	free(one);
	free(two);
}
END_TEST

/* The pictures of README that are under control: what `make pictures` has drawn is what it draws. */
START_TEST(a_picture_of_readme_is_what_is_drawn_today)
{
	static const char *const drawn[][2] = {
		{ "lesson", "visits" }, { "control", "visits --engine threads --schedule \"A6 B6\"" }, { "schedules", "visits --engine threads --schedule \"A6 B6\"" }, { "present", "visits --present --step three-things" },
	};
	const char *name = drawn[_i][0], *source = getenv("srcdir") ? getenv("srcdir") : ".";
	int status;
	char path[300];
	/* Its name is in the picture's words. */
	char *one = recipe_output(&status, "list >/dev/null; P=$PWD; S=$(realpath %s); mkdir %s.d && cd %s.d && $P/lunchrush record %s --tape $S/doc/pictures/%s.tape -o %s.cast && $P/lunchrush export %s.cast --svg; cd $P; rm -r %s.d",
		source, cast, cast, drawn[_i][1], name, name, name, cast);
	char *two = malloc(1 << 20);
	snprintf(path, sizeof path, "%s/doc/pictures/%s.svg", source, name);
	FILE *from = fopen(path, "r");
	ck_assert_ptr_nonnull(from);
	two[fread(two, 1, (1 << 20) - 1, from)] = '\0';
	fclose(from);
	size_t same = 0, before;
	while (one[same] && one[same] == two[same])
		same++;
	before = same > 80 ? 80 : same;
	ck_assert_msg(!strcmp(one, two), "%s is not what is drawn now; `make pictures` draws it anew. There is: %.240s\nand now: %.240s", path, two + same - before, one + same - before);
	free(one);
	free(two);
}
END_TEST

START_TEST(a_recipe_by_its_path_is_recorded)
{
	int status;
	free(recipe_output(&status, "record $R/perfetto_nothing.lua -o %s.path", cast));
	ck_assert_int_eq(status, 0);
	char *text = recipe_output(&status, "export %s.path --text; rm %s.path %s.path.trace", cast, cast, cast);
	ck_assert_ptr_nonnull(strstr(text, "perfetto_nothing"));
	free(text);
}
END_TEST

START_TEST(a_talk_is_recorded_along_a_tape)
{
	static const struct {
		const char *words, *said;
	} wrong[] = {
		{ "visits --present", "goes with --tape FILE" }, { "visits --present --engine threads --tape $T", "--present is of a lesson and --engine of a recipe" }, { "menu --present --tape $T", "--present is of a lesson, and 'menu' is the menu" },
		{ "visits --present --step nowhere --tape $T", "nowhere" },
	};
	const char *source = getenv("srcdir") ? getenv("srcdir") : ".";
	int status;
	char *said = recipe_output(&status, "list >/dev/null; T=%s/doc/pictures/present.tape; ./lunchrush record %s -o %s.talk 2>&1", source, wrong[_i].words, cast);
	ck_assert_int_eq(status, 2);
	ck_assert_msg(strstr(said, wrong[_i].said) != NULL, "it said: %s", said);
	free(said);
}
END_TEST

START_TEST(what_cannot_be_shown_is_said)
{
	static const struct {
		const char *words, *said;
	} cases[] = {
		{ "export %s --text --at 99s", "is over after" },
		{ "export %s --text --at step 99", "there is no step 99" },
		{ "export %s --text --at noon", "is no moment" },
		{ "export %s --text --animate", "text does not move" },
		{ "export %s --svg --from 1s", "go with --svg --animate" },
		{ "export %s --perfetto --at 1s", "are for pictures" },
		{ "export %s --svg --text", "one form at a time" },
		{ "export %s --svg --theme nosuch", "nosuch" },
		{ "export %s --svg --animate --from step 5 --to step 2", "comes before" },
		{ "export %s", "in which form?" },
	};
	int status;
	char words[200];
	snprintf(words, sizeof words, "%s 2>&1", cases[_i].words);
	char *text = recipe_output(&status, words, trace);
	ck_assert_int_eq(status, 2);
	ck_assert_msg(strstr(text, cases[_i].said) != NULL, "it said: %.300s", text);
	free(text);
}
END_TEST

START_TEST(a_run_of_some_milliseconds_is_said_to_be_over_after_so_many)
{
	int status;
	char *text = recipe_output(&status, "run visits --schedule AB --json --trace %s.short >/dev/null; ./lunchrush export %s.short --text --at 5s 2>&1; rm %s.short", trace, trace, trace);
	ck_assert_msg(strstr(text, "is over after 12 ms; 5.0 s is later") != NULL, "it said: %.300s", text);
	free(text);
}
END_TEST

START_TEST(a_damaged_run_is_drawn_as_far_as_it_is_whole)
{
	int status;
	char words[300];
	snprintf(words, sizeof words, "head -c -300 %s >%s.cut; ./lunchrush export %s.cut --text", trace, trace, trace);
	char *text = recipe_output(&status, "list >/dev/null; %s", words);
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(text, "The Visit Counter"));
	free(text);
	snprintf(words, sizeof words, "./lunchrush export %s.cut --html", trace);
	text = recipe_output(&status, "list >/dev/null; %s", words);
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(text, "The Visit Counter"));
	free(text);
	snprintf(words, sizeof words, "%s.cut", trace);
	unlink(words);
}
END_TEST

/* Made to take long: each of many cells has a colour of its own, and there are more places to jump to than anybody would look through. */
START_TEST(of_too_many_colours_and_marks_there_are_fewer)
{
	int status;
	FILE *to = fopen(cast, "w");
	ck_assert_ptr_nonnull(to);
	fprintf(to, "{\"version\": 2, \"width\": 200, \"height\": 100}\n");
	for (int i = 0; i < 20000; i++)
		fprintf(to, "[%d, \"o\", \"\\u001b[38;2;%d;%d;7mx\"]\n", i / 100, i % 256, i / 256);
	for (int i = 0; i < 12000; i++)
		fprintf(to, "[300, \"m\", \"mark %d\"]\n", i);
	fclose(to);
	char *svg = recipe_output(&status, "export %s --svg", cast), class[16];
	ck_assert_int_eq(status, 0);
	ck_assert_ptr_nonnull(strstr(svg, "i2047"));
	snprintf(class, sizeof class, "i%d", 2048 + 4096);
	ck_assert_ptr_null(strstr(svg, class));
	free(svg);
	struct error error;
	struct film *film = film_load(cast, &error);
	size_t count;
	ck_assert_ptr_nonnull(film);
	film_marks(film, &count);
	ck_assert_uint_eq(count, 10000);
	film_free(film);
	unlink(cast);
}
END_TEST

START_TEST(a_page_is_of_a_file_and_not_of_a_lesson_that_is_called_so)
{
	int status;
	char *text = recipe_output(&status, "export visits --html 2>&1");
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(text, "visits: No such file"));
	free(text);
}
END_TEST

START_TEST(a_file_that_cannot_be_written_whole_is_not_left_behind)
{
	int status;
	char path[80];
	snprintf(path, sizeof path, "%s.svg", trace);
	char *text = recipe_output(&status, "list >/dev/null; ulimit -f 4; ./lunchrush export %s --svg --animate -o %s 2>&1", trace, path);
	ck_assert_int_eq(status, 2);
	ck_assert_ptr_nonnull(strstr(text, path));
	ck_assert_int_ne(access(path, F_OK), 0);
	free(text);
	text = recipe_output(&status, "list >/dev/null; ls %s.part* 2>/dev/null", path);
	ck_assert_str_eq(text, "");
	free(text);
}
END_TEST

START_TEST(a_run_that_is_named_as_if_it_was_being_written_is_read_and_stays)
{
	int status;
	char *text = recipe_output(&status, "list >/dev/null; cp %s %s.out.part && ./lunchrush export %s.out.part --text -o %s.out && cmp %s %s.out.part && cat %s.out && stat -c %%a %s.out; rm %s.out*", trace,
		trace, trace, trace, trace, trace, trace, trace, trace);
	mode_t mask = umask(0);
	char mode[8];
	umask(mask);
	snprintf(mode, sizeof mode, "\n%o\n", 0666 & ~mask);
	ck_assert_msg(strstr(text, "The Visit Counter") && strstr(text, mode), "it said: %s", text);
	free(text);
}
END_TEST

START_TEST(a_run_from_a_pipe_is_drawn_compared_and_replayed)
{
	int status;
	char pipe[80];
	snprintf(pipe, sizeof pipe, "%s.pipe", trace);
	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	char *text = recipe_output(&status, "list >/dev/null; for what in 'export %s --text' 'diff %s %s' 'replay %s --json'; do timeout 20 cat %s >%s & timeout 20 ./lunchrush $what >/dev/null; [ $? -lt 2 ] && echo well; wait; done", pipe,
		pipe, trace, pipe, trace, pipe);
	ck_assert_str_eq(text, "well\nwell\nwell\n");
	unlink(pipe);
	free(text);
}
END_TEST

START_TEST(what_is_no_plain_file_is_written_to_and_stays_what_it_is)
{
	int status;
	char pipe[80];
	struct stat is;
	snprintf(pipe, sizeof pipe, "%s.pipe", trace);
	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	char *text = recipe_output(&status, "list >/dev/null; timeout 20 cat %s & timeout 20 ./lunchrush export %s --text -o %s; wait", pipe, trace, pipe);
	ck_assert_ptr_nonnull(strstr(text, "The Visit Counter"));
	ck_assert_int_eq(lstat(pipe, &is), 0);
	ck_assert(S_ISFIFO(is.st_mode));
	unlink(pipe);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pictures");
	TCase *parts = tcase_create("parts"), *recordings = tcase_create("recordings"), *program = tcase_create("program");
	tcase_add_loop_test(parts, the_reader_of_xml_refuses_what_is_none, 0, 6);
	tcase_add_loop_test(parts, bytes_are_shown_as_a_terminal_would, 0, 12);
	tcase_add_test(parts, colours_and_attributes_are_kept);
	tcase_add_loop_test(parts, any_bytes_leave_a_whole_picture, 0, 40);
	tcase_add_test(parts, drawings_hold_text_that_means_something_to_xml);
	tcase_add_test(parts, lines_are_drawn_and_letters_have_their_place);
	tcase_add_test(parts, signs_have_near_ones_in_ascii);
	tcase_add_test(parts, a_frame_adds_only_what_changed);
	tcase_add_test(parts, a_moving_picture_has_an_end_however_much_there_is);
	tcase_add_loop_test(parts, hashes_are_those_of_the_standard, 0, 3);
	tcase_add_loop_test(recordings, a_recording_is_shown_at_any_moment_and_back, 0, 2);
	tcase_add_loop_test(recordings, what_is_no_recording_is_said_to_be_none, 0, 7);
	tcase_add_loop_test(recordings, a_recording_that_is_cut_off_is_shown_as_far_as_it_is_whole, 0, 6);
	tcase_add_loop_test(recordings, a_line_without_measure_is_not_read, 0, 2);
	tcase_add_unchecked_fixture(program, runs_make, runs_drop);
	tcase_add_loop_test(program, the_screen_after_a_step_is_told_as_text, 0, 2);
	tcase_add_test(program, the_text_has_the_size_that_was_asked_for_and_only_ascii_where_wished);
	tcase_add_loop_test(program, drawings_of_runs_and_recordings_are_right_xml, 0, 6);
	tcase_add_test(program, a_picture_is_the_same_every_time);
	tcase_add_loop_test(program, a_picture_of_readme_is_what_is_drawn_today, 0, 4);
	tcase_add_test(program, a_recipe_by_its_path_is_recorded);
	tcase_add_loop_test(program, a_talk_is_recorded_along_a_tape, 0, 4);
	tcase_add_loop_test(program, what_cannot_be_shown_is_said, 0, 10);
	tcase_add_test(program, a_run_of_some_milliseconds_is_said_to_be_over_after_so_many);
	tcase_add_test(program, a_damaged_run_is_drawn_as_far_as_it_is_whole);
	tcase_add_test(program, of_too_many_colours_and_marks_there_are_fewer);
	tcase_add_test(program, a_page_is_of_a_file_and_not_of_a_lesson_that_is_called_so);
	tcase_add_test(program, what_is_no_plain_file_is_written_to_and_stays_what_it_is);
	tcase_add_test(program, a_run_from_a_pipe_is_drawn_compared_and_replayed);
	tcase_add_test(program, a_file_that_cannot_be_written_whole_is_not_left_behind);
	tcase_add_test(program, a_run_that_is_named_as_if_it_was_being_written_is_read_and_stays);
	tcase_set_timeout(program, 30);
	suite_add_tcase(suite, parts);
	suite_add_tcase(suite, recordings);
	suite_add_tcase(suite, program);
	return run_suite(suite);
}
