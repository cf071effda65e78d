/* mend.c - see mend.h. */
#include "tui/mend.h"

#include "paper/key.h"

#include <stdio.h>
#include <string.h>

void mend_forget(struct mend *mend)
{
	trials_free(mend->cost);
	mend->cost = NULL;
	mend->measured = mend->same = mend->wrong = false;
	mend->error.text[0] = '\0';
}

void mend_release(struct mend *mend)
{
	mend_forget(mend);
}

enum mend_wish mend_key(const struct mend *mend, const struct study *study, int key)
{
	const struct study_count *count = study_count(study);
	switch (key) {
	case KEYS_F4: return MEND_EDIT;
	case 'o': return mend->on ? MEND_ORIGINAL : MEND_STAY;
	case 'x': return MEND_ANEW;
	case KEYS_F3:
	case 'e': return MEND_EXPLORE;
	case KEYS_ENTER: return count && count->witness[0] && !mend->error.text[0] ? MEND_REPLAY : MEND_CLOSE;
	case KEYS_ESCAPE: return MEND_CLOSE;
	case 'q': return MEND_LEAVE;
	default: return MEND_STAY;
	}
}

const char *mend_crash(const struct study_count *count)
{
	for (size_t i = 0; i < count->outcome_count; i++)
		if (count->outcomes[i].error)
			return count->outcomes[i].words;
	return NULL;
}

/* Whether every run comes to its end: the time until a crash or a deadlock is no cost. */
static bool comes_to_its_end(const struct study_count *count)
{
	for (size_t i = 0; i < count->outcome_count; i++)
		if (count->outcomes[i].error || count->outcomes[i].deadlock)
			return false;
	return true;
}

bool mend_work(struct mend *mend, const struct study *study, const struct launch *launch)
{
	struct error error;
	if (mend->cost)
		return trials_pump(mend->cost);
	if (mend->measured || !mend->on || mend->error.text[0] || study_state(study) != STUDY_COUNTED)
		return false;
	mend->measured = true;
	if (!comes_to_its_end(study_count(study)))
		return false;
	struct launch before;
	launch_copy(&before, launch);
	snprintf(before.path, sizeof before.path, "%s", mend->original);
	struct trials_plan plan = { .ways = { &before, launch }, .runs = MEND_RUNS, .seconds = MEND_SECONDS, .at_once = 1 };
	mend->cost = trials_new(&plan, &error); /* without it the card says nothing of the cost */
	launch_release(&before);
	return true;
}
