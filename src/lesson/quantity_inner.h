/* quantity_inner.h - one figure that a lesson may name: how it is written, and how it is taken; private to src/lesson. */
#ifndef LUNCHRUSH_LESSON_QUANTITY_INNER_H
#define LUNCHRUSH_LESSON_QUANTITY_INNER_H

#include "lesson/condition.h"
#include "lesson/facts.h"

enum figure_of { FIGURE_OF_RUN, FIGURE_OF_SCHEDULES, FIGURE_OF_ENGINES };
enum figure_argument { ARGUMENT_NONE, ARGUMENT_NAME, ARGUMENT_ENGINE };

struct figure {
	const char *words;              /* "served per minute" */
	enum figure_of of;
	enum figure_argument argument;  /* what follows the words */
	/* Takes it; `argument` is "" where none is taken. Only called where what it is of is known (a report; a count; a comparison). */
	struct value (*take)(const struct facts *facts, const char *argument);
};

/* Ended by one without words; longer ones stand before those they begin with. */
extern const struct figure quantity_of_run[], quantity_of_schedules[];

struct value value_number(double number);
struct value value_words(const char *text);
struct value value_unknown(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Of a run's events; the facts have a history. */
struct value quantity_at_once(const struct facts *facts, const char *argument);
struct value quantity_order_ended(const struct facts *facts, const char *argument);
struct value quantity_first_ended(const struct facts *facts, const char *argument);
struct value quantity_last_ended(const struct facts *facts, const char *argument);
struct value quantity_order_served(const struct facts *facts, const char *argument);
struct value quantity_last_writer(const struct facts *facts, const char *argument);
struct value quantity_lost_updates(const struct facts *facts, const char *argument);
struct value quantity_length(const struct facts *facts, const char *argument);
/* A shared value, or an element of an array or list: "prices[3]". */
struct value quantity_shared(const struct facts *facts, const char *name);
/* Under control: how often another worker took the next step. */
struct value quantity_turns(const struct facts *facts);

#endif
