/* inner.h - what the files of this room share: a source from the inside. */
#ifndef LUNCHRUSH_SOURCE_INNER_H
#define LUNCHRUSH_SOURCE_INNER_H

#include "source/source.h"
#include "trace/stream.h"

#include <sys/types.h>

struct source {
	int fd;                  /* the socket or the file; -1 once nothing more comes */
	enum source_state state;
	struct error error;
	char name[256];          /* a file's name for messages, "" for a kitchen */
	struct stream_reader *reader;
	struct history *history; /* of the pump that runs now: not owned */
	struct info *info;
	bool frame_wrong;        /* info_frame refused one: `error` says why */
	size_t events_left;      /* that are still taken in */
	bool reported;           /* the report (frame Z) has come */
	source_answer *answer;   /* told of X frames; NULL none */
	void *answer_data;

	/* a kitchen only */
	pid_t pid;               /* 0 none, or reaped */
	int words_fd;            /* what the kitchen writes to its stderr: a file in memory; -1 none */
	struct buffer commands;  /* not yet taken by the socket */

	/* a trace file to write, only with a kitchen */
	int tee_fd;              /* -1 none, or given up after an error */
	char tee_name[256];
};

/* A source that reads `fd`, which it now owns. NULL when memory is out (the descriptor is closed). */
struct source *source_new(int fd, const char *name);

/* The stream has ended or is of no more use: end the kitchen and everything in its group, and wait for it. When `patient`, it gets a
 * moment to end by itself first. Returns its wait status, 0 when there was none. */
int kitchen_reap(struct source *source, bool patient);
/* Say in source->error how the kitchen came to its end; -1. */
int kitchen_died(struct source *source, int status, const char *stream_words);
/* The kitchen's words on stderr that source_error has not told go to ours, unless that is the terminal with the screen on it. */
void kitchen_last_words(struct source *source);

/* Create the file that gets the stream's bytes. */
int tee_open(struct source *source, const char *path, struct error *error);
/* Write; an error ends the writing for good and is told by source_error, while the run goes on. */
void tee_write(struct source *source, const void *bytes, size_t length);
/* Close; errors that only show now are told too. */
void tee_close(struct source *source);

#endif
