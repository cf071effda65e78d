/* texts.h - names, labels, short strings and sentences of a run, each once: a text is a number.
 *
 * Texts are clean (trace/text.h), 1 to STREAM_TEXT_MAX bytes, and never change or go away. The collector sends each before the first
 * event that can name it. Any thread of any process. */
#ifndef LUNCHRUSH_KITCHEN_TEXTS_H
#define LUNCHRUSH_KITCHEN_TEXTS_H

#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

/* The id of a text, made clean and cut to STREAM_TEXT_MAX first; 0 for an empty one, or when there is no room for more. */
uint32_t texts_intern(const char *text, size_t length);

/* The same for a C string. */
uint32_t texts_of(const char *text);

/* The text, "" for 0 or an unknown id; with its length when asked. */
const char *texts_get(uint32_t id, size_t *length);

/* Counting is over: texts from this id on, which lay elsewhere while schedules were counted (in this process alone), go into the arena. False when it is full.
 * The floor. */
bool texts_settle(uint32_t first);

#endif
