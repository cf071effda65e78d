/* condition.h - what lesson.ini may ask of a run: a quantity ("global visits"), and a condition on quantities ("visits < 2 and outcome = done").
 *
 *   condition  = comparison { "and" comparison } | word
 *   comparison = measure operator value            operator: = != < <= > >=
 *   word       = "done" "deadlock" "violated" "failed" (how the run ends) · "no failing schedule" · "a failing schedule"
 *   value      = a number, "true", "false", "nil", or a word
 *
 * Quantities of a run: "global NAME" or just NAME (a global or shared value at the end) · "outcome" · "served" "arrived" "lost" "retried" "in flight" · "served per minute" (kitchen minute) ·
 * "seconds" (kitchen seconds that it took) · "real seconds" · "cpu seconds" · "events" · "stalls" · "switches" "voluntary switches" "forced switches" · "workers" · "steps" (under control) ·
 * "waiting" (workers that wait at the end) · "lag" (longest time that an event loop stood still, kitchen seconds) · "at once" (most workers running at one moment) ·
 * "first ended" "last ended" (a worker's letter) · "order ended" (letters) · "order served" (numbers of customers, joined by spaces) · "last writer NAME" (letter of who wrote it last).
 * Of all schedules: "explore schedules" "explore failing" "explore deadlocking" "explore outcomes" "explore chance" (per cent) "explore preemptions" (of the simplest failing one).
 * Of several engines: "speedup ENGINE" (against sequential; of a compare). */
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
