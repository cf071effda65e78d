/* loop.h - the event loop of the loop engine, for what waits for the outside there: a socket, a process.
 *
 * Callbacks run in the floor's main thread between two workers' stretches; they let a worker go on with engine_loop.unpark. While the kitchen is held
 * the loop stands still, and no callback runs. */
#ifndef LUNCHRUSH_ENGINE_LOOP_H
#define LUNCHRUSH_ENGINE_LOOP_H

struct uv_loop_s;

/* Good from engine_loop.open on; in the floor's main thread. */
struct uv_loop_s *engine_loop_uv(void);

#endif
