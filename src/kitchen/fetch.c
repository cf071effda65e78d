/* fetch.c - see fetch.h: what a request is allowed, what becomes of it, in words too.
 *
 * The time-out is the kitchen's, not libcurl's: in kitchen seconds, which stand still while the kitchen is held. So that a pause, in which the answer may
 * well come, makes nobody late. */
#include "kitchen/fetch.h"

#include "kitchen/service.h"
#include "kitchen/texts.h"
#include "late/curl.h"
#include "trace/text.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_MAX_BYTES 160 /* of a path that is told */
#define RECEIVE_BYTES 2048L /* a buffer for each request that is under way; small, for there may be thousands */
#define LOOK_NS 250000000u /* at least so often the clock is looked at */
#define AGENT "lunchrush"

static _Atomic size_t held_bytes; /* of all bodies on their way */

static void library_init(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

void fetch_library(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, library_init);
}

/* ---- opening ---- */

/* The URL's path as it is told; 0 when it is no URL. */
static uint32_t path_text(const char *url)
{
	char *path = NULL, *query = NULL, whole[PATH_MAX_BYTES + 1];
	uint32_t text = 0;
	CURLU *parts = curl_url();
	if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK && curl_url_get(parts, CURLUPART_PATH, &path, 0) == CURLUE_OK) {
		curl_url_get(parts, CURLUPART_QUERY, &query, 0);
		snprintf(whole, sizeof whole, query ? "%s?%s" : "%s", path, query);
		text = texts_of(whole);
	}
	curl_free(path);
	curl_free(query);
	curl_url_cleanup(parts);
	return text;
}

int fetch_open(struct fetch *fetch, struct worker *worker, const char *url, uint16_t session, uint64_t timeout_ns, struct error *error)
{
	fetch_library();
	fetch->worker = worker;
	fetch->session = session;
	fetch->timeout_ns = timeout_ns;
	if (!(fetch->path = path_text(url)))
		return error_set(error, "\"%.100s\" is no URL: http://host/path would be right", url);
	if (!service_allows(url))
		return error_set(error, "%.100s cannot be asked: a recipe reaches only its own service{} and the service that --url names", url);
	fetch->url = strdup(url);
	return fetch->url ? 0 : error_set(error, "no memory is left for a request");
}

static void body_free(struct fetch *fetch)
{
	atomic_fetch_sub_explicit(&held_bytes, fetch->size, memory_order_relaxed);
	free(fetch->body);
	fetch->body = NULL;
	fetch->length = fetch->size = 0;
}

void fetch_give_body(struct fetch *fetch, char *body, size_t length)
{
	body_free(fetch);
	fetch->body = body;
	fetch->length = fetch->size = length;
	atomic_fetch_add_explicit(&held_bytes, length, memory_order_relaxed);
}

void fetch_release(struct fetch *fetch)
{
	if (fetch->place)
		fetch_loop_stop(fetch);
	body_free(fetch);
	free(fetch->url);
	free(fetch->words);
	fetch->url = fetch->words = NULL;
}

/* ---- what comes ---- */

/* Room for so many bytes more; false: there is none, or it would be too much. */
static bool body_room(struct fetch *fetch, size_t more)
{
	size_t size = fetch->size ? fetch->size : 1024;
	if (more > FETCH_BYTES - fetch->length)
		return false;
	while (size - fetch->length < more)
		size *= 2;
	if (size == fetch->size)
		return true;
	size_t added = size - fetch->size;
	if (atomic_fetch_add_explicit(&held_bytes, added, memory_order_relaxed) + added > FETCH_HELD_BYTES) {
		atomic_fetch_sub_explicit(&held_bytes, added, memory_order_relaxed);
		return false;
	}
	char *grown = realloc(fetch->body, size);
	if (!grown) {
		atomic_fetch_sub_explicit(&held_bytes, added, memory_order_relaxed);
		return false;
	}
	fetch->body = grown;
	fetch->size = size;
	return true;
}

static size_t on_bytes(char *bytes, size_t one, size_t count, void *data)
{
	struct fetch *fetch = data;
	size_t more = one * count;
	if (!body_room(fetch, more))
		return 0;
	memcpy(fetch->body + fetch->length, bytes, more);
	fetch->length += more;
	return more;
}

/* No program that is started meanwhile inherits the connection. */
static int on_socket(void *data, curl_socket_t socket, curlsocktype purpose)
{
	(void)data;
	(void)purpose;
	fcntl(socket, F_SETFD, FD_CLOEXEC);
	return CURL_SOCKOPT_OK;
}

void fetch_prepare(struct fetch *fetch, void *easy)
{
	curl_easy_reset(easy);
	curl_easy_setopt(easy, CURLOPT_URL, fetch->url);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, fetch);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, fetch);
	curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, AGENT);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, RECEIVE_BYTES);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)FETCH_BYTES);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
	if (!fetch->session) {
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
		curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	}
	fetch->begun_real_ns = clock_real_ns();
	fetch->due_kitchen_ns = clock_kitchen_ns(&arena->clock) + fetch->timeout_ns;
}

/* ---- how it ends ---- */

/* Why libcurl has no answer for us. */
static void code_words(const struct fetch *fetch, CURL *easy, CURLcode code, struct error *words)
{
	long number = 0;
	const char *url = fetch->url;
	switch (code) {
	case CURLE_COULDNT_CONNECT:
		curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
		error_set(words, "nobody can be reached at %s: %s", url, number ? strerror((int)number) : "no connection");
		break;
	case CURLE_COULDNT_RESOLVE_HOST: error_set(words, "nobody knows the host of %s", url); break;
	case CURLE_GOT_NOTHING: error_set(words, "%s: the connection was closed without an answer", url); break;
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR: error_set(words, "%s: the answer broke off after %zu bytes", url, fetch->length); break;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL: error_set(words, "%s: what came is no HTTP answer", url); break;
	case CURLE_FILESIZE_EXCEEDED:
	case CURLE_WRITE_ERROR:
		error_set(words, "%s: the answer is too long: at most %u MB, and %u MB on their way at once", url, FETCH_BYTES >> 20, FETCH_HELD_BYTES >> 20);
		break;
	default: error_set(words, "%s: %s", url, curl_easy_strerror(code));
	}
}

static void give_up(struct fetch *fetch, const struct error *words)
{
	body_free(fetch);
	fetch->status = 0;
	fetch->words = strndup(words->text, FETCH_WORDS);
}

void fetch_finish(struct fetch *fetch, void *easy, int code)
{
	long status = 0, connects = 0;
	struct error words;
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connects);
	fetch->connected = connects > 0;
	fetch->status = (uint16_t)status;
	fetch->over = true;
	if (code == CURLE_OK && status > 0)
		return;
	code_words(fetch, easy, code == CURLE_OK ? CURLE_WEIRD_SERVER_REPLY : (CURLcode)code, &words);
	give_up(fetch, &words);
}

void fetch_finish_late(struct fetch *fetch)
{
	struct error words;
	error_set(&words, "%s: no answer within %g s", fetch->url, (double)fetch->timeout_ns / 1e9);
	fetch->over = true;
	give_up(fetch, &words);
}

uint64_t fetch_patience_ns(const struct fetch *fetch)
{
	bool real = arena->turn.controlled || clock_unlimited(&arena->clock);
	uint64_t due = real ? fetch->begun_real_ns + fetch->timeout_ns : clock_due_real_ns(&arena->clock, fetch->due_kitchen_ns);
	uint64_t now = clock_real_ns(); /* after that: what is overdue is due now */
	if (due <= now)
		return 0;
	return due - now < LOOK_NS ? due - now : LOOK_NS;
}
