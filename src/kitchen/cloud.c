/* cloud.c - see cloud.h. What is told of a request here is told under the pool's guard, as a pool's calls are. */
#include "kitchen/cloud.h"

#include "kitchen/platform.h"
#include "kitchen/pool_inner.h"
#include "kitchen/probe.h"

struct cloud *cloud_new(uint32_t name, struct worker *maker)
{
	struct cloud *cloud = (struct cloud *)object_new(sizeof *cloud, OBJECT_CLOUD, name);
	if (!cloud)
		return NULL;
	cloud->device = (struct device){ worker_new(name, ROLE_OF_DEVICE, maker), platform_step, platform_due };
	if (!cloud->device.worker)
		return NULL;
	cloud->device.worker->own = &cloud->device;
	return cloud;
}

void cloud_announce(struct cloud *cloud, const struct worker *maker)
{
	const struct worker *device = cloud->device.worker;
	probe(maker, KIND_WORKER_NEW, cloud->pool.object.id, 0, device->name, device->id | (uint64_t)ROLE_OF_DEVICE << 32);
}

struct future *cloud_invoke(struct cloud *cloud, struct worker *worker, struct packed event, uint32_t thing, bool posted)
{
	struct pool *pool = &cloud->pool;
	struct future *future = pool_place_get(pool);
	if (future) {
		future->state = FUTURE_WAITS;
		future->code = future->result = (struct packed){ 0 };
		future->kept_code = -1;
		future->arguments = event;
		future->number = ++pool->given;
		future->giver = worker->id;
		future->by = 0;
		future->thing = thing;
		future->posted = posted;
		future->references = !posted;
		future->given_ns = clock_real_ns();
		pool->undone++;
		atomic_fetch_add_explicit(&arena->alive, 1, memory_order_relaxed);
		atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
		pool_line_push(pool, future);
		probe(worker, KIND_INVOKE, pool->object.id, ++pool->object.seq, future->number, thing | (uint64_t)posted << 32);
	}
	guard_give(&pool->object.guard);
	if (future)
		device_call(&cloud->device);
	return future;
}

struct future *cloud_take(struct cloud *cloud)
{
	guard_take(&cloud->pool.object.guard);
	struct future *future = pool_line_pop(&cloud->pool);
	guard_give(&cloud->pool.object.guard);
	return future;
}

/* Whoever waits for it is let go first: it then counts as awake before the request no longer does. */
void cloud_settle(struct cloud *cloud, struct future *future, struct packed result, bool error)
{
	pool_over(&cloud->pool, cloud->device.worker, future, result, error);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->progress, 1, memory_order_relaxed);
	pool_count_down(cloud->device.worker);
}
