/* tell_processes.c - sentences about workers that are processes: killed, mended, stopped. */
#include "stage/tell.h"

void say_signal(struct say *say, uint32_t signal)
{
	static const struct { uint32_t signal; const char *words; } known[] = {
		{ 1, "hung up (SIGHUP)" }, { 2, "interrupted (SIGINT)" }, { 4, "ended by an illegal instruction (SIGILL)" }, { 6, "aborted (SIGABRT)" },
		{ 7, "ended by a bus error (SIGBUS)" }, { 8, "ended by a division (SIGFPE)" }, { 9, "killed (SIGKILL)" },
		{ 11, "ended by touching memory that is not its own (SIGSEGV)" }, { 15, "told to end (SIGTERM)" }, { 24, "ended for using too much CPU time (SIGXCPU)" },
		{ 31, "ended by a forbidden system call (SIGSYS)" }, { STAGE_EXITED, "exited before its end" },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].signal == signal) {
			say_add(say, "%s", known[i].words);
			return;
		}
	say_add(say, "ended by signal %u", signal);
}

void say_left(struct say *say, const struct stage *stage, const struct stage_worker *killed)
{
	char label[64];
	if (!killed->left_count)
		return;
	say_add(say, ": %s", stage_thing_label(stage, killed->left, label, sizeof label));
	if (killed->left_count > 1)
		say_add(say, " and %u more", killed->left_count - 1);
	if (killed->left_to)
		say_add(say, " went back to %s", stage_object_name(stage, killed->left_to));
	else
		say_add(say, killed->left_count == 1 ? " is lost" : " are lost");
}

void tell_killed(struct telling *telling)
{
	uint32_t signal = telling->event->item;
	say_actor(telling);
	say_add(&telling->say, ": its process ");
	say_add(&telling->say, signal ? "was " : "");
	say_signal(&telling->say, signal && signal < STAGE_EXITED ? signal : STAGE_EXITED);
}

void tell_mended(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *object = stage_object(telling->stage, event->object);
	if (!event->item || !object)
		return;
	say_add(&telling->say, "The kitchen ");
	switch (object->type) {
	case OBJECT_LOCK: say_add(&telling->say, "gives back %s, which was held by the dead ", tell_object(telling)); break;
	case OBJECT_SEMAPHORE: say_add(&telling->say, "gives back %u of %s, held by the dead ", event->item, tell_object(telling)); break;
	case OBJECT_BARRIER: say_add(&telling->say, "takes back the arrival at %s of the dead ", tell_object(telling)); break;
	default:
		say_add(&telling->say, "takes the dead ");
		say_actor(telling);
		say_add(&telling->say, " out of the line at %s: nobody waits for it there any more", tell_object(telling));
		return;
	}
	say_actor(telling);
}

void tell_retry(struct telling *telling)
{
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, " goes back into %s, for another to try: it was in the hands of ", tell_object(telling));
	say_actor(telling);
}

void tell_stopped(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, ": its process is stopped");
}

void tell_continued(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, ": its process goes on");
}
