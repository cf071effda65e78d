/* instance.h - this process is one instance of a cloud: it runs a recipe's script up to its cloud(), and from there on handles requests, one after another.
 *
 * It is a client of the AWS Lambda Runtime API (version 2018-06-01), whose address is in AWS_LAMBDA_RUNTIME_API, and knows nothing of who is at the other end: a kitchen
 * (cloud/gateway.h), or Lambda itself, where `lunchrush instance RECIPE` is a custom runtime's bootstrap. _HANDLER names the cloud() it serves; without it, or
 * where a recipe has only one of another name, the first. Its globals live as long as it does, and nobody else has them. */
#ifndef LUNCHRUSH_KITCHEN_INSTANCE_H
#define LUNCHRUSH_KITCHEN_INSTANCE_H

#include "kitchen/action.h"
#include "trace/error.h"
#include "trace/launch.h"

#include <lua.h>

/* Be an instance until the other end is gone. Returns the exit status: 0 it was, 1 the recipe cannot be one, which was told to the other end (init/error) and is said in
 * words; 2 there is no address. The launch's recipe, settings, seed and pace count. */
int instance_main(const struct launch *launch, struct error *error);

/* ---- within an instance: arena->instance ---- */

/* cloud() was reached, its arguments are L's: does not return when this is the one to serve. */
void instance_reached(lua_State *L);
/* A handler may wait: in each state of an instance. */
void instance_lets_wait(lua_State *L);
/* Raise for what takes others beside it: queues, locks, tasks … */
void instance_check(lua_State *L, const struct action *action);
/* The same by the word itself: "task()". */
void instance_refuse(lua_State *L, const char *what);

#endif
