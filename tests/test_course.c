/* Every lesson that is shipped, run by the linter: one case for each. All are checked in one go before, two at once, and each case looks for its own findings. */
#include "suite.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LESSONS_MAX 200

static char names[LESSONS_MAX][64], *findings;
static char state[] = "/tmp/course.XXXXXX";
static int count;

static int has_lesson(const struct dirent *entry)
{
	char path[512];

	snprintf(path, sizeof path, "%s/lessons/%.200s/lesson.ini", getenv("srcdir") ? getenv("srcdir") : ".", entry->d_name);
	return access(path, F_OK) == 0;
}

static void list_lessons(void)
{
	struct dirent **entries = NULL;
	char path[256];
	int found;

	snprintf(path, sizeof path, "%s/lessons", getenv("srcdir") ? getenv("srcdir") : ".");
	found = scandir(path, &entries, has_lesson, versionsort);
	for (int i = 0; i < found && count < LESSONS_MAX; i++)
		snprintf(names[count++], sizeof names[0], "%.63s", entries[i]->d_name);
}

/* Outside of any case, so that it is done once. */
static void check_all(void)
{
	size_t size;
	FILE *to = open_memstream(&findings, &size), *from;
	char bytes[4096];
	size_t n;

	ck_assert_ptr_nonnull(mkdtemp(state));
	setenv("XDG_STATE_HOME", state, 1);
	setenv("XDG_DATA_HOME", state, 1);
	from = popen("./lunchrush check --allow-commands --jobs 2", "r");
	ck_assert_ptr_nonnull(from);
	while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
		fwrite(bytes, 1, n, to);
	ck_assert_msg(pclose(from) <= 1 << 8, "it could not be checked");
	fclose(to);
}

static void forget_all(void)
{
	free(findings);
	rmdir(state);
}

/* The lines that name it. */
static void lines_of(const char *name, char *to, size_t size)
{
	char part[80];

	snprintf(part, sizeof part, "/%s/", name);
	*to = '\0';
	for (const char *line = findings; *line;) {
		size_t length = strcspn(line, "\n"), used = strlen(to);
		if (memmem(line, length, part, strlen(part)) && used + length + 2 < size)
			snprintf(to + used, size - used, "%.*s\n", (int)length, line);
		line += length + (line[length] == '\n');
	}
}

START_TEST(nothing_is_wrong_with_a_shipped_lesson)
{
	char lines[16384];

	lines_of(names[_i], lines, sizeof lines);
	ck_assert_msg(!*lines, "%s", lines);
}
END_TEST

START_TEST(nothing_is_wrong_with_recipes_themes_and_pages)
{
	char lines[16384];

	lines_of("themes", lines, sizeof lines);
	ck_assert_msg(!*lines, "%s", lines);
	lines_of("pages", lines, sizeof lines);
	ck_assert_msg(!*lines, "%s", lines);
	for (const char *line = findings; (line = strstr(line, "recipe.lua")); line++)
		ck_assert_msg(false, "%.300s", line);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("course");
	TCase *course = tcase_create("course");

	list_lessons();
	tcase_add_unchecked_fixture(course, check_all, forget_all);
	tcase_set_timeout(course, 60);
	tcase_add_loop_test(course, nothing_is_wrong_with_a_shipped_lesson, 0, count);
	tcase_add_test(course, nothing_is_wrong_with_recipes_themes_and_pages);
	suite_add_tcase(suite, course);
	return run_suite(suite);
}
