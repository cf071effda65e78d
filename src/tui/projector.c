/* projector.c - see projector.h. */
#include "tui/projector.h"

#include "tui/projector_place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct follower {
	uv_poll_t poll;
	struct projector *projector;
	int fd;
	bool gone;             /* it is being let go */
	char *out;             /* what is being sent; owned; NULL nothing */
	size_t out_length, out_at;
	bool behind;           /* it has not got the newest */
	char in[PROJECTOR_ORDER_BYTES];
	size_t in_length;
};

struct projector {
	uv_poll_t door;
	int fd;
	char path[PROJECTOR_PATH];
	projector_call *call;
	void *data;
	char *now;             /* the newest, with its line's end; owned; NULL nothing was told */
	struct follower *followers[PROJECTOR_FOLLOWERS];
	int handles;           /* that the loop has not let go of */
	bool closing;
};

static void projector_done(struct projector *projector)
{
	if (--projector->handles || !projector->closing)
		return;
	free(projector->now);
	free(projector);
}

static void follower_freed(uv_handle_t *handle)
{
	struct follower *follower = handle->data;
	struct projector *projector = follower->projector;
	free(follower->out);
	free(follower);
	projector_done(projector);
}

static void follower_drop(struct follower *follower)
{
	struct projector *projector = follower->projector;
	if (follower->gone)
		return;
	follower->gone = true;
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++)
		if (projector->followers[i] == follower)
			projector->followers[i] = NULL;
	uv_poll_stop(&follower->poll);
	close(follower->fd);
	uv_close((uv_handle_t *)&follower->poll, follower_freed);
}

static void on_follower(uv_poll_t *poll, int status, int events);

static void listen_for(struct follower *follower)
{
	uv_poll_start(&follower->poll, UV_READABLE | UV_DISCONNECT | (follower->out ? UV_WRITABLE : 0), on_follower);
}

/* Send what goes without waiting. */
static void follower_send(struct follower *follower)
{
	struct projector *projector = follower->projector;
	for (;;) {
		if (!follower->out && follower->behind && projector->now) {
			follower->out = strdup(projector->now);
			follower->out_length = follower->out ? strlen(follower->out) : 0;
			follower->out_at = 0;
			follower->behind = false;
		}
		if (!follower->out)
			break;
		ssize_t sent = send(follower->fd, follower->out + follower->out_at, follower->out_length - follower->out_at, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent < 0 && errno != EAGAIN && errno != EINTR) {
			follower_drop(follower);
			return;
		}
		follower->out_at += sent > 0 ? (size_t)sent : 0;
		if (follower->out_at < follower->out_length)
			break;
		free(follower->out);
		follower->out = NULL;
	}
	listen_for(follower);
}

/* Whole lines; the first that is none ends it. */
static void follower_hear(struct follower *follower)
{
	char *end;
	while (!follower->gone && (end = memchr(follower->in, '\n', follower->in_length))) {
		struct projector_order order;
		size_t length = (size_t)(end - follower->in);
		if (projector_order_read(&order, follower->in, length)) {
			follower_drop(follower);
			return;
		}
		follower->in_length -= length + 1;
		memmove(follower->in, end + 1, follower->in_length);
		follower->projector->call(follower->projector->data, &order);
	}
	if (follower->in_length == sizeof follower->in)
		follower_drop(follower);
}

static void on_follower(uv_poll_t *poll, int status, int events)
{
	struct follower *follower = poll->data;
	if (status < 0) {
		follower_drop(follower);
		return;
	}
	if (events & (UV_READABLE | UV_DISCONNECT)) {
		ssize_t got = recv(follower->fd, follower->in + follower->in_length, sizeof follower->in - follower->in_length, MSG_DONTWAIT);
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
			follower_drop(follower);
			return;
		}
		follower->in_length += got > 0 ? (size_t)got : 0;
		follower_hear(follower);
	}
	if (!follower->gone)
		follower_send(follower);
}

static int free_place(const struct projector *projector)
{
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++)
		if (!projector->followers[i])
			return i;
	return -1;
}

static void on_door(uv_poll_t *poll, int status, int events)
{
	struct projector *projector = poll->data;
	(void)events;
	int fd = status < 0 ? -1 : accept4(projector->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), place = free_place(projector);
	if (fd < 0)
		return;
	struct follower *follower = place >= 0 && projector_is_ours(fd) ? calloc(1, sizeof *follower) : NULL;
	if (!follower || uv_poll_init(projector->door.loop, &follower->poll, fd)) {
		free(follower);
		close(fd);
		return;
	}
	follower->projector = projector;
	follower->fd = fd;
	follower->poll.data = follower;
	follower->behind = true;
	projector->followers[place] = follower;
	projector->handles++;
	follower_send(follower);
}

struct projector *projector_new(uv_loop_t *loop, projector_call *call, void *data, struct error *error)
{
	struct projector *projector = calloc(1, sizeof *projector);
	if (!projector) {
		error_set(error, "memory is out");
		return NULL;
	}
	projector->call = call;
	projector->data = data;
	projector->fd = projector_listen(projector->path, error);
	if (projector->fd < 0 || uv_poll_init(loop, &projector->door, projector->fd)) {
		if (projector->fd >= 0)
			close(projector->fd);
		free(projector);
		return NULL;
	}
	projector->handles = 1;
	projector->door.data = projector;
	uv_poll_start(&projector->door, UV_READABLE, on_door);
	return projector;
}

static void door_freed(uv_handle_t *handle)
{
	projector_done(handle->data);
}

void projector_free(struct projector *projector)
{
	if (!projector)
		return;
	projector->closing = true;
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++)
		if (projector->followers[i])
			follower_drop(projector->followers[i]);
	uv_poll_stop(&projector->door);
	close(projector->fd);
	unlink(projector->path);
	uv_close((uv_handle_t *)&projector->door, door_freed);
}

void projector_tell(struct projector *projector, const char *line)
{
	size_t length = strlen(line);
	if (projector->now && strlen(projector->now) == length + 1 && !strncmp(projector->now, line, length))
		return;
	char *copy = malloc(length + 2);
	if (!copy)
		return;
	memcpy(copy, line, length);
	memcpy(copy + length, "\n", 2);
	free(projector->now);
	projector->now = copy;
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++)
		if (projector->followers[i]) {
			projector->followers[i]->behind = true;
			follower_send(projector->followers[i]);
		}
}

int projector_followers(const struct projector *projector)
{
	int count = 0;
	for (int i = 0; i < PROJECTOR_FOLLOWERS; i++)
		count += projector->followers[i] != NULL;
	return count;
}
