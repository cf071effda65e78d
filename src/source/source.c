/* source.c - reading a stream into a history.
 *
 * A source is a descriptor and a stream reader. Each pump reads what is there, writes the same bytes to the trace file if one was
 * asked for, and feeds the reader, whose frames go to the history and the info at hand. The end comes in one of three
 * ways: the stream is whole; it is cut or wrong; or the process that wrote it died. In each, everything that came before has been
 * delivered, and source_error holds one line. Once the state is not OPEN it never changes again. */
#include "source/inner.h"
#include "trace/tongue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE_BYTES 65536
#define PUMP_BYTES (16 * PIECE_BYTES) /* some 30,000 events: a few milliseconds of folding */

static void take_json(void *data, char type, const char *json, size_t length)
{
	struct source *source = data;
	struct error error;

	if (type == 'X') {
		if (source->answer)
			source->answer(source->answer_data, json, length);
		else if (source->pid > 0)
			info_ask(source->info, json, length);
		return;
	}
	if (type == 'Z')
		source->reported = true;
	if (!source->frame_wrong && info_frame(source->info, type, json, length, &error)) {
		source->frame_wrong = true;
		error_set(&source->error, "%s%s%s", source->name, *source->name ? ": " : "", error.text);
	}
}

static void take_text(void *data, uint32_t id, const char *text, size_t length)
{
	struct source *source = data;

	history_text(source->history, id, text, length);
}

static void take_events(void *data, const struct event *events, size_t count)
{
	struct source *source = data;
	size_t taken = count < source->events_left ? count : source->events_left;

	history_append(source->history, events, taken);
	source->events_left -= taken;
	if (taken == count || source->frame_wrong)
		return;
	source->frame_wrong = true;
	if (source->pid > 0)
		error_set(&source->error, _("the run was ended after %zu events: more of them are not kept"), history_count(source->history));
	else
		error_set(&source->error, _("%s: it has more than %zu events; those after them are not read"), source->name, history_count(source->history));
}

struct source *source_new(int fd, const char *name)
{
	static const struct stream_calls calls = { .json = take_json, .text = take_text, .events = take_events };
	struct source *source = calloc(1, sizeof *source);

	if (!source) {
		close(fd);
		return NULL;
	}
	source->fd = fd;
	source->events_left = SOURCE_EVENTS_MAX;
	source->words_fd = -1;
	source->tee_fd = -1;
	snprintf(source->name, sizeof source->name, "%s", name);
	source->reader = stream_reader_new(&calls, source);
	if (!source->reader) {
		source_free(source);
		return NULL;
	}
	return source;
}

void source_free(struct source *source)
{
	if (!source)
		return;
	kitchen_reap(source, false);
	kitchen_last_words(source);
	if (source->words_fd >= 0)
		close(source->words_fd);
	tee_close(source);
	if (source->fd >= 0)
		close(source->fd);
	stream_reader_free(source->reader);
	buffer_release(&source->commands);
	free(source);
}

/* No more will be read. */
static enum source_state finish(struct source *source, enum source_state state)
{
	close(source->fd);
	source->fd = -1;
	tee_close(source);
	return source->state = state;
}

/* The stream is wrong, and `why` says where. */
static enum source_state finish_wrong(struct source *source, const char *why)
{
	bool kitchen = source->pid > 0;

	kitchen_reap(source, false);
	if (kitchen)
		error_set(&source->error, _("the kitchen's stream is wrong: %s"), why);
	else
		error_set(&source->error, "%s: %s", source->name, why);
	return finish(source, SOURCE_BROKEN);
}

/* The stream has come to its end. */
static enum source_state finish_end(struct source *source)
{
	struct error error = { "" };
	int cut = stream_reader_end(source->reader, &error);
	bool kitchen = source->pid > 0;
	int status = kitchen_reap(source, true);

	if (!cut && status == 0)
		return finish(source, SOURCE_WHOLE);
	if (kitchen)
		kitchen_died(source, status, cut ? error.text : "");
	else
		error_set(&source->error, "%s: %s", source->name, error.text);
	return finish(source, SOURCE_BROKEN);
}

/* Send what waits to be sent, as far as the socket takes it. */
static void flush_commands(struct source *source)
{
	struct buffer *commands = &source->commands;

	while (commands->length > 0 && source->fd >= 0) {
		ssize_t n = send(source->fd, commands->bytes, commands->length, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		commands->length -= (size_t)n;
		memmove(commands->bytes, commands->bytes + n, commands->length);
	}
}

enum source_state source_pump(struct source *source, struct history *history, struct info *info, size_t most)
{
	char piece[PIECE_BYTES];
	struct error error;

	source->history = history;
	source->info = info;
	flush_commands(source);
	for (size_t taken = 0, limit = most ? most : PUMP_BYTES; source->state == SOURCE_OPEN && taken < limit;) {
		size_t want = limit - taken < sizeof piece ? limit - taken : sizeof piece;
		ssize_t n = read(source->fd, piece, want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		if (n < 0 && errno != ECONNRESET)
			return finish_wrong(source, strerror(errno));
		if (n <= 0)
			return finish_end(source);
		taken += (size_t)n;
		tee_write(source, piece, (size_t)n);
		if (stream_reader_feed(source->reader, piece, (size_t)n, &error))
			return finish_wrong(source, error.text);
		if (source->frame_wrong) {
			kitchen_reap(source, false);
			return finish(source, SOURCE_BROKEN);
		}
	}
	return source->state;
}

int source_fd(const struct source *source)
{
	return source->fd;
}

enum source_state source_state(const struct source *source)
{
	return source->state;
}

const char *source_error(const struct source *source)
{
	return source->error.text;
}

void source_limit(struct source *source, size_t events)
{
	source->events_left = events;
}

void source_on_answer(struct source *source, source_answer *answer, void *data)
{
	source->answer = answer;
	source->answer_data = data;
}

bool source_live(const struct source *source)
{
	return source->pid > 0;
}

int source_pid(const struct source *source)
{
	return source->pid;
}

void source_command(struct source *source, const struct command *command)
{
	char line[COMMAND_LINE_MAX];
	int length = source->pid > 0 ? command_write(command, line) : -1;

	if (length < 0)
		return;
	buffer_append(&source->commands, line, (size_t)length);
	flush_commands(source);
}

void source_allow(struct source *source, struct info *info, const char *answer)
{
	struct command command = { .what = COMMAND_ALLOW, .number = info->ask.id };

	snprintf(command.name, sizeof command.name, "%s", answer);
	info->ask.id = 0;
	source_command(source, &command);
}
