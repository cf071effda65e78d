/* explore_line.c - see explore_line.h.
 *
 * A question is written in one piece of at most PIPE_BUF bytes, so it is there whole or not at all. The news are guarded by a count that is odd while they are
 * written: who reads takes them only if the count was even and is the same afterwards. */
#include "kitchen/explore_line.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Static_assert(COMMAND_LINE_MAX <= PIPE_BUF, "a question goes in one piece");

static struct news {
	_Atomic uint32_t count; /* release after the text is whole; acquire before it is read */
	_Atomic uint32_t length;
	char json[EXPLORE_NEWS_MAX];
} *news;

static int ends[2] = { -1, -1 };
static uint32_t read_count; /* the courier's: of the news it took last */
static char held[COMMAND_LINE_MAX]; /* the floor's: a line begun */
static size_t held_length;

int explore_line_open(struct error *error)
{
	news = mmap(NULL, sizeof *news, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (news == MAP_FAILED || pipe2(ends, O_CLOEXEC) != 0)
		return error_set(error, "the line to the exploration cannot be made: %s", strerror(errno));
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	return 0;
}

void explore_line_ask(const struct command *question)
{
	char line[COMMAND_LINE_MAX];
	int length = command_write(question, line);
	if (ends[1] >= 0 && length > 0 && write(ends[1], line, (size_t)length) < 0)
		return; /* full: whoever asks so much at once asks again */
}

void explore_line_close(void)
{
	if (ends[1] >= 0)
		close(ends[1]);
	ends[1] = -1;
}

size_t explore_line_news(char to[EXPLORE_NEWS_MAX])
{
	uint32_t count = news ? atomic_load_explicit(&news->count, memory_order_acquire) : 0;
	if (count == read_count || count % 2)
		return 0;
	size_t length = atomic_load_explicit(&news->length, memory_order_relaxed);
	if (length > EXPLORE_NEWS_MAX)
		return 0;
	memcpy(to, news->json, length);
	atomic_thread_fence(memory_order_acquire);
	if (atomic_load_explicit(&news->count, memory_order_relaxed) != count)
		return 0;
	read_count = count;
	return length;
}

void explore_line_floor(void)
{
	explore_line_close();
}

/* Take the first whole line that is held; false when there is none. */
static bool take_line(struct command *question)
{
	char *end;
	while ((end = memchr(held, '\n', held_length))) {
		struct error error;
		size_t length = (size_t)(end - held);
		bool good = command_read(question, held, length, &error) == 0;
		held_length -= length + 1;
		memmove(held, end + 1, held_length);
		if (good)
			return true;
	}
	if (held_length == sizeof held)
		held_length = 0;
	return false;
}

bool explore_line_next(struct command *question)
{
	while (!take_line(question)) {
		ssize_t n = read(ends[0], held + held_length, sizeof held - held_length);
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		held_length += n > 0 ? (size_t)n : 0;
	}
	return true;
}

void explore_line_tell(const char *json, size_t length)
{
	uint32_t count = atomic_load_explicit(&news->count, memory_order_relaxed);
	if (length > EXPLORE_NEWS_MAX)
		return;
	atomic_store_explicit(&news->count, count + 1, memory_order_relaxed);
	atomic_thread_fence(memory_order_release);
	memcpy(news->json, json, length);
	atomic_store_explicit(&news->length, (uint32_t)length, memory_order_relaxed);
	atomic_store_explicit(&news->count, count + 2, memory_order_release);
}
