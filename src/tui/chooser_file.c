/* chooser_file.c - the flowchart from its file: see chooser.h. What always holds of one that was read: every answer leads to a node, and no way comes back to where it was. */
#include "tui/chooser.h"

#include "paper/ini.h"
#include "trace/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct chooser *chooser;
	const struct ini *ini;
	const char *path;
	char first[32];
	struct error *error;
};

static int take(const struct reading *r, char *to, size_t size, const char *value, int line)
{
	if (strlen(value) >= size)
		return error_set(r->error, "%s:%d: longer than %zu bytes", r->path, line, size - 1);
	text_clean(to, size, value, strlen(value));
	return 0;
}

/* "answer.a" and "to.a". */
static int answer_take(const struct reading *r, struct chooser_node *node, const char *key, const char *value, int line)
{
	const char *letter = strchr(key, '.') + 1;
	int i = *letter - 'a';
	if (i < 0 || i >= CHOOSER_ANSWERS || letter[1])
		return error_set(r->error, "%s:%d: `%s`: an answer's letter is a to %c", r->path, line, key, 'a' + CHOOSER_ANSWERS - 1);
	if (i >= node->answer_count)
		node->answer_count = i + 1;
	return *key == 'a' ? take(r, node->answers[i].text, sizeof node->answers[i].text, value, line)
		: take(r, node->answers[i].goes, sizeof node->answers[i].goes, value, line);
}

static struct chooser_node *node_of(struct reading *r, const char *section, int line)
{
	struct chooser *chooser = r->chooser;
	if (chooser->count && !strcmp(chooser->nodes[chooser->count - 1].name, section))
		return &chooser->nodes[chooser->count - 1];
	if (chooser->count == CHOOSER_NODES || strlen(section) >= sizeof chooser->nodes->name) {
		error_set(r->error, "%s:%d: at most %d sections, with names of at most %zu bytes", r->path, line, CHOOSER_NODES, sizeof chooser->nodes->name - 1);
		return NULL;
	}
	struct chooser_node *node = &chooser->nodes[chooser->count++];
	snprintf(node->name, sizeof node->name, "%s", section);
	node->line = line;
	return node;
}

static int head_take(struct reading *r, const char *key, const char *value, int line)
{
	if (!strcmp(key, "title"))
		return take(r, r->chooser->title, sizeof r->chooser->title, value, line);
	if (!strcmp(key, "first"))
		return take(r, r->first, sizeof r->first, value, line);
	return error_set(r->error, "%s:%d: [chooser] knows `title` and `first`, not `%s`", r->path, line, key);
}

static int key_take(void *data, const char *section, const char *key, int line)
{
	struct reading *r = data;
	const char *value = ini_get(r->ini, section, key);
	if (!strcmp(section, "chooser"))
		return head_take(r, key, value, line);
	struct chooser_node *node = node_of(r, section, line);
	if (!node)
		return -1;
	if (!strcmp(key, "question"))
		return take(r, node->question, sizeof node->question, value, line);
	if (!strcmp(key, "title"))
		return take(r, node->title, sizeof node->title, value, line);
	if (!strcmp(key, "about"))
		return take(r, node->about, sizeof node->about, value, line);
	if (!strcmp(key, "recipe"))
		return take(r, node->recipe, sizeof node->recipe, value, line);
	if (!strcmp(key, "lesson"))
		return take(r, node->lesson, sizeof node->lesson, value, line);
	if (!strncmp(key, "answer.", 7) || !strncmp(key, "to.", 3))
		return answer_take(r, node, key, value, line);
	return error_set(r->error, "%s:%d: `%s` is none of question, about, answer.X, to.X, title, recipe and lesson", r->path, line, key);
}

static int node_named(const struct chooser *chooser, const char *name)
{
	for (int i = 0; i < chooser->count; i++)
		if (!strcmp(chooser->nodes[i].name, name))
			return i;
	return -1;
}

static int node_check(const struct reading *r, struct chooser_node *node)
{
	if (!node->question[0] && (node->answer_count || !node->title[0]))
		return error_set(r->error, "%s:%d: [%s] has no question, so it is an end: it needs a title and no answers", r->path, node->line, node->name);
	if (node->question[0] && node->answer_count < 2)
		return error_set(r->error, "%s:%d: [%s] needs two answers at least", r->path, node->line, node->name);
	for (int i = 0; i < node->answer_count; i++) {
		node->answers[i].to = node_named(r->chooser, node->answers[i].goes);
		if (!node->answers[i].text[0] || node->answers[i].to < 0)
			return error_set(r->error, "%s:%d: [%s] answer %c needs answer.%c and to.%c, which names a section", r->path, node->line, node->name, 'a' + i, 'a' + i, 'a' + i);
	}
	return 0;
}

/* From this node on; `depth` questions lie before it. A way that is longer than it may be comes back to where it was, or could as well. */
static int ways_check(const struct reading *r, int at, int depth)
{
	const struct chooser_node *node = &r->chooser->nodes[at];
	if (depth >= CHOOSER_DEPTH)
		return error_set(r->error, "%s:%d: [%s] lies on a way of more than %d questions, or on one that comes back to itself", r->path, node->line, node->name, CHOOSER_DEPTH);
	for (int i = 0; i < node->answer_count; i++)
		if (ways_check(r, node->answers[i].to, depth + 1))
			return -1;
	return 0;
}

static int check(struct reading *r)
{
	struct chooser *chooser = r->chooser;
	for (int i = 0; i < chooser->count; i++)
		if (node_check(r, &chooser->nodes[i]))
			return -1;
	chooser->first = node_named(chooser, r->first);
	if (chooser->first < 0)
		return error_set(r->error, "%s: [chooser] first should name the section of the first question", r->path);
	return ways_check(r, chooser->first, 0);
}

struct chooser *chooser_read(const char *data_dir, struct error *error)
{
	char path[1100];
	struct chooser *chooser = calloc(1, sizeof *chooser);
	snprintf(path, sizeof path, "%s/lessons/pages/chooser.ini", data_dir);
	struct ini *ini = chooser ? ini_load(path, error) : NULL;
	struct reading reading = { .chooser = chooser, .ini = ini, .path = path, .error = error };
	if (!ini || ini_each(ini, key_take, &reading) || check(&reading)) {
		if (!chooser)
			error_set(error, "memory is out");
		ini_free(ini);
		free(chooser);
		return NULL;
	}
	ini_free(ini);
	chooser_restart(chooser);
	return chooser;
}
