/* turn_hand.h - a person chooses who goes next: orders come from the screen, one after another, and between them the chooser waits.
 *
 * For the chooser only (turn.c): nobody moves while these run. */
#ifndef LUNCHRUSH_KITCHEN_TURN_HAND_H
#define LUNCHRUSH_KITCHEN_TURN_HAND_H

#include "kitchen/worker.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether there is something to follow: the string, an order begun, or the next one given. */
bool hand_orders(void);
/* Tell what each worker would do (NEXT) and that somebody is to be chosen (ASK); `passing`: the choice was made before. */
void hand_tell(const uint32_t *able, uint32_t count, bool passing);
/* Whether to tell it at a step whose choice was made before, so that a person who looks back sees it: not among crowds, nor for ever. */
bool hand_tells_passing(void);
/* Then wait until an order comes. False: the process was stopped meanwhile, and the kitchen process has become the chooser. */
bool hand_wait(void);
/* What was told has changed: it is to be told again. Kitchen process. */
void hand_look_again(void);
/* What is followed asks for this worker (0: for one that does not exist), which can take no step: tell, and forget the rest of the orders. */
void hand_stray(const struct worker *worker);

#endif
