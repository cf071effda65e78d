/* lesson.c - the words of a lesson's tables. */
#include "lesson/lesson.h"

const char *const lesson_modes[LESSON_MODES] = { "read", "live", "stepped", "explore", "compare" };
const char *const lesson_asks[LESSON_ASKS] = { "nothing", "choice", "number", "worker", "order" };
