/* recipe_run.h - running a recipe of tests/recipes through the program, and what it says. */
#ifndef LUNCHRUSH_TESTS_RECIPE_RUN_H
#define LUNCHRUSH_TESTS_RECIPE_RUN_H

#include <check.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define RECIPE_OUT_MAX (1 << 20)

/* What `lunchrush WORDS` says on stdout as JSON; $R in the words is the folder of recipes, $L that of lessons. */
static inline json_t *recipe_run(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline json_t *recipe_run(int *status, const char *format, ...)
{
	char words[1024], command[2048], *out = malloc(RECIPE_OUT_MAX);
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(command, sizeof command, "R=%s/tests/recipes; L=%s/lessons; ./lunchrush %s 2>/dev/null", dir, dir, words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	out[fread(out, 1, RECIPE_OUT_MAX - 1, pipe)] = 0;
	*status = WEXITSTATUS(pclose(pipe));
	json_t *json = json_loads(out, 0, NULL);
	ck_assert_msg(json != NULL, "%s said: %.300s", words, out);
	free(out);
	return json;
}

static inline const char *recipe_text(const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value ? value : "";
}

/* The first expectation that was broken, or "". */
static inline const char *recipe_broken(const json_t *json)
{
	const char *value = json_string_value(json_array_get(json_object_get(json, "violations"), 0));
	return value ? value : recipe_text(json, "error");
}

/* It runs to its end, and all that it expects holds. Its hash; 0 in a free run. */
static inline void recipe_holds(const char *words)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s", words);
	ck_assert_msg(status == 0, "%s: %s", words, recipe_broken(json));
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	json_decref(json);
}

#endif
