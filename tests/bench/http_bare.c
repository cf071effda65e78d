/* http_bare.c - the same requests with nothing but libuv and libcurl's multi interface between them: what a loop can do at best. */
#include "http_bare.h"

#include "late/curl.h"
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

struct watched {
	uv_poll_t poll;
	curl_socket_t socket;
};

static CURLM *multi;
static uv_loop_t loop;
static uv_timer_t timer;
static int answered;

static void take_done(void)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(multi, &left))) {
		long status = 0;
		curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
		answered += status == 200;
		curl_multi_remove_handle(multi, message->easy_handle);
		curl_easy_cleanup(message->easy_handle);
	}
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
	int running, flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0);
	curl_multi_socket_action(multi, ((struct watched *)poll)->socket, status < 0 ? CURL_CSELECT_ERR : flags, &running);
	take_done();
}

static void on_time(uv_timer_t *due)
{
	int running;
	(void)due;
	curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
	take_done();
}

static void closed(uv_handle_t *handle)
{
	free(handle);
}

static int want_socket(CURL *easy, curl_socket_t socket, int what, void *data, void *at)
{
	struct watched *watched = at;
	(void)easy;
	(void)data;
	if (what == CURL_POLL_REMOVE) {
		if (watched)
			uv_close((uv_handle_t *)&watched->poll, closed);
		curl_multi_assign(multi, socket, NULL);
		return 0;
	}
	if (!watched) {
		watched = calloc(1, sizeof *watched);
		watched->socket = socket;
		uv_poll_init_socket(&loop, &watched->poll, socket);
		curl_multi_assign(multi, socket, watched);
	}
	uv_poll_start(&watched->poll, (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0), on_ready);
	return 0;
}

static int want_time(CURLM *of, long ms, void *data)
{
	(void)of;
	(void)data;
	if (ms < 0)
		uv_timer_stop(&timer);
	else
		uv_timer_start(&timer, on_time, (uint64_t)ms, 0);
	return 0;
}

static size_t drop(char *bytes, size_t one, size_t count, void *data)
{
	(void)bytes;
	(void)data;
	return one * count;
}

int http_bare(const char *base, int requests)
{
	char url[128];
	answered = 0;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	uv_loop_init(&loop);
	uv_timer_init(&loop, &timer);
	multi = curl_multi_init();
	curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, want_socket);
	curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, want_time);
	for (int i = 1; i <= requests; i++) {
		CURL *easy = curl_easy_init();
		snprintf(url, sizeof url, "%s/page/%d", base, i);
		curl_easy_setopt(easy, CURLOPT_URL, url);
		curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
		curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
		curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
		curl_multi_add_handle(multi, easy);
	}
	uv_run(&loop, UV_RUN_DEFAULT);
	curl_multi_cleanup(multi);
	return answered;
}
