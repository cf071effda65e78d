/* branch.c - see branch.h: the choice, the two kitchens, the list. */
#include "tui/branch.h"

#include "paper/key.h"
#include "schedule/schedule.h"
#include "stage/next.h"
#include "trace/event.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void futures_stop(struct branches *branches)
{
	for (int i = 0; i < 2; i++) {
		scout_stop(&branches->futures[i].scout);
		step_log_release(&branches->futures[i].log);
		branches->futures[i] = (struct future){ 0 };
	}
}

void branches_close(struct branches *branches)
{
	futures_stop(branches);
	scout_stop(&branches->scout);
	free(branches->prefix);
	branches->prefix = NULL;
	free(branches->trail);
	branches->trail = NULL;
	branches->known = false;
}

static void branch_drop(struct branches *branches, int index)
{
	free(branches->list[index].prefix);
	branches->count--;
	memmove(&branches->list[index], &branches->list[index + 1], (size_t)(branches->count - index) * sizeof *branches->list);
}

void branches_forget(struct branches *branches)
{
	branches_close(branches);
	while (branches->count)
		branch_drop(branches, branches->count - 1);
	free(branches->go);
	branches->go = NULL;
}

/* Send the scout to where it may branch. */
static void look(struct branches *branches, const struct launch *launch, size_t steps)
{
	struct error error;
	free(branches->prefix);
	branches->prefix = schedule_write(branches->trail, steps);
	if (!branches->prefix)
		abort();
	branches->steps = steps;
	branches->taken = steps < branches->trail_count ? branches->trail[steps] : 0;
	branches->chosen = branches->one = branches->able_count = 0;
	branches->known = false;
	if (scout_start(&branches->scout, launch, branches->prefix, "hand", &error)) {
		snprintf(branches->message, sizeof branches->message, "%.250s", error.text);
		branches->known = true;
	}
}

void branches_open(struct branches *branches, const struct launch *launch, const uint32_t *trail, size_t count, size_t steps, bool seek, const char *policy)
{
	branches_close(branches);
	branches->page = BRANCH_CHOICE;
	branches->trail = malloc((count + 1) * sizeof *trail);
	if (!branches->trail)
		abort();
	memcpy(branches->trail, trail, count * sizeof *trail);
	branches->trail_count = count;
	branches->seek = seek;
	branches->message[0] = '\0';
	snprintf(branches->policy, sizeof branches->policy, "%s", *policy && strcmp(policy, "hand") ? policy : "round-robin");
	look(branches, launch, steps);
}

/* ---- who could go ---- */

static void able_read(struct branches *branches, const struct launch *launch)
{
	const struct stage *stage = scout_stage(&branches->scout);
	branches->known = true;
	for (uint32_t id = 1; stage->asked && id < stage->worker_count && branches->able_count < BRANCH_ABLE; id++) {
		if (!stage_next_possible(stage, id))
			continue;
		int i = branches->able_count++;
		branches->able[i] = id;
		stage_next_words(stage, id, branches->does[i], sizeof branches->does[i]);
		if (id == branches->taken)
			branches->one = i;
	}
	branches->chosen = branches->one == 0 && branches->able_count > 1;
	if (branches->able_count < 2 && branches->seek && branches->steps) {
		look(branches, launch, branches->steps - 1);
		return;
	}
	if (branches->seek && branches->able_count > 1 && branches->steps + 1 < branches->trail_count)
		snprintf(branches->message, sizeof branches->message, _("This is the last moment at which there was a choice."));
	if (branches->able_count < 2)
		snprintf(branches->message, sizeof branches->message, branches->able_count ? _("Only one worker can go here, so there is no other choice.")
			: _("Nobody can go here any more, so there is no choice."));
	scout_stop(&branches->scout);
}

/* ---- both futures ---- */

static char *with_choice(const struct branches *branches, const char *prefix, uint32_t worker)
{
	(void)branches;
	char letter[12];
	size_t size = strlen(prefix) + 16;
	char *text = malloc(size);
	if (!text)
		abort();
	snprintf(text, size, "%s%s%s", prefix, *prefix ? " " : "", worker_letter(worker, letter));
	return text;
}

static void futures_start(struct branches *branches, const struct launch *launch, const struct branch *branch)
{
	struct error error;
	futures_stop(branches);
	for (int i = 0; i < 2; i++) {
		struct future *future = &branches->futures[i];
		char *schedule = with_choice(branches, branch->prefix, branch->workers[i]);
		future->worker = branch->workers[i];
		if (scout_start(&future->scout, launch, schedule, branches->policy, &error)) {
			snprintf(future->error, sizeof future->error, "%.250s", error.text);
			future->over = true;
		}
		free(schedule);
	}
	branches->page = BRANCH_FUTURES;
	branches->column = 1;
	branches->top = 0;
	branches->message[0] = '\0';
}

static size_t steps_of(const char *prefix)
{
	struct schedule schedule;
	struct error error;
	size_t steps = 0;
	if (schedule_read(&schedule, prefix, &error))
		return 0;
	for (size_t i = 0; i < schedule.count; i++)
		steps += schedule.items[i].steps;
	schedule_release(&schedule);
	return steps;
}

/* The one that is there already, or a new one; the oldest gives way. */
static int branch_add(struct branches *branches, uint32_t one, uint32_t other)
{
	for (int i = 0; i < branches->count; i++)
		if (!strcmp(branches->list[i].prefix, branches->prefix) && branches->list[i].workers[0] == one && branches->list[i].workers[1] == other)
			return i;
	if (branches->count == BRANCHES)
		branch_drop(branches, 0);
	struct branch *branch = &branches->list[branches->count];
	*branch = (struct branch){ .prefix = strdup(branches->prefix), .workers = { one, other } };
	if (!branch->prefix)
		abort();
	return branches->count++;
}

