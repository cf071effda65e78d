/* lesson_prose.c - prose.md into the steps of a lesson.
 *
 * The file is one document; its headings say where each part of it goes: blocks are moved, not copied. A translation goes the same way over a lesson that is whole
 * already, and each part of it takes the place of the one that was there. */
#include "lesson/lesson_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP_BYTES_MAX 8192   /* of one part */
#define REPLY_BYTES_MAX 1200
#define QUESTION_BYTES_MAX 500
#define CHOICE_BYTES_MAX 159

enum lesson_part { PART_PROSE, PART_NOTES, PART_AFTER, PART_QUESTION };

struct prose {
	struct loading *loading;
	struct document *document;
	bool translation;
	int last;             /* index of the step whose heading came last, -1 none */
	unsigned hinted;      /* a bit a step: hints of this file have begun */
};

/* The blocks from..to of the document, moved into a new one. */
static struct document blocks_take(struct document *from, size_t first, size_t end)
{
	struct document to = { .count = end - first };

	if (!to.count)
		return (struct document){ 0 };
	to.blocks = malloc(to.count * sizeof *to.blocks);
	if (!to.blocks)
		abort();
	memcpy(to.blocks, from->blocks + first, to.count * sizeof *to.blocks);
	memset(from->blocks + first, 0, to.count * sizeof *to.blocks);
	return to;
}

static size_t bytes_of(const struct document *document, size_t first, size_t end)
{
	size_t bytes = 0;

	for (size_t i = first; i < end; i++)
		for (size_t j = 0; j < document->blocks[i].span_count; j++)
			bytes += strlen(document->blocks[i].spans[j].text);
	return bytes;
}

static bool is_heading(const struct text_block *block, int level)
{
	return block->kind == BLOCK_HEADING && block->level == level;
}

/* The one paragraph of a part as a line of text; NULL: told. */
static char *line_take(struct prose *prose, const char *part, int line, size_t first, size_t end, size_t most)
{
	if (end - first != 1 || prose->document->blocks[first].kind != BLOCK_PARAGRAPH) {
		lesson_wrong(prose->loading, line, "### %s has one paragraph under it", part);
		return NULL;
	}
	char *text = text_block_text(&prose->document->blocks[first]);
	if (strlen(text) <= most)
		return text;
	lesson_wrong(prose->loading, line, "### %s has %zu bytes: at most %zu have room", part, strlen(text), most);
	free(text);
	return NULL;
}

static void string_put(char **to, char *text)
{
	if (!text)
		return;
	free(*to);
	*to = text;
}

/* A part that a step has once. True: it was there already, and that was told. */
static bool again(struct prose *prose, size_t step, enum lesson_part part, const char *name, int line)
{
	struct step_lines *lines = &prose->loading->steps[step];

	if (lines->said & 1u << part)
		return lesson_wrong(prose->loading, line, "### %s stands twice in this step", name), true;
	lines->said |= 1u << part;
	return false;
}

static void document_put(struct prose *prose, struct document *to, size_t first, size_t end)
{
	document_release(to);
	*to = blocks_take(prose->document, first, end);
}

static void hint_take(struct prose *prose, size_t at, int line, size_t first, size_t end)
{
	struct lesson_step *step = &prose->loading->lesson->steps[at];

	if (prose->translation && !(prose->hinted & 1u << at)) {
		while (step->hint_count)
			document_release(&step->hints[--step->hint_count]);
	}
	prose->hinted |= 1u << at;
	if (step->hint_count == LESSON_HINTS_MAX)
		lesson_wrong(prose->loading, line, "a step has at most %d hints", LESSON_HINTS_MAX);
	else
		document_put(prose, &step->hints[step->hint_count++], first, end);
}

static void question_take(struct prose *prose, size_t at, int line, size_t first, size_t end)
{
	if (!prose->translation && prose->loading->steps[at].question)
		lesson_wrong(prose->loading, line, "the question is already in lesson.ini, on line %d", prose->loading->steps[at].question);
	else if (prose->translation && !prose->loading->lesson->steps[at].question)
		lesson_wrong(prose->loading, line, "the lesson asks nothing in this step");
	else if (!again(prose, at, PART_QUESTION, "question", line))
		string_put(&prose->loading->lesson->steps[at].question, line_take(prose, "question", line, first, end, QUESTION_BYTES_MAX));
}

