/* platform.c - see platform.h: which request goes to which instance, and when an instance comes or goes.
 *
 * A request that no instance is free for waits at its site in one of two lists: `coming`, where an instance is being started for each, and `later`, those that
 * nobody waits for and whose time has not come. So that a cold start is never counted twice, an instance that becomes free takes the first of
 * `coming`, whoever was started for it; the one that comes then finds nothing to do and idles, as on a real platform.
 *
 * Who has just answered will ask again at once, and counts as one that is coming.
 *
 * What always holds: at most `limit` instances per site; for each request coming an instance that will ask; one request per instance. */
#include "kitchen/platform_inner.h"

#include "kitchen/parcel.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MS UINT64_C(1000000)
#define THROTTLE_PAUSE_NS (500 * MS)     /* of one that found all busy, the first time; then twice as long … */
#define THROTTLE_PAUSE_MOST_NS (8000 * MS) /* … up to this */
#define BETWEEN_NS (200 * MS)            /* real time within which who has answered asks again, unless something is wrong with it */
#define RETRY_PAUSE_NS (1000 * MS)       /* of one that failed, the first time; then twice as long. On Lambda it is a minute, then two. */

struct platform_counts platform_counts;
static const struct launch *launch;
static struct site *sites;
static bool opened;

void platform_open(const struct launch *given)
{
	launch = given;
}

static uint64_t kitchen_ns(void)
{
	return clock_kitchen_ns(&arena->clock);
}

void site_tell(struct site *site, const struct worker *who, enum kind kind, uint32_t item, uint64_t value)
{
	struct object *object = &site->cloud->pool.object;
	guard_take(&object->guard);
	probe(who, kind, object->id, ++object->seq, item, value);
	guard_give(&object->guard);
}

static void tell(struct site *site, enum kind kind, const struct request *request, uint64_t value)
{
	site_tell(site, site->cloud->device.worker, kind, request->future->number, value);
}

static struct site *site_of(struct cloud *cloud)
{
	struct site *site;
	for (site = sites; site; site = site->next)
		if (site->cloud == cloud)
			return site;
	site = calloc(1, sizeof *site);
	if (!site) {
		arena_fail("memory is out");
		return NULL;
	}
	site->cloud = cloud;
	site->coming_last = &site->coming;
	site->next = sites;
	sites = site;
	platform_counts.clouds++;
	return site;
}

/* ---- the end of a request ---- */

static struct packed text_parcel(const char *text, size_t length)
{
	unsigned char *bytes = arena_alloc_raw(length + PARCEL_TEXT_HEAD);
	if (!bytes)
		return (struct packed){ 0 };
	parcel_text_head(bytes, (uint32_t)length);
	memcpy(bytes + PARCEL_TEXT_HEAD, text, length);
	return (struct packed){ bytes, (uint32_t)length + PARCEL_TEXT_HEAD };
}

void site_settle(struct site *site, struct request *request, const char *text, size_t length, bool error)
{
	struct future *future = request->future;
	free(request);
	cloud_settle(site->cloud, future, text_parcel(text, length), error);
}

/* Nobody will have what it was about. */
static void lose(struct site *site, struct request *request)
{
	uint32_t thing = request->future->thing;
	tell(site, KIND_REINVOKE, request, 0);
	platform_counts.lost++;
	if (!thing)
		return;
	atomic_fetch_add_explicit(&arena->lost, 1, memory_order_relaxed);
	probe(site->cloud->device.worker, KIND_LOST, 0, 0, thing, 0);
}

static void try_later(struct site *site, struct request *request, uint64_t pause_ns)
{
	guard_take(&site->cloud->pool.object.guard);
	request->future->state = FUTURE_WAITS;
	request->future->by = 0;
	guard_give(&site->cloud->pool.object.guard);
	request->due_ns = kitchen_ns() + pause_ns;
	request->next = site->later;
	site->later = request;
}

void site_failed(struct site *site, struct request *request, const char *words)
{
	bool again = request->future->posted && request->tries <= site->cloud->retries;
	uint64_t pause_ns = RETRY_PAUSE_NS << (request->tries < 8 ? request->tries - (request->tries > 0) : 7);
	if (again) {
		tell(site, KIND_REINVOKE, request, pause_ns | (uint64_t)(request->tries + 1) << 56);
		platform_counts.again++;
		try_later(site, request, pause_ns);
		return;
	}
	if (request->future->posted)
		lose(site, request);
	site_settle(site, request, words, strlen(words), true);
}

/* ---- a request finds its instance ---- */

static uint32_t coming_count(const struct site *site)
{
	uint32_t count = 0;
	for (const struct request *r = site->coming; r; r = r->next)
		count++;
	return count;
}

