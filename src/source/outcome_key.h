/* outcome_key.h - what makes two ways to end the same: equal keys for a counted outcome and for a free run that ends so. */
#ifndef LUNCHRUSH_SOURCE_OUTCOME_KEY_H
#define LUNCHRUSH_SOURCE_OUTCOME_KEY_H

#include <jansson.h>

/* The key of these globals and the word for how the run ended ("done", "deadlock", "violated", "failed" …); to be freed. NULL when `globals` is no
 * object, or memory is out. */
char *outcome_key(const json_t *globals, const char *how);

#endif
