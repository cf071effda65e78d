/* study_inner.h - what the files of the study share: its life (study.c), reading what comes (study_read.c), questions (study_ask.c) and answers (study_answer.c). */
#ifndef LUNCHRUSH_TUI_STUDY_INNER_H
#define LUNCHRUSH_TUI_STUDY_INNER_H

#include "source/source.h"
#include "tui/study.h"

#include <jansson.h>

#define HERE_KEPT 512      /* answers to "at" that are kept */
#define HERE_UNDER_WAY 64  /* … and asked at once */
#define REPLIES_KEPT 8

/* A question "at": asked, or answered. */
struct study_place {
	char *schedule;            /* NULL: unused */
	struct study_here *here;   /* NULL: not yet answered */
	uint32_t question;
	uint64_t used;             /* study->uses when it was last looked at: the oldest gives way */
};

struct study {
	enum study_state state;
	struct error error;
	struct launch launch;      /* what is counted; as it was given */
	bool launched;             /* launch is initialised */
	bool asked;                /* it may take its time */
	struct source *source;     /* NULL none */
	struct history *history;   /* an exploration sends no events; the source wants one all the same */
	struct info info;
	struct study_progress progress;
	struct study_count *count; /* NULL until it is there */
	bool news;                 /* study_take understood something since study_pump began */

	uint32_t question;         /* the number of the last one */
	struct study_place places[HERE_KEPT];
	uint64_t uses;
	int under_way;             /* places asked and not answered */
	struct { uint32_t question; bool answered; enum study_what what; struct study_reply reply; } replies[REPLIES_KEPT];
	int reply_next;
};

/* study_read.c: JSON into structs; NULL or false when it is not what it should be. */
bool study_read_progress(const json_t *json, struct study_progress *progress);
struct study_count *study_read_count(const json_t *json);
void study_count_free(struct study_count *count);
/* Digits of a key; false where there are none. */
bool study_read_decimal(const json_t *json, const char *key, char to[STUDY_DIGITS]);
/* A number from least to most; false where there is none. */
bool study_read_number(const json_t *json, const char *key, double least, double most, double *to);
/* Whether a text is made of the signs of schedules. */
bool study_is_schedule(const char *text);

/* study_answer.c; `error` is the answer's, or NULL. */
struct study_here *study_read_here(const json_t *json, const char *error);
bool study_read_reply(const json_t *answer, enum study_what what, struct study_reply *reply);
void study_reply_release(struct study_reply *reply);
/* Clean text of a key into to[size]; "" where there is none. */
void study_read_text(const json_t *json, const char *key, char *to, size_t size);

/* study_words.c: what tells each outcome from the others, in words. */
void study_words(const json_t *outcomes, struct study_count *count);

/* study_ask.c */
bool study_answered(struct study *study, uint32_t question, const json_t *answer);
void study_forget_questions(struct study *study);

#endif
