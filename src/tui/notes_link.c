/* notes_link.c - see notes_link.h. A line that is too long, or no message, ends the connection: it is tried again like one that was lost. */
#include "tui/notes_link.h"

#include "tui/projector_place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void notes_link_init(struct notes_link *link)
{
	*link = (struct notes_link){ .fd = -1 };
	link->in = malloc(PROJECTOR_WORD_BYTES);
	if (!link->in)
		abort();
}

static void hang_up(struct notes_link *link)
{
	if (link->fd >= 0)
		close(link->fd);
	link->fd = -1;
	link->told = false;
	link->length = 0;
}

void notes_link_release(struct notes_link *link)
{
	hang_up(link);
	free(link->in);
	link->in = NULL;
}

bool notes_link_try(struct notes_link *link)
{
	struct error error = { "" };
	if (link->fd >= 0)
		return true;
	link->fd = projector_connect(&error);
	snprintf(link->why, sizeof link->why, "%s", error.text);
	link->was |= link->fd >= 0;
	return link->fd >= 0;
}

/* Every whole line that is there: the last one counts. */
static bool take_lines(struct notes_link *link)
{
	struct error error;
	bool news = false;
	char *end;
	while ((end = memchr(link->in, '\n', link->length))) {
		size_t length = (size_t)(end - link->in);
		if (projector_word_read(&link->now, link->in, length, &error)) {
			hang_up(link);
			snprintf(link->why, sizeof link->why, "%s", error.text);
			return true;
		}
		link->told = news = true;
		link->length -= length + 1;
		memmove(link->in, end + 1, link->length);
	}
	return news;
}

bool notes_link_take(struct notes_link *link)
{
	bool news = false;
	while (link->fd >= 0) {
		ssize_t got = recv(link->fd, link->in + link->length, PROJECTOR_WORD_BYTES - link->length, MSG_DONTWAIT);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (got <= 0) { /* over, or longer than any message is */
			hang_up(link);
			return true;
		}
		link->length += (size_t)got;
		news |= take_lines(link);
	}
	return news;
}

void notes_link_ask(struct notes_link *link, enum projector_do what, const char *votes)
{
	struct projector_order order = { .what = what };
	char line[PROJECTOR_ORDER_BYTES];
	snprintf(order.votes, sizeof order.votes, "%s", votes ? votes : "");
	size_t length = projector_order_write(&order, line);
	if (link->fd >= 0 && send(link->fd, line, length, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN)
		shutdown(link->fd, SHUT_RDWR); /* whoever polls it sees the end */
}
