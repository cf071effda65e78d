/* fetch_wait.c - asking and waiting in the calling thread.
 *
 * A *client* is a multi handle with one easy handle: libcurl's own curl_easy_perform is no more than that, but does not let us look at the kitchen's clock.
 * Without a session a client lives for one request. With one, the thread keeps the client, and in it the connection: a few at most, the one that was used
 * longest ago makes room. Kept clients are freed when the thread ends.
 *
 * After a fork the child has copies of its parent's connections. It must neither use nor shut them down: it closes its descriptors and forgets the rest. */
#include "kitchen/fetch.h"
#include "late/curl.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define KEPT_MAX 16 /* sessions of one thread */

struct client {
	CURLM *multi;
	CURL *easy;
	uint16_t session;
	uint64_t used; /* counts uses: the least was used longest ago */
};

struct kept {
	struct client clients[KEPT_MAX];
	uint64_t uses;
	pid_t pid; /* whose connections these are */
};

static pthread_key_t kept_key;

static void client_release(struct client *client)
{
	curl_easy_cleanup(client->easy);
	curl_multi_cleanup(client->multi);
	*client = (struct client){ 0 };
}

static bool client_init(struct client *client, uint16_t session)
{
	*client = (struct client){ .multi = curl_multi_init(), .easy = curl_easy_init(), .session = session };
	if (client->multi && client->easy)
		return true;
	client_release(client);
	return false;
}

static void kept_free(void *data)
{
	struct kept *kept = data;
	for (int i = 0; i < KEPT_MAX; i++)
		if (kept->clients[i].session)
			client_release(&kept->clients[i]);
	free(kept);
}

static void kept_key_make(void)
{
	pthread_key_create(&kept_key, kept_free);
}

static void forget_parents(struct kept *kept)
{
	for (int i = 0; i < KEPT_MAX; i++) {
		curl_socket_t socket = CURL_SOCKET_BAD;
		if (kept->clients[i].session && curl_easy_getinfo(kept->clients[i].easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD)
			close(socket);
	}
	*kept = (struct kept){ .pid = getpid() };
}

/* What this thread keeps; NULL: no memory. */
static struct kept *kept_here(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, kept_key_make);
	struct kept *kept = pthread_getspecific(kept_key);
	if (kept && kept->pid != getpid())
		forget_parents(kept);
	if (kept)
		return kept;
	if (!(kept = calloc(1, sizeof *kept)))
		return NULL;
	kept->pid = getpid();
	pthread_setspecific(kept_key, kept);
	return kept;
}

/* The thread's client of a session; NULL when there is no memory for one. */
static struct client *kept_client(uint16_t session)
{
	struct kept *kept = kept_here();
	if (!kept)
		return NULL;
	struct client *oldest = &kept->clients[0];
	for (int i = 0; i < KEPT_MAX; i++) {
		struct client *client = &kept->clients[i];
		if (client->session == session) {
			client->used = ++kept->uses;
			return client;
		}
		if (client->used < oldest->used)
			oldest = client;
	}
	if (oldest->session)
		client_release(oldest);
	if (!client_init(oldest, session))
		return NULL;
	oldest->used = ++kept->uses;
	return oldest;
}

/* Until it is over or late. */
static void perform(struct client *client, struct fetch *fetch)
{
	int running = 1, left;
	uint64_t patience = fetch_patience_ns(fetch);
	CURLMcode good = curl_multi_perform(client->multi, &running);
	while (good == CURLM_OK && running && patience) {
		good = curl_multi_poll(client->multi, NULL, 0, (int)(patience / 1000000u) + 1, NULL);
		if (good == CURLM_OK)
			good = curl_multi_perform(client->multi, &running);
		patience = fetch_patience_ns(fetch);
	}
	const CURLMsg *message = curl_multi_info_read(client->multi, &left);
	if (message && message->msg == CURLMSG_DONE)
		fetch_finish(fetch, client->easy, message->data.result);
	else if (good != CURLM_OK)
		fetch_finish(fetch, client->easy, CURLE_OUT_OF_MEMORY);
	else
		fetch_finish_late(fetch);
}

void fetch_wait(struct fetch *fetch)
{
	struct client once, *client = NULL;
	fetch_library();
	if (fetch->session)
		client = kept_client(fetch->session);
	else if (client_init(&once, 0))
		client = &once;
	if (!client) {
		fetch->over = true;
		return;
	}
	fetch_prepare(fetch, client->easy);
	curl_multi_add_handle(client->multi, client->easy);
	perform(client, fetch);
	curl_multi_remove_handle(client->multi, client->easy);
	if (client == &once)
		client_release(client);
}
