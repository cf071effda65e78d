/* pipe.c - see pipe.h. What is on its way lies in the arena as it was packed: that is the copy. */
#include "kitchen/pipe.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct pipe_message {
	struct pipe_message *next;
	struct cargo cargo;
};

bool pipe_new(uint32_t name_a, uint32_t name_b, struct pipe *ends[2])
{
	for (int i = 0; i < 2; i++)
		if (!(ends[i] = (struct pipe *)object_new(sizeof *ends[i], OBJECT_PIPE, i ? name_b : name_a)))
			return false;
	arena->pipes = true;
	ends[0]->other = ends[1];
	ends[1]->other = ends[0];
	return true;
}

static void tell(struct pipe *end, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, end->object.id, ++end->object.seq, item, value);
}

static enum pipe_result wait_for(struct pipe *end, struct worker *worker, struct waiters *list, enum reason reason)
{
	wait_begin(worker, list, reason, end->object.id, ++end->object.seq, 0);
	return PIPE_WAIT;
}

static void wake_one(struct pipe *end, const struct worker *worker, struct waiters *list)
{
	wait_end(list, worker, end->object.id, &end->object.seq);
}

static bool has_room(const struct pipe *end)
{
	return end->closed || end->bytes < PIPE_ROOM_BYTES;
}

static bool is_over(const struct worker *worker)
{
	enum worker_state state = atomic_load_explicit(&worker->state, memory_order_relaxed);
	return state == WORKER_ENDED || state == WORKER_FAILED || state == WORKER_KILLED;
}

/* Something has come here, and whoever could send more has ended: but for those who wait for it here, everybody. */
static bool is_left(const struct pipe *end, const struct worker *receiver)
{
	uint32_t lives = 0, receives = 1, count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	if (end->sender == PIPE_NOBODY)
		return false;
	for (const struct worker *other = end->receivers.first; other; other = other->next)
		receives += other != receiver;
	for (uint32_t id = 1; id < count && lives <= receives; id++)
		lives += worker_at(id)->role != ROLE_OF_DEVICE && !is_over(worker_at(id));
	return lives <= receives;
}

static void message_push(struct pipe *end, struct pipe_message *message)
{
	if (end->first)
		end->last->next = message;
	else
		end->first = message;
	end->last = message;
	end->count++;
	end->bytes += message->cargo.packed.length;
}

static enum pipe_result send_guarded(struct pipe *end, struct worker *worker, struct pipe_message *message)
{
	if (end->closed)
		return PIPE_CLOSED;
	if (!has_room(end))
		return wait_for(end, worker, &end->senders, REASON_PIPE_FULL);
	if (end->sender != worker->id)
		end->sender = end->sender == PIPE_NOBODY ? worker->id : PIPE_MANY;
	message_push(end, message);
	tell(end, worker, KIND_SEND, message->cargo.packed.length, message->cargo.value);
	wake_one(end, worker, &end->receivers);
	if (has_room(end))
		wake_one(end, worker, &end->senders);
	return PIPE_OK;
}

enum pipe_result pipe_send(struct pipe *end, struct worker *worker, const struct cargo *cargo)
{
	struct pipe_message *message = arena_alloc(sizeof *message);
	if (!message)
		return PIPE_NO_MEMORY;
	message->next = NULL;
	message->cargo = *cargo;
	guard_take(&end->object.guard);
	enum pipe_result result = send_guarded(end, worker, message);
	guard_give(&end->object.guard);
	if (result != PIPE_OK)
		arena_free(message, sizeof *message);
	return result;
}

static enum pipe_result recv_guarded(struct pipe *end, struct worker *worker, struct pipe_message **taken)
{
	struct pipe_message *message = *taken = end->first;
	if (!message && end->closed)
		return PIPE_CLOSED;
	if (!message && is_left(end, worker))
		return PIPE_GONE;
	if (!message)
		return wait_for(end, worker, &end->receivers, REASON_PIPE_EMPTY);
	end->first = message->next;
	end->count--;
	end->bytes -= message->cargo.packed.length;
	tell(end, worker, KIND_RECV, message->cargo.packed.length, message->cargo.value);
	wake_one(end, worker, &end->senders);
	if (end->first)
		wake_one(end, worker, &end->receivers);
	return PIPE_OK;
}

enum pipe_result pipe_recv(struct pipe *end, struct worker *worker, struct cargo *cargo)
{
	struct pipe_message *message;
	guard_take(&end->object.guard);
	enum pipe_result result = recv_guarded(end, worker, &message);
	guard_give(&end->object.guard);
	if (result == PIPE_OK) {
		*cargo = message->cargo;
		arena_free(message, sizeof *message);
	}
	return result;
}

static void close_one(struct pipe *end, struct worker *worker)
{
	guard_take(&end->object.guard);
	if (!end->closed) {
		end->closed = true;
		tell(end, worker, KIND_CLOSE, 0, 0);
		wait_end_all(&end->receivers, worker, end->object.id, &end->object.seq);
		wait_end_all(&end->senders, worker, end->object.id, &end->object.seq);
	}
	guard_give(&end->object.guard);
}

void pipe_close(struct pipe *end, struct worker *worker)
{
	close_one(end->other, worker);
	close_one(end, worker);
}

bool pipe_can_send(struct pipe *end)
{
	guard_take(&end->object.guard);
	bool can = has_room(end);
	guard_give(&end->object.guard);
	return can;
}

bool pipe_can_recv(struct pipe *end, const struct worker *worker)
{
	guard_take(&end->object.guard);
	bool can = end->first || end->closed || is_left(end, worker);
	guard_give(&end->object.guard);
	return can;
}

void pipe_each(const struct pipe *end, void (*each)(const struct cargo *cargo, void *context), void *context)
{
	for (const struct pipe_message *message = end->first; message; message = message->next)
		each(&message->cargo, context);
}

/* The last to end sees all others ended: each says so before it takes the guard. */
static void leave(struct pipe *end, const struct worker *worker)
{
	guard_take(&end->object.guard);
	if (end->receivers.first && !end->first && is_left(end, end->receivers.first))
		wait_end_all(&end->receivers, worker, end->object.id, &end->object.seq);
	guard_give(&end->object.guard);
}

void pipes_leave(const struct worker *worker)
{
	uint32_t count = arena->pipes ? atomic_load_explicit(&arena->object_count, memory_order_acquire) : 0;
	for (uint32_t id = 1; id < count; id++)
		if (object_at(id)->type == OBJECT_PIPE)
			leave((struct pipe *)object_at(id), worker);
}

void pipe_mend(struct pipe *end, struct worker *dead)
{
	guard_take(&end->object.guard);
	waiters_remove(&end->senders, dead);
	waiters_remove(&end->receivers, dead);
	if (end->first)
		wake_one(end, dead, &end->receivers);
	if (has_room(end))
		wake_one(end, dead, &end->senders);
	guard_give(&end->object.guard);
}
