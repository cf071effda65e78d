/* tell_processes.c - sentences about workers that are processes: killed, mended, stopped. */
#include "stage/tell.h"
#include "trace/tongue.h"

void say_signal(struct say *say, uint32_t signal)
{
	static const struct { uint32_t signal; const char *words; } known[] = {
		{ 1, N_("hung up (SIGHUP)") }, { 2, N_("interrupted (SIGINT)") }, { 4, N_("ended by an illegal instruction (SIGILL)") }, { 6, N_("aborted (SIGABRT)") },
		{ 7, N_("ended by a bus error (SIGBUS)") }, { 8, N_("ended by a division (SIGFPE)") }, { 9, N_("killed (SIGKILL)") },
		{ 11, N_("ended by touching memory that is not its own (SIGSEGV)") }, { 15, N_("told to end (SIGTERM)") }, { 24, N_("ended for using too much CPU time (SIGXCPU)") },
		{ 31, N_("ended by a forbidden system call (SIGSYS)") }, { STAGE_EXITED, N_("exited before its end") },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].signal == signal) {
			say_add(say, "%s", _(known[i].words));
			return;
		}
	say_add(say, _("ended by signal %u"), signal);
}

void say_left(struct say *say, const struct stage *stage, const struct stage_worker *killed)
{
	char label[64];
	if (!killed->left_count)
		return;
	say_add(say, ": %s", stage_thing_label(stage, killed->left, label, sizeof label));
	if (killed->left_count > 1)
		say_add(say, _(" and %u more"), killed->left_count - 1);
	if (killed->left_to)
		say_add(say, _(" went back to %s"), stage_object_name(stage, killed->left_to));
	else
		say_add(say, ngettext(" is lost", " are lost", killed->left_count));
}

void tell_killed(struct telling *telling)
{
	uint32_t signal = telling->event->item;
	say_actor(telling);
	say_add(&telling->say, _(": its process "));
	say_add(&telling->say, signal ? _("was ") : "");
	say_signal(&telling->say, signal && signal < STAGE_EXITED ? signal : STAGE_EXITED);
}

void tell_mended(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *object = stage_object(telling->stage, event->object);
	if (!event->item || !object)
		return;
	say_add(&telling->say, _("The kitchen "));
	switch (object->type) {
	case OBJECT_LOCK: say_add(&telling->say, _("gives back %s, which was held by the dead "), tell_object(telling)); break;
	case OBJECT_SEMAPHORE: say_add(&telling->say, _("gives back %u of %s, held by the dead "), event->item, tell_object(telling)); break;
	case OBJECT_BARRIER: say_add(&telling->say, _("takes back the arrival at %s of the dead "), tell_object(telling)); break;
	default:
		say_add(&telling->say, _("takes the dead "));
		say_actor(telling);
		say_add(&telling->say, _(" out of the line at %s: nobody waits for it there any more"), tell_object(telling));
		return;
	}
	say_actor(telling);
}

void tell_retry(struct telling *telling)
{
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(" goes back into %s, for another to try: it was in the hands of "), tell_object(telling));
	say_actor(telling);
}

void tell_stopped(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(": its process is stopped"));
}

void tell_continued(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(": its process goes on"));
}
