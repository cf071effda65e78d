/* local.c - a worker's locals, the first few, as they were when it last told of them. */
#include "stage/fold.h"

#include <string.h>

/* The place is in event->object; place 0 begins anew. */
void fold_local(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (!who->locals) {
		if (!event->item)
			return;
		who->locals = stage->local_count;
		STAGE_EXTEND(stage, locals, local, stage->local_count + STAGE_LOCALS);
	}
	struct stage_local *locals = &stage->locals[who->locals];
	if (event->object == 0)
		memset(locals, 0, STAGE_LOCALS * sizeof *locals);
	if (event->object < STAGE_LOCALS)
		locals[event->object] = (struct stage_local){.name = event->item, .value = event->item ? event->value : 0};
}
