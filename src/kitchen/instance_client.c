/* instance_client.c - the client's side of the Runtime API: one connection, kept, for all that an instance says.
 *
 * It speaks HTTP/1.1 itself, as much as this API takes: a host and port in clear, bodies with a length or in chunks, no redirects. libcurl, which fetch() uses, takes four times as
 * long to load as this whole program, and would be most of each cold start. A connection that the other end has closed between two requests is opened once more. */
#include "kitchen/instance_inner.h"

#include <errno.h>
#include <jansson.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define VERSION "/2018-06-01/runtime/"
#define BODY_MAX (6u << 20)   /* bytes of a request, as the API has it */
#define LINE_MAX_BYTES 8192u  /* of a header */
#define HEADERS_MAX 200

/* The address, and the connection with what was read from it and not looked at. */
static struct {
	char host[200], port[16];
	int fd; /* -1: none */
	char bytes[16384];
	size_t at, end;
} peer = { .fd = -1 };

/* What is looked for in an answer's head. */
struct answer {
	int status;
	long long length; /* -1: not told */
	bool chunked, closes;
	struct invocation *invocation; /* NULL: its headers are not wanted */
};

int client_open(struct error *error)
{
	const char *address = getenv("AWS_LAMBDA_RUNTIME_API"), *colon = address ? strrchr(address, ':') : NULL;
	if (!address || !*address)
		return error_set(error, "instance: AWS_LAMBDA_RUNTIME_API says where requests come from, as host:port, and is not set; a kitchen sets it, and so does Lambda");
	size_t length = colon ? (size_t)(colon - address) : strlen(address);
	if (length == 0 || length >= sizeof peer.host || (colon && (strlen(colon + 1) == 0 || strlen(colon + 1) >= sizeof peer.port)))
		return error_set(error, "instance: AWS_LAMBDA_RUNTIME_API is '%.100s'; host:port would be right", address);
	memcpy(peer.host, address, length);
	peer.host[length] = 0;
	strcpy(peer.port, colon ? colon + 1 : "80");
	return 0;
}

/* ---- the connection ---- */

static void hang_up(void)
{
	if (peer.fd >= 0)
		close(peer.fd);
	peer.fd = -1;
}

static int call(struct error *error)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV }, *found = NULL;
	int one = 1;
	peer.at = peer.end = 0;
	if (getaddrinfo(peer.host, peer.port, &hints, &found) != 0)
		return error_set(error, "instance: %s:%s cannot be found", peer.host, peer.port);
	for (struct addrinfo *at = found; at && peer.fd < 0; at = at->ai_next) {
		peer.fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (peer.fd >= 0 && connect(peer.fd, at->ai_addr, at->ai_addrlen) != 0)
			hang_up();
	}
	freeaddrinfo(found);
	if (peer.fd < 0)
		return error_set(error, "instance: nobody answers at %s:%s", peer.host, peer.port);
	setsockopt(peer.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return 0;
}

