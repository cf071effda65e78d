/* outlook.c - see outlook.h. */
#include "tui/outlook.h"

#include <string.h>

const struct outlook_next *outlook_of(const struct outlook *outlook, uint32_t worker)
{
	for (uint32_t i = 0; outlook->known && i < outlook->next_count; i++)
		if (outlook->next[i].worker == worker)
			return &outlook->next[i];
	return NULL;
}

enum outlook_grade outlook_grade(const char *schedules, const char *failing)
{
	return !strcmp(failing, "0") ? OUTLOOK_GOOD : !strcmp(schedules, failing) ? OUTLOOK_BAD : OUTLOOK_OPEN;
}
