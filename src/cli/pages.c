/* pages.c - pages by their links, and `lunchrush words` and `lunchrush pages`, which print them.
 *
 * A page with figures is made as Markdown and read like any other, so that there is one way from text to screen. */
#include "cli/pages.h"

#include "cli/data.h"
#include "cli/menu.h"
#include "trace/near.h"
#include "cli/verb.h"
#include "paper/folder.h"
#include "paper/words.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/wrap.h"

#include <ctype.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 76

void page_print(struct buffer *to, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	int length = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buffer_append(to, text, length < 0 ? 0 : length < (int)sizeof text ? (size_t)length : sizeof text - 1);
}

void page_escape(struct buffer *to, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_[]<>#&!", *text))
			buffer_append(to, "\\", 1);
		buffer_append(to, text, 1);
	}
}

/* ---- pages ---- */

static void measures_read(struct measures *measures)
{
	char path[PATH_MAX];
	struct error error;
	memset(measures, 0, sizeof *measures);
	if (measure_path(path, sizeof path, &error) == 0)
		measure_read(path, measures, &error);
}

int pages_table(void *unused, struct menu_table *to, struct error *error)
{
	static struct measures measures;
	(void)unused;
	measures_read(&measures);
	return page_table(&measures, to, error);
}

static int read_made(const char *name, struct document *to, char title[96], struct error *error)
{
	static struct measures measures;
	struct buffer text = { 0 };
	int result = 0;
	measures_read(&measures);
	if (!strcmp(name, "comparison")) {
		result = page_comparison(&measures, &text, title, error);
	} else {
		snprintf(title, 96, "%s", _("Human time"));
		page_human_time(&measures, &text);
	}
	if (result == 0)
		result = markdown_read(to, text.bytes, text.length, name, 1, error);
	buffer_release(&text);
	return result;
}

static bool is_name(const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; i < length; i++)
		if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i]) && name[i] != '-')
			return false;
	return length > 0 && length < 64;
}

/* The first heading of a page is its title, and stands above it. */
static void title_take(struct document *document, char title[96])
{
	size_t used = 0;
	if (!document->count || document->blocks[0].kind != BLOCK_HEADING || document->blocks[0].level != 1)
		return;
	title[0] = '\0';
	for (size_t i = 0; i < document->blocks[0].span_count && used < 96; i++)
		used += (size_t)snprintf(title + used, 96 - used, "%s", document->blocks[0].spans[i].text);
	struct document head = { .blocks = malloc(sizeof *head.blocks), .count = 1 };
	if (!head.blocks)
		return;
	head.blocks[0] = document->blocks[0];
	document_release(&head);
	memmove(document->blocks, document->blocks + 1, --document->count * sizeof *document->blocks);
}

static int read_file(const char *name, struct document *to, char title[96], struct error *error)
{
	char folder[PATH_MAX + 80], file[80], path[PATH_MAX + 200];
	size_t length;
	if (!is_name(name))
		return error_set(error, _("'%s' is no page's name: letters, digits and '-' would be right"), name);
	snprintf(folder, sizeof folder, "%s/lessons/pages", data_directory());
	snprintf(file, sizeof file, "%s.md", name);
	if (!folder_has(folder, file))
		return error_set(error, _("there is no page '%s'; there are comparison, human-time and words"), name);
	char *text = folder_read(folder, file, MARKDOWN_BYTES_MAX, &length, error);
	if (!text)
		return -1;
	snprintf(path, sizeof path, "%s/%s", folder, file);
	snprintf(title, 96, "%s", name);
	int result = markdown_read(to, text, length, path, 1, error);
	free(text);
	if (result == 0)
		title_take(to, title);
	return result;
}

static int no_such_word(const struct words *words, const char *name, struct error *error)
{
	const char **names = calloc(words->count + 1, sizeof *names);
	for (size_t i = 0; names && i < words->count; i++)
		names[i] = words->words[i].name;
	const char *near = names ? near_word(name, names, words->count) : NULL;
	free(names);
	if (near)
		return error_set(error, _("no entry says what '%s' means; is '%s' meant?"), name, near);
	return error_set(error, _("no entry says what '%s' means; `lunchrush words` lists those there are"), name);
}

static int read_word(const char *name, struct document *to, char title[96], struct error *error)
{
	struct words words;
	if (words_read(&words, data_directory(), error))
		return -1;
	const struct word *entry = words_find(&words, name);
	int result = entry ? document_copy(to, &entry->text) : no_such_word(&words, name, error);
	if (entry && result)
		error_set(error, "memory is out");
	if (entry)
		snprintf(title, 96, "%s", entry->title);
	words_release(&words);
	return result;
}

int pages_read(void *unused, const char *link, struct document *to, char title[96], struct error *error)
{
	const char *colon = strchr(link, ':'), *name = colon ? colon + 1 : link;
	(void)unused;
	*to = (struct document){ 0 };
	if (!strncmp(link, "word:", 5))
		return read_word(name, to, title, error);
	if (!strcmp(name, "comparison") || !strcmp(name, "human-time"))
		return read_made(name, to, title, error);
	return read_file(name, to, title, error);
}

