/* device.h - what works by itself: arrivals and grills.
 *
 * Devices are workers without Lua and without an engine. The kitchen process moves them by the kitchen clock: each has steps that fall
 * due. Whoever changes when a device is due calls device_call; the kitchen process then asks it. So the grill cooks on while a
 * loop is blocked or the GIL is held by another, as a real one does. */
#ifndef LUNCHRUSH_KITCHEN_DEVICE_H
#define LUNCHRUSH_KITCHEN_DEVICE_H

#include "kitchen/object.h"

#define DEVICE_NEVER UINT64_MAX

struct device {
	struct worker *worker;
	/* Do all steps that are due at kitchen time `now_ns` (under control only the first: a step is one visible action), and say when the next is due:
	 * DEVICE_NEVER for none before the device is called again. Kitchen process; under control the chooser. */
	uint64_t (*step)(struct device *device, uint64_t now_ns, bool unlimited);
	/* When the next step is due, DEVICE_NEVER when none is; changes nothing. */
	uint64_t (*due)(const struct device *device);
};

static inline uint64_t device_due(const struct device *device) { return device->due(device); }

/* Let the kitchen process ask the device; under control the chooser asks by itself, and this does nothing. Any process. */
void device_call(struct device *device);

/* Kitchen process: look at all that called and step all that are due; returns the kitchen time of the next step, DEVICE_NEVER for none. */
uint64_t devices_turn(uint64_t now_ns, bool unlimited);

#endif
