/* ears.c - see ears.h. */
#include "tui/ears.h"
#include "trace/tongue.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

static void on_poll(uv_poll_t *poll, int status, int events)
{
	struct ears *ears = poll->data;
	(void)status;
	(void)events;
	ears->heard(ears->data);
}

int ears_open(struct ears *ears, uv_loop_t *loop, void (*heard)(void *data), void *data, struct error *error)
{
	ears->fd = epoll_create1(EPOLL_CLOEXEC);
	if (ears->fd < 0 || uv_poll_init(loop, &ears->poll, ears->fd))
		return error_set(error, _("nothing can be run beside the run: %s"), strerror(errno));
	ears->poll.data = ears;
	ears->heard = heard;
	ears->data = data;
	ears->open = true;
	uv_poll_start(&ears->poll, UV_READABLE, on_poll);
	return 0;
}

void ears_add(struct ears *ears, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };
	if (ears->open && fd >= 0)
		epoll_ctl(ears->fd, EPOLL_CTL_ADD, fd, &event); /* EEXIST: it is there */
}

void ears_close(struct ears *ears)
{
	if (!ears->open)
		return;
	uv_poll_stop(&ears->poll);
	uv_close((uv_handle_t *)&ears->poll, NULL);
	close(ears->fd);
	ears->open = false;
}