static void choice_take(struct prose *prose, size_t at, const char *letter, int line, size_t first, size_t end)
{
	struct lesson_step *step = &prose->loading->lesson->steps[at];
	int choice = letter[0] - 'a';

	if (choice < 0 || choice >= LESSON_CHOICES_MAX || letter[1])
		lesson_wrong(prose->loading, line, "choices have the letters a to %c: ### choice a", 'a' + LESSON_CHOICES_MAX - 1);
	else if (prose->translation && (choice >= step->choice_count || !step->choices[choice].text))
		lesson_wrong(prose->loading, line, "the lesson has no choice %s in this step", letter);
	else if (!prose->translation && choice < step->choice_count && step->choices[choice].text)
		lesson_wrong(prose->loading, line, "choice %s is there already%s", letter, prose->loading->steps[at].choices[choice] ? ", in lesson.ini" : "");
	else {
		for (; step->choice_count <= choice; step->choice_count++)
			step->choices[step->choice_count] = (struct lesson_choice){ .letter = (char)('a' + step->choice_count) };
		string_put(&step->choices[choice].text, line_take(prose, "choice", line, first, end, CHOICE_BYTES_MAX));
	}
}

/* Of a translation: over the reply that is there. */
static char **reply_there(struct lesson_step *step, const char *answer)
{
	for (int i = 0; i < step->choice_count; i++)
		if (step->choices[i].letter == answer[0] && !answer[1])
			return step->choices[i].reply ? &step->choices[i].reply : NULL;
	for (int i = 0; i < step->reply_count; i++)
		if (!strcasecmp(step->replies[i].answer, answer))
			return &step->replies[i].reply;
	return NULL;
}

static void reply_take(struct prose *prose, size_t at, const char *answer, int line, size_t first, size_t end)
{
	struct step_lines *lines = &prose->loading->steps[at];
	char **there = prose->translation ? reply_there(&prose->loading->lesson->steps[at], answer) : NULL;

	if (prose->translation && !there) {
		lesson_wrong(prose->loading, line, "the lesson has no reply %s in this step", answer);
	} else if (there) {
		string_put(there, line_take(prose, "reply", line, first, end, REPLY_BYTES_MAX));
	} else if (lines->reply_count == LESSON_CHOICES_MAX) {
		lesson_wrong(prose->loading, line, "a step has at most %d replies", LESSON_CHOICES_MAX);
	} else {
		char *text = line_take(prose, "reply", line, first, end, REPLY_BYTES_MAX);
		if (!text)
			return;
		lines->reply_key[lines->reply_count] = lesson_copy(answer);
		lines->reply[lines->reply_count] = text;
		lines->reply_line[lines->reply_count++] = line;
	}
}

/* "### reply 3" and what stands under it. */
static void part_take(struct prose *prose, size_t at, const char *title, int line, size_t first, size_t end)
{
	struct lesson_step *step = &prose->loading->lesson->steps[at];

	if (first == end)
		lesson_wrong(prose->loading, line, "### %.60s has nothing under it", title);
	else if (bytes_of(prose->document, first, end) > STEP_BYTES_MAX)
		lesson_wrong(prose->loading, line, "### %.60s is longer than %d KB", title, STEP_BYTES_MAX >> 10);
	else if (!strcmp(title, "notes")) {
		if (!again(prose, at, PART_NOTES, title, line))
			document_put(prose, &step->notes, first, end);
	} else if (!strcmp(title, "after")) {
		if (!again(prose, at, PART_AFTER, title, line))
			document_put(prose, &step->after, first, end);
	} else if (!strcmp(title, "hint"))
		hint_take(prose, at, line, first, end);
	else if (!strcmp(title, "question"))
		question_take(prose, at, line, first, end);
	else if (!strncmp(title, "choice ", 7))
		choice_take(prose, at, title + 7, line, first, end);
	else if (!strncmp(title, "reply ", 6))
		reply_take(prose, at, title + 6, line, first, end);
	else
		lesson_wrong(prose->loading, line, "### %.60s means nothing: notes, hint, after, question, choice X or reply X", title);
}

