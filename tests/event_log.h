/* event_log.h - literal logs: a run of a few lines, written down by hand, as texts and events.
 *
 *     main main                         declare the main task, named main; its letter is @
 *     queue orders 5                    an object, its bound (queue, arrivals), its slots (grill): `queue NAME [N]`,
 *     arrivals customers 8              `arrivals NAME [N]`, `grill NAME N`, `cell NAME`, `list NAME`
 *     lock till [1]                     `semaphore NAME N`, `condition NAME LOCK`, `event NAME`, `barrier NAME N`, `shared NAME`, `array NAME N`
 *     worker A "take orders"            a task; letters go A, B, C … in the order of the lines
 *     helper B "chefs 1" chefs           a worker of a pool, and its pool: `pool chefs 2`; `pipe "phone a"`, an end of a pipe
 *     device B fire grill               a device, and the object that it serves
 *     0.5 A put orders 3                an event: seconds since the start, who, the kind's name, what the kind needs
 *     0.5 A put orders 3 :12            … on line 12 of the recipe
 *     # a comment; empty lines are passed over
 *
 * Who is a letter, @ for the main task, - for the kitchen itself. A declaration happens at the time of the line before it and is
 * made by the main task, or by the kitchen while there is no main task. Words of more than one part stand in "quotes".
 * A thing is a number (3), a text ("pizza"), a serial number (#3) or `nothing`; a word of memory is a number, `nil`, `true`, `false` or a "text".
 * Times in arguments are seconds (0.4); where kind.h says kitchen nanoseconds they are kitchen seconds. [x] may be left out.
 *
 *     begin SEED · param NAME WORD · pace X · hold · go S · tick · stall S · outcome NAME [TEXT] · expect TEXT N
 *     start [PID TID] · end [failed] · fail TEXT · say TEXT · joined WHO · wake WHO [OBJECT]
 *     wait full QUEUE · wait empty QUEUE · wait join QUEUE · wait worker WHO · wait lock LOCK WHO · wait semaphore OBJECT · wait condition OBJECT ·
 *     wait event OBJECT · wait barrier OBJECT
 *     wait future POOL NUMBER [WHO] · wait call POOL · wait pool POOL · wait room PIPE · wait message PIPE
 *     sleep S [LABEL] · awake [S] · work LABEL S · working S · worked [S] · block LABEL S · unblock [S]
 *     resume [S] · yield · loop_lag S · step NUMBER
 *     gil_mode N S (N 1 on, 0 off) · gil_want [WHO] · gil_ask WHO · gil_miss WHO · gil_acquire [S] · gil_release [N]
 *     kernel CORE VOLUNTARY INVOLUNTARY · cpu S [MILLISECONDS] · local PLACE [NAME WORD]
 *     put QUEUE THING [WORD] · get QUEUE THING [WORD] · arrive QUEUE THING [WORD] · close QUEUE · closed QUEUE ·
 *     task_done QUEUE N · all_done QUEUE · serve THING [N] · lost THING
 *     place GRILL THING SLOT S · cooked GRILL THING SLOT · look GRILL THING SLOT [N] · take GRILL THING SLOT [N] (N 1 cooked, as if left out; 0 not)
 *     read CELL WORD [TIMES] · write CELL WORD [TIMES] · code CELL
 *     append LIST INDEX WORD · pop LIST INDEX WORD · element_read LIST INDEX WORD · element_write LIST INDEX WORD · length OBJECT N
 *     acquire OBJECT [LEFT [TIMES]] · release OBJECT [LEFT [TIMES]] (LEFT: a semaphore's places, TIMES: a lock is then held) · refused OBJECT [WHO]
 *     cond_wait CONDITION LOCK · cond_back CONDITION LOCK · notify CONDITION TOLD WAITED · set EVENT · clear EVENT · is_set EVENT N · pass OBJECT [ROUND]
 *     submit POOL NUMBER [BYTES] · call POOL NUMBER · return POOL NUMBER [BYTES] · raised POOL NUMBER TEXT · result POOL NUMBER [1] · is_done POOL NUMBER N
 *     send PIPE BYTES WORD · recv PIPE BYTES WORD
 *     barrier_arrive BARRIER ARRIVED [ROUND] · add SHARED WORD [TIMES] · fill ARRAY N WORD
 *
 * A line that is none of these ends the test program with the line and what is wrong with it: a log is part of a test. */
#ifndef LUNCHRUSH_TESTS_EVENT_LOG_H
#define LUNCHRUSH_TESTS_EVENT_LOG_H

#include "stage/history.h"
#include "trace/stream.h"

struct event_log {
	struct event *events;
	size_t count, size;
	char **texts; /* text n is texts[n - 1] */
	uint32_t text_count;
	uint32_t worker_count, object_count; /* declared so far; worker 0 and object 0 are none */
	uint32_t *objects;                   /* text of each object's name */
	bool has_main;
	uint64_t time_ns;
};

void event_log_init(struct event_log *log);
void event_log_release(struct event_log *log);
/* Read lines on from where the log is; may be called again and again. Returns how many events they made. */
size_t event_log_read(struct event_log *log, const char *lines);

/* Ids by name: of an object; of a worker by its letter ("A", "@", "-"). */
uint16_t event_log_object(const struct event_log *log, const char *name);
uint32_t event_log_worker(const struct event_log *log, const char *letter);
uint32_t event_log_text(struct event_log *log, const char *text);

/* Give the texts to a table, and fold the events from number `from` on. */
void event_log_define(const struct event_log *log, struct stage_text *text);
void event_log_fold(const struct event_log *log, size_t from, struct stage *stage);
/* All texts and events into a history. */
void event_log_history(const struct event_log *log, struct history *history);
/* The log as a stream: magic, the header (a JSON object), texts, events, and a report. Release the buffer. */
void event_log_stream(const struct event_log *log, const char *header, struct buffer *to);

#endif
