/* study_ask.c - questions to the count, and their answers.
 *
 * What follows after some steps is asked again and again, for every frame and every row of a tree, so answers are kept by their schedule;
 * the one not looked at for longest gives way. Only so many questions are under way at once: what is put beyond them is asked once others are
 * answered, since it will be put again. Other questions are rare, and the latest few answers are kept by number. */
#include "tui/study_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t ask(struct study *study, const char *what, const char *text, bool failing)
{
	struct command command = { .what = COMMAND_ASK, .failing = failing };
	char line[COMMAND_LINE_MAX];
	if (study->state != STUDY_COUNTED || !study->source || !source_live(study->source) || strlen(text) >= sizeof command.text)
		return 0;
	command.number = study->question + 1;
	snprintf(command.name, sizeof command.name, "%s", what);
	snprintf(command.text, sizeof command.text, "%s", text);
	if (command_write(&command, line) < 0)
		return 0;
	source_command(study->source, &command);
	return ++study->question;
}

static void place_empty(struct study *study, struct study_place *place)
{
	study->under_way -= place->schedule && !place->here;
	free(place->schedule);
	free(place->here);
	*place = (struct study_place){ 0 };
}

/* Where this schedule is or may be put: an unused place, or the oldest that is answered. */
static struct study_place *place_of(struct study *study, const char *schedule)
{
	struct study_place *best = NULL;
	for (int i = 0; i < HERE_KEPT; i++) {
		struct study_place *place = &study->places[i];
		if (place->schedule && !strcmp(place->schedule, schedule))
			return place;
		if (!place->schedule ? !best || best->schedule : place->here && (!best || (best->schedule && place->used < best->used)))
			best = place;
	}
	return best;
}

const struct study_here *study_here(struct study *study, const char *schedule)
{
	if (study->state != STUDY_COUNTED)
		return NULL;
	struct study_place *place = place_of(study, schedule);
	if (place && place->schedule && !strcmp(place->schedule, schedule)) {
		place->used = ++study->uses;
		return place->here;
	}
	if (!place || study->under_way >= HERE_UNDER_WAY)
		return NULL;
	uint32_t question = ask(study, "at", schedule, false);
	char *copy = question ? strdup(schedule) : NULL;
	if (!copy)
		return NULL;
	place_empty(study, place);
	*place = (struct study_place){ .schedule = copy, .question = question, .used = ++study->uses };
	study->under_way++;
	return NULL;
}

uint32_t study_ask(struct study *study, enum study_what what, const char *number, bool failing)
{
	static const char *const words[] = { [STUDY_NTH] = "nth", [STUDY_SAMPLE] = "sample", [STUDY_OUTCOME] = "outcome" };
	uint32_t question = ask(study, words[what], number, failing);
	if (!question)
		return 0;
	int next = study->reply_next;
	study_reply_release(&study->replies[next].reply);
	study->replies[next].question = question;
	study->replies[next].answered = false;
	study->replies[next].what = what;
	study->reply_next = (next + 1) % REPLIES_KEPT;
	return question;
}

const struct study_reply *study_reply(const struct study *study, uint32_t question)
{
	for (int i = 0; i < REPLIES_KEPT; i++)
		if (question && study->replies[i].question == question)
			return study->replies[i].answered ? &study->replies[i].reply : NULL;
	return NULL;
}

static bool place_answered(struct study *study, struct study_place *place, const json_t *answer)
{
	const json_t *error = json_object_get(answer, "error");
	place->here = study_read_here(json_object_get(answer, "at"), json_string_value(error));
	study->under_way -= place->here != NULL;
	return place->here != NULL;
}

bool study_answered(struct study *study, uint32_t question, const json_t *answer)
{
	for (int i = 0; i < HERE_KEPT; i++)
		if (study->places[i].schedule && study->places[i].question == question && !study->places[i].here)
			return place_answered(study, &study->places[i], answer);
	for (int i = 0; i < REPLIES_KEPT; i++)
		if (study->replies[i].question == question && !study->replies[i].answered)
			return study->replies[i].answered = study_read_reply(answer, study->replies[i].what, &study->replies[i].reply);
	return false;
}

void study_forget_questions(struct study *study)
{
	for (int i = 0; i < HERE_KEPT; i++)
		place_empty(study, &study->places[i]);
	for (int i = 0; i < REPLIES_KEPT; i++) {
		study_reply_release(&study->replies[i].reply);
		study->replies[i].question = 0;
	}
}