/* Blocks first..end of step `at`: prose, then its parts. */
static void step_take(struct prose *prose, size_t at, int line, size_t first, size_t end)
{
	const struct text_block *blocks = prose->document->blocks;
	struct lesson_step *step = &prose->loading->lesson->steps[at];
	size_t i = first;

	for (size_t j = first; j < end; j++)
		if (blocks[j].kind == BLOCK_HEADING && blocks[j].level != 3)
			lesson_wrong(prose->loading, blocks[j].line, "this heading means nothing here: a step is ## NAME, a part of it ### NAME");
	while (i < end && !is_heading(&blocks[i], 3))
		i++;
	if (i == first && !prose->translation)
		lesson_wrong(prose->loading, line, "## %s has no text under it", step->name);
	else if (bytes_of(prose->document, first, i) > STEP_BYTES_MAX)
		lesson_wrong(prose->loading, line, "## %s is longer than %d KB", step->name, STEP_BYTES_MAX >> 10);
	else if (i > first) {
		document_put(prose, &step->prose, first, i);
		step->translated = prose->translation;
	}
	while (i < end) {
		size_t next = i + 1;
		while (next < end && !is_heading(&blocks[next], 3))
			next++;
		char *title = text_block_text(&blocks[i]);
		part_take(prose, at, title, blocks[i].line, i + 1, next);
		free(title);
		i = next;
	}
}

/* Which step a heading begins; -1: none, and that is told. */
static int step_named(struct prose *prose, const char *title, int line)
{
	struct loading *loading = prose->loading;
	int at = lesson_step_named(loading->lesson, title);

	if (at < 0)
		return lesson_wrong(loading, line, prose->translation ? "the lesson has no step `%.60s`" : "there is no [step:%.60s] in lesson.ini", title);
	if (loading->steps[at].heading)
		return lesson_wrong(loading, line, "## %s was already on line %d", title, loading->steps[at].heading);
	loading->steps[at].heading = line;
	if (at < prose->last)
		lesson_wrong(loading, line, "## %s comes after ## %s, but before it in lesson.ini", title, loading->lesson->steps[prose->last].name);
	else
		prose->last = at;
	return at;
}

/* "# Title" and a paragraph. */
static void head_take(struct prose *prose, size_t end)
{
	struct loading *loading = prose->loading;
	struct lesson *lesson = loading->lesson;
	const struct text_block *blocks = prose->document->blocks;
	size_t i = 0;

	if (i < end && is_heading(&blocks[i], 1)) {
		char *title = text_block_text(&blocks[i]);
		if (!prose->translation && lesson->title[0])
			lesson_wrong(loading, blocks[i].line, "the title is already in lesson.ini");
		else
			lesson_text(loading, blocks[i].line, "the title", title, lesson->title, sizeof lesson->title);
		free(title);
		i++;
	}
	if (i == 1 && i < end && blocks[i].kind == BLOCK_PARAGRAPH) {
		char *summary = text_block_text(&blocks[i]);
		if (!prose->translation && lesson->summary[0])
			lesson_wrong(loading, blocks[i].line, "the summary is already in lesson.ini");
		else
			lesson_text(loading, blocks[i].line, "the summary", summary, lesson->summary, sizeof lesson->summary);
		free(summary);
		i++;
	}
	if (i < end)
		lesson_wrong(loading, blocks[i].line, "before the first ## NAME there may be # Title and one paragraph, the summary, and no more");
}

void lesson_head_take(struct loading *loading, const struct document *document, bool over)
{
	struct lesson *lesson = loading->lesson;
	char *title = document->count && is_heading(&document->blocks[0], 1) ? text_block_text(&document->blocks[0]) : NULL;
	char *summary = title && document->count > 1 && document->blocks[1].kind == BLOCK_PARAGRAPH ? text_block_text(&document->blocks[1]) : NULL;

	if (title && (over || !lesson->title[0]) && strlen(title) < sizeof lesson->title)
		strcpy(lesson->title, title);
	if (summary && (over || !lesson->summary[0]) && strlen(summary) < sizeof lesson->summary)
		strcpy(lesson->summary, summary);
	free(title);
	free(summary);
}

void lesson_prose_take(struct loading *loading, struct document *document, bool translation)
{
	struct prose prose = { .loading = loading, .document = document, .translation = translation, .last = -1 };
	size_t i = 0;

	for (size_t step = 0; step < LESSON_STEPS_MAX; step++)
		loading->steps[step].heading = 0, loading->steps[step].said = 0;
	while (i < document->count && !is_heading(&document->blocks[i], 2))
		i++;
	head_take(&prose, i);
	while (i < document->count && loading->told < 200) {
		size_t next = i + 1;
		int line = document->blocks[i].line;
		while (next < document->count && !is_heading(&document->blocks[next], 2))
			next++;
		char *title = text_block_text(&document->blocks[i]);
		int at = step_named(&prose, title, line);
		free(title);
		if (at >= 0)
			step_take(&prose, (size_t)at, line, i + 1, next);
		i = next;
	}
}
