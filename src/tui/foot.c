/* foot.c - the notice has a rule of its own and is never cut: a person must be able to copy it down.
 *
 * The sentence has two rows, so that it is whole on a small screen, too. It is about the step just made when one stands still, else about the kitchen as a whole. The answer to a key takes
 * its place for some seconds. */
#include "tui/foot.h"

#include "paper/key.h"
#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/control_line.h"
#include "tui/fault.h"
#include "tui/glyph.h"
#include "tui/keymap.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

/* What matters enough to push the panes up: that something went wrong. */
static char *notice_text(const struct app *app, char *to, size_t size)
{
	const struct mend *mend = &app->beside.mend.mend;
	if (mend->wrong && app->over != OVER_MEND)
		return snprintf(to, size, "%s", mend->error.text), to;
	if (!app->control.drift[0])
		return app->hushed && !control_at_end(app) ? *to = '\0', to : watch_error(&app->watch, to, size);
	snprintf(to, size, "%s", app->control.drift);
	return to;
}

int foot_notice_rows(const struct app *app, int cols)
{
	char text[sizeof(struct error)];
	if (!*notice_text(app, text, sizeof text))
		return 0;
	int rows = wrap_count(text, cols - 6);
	return 1 + (rows > 6 ? 6 : rows);
}

static void notice_draw(struct canvas *canvas, struct rect rect, const struct app *app)
{
	char text[sizeof(struct error)], line[1024];
	const char *rest = notice_text(app, text, sizeof text);
	if (rect.rows < 2)
		return;
	for (int col = rect.col; col < rect.col + rect.cols; col++)
		canvas_put(canvas, rect, rect.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
	canvas_put(canvas, rect, rect.row + 1, rect.col + 1, glyph(GLYPH_DEAD), ROLE_BAD, 0);
	for (int row = rect.row + 1; (rest = wrap_line(rest, rect.cols - 6, line, sizeof line)); row++)
		canvas_text(canvas, rect, row, rect.col + 3, ROLE_BAD, 0, line);
}

/* The sentence of the event just shown, if a person would want to hear of it. */
static size_t step_sentence(const struct watch *watch, const struct stage *stage, char *to, size_t size)
{
	const struct event *event = watch->player.position ? history_event(watch->history, watch->player.position - 1) : NULL;
	if (!event || narrator_weight(event) == WEIGHT_NONE)
		return 0;
	return narrator_sentence(stage, event, to, size);
}

size_t foot_steps_story(const struct step_log *log, const struct watch *watch, char *to, size_t size)
{
	size_t steps = step_log_at(log, watch->player.position), used = 0;
	struct stage stage;
	if (!steps)
		return 0;
	stage_init(&stage, NULL);
	size_t at = log->steps[steps - 1].position;
	history_copy(watch->history, at, &stage);
	for (; at < watch->player.position; at++) {
		const struct event *event = history_event(watch->history, at);
		stage_apply(&stage, event);
		if (narrator_weight_at(&stage, event) == WEIGHT_NONE || used + 2 >= size)
			continue;
		used += used ? (size_t)snprintf(to + used, size - used, " ") : 0;
		used += narrator_sentence(&stage, event, to + used, size - used);
	}
	stage_release(&stage);
	return used;
}

/* All that the last step did, sentence after sentence, up to the moment shown; or that none was taken. */
static size_t step_story(const struct control *control, const struct watch *watch, char *to, size_t size)
{
	if (step_log_at(&control->log, watch->player.position))
		return foot_steps_story(&control->log, watch, to, size);
	if (watch->loaded)
		return 0;
	return (size_t)snprintf(to, size, _("Nobody has taken a step. Press a worker's letter: it takes one, and you see what it does."));
}

/* Over as many rows as there are, broken between words; what even then does not fit is cut. */
static void sentence_draw(struct canvas *canvas, struct rect rect, enum role_of_cell role, const char *text)
{
	char line[1024];
	const char *rest = text;
	for (int row = 0; row < rect.rows && rest && *rest; row++) {
		if (row == rect.rows - 1) {
			canvas_text_cut(canvas, rect, rect.row + row, rect.col + 3, rect.cols - 4, role, 0, rest);
			return;
		}
		rest = wrap_line(rest, rect.cols - 4, line, sizeof line);
		canvas_text(canvas, rect, rect.row + row, rect.col + 3, role, 0, line);
	}
}

/* A pause holds the kitchen, and nothing outside. */
static void say_outside(const struct player *player, const struct stage *stage, char *text, size_t size)
{
	size_t length = strlen(text);
	if (player->held && stage->commands_open)
		snprintf(text + length, size - length, _(" A program outside is not paused: it goes on meanwhile."));
	else if (player->held && stage->fetches_open)
		snprintf(text + length, size - length, _(" A service is not paused: its answer may come meanwhile."));
}

static void story_draw(struct canvas *canvas, struct rect rect, struct app *app)
{
	char text[512] = "";
	const struct stage *stage = player_stage(&app->watch.player);
	const struct player *player = &app->watch.player;
	enum role_of_cell role = ROLE_TEXT;
	if (app->line.open) {
		const struct command_line *line = &app->line;
		role = line->error[0] ? ROLE_BAD : ROLE_QUIET;
		if (line->error[0] || line->words[0])
			snprintf(text, sizeof text, "%s", line->error[0] ? line->error : line->words);
		else
			control_line_hint(app, text, sizeof text);
	} else if (app->message[0]) {
		snprintf(text, sizeof text, "%s", app->message);
		role = ROLE_KEY;
	} else if (app->control.on && step_story(&app->control, &app->watch, text, sizeof text)) {
		role = ROLE_TEXT;
	} else if (watch_end(&app->watch) == WATCH_STARTING) {
		snprintf(text, sizeof text, "%s", app->watch.launch ? _("The kitchen is opening.") : _("The saved run is being read."));
	} else if (!player->standing || !step_sentence(&app->watch, stage, text, sizeof text)) {
		narrator_moment(stage, player->now_ns, text, sizeof text);
		say_outside(player, stage, text, sizeof text);
	}
	canvas_put(canvas, rect, rect.row, rect.col + 1, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	sentence_draw(canvas, rect, role, text);
}

/* The same in step mode. */
static const char *foot_step_word(const struct app *app, const struct binding *binding)
{
	bool end = control_at_end(app), over = app->watch.loaded, goes = app->control.go != GO_NOT;
	switch (binding->key) {
	case 'a':
	case 'A': return over || !end || goes ? NULL : binding->foot;
	case KEYS_BACKSPACE: return app->control.log.count == 0 ? NULL : end ? binding->foot : _("back to here");
	case KEYS_ENTER: return over ? NULL : goes ? _("stop") : binding->foot;
	case KEYS_END: return !end ? _("now") : over ? NULL : binding->foot;
	case KEYS_ESCAPE: return end ? binding->foot : _("now");
	case KEYS_F3: return app->watch.info.unexplorable ? NULL : binding->foot;
	default: return binding->foot;
	}
}

/* The worker picked out can be stopped, or is and can go on. */
static const char *foot_stop(const struct app *app)
{
	return fault_can(app, COMMAND_CONT) ? _("let go on") : fault_can(app, COMMAND_STOP) ? _("stop") : NULL;
}

/* An engine other than this one, if the recipe can run on it. */
static const char *engine_word(const struct app *app, const char *engine)
{
	const struct info *info = &app->watch.info;
	return strcmp(info->engine, engine) && info_runs_on(info, engine) ? engine : NULL;
}

/* What the key does now, where that depends. */
static const char *foot_word(const struct app *app, const struct binding *binding)
{
	const struct player *player = &app->watch.player;
	const struct stage *head = history_head(app->watch.history);
	bool over = app->watch.loaded && player->position == history_count(app->watch.history);
	if (keymap_now(app) == keymap_step)
		return foot_step_word(app, binding);
	switch (binding->key) {
	case ' ': return over ? _("again") : player->standing ? _("go on") : _("pause");
	case KEYS_END: return player->live && !player->standing ? NULL : app->watch.loaded ? _("end") : _("now");
	case 't': return engine_word(app, "threads");
	case 'k': return engine_word(app, "processes");
	case 'l': return engine_word(app, "loop");
	case 's': return control_possible(app) ? binding->foot : NULL;
	case 'G': return head->loop || !strcmp(app->watch.info.engine, "processes") ? NULL : head->gil ? _("GIL off") : _("GIL on");
	case 'w': return fault_possible(app) && !over && !fault_can(app, COMMAND_KILL) && !foot_stop(app) ? binding->foot : NULL;
	case 'K': return !over && fault_can(app, COMMAND_KILL) ? binding->foot : NULL;
	case 'S': return !over ? foot_stop(app) : NULL;
	case 'e': return app->watch.info.unexplorable ? NULL : binding->foot;
	case 'z': return app->zoomed ? _("all panes") : _("zoom");
	default: return binding->foot;
	}
}

static bool is_shown(const struct app *app, const struct binding *binding, int rank)
{
	return binding->foot && binding->rank <= rank && !(binding->live && !app->watch.launch) && foot_word(app, binding);
}

static int keys_width(const struct app *app, int rank, int gap)
{
	int width = 0;
	char name[32];
	for (const struct binding *binding = keymap_now(app); binding->key; binding++)
		if (is_shown(app, binding, rank))
			width += text_width(keymap_name(binding->name, name, sizeof name)) + 1 + text_width(_(foot_word(app, binding))) + gap;
	return width - gap;
}

static void keys_draw(struct canvas *canvas, struct rect rect, const struct app *app)
{
	int rank = 9, col = rect.col + 1, gap = 3;
	char name[32];
	while (rank > 0 && keys_width(app, rank, 2) > rect.cols - 2)
		rank--;
	if (keys_width(app, rank, gap) > rect.cols - 2)
		gap = 2;
	for (const struct binding *binding = keymap_now(app); binding->key; binding++) {
		if (!is_shown(app, binding, rank))
			continue;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_KEY, 0, keymap_name(binding->name, name, sizeof name)) + 1;
		col = canvas_text(canvas, rect, rect.row, col, ROLE_QUIET, 0, _(foot_word(app, binding))) + gap;
	}
}

void foot_draw(struct app *app, const struct layout *layout, struct canvas *canvas)
{
	notice_draw(canvas, layout->notice, app);
	story_draw(canvas, layout->story, app);
	if (app->line.open)
		command_line_draw(&app->line, canvas, layout->keys);
	else
		keys_draw(canvas, layout->keys, app);
}
