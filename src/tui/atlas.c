/* atlas.c - what keys do on the screen of all schedules, and what goes on there by itself.
 *
 * To go somewhere takes answers: first of the question for a schedule (the simplest with an outcome, the n-th, one of a sample), then at every step along it, until the
 * step that decides is known. Meanwhile the screen stays as it is; any key but those that only look gives the way up. */
#include "tui/atlas.h"

#include "paper/key.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE "10"

void atlas_init(struct atlas *atlas)
{
	*atlas = (struct atlas){ 0 };
}

void atlas_forget(struct atlas *atlas)
{
	if (atlas->tree_made)
		tree_release(&atlas->tree);
	goal_drop(&atlas->goal);
	trials_free(atlas->trials);
	study_free(atlas->other);
	free(atlas->go);
	*atlas = (struct atlas){ .page = atlas->page == ATLAS_SAMPLE ? ATLAS_OUTCOMES : atlas->page };
}

static void say(struct atlas *atlas, const char *words)
{
	snprintf(atlas->message, sizeof atlas->message, "%s", words);
}

const char *atlas_other_engine(const struct study *study, const struct launch *launch)
{
	const struct study_count *count = study_count(study);
	const char *engine = count && count->engine[0] ? count->engine : launch->engine;
	return !strcmp(engine, "loop") || !strcmp(engine, "processes") ? "threads" : "loop";
}

/* ---- wishes that need an answer ---- */

static void ask_for(struct atlas *atlas, struct study *study, enum study_what what, const char *number, bool failing)
{
	goal_drop(&atlas->goal);
	atlas->asked = study_ask(study, what, number, failing);
	if (!atlas->asked)
		say(atlas, _("The count answers no questions any more; F3 again counts anew."));
}

static void outcome_go(struct atlas *atlas, struct study *study)
{
	char index[24];
	if (!study_count(study)->outcome_count)
		return;
	snprintf(index, sizeof index, "%zu", atlas->chosen);
	ask_for(atlas, study, STUDY_OUTCOME, index, false);
}

static void simplest_go(struct atlas *atlas, const struct study_count *count)
{
	if (!count->witness[0])
		say(atlas, _("None is known that fails."));
	else if (!goal_set(&atlas->goal, count->witness_steps))
		say(atlas, _("That is no schedule."));
}

static void sample_ask(struct atlas *atlas, struct study *study)
{
	bool failing = atlas->page == ATLAS_TREE && atlas->tree_made && atlas->tree.failing_only;
	atlas->sampled = study_ask(study, STUDY_SAMPLE, SAMPLE, failing);
	atlas->sample = 0;
	if (atlas->sampled)
		atlas->page = ATLAS_SAMPLE;
}

static void sample_go(struct atlas *atlas, const struct study *study)
{
	const struct study_reply *reply = study_reply(study, atlas->sampled);
	if (reply && atlas->sample < reply->count && !goal_set(&atlas->goal, reply->schedules[atlas->sample]))
		say(atlas, _("That is no schedule."));
}

static void free_start(struct atlas *atlas, const struct launch *launch)
{
	struct error error;
	struct trials_plan plan = { .ways = { launch }, .runs = ATLAS_FREE_RUNS, .seconds = ATLAS_FREE_SECONDS, .at_once = 2 };
	if (atlas->trials && !trials_over(atlas->trials))
		return;
	trials_free(atlas->trials);
	atlas->trials = trials_new(&plan, &error);
	if (!atlas->trials)
		say(atlas, error.text);
}

/* Count on the other engine too. */
static void other_start(struct atlas *atlas, const struct study *study, const struct launch *launch)
{
	struct launch other;
	struct error error;
	if (atlas->other)
		return;
	atlas->other = study_new();
	launch_copy(&other, launch);
	snprintf(other.engine, sizeof other.engine, "%s", atlas_other_engine(study, launch));
	if (!atlas->other || study_start(atlas->other, &other, true, &error))
		say(atlas, error.text);
	launch_release(&other);
}

static enum atlas_wish go_to(struct atlas *atlas, const char *schedule, const char *words)
{
	free(atlas->go);
	atlas->go = strdup(schedule);
	snprintf(atlas->words, sizeof atlas->words, "%s", words);
	return atlas->go ? ATLAS_GO : ATLAS_STAY;
}

/* ---- keys ---- */

static void typed_key(struct atlas *atlas, struct study *study, int key)
{
	size_t length = strlen(atlas->typed);
	if (key >= '0' && key <= '9' && length + 1 < sizeof atlas->typed && (length || key != '0')) {
		atlas->typed[length] = (char)key;
		atlas->typed[length + 1] = '\0';
	} else if (key == KEYS_BACKSPACE && length) {
		atlas->typed[length - 1] = '\0';
	} else if (key == KEYS_ENTER) {
		atlas->typing = false;
		if (length)
			ask_for(atlas, study, STUDY_NTH, atlas->typed, atlas->page == ATLAS_TREE && atlas->tree.failing_only);
	} else if (key == KEYS_ESCAPE) {
		atlas->typing = false;
	}
}