/* Whether it can be read: what is typed wrong is said before a screen opens. */
static int pages_there(const char *link, struct error *error)
{
	struct document document;
	char title[96];
	if (pages_read(NULL, link, &document, title, error))
		return -1;
	document_release(&document);
	return 0;
}

/* ---- printing ---- */

static int print_document(const char *title, struct document *document)
{
	char *text = document_text(document, COLUMNS);
	document_release(document);
	printf("%s\n\n%s", title, text ? text : "");
	if (text && *text && text[strlen(text) - 1] != '\n')
		printf("\n");
	free(text);
	return EXIT_DONE;
}

static int print_page(const char *link)
{
	struct document document;
	struct error error;
	char title[96] = "";
	if (pages_read(NULL, link, &document, title, &error))
		return verb_fail(EXIT_USAGE, &error);
	return print_document(title, &document);
}

/* Each word with its first sentence. */
static void print_word(const struct word *entry)
{
	char *text = document_text(&entry->text, 0), line[512];
	char *stop = text ? strstr(text, ". ") : NULL, *end = text ? strchr(text, '\n') : NULL;
	if (stop && (!end || stop < end))
		stop[1] = '\0';
	else if (end)
		*end = '\0';
	printf("%-20s ", entry->name);
	const char *rest = text ? text : "";
	for (int row = 0; (rest = wrap_line(rest, COLUMNS - 21, line, sizeof line)); row++)
		printf("%*s%s\n", row ? 21 : 0, "", line);
	free(text);
}

static int print_words(void)
{
	struct words words;
	struct error error;
	if (words_read(&words, data_directory(), &error))
		return verb_fail(EXIT_USAGE, &error);
	for (size_t i = 0; i < words.count; i++)
		print_word(&words.words[i]);
	words_release(&words);
	return EXIT_DONE;
}

/* ---- verbs ---- */

static const struct flag none[] = { { NULL } };

/* At most one name. */
static int read_name(int argc, char **argv, const char **name, struct error *error)
{
	const char *value;
	if (flags_next(none, argc, argv, &value, error) == FLAGS_WRONG)
		return -1;
	if (argc - optind > 1)
		return error_set(error, _("%s: '%s' is too much: one at a time"), argv[0], argv[optind + 1]);
	*name = optind < argc ? argv[optind] : NULL;
	return 0;
}

static int words_run(int argc, char **argv)
{
	const char *name = NULL;
	char link[256];
	struct error error;
	if (read_name(argc, argv, &name, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (!name)
		return print_words();
	snprintf(link, sizeof link, "word:%s", name);
	return print_page(link);
}

static void list_pages(void)
{
	printf("comparison   %s\nhuman-time   %s\nwords        %s\n", _("threads, event loop, processes and instances beside each other"), _("from a nanosecond to ten seconds"),
		_("what the words of the field mean"));
}

static const struct flag page_flags[] = {
	{ "plain", NULL, N_("print it, without a screen"), SHOW_FLAG_PLAIN + 1 },
	{ "theme", "NAME", N_("colours: a theme that `lunchrush list` names, or the path of one"), SHOW_FLAG_THEME + 1 },
	{ "ascii", NULL, N_("draw with ASCII signs only"), SHOW_FLAG_ASCII + 1 },
	{ "glyphs", "NAME", N_("signs: kitchen, plain or ascii"), SHOW_FLAG_GLYPHS + 1 },
	{ NULL, NULL, NULL, 0 },
};

static int pages_run(int argc, char **argv)
{
	struct show show = { .how = SHOW_BY_TERMINAL };
	struct error error;
	const char *value;
	char link[256];
	int code;
	while ((code = flags_next(page_flags, argc, argv, &value, &error)) > 0)
		if (show_flag(&show, code - 1, value, &error))
			return verb_fail(EXIT_USAGE, &error);
	if (code == 0 && argc - optind > 1)
		code = error_set(&error, _("%s: '%s' is too much: one at a time"), argv[0], argv[optind + 1]);
	if (code < 0 || show_settle(&show, &error))
		return verb_fail(EXIT_USAGE, &error);
	if (optind == argc) {
		list_pages();
		return EXIT_DONE;
	}
	snprintf(link, sizeof link, "page:%s", argv[optind]);
	if (show.how != SHOW_SCREEN)
		return print_page(link);
	return pages_there(link, &error) ? verb_fail(EXIT_USAGE, &error) : menu_open(link);
}

const struct verb verb_words = {
	.name = "words",
	.arguments = "[WORD]",
	.summary = N_("Say what a word means, or list the words there are"),
	.flags = none,
	.run = words_run,
};

const struct verb verb_pages = {
	.name = "pages",
	.arguments = "[NAME]",
	.summary = N_("Print a page to read: comparison, human-time, words"),
	.about = N_("On a terminal it is shown with its links; the menu has them all.\n"),
	.flags = page_flags,
	.run = pages_run,
};
