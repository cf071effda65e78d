/* watch.c - a source, what it fills, and the player over it.
 *
 * A restart replaces all of them at once, so nothing of the old run is left to be seen in the new one. */
#include "tui/watch.h"

#include "stage/cycle.h"
#include "stage/next.h"
#include "tui/reel_clock.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void begin(struct watch *watch, struct source *source)
{
	watch->source = source;
	watch->saved = !watch->launch || (source && !source_live(source));
	watch->history = history_new();
	if (reel_clock_is_own() && watch->launch && (watch->launch->schedule || *watch->launch->policy))
		history_discreet(watch->history);
	info_init(&watch->info);
	player_init(&watch->player, watch->history);
	watch->loaded = source == NULL;
	watch->failure[0] = '\0';
	if (watch->saved) /* a saved run is looked at from its beginning, once it is all there */
		player_home(&watch->player);
}

static void end(struct watch *watch)
{
	if (watch->source)
		source_free(watch->source);
	watch->source = NULL;
	info_release(&watch->info);
	history_free(watch->history);
	watch->history = NULL;
}

void watch_init(struct watch *watch, struct source *source, struct launch *launch, const char *trace_path)
{
	*watch = (struct watch){ .launch = launch, .trace_path = trace_path };
	begin(watch, source);
}

void watch_release(struct watch *watch)
{
	end(watch);
}

bool watch_pump(struct watch *watch, size_t most)
{
	if (watch->loaded)
		return false;
	size_t before = history_count(watch->history);
	uint32_t asked = watch->info.ask.id;
	watch->loaded = source_pump(watch->source, watch->history, &watch->info, most) != SOURCE_OPEN;
	if (watch->loaded && watch->saved && watch->player.position == 0)
		player_stand(&watch->player, false);
	return watch->loaded || history_count(watch->history) != before || watch->info.ask.id != asked;
}

void watch_advance(struct watch *watch, uint64_t ns)
{
	watch->player.finished = watch->loaded;
	const struct stage *head = history_head(watch->history);
	watch->player.held = head->held || stage_waits_for_choice(head); /* virtual time stands while a person chooses */
	player_advance(&watch->player, ns);
}

bool watch_live(const struct watch *watch)
{
	return !watch->loaded && source_live(watch->source);
}

void watch_command(struct watch *watch, enum command_do what, double number)
{
	struct command command = { .what = what, .number = number };
	if (watch_live(watch))
		source_command(watch->source, &command);
}

void watch_set(struct watch *watch, const char *name, const char *value)
{
	struct command command = { .what = COMMAND_SET };
	char *rest;
	snprintf(command.name, sizeof command.name, "%s", name);
	snprintf(command.text, sizeof command.text, "%s", value);
	command.number = strcmp(value, "true") ? strtod(value, &rest) : 1;
	if (watch_live(watch))
		source_command(watch->source, &command);
}

void watch_hold(struct watch *watch, bool hold)
{
	watch_command(watch, hold ? COMMAND_HOLD : COMMAND_GO, 0);
}

void watch_pause(struct watch *watch, bool pause)
{
	watch_hold(watch, pause);
	player_stand(&watch->player, pause);
}

int watch_begin(struct watch *watch, struct launch *launch, const char *trace_path, struct error *error)
{
	watch_init(watch, source_kitchen(launch, trace_path, error), launch, trace_path);
	return watch->source ? 0 : -1;
}

int watch_restart(struct watch *watch, struct error *error)
{
	if (!watch->launch)
		return error_set(error, _("a saved run cannot be started again"));
	end(watch);
	begin(watch, source_kitchen(watch->launch, watch->trace_path, error));
	if (watch->source)
		return 0;
	snprintf(watch->failure, sizeof watch->failure, "%s", error->text);
	return -1;
}

enum outcome watch_outcome(const struct watch *watch)
{
	return (enum outcome)history_head(watch->history)->outcome;
}

enum watch_end watch_end(const struct watch *watch)
{
	if (watch->failure[0] || (watch->loaded && watch->source && source_state(watch->source) == SOURCE_BROKEN))
		return WATCH_BROKEN;
	if (!watch->launch && !watch->loaded)
		return WATCH_STARTING;
	if (watch_outcome(watch) != OUTCOME_RUNNING)
		return watch_outcome(watch) == OUTCOME_DONE ? WATCH_DONE : WATCH_WRONG;
	if (watch->loaded)
		return WATCH_DONE;
	return history_count(watch->history) ? WATCH_RUNNING : WATCH_STARTING;
}

/* The text of the expectation that was found broken last; they are checked at the very end. */
static const char *broken_promise(const struct watch *watch)
{
	size_t count = history_count(watch->history);
	for (size_t i = count; i-- > 0 && count - i < 256;) {
		const struct event *event = history_event(watch->history, i);
		if (event->kind == KIND_EXPECT && !event->value)
			return stage_text_get(history_texts(watch->history), event->item);
	}
	return "?";
}

char *watch_error(const struct watch *watch, char *to, size_t size)
{
	const struct stage *head = history_head(watch->history);
	char words[400];
	to[0] = '\0';
	if (watch->failure[0])
		snprintf(to, size, "%s", watch->failure);
	else if (watch_end(watch) == WATCH_BROKEN)
		snprintf(to, size, "%s", source_error(watch->source));
	else if (watch_end(watch) == WATCH_WRONG && head->error)
		snprintf(to, size, "%s", stage_text_get(head->text, head->error));
	else if (watch_end(watch) == WATCH_WRONG && head->step_broke)
		snprintf(to, size, _("step %llu broke what must always hold: %s"), (unsigned long long)head->steps, stage_text_get(head->text, head->step_broke));
	else if (watch_end(watch) == WATCH_WRONG && head->broken == 1)
		snprintf(to, size, _("expected, and not so: %s"), broken_promise(watch));
	else if (watch_end(watch) == WATCH_WRONG && head->broken)
		snprintf(to, size, _("%u of %u expectations are broken"), head->broken, head->expected);
	else if (watch_outcome(watch) == OUTCOME_DEADLOCK && *stage_cycle_words(head, words, sizeof words))
		snprintf(to, size, _("deadlock: %s"), words);
	else if (watch_end(watch) == WATCH_WRONG)
		snprintf(to, size, _("the run ended: %s"), _(outcome_name(watch_outcome(watch))));
	return to;
}
