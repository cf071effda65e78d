#include <stdio.h>

#include "trace/event.h"

char *worker_letter(uint32_t worker, char to[12])
{
	if (worker == 0)
		to[0] = '\0';
	else if (worker == 1)
		snprintf(to, 12, "@");
	else if (worker - 2 < 26)
		snprintf(to, 12, "%c", 'A' + (int)(worker - 2));
	else
		snprintf(to, 12, "(%u)", (worker - 1) & WORKER_MAX);
	return to;
}
