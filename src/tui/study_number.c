/* study_number.c - counts of schedules, which are decimal strings as they may be longer than any integer, as shares and for people to read. */
#include "tui/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define READABLE_DIGITS 18

long double study_number(const char *decimal)
{
	return strtold(decimal, NULL);
}

char *study_grouped(const char *decimal, char *to, size_t size)
{
	size_t length = strlen(decimal), used = 0;
	if (length > READABLE_DIGITS) {
		snprintf(to, size, "%c.%c%c x 10^%zu", decimal[0], decimal[1], decimal[2], length - 1);
		return to;
	}
	for (size_t i = 0; i < length && used + 2 < size; i++) {
		if (i && (length - i) % 3 == 0)
			to[used++] = ',';
		to[used++] = decimal[i];
	}
	to[used] = '\0';
	return to;
}
