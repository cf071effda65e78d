/* web.h - a small HTTP server for tests: what a page does is its path.
 *
 * It runs in threads of the test's own process, one for each connection, and ends with it. It counts connections and requests; a test waits for these states
 * and never for a time. */
#ifndef LUNCHRUSH_TESTS_WEB_H
#define LUNCHRUSH_TESTS_WEB_H

#include <arpa/inet.h>
#include <check.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static _Atomic int web_connections, web_requests;
static _Atomic bool web_let_go; /* the pages that wait, /held, are answered */

static inline bool web_send(int fd, const char *bytes, size_t length)
{
	return send(fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length;
}

static inline bool web_say(int fd, const char *words)
{
	return web_send(fd, words, strlen(words));
}

/* Chunk after chunk, until the other side has had enough. */
static inline bool web_endless(int fd)
{
	static char chunk[65536 + 8];
	memset(chunk, 'x', sizeof chunk);
	memcpy(chunk, "10000\r\n", 7);
	size_t length = 7 + 65536;
	web_say(fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
	while (web_send(fd, chunk, length) && web_say(fd, "\r\n"))
		;
	return false;
}

/* So many bytes, all at once. */
static inline bool web_large(int fd, size_t length)
{
	char head[100], *body = malloc(length);
	memset(body, 'y', length);
	snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", length);
	bool good = web_say(fd, head) && web_send(fd, body, length);
	free(body);
	return good;
}

/* Nothing, until the other side goes away or the test lets it go. */
static inline bool web_hold(int fd)
{
	struct pollfd gone = { .fd = fd, .events = POLLIN | POLLRDHUP };
	while (!web_let_go && poll(&gone, 1, 10) == 0)
		;
	return web_let_go && web_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nheld");
}

static inline bool web_answer(int fd, const char *path)
{
	char answer[1200];
	int status = 200;
	if (strcmp(path, "/nothing") == 0)
		return false;
	if (strcmp(path, "/garbage") == 0)
		return web_say(fd, "good day to you\r\n\r\n"), false;
	if (strcmp(path, "/broken") == 0)
		return web_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"), false;
	if (strcmp(path, "/endless") == 0)
		return web_endless(fd);
	if (strcmp(path, "/declared") == 0)
		return web_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 70000000000\r\n\r\n"), false;
	if (strcmp(path, "/large") == 0)
		return web_large(fd, 8u << 20);
	if (strncmp(path, "/held", 5) == 0)
		return web_hold(fd);
	if (strcmp(path, "/elsewhere") == 0)
		return web_say(fd, "HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n");
	if (strcmp(path, "/empty") == 0)
		return web_say(fd, "HTTP/1.1 204 No Content\r\n\r\n");
	sscanf(path, "/status/%d", &status);
	snprintf(answer, sizeof answer, "HTTP/1.1 %d So\r\nContent-Length: %zu\r\n\r\n%s", status, strlen(path), path);
	return web_say(fd, answer);
}

static inline void *web_serve(void *data)
{
	int fd = (int)(intptr_t)data;
	FILE *in = fdopen(fd, "r");
	char line[4096], path[1024];
	bool on = in != NULL;
	while (on && fgets(line, sizeof line, in)) {
		if (sscanf(line, "GET %1023s", path) != 1)
			break;
		while (fgets(line, sizeof line, in) && strcmp(line, "\r\n") != 0)
			;
		web_requests++;
		on = web_answer(fd, path);
	}
	if (in)
		fclose(in);
	return NULL;
}

static inline void *web_accept(void *data)
{
	int fd, listening = (int)(intptr_t)data;
	pthread_t thread;
	while ((fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		web_connections++;
		if (pthread_create(&thread, NULL, web_serve, (void *)(intptr_t)fd) == 0)
			pthread_detach(thread);
	}
	return NULL;
}

/* A port of this machine; listening: others can come. */
static inline int web_port(bool listening)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	pthread_t thread;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&at, &size), 0);
	if (listening) {
		ck_assert_int_eq(listen(fd, 1000), 0);
		ck_assert_int_eq(pthread_create(&thread, NULL, web_accept, (void *)(intptr_t)fd), 0);
	}
	return ntohs(at.sin_port); /* bound and not listening, a port refuses */
}

#endif
