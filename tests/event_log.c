/* event_log.c - reading literal logs.
 *
 * What a kind needs is written as a pattern, a letter per argument, in one table: it says where the argument goes in the event. A
 * capital letter is an argument that may be left out. */
#include "event_log.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* o object · j object (value) · t thing · w word · l text (item) · x text (value) · p worker (value) · i number (item) · n number (value)
 * s seconds (value) · m seconds in millionths (value) · c number (object) · h number, high half of value · 4 slot << 48 · k seconds, low 48 bits
 * r reason and what it is about · q outcome · f "failed" · d slot and whether it is cooked · v thing (value) · y try << 56 · a a word of a cloud's that stands for a bit of the value */
static const struct grammar {
	const char *name, *pattern;
	enum kind kind;
} grammars[] = {
	{"begin", "n", KIND_BEGIN}, {"param", "lw", KIND_PARAM}, {"pace", "m", KIND_PACE}, {"hold", "", KIND_HOLD},
	{"go", "s", KIND_GO}, {"tick", "", KIND_TICK}, {"stall", "s", KIND_STALL}, {"outcome", "qX", KIND_OUTCOME},
	{"expect", "ln", KIND_EXPECT},
	{"start", "NH", KIND_WORKER_START}, {"end", "F", KIND_WORKER_END}, {"fail", "l", KIND_FAIL}, {"say", "l", KIND_SAY},
	{"joined", "p", KIND_JOINED}, {"wake", "pO", KIND_WAKE}, {"wait", "r", KIND_WAIT},
	{"sleep", "sL", KIND_SLEEP}, {"awake", "S", KIND_AWAKE}, {"work", "ls", KIND_WORK}, {"working", "s", KIND_WORKING}, {"worked", "S", KIND_WORKED},
	{"killed", "i", KIND_KILLED}, {"stopped", "", KIND_STOPPED}, {"continued", "", KIND_CONTINUED},
	{"block", "ls", KIND_BLOCK}, {"unblock", "S", KIND_UNBLOCK},
	{"resume", "S", KIND_RESUME}, {"yield", "", KIND_YIELD}, {"loop_lag", "s", KIND_LOOP_LAG}, {"step", "i", KIND_STEP},
	{"gil_mode", "is", KIND_GIL_MODE}, {"gil_want", "P", KIND_GIL_WANT}, {"gil_ask", "p", KIND_GIL_ASK},
	{"gil_miss", "p", KIND_GIL_MISS}, {"gil_acquire", "S", KIND_GIL_ACQUIRE}, {"gil_release", "I", KIND_GIL_RELEASE},
	{"kernel", "ihn", KIND_KERNEL}, {"cpu", "sI", KIND_CPU}, {"local", "cLW", KIND_LOCAL},
	{"put", "otW", KIND_PUT}, {"get", "otW", KIND_GET}, {"arrive", "otW", KIND_ARRIVE}, {"close", "o", KIND_CLOSE},
	{"closed", "o", KIND_CLOSED}, {"task_done", "on", KIND_TASK_DONE}, {"all_done", "o", KIND_ALL_DONE},
	{"serve", "tN", KIND_SERVE}, {"lost", "t", KIND_LOST},
	{"place", "ot4k", KIND_PLACE}, {"cooked", "otn", KIND_COOKED}, {"look", "otd", KIND_LOOK}, {"take", "otd", KIND_TAKE},
	{"read", "owI", KIND_READ}, {"write", "owI", KIND_WRITE}, {"code", "o", KIND_CODE},
	{"append", "oiw", KIND_APPEND}, {"pop", "oiw", KIND_POP}, {"element_read", "oiw", KIND_ELEMENT_READ},
	{"element_write", "oiw", KIND_ELEMENT_WRITE}, {"length", "on", KIND_LENGTH},
	{"acquire", "oNI", KIND_ACQUIRE}, {"release", "oNI", KIND_RELEASE}, {"refused", "oP", KIND_REFUSED},
	{"cond_wait", "oj", KIND_COND_WAIT}, {"cond_back", "oj", KIND_COND_BACK}, {"notify", "oin", KIND_NOTIFY},
	{"set", "o", KIND_SET}, {"clear", "o", KIND_CLEAR}, {"is_set", "on", KIND_IS_SET}, {"pass", "oN", KIND_PASS},
	{"submit", "oiN", KIND_SUBMIT}, {"call", "oi", KIND_CALL}, {"return", "oiN", KIND_RETURN}, {"raised", "oix", KIND_RAISED}, {"result", "oiN", KIND_RESULT},
	{"is_done", "oin", KIND_IS_DONE}, {"send", "oiw", KIND_SEND}, {"recv", "oiw", KIND_RECV},
	{"invoke", "oiVA", KIND_INVOKE}, {"throttled", "oiA", KIND_THROTTLED}, {"cold", "oi", KIND_COLD}, {"handle", "oiS", KIND_HANDLE},
	{"handled", "oiNA", KIND_HANDLED}, {"timed_out", "ois", KIND_TIMED_OUT}, {"reclaim", "oiS", KIND_RECLAIM}, {"reinvoke", "oiSY", KIND_REINVOKE},
	{"heard", "oln", KIND_HEARD}, {"answered", "ois", KIND_ANSWERED},
	{"fetch", "lnO", KIND_FETCH}, {"fetched", "inO", KIND_FETCHED}, {"command", "lN", KIND_COMMAND}, {"exited", "iN", KIND_EXITED}, {"barrier_arrive", "oiN", KIND_BARRIER_ARRIVE}, {"overwrite", "oiw", KIND_OVERWRITE}, {"add", "owI", KIND_ADD}, {"fill", "oiw", KIND_FILL},
};

