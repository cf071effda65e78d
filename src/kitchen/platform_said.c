/* platform_said.c - what instances say to the platform: that they want a request, what came of one, that they cannot start. */
#include "kitchen/platform_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void asks(void *owner)
{
	struct instance *instance = owner;
	if (instance->ended)
		return;
	instance->site->starting -= instance->state == INSTANCE_STARTING;
	site_has(instance);
}

static void leaves(void *owner)
{
	((struct instance *)owner)->state = INSTANCE_BETWEEN;
}

/* What it did comes before what came of it. */
static struct request *done_with(struct instance *instance, uint64_t value)
{
	struct request *request = instance->request;
	news_take(instance->news, instance->worker);
	instance->request = NULL;
	instance->state = INSTANCE_BETWEEN;
	instance->answered_ns = clock_real_ns();
	site_tell(instance->site, instance->worker, KIND_HANDLED, request->future->number, value);
	return request;
}

static void answers(void *owner, const char *body, size_t length)
{
	struct instance *instance = owner;
	struct request *request = done_with(instance, length);
	platform_counts.handled++;
	site_settle(instance->site, request, body, length, false);
}

/* What a body that tells of an error says, for people; free() it. */
static char *error_words(const char *body, size_t length, const char *type)
{
	json_t *said = json_loadb(body ? body : "", length, 0, NULL);
	const char *message = json_string_value(json_object_get(said, "errorMessage"));
	char *words = NULL;
	if (message && *message)
		words = strdup(message);
	else if (asprintf(&words, "the handler has failed%s%s", *type ? ": " : "", type) < 0)
		words = NULL;
	json_decref(said);
	return words;
}

static void fails(void *owner, const char *body, size_t length, const char *type)
{
	struct instance *instance = owner;
	struct request *request = done_with(instance, UINT64_C(1) << 62);
	char *words = error_words(body, length, type);
	platform_counts.raised++;
	site_failed(instance->site, request, words ? words : "the handler has failed");
	free(words);
}

static void cannot(void *owner, const char *body, size_t length, const char *type)
{
	struct instance *instance = owner;
	free(instance->words);
	instance->words = error_words(body, length, type);
}

const struct gateway_ears instance_ears = { .asks = asks, .leaves = leaves, .answers = answers, .fails = fails, .cannot = cannot };
