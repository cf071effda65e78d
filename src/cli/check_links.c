/* check_links.c - whether what a lesson leads to is there: words, pages, lessons, recipes. */
#include "cli/check.h"

#include "cli/data.h"
#include "lesson/shelf.h"
#include "paper/ini.h"
#include "paper/words.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>

/* What is installed; read once in a process. */
static struct {
	bool read;
	struct words words;
	struct shelf *shelf;
	struct shelf_recipe *recipes;
	size_t recipe_count;
} there;

static void read_all(void)
{
	struct error error;

	if (there.read)
		return;
	there.read = true;
	words_read(&there.words, data_directory(), &error);
	there.shelf = shelf_read(data_directory(), "");
	there.recipes = data_recipes(&there.recipe_count);
}

/* Pages are of the program; the words and the chooser among them. */
static bool is_page(const char *name)
{
	static const char *const pages[] = { "comparison", "chooser", "words", "human-time" };

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (strcmp(pages[i], name) == 0)
			return true;
	return false;
}

static bool is_recipe(const char *name)
{
	for (size_t i = 0; i < there.recipe_count; i++)
		if (strcmp(there.recipes[i].name, name) == 0)
			return true;
	return false;
}

/* NULL, or what is not there. */
static const char *link_lacks(const char *link)
{
	const char *name = strchr(link, ':');

	read_all();
	name = name ? name + 1 : link;
	if (strncmp(link, "word:", 5) == 0)
		return words_find(&there.words, link) ? NULL : _("there is no such word in pages/words.md");
	if (strncmp(link, "page:", 5) == 0)
		return is_page(name) ? NULL : _("there is no such page; there are comparison, chooser, words and human-time");
	if (strncmp(link, "lesson:", 7) == 0)
		return there.shelf && shelf_named(there.shelf, name) ? NULL : _("there is no such lesson");
	if (strncmp(link, "recipe:", 7) == 0)
		return is_recipe(name) ? NULL : _("there is no such recipe");
	return NULL; /* the loader has said what is wrong with it */
}

static void check_link(struct check *check, const char *file, int line, const char *link)
{
	const char *lacks = link_lacks(link);

	if (lacks)
		check_found(check, file, line, "%s: %s", link, lacks);
}

struct visit {
	struct check *check;
	const char *file;
};

static int visit_link(void *data, const char *link, int line)
{
	const struct visit *visit = data;

	check_link(visit->check, visit->file, line, link);
	return 0;
}

void check_document_links(struct check *check, const char *file, const struct document *document)
{
	struct visit visit = { check, file };

	document_links(document, visit_link, &visit);
}

static void check_lesson_named(struct check *check, const char *file, int line, const char *name)
{
	char link[80];

	snprintf(link, sizeof link, "lesson:%.70s", name);
	if (link_lacks(link))
		check_found(check, file, line, _("it needs the lesson '%s', which is not there"), name);
}

void check_links(struct check *check, const struct lesson *lesson)
{
	char ini[1100], prose[1100];
	struct ini *keys;
	struct error error;

	snprintf(ini, sizeof ini, "%s/lesson.ini", lesson->folder);
	snprintf(prose, sizeof prose, "%s/prose.md", lesson->folder);
	keys = ini_load(ini, &error);
	for (int i = 0; i < lesson->need_count; i++)
		check_lesson_named(check, ini, keys ? ini_line(keys, "lesson", "needs") : 0, lesson->needs[i]);
	for (int i = 0; i < lesson->more_count; i++)
		check_link(check, ini, keys ? ini_line(keys, "lesson", "more") : 0, lesson->more[i]);
	ini_free(keys);
	for (size_t i = 0; i < lesson->step_count; i++) {
		const struct lesson_step *step = &lesson->steps[i];
		check_document_links(check, prose, &step->prose);
		check_document_links(check, prose, &step->notes);
		check_document_links(check, prose, &step->after);
		for (int hint = 0; hint < step->hint_count; hint++)
			check_document_links(check, prose, &step->hints[hint]);
	}
}
