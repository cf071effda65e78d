/* present_votes.c - see present_votes.h. */
#include "tui/present_votes.h"

#include "trace/tongue.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct vote *vote_for(struct votes *votes, const char *answer, size_t length)
{
	for (int i = 0; i < votes->count; i++)
		if (strlen(votes->list[i].answer) == length && !strncasecmp(votes->list[i].answer, answer, length))
			return &votes->list[i];
	if (votes->count == VOTES_MAX || length == 0 || length >= sizeof votes->list[0].answer)
		return NULL;
	struct vote *vote = &votes->list[votes->count++];
	*vote = (struct vote){ .answer = "" };
	memcpy(vote->answer, answer, length);
	return vote;
}

static bool is_choice(const struct lesson_step *step, const char *answer, size_t length)
{
	return length == 1 && tolower((unsigned char)answer[0]) >= 'a' && tolower((unsigned char)answer[0]) < 'a' + step->choice_count;
}

/* A word up to a space, a colon or a sign of equality; what parts it from the next is skipped. `colon`: it was one. */
static const char *word_next(const char **at, size_t *length, bool *colon)
{
	*at += strspn(*at, " ,;");
	const char *word = *at;
	*length = strcspn(word, " ,;:=");
	*at = word + *length;
	const char *rest = *at + strspn(*at, " ");
	*colon = *rest == ':' || *rest == '=';
	if (*colon)
		*at = rest + 1 + strspn(rest + 1, " ");
	return word;
}

static int count_read(const char *text, size_t length, unsigned *count)
{
	char digits[8];
	if (length == 0 || length >= sizeof digits || strspn(text, "0123456789") < length)
		return -1;
	memcpy(digits, text, length);
	digits[length] = '\0';
	unsigned long read = strtoul(digits, NULL, 10);
	*count = read > VOTES_COUNT_MAX ? VOTES_COUNT_MAX : (unsigned)read;
	return 0;
}

static int give(struct votes *votes, const char *answer, size_t length, const char *text, size_t text_length, struct error *error)
{
	unsigned count;
	if (count_read(text, text_length, &count))
		return error_set(error, _("'%.*s' is no number of hands for %.*s"), (int)text_length, text, (int)length, answer);
	struct vote *vote = vote_for(votes, answer, length);
	if (!vote)
		return error_set(error, _("there is room for the hands of %d answers"), VOTES_MAX);
	vote->count = count;
	return 0;
}

/* The choices in their order, so that a list always looks like the question. */
static void choices_begin(struct votes *votes, const struct lesson_step *step)
{
	for (int i = 0; i < step->choice_count; i++) {
		char letter = (char)('a' + i);
		vote_for(votes, &letter, 1);
	}
}

int votes_read(struct votes *votes, const struct lesson_step *step, const char *line, struct error *error)
{
	const char *at = line, *word, *number;
	size_t length, number_length;
	int place = 0, wrong = 0;
	bool colon, unused;
	*votes = (struct votes){ 0 };
	choices_begin(votes, step);
	while ((word = word_next(&at, &length, &colon)), length) {
		char letter = (char)('a' + place);
		unsigned count;
		bool counts = !colon && step->choice_count && count_read(word, length, &count) == 0;
		if (counts && place < step->choice_count) {
			wrong |= give(votes, &letter, 1, word, length, wrong ? &(struct error){ "" } : error);
			place++;
			continue;
		}
		if (step->choice_count && !is_choice(step, word, length)) {
			if (!wrong)
				error_set(error, _("there is no answer '%.*s'"), (int)length, word);
			wrong = -1;
			continue;
		}
		place = step->choice_count ? tolower((unsigned char)word[0]) - 'a' + 1 : 0;
		number = word_next(&at, &number_length, &unused);
		if (number_length) /* else it is still being typed */
			wrong |= give(votes, word, length, number, number_length, wrong ? &(struct error){ "" } : error);
	}
	return wrong ? -1 : 0;
}

unsigned votes_all(const struct votes *votes)
{
	unsigned all = 0;
	for (int i = 0; i < votes->count; i++)
		all += votes->list[i].count;
	return all;
}

unsigned votes_of(const struct votes *votes, const char *answer)
{
	for (int i = 0; i < votes->count; i++)
		if (!strcasecmp(votes->list[i].answer, answer))
			return votes->list[i].count;
	return 0;
}

char *votes_text(const struct votes *votes, char *to, size_t size)
{
	size_t used = 0;
	to[0] = '\0';
	for (int i = 0; i < votes->count && votes_all(votes) && used < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s%s: %u", i ? "  " : "", votes->list[i].answer, votes->list[i].count);
	return to;
}

const struct vote *votes_most(const struct votes *votes)
{
	const struct vote *most = NULL;
	bool tie = false;
	for (int i = 0; i < votes->count; i++) {
		const struct vote *vote = &votes->list[i];
		if (vote->count && (!most || vote->count > most->count)) {
			most = vote;
			tie = false;
		} else if (most && vote->count == most->count) {
			tie = true;
		}
	}
	return tie ? NULL : most;
}
