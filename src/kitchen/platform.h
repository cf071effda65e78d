/* platform.h - what a cloud's provider does: it finds an instance for each request, starts instances and lets them go. The kitchen process only.
 *
 *   a request comes, an instance is idle        it begins at once: warm
 *   … none is, and there may be more            one is started for it: a cold start
 *   … and there may not                         it is refused, 429; one that nobody waits for is tried again later
 *   an instance is idle for too long            it goes
 *   a request takes too long                    its instance is killed, what it made is thrown away
 *   an instance dies                            its request fails; one that could not be started fails the request that it was started for
 *
 * A request that nobody waits for (posted) is accepted at once; where it fails it is tried again, so often, after growing pauses, and is then lost. */
#ifndef LUNCHRUSH_KITCHEN_PLATFORM_H
#define LUNCHRUSH_KITCHEN_PLATFORM_H

#include "kitchen/device.h"
#include "trace/launch.h"

#include <jansson.h>

/* What instances are started with; kept, not copied. Once. */
void platform_open(const struct launch *launch);

/* A cloud's device: see device.h. */
uint64_t platform_step(struct device *device, uint64_t now_ns, bool unlimited);
uint64_t platform_due(const struct device *device);

/* To be polled for reading; -1 while no instance was ever needed. */
int platform_fd(void);
/* See to what came: what instances say, who died. Does not wait. */
void platform_turn(void);

/* The kitchen is held, goes on: instances stand still meanwhile. */
void platform_hold(bool held);
/* The pace has changed: instances are told. */
void platform_pace(void);

/* The run is over: no instance is left when this returns. */
void platform_end(void);

/* {"clouds": …, "requests": …, "cold": … …}, or null where there was no cloud. New. */
json_t *platform_report(void);

#endif
