/* info.h - what is known of a run besides its events: the stream's H, P and Z frames, read and checked. */
#ifndef LUNCHRUSH_STAGE_INFO_H
#define LUNCHRUSH_STAGE_INFO_H

#include "trace/error.h"
#include "trace/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A setting, as param() declared it. Text fields are clean; numbers are NAN where absent. */
struct setting {
	char name[64];
	char value[128];    /* as text */
	char initial[128];  /* the default, as text */
	char help[160];
	char **choices;     /* NULL-ended, or NULL */
	double min, max;
	bool number, boolean, live;
};

/* One line of the recipe. */
struct source_line {
	const char *text; /* clean, tabs spread to 8 columns; NUL-ended */
	int columns;
};

/* The kitchen asks whether an outside program may be started, and waits for COMMAND_ALLOW. */
struct info_ask {
	uint32_t id;         /* of the question; 0: nothing is asked */
	char worker[96];     /* who wants it */
	char folder[1024];   /* where it would work */
	char line[1024];     /* what would be started, whole; clean */
};

struct info {
	char recipe[64];     /* name, as `list` prints it, or the file's name */
	char path[256];
	char file[64];       /* last part of the path, or "NAME.lua" for a shipped recipe: as error messages name it */
	char title[96];
	char about[256];
	char engine[16];
	char engines[64];    /* on which the recipe can run, joined by commas; "" not said */
	char mode[16];       /* "free" or "scheduled" */
	char layout[512];    /* recipe{layout=}: a line per flow, names of objects and workers joined by " > "; "" none */
	bool gil;
	double gil_interval_s; /* switch interval, 0 not said */
	double pace;         /* 0 unlimited */
	long long seed;
	struct source_line *lines; /* line n is lines[n - 1] */
	size_t line_count;
	bool unexplorable;   /* the recipe calls what the explorer refuses, as far as its text shows: keys that count schedules are not offered */
	struct setting *settings;
	size_t setting_count;
	struct info_ask ask; /* an X frame of a live kitchen; void again when it was answered (whoever answers clears it) */
	bool misuse;         /* the report says that a setting which a person gave is wrong, not the recipe */
	char *report;        /* the Z frame as it came, NULL before */
	char *head;          /* the H frame as it came, NULL before, or when it is longer than INFO_KEPT_MAX: a run that is written out once more begins with it … */
	struct buffer declared; /* … and with these, the P frames as they came, framed; as many as fit */
};

#define INFO_KEPT_MAX (4u << 20) /* bytes of the head, and of what is declared */

void info_init(struct info *info);
void info_release(struct info *info);
/* Take in one frame: type 'H', 'P' or 'Z'; of 'X' frames info_ask. 0, or -1 with words when it is not what it should be. */
int info_frame(struct info *info, char type, const char *json, size_t length, struct error *error);

/* Take in an X frame of a live kitchen if it asks, or takes a question back; others are passed over. One that cannot be read whole asks nothing. */
void info_ask(struct info *info, const char *json, size_t length);

/* Whether the recipe can run on that engine, as far as it says: sequential it always can. */
bool info_runs_on(const struct info *info, const char *engine);

#endif