/* A line taken apart: words, and which of them stood in quotes. */
struct line {
	struct event_log *log;
	const char *whole;
	char text[1024];
	char *words[16];
	bool quoted[16];
	int count, at;
};

__attribute__((noreturn, format(printf, 2, 3))) static void wrong(const struct line *line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fprintf(stderr, "event log, line \"%s\": ", line->whole);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}

static void line_split(struct line *line)
{
	char *at = line->text;
	for (;;) {
		at += strspn(at, " \t");
		if (!*at || (*at == '#' && (at[1] == ' ' || !at[1])))
			return;
		if (line->count == 16)
			wrong(line, "more than 16 words");
		bool quoted = line->quoted[line->count] = *at == '"';
		line->words[line->count++] = at += quoted;
		at += strcspn(at, quoted ? "\"" : " \t");
		if (quoted && !*at)
			wrong(line, "a quote is not closed");
		if (*at)
			*at++ = '\0';
	}
}

static const char *next(struct line *line, const char *what)
{
	if (line->at == line->count)
		wrong(line, "%s is missing", what);
	return line->words[line->at++];
}

static bool is_quoted(const struct line *line) { return line->quoted[line->at - 1]; }

static double number(struct line *line, const char *what)
{
	const char *text = next(line, what);
	char *end;
	double value = strtod(text, &end);
	if (end == text || *end)
		wrong(line, "\"%s\" is no number, and %s should be one", text, what);
	return value;
}

static uint64_t seconds(struct line *line) { return (uint64_t)(number(line, "a time in seconds") * 1e9 + 0.5); }

uint32_t event_log_text(struct event_log *log, const char *text)
{
	for (uint32_t i = 0; i < log->text_count; i++)
		if (strcmp(log->texts[i], text) == 0)
			return i + 1;
	log->texts = realloc(log->texts, (log->text_count + 1) * sizeof *log->texts);
	log->texts[log->text_count++] = strdup(text);
	return log->text_count;
}

uint16_t event_log_object(const struct event_log *log, const char *name)
{
	for (uint32_t i = 1; i <= log->object_count; i++)
		if (strcmp(log->texts[log->objects[i - 1] - 1], name) == 0)
			return (uint16_t)i;
	return 0;
}