static bool send_all(const char *bytes, size_t length)
{
	while (length) {
		ssize_t n = send(peer.fd, bytes, length, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* More from the socket; false at its end. */
static bool fill(void)
{
	ssize_t n;
	do
		n = read(peer.fd, peer.bytes, sizeof peer.bytes);
	while (n < 0 && errno == EINTR);
	peer.at = 0;
	peer.end = n > 0 ? (size_t)n : 0;
	return n > 0;
}

/* A line without its end; false when there is none, or none that is sound. */
static bool read_line(char line[LINE_MAX_BYTES])
{
	for (size_t n = 0; n < LINE_MAX_BYTES;) {
		if (peer.at == peer.end && !fill())
			return false;
		char c = peer.bytes[peer.at++];
		if (c == '\n') {
			line[n - (n && line[n - 1] == '\r')] = 0;
			return true;
		}
		line[n++] = c;
	}
	return false;
}

static bool read_bytes(struct buffer *to, unsigned long long length)
{
	while (length) {
		if (peer.at == peer.end && !fill())
			return false;
		size_t there = peer.end - peer.at, n = length < there ? (size_t)length : there;
		if (to->length + n > BODY_MAX)
			return false;
		buffer_append(to, peer.bytes + peer.at, n);
		peer.at += n;
		length -= n;
	}
	return true;
}

/* ---- an answer ---- */

/* The value of the header on that line when it is the one of that name; NULL else. */
static const char *value_of(const char *line, const char *name)
{
	size_t n = strlen(name);
	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	return line + n + 1 + strspn(line + n + 1, " \t");
}

static void take_header(struct answer *answer, const char *line)
{
	struct invocation *invocation = answer->invocation;
	const char *value;
	if ((value = value_of(line, "Content-Length")))
		answer->length = strtoll(value, NULL, 10);
	else if ((value = value_of(line, "Transfer-Encoding")))
		answer->chunked = strcasestr(value, "chunked") != NULL;
	else if ((value = value_of(line, "Connection")))
		answer->closes = strcasestr(value, "close") != NULL;
	else if (!invocation)
		return;
	else if ((value = value_of(line, "Lambda-Runtime-Aws-Request-Id")))
		snprintf(invocation->id, sizeof invocation->id, "%s", value);
	else if ((value = value_of(line, "Lambda-Runtime-Invoked-Function-Arn")))
		snprintf(invocation->arn, sizeof invocation->arn, "%s", value);
	else if ((value = value_of(line, "Lambda-Runtime-Trace-Id")))
		snprintf(invocation->trace, sizeof invocation->trace, "%s", value);
	else if ((value = value_of(line, "Lambda-Runtime-Deadline-Ms")))
		invocation->deadline_ms = strtoull(value, NULL, 10);
}

static bool read_head(struct answer *answer)
{
	char line[LINE_MAX_BYTES];
	do {
		answer->length = -1;
		if (!read_line(line) || sscanf(line, "HTTP/1.%*1[01] %3d", &answer->status) != 1)
			return false;
		for (int n = 0; read_line(line) && *line; n++) {
			if (n == HEADERS_MAX)
				return false;
			take_header(answer, line);
		}
	} while (answer->status / 100 == 1); /* 100 continue */
	return true;
}

static bool read_chunks(struct buffer *body)
{
	char line[LINE_MAX_BYTES];
	for (;;) {
		char *end;
		if (!read_line(line))
			return false;
		unsigned long long length = strtoull(line, &end, 16);
		if (end == line || length > BODY_MAX || !read_bytes(body, length) || (length && (!read_line(line) || *line)))
			return false;
		if (length == 0)
			break;
	}
	while (read_line(line))
		if (!*line)
			return true;
	return false;
}

static bool read_body(const struct answer *answer, struct buffer *body)
{
	if (answer->chunked)
		return read_chunks(body);
	return answer->length >= 0 && answer->length <= (long long)BODY_MAX && read_bytes(body, (unsigned long long)answer->length);
}

/* ---- a request ---- */

/* Send it and read the answer; the status, -1 with words. The second time it is for a connection that was closed before we used it again. */
static int exchange(const char *head, const char *text, size_t length, struct invocation *invocation, struct buffer *body, struct error *error)
{
	struct answer answer = { .length = -1, .invocation = invocation };
	for (bool kept = peer.fd >= 0;; kept = false) {
		if (peer.fd < 0 && call(error) != 0)
			return -1;
		bool heard = send_all(head, strlen(head)) && send_all(text, length) && (peer.at < peer.end || fill());
		if (heard && read_head(&answer) && read_body(&answer, body))
			break;
		hang_up();
		if (!kept || heard)
			return error_set(error, "instance: %s:%s has hung up, or its answer is broken", peer.host, peer.port);
	}
	if (answer.closes)
		hang_up();
	return answer.status;
}

static void write_head(char *to, size_t size, const char *method, const char *path, const char *more)
{
	snprintf(to, size, "%s " VERSION "%s HTTP/1.1\r\nHost: %s:%s\r\nUser-Agent: lunchrush\r\n%s\r\n", method, path, peer.host, peer.port, more);
}

int client_next(struct invocation *invocation, struct error *error)
{
	char head[1000];
	buffer_release(&invocation->body);
	*invocation = (struct invocation){ 0 };
	write_head(head, sizeof head, "GET", "invocation/next", "");
	int status = exchange(head, "", 0, invocation, &invocation->body, error);
	if (status < 0)
		return -1;
	if (status != 200 || !*invocation->id || strpbrk(invocation->id, " /?#\r\n"))
		return error_set(error, "instance: %s:%s answers %d where a request with its id would be right", peer.host, peer.port, status);
	return 0;
}

/* `type` NULL: none. */
static int post(const char *path, const char *text, size_t length, const char *type, struct error *error)
{
	struct buffer ignored = { 0 };
	char head[1500], more[400];
	int n = snprintf(more, sizeof more, "Content-Type: application/json\r\nContent-Length: %zu\r\n", length);
	if (type)
		snprintf(more + n, sizeof more - (size_t)n, "Lambda-Runtime-Function-Error-Type: %s\r\n", type);
	write_head(head, sizeof head, "POST", path, more);
	int status = exchange(head, text, length, NULL, &ignored, error);
	buffer_release(&ignored);
	return status;
}

int client_response(const struct invocation *invocation, const char *text, size_t length, struct error *error)
{
	char path[300];
	snprintf(path, sizeof path, "invocation/%s/response", invocation->id);
	return post(path, text, length, NULL, error);
}

int client_error(const struct invocation *invocation, const char *words, const char *type, struct error *error)
{
	char path[300];
	json_t *body = json_pack("{s:s,s:s,s:[]}", "errorMessage", words, "errorType", type, "stackTrace");
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	json_decref(body);
	snprintf(path, sizeof path, invocation ? "invocation/%s/error" : "init/error", invocation ? invocation->id : "");
	int status = post(path, text ? text : "{}", text ? strlen(text) : 2, type, error);
	free(text);
	return status;
}
