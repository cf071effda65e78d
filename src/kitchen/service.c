/* service.c - a service as the floor sees it: it is asked for, and has a port when it listens. What the kitchen process does about it is in service_process.c. */
#include "kitchen/service.h"

#include "engine/futex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* No step of its is ever due: requests move it, not the clock. */
static uint64_t never_step(struct device *device, uint64_t now_ns, bool unlimited)
{
	(void)device;
	(void)now_ns;
	(void)unlimited;
	return DEVICE_NEVER;
}

static uint64_t never_due(const struct device *device)
{
	(void)device;
	return DEVICE_NEVER;
}

struct service *service_new(uint32_t name, struct worker *maker)
{
	if (atomic_fetch_add(&arena->service_count, 1) >= SERVICES_MAX)
		return NULL;
	struct service *service = (struct service *)object_new(sizeof *service, OBJECT_SERVICE, name);
	if (!service)
		return NULL;
	service->device = (struct device){ worker_new(name, ROLE_OF_DEVICE, maker), never_step, never_due };
	if (!service->device.worker)
		return NULL;
	service->device.worker->own = &service->device;
	return service;
}

uint32_t service_start(struct service *service)
{
	uint32_t port;
	inbox_push(&arena->services, &service->device.worker->runner);
	while ((port = atomic_load_explicit(&service->port, memory_order_acquire)) == 0)
		futex_wait(&service->port, 0, 0);
	return port;
}

/* ---- who may be talked to ---- */

/* Whether the URL begins with that scheme, host and port, and these end there: what follows is a path. */
static bool is_at(const char *url, const char *place, size_t length)
{
	return strncasecmp(url, place, length) == 0 && (url[length] == '\0' || strchr("/?#", url[length]));
}

/* The length of the part that says where: scheme, host and port. */
static size_t place_length(const char *url)
{
	const char *host = strstr(url, "://");
	return host ? (size_t)(host + 3 - url) + strcspn(host + 3, "/?#") : 0;
}

bool service_allows(const char *url)
{
	char place[48];
	if (arena->url[0] && is_at(url, arena->url, place_length(arena->url)))
		return true;
	for (int i = 0; i < SERVICES_MAX; i++) {
		uint32_t port = atomic_load_explicit(&arena->service_ports[i], memory_order_acquire);
		if (port && is_at(url, place, (size_t)snprintf(place, sizeof place, "http://127.0.0.1:%u", port)))
			return true;
	}
	return false;
}
