/* data.h - where lessons and themes lie, and which recipes there are. */
#ifndef LUNCHRUSH_CLI_DATA_H
#define LUNCHRUSH_CLI_DATA_H

#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>
#include <stddef.h>

/* The data directory: the source tree when the program stands in its build tree, else share/lunchrush beside the program's
 * directory, else where it was configured to be. Found once; never NULL, though it need not exist. */
const char *data_directory(void);

/* A recipe that is there: DATA/lessons/NN-NAME/recipe.lua. */
struct shelf_recipe {
	char name[64];
	char path[1024];
};

/* The path of a file that is made when the program is built: beside the program while that stands in its build tree, else in the data directory. It need not exist. Returns to. */
char *data_built(const char *name, char *to, size_t size);

/* Whether two paths are one file. */
bool data_same_file(const char *path, const char *other);

/* All recipes in the order of their numbers. To be freed with free; NULL with *count 0 when there are none. */
struct shelf_recipe *data_recipes(size_t *count);

/* Find a recipe by the name `list` prints, by that of a lesson which names another's, or by a path (it holds a '/' or ends in .lua) of a file, or of a folder that holds a
 * recipe.lua, and fill the launch's recipe, path and
 * file. -1 with words that name a near one. */
int data_recipe(const char *typed, struct launch *launch, struct error *error);

/* The name of the recipe that opens when none is asked for: the first line of DATA/lessons/first. */
int data_first(char *to, size_t size, struct error *error);

#endif