uint32_t event_log_worker(const struct event_log *log, const char *letter)
{
	char found[12];
	for (uint32_t i = 1; i <= log->worker_count; i++)
		if (strcmp(worker_letter(i, found), letter) == 0)
			return i;
	return 0;
}

static uint32_t worker(struct line *line)
{
	const char *letter = next(line, "a worker's letter");
	uint32_t id = event_log_worker(line->log, letter);
	if (!id && strcmp(letter, "-") != 0)
		wrong(line, "no worker has the letter %s", letter);
	return id;
}

static uint16_t object(struct line *line)
{
	const char *name = next(line, "an object");
	uint16_t id = event_log_object(line->log, name);
	if (!id)
		wrong(line, "no object is named %s", name);
	return id;
}

static uint32_t thing(struct line *line)
{
	const char *text = next(line, "a thing");
	if (is_quoted(line))
		return thing_text(event_log_text(line->log, text));
	if (strcmp(text, "nothing") == 0)
		return 0;
	if (text[0] == '#')
		return thing_serial((uint32_t)atoi(text + 1));
	line->at--;
	return thing_number((int64_t)number(line, "a thing"));
}

static word memory(struct line *line)
{
	const char *text = next(line, "a word of memory");
	if (is_quoted(line))
		return word_text(event_log_text(line->log, text));
	if (strcmp(text, "nil") == 0)
		return word_nil();
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return word_boolean(text[0] == 't');
	line->at--;
	double value = number(line, "a word of memory");
	return strpbrk(text, ".e") ? word_number(value) : word_integer((int64_t)value);
}

static void reason(struct line *line, struct event *event)
{
	static const char *const names[REASON_COUNT] = {"", "full", "empty", "join", "worker", "lock", "semaphore", "condition", "event", "barrier",
		"future", "call", "pool", "room", "message", "answer", "request", "permission", "program"};
	const char *name = next(line, "a reason");
	for (uint32_t i = 1; i < REASON_COUNT; i++)
		if (strcmp(name, names[i]) == 0)
			event->item = i;
	if (!event->item)
		wrong(line, "%s is no reason to wait", name);
	if (event->item == REASON_WORKER_JOIN)
		event->value = worker(line);
	else if ((event->item != REASON_ANSWER && event->item < REASON_PERMISSION) || line->at < line->count)
		event->object = object(line);
	if (event->item == REASON_LOCK)
		event->value = worker(line);
	if (event->item == REASON_FUTURE) {
		event->value = (uint64_t)number(line, "the number of a call") << 32;
		event->value |= line->at < line->count ? worker(line) : 0;
	}
}

static void outcome(struct line *line, struct event *event)
{
	const char *name = next(line, "an outcome");
	for (uint32_t i = 1; i < OUTCOME_COUNT; i++)
		if (strcmp(name, outcome_name(i)) == 0)
			event->item = i;
	if (!event->item)
		wrong(line, "%s is no outcome", name);
}

/* Slot, and whether what lies there is cooked. */
static uint64_t slot(struct line *line)
{
	uint64_t at = (uint64_t)number(line, "a slot");
	return at | (uint64_t)(line->at < line->count ? number(line, "1 or 0") != 0 : true) << 32;
}

/* "posted", of a request; "waits", of one that is throttled and kept; "raised" and "died", of one that was handled. */
static uint64_t bit(struct line *line)
{
	static const struct { const char *word; int bit; } bits[] = {{"posted", 32}, {"waits", 0}, {"raised", 62}, {"died", 63}};
	const char *name = next(line, "a word");
	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
		if (strcmp(name, bits[i].word) == 0)
			return UINT64_C(1) << bits[i].bit;
	wrong(line, "%s: \"posted\", \"waits\", \"raised\" or \"died\" would be right", name);
}

