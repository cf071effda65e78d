/* tell_command.c - sentences about outside programs: what is started, and how it ended. */
#include "stage/tell.h"
#include "trace/tongue.h"

#include <string.h>

#define LINE_TOLD 100 /* bytes of a command line in a sentence */

/* "sort -u soups.txt" of "/usr/bin/sort -u soups.txt": where the program lies is shown where it is to be allowed. */
static const char *without_folder(const char *line)
{
	size_t first = strcspn(line, " ");
	const char *slash = memrchr(line, '/', first);
	return slash ? slash + 1 : line;
}

void say_program(struct say *say, const char *line)
{
	const char *name = without_folder(line);
	say_add(say, "%.*s", (int)strcspn(name, " "), name);
}

void tell_command(struct telling *telling)
{
	const char *line = without_folder(tell_text(telling, telling->event->item));
	char cut[LINE_TOLD + 8];
	say_actor(telling);
	if (strlen(line) > LINE_TOLD) {
		size_t end = LINE_TOLD;
		while (end > 0 && (line[end] & 0xc0) == 0x80)
			end--;
		memcpy(cut, line, end);
		strcpy(cut + end, "…");
		line = cut;
	}
	say_add(&telling->say, _(" starts the program %s"), line);
	if (telling->event->value)
		say_add(&telling->say, _(", pid %u"), (unsigned)telling->event->value);
}

void tell_exited(struct telling *telling)
{
	const struct event *event = telling->event;
	static const char *const ends[] = {
		[EXITED_BY_ITSELF] = N_(" has ended"),
		[EXITED_NEVER_STARTED] = N_(" cannot be started"),
		[EXITED_LATE] = N_(" was killed: its time was up"),
		[EXITED_TOO_MUCH] = N_(" was killed: it wrote too much"),
	};
	uint64_t bytes = exited_bytes(event->value);
	say_add(&telling->say, _("The program of "));
	say_worker(telling, event->worker);
	if (exited_without(event->value))
		say_add(&telling->say, "%s", _(ends[event->item < sizeof ends / sizeof *ends ? event->item : 0]));
	else if (event->item > 128)
		say_add(&telling->say, _(" has ended with status %u, as one does that a signal %u ends"), event->item, event->item - 128);
	else
		say_add(&telling->say, event->item ? _(" has ended with status %u") : _(" is done"), event->item);
	if (bytes) {
		say_add(&telling->say, _(", and wrote "));
		say_bytes(&telling->say, bytes);
	}
}
