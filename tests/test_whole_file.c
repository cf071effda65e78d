/* test_whole_file.c - a file that is whole at any time: until it is kept the old one is there, and what goes wrong leaves nothing behind. */
#include "paper/whole_file.h"
#include "suite.h"

#include <errno.h>
#include <glob.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[128];

static void setup(void)
{
	strcpy(folder, "/tmp/whole-file-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/notes", folder);
	FILE *file = fopen(path, "w");
	fputs("old\n", file);
	fclose(file);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static void holds(const char *due)
{
	char text[64] = "";
	FILE *file = fopen(path, "r");
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	ck_assert_str_eq(text, due);
}

static void alone(void)
{
	char pattern[160];
	glob_t found;
	snprintf(pattern, sizeof pattern, "%s/*", folder);
	ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
	ck_assert_uint_eq(found.gl_pathc, 1);
	globfree(&found);
}

START_TEST(the_old_one_is_there_until_the_new_one_is_kept)
{
	struct whole_file whole;
	ck_assert_int_eq(whole_file_open(&whole, path, false), 0);
	fputs("new\n", whole.file);
	fflush(whole.file);
	holds("old\n");
	ck_assert_int_eq(whole_file_keep(&whole, _i), 0);
	whole_file_drop(&whole);
	holds("new\n");
	alone();
}
END_TEST

START_TEST(what_is_dropped_leaves_nothing)
{
	struct whole_file whole;
	ck_assert_int_eq(whole_file_open(&whole, path, false), 0);
	fputs("new\n", whole.file);
	errno = EDOM;
	whole_file_drop(&whole);
	ck_assert_int_eq(errno, EDOM);
	holds("old\n");
	alone();
}
END_TEST

START_TEST(a_disk_that_is_full_leaves_the_old_one)
{
	struct whole_file whole;
	struct rlimit most = { 10000, 10000 };
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &most);
	ck_assert_int_eq(whole_file_open(&whole, path, false), 0);
	for (int i = 0; i < 4000; i++)
		fputs("much\n", whole.file);
	ck_assert_int_eq(whole_file_keep(&whole, false), -1);
	holds("old\n");
	alone();
}
END_TEST

START_TEST(a_folder_is_not_replaced)
{
	struct whole_file whole;
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkdir(path, 0755), 0);
	ck_assert_int_eq(whole_file_open(&whole, path, false), 0);
	ck_assert_int_eq(whole_file_keep(&whole, false), -1);
	ck_assert_int_eq(errno, EISDIR);
	alone();
}
END_TEST

START_TEST(who_may_read_it_is_as_it_was_wished)
{
	struct whole_file whole;
	struct stat is;
	umask(022);
	ck_assert_int_eq(whole_file_open(&whole, path, _i), 0);
	ck_assert_int_eq(whole_file_keep(&whole, false), 0);
	ck_assert_int_eq(stat(path, &is), 0);
	ck_assert_int_eq(is.st_mode & 0777, _i ? 0600 : 0644);
}
END_TEST

START_TEST(where_there_is_no_folder_it_is_not_begun)
{
	struct whole_file whole;
	char nowhere[160];
	snprintf(nowhere, sizeof nowhere, "%s/none/notes", folder);
	ck_assert_int_eq(whole_file_open(&whole, nowhere, false), -1);
	ck_assert_int_eq(errno, ENOENT);
	whole_file_drop(&whole);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("whole_file");
	TCase *all = tcase_create("whole_file");
	tcase_add_checked_fixture(all, setup, teardown);
	tcase_add_loop_test(all, the_old_one_is_there_until_the_new_one_is_kept, 0, 2);
	tcase_add_test(all, what_is_dropped_leaves_nothing);
	tcase_add_test(all, a_disk_that_is_full_leaves_the_old_one);
	tcase_add_test(all, a_folder_is_not_replaced);
	tcase_add_loop_test(all, who_may_read_it_is_as_it_was_wished, 0, 2);
	tcase_add_test(all, where_there_is_no_folder_it_is_not_begun);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
