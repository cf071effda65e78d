/* narrator.c - each event as a plain sentence.
 *
 * A table by kind: how much it matters, and the function that says it. The words are those of a person at the back of the room telling a
 * neighbour what happens; names stay as the recipe gives them. */
#include "stage/narrator.h"
#include "stage/tell.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <string.h>

static const struct narration {
	enum weight weight;
	tell *tell;
} narrations[KIND_COUNT] = {
	[KIND_BEGIN] = {WEIGHT_STORY, tell_begin},
	[KIND_PARAM] = {WEIGHT_DETAIL, tell_param},
	[KIND_PACE] = {WEIGHT_STORY, tell_pace},
	[KIND_HOLD] = {WEIGHT_STORY, tell_hold},
	[KIND_GO] = {WEIGHT_STORY, tell_go},
	[KIND_STALL] = {WEIGHT_DETAIL, tell_stall},
	[KIND_OUTCOME] = {WEIGHT_TURN, tell_outcome},
	[KIND_EXPECT] = {WEIGHT_STORY, tell_expect},
	[KIND_BROKEN] = {WEIGHT_TURN, tell_broken},
	[KIND_STRAY] = {WEIGHT_TURN, tell_stray},

	[KIND_WORKER_NEW] = {WEIGHT_STORY, tell_worker_new},
	[KIND_WORKER_START] = {WEIGHT_STORY, tell_worker_start},
	[KIND_WORKER_END] = {WEIGHT_TURN, tell_worker_end},
	[KIND_KILLED] = {WEIGHT_TURN, tell_killed},
	[KIND_MENDED] = {WEIGHT_STORY, tell_mended},
	[KIND_RETRY] = {WEIGHT_TURN, tell_retry},
	[KIND_STOPPED] = {WEIGHT_TURN, tell_stopped},
	[KIND_CONTINUED] = {WEIGHT_TURN, tell_continued},
	[KIND_WAIT] = {WEIGHT_STORY, tell_wait},
	[KIND_WAKE] = {WEIGHT_DETAIL, tell_wake},
	[KIND_JOINED] = {WEIGHT_DETAIL, tell_joined},
	[KIND_SAY] = {WEIGHT_STORY, tell_say},
	[KIND_FAIL] = {WEIGHT_TURN, tell_fail},

	[KIND_SLEEP] = {WEIGHT_STORY, tell_sleep},
	[KIND_AWAKE] = {WEIGHT_DETAIL, tell_awake},
	[KIND_WORK] = {WEIGHT_STORY, tell_work},
	[KIND_WORKED] = {WEIGHT_DETAIL, tell_worked},
	[KIND_BLOCK] = {WEIGHT_STORY, tell_block},
	[KIND_UNBLOCK] = {WEIGHT_STORY, tell_unblock},

	[KIND_RESUME] = {WEIGHT_DETAIL, tell_resume},
	[KIND_YIELD] = {WEIGHT_DETAIL, tell_yield},
	[KIND_LOOP_LAG] = {WEIGHT_DETAIL, tell_loop_lag},
	[KIND_GIL_MODE] = {WEIGHT_STORY, tell_gil_mode},
	[KIND_GIL_WANT] = {WEIGHT_DETAIL, tell_gil_want},
	[KIND_GIL_ASK] = {WEIGHT_DETAIL, tell_gil_ask},
	[KIND_GIL_MISS] = {WEIGHT_DETAIL, tell_gil_miss},
	[KIND_GIL_ACQUIRE] = {WEIGHT_DETAIL, tell_gil_acquire},
	[KIND_GIL_RELEASE] = {WEIGHT_DETAIL, tell_gil_release},

	[KIND_OBJECT_NEW] = {WEIGHT_DETAIL, tell_object_new},
	[KIND_PUT] = {WEIGHT_STORY, tell_put},
	[KIND_GET] = {WEIGHT_STORY, tell_get},
	[KIND_CLOSE] = {WEIGHT_TURN, tell_close},
	[KIND_CLOSED] = {WEIGHT_STORY, tell_closed},
	[KIND_TASK_DONE] = {WEIGHT_DETAIL, tell_task_done},
	[KIND_ALL_DONE] = {WEIGHT_STORY, tell_all_done},
	[KIND_ARRIVE] = {WEIGHT_STORY, tell_arrive},
	[KIND_SERVE] = {WEIGHT_STORY, tell_serve},
	[KIND_LOST] = {WEIGHT_TURN, tell_lost},

	[KIND_HEARD] = {WEIGHT_STORY, tell_heard},
	[KIND_ANSWERED] = {WEIGHT_STORY, tell_answered},
	[KIND_FETCH] = {WEIGHT_STORY, tell_fetch},
	[KIND_FETCHED] = {WEIGHT_STORY, tell_fetched},
	[KIND_COMMAND] = {WEIGHT_STORY, tell_command},
	[KIND_EXITED] = {WEIGHT_STORY, tell_exited},
	[KIND_INVOKE] = {WEIGHT_STORY, tell_invoke},
	[KIND_THROTTLED] = {WEIGHT_TURN, tell_throttled},
	[KIND_COLD] = {WEIGHT_STORY, tell_cold},
	[KIND_HANDLE] = {WEIGHT_STORY, tell_handle},
	[KIND_HANDLED] = {WEIGHT_STORY, tell_handled},
	[KIND_TIMED_OUT] = {WEIGHT_TURN, tell_timed_out},
	[KIND_RECLAIM] = {WEIGHT_STORY, tell_reclaim},
	[KIND_REINVOKE] = {WEIGHT_TURN, tell_reinvoke},

	[KIND_SUBMIT] = {WEIGHT_STORY, tell_submit},
	[KIND_CALL] = {WEIGHT_STORY, tell_call},
	[KIND_RETURN] = {WEIGHT_STORY, tell_return},
	[KIND_RAISED] = {WEIGHT_TURN, tell_raised},
	[KIND_RESULT] = {WEIGHT_STORY, tell_result},
	[KIND_IS_DONE] = {WEIGHT_STORY, tell_is_done},
	[KIND_SEND] = {WEIGHT_STORY, tell_send},
	[KIND_RECV] = {WEIGHT_STORY, tell_recv},
	[KIND_PACK] = {WEIGHT_STORY, tell_pack},
	[KIND_UNPACK] = {WEIGHT_DETAIL, tell_unpack},

	[KIND_PLACE] = {WEIGHT_STORY, tell_place},
	[KIND_COOKED] = {WEIGHT_STORY, tell_cooked},
	[KIND_LOOK] = {WEIGHT_DETAIL, tell_look},
	[KIND_TAKE] = {WEIGHT_STORY, tell_take},

	[KIND_READ] = {WEIGHT_DETAIL, tell_read},
	[KIND_WRITE] = {WEIGHT_DETAIL, tell_write},
	[KIND_OVERWRITE] = {WEIGHT_DETAIL, tell_overwrite},
	[KIND_APPEND] = {WEIGHT_STORY, tell_append},
	[KIND_POP] = {WEIGHT_STORY, tell_pop},
	[KIND_ELEMENT_READ] = {WEIGHT_DETAIL, tell_element_read},
	[KIND_ELEMENT_WRITE] = {WEIGHT_DETAIL, tell_element_write},
	[KIND_LENGTH] = {WEIGHT_DETAIL, tell_length},
	[KIND_ADD] = {WEIGHT_DETAIL, tell_add},
	[KIND_FILL] = {WEIGHT_DETAIL, tell_fill},

	[KIND_ACQUIRE] = {WEIGHT_STORY, tell_acquire},
	[KIND_RELEASE] = {WEIGHT_STORY, tell_release},
	[KIND_REFUSED] = {WEIGHT_STORY, tell_refused},
	[KIND_COND_WAIT] = {WEIGHT_STORY, tell_cond_wait},
	[KIND_COND_BACK] = {WEIGHT_STORY, tell_cond_back},
	[KIND_NOTIFY] = {WEIGHT_STORY, tell_notify},
	[KIND_SET] = {WEIGHT_STORY, tell_set},
	[KIND_CLEAR] = {WEIGHT_STORY, tell_clear},
	[KIND_IS_SET] = {WEIGHT_DETAIL, tell_is_set},
	[KIND_PASS] = {WEIGHT_STORY, tell_pass},
	[KIND_BARRIER_ARRIVE] = {WEIGHT_STORY, tell_barrier_arrive},
};