static void argument(struct line *line, struct event *event, char pattern)
{
	switch (tolower(pattern)) {
	case 'o': event->object = object(line); break;
	case 'j': event->value = object(line); break;
	case 'r': reason(line, event); break;
	case 'q': outcome(line, event); break;
	case 't': event->item = thing(line); break;
	case 'w': event->value = memory(line); break;
	case 'l': event->item = event_log_text(line->log, next(line, "a text")); break;
	case 'x': event->value = event_log_text(line->log, next(line, "a text")); break;
	case 'p': event->value = worker(line); break;
	case 'i': event->item = (uint32_t)number(line, "a number"); break;
	case 'n': event->value |= (uint64_t)number(line, "a number"); break;
	case 's': event->value = seconds(line); break;
	case 'm': event->value = (uint64_t)(number(line, "a pace") * 1e6 + 0.5); break;
	case 'c': event->object = (uint16_t)number(line, "a place"); break;
	case 'h': event->value |= (uint64_t)number(line, "a number") << 32; break;
	case '4': event->value = (uint64_t)number(line, "a slot") << 48; break;
	case 'k': event->value |= seconds(line); break;
	case 'f': event->item = strcmp(next(line, "failed"), "failed") == 0; break;
	case 'd': event->value = slot(line); break;
	case 'v': event->value = thing(line); break;
	case 'a': event->value |= bit(line); break;
	case 'y': event->value |= (uint64_t)number(line, "a try") << 56; break;
	}
}

/* A thing's word, when it is left out, is its number or its text. */
static word word_of_thing(uint32_t key)
{
	return thing_is_text(key) ? word_text(thing_value(key)) : word_integer(thing_value(key));
}

static bool is_queue_kind(enum kind kind) { return kind == KIND_PUT || kind == KIND_GET || kind == KIND_ARRIVE; }

static void arguments(struct line *line, struct event *event, const char *pattern)
{
	if (event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD)
		event->item = 1;
	for (; *pattern; pattern++) {
		if (isupper((unsigned char)*pattern) && line->at == line->count)
			continue;
		argument(line, event, *pattern);
		if (*pattern == 't' && is_queue_kind(event->kind))
			event->value = word_of_thing(event->item);
	}
	if (line->at < line->count)
		wrong(line, "\"%s\" is too much", line->words[line->at]);
}

static void add(struct event_log *log, struct event event)
{
	if (log->count == log->size) {
		log->size = log->size ? log->size * 2 : 64;
		log->events = realloc(log->events, log->size * sizeof *log->events);
	}
	event.time_ns = log->time_ns;
	log->events[log->count++] = event;
}

static void read_event(struct line *line)
{
	struct event event = {0};
	line->log->time_ns = seconds(line);
	event.worker = worker(line) & WORKER_MAX;
	const char *name = next(line, "the kind of event"), *last = line->words[line->count - 1];
	if (last[0] == ':' && !line->quoted[line->count - 1]) {
		event.line = (uint16_t)atoi(last + 1);
		line->count--;
	}
	const struct grammar *grammar = grammars, *end = grammars + sizeof grammars / sizeof *grammars;
	while (grammar < end && strcmp(grammar->name, name) != 0)
		grammar++;
	if (grammar == end)
		wrong(line, "%s is no kind of event", name);
	event.kind = grammar->kind;
	arguments(line, &event, grammar->pattern);
	add(line->log, event);
}

static uint32_t maker(const struct event_log *log) { return log->has_main ? 1 : 0; }

static void declare_worker(struct line *line, enum role role)
{
	struct event_log *log = line->log;
	char letter[12];
	struct event event = {.kind = KIND_WORKER_NEW, .worker = maker(log) & WORKER_MAX};
	if (role != ROLE_OF_MAIN && log->worker_count == 0)
		log->worker_count = 1; /* letters begin at 2: 1 is the main task, whether there is one or not */
	uint32_t id = role == ROLE_OF_MAIN ? 1 : log->worker_count + 1;
	if (role != ROLE_OF_MAIN && strcmp(next(line, "a letter"), worker_letter(id, letter)) != 0)
		wrong(line, "the next letter is %s", letter);
	event.item = event_log_text(log, next(line, "a name"));
	event.value = id | (uint64_t)role << 32;
	if (role == ROLE_OF_DEVICE || role == ROLE_OF_POOL || role == ROLE_OF_INSTANCE)
		event.object = object(line);
	if (role == ROLE_OF_MAIN)
		log->has_main = true;
	if (log->worker_count < id)
		log->worker_count = id;
	add(log, event);
}

