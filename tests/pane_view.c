/* pane_view.c - a view over a literal log, and what a pane draws of it. */
#include "pane_view.h"

#include "trace/text.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void recipe_set(struct pane_view *view, const char *recipe)
{
	snprintf(view->recipe, sizeof view->recipe, "%s", recipe ? recipe : "");
	for (char *at = view->recipe; *at && view->info.line_count < 64; view->info.line_count++) {
		view->lines[view->info.line_count] = (struct source_line){ .text = at, .columns = (int)strcspn(at, "\n") };
		at += strcspn(at, "\n");
		if (*at)
			*at++ = '\0';
	}
	view->info.lines = view->lines;
	snprintf(view->info.file, sizeof view->info.file, "test.lua");
}

static void look(struct pane_view *view, size_t position, uint64_t after_ns)
{
	view->player.position = position;
	view->view.stage = history_seek(view->history, position);
	view->view.now_ns = view->player.now_ns = view->view.stage->time_ns + after_ns;
}

void pane_view_init(struct pane_view *view, const char *log, const char *recipe, double after_s)
{
	memset(view, 0, sizeof *view);
	event_log_init(&view->log);
	view->history = history_new();
	player_init(&view->player, view->history);
	view->view = (struct view){ .history = view->history, .player = &view->player, .info = &view->info, .frame_ns = 1000000000 };
	canvas_init(&view->canvas, 1, 1);
	recipe_set(view, recipe);
	pane_view_more(view, log, after_s);
}

void pane_view_more(struct pane_view *view, const char *log, double after_s)
{
	size_t from = view->log.count;
	event_log_read(&view->log, log);
	for (uint32_t id = 1; id <= view->log.text_count; id++)
		history_text(view->history, id, view->log.texts[id - 1], strlen(view->log.texts[id - 1]));
	history_append(view->history, view->log.events + from, view->log.count - from);
	ck_assert_uint_eq(history_head(view->history)->strange, 0);
	view->player.standing = false;
	look(view, history_count(view->history), (uint64_t)(after_s * 1e9));
}

void pane_view_stand(struct pane_view *view, size_t position)
{
	view->player.standing = true;
	look(view, position, 0);
}

void pane_view_release(struct pane_view *view)
{
	if (view->pane)
		view->pane->free(view->own);
	canvas_release(&view->canvas);
	history_free(view->history);
	event_log_release(&view->log);
}

void pane_view_use(struct pane_view *view, const struct pane *pane)
{
	if (view->pane)
		view->pane->free(view->own);
	view->pane = pane;
	view->own = pane->new();
}

const char *pane_view_draw(struct pane_view *view, int cols, int rows)
{
	static char *text;
	canvas_resize(&view->canvas, rows, cols);
	canvas_fill(&view->canvas, (struct rect){ 0, 0, rows, cols }, '?', ROLE_TEXT, 0);
	view->moving = view->pane->draw(view->own, &view->canvas, (struct rect){ 0, 0, rows, cols }, &view->view);
	view->view.frame_ns += 33000000;
	free(text);
	return text = canvas_dump(&view->canvas, false);
}

const char *pane_view_head(struct pane_view *view)
{
	static char head[160];
	head[0] = '\0';
	if (view->pane->head)
		view->pane->head(view->own, &view->view, head, sizeof head);
	return head;
}

/* A rule with the title, the picture, and a rule with its colours below. */
static char *picture(struct pane_view *view, int cols, int rows)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	pane_view_draw(view, cols, rows);
	char *dump = canvas_dump(&view->canvas, true);
	fprintf(to, "%s, %d x %d: %s\n%s", view->pane->name, cols, rows, pane_view_head(view), dump);
	fclose(to);
	free(dump);
	return text;
}

void pane_view_golden(struct pane_view *view, const char *name, int cols, int rows)
{
	char path[512], *now = picture(view, cols, rows), *then = calloc(1, 1 << 20);
	const char *srcdir = getenv("srcdir");
	snprintf(path, sizeof path, "%s/tests/golden/pane-%s-%dx%d.txt", srcdir ? srcdir : ".", name, cols, rows);
	FILE *file = fopen(path, getenv("UPDATE_GOLDEN") ? "w+" : "r");
	ck_assert_msg(file != NULL, "%s cannot be opened; UPDATE_GOLDEN=1 writes it", path);
	if (getenv("UPDATE_GOLDEN"))
		fputs(now, file);
	rewind(file);
	size_t length = fread(then, 1, (1 << 20) - 1, file);
	fclose(file);
	then[length] = '\0';
	ck_assert_msg(strcmp(now, then) == 0, "%s has\n%s\nbut the pane draws\n%s", path, then, now);
	free(now);
	free(then);
}