/* Instances that will ask for a request by themselves: those being started, and those that have only just answered one. */
static uint32_t soon_count(const struct site *site)
{
	uint32_t count = site->starting;
	for (const struct instance *i = site->instances; i; i = i->next)
		count += i->state == INSTANCE_BETWEEN && !i->ended && clock_real_ns() - i->answered_ns < BETWEEN_NS;
	return count;
}

bool site_is_short(const struct site *site)
{
	return coming_count(site) > soon_count(site);
}

struct request *site_next(struct site *site)
{
	struct request *request = site->coming;
	if (request && !(site->coming = request->next))
		site->coming_last = &site->coming;
	return request;
}

static void wait_for_start(struct site *site, struct request *request)
{
	request->next = NULL;
	*site->coming_last = request;
	site->coming_last = &request->next;
}

static struct instance *idle_instance(const struct site *site)
{
	struct instance *latest = NULL; /* the one that was busy last: so the others come to their end */
	for (struct instance *i = site->instances; i; i = i->next)
		if (i->state == INSTANCE_IDLE && !i->ended && (!latest || i->since_ns > latest->since_ns))
			latest = i;
	return latest;
}

/* The limit, or all that the platform has. */
static bool is_full(const struct site *site)
{
	return site->count >= site->cloud->limit || instance_count() >= CLOUD_INSTANCES_MAX;
}

static void throttle(struct site *site, struct request *request)
{
	const struct cloud *cloud = site->cloud;
	char words[200];
	if (!request->future->posted) {
		tell(site, KIND_THROTTLED, request, 0);
		platform_counts.throttled++;
		snprintf(words, sizeof words, "429 too many requests: all %u instances of %s are busy", site->count, texts_get(cloud->pool.object.name, NULL));
		site_settle(site, request, words, strlen(words), true);
		return;
	}
	if (!request->throttled) {
		tell(site, KIND_THROTTLED, request, 1);
		platform_counts.throttled++;
	}
	request->throttled = true;
	request->pause_ns = !request->pause_ns ? THROTTLE_PAUSE_NS : request->pause_ns < THROTTLE_PAUSE_MOST_NS ? request->pause_ns * 2 : THROTTLE_PAUSE_MOST_NS;
	try_later(site, request, request->pause_ns);
}

static void start_for(struct site *site, struct request *request)
{
	struct error error;
	struct instance *instance = instance_start(site, &error);
	if (!instance) {
		arena_fail("%s", error.text);
		return;
	}
	site_tell(site, instance->worker, KIND_COLD, request->future->number, 0);
	platform_counts.cold++;
	wait_for_start(site, request);
}

/* The first idle one that really waits. */
static bool begin_warm(struct site *site, struct request *request)
{
	struct instance *idle;
	while ((idle = idle_instance(site))) {
		if (instance_give(idle, request, kitchen_ns()))
			return true;
		idle->state = INSTANCE_BETWEEN;
	}
	return false;
}

static void admit(struct site *site, struct request *request)
{
	if (begin_warm(site, request))
		return;
	if (coming_count(site) < soon_count(site))
		wait_for_start(site, request);
	else if (!is_full(site))
		start_for(site, request);
	else
		throttle(site, request);
}

/* An instance asks: it may have been started for somebody whom another has taken meanwhile. */
void site_has(struct instance *instance)
{
	struct site *site = instance->site;
	struct request *request = site->coming ? site_next(site) : NULL;
	if (request && instance_give(instance, request, kitchen_ns()))
		return;
	instance->state = INSTANCE_IDLE;
	instance->since_ns = kitchen_ns();
	site_tell(site, instance->worker, KIND_WAIT, REASON_REQUEST, 0);
	device_call(&site->cloud->device);
}

/* ---- time ---- */

static void time_out(struct instance *instance)
{
	struct site *site = instance->site;
	struct request *request = instance->request;
	double seconds = (double)site->cloud->timeout_ns / 1e9;
	char words[300];
	snprintf(words, sizeof words, "request %u of %s took longer than its time limit of %g s: its instance was killed, and what it made is thrown away",
		 request->future->number, texts_get(site->cloud->pool.object.name, NULL), seconds);
	instance->request = NULL;
	site_tell(site, instance->worker, KIND_TIMED_OUT, request->future->number, site->cloud->timeout_ns);
	platform_counts.timed_out++;
	instance_end(instance, true);
	site_failed(site, request, words);
}

/* It does not come to its first request: what it says of itself is why, else that. */
static void start_out(struct instance *instance)
{
	if (!instance->words && asprintf(&instance->words, "the instance %s could not be started: after %g s it had still not asked for a request",
					 texts_get(instance->worker->name, NULL), (double)START_LIMIT_NS / 1e9) < 0)
		instance->words = NULL;
	instance_end(instance, true);
}

