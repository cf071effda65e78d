/* fetch_loop.c - asking on the event loop: libcurl's multi interface driven by the loop's libuv.
 *
 * libcurl says which sockets it wants watched and when it wants to be called at the latest; libuv does both, and libcurl goes on where something is to be
 * done. A *loop client* is one multi handle: one for each session, whose connections it keeps, and one for all requests without. libcurl must not be called
 * from within its own callbacks, so a time of "at once" goes through libuv's timer, too.
 *
 * All of it belongs to the loop's thread. One more timer looks at who is late by the kitchen's clock. */
#include "kitchen/fetch.h"

#include "engine/loop.h"
#include "late/curl.h"

#include <stdlib.h>
#include <uv.h>

#define CLIENTS_MAX 64 /* of sessions; the one that was used longest ago and is idle makes room */

struct loop_client {
	CURLM *multi;
	uv_timer_t timer;
	uint16_t session;
	uint32_t open;            /* requests under way */
	uint64_t used;            /* counts uses */
	struct loop_client *next;
};

/* A socket that libcurl wants watched. */
struct watched {
	uv_poll_t poll;
	curl_socket_t socket;
	struct loop_client *client;
};

static struct loop_client *clients;
static int client_count;
static uint64_t uses;
static struct fetch *under_way;
static void (*tell_done)(struct fetch *fetch);
static uv_timer_t late_timer;

/* ---- ends ---- */

static void leave(struct fetch *fetch)
{
	if (fetch->next)
		fetch->next->place = fetch->place;
	*fetch->place = fetch->next;
	fetch->place = NULL;
	fetch->client->open--;
	curl_multi_remove_handle(fetch->client->multi, fetch->easy);
	curl_easy_cleanup(fetch->easy);
	fetch->easy = NULL;
}

static void take_done(struct loop_client *client)
{
	const CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(client->multi, &left))) {
		struct fetch *fetch = NULL;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &fetch);
		if (message->msg != CURLMSG_DONE || !fetch)
			continue;
		fetch_finish(fetch, fetch->easy, message->data.result);
		leave(fetch);
		tell_done(fetch);
	}
}

void fetch_loop_stop(struct fetch *fetch)
{
	leave(fetch);
}

/* ---- libcurl's sockets and times ---- */

static void on_ready(uv_poll_t *poll, int status, int events)
{
	struct watched *watched = (struct watched *)poll;
	struct loop_client *client = watched->client;
	int flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0), running;
	curl_multi_socket_action(client->multi, watched->socket, status < 0 ? CURL_CSELECT_ERR : flags, &running);
	take_done(client);
}

static void on_time(uv_timer_t *timer)
{
	struct loop_client *client = timer->data;
	int running;
	curl_multi_socket_action(client->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	take_done(client);
}

static void watched_free(uv_handle_t *handle)
{
	free(handle);
}

static int want_socket(CURL *easy, curl_socket_t socket, int what, void *data, void *socket_data)
{
	struct loop_client *client = data;
	struct watched *watched = socket_data;
	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (watched) {
			uv_poll_stop(&watched->poll);
			uv_close((uv_handle_t *)&watched->poll, watched_free);
			curl_multi_assign(client->multi, socket, NULL);
		}
		return 0;
	}
	if (!watched) {
		if (!(watched = calloc(1, sizeof *watched)))
			return -1;
		if (uv_poll_init_socket(engine_loop_uv(), &watched->poll, socket) != 0) {
			free(watched);
			return -1;
		}
		watched->socket = socket;
		watched->client = client;
		curl_multi_assign(client->multi, socket, watched);
	}
	uv_poll_start(&watched->poll, (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0), on_ready);
	return 0;
}

static int want_time(CURLM *multi, long ms, void *data)
{
	struct loop_client *client = data;
	(void)multi;
	if (ms < 0) {
		uv_timer_stop(&client->timer);
		return 0;
	}
	uv_update_time(engine_loop_uv()); /* a worker may have had the loop for a while */
	uv_timer_start(&client->timer, on_time, (uint64_t)ms, 0);
	return 0;
}

