/* launch_flags.c - see launch_flags.h. All is checked before a kitchen is started: what is wrong here is wrong usage. */
#include "cli/launch_flags.h"

#include "engine/engine.h"
#include "schedule/policy.h"
#include "schedule/schedule.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int launch_flag_engine(const char *verb, const char *value, struct launch *launch, struct error *error)
{
	if (!engine_named(value))
		return error_set(error, _("%s: there is no engine '%s': threads, loop, processes, instances or sequential would be right"), verb, value);
	snprintf(launch->engine, sizeof launch->engine, "%s", value);
	return 0;
}

int launch_flag_policy(const char *verb, const char *value, struct launch *launch, struct error *error)
{
	if (policy_named(value) == POLICY_COUNT)
		return error_set(error, _("%s: --policy: there is no policy '%s'; there are round-robin, random, fifo, priority and inherit"), verb, value);
	snprintf(launch->policy, sizeof launch->policy, "%s", value);
	return 0;
}

int launch_flag_schedule(const char *value, struct launch *launch, struct error *error)
{
	struct schedule schedule;

	if (schedule_read(&schedule, value, error))
		return -1;
	schedule_release(&schedule);
	free(launch->schedule);
	launch->schedule = strdup(value);
	return launch->schedule ? 0 : error_set(error, _("memory is out"));
}

int launch_flags_check(const char *verb, const struct launch *launch, struct error *error)
{
	if (strcmp(launch->engine, "sequential") == 0 && (launch->schedule || *launch->policy))
		return error_set(error, _("%s: on sequential nobody chooses who goes next: each task runs to its end when it is made; threads or loop would be right"), verb);
	return 0;
}
