/* quantity_schedules.c - the figures of all schedules of a recipe, as the explorer counted them. */
#include "lesson/quantity_inner.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>

/* A count is exact or it is not said: a part of the schedules says nothing about how many there are. */
static struct value counted(const struct facts *facts, const char *decimal)
{
	struct value value = value_number(strtod(decimal, NULL));

	if (!facts->count.complete)
		return value_unknown(_("there are too many schedules to count every one"));
	snprintf(value.text, sizeof value.text, "%s", decimal);
	return value;
}

static struct value take_schedules(const struct facts *facts, const char *argument)
{
	(void)argument;
	return counted(facts, facts->count.schedules);
}

static struct value take_failing(const struct facts *facts, const char *argument)
{
	(void)argument;
	return counted(facts, facts->count.failing);
}

static struct value take_deadlocking(const struct facts *facts, const char *argument)
{
	(void)argument;
	return counted(facts, facts->count.deadlocking);
}

static struct value take_outcomes(const struct facts *facts, const char *argument)
{
	char decimal[16];

	(void)argument;
	snprintf(decimal, sizeof decimal, "%d", facts->count.outcomes);
	return counted(facts, decimal);
}

static struct value take_chance(const struct facts *facts, const char *argument)
{
	(void)argument;
	return facts->count.chance < 0 ? value_unknown(_("the chance is not known")) : value_number(facts->count.chance * 100);
}

static struct value take_preemptions(const struct facts *facts, const char *argument)
{
	(void)argument;
	return facts->count.preemptions < 0 ? value_words("none") : value_number(facts->count.preemptions);
}

const struct figure quantity_of_schedules[] = {
	{ "explore schedules", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_schedules },
	{ "explore failing", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_failing },
	{ "explore deadlocking", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_deadlocking },
	{ "explore outcomes", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_outcomes },
	{ "explore chance", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_chance },
	{ "explore preemptions", FIGURE_OF_SCHEDULES, ARGUMENT_NONE, take_preemptions },
	{ NULL, 0, 0, NULL },
};