static bool is_new_device(const struct event *event)
{
	return event->kind == KIND_WORKER_NEW && event->value >> 32 == ROLE_OF_DEVICE;
}

/* What it is started for is told right after. */
static bool is_new_instance(const struct event *event)
{
	return event->kind == KIND_WORKER_NEW && event->value >> 32 == ROLE_OF_INSTANCE;
}

/* A cell comes into being with its first write, which tells all there is to tell. */
static bool is_new_cell(const struct event *event)
{
	return event->kind == KIND_OBJECT_NEW && event->value >> 32 == OBJECT_CELL;
}

enum weight narrator_weight(const struct event *event)
{
	if (event->kind >= KIND_COUNT || is_new_cell(event))
		return WEIGHT_NONE;
	if (event->kind == KIND_EXPECT && !event->value)
		return WEIGHT_TURN;
	if (is_new_device(event) || is_new_instance(event))
		return WEIGHT_DETAIL;
	return narrations[event->kind].weight;
}

static bool goes_with_the_turn(enum kind kind)
{
	return kind == KIND_GIL_WANT || kind == KIND_GIL_ASK || kind == KIND_GIL_MISS || kind == KIND_GIL_ACQUIRE || kind == KIND_GIL_RELEASE;
}

enum weight narrator_weight_at(const struct stage *stage, const struct event *event)
{
	bool controlled = stage->steps > 0 || stage->asked;
	return controlled && goes_with_the_turn((enum kind)event->kind) ? WEIGHT_NONE : narrator_weight(event);
}

