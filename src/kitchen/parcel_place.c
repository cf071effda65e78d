/* parcel_place.c - see parcel_place.h. */
#include "kitchen/parcel_place.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MORE "… "

/* Words so far: `used` bytes of `to`, and whether all had room. */
struct words {
	char *to;
	size_t size, used;
	bool full;
};

static void put_step(struct words *words, const struct place *place)
{
	char step[96] = "";
	switch (place->kind) {
	case PLACE_ARGUMENT:
		if (place->number)
			snprintf(step, sizeof step, "value %lld, ", place->number);
		break;
	case PLACE_CAPTURED: snprintf(step, sizeof step, "the local `%.60s`, ", place->name); break;
	case PLACE_FIELD: snprintf(step, sizeof step, "field `%.60s`, ", place->name); break;
	case PLACE_ELEMENT: snprintf(step, sizeof step, "element %lld, ", place->number); break;
	case PLACE_KEY: snprintf(step, sizeof step, "a key, "); break;
	}
	words->full = words->full || words->used + strlen(step) + sizeof MORE > words->size; /* room is kept to say that there is more */
	if (!words->full)
		words->used += (size_t)sprintf(words->to + words->used, "%s", step);
}

static void put_steps(struct words *words, const struct place *place)
{
	if (place->up)
		put_steps(words, place->up);
	if (!words->full)
		put_step(words, place);
}

size_t parcel_place_words(const struct place *place, char *to, size_t size)
{
	struct words words = { .to = to, .size = size };
	put_steps(&words, place);
	if (words.full && size >= sizeof MORE)
		words.used += (size_t)sprintf(to + words.used, "%s", MORE);
	return words.used;
}
