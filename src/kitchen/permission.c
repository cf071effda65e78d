/* permission.c - see permission.h.
 *
 * Those who ask push their question onto a stack in the arena and ring the bell. The kitchen process takes the stack, turns it round and asks one after another. Who
 * asked may be killed meanwhile: then nobody needs the answer, and the question is taken back. A question belongs to who asked, and is freed there once
 * it is answered; the kitchen process touches it no more after that. */
#include "kitchen/permission.h"

#include "engine/futex.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

/* ---- the worker that asks ---- */

struct permission_ask *permission_ask(struct worker *worker, const char *line)
{
	struct permission_ask *ask = arena_alloc(sizeof *ask);
	if (!ask)
		return NULL;
	ask->worker = worker;
	snprintf(ask->line, sizeof ask->line, "%s", line);
	ask->next = atomic_load_explicit(&arena->asks, memory_order_relaxed);
	while (!atomic_compare_exchange_weak_explicit(&arena->asks, &ask->next, ask, memory_order_release, memory_order_relaxed))
		;
	eventfd_write(arena->devices.eventfd, 1);
	return ask;
}

void permission_wait(const struct permission_ask *ask)
{
	while (atomic_load_explicit(&ask->answer, memory_order_acquire) == ASK_OPEN)
		futex_wait(&ask->answer, ASK_OPEN, 0);
}

void permission_forget(struct permission_ask *ask)
{
	arena_free(ask, sizeof *ask);
}

/* ---- the kitchen process ---- */

static struct permission_ask *first, *last; /* in the order of asking; the first is being asked when `asked` */
static bool asked;
static uint32_t id;

void permission_open(const char *said)
{
	atomic_store(&arena->permission, strcmp(said, "all") == 0 ? PERMISSION_ALL : strcmp(said, "ask") == 0 ? PERMISSION_ASK : PERMISSION_NONE);
}

/* What was asked since, in order. */
static void take_new(void)
{
	struct permission_ask *next, *taken = atomic_exchange_explicit(&arena->asks, NULL, memory_order_acquire), *turned = NULL;
	for (; taken; taken = next) {
		next = taken->next;
		taken->next = turned;
		turned = taken;
	}
	if (!turned)
		return;
	if (first)
		last->next = turned;
	else
		first = turned;
	for (last = turned; last->next;)
		last = last->next;
}

static bool is_gone(const struct permission_ask *ask)
{
	return atomic_load(&ask->worker->left) || atomic_load(&ask->worker->killed);
}

static void post(json_t *ask)
{
	json_t *frame = json_pack("{so}", "ask", ask);
	char *text = frame ? json_dumps(frame, JSON_COMPACT) : NULL;
	if (text)
		arena_post('X', text, strlen(text));
	free(text);
	json_decref(frame);
}

static void post_ask(const struct permission_ask *ask)
{
	char letter[12], who[96];
	const char *name = texts_get(ask->worker->name, NULL);
	snprintf(who, sizeof who, "%s %s", worker_letter(ask->worker->id, letter), name);
	post(json_pack("{s:I,s:s,s:s,s:s}", "id", (json_int_t)++id, "worker", ask->worker->role == ROLE_OF_MAIN ? name : who, "folder", arena->folder, "line", ask->line));
}

/* Out of the line; who asked goes on, if it is still there. */
static void answer_first(enum permission_answer answer)
{
	struct permission_ask *ask = first;
	struct worker *worker = ask->worker;
	bool parked = arena->engine && arena->engine->yields && !arena->engine->nests && !turn_controlled(&arena->turn) && worker->apart == APART_NOT;
	first = ask->next;
	if (is_gone(ask))
		return;
	atomic_store_explicit(&ask->answer, answer, memory_order_release);
	if (parked)
		arena->engine->unpark_outside(&worker->runner, &arena->floor);
	else
		futex_wake(&ask->answer, INT_MAX);
}

void permission_turn(void)
{
	take_new();
	while (first && is_gone(first)) {
		if (asked)
			post(json_null());
		asked = false;
		answer_first(ASK_NO);
	}
	while (first && permission_now() == PERMISSION_ALL)
		answer_first(ASK_YES);
	if (!first || asked || permission_now() != PERMISSION_ASK)
		return;
	asked = true;
	post_ask(first);
}

/* The recipe has no say in it any more: the run is over. */
static void refuse(const struct permission_ask *ask)
{
	atomic_store(&arena->permission, PERMISSION_NONE); /* and nothing is asked any more */
	arena_fail("%s:%u: a program that the recipe wants was not allowed: %s", arena->recipe_file, atomic_load(&ask->worker->line), ask->line);
}

void permission_answer(const struct command *command)
{
	if (!asked || !first || command->number != id)
		return;
	asked = false;
	if (strcmp(command->name, "all") == 0)
		atomic_store(&arena->permission, PERMISSION_ALL);
	if (strcmp(command->name, "all") != 0 && strcmp(command->name, "yes") != 0)
		refuse(first);
	else
		answer_first(ASK_YES);
	permission_turn();
}
