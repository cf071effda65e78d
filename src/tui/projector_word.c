/* projector_word.c - see projector_word.h. */
#include "tui/projector_word.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const char *const orders[PROJECTOR_DO_COUNT] = { "next", "previous", "blank", "vote" };

size_t projector_order_write(const struct projector_order *order, char to[PROJECTOR_ORDER_BYTES])
{
	json_t *object = order->what == PROJECTOR_VOTE ? json_pack("{ss ss}", "do", orders[order->what], "votes", order->votes) : json_pack("{ss}", "do", orders[order->what]);
	size_t length = json_dumpb(object, to, PROJECTOR_ORDER_BYTES - 1, JSON_COMPACT);
	json_decref(object);
	if (length >= PROJECTOR_ORDER_BYTES - 1)
		length = 0;
	to[length] = '\n';
	return length + 1;
}

/* A text of one clean line; false when it is something else, or too long for a person to have typed. */
static bool take_line(const json_t *object, const char *key, char *to, size_t size)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_string(value) || json_string_length(value) >= 4 * size)
		return false;
	text_clean(to, size, json_string_value(value), json_string_length(value));
	return true;
}

int projector_order_read(struct projector_order *order, const char *line, size_t length)
{
	json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
	char what[16] = "";
	bool known = json_is_object(object) && take_line(object, "do", what, sizeof what);
	*order = (struct projector_order){ PROJECTOR_DO_COUNT, "" };
	for (int i = 0; known && i < PROJECTOR_DO_COUNT; i++)
		if (!strcmp(orders[i], what))
			order->what = (enum projector_do)i;
	known = known && order->what != PROJECTOR_DO_COUNT && (order->what != PROJECTOR_VOTE || take_line(object, "votes", order->votes, sizeof order->votes));
	json_decref(object);
	return known ? 0 : -1;
}

char *projector_word_write(const struct projector_word *word)
{
	json_t *object = json_pack("{si ss ss ss si si ss ss ss ss ss sb sb sI si}", "presentation", 1, "lesson", word->lesson, "title", word->title, "step", word->step,
		"number", word->number, "steps", word->steps, "side", word->side, "shown", word->shown, "notes", word->notes, "coming", word->coming, "votes", word->votes,
		"blank", word->blank, "can_vote", word->can_vote, "began", (json_int_t)word->began, "minutes", word->minutes);
	char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;
	json_decref(object);
	return line;
}

/* Clean lines, their ends kept. */
static bool take_lines(const json_t *object, const char *key, char *to, size_t size)
{
	const json_t *value = json_object_get(object, key);
	size_t used = 0;
	to[0] = '\0';
	if (!json_is_string(value))
		return false;
	const char *at = json_string_value(value), *end = at + json_string_length(value);
	while (at < end && used + 2 < size) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop ? stop : end;
		used += text_clean(to + used, size - used - 1, at, (size_t)(stop - at));
		if (stop < end)
			to[used++] = '\n';
		to[used] = '\0';
		at = stop + 1;
	}
	return true;
}

static bool take_number(const json_t *object, const char *key, json_int_t most, json_int_t *to)
{
	const json_t *value = json_object_get(object, key);
	*to = json_is_integer(value) ? json_integer_value(value) : -1;
	return *to >= 0 && *to <= most;
}

static bool take_all(struct projector_word *word, const json_t *object)
{
	json_int_t version, number, steps, began, minutes;
	bool whole = json_is_object(object) && take_number(object, "presentation", 1, &version) && version == 1;
	whole = whole && take_line(object, "lesson", word->lesson, sizeof word->lesson) && take_line(object, "title", word->title, sizeof word->title);
	whole = whole && take_line(object, "step", word->step, sizeof word->step) && take_line(object, "side", word->side, sizeof word->side);
	whole = whole && take_lines(object, "shown", word->shown, sizeof word->shown) && take_lines(object, "notes", word->notes, sizeof word->notes);
	whole = whole && take_line(object, "coming", word->coming, sizeof word->coming) && take_line(object, "votes", word->votes, sizeof word->votes);
	whole = whole && take_number(object, "number", 1000, &number) && take_number(object, "steps", 1000, &steps);
	whole = whole && take_number(object, "began", INT64_C(1) << 40, &began) && take_number(object, "minutes", 100000, &minutes);
	if (!whole)
		return false;
	word->number = (int)number;
	word->steps = (int)steps;
	word->began = began;
	word->minutes = (int)minutes;
	word->blank = json_is_true(json_object_get(object, "blank"));
	word->can_vote = json_is_true(json_object_get(object, "can_vote"));
	return true;
}

int projector_word_read(struct projector_word *word, const char *line, size_t length, struct error *error)
{
	json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
	bool whole = take_all(word, object);
	json_decref(object);
	return whole ? 0 : error_set(error, _("what came from the presentation is no message of this version of Lunchrush"));
}
