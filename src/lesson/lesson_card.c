/* lesson_card.c - what a menu shows of a lesson, read without the rest of it. Its title and summary may stand at the beginning of prose.md, and those of a translation do;
 * only that much of the file is read as Markdown. */
#include "lesson/lesson_inner.h"

#include "paper/folder.h"
#include "paper/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void keep_first(void *data, const char *message)
{
	struct error *error = data;

	if (!error->text[0])
		error_set(error, "%s", message);
}

/* Bytes before the first "## " at the beginning of a line. */
static size_t head_length(const char *text, size_t length)
{
	for (const char *at = text; at && at < text + length; at = memchr(at, '\n', (size_t)(text + length - at))) {
		at += *at == '\n';
		if (text + length - at >= 3 && !memcmp(at, "## ", 3))
			return (size_t)(at - text);
	}
	return length;
}

/* Over what is there where `over`, else only in place of what is not. What is wrong with a translation is no matter here. */
static void head_take(struct loading *loading, const char *file, bool over)
{
	struct document document;
	size_t length;
	char *text = folder_read(loading->folder, file, LESSON_PROSE_BYTES_MAX, &length, NULL);

	if (!text)
		return;
	if (markdown_read(&document, text, head_length(text, length), file, 1, NULL) == 0) {
		lesson_head_take(loading, &document, over);
		document_release(&document);
	}
	free(text);
}

static int card_take(struct loading *loading, const char *language)
{
	struct error *error = loading->data;
	char path[1200], file[32];
	size_t length;
	char *text = folder_read(loading->folder, "lesson.ini", LESSON_INI_BYTES_MAX, &length, error);

	if (!text)
		return -1;
	snprintf(path, sizeof path, "%s/lesson.ini", loading->folder);
	loading->file = "lesson.ini";
	if (plain_check(text, length, path, keep_first, error) == 0)
		loading->ini = ini_read(text, length, path, keep_first, error);
	free(text);
	if (!loading->ini)
		return -1;
	lesson_ini_card_take(loading);
	if (!error->text[0] && (!loading->lesson->title[0] || !loading->lesson->summary[0]))
		head_take(loading, "prose.md", false);
	if (!error->text[0] && lesson_prose_file(language, file))
		head_take(loading, file, true);
	if (!error->text[0] && !loading->lesson->title[0])
		lesson_wrong(loading, 0, "the lesson has no title: title = … in [lesson]");
	return error->text[0] ? -1 : 0;
}

int lesson_card_read(const char *typed, const char *language, struct lesson_card *card, struct error *error)
{
	struct loading *loading = calloc(1, sizeof *loading);
	struct lesson *lesson = calloc(1, sizeof *lesson);
	struct error first = { "" };
	int result = -1;

	if (!loading || !lesson)
		abort();
	*card = (struct lesson_card){ 0 };
	lesson->order = LESSON_ORDER_LAST; /* of one that cannot be read, too */
	*loading = (struct loading){ .folder = typed, .tell = keep_first, .data = &first, .lesson = lesson };
	if (strlen(typed) >= sizeof card->folder)
		error_set(&first, "%.100s…: the path is longer than %zu bytes", typed, sizeof card->folder - 1);
	else if (lesson_folder_name(typed, lesson->name, &first) == 0)
		result = card_take(loading, language);
	snprintf(card->folder, sizeof card->folder, "%s", typed);
	memcpy(card->name, lesson->name, sizeof card->name);
	memcpy(card->title, lesson->title, sizeof card->title);
	memcpy(card->chapter, lesson->chapter, sizeof card->chapter);
	memcpy(card->summary, lesson->summary, sizeof card->summary);
	memcpy(card->needs, lesson->needs, sizeof card->needs);
	card->order = lesson->order;
	card->minutes = lesson->minutes;
	card->steps = (int)lesson->step_count;
	card->need_count = lesson->need_count;
	ini_free(loading->ini);
	lesson_free(lesson);
	free(loading);
	return result ? error_set(error, "%s", first.text) : 0;
}
