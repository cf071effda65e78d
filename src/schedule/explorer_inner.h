/* explorer_inner.h - what the files of the explorer share: the graph of states, and the walk over it.
 *
 * The walk (explorer.c) adds states to the graph (explorer_graph.c) in the order in which they are met; a state is closed when all that follows from it is
 * known, and the order of closing is children first. What is counted from the start on is made from that order (explorer_count.c), paths are found in
 * explorer_path.c, and questions answered in explorer_ask.c. */
#ifndef LUNCHRUSH_SCHEDULE_EXPLORER_INNER_H
#define LUNCHRUSH_SCHEDULE_EXPLORER_INNER_H

#include "schedule/explorer.h"

/* A place is 0 (nobody knows), a state's index + 1, or an outcome's index with PLACE_ENDS. */
#define PLACE_ENDS 0x80000000u
#define PLACE_BACK 0x40000000u /* in an edge: it leads back to a state of the path, and is left out where schedules are counted */
#define PLACE_INDEX 0x3fffffffu

/* One who was able, and where its step leads. */
struct edge {
	uint32_t worker;
	explorer_place to;
};

struct state {
	struct explorer_key key;
	struct explorer_figures figures; /* while it is open: of the successors that are closed */
	uint32_t first;                  /* its first edge */
	uint8_t count;                   /* of its edges */
	bool open;                       /* on the present path */
};

/* A state on the present path. */
struct frame {
	uint32_t state;
	uint32_t last;        /* who moved last, 0 at the start */
	uint32_t preemptions; /* so far */
	uint32_t child;       /* the edge that is tried */
	double mass;          /* how likely a random walk comes here */
};

struct outcome {
	char *text;
	bool ok, deadlock;
	struct explorer_share share;
};

struct explorer {
	struct explorer_bounds bounds;

	/* the graph */
	struct state *states;
	uint32_t state_count, state_size;
	struct edge *edges;
	uint32_t edge_count, edge_size;
	uint32_t *table;       /* open-addressed: index of a state + 1 */
	size_t table_size;
	uint32_t *closed;      /* states in the order of closing */
	uint32_t closed_count, closed_size;
	struct outcome *outcomes;
	uint32_t outcome_count;
	explorer_place start;

	/* the walk */
	struct frame *stack;
	uint32_t stack_count, stack_size;
	uint32_t depth;        /* of the present run */
	explorer_place reached; /* at which the run was cut: known before */
	bool cut_off;          /* the run was cut for its depth */
	enum explorer_stop stop;
	bool over;             /* every edge is decided */
	uint64_t steps, cuts;
	double done;
	struct explorer_figures so_far;

	/* loops */
	uint32_t *lasso;
	uint32_t lasso_prefix, lasso_count;
	double endless_chance;

	struct explorer_figures at_most[EXPLORER_PREEMPTIONS];
};

/* Memory that is sure to be there: aborts when it is out. */
void *explorer_sure(void *memory);

/* ---- explorer_graph.c ---- */

/* The state of that key: its index + 1, 0 when there is none. */
uint32_t graph_find(const struct explorer *explorer, struct explorer_key key);
/* A new state with those able; its index. */
uint32_t graph_add(struct explorer *explorer, struct explorer_key key, const uint32_t *able, uint32_t count);
void graph_close(struct explorer *explorer, uint32_t state);
/* An outcome's place. */
explorer_place graph_outcome(struct explorer *explorer, const char *text, bool ok, bool deadlock);
/* Whether one more state fits the bound on memory. */
bool graph_has_room(const struct explorer *explorer);

/* The edge's target where schedules are counted: 0 for one that leads back. */
static inline explorer_place edge_forward(const struct edge *edge)
{
	return edge->to & PLACE_BACK && !(edge->to & PLACE_ENDS) ? 0 : edge->to;
}

/* Whether taking `worker` in this state is a preemption when `last` moved last. */
bool graph_preempts(const struct explorer *explorer, const struct state *state, uint32_t last, uint32_t worker);

/* ---- explorer_count.c ---- */

/* Add `from`, which follows when one of `count` is chosen. */
void figures_add(struct explorer_figures *to, const struct explorer_figures *from, uint32_t count);
/* All that is counted from the start on. */
void count_all(struct explorer *explorer);

#endif
