/* platform_inner.h - what the files of the platform share with one another: sites (a cloud as the platform has it), instances, requests. */
#ifndef LUNCHRUSH_KITCHEN_PLATFORM_INNER_H
#define LUNCHRUSH_KITCHEN_PLATFORM_INNER_H

#include "cloud/gateway.h"
#include "kitchen/cloud.h"
#include "kitchen/news.h"
#include "kitchen/platform.h"

#define START_LIMIT_NS UINT64_C(10000000000) /* that an instance may take from its start to its first `next`, as on Lambda: by the real clock and by the kitchen's, which may be slow or held */

struct request {
	struct request *next;
	struct future *future;
	uint64_t due_ns;   /* posted: kitchen time at which it is tried again */
	uint64_t pause_ns; /* … the last time that it found all instances busy it had to wait so long */
	uint32_t tries;    /* begun so far */
	bool throttled;    /* told once */
};

enum instance_state { INSTANCE_STARTING, INSTANCE_IDLE, INSTANCE_BUSY, INSTANCE_BETWEEN /* it has answered and not asked again */ };

struct instance {
	struct instance *next;        /* of its site */
	struct instance *next_of_all;
	struct site *site;
	struct worker *worker;
	struct seat *seat;
	struct request *request;  /* busy */
	int pid, pidfd, news;     /* news: our end of its socket */
	uint8_t state;            /* enum instance_state */
	bool ended;               /* it was told to end, and is to be buried */
	uint32_t given;           /* requests */
	uint64_t since_ns;        /* idle, starting: kitchen time since when */
	uint64_t due_ns;          /* busy: kitchen time at which its time is up */
	uint64_t used_ns;         /* busy, at unlimited pace: kitchen time that it has slept and worked */
	uint64_t started_ns;      /* real time */
	uint64_t answered_ns;     /* between: real time since when */
	char *words;              /* why it could not be started, as it said; owned */
};

struct site {
	struct site *next;
	struct cloud *cloud;
	struct instance *instances;
	struct request *coming, **coming_last; /* an instance is being started for each */
	struct request *later;                 /* posted, to be tried again */
	uint32_t count, starting, made;        /* instances there, of these not yet ready; ever */
};

/* The counts of all clouds, for the report. */
struct platform_counts {
	uint32_t clouds, requests, handled, raised, cold, warm, throttled, timed_out, again, lost, reclaimed, peak;
};
extern struct platform_counts platform_counts;

/* Tell of something at the site's cloud. */
void site_tell(struct site *site, const struct worker *who, enum kind kind, uint32_t item, uint64_t value);
/* An instance can be given a request: the first that waits for one, else it idles. */
void site_has(struct instance *instance);
/* The request is over, with this text as its answer, or as what is raised. It is freed. */
void site_settle(struct site *site, struct request *request, const char *text, size_t length, bool error);
/* The request has failed: raised to who waits for it; or tried again. */
void site_failed(struct site *site, struct request *request, const char *words);
/* More requests wait for an instance than are being started. */
bool site_is_short(const struct site *site);
struct request *site_next(struct site *site);

/* platform_said.c */
extern const struct gateway_ears instance_ears;

/* platform_instance.c */
int instance_open(const struct launch *launch, struct error *error);
int instance_fd(void);
void instance_turn(void);
/* How many there are, of all sites. */
uint32_t instance_count(void);
/* Start one; NULL with words. */
struct instance *instance_start(struct site *site, struct error *error);
/* Give it the request; false when it does not wait. */
bool instance_give(struct instance *instance, struct request *request, uint64_t now_ns);
/* It goes, or, where it is `killed`, that is told: it is dead and gone when this returns. */
void instance_end(struct instance *instance, bool killed);
void instance_each(void (*each)(struct instance *instance));

#endif