static void declare_object(struct line *line, enum object_type type)
{
	struct event_log *log = line->log;
	struct event event = {.kind = KIND_OBJECT_NEW, .worker = maker(log) & WORKER_MAX, .item = event_log_text(log, next(line, "a name"))};
	uint64_t capacity = 0;
	if (type == OBJECT_CONDITION)
		capacity = object(line);
	else if (line->at < line->count)
		capacity = (uint64_t)number(line, "a capacity");
	log->objects = realloc(log->objects, (log->object_count + 1) * sizeof *log->objects);
	log->objects[log->object_count++] = event.item;
	event.object = (uint16_t)log->object_count;
	event.value = capacity | (uint64_t)type << 32;
	add(log, event);
}

static void read_line(struct event_log *log, const char *whole)
{
	struct line line = {.log = log, .whole = whole};
	snprintf(line.text, sizeof line.text, "%s", whole);
	line_split(&line);
	if (line.count == 0)
		return;
	if (isdigit((unsigned char)line.words[0][0])) {
		read_event(&line);
		return;
	}
	const char *what = next(&line, "a declaration");
	if (strcmp(what, "main") == 0)
		declare_worker(&line, ROLE_OF_MAIN);
	else if (strcmp(what, "worker") == 0)
		declare_worker(&line, ROLE_OF_TASK);
	else if (strcmp(what, "helper") == 0)
		declare_worker(&line, ROLE_OF_POOL);
	else if (strcmp(what, "instance") == 0)
		declare_worker(&line, ROLE_OF_INSTANCE);
	else if (strcmp(what, "device") == 0)
		declare_worker(&line, ROLE_OF_DEVICE);
	else {
		enum object_type type = OBJECT_QUEUE;
		while (type < OBJECT_TYPE_COUNT && strcmp(what, object_type_name(type)) != 0)
			type++;
		if (type == OBJECT_TYPE_COUNT)
			wrong(&line, "neither a time nor a declaration");
		declare_object(&line, type);
	}
	if (line.at < line.count)
		wrong(&line, "\"%s\" is too much", line.words[line.at]);
}

void event_log_init(struct event_log *log)
{
	*log = (struct event_log){0};
}

void event_log_release(struct event_log *log)
{
	for (uint32_t i = 0; i < log->text_count; i++)
		free(log->texts[i]);
	free(log->texts);
	free(log->objects);
	free(log->events);
	*log = (struct event_log){0};
}

size_t event_log_read(struct event_log *log, const char *lines)
{
	size_t before = log->count;
	while (*lines) {
		char whole[1024];
		size_t length = strcspn(lines, "\n");
		snprintf(whole, sizeof whole, "%.*s", (int)length, lines);
		read_line(log, whole);
		lines += length + (lines[length] == '\n');
	}
	return log->count - before;
}

void event_log_define(const struct event_log *log, struct stage_text *text)
{
	for (uint32_t i = 0; i < log->text_count; i++)
		stage_text_define(text, i + 1, log->texts[i], strlen(log->texts[i]));
}

void event_log_fold(const struct event_log *log, size_t from, struct stage *stage)
{
	for (size_t i = from; i < log->count; i++)
		stage_apply(stage, &log->events[i]);
}

void event_log_history(const struct event_log *log, struct history *history)
{
	for (uint32_t i = 0; i < log->text_count; i++)
		history_text(history, i + 1, log->texts[i], strlen(log->texts[i]));
	history_append(history, log->events, log->count);
}

void event_log_stream(const struct event_log *log, const char *header, struct buffer *to)
{
	stream_begin(to);
	stream_json(to, 'H', header, strlen(header));
	for (uint32_t i = 0; i < log->text_count; i++)
		stream_text(to, i + 1, log->texts[i], strlen(log->texts[i]));
	stream_events(to, log->events, log->count);
	stream_json(to, 'Z', "{}", 2);
}
