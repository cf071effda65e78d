/* near.c - see near.h. Three rows of the usual table of distances are enough; a swap looks two rows back. */
#include "trace/near.h"

#include <limits.h>
#include <string.h>

#define WORD_MAX 63

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned near_distance(const char *a, const char *b)
{
	size_t rows = strlen(a), cols = strlen(b);
	unsigned table[3][WORD_MAX + 1];

	if (rows > WORD_MAX || cols > WORD_MAX)
		return UINT_MAX;
	for (size_t j = 0; j <= cols; j++)
		table[0][j] = (unsigned)j;
	for (size_t i = 1; i <= rows; i++) {
		unsigned *row = table[i % 3], *above = table[(i + 2) % 3], *higher = table[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= cols; j++) {
			row[j] = least(above[j - 1] + (a[i - 1] != b[j - 1]), least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], higher[j - 2] + 1);
		}
	}
	return table[rows % 3][cols];
}

const char *near_word(const char *word, const char *const *words, size_t count)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	unsigned best = (unsigned)length / 3 + 1;

	for (size_t i = 0; i < count; i++) {
		unsigned distance = near_distance(word, words[i]);
		if (distance < best || (distance == best && !nearest && distance < length)) {
			best = distance;
			nearest = words[i];
		}
	}
	for (size_t i = 0; !nearest && length >= 2 && i < count; i++)
		if (strncmp(word, words[i], length) == 0)
			nearest = words[i];
	return nearest;
}
