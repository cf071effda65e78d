/* recipe_run.h - running the program on a recipe, and what it says.
 *
 * The words are a shell's, after `lunchrush`: $R is the folder of the tests' recipes, $L that of the lessons; stderr is thrown away unless they end with 2>&1. */
#ifndef LUNCHRUSH_TESTS_RECIPE_RUN_H
#define LUNCHRUSH_TESTS_RECIPE_RUN_H

#include <check.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define RECIPE_OUT_MAX (1 << 20)

static inline char *recipe_output_of(int *status, const char *words)
{
	size_t size = strlen(words) + 4096;
	char *command = malloc(size), *out = malloc(RECIPE_OUT_MAX);
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	snprintf(command, size, "R=%s/tests/recipes; L=%s/lessons; ./lunchrush 2>/dev/null %s", dir, dir, words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	out[fread(out, 1, RECIPE_OUT_MAX - 1, pipe)] = 0;
	*status = WEXITSTATUS(pclose(pipe));
	free(command);
	return out;
}

/* What `lunchrush WORDS` prints, at most a megabyte of it, and its exit status; to be freed. */
static inline char *recipe_output(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline char *recipe_output(int *status, const char *format, ...)
{
	char *words, *out;
	va_list args;
	va_start(args, format);
	ck_assert_int_ge(vasprintf(&words, format, args), 0);
	va_end(args);
	out = recipe_output_of(status, words);
	free(words);
	return out;
}

/* What it prints as JSON: the one object that it is. */
static inline json_t *recipe_run(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline json_t *recipe_run(int *status, const char *format, ...)
{
	char *words, *out;
	va_list args;
	va_start(args, format);
	ck_assert_int_ge(vasprintf(&words, format, args), 0);
	va_end(args);
	out = recipe_output_of(status, words);
	json_t *json = json_loads(out, 0, NULL);
	ck_assert_msg(json != NULL, "%s said: %.300s", words, out);
	free(out);
	free(words);
	return json;
}

static inline const char *recipe_text(const json_t *json, const char *key)
{
	const char *value = json_string_value(json_object_get(json, key));
	return value ? value : "";
}

/* A whole number within an object: of the globals, the ledger. */
static inline long long recipe_number(const json_t *json, const char *within, const char *key)
{
	return json_integer_value(json_object_get(json_object_get(json, within), key));
}

/* The first expectation that was broken, or the error, or "". */
static inline const char *recipe_broken(const json_t *json)
{
	const char *value = json_string_value(json_array_get(json_object_get(json, "violations"), 0));
	return value ? value : recipe_text(json, "error");
}

/* It runs to its end, and all that it expects holds. */
static inline void recipe_holds(const char *words)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 %s", words);
	ck_assert_msg(status == 0, "%s: %s", words, recipe_broken(json));
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	json_decref(json);
}

#endif