static void outcome_key(struct atlas *atlas, const struct study_count *count, int key)
{
	size_t last = count->outcome_count ? count->outcome_count - 1 : 0;
	switch (key) {
	case KEYS_UP: atlas->chosen -= atlas->chosen > 0; break;
	case KEYS_DOWN: atlas->chosen += atlas->chosen < last; break;
	case KEYS_PAGE_UP: atlas->chosen -= atlas->chosen < 10 ? atlas->chosen : 10; break;
	case KEYS_PAGE_DOWN: atlas->chosen = atlas->chosen + 10 < last ? atlas->chosen + 10 : last; break;
	case KEYS_HOME: atlas->chosen = 0; break;
	case KEYS_END: atlas->chosen = last; break;
	default: break;
	}
}

static void sample_key(struct atlas *atlas, const struct study *study, int key)
{
	const struct study_reply *reply = study_reply(study, atlas->sampled);
	if (key == KEYS_UP)
		atlas->sample -= atlas->sample > 0;
	else if (key == KEYS_DOWN && reply)
		atlas->sample += atlas->sample + 1 < reply->count;
}

static void page_turn(struct atlas *atlas)
{
	atlas->page = atlas->page == ATLAS_OUTCOMES ? ATLAS_TREE : ATLAS_OUTCOMES;
	if (atlas->page == ATLAS_TREE && !atlas->tree_made) {
		tree_init(&atlas->tree);
		atlas->tree_made = true;
	}
}

static enum atlas_wish enter(struct atlas *atlas, struct study *study)
{
	if (atlas->page == ATLAS_TREE)
		return go_to(atlas, tree_schedule(&atlas->tree), "");
	if (atlas->page == ATLAS_SAMPLE)
		sample_go(atlas, study);
	else
		outcome_go(atlas, study);
	return ATLAS_STAY;
}

static enum atlas_wish counted_key(struct atlas *atlas, struct study *study, const struct launch *launch, int key)
{
	const struct study_count *count = study_count(study);
	switch (key) {
	case KEYS_ENTER: return enter(atlas, study);
	case KEYS_TAB:
	case KEYS_BACK_TAB: page_turn(atlas); break;
	case '/':
	case 'n':
		atlas->typing = true;
		atlas->typed[0] = '\0';
		break;
	case 's': simplest_go(atlas, count); break;
	case 'y': sample_ask(atlas, study); break;
	case 'l': free_start(atlas, launch); break;
	case 't': other_start(atlas, study, launch); break;
	default:
		if (atlas->page == ATLAS_TREE)
			tree_key(&atlas->tree, key);
		else if (atlas->page == ATLAS_SAMPLE)
			sample_key(atlas, study, key);
		else
			outcome_key(atlas, count, key);
	}
	return ATLAS_STAY;
}

enum atlas_wish atlas_key(struct atlas *atlas, struct study *study, const struct launch *launch, int key)
{
	atlas->message[0] = '\0';
	if (atlas->typing) {
		typed_key(atlas, study, key);
		return ATLAS_STAY;
	}
	if (key == 'q')
		return ATLAS_LEAVE;
	if (key == KEYS_ESCAPE && atlas->page == ATLAS_SAMPLE) {
		atlas->page = ATLAS_OUTCOMES;
		return ATLAS_STAY;
	}
	if (key == KEYS_ESCAPE || key == KEYS_F3)
		return ATLAS_CLOSE;
	return study_count(study) ? counted_key(atlas, study, launch, key) : ATLAS_STAY;
}

/* ---- what comes ---- */

static bool reply_came(struct atlas *atlas, const struct study *study)
{
	const struct study_reply *reply = study_reply(study, atlas->asked);
	if (!reply)
		return false;
	atlas->asked = 0;
	if (reply->error[0])
		say(atlas, reply->error);
	else if (!reply->count || !goal_set(&atlas->goal, reply->schedules[0]))
		say(atlas, _("The count knows no such schedule."));
	return true;
}

enum atlas_wish atlas_work(struct atlas *atlas, struct study *study, const struct launch *launch, bool *news)
{
	char *to = NULL, words[sizeof atlas->words];
	if (atlas->trials)
		*news |= trials_pump(atlas->trials);
	if (atlas->other)
		*news |= study_pump(atlas->other), study_rest(atlas->other);
	if (!study_count(study))
		return ATLAS_STAY;
	if (atlas->asked)
		*news |= reply_came(atlas, study);
	if (atlas->tree_made && atlas->page == ATLAS_TREE)
		*news |= tree_work(&atlas->tree, study, launch);
	enum goal_state state = goal_walk(&atlas->goal, study, &to, words, sizeof words);
	*news |= state == WALK_REACHED || state == WALK_LOST;
	if (state == WALK_LOST)
		say(atlas, words);
	enum atlas_wish wish = state == WALK_REACHED ? go_to(atlas, to, words) : ATLAS_STAY;
	free(to);
	return wish;
}
