/* obey.c - the kitchen does what the screen asks: hold, go on, pace, GIL, live settings, questions to an exploration, quit. */
#include "kitchen/kitchen_inner.h"

#include "kitchen/arena.h"
#include "kitchen/crew.h"
#include "kitchen/explore_line.h"
#include "kitchen/gate.h"
#include "kitchen/nudge.h"
#include "kitchen/permission.h"
#include "kitchen/platform.h"
#include "kitchen/texts.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Threads that run Lua without actions must look up. */
static void nudge_all(void)
{
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++) {
		const struct worker *worker = worker_at(id);
		enum worker_state state = atomic_load(&worker->state);
		if (state == WORKER_RUNS && worker->role != ROLE_OF_DEVICE)
			nudge_worker(worker);
	}
}

static void hold(struct kitchen *kitchen)
{
	if (kitchen->held)
		return;
	kitchen->held = true;
	kitchen_tell(KIND_HOLD, 0, 0);
	gate_hold();
	clock_hold(&arena->clock);
	platform_hold(true);
	nudge_all();
}

static void go(struct kitchen *kitchen)
{
	if (!kitchen->held)
		return;
	uint64_t held = clock_go(&arena->clock);
	kitchen->held = false;
	if (kitchen->deadline_ns)
		kitchen->deadline_ns += held;
	kitchen_tell(KIND_GO, 0, held);
	gate_go();
	platform_hold(false);
	eventfd_write(arena->floor.eventfd, 1);
}

static void pace(double value)
{
	clock_pace(&arena->clock, value);
	platform_pace();
	kitchen_tell(KIND_PACE, 0, value > 0 ? (uint64_t)(value * 1e6 + 0.5) : 0);
	eventfd_write(arena->floor.eventfd, 1);
}

static void gil(bool on)
{
	if (!arena->engine || arena->engine->yields || arena->engine->forks)
		return;
	atomic_store(&arena->gil_on, on);
	kitchen_tell(KIND_GIL_MODE, on, 0);
	nudge_all();
}

/* A live setting takes a new value, if that is one it can have. */
static void set(const struct command *command)
{
	uint32_t name = texts_of(command->name);
	struct arena_setting *setting = arena_setting_named(name);
	uint64_t bits;
	if (!setting || !setting->live)
		return;
	if (setting->number) {
		double n = fmin(fmax(command->number, setting->min), setting->max);
		bool whole = word_type(atomic_load(&setting->value)) == WORD_INTEGER;
		bits = whole ? word_integer((int64_t)n) : word_number(n);
	} else {
		bits = setting->boolean ? word_boolean(command->number != 0) : word_text(texts_of(command->text));
	}
	atomic_store(&setting->value, bits);
	kitchen_tell(KIND_PARAM, name, bits);
}

static void obey(struct kitchen *kitchen, const struct command *command)
{
	switch (command->what) {
	case COMMAND_HOLD: hold(kitchen); break;
	case COMMAND_GO: go(kitchen); break;
	case COMMAND_PACE: pace(command->number); break;
	case COMMAND_GIL: gil(command->number != 0); break;
	case COMMAND_SET: set(command); break;
	case COMMAND_CHOOSE: turn_order_schedule(command->text); break;
	case COMMAND_POLICY: turn_order_policy(command->name, (uint32_t)command->number); break;
	case COMMAND_ASK: explore_line_ask(command); break;
	case COMMAND_KILL: crew_signal(command->name, SIGKILL); break;
	case COMMAND_STOP: crew_signal(command->name, SIGSTOP); break;
	case COMMAND_CONT: crew_signal(command->name, SIGCONT); break;
	case COMMAND_ALLOW: permission_answer(command); break;
	case COMMAND_QUIT: atomic_store(&arena->quit, 1); break;
	case COMMAND_DO_COUNT: break;
	}
}

/* Obey each whole line; a line that is no command is passed over, for the screen is of our own making. */
static void obey_lines(struct kitchen *kitchen)
{
	char *end;
	while ((end = memchr(kitchen->line, '\n', kitchen->line_length))) {
		struct command command;
		struct error error;
		size_t length = (size_t)(end - kitchen->line);
		if (command_read(&command, kitchen->line, length, &error) == 0)
			obey(kitchen, &command);
		turn_attend();
		kitchen->line_length -= length + 1;
		memmove(kitchen->line, end + 1, kitchen->line_length);
	}
	if (kitchen->line_length == sizeof kitchen->line)
		kitchen->line_length = 0;
}

void kitchen_obey(struct kitchen *kitchen)
{
	for (;;) {
		ssize_t n = read(LAUNCH_FD, kitchen->line + kitchen->line_length, sizeof kitchen->line - kitchen->line_length);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			kitchen->screen_gone = true;
		if (n <= 0)
			return;
		kitchen->line_length += (size_t)n;
		obey_lines(kitchen);
	}
}
