/* from.c - who can end a worker's wait.
 *
 * A thing comes from those who were seen putting things there, room from those who were seen taking, the GIL and a lock from their holder, a
 * semaphore's place from those who have one, the end of a worker from itself. What a worker will do is known only from what it has done; so right at the beginning nobody may be known. */
#include "stage/stage.h"

#define LOOKED_AT 1024u /* workers asked, at most: a crowd must not cost a frame */

static bool is_over(const struct stage_worker *who)
{
	return who->state == STATE_ENDED || who->state == STATE_DEAD;
}

/* Whether the worker was seen doing there what `who` waits for. */
static bool helps(const struct stage *stage, const struct stage_worker *helper, const struct stage_worker *who)
{
	if (helper->role == ROLE_OF_DEVICE)
		return who->reason == REASON_QUEUE_EMPTY && helper->station == who->object && !stage->objects[who->object].closed;
	for (int i = 0; i < STAGE_TOUCHES; i++)
		if (helper->touches[i].object == who->object && (who->reason == REASON_QUEUE_EMPTY ? helper->touches[i].gives : helper->touches[i].takes))
			return true;
	return false;
}

/* Whether the worker can end the wait of `who`, who waits at an object of which it took or gave. */
static bool can_end(const struct stage *stage, uint32_t helper, const struct stage_worker *who)
{
	if (who->reason == REASON_SEMAPHORE)
		return stage_worker_holds(stage, helper, who->object) > 0;
	return !is_over(&stage->workers[helper]) && helps(stage, &stage->workers[helper], who);
}

static uint32_t at_an_object(const struct stage *stage, uint32_t id, uint32_t ids[], uint32_t most)
{
	const struct stage_worker *who = &stage->workers[id];
	uint32_t count = 0;
	for (uint32_t i = 1; i < stage->worker_count && i < LOOKED_AT; i++) {
		if (i == id || !stage->workers[i].name || !can_end(stage, i, who))
			continue;
		if (count < most)
			ids[count] = i;
		count++;
	}
	return count;
}

uint32_t stage_worker_from(const struct stage *stage, uint32_t id, uint32_t ids[], uint32_t most)
{
	const struct stage_worker *who = stage_worker(stage, id);
	if (!who || (who->state != STATE_WAITING && who->state != STATE_BLOCKED))
		return 0;
	if (who->reason == REASON_QUEUE_FULL || who->reason == REASON_QUEUE_EMPTY || who->reason == REASON_QUEUE_JOIN || who->reason == REASON_SEMAPHORE)
		return at_an_object(stage, id, ids, most);
	uint32_t peer = who->state == STATE_BLOCKED ? stage->holder : who->reason == REASON_LOCK ? stage->objects[who->object].holder : who->peer;
	if (!peer || peer == id || !stage_worker(stage, peer))
		return 0;
	if (most)
		ids[0] = peer;
	return 1;
}

uint32_t stage_queue_lacks(const struct stage *stage, uint32_t queue, uint32_t ids[], uint32_t most)
{
	uint32_t count = 0;
	for (uint32_t i = 1; queue && i < stage->worker_count && i < LOOKED_AT; i++)
		if (stage->workers[i].state == STATE_DEAD && stage->workers[i].took == queue) {
			if (count < most)
				ids[count] = i;
			count++;
		}
	return count;
}