static void choose_able(struct branches *branches, const struct launch *launch, int index)
{
	if (index == branches->one) {
		snprintf(branches->message, sizeof branches->message, _("That is the choice on the left already: pick another."));
		return;
	}
	branches->shown = branch_add(branches, branches->able[branches->one], branches->able[index]);
	futures_start(branches, launch, &branches->list[branches->shown]);
}

static void show_made(struct branches *branches, const struct launch *launch, int index)
{
	struct branch *branch = &branches->list[index];
	free(branches->prefix);
	branches->prefix = strdup(branch->prefix);
	branches->steps = steps_of(branch->prefix);
	branches->shown = index;
	futures_start(branches, launch, branch);
}

/* ---- keys ---- */

static int rows_of(const struct branches *branches)
{
	return branches->able_count + branches->count;
}

static enum branch_wish choice_key(struct branches *branches, const struct launch *launch, int key)
{
	int rows = rows_of(branches), made = branches->chosen - branches->able_count;
	branches->message[0] = '\0';
	if (key == KEYS_ESCAPE || key == KEYS_F2)
		return BRANCH_CLOSE;
	if (key == KEYS_UP)
		branches->chosen -= branches->chosen > 0;
	else if (key == KEYS_DOWN)
		branches->chosen += branches->chosen + 1 < rows;
	else if (key == KEYS_TAB && branches->able_count)
		branches->one = (branches->one + 1) % branches->able_count;
	else if (key == KEYS_DELETE && made >= 0 && made < branches->count)
		branch_drop(branches, made);
	else if (key == KEYS_ENTER && made >= 0 && made < branches->count)
		show_made(branches, launch, made);
	else if (key == KEYS_ENTER && branches->chosen < branches->able_count)
		choose_able(branches, launch, branches->chosen);
	else
		for (int i = 0; i < branches->able_count; i++)
			if (key == '@' ? branches->able[i] == 1 : key >= 'a' && key <= 'z' && branches->able[i] == (uint32_t)(key - 'a') + 2)
				choose_able(branches, launch, i);
	if (branches->chosen >= rows_of(branches) && branches->chosen > 0)
		branches->chosen = rows_of(branches) - 1;
	return BRANCH_STAY;
}

static enum branch_wish futures_key(struct branches *branches, int key)
{
	switch (key) {
	case KEYS_ESCAPE:
		futures_stop(branches);
		branches->page = BRANCH_CHOICE;
		return branches->known && branches->able_count > 1 ? BRANCH_STAY : BRANCH_CLOSE;
	case KEYS_F2: return BRANCH_CLOSE;
	case KEYS_LEFT:
	case KEYS_RIGHT:
	case KEYS_TAB: branches->column = key == KEYS_TAB ? !branches->column : key == KEYS_RIGHT; break;
	case KEYS_UP: branches->top -= branches->top > 0; break;
	case KEYS_DOWN: branches->top++; break;
	case KEYS_PAGE_UP: branches->top -= branches->top < 10 ? branches->top : 10; break;
	case KEYS_PAGE_DOWN: branches->top += 10; break;
	case KEYS_ENTER:
		free(branches->go);
		branches->go = with_choice(branches, branches->prefix, branches->futures[branches->column].worker);
		return BRANCH_GO;
	default: break;
	}
	return BRANCH_STAY;
}

enum branch_wish branches_key(struct branches *branches, const struct launch *launch, int key)
{
	return branches->page == BRANCH_FUTURES ? futures_key(branches, key) : choice_key(branches, launch, key);
}

/* ---- what comes ---- */

static bool future_work(struct future *future)
{
	if (!future->scout.running || future->over || !scout_pump(&future->scout))
		return false;
	step_log_read(&future->log, future->scout.watch.history);
	future->endless = history_count(future->scout.watch.history) > FUTURE_EVENTS_MAX;
	future->over = future->endless || future->scout.watch.loaded;
	if (future->endless && future->scout.watch.source) {
		source_free(future->scout.watch.source); /* what has come stays to be looked at */
		future->scout.watch.source = NULL;
		future->scout.watch.loaded = true;
	}
	return true;
}

bool branches_work(struct branches *branches, const struct launch *launch)
{
	bool news = false;
	if (branches->scout.running) {
		news |= scout_pump(&branches->scout);
		if (scout_is_there(&branches->scout))
			able_read(branches, launch), news = true;
	}
	for (int i = 0; i < 2 && branches->page == BRANCH_FUTURES; i++) {
		struct future *future = &branches->futures[i];
		news |= future_work(future);
		if (future->over && branches->shown < branches->count)
			future_end(future, &branches->list[branches->shown].good[i], branches->list[branches->shown].ends[i], sizeof branches->list->ends[i]);
	}
	return news;
}

bool branches_wait(const struct branches *branches)
{
	bool waits = scout_is_on_its_way(&branches->scout);
	for (int i = 0; i < 2; i++)
		waits |= !branches->futures[i].over && scout_is_on_its_way(&branches->futures[i].scout);
	return waits;
}

void branches_fds(const struct branches *branches, int fds[3])
{
	fds[0] = scout_fd(&branches->scout);
	fds[1] = scout_fd(&branches->futures[0].scout);
	fds[2] = scout_fd(&branches->futures[1].scout);
}
