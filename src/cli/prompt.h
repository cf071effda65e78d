/* prompt.h - where there is no screen: asking at the terminal whether a program may be started. */
#ifndef LUNCHRUSH_CLI_PROMPT_H
#define LUNCHRUSH_CLI_PROMPT_H

#include "source/source.h"

#include <stdbool.h>

/* Whether a person can be asked: stdin and stderr are a terminal. */
bool prompt_possible(void);

struct prompt {
	uint32_t id;     /* of the question that stands there; 0 none */
	char line[64];   /* what was typed so far */
	size_t length;
};

/* Show what info->ask asks, on stderr, once; take a question back that is void. What was typed before it was to be seen is no answer. */
void prompt_show(struct prompt *prompt, const struct info *info);
/* Something was typed: read it, and when it is an answer, give it. */
void prompt_read(struct prompt *prompt, struct source *source, struct info *info);

#endif
