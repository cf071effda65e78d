/* study_words.c - what tells one outcome from the others, in a few words.
 *
 * A recipe may have many globals, most of them the same in every outcome: only those that differ are named ("visits = 2"). A deadlock says who
 * waits for what; a failure its error. Where nothing differs but the verdict, the words say that. */
#include "tui/study_inner.h"

#include "trace/text.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether this global is not the same in all outcomes (or there is only one outcome, where all are of interest). */
static bool differs(const json_t *outcomes, size_t count, const char *name)
{
	const json_t *first = json_object_get(json_object_get(json_array_get(outcomes, 0), "globals"), name);
	for (size_t i = 1; i < count; i++) {
		const json_t *other = json_object_get(json_object_get(json_array_get(outcomes, i), "globals"), name);
		if (!first != !other || (first && !json_equal(first, other)))
			return true;
	}
	return count == 1;
}

struct line {
	char *to;
	size_t size, used;
};

static void add(struct line *line, const char *text, size_t length)
{
	if (line->used + 1 < line->size)
		line->used += text_clean(line->to + line->used, line->size - line->used, text, length);
}

static void add_global(struct line *line, const char *name, const json_t *value)
{
	char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
	add(line, line->used ? ", " : "", line->used ? 2 : 0);
	add(line, name, strlen(name));
	add(line, " = ", 3);
	if (text)
		add(line, text, strlen(text));
	free(text);
}

/* "the lock fork 2", as the kitchen says it, in the person's language. */
static const char *awaited(const char *what, char *to, size_t size)
{
	char type[32];
	int name = 0;
	if (sscanf(what, "the %31s %n", type, &name) != 1 || !name || !what[name])
		return what[0] ? what : _("ever");
	snprintf(to, size, _("the %s %s"), _(type), what + name);
	return to;
}

/* Who waits for another's end alone waits for those who wait for something: they explain it. */
static void add_waiting(struct line *line, const json_t *waiting)
{
	size_t i, named = 0;
	const json_t *one;
	json_array_foreach(waiting, i, one) {
		char worker[64], what[96];
		study_read_text(one, "worker", worker, sizeof worker);
		study_read_text(one, "for", what, sizeof what);
		bool joins = !strncmp(what, "the end of ", 11) && json_array_size(waiting) > 1;
		if (worker[0] && !joins) {
			char words[192], said[128];
			int length = snprintf(words, sizeof words, _("%s%s waits for %s"), named++ ? ", " : "", worker, awaited(what, said, sizeof said));
			add(line, words, length < (int)sizeof words ? (size_t)length : sizeof words - 1);
		}
	}
}

static void write_words(const json_t *outcomes, size_t count, size_t index, struct study_outcome *outcome)
{
	const json_t *json = json_array_get(outcomes, index), *value;
	struct line line = { .to = outcome->words, .size = sizeof outcome->words };
	const char *error = json_string_value(json_object_get(json, "error")), *name;
	if (outcome->deadlock) {
		const char *lead = json_array_size(json_object_get(json, "waiting")) ? _("deadlock: ") : _("deadlock");
		add(&line, lead, strlen(lead));
		add_waiting(&line, json_object_get(json, "waiting"));
		return;
	}
	if (error)
		add(&line, error, strlen(error));
	else
		json_object_foreach(json_object_get(json, "globals"), name, value)
			if (differs(outcomes, count, name))
				add_global(&line, name, value);
	if (!line.used) {
		const char *words = outcome->ok ? _("all is well") : _("an expectation is broken");
		add(&line, words, strlen(words));
	}
}

void study_words(const json_t *outcomes, struct study_count *count)
{
	for (size_t i = 0; i < count->outcome_count; i++)
		write_words(outcomes, count->outcome_count, i, &count->outcomes[i]);
}
