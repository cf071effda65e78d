/* new.h - what `lunchrush new` writes; see new_texts.c. */
#ifndef LUNCHRUSH_CLI_NEW_H
#define LUNCHRUSH_CLI_NEW_H

/* A file of a lesson; in its text "@" stands for the name. */
struct new_file {
	const char *name, *text;
};

/* Ended by one without a name. */
extern const struct new_file new_lesson[];
extern const char new_recipe[];

#endif