/* ---- clients ---- */

static void client_closed(uv_handle_t *timer)
{
	free(timer->data);
}

/* Out of the list and away, with its connections. */
static void client_drop(struct loop_client **place)
{
	struct loop_client *client = *place;
	*place = client->next;
	client_count--;
	curl_multi_cleanup(client->multi);
	uv_close((uv_handle_t *)&client->timer, client_closed);
}

static void make_room(void)
{
	struct loop_client **oldest = NULL;
	for (struct loop_client **place = &clients; *place; place = &(*place)->next)
		if ((*place)->open == 0 && (!oldest || (*place)->used < (*oldest)->used))
			oldest = place;
	if (oldest)
		client_drop(oldest);
}

static struct loop_client *client_new(uint16_t session)
{
	struct loop_client *client = calloc(1, sizeof *client);
	if (!client || !(client->multi = curl_multi_init())) {
		free(client);
		return NULL;
	}
	client->session = session;
	client->next = clients;
	uv_timer_init(engine_loop_uv(), &client->timer);
	client->timer.data = client;
	curl_multi_setopt(client->multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	curl_multi_setopt(client->multi, CURLMOPT_SOCKETDATA, client);
	curl_multi_setopt(client->multi, CURLMOPT_TIMERFUNCTION, want_time);
	curl_multi_setopt(client->multi, CURLMOPT_TIMERDATA, client);
	client_count++;
	return clients = client;
}

static struct loop_client *client_of(uint16_t session)
{
	struct loop_client *client = clients;
	while (client && client->session != session)
		client = client->next;
	if (!client && client_count >= CLIENTS_MAX)
		make_room();
	if (!client)
		client = client_new(session);
	if (client)
		client->used = ++uses;
	return client;
}

/* ---- who is late ---- */

static void look_late(uv_timer_t *timer);

static void arm_late(uint64_t patience_ns)
{
	uint64_t ms = patience_ns / 1000000u + 1;
	if (!uv_is_active((uv_handle_t *)&late_timer) || uv_timer_get_due_in(&late_timer) > ms)
		uv_timer_start(&late_timer, look_late, ms, 0);
}

static void look_late(uv_timer_t *timer)
{
	struct fetch *next, *fetch = under_way;
	(void)timer;
	for (; fetch; fetch = next) {
		uint64_t patience = fetch_patience_ns(fetch);
		next = fetch->next;
		if (patience) {
			arm_late(patience);
			continue;
		}
		fetch_finish_late(fetch);
		leave(fetch);
		tell_done(fetch);
	}
}

/* ---- beginnings ---- */

static void never_started(uv_timer_t *timer)
{
	struct fetch *fetch = timer->data;
	uv_close((uv_handle_t *)timer, watched_free);
	tell_done(fetch);
}

/* There is no memory even to ask: that, too, is told from the loop. */
static void start_failed(struct fetch *fetch)
{
	uv_timer_t *soon = calloc(1, sizeof *soon);
	fetch->over = true;
	if (!soon)
		abort();
	uv_timer_init(engine_loop_uv(), soon);
	soon->data = fetch;
	uv_timer_start(soon, never_started, 0, 0);
}

void fetch_loop_start(struct fetch *fetch, void (*done)(struct fetch *fetch))
{
	fetch_library();
	if (!tell_done)
		uv_timer_init(engine_loop_uv(), &late_timer);
	tell_done = done;
	fetch->client = client_of(fetch->session);
	fetch->easy = fetch->client ? curl_easy_init() : NULL;
	if (!fetch->easy) {
		start_failed(fetch);
		return;
	}
	fetch_prepare(fetch, fetch->easy);
	fetch->next = under_way;
	fetch->place = &under_way;
	if (under_way)
		under_way->place = &fetch->next;
	under_way = fetch;
	fetch->client->open++;
	if (curl_multi_add_handle(fetch->client->multi, fetch->easy) == CURLM_OK) {
		arm_late(fetch_patience_ns(fetch));
		return;
	}
	leave(fetch);
	start_failed(fetch);
}
