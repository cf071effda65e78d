/* lecture_inner.h - what the files of a lecture share; private to src/lesson. */
#ifndef LUNCHRUSH_LESSON_LECTURE_INNER_H
#define LUNCHRUSH_LESSON_LECTURE_INNER_H

#include "lesson/lecture.h"

/* What was typed as the lesson would write it: "b", "4.5", "A", "BCA", "12 3". -1 with words when it is no answer to this question. */
int answer_read(const struct lesson_step *step, const char *typed, char to[128], struct error *error);
/* An answer for people: "b: something between". */
char *answer_words(const struct lesson_step *step, const char *answer, char *to, size_t size);
/* What the lesson says to this wrong answer; NULL. */
const char *answer_reply(const struct lesson_step *step, const char *answer);

#endif
