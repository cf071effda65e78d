/* standing.h - how an object or a worker stands at a moment, in a few words: for who puts two moments side by side. */
#ifndef LUNCHRUSH_STAGE_STANDING_H
#define LUNCHRUSH_STAGE_STANDING_H

#include "stage/stage.h"

/* "2", "[1, 2]", "3 in it", "held by A waiter": into to[size]; returns to. "" where there is nothing to say (a function, a service, none such). */
char *standing_object(const struct stage *stage, uint32_t object, char *to, size_t size);
/* What it has and does: "A waiter: running, has read visits: 0, holds door". */
char *standing_worker(const struct stage *stage, uint32_t worker, char *to, size_t size);

#endif