/* Whether it ends as a sentence does, be it within quotes; nothing needs no end. */
static bool is_finished(const struct say *say)
{
	size_t length = say->length;
	if (length > 1 && say->to[length - 1] == '"')
		length--;
	return length == 0 || strchr(".?!", say->to[length - 1]);
}

size_t narrator_sentence(const struct stage *after, const struct event *event, char *to, size_t size)
{
	struct telling telling = {.stage = after, .event = event};
	say_begin(&telling.say, to, size);
	if (narrator_weight(event) == WEIGHT_NONE)
		return 0;
	narrations[event->kind].tell(&telling);
	if (!is_finished(&telling.say))
		say_add(&telling.say, ".");
	return telling.say.length;
}

void say_who(struct say *say, const struct stage *stage, uint32_t id)
{
	const struct stage_worker *who = stage_worker(stage, id);
	char letter[12];
	if (who && who->role != ROLE_OF_MAIN)
		say_add(say, "%s ", worker_letter(id, letter));
	say_add(say, "%s", stage_worker_name(stage, id));
}

void say_worker(struct telling *telling, uint64_t id)
{
	say_who(&telling->say, telling->stage, id <= WORKER_MAX ? (uint32_t)id : WORKER_MAX);
}

void say_actor(struct telling *telling)
{
	if (telling->event->worker == 0)
		say_add(&telling->say, _("The kitchen"));
	else
		say_worker(telling, telling->event->worker);
}

void say_bare_thing(struct telling *telling, uint32_t key)
{
	say_thing_of(&telling->say, telling->stage, 0, key);
}

/* How many letters of a plural make its singular, 0 when it is not one that can be told safely: "orders", "dishes", "boxes", but not
 * "cooked", "bus", "glass", "Out of stocks". */
static int singular(const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; i < length; i++)
		if (!islower((unsigned char)name[i]))
			return 0;
	if (length < 4 || length > 40 || name[length - 1] != 's' || strchr("suia", name[length - 2]))
		return 0;
	if (name[length - 2] != 'e')
		return (int)length - 1;
	if (length > 4 && (strchr("sxz", name[length - 3]) || (name[length - 3] == 'h' && strchr("sc", name[length - 4]))))
		return (int)length - 2;
	return name[length - 3] == 'i' ? 0 : (int)length - 1;
}

void say_thing_of(struct say *say, const struct stage *stage, uint32_t object, uint32_t key)
{
	const char *name = stage_object_name(stage, object);
	int letters = thing_is_text(key) || !key ? 0 : singular(name);
	char label[128];
	if (letters)
		say_add(say, "%.*s ", letters, name);
	say_add(say, "%s", stage_thing_label(stage, key, label, sizeof label));
}

void say_thing(struct telling *telling)
{
	say_thing_of(&telling->say, telling->stage, telling->event->object, telling->event->item);
}

void say_word(struct telling *telling, word w)
{
	char text[256];
	say_add(&telling->say, "%s", stage_word_text(telling->stage, w, text, sizeof text));
}

void say_house(struct telling *telling, bool beginning)
{
	const char *name = tell_object(telling);
	bool alone = !islower((unsigned char)name[0]) || strncmp(name, "the ", 4) == 0;
	say_add(&telling->say, alone ? "%s" : beginning ? _("The %s") : _("the %s"), name);
}
