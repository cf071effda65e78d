/* outside_start.h - the process that becomes an outside program: `lunchrush --outside …`. */
#ifndef LUNCHRUSH_KITCHEN_OUTSIDE_START_H
#define LUNCHRUSH_KITCHEN_OUTSIDE_START_H

#define OUTSIDE_ARGUMENT "--outside" /* the hidden first argument; what follows it is said in outside_start.c */
#define OUTSIDE_SAID_FD 3            /* of a program that is being started: why it could not be, an int */

/* Become it; does not come back. */
_Noreturn void outside_become(int argc, char **argv);

#endif