static void let_go(struct instance *instance, uint64_t now_ns)
{
	site_tell(instance->site, instance->worker, KIND_RECLAIM, 0, now_ns - instance->since_ns);
	platform_counts.reclaimed++;
	instance_end(instance, false);
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Instances whose time is up; when the next will be. At unlimited pace what counts is how long they say that they slept and worked. */
static uint64_t look_at_instances(struct site *site, uint64_t now_ns, bool unlimited)
{
	uint64_t next = DEVICE_NEVER;
	for (struct instance *i = site->instances, *after; i; i = after) {
		after = i->next;
		if (i->ended)
			continue;
		if (i->state == INSTANCE_BUSY && (unlimited ? i->used_ns > site->cloud->timeout_ns : i->due_ns <= now_ns))
			time_out(i);
		else if (i->state == INSTANCE_IDLE && i->since_ns + site->cloud->idle_ns <= now_ns)
			let_go(i, now_ns);
		else if (i->state == INSTANCE_BUSY)
			next = earlier(next, i->due_ns);
		else if (i->state == INSTANCE_IDLE)
			next = earlier(next, i->since_ns + site->cloud->idle_ns);
		else if (i->state == INSTANCE_STARTING && clock_real_ns() - i->started_ns > START_LIMIT_NS && now_ns - i->since_ns > START_LIMIT_NS)
			start_out(i);
	}
	return next;
}

/* Those whose time has come, in the order in which they were given. */
static uint64_t look_at_later(struct site *site, uint64_t now_ns, bool unlimited)
{
	uint64_t next = DEVICE_NEVER;
	for (;;) {
		struct request **first = NULL;
		for (struct request **at = &site->later; *at; at = &(*at)->next)
			if (((*at)->due_ns <= now_ns || unlimited) && (!first || (*at)->future->number < (*first)->future->number))
				first = at;
		if (!first || (unlimited && is_full(site) && !idle_instance(site)))
			break;
		struct request *request = *first;
		*first = request->next;
		admit(site, request);
	}
	for (struct request *r = site->later; r; r = r->next)
		next = earlier(next, r->due_ns);
	return next;
}

static void take_new(struct site *site)
{
	struct future *future;
	while ((future = cloud_take(site->cloud))) {
		struct request *request = calloc(1, sizeof *request);
		if (!request) {
			arena_fail("memory is out");
			return;
		}
		request->future = future;
		platform_counts.requests++;
		admit(site, request);
	}
}

/* One that was counted on has not asked again: the request needs another. When to look again. */
static uint64_t look_at_coming(struct site *site, uint64_t now_ns)
{
	if (site_is_short(site))
		admit(site, site_next(site));
	return coming_count(site) > site->starting ? now_ns + BETWEEN_NS : DEVICE_NEVER;
}

static bool open_once(void)
{
	struct error error;
	if (!opened && instance_open(launch, &error) != 0) {
		arena_fail("%s", error.text);
		return false;
	}
	return opened = true;
}

uint64_t platform_step(struct device *device, uint64_t now_ns, bool unlimited)
{
	struct site *site = site_of((struct cloud *)((char *)device - offsetof(struct cloud, device)));
	if (!site || atomic_load(&arena->failed) || !open_once())
		return DEVICE_NEVER;
	take_new(site);
	uint64_t next = look_at_instances(site, now_ns, unlimited);
	next = earlier(next, look_at_later(site, now_ns, unlimited));
	next = earlier(next, look_at_coming(site, now_ns));
	return unlimited ? DEVICE_NEVER : next; /* then it is asked all the time */
}

/* Only asked under control, where there are no clouds. */
uint64_t platform_due(const struct device *device)
{
	(void)device;
	return DEVICE_NEVER;
}

/* ---- the rest of the kitchen process ---- */

int platform_fd(void)
{
	return opened ? instance_fd() : -1;
}

void platform_turn(void)
{
	if (!opened)
		return;
	instance_turn();
	for (struct site *site = sites; site; site = site->next)
		device_call(&site->cloud->device);
}

static void end_one(struct instance *instance)
{
	if (instance->ended)
		return;
	site_tell(instance->site, instance->worker, KIND_RECLAIM, 1, 0);
	instance_end(instance, false);
}

void platform_end(void)
{
	if (opened) {
		instance_each(end_one);
		instance_turn();
		gateway_close();
	}
	opened = false;
}

json_t *platform_report(void)
{
	const struct platform_counts *c = &platform_counts;
	if (!c->clouds)
		return json_null();
	return json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i}", "requests", (int)c->requests, "handled", (int)c->handled, "raised", (int)c->raised, "cold",
			 (int)c->cold, "warm", (int)c->warm, "throttled", (int)c->throttled, "timed_out", (int)c->timed_out, "again", (int)c->again, "lost", (int)c->lost,
			 "reclaimed", (int)c->reclaimed, "at_once", (int)c->peak);
}
