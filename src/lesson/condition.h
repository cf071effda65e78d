/* condition.h - what lesson.ini may ask of a run: a quantity ("global visits"), and a condition on quantities ("visits < 2 and outcome = done").
 *
 *   condition  = term { "and" term }               term: comparison or word
 *   comparison = quantity operator value           operator: = != < <= > >=
 *   word       = "done" "deadlock" "violated" "failed" (how the run ends) · "no failing schedule" · "a failing schedule"
 *   value      = a number, "true", "false", "nil", or a word
 *
 * A value may stand in quotation marks: how = "in one line".
 *
 * Quantities of a run, with seconds and minutes of the kitchen:
 *   "global NAME" or just NAME   a global or shared value at the end; "NAME[3]" an element of an array or list · "length NAME" of a list, array, queue · "setting NAME"
 *   "outcome"                    done deadlock violated failed interrupted
 *   "served" "arrived" "lost" "retried" "in flight" · "served per minute" · "stay" (seconds that a customer was in the shop, on the mean)
 *   "seconds" · "real seconds" · "cpu seconds" · "lag" (the longest time that an event loop kept somebody waiting who was due, or stood still)
 *   "steps" (under control) · "switches" (of control: under control steps by another worker than the last, with a GIL or on a loop hand-overs, else the kernel's) ·
 *   "voluntary switches" "forced switches" (the kernel's) · "events" · "stalls" (of full rings)
 *   "workers" "threads" "processes" (different ones, the main task's among them) · "waiting" (workers that wait for ever) · "at once" (most workers running at one moment, without the main task)
 *   "first ended" "last ended" (a task's letter) · "order ended" (letters) · "order served" (numbers of customers, joined by blanks) · "last writer NAME" (letter)
 *   "lost updates" (of a free run) · "parcels" "parcel bytes" · "fetches" "fetch errors" "connections" · "programs" "programs failed"
 *   "requests" "cold starts" "warm starts" "throttled" "timed out" "instances" (of a cloud; instances: most at once)
 * Of all schedules: "explore schedules" "explore failing" "explore deadlocking" "explore outcomes" "explore chance" (per cent) "explore preemptions" (of the simplest failing one, "none" where
 * none fails). Of several engines: "speedup ENGINE" (against sequential; of a compare). */
#ifndef LUNCHRUSH_LESSON_CONDITION_H
#define LUNCHRUSH_LESSON_CONDITION_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

struct facts;
struct quantity;
struct condition;

/* What a quantity may be. */
enum value_kind { VALUE_UNKNOWN, VALUE_NUMBER, VALUE_TEXT };
struct value {
	enum value_kind kind;
	double number;
	char text[192]; /* VALUE_TEXT, or why it is unknown */
};

/* Read one. NULL with words (no FILE:LINE: the caller puts that before it). */
struct quantity *quantity_read(const char *text, struct error *error);
void quantity_free(struct quantity *quantity);
/* What it is in these facts; VALUE_UNKNOWN where they do not say (the words then say what is missing: "the schedules have not been counted"). */
struct value quantity_take(const struct quantity *quantity, const struct facts *facts);
/* As written, tidied: "global visits". Lives as long as the quantity. */
const char *quantity_text(const struct quantity *quantity);
/* For people, short: "visits", "failing". As long. */
const char *quantity_shown(const struct quantity *quantity);
/* Whether it is of all schedules (else of one run), or of a comparison. */
bool quantity_explores(const struct quantity *quantity);
bool quantity_compares(const struct quantity *quantity);

struct condition *condition_read(const char *text, struct error *error);
void condition_free(struct condition *condition);
enum holds { HOLDS_UNKNOWN = -1, HOLDS_NOT, HOLDS };
enum holds condition_holds(const struct condition *condition, const struct facts *facts);
bool condition_explores(const struct condition *condition);
bool condition_compares(const struct condition *condition);
const char *condition_text(const struct condition *condition);
/* For people, what its quantities are in these facts: "visits = 4, outcome = done"; into to[size]; returns to. */
char *condition_words(const struct condition *condition, const struct facts *facts, char *to, size_t size);

/* "4", "0.5", "deadlock": a value for people; into to[size]; returns to. */
char *value_text(const struct value *value, char *to, size_t size);

#endif
