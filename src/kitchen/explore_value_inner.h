/* explore_value_inner.h - what the files of the walk over values share: values (explore_value.c), calls under way (explore_calls.c). */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_VALUE_INNER_H
#define LUNCHRUSH_KITCHEN_EXPLORE_VALUE_INNER_H

#include "kitchen/explore_value.h"

/* What comes next in the hash. */
enum tag { TAG_NIL = 1, TAG_FALSE, TAG_TRUE, TAG_INTEGER, TAG_NUMBER, TAG_TEXT, TAG_LIGHT, TAG_AGAIN, TAG_TABLE, TAG_KEYS, TAG_HOUSE, TAG_CLOSURE, TAG_C, TAG_LOCAL, TAG_OPEN,
	TAG_OBJECT, TAG_TASK, TAG_FUTURE, TAG_FRAME, TAG_C_FRAME, TAG_MORE, TAG_END, TAG_NOT_BEGUN };

/* What is told of the worker is worth no more than this. */
void walk_doubt(struct walk *walk, enum walk_trust trust);
/* True when the thing was met before, which is hashed. */
bool walk_again(struct walk *walk, const void *at);

#endif
