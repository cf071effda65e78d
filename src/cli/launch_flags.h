/* launch_flags.h - options that say how a run is started, read and checked alike by all commands that start one. Words begin with the command. */
#ifndef LUNCHRUSH_CLI_LAUNCH_FLAGS_H
#define LUNCHRUSH_CLI_LAUNCH_FLAGS_H

#include "trace/error.h"
#include "trace/launch.h"

/* Each takes the value that was typed into the launch; -1 with words that say which would be right. */
int launch_flag_engine(const char *verb, const char *value, struct launch *launch, struct error *error);
int launch_flag_policy(const char *verb, const char *value, struct launch *launch, struct error *error);
/* A string that can be read; whether its workers are there only the run knows. */
int launch_flag_schedule(const char *value, struct launch *launch, struct error *error);
/* What does not go together. */
int launch_flags_check(const char *verb, const struct launch *launch, struct error *error);

#endif
