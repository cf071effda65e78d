/* command.c - commands as lines of JSON.
 *
 * A setting's value goes as a JSON number where that loses nothing, else as a string; read back, it is text either way. A
 * line comes from the other process and is believed only as far as it is understood: an unknown word, a missing or ill-typed
 * field, or a value out of range is an error, never a guess. */
#include "trace/command.h"

#include "trace/text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[COMMAND_DO_COUNT] = {
	[COMMAND_HOLD] = "hold",
	[COMMAND_GO] = "go",
	[COMMAND_PACE] = "pace",
	[COMMAND_GIL] = "gil",
	[COMMAND_SET] = "set",
	[COMMAND_CHOOSE] = "choose",
	[COMMAND_POLICY] = "policy",
	[COMMAND_ASK] = "ask",
	[COMMAND_KILL] = "kill",
	[COMMAND_STOP] = "stop",
	[COMMAND_CONT] = "cont",
	[COMMAND_ALLOW] = "allow",
	[COMMAND_QUIT] = "quit",
};

static json_t *value_of_text(const char *text)
{
	char *end, again[40];
	double number = strtod(text, &end);

	snprintf(again, sizeof again, "%.15g", number);
	if (isfinite(number) && *text && !*end && strcmp(again, text) == 0)
		return number == floor(number) && fabs(number) < 1e15 ? json_integer((json_int_t)number) : json_real(number);
	return json_string(text);
}

static void write_control(json_t *json, const struct command *command)
{
	if (command->what == COMMAND_POLICY) {
		json_object_set_new(json, "name", json_string(command->name));
		json_object_set_new(json, "steps", json_integer((json_int_t)command->number));
		return;
	}
	json_object_set_new(json, "schedule", json_string(command->text));
	if (command->what == COMMAND_CHOOSE)
		return;
	json_object_set_new(json, "id", json_integer((json_int_t)command->number));
	json_object_set_new(json, "what", json_string(command->name));
	json_object_set_new(json, "failing", json_boolean(command->failing));
}

int command_write(const struct command *command, char to[COMMAND_LINE_MAX])
{
	json_t *json = json_pack("{ss}", "do", words[command->what]);
	size_t length;

	if (command->what == COMMAND_PACE)
		json_object_set_new(json, "value", json_real(command->number));
	if (command->what == COMMAND_GIL)
		json_object_set_new(json, "value", json_boolean(command->number != 0));
	if (command->what == COMMAND_SET) {
		json_object_set_new(json, "name", json_string(command->name));
		json_object_set_new(json, "value", value_of_text(command->text));
	}
	if (command->what == COMMAND_KILL || command->what == COMMAND_STOP || command->what == COMMAND_CONT)
		json_object_set_new(json, "name", json_string(command->name));
	if (command->what == COMMAND_ALLOW) {
		json_object_set_new(json, "id", json_integer((json_int_t)command->number));
		json_object_set_new(json, "answer", json_string(command->name));
	}
	if (command->what == COMMAND_CHOOSE || command->what == COMMAND_POLICY || command->what == COMMAND_ASK)
		write_control(json, command);
	length = json_dumpb(json, to, COMMAND_LINE_MAX, JSON_COMPACT | JSON_REAL_PRECISION(15));
	json_decref(json);
	if (length == 0 || length >= COMMAND_LINE_MAX)
		return -1;
	to[length] = '\n';
	return (int)length + 1;
}

/* A value as text and, where it is one, as a number. */
static int read_value(struct command *command, const json_t *value, struct error *error)
{
	int length = -1;

	command->number = json_is_boolean(value) ? json_is_true(value) : json_number_value(value);
	if (json_is_string(value))
		length = snprintf(command->text, sizeof command->text, "%s", json_string_value(value));
	else if (json_is_integer(value))
		length = snprintf(command->text, sizeof command->text, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		length = snprintf(command->text, sizeof command->text, "%.15g", json_real_value(value));
	else if (json_is_boolean(value))
		length = snprintf(command->text, sizeof command->text, "%s", json_is_true(value) ? "true" : "false");
	if (length < 0)
		return error_set(error, "a command \"%s\" without a value", words[command->what]);
	if (length >= COMMAND_VALUE_MAX)
		return error_set(error, "a command \"%s\" whose value is longer than %d bytes", words[command->what], COMMAND_VALUE_MAX - 1);
	return 0;
}

/* A short text under a key; "" when it is not there. */
static int read_word(char *to, size_t size, const json_t *json, const char *key, struct error *error)
{
	const char *text = json_string_value(json_object_get(json, key));

	if (text && strlen(text) >= size)
		return error_set(error, "a command whose \"%s\" is longer than %zu bytes", key, size - 1);
	strcpy(to, text ? text : "");
	return 0;
}

static int read_control(struct command *command, const json_t *json, struct error *error)
{
	const json_t *number = json_object_get(json, command->what == COMMAND_POLICY ? "steps" : "id");

	if (command->what != COMMAND_CHOOSE && (!json_is_integer(number) || json_integer_value(number) < 0))
		return error_set(error, "a command \"%s\" without a number of at least 0", words[command->what]);
	command->number = json_number_value(number);
	command->failing = json_is_true(json_object_get(json, "failing"));
	return read_word(command->name, sizeof command->name, json, command->what == COMMAND_POLICY ? "name" : "what", error) ||
	       read_word(command->text, sizeof command->text, json, "schedule", error) ? -1 : 0;
}

static int read_allow(struct command *command, const json_t *json, struct error *error)
{
	const json_t *id = json_object_get(json, "id");

	if (!json_is_integer(id) || json_integer_value(id) < 1)
		return error_set(error, "a command \"allow\" without a number of at least 1");
	command->number = json_number_value(id);
	return read_word(command->name, sizeof command->name, json, "answer", error);
}

static int read_fields(struct command *command, const json_t *json, struct error *error)
{
	const json_t *value = json_object_get(json, "value");
	const char *name = json_string_value(json_object_get(json, "name"));

	switch (command->what) {
	case COMMAND_PACE:
		if (!json_is_number(value) || !(json_number_value(value) >= 0))
			return error_set(error, "a command \"pace\" without a number of at least 0");
		return read_value(command, value, error);
	case COMMAND_GIL:
		if (!json_is_boolean(value))
			return error_set(error, "a command \"gil\" that is neither true nor false");
		return read_value(command, value, error);
	case COMMAND_SET:
		if (!name || !*name || strlen(name) >= sizeof command->name)
			return error_set(error, "a command \"set\" without a setting's name");
		strcpy(command->name, name);
		return read_value(command, value, error);
	case COMMAND_KILL:
	case COMMAND_STOP:
	case COMMAND_CONT:
		if (!name || !*name)
			return error_set(error, "a command \"%s\" without a worker's name", words[command->what]);
		return read_word(command->name, sizeof command->name, json, "name", error);
	case COMMAND_ALLOW:
		return read_allow(command, json, error);
	case COMMAND_CHOOSE:
	case COMMAND_POLICY:
	case COMMAND_ASK:
		return read_control(command, json, error);
	default:
		return 0;
	}
}

int command_read(struct command *command, const char *line, size_t length, struct error *error)
{
	json_error_t why;
	json_t *json = json_loadb(line, length, JSON_REJECT_DUPLICATES, &why);
	const char *verb = json_string_value(json_object_get(json, "do"));
	int what = 0, result;

	memset(command, 0, sizeof *command);
	if (!json)
		return error_set(error, "a command that is no JSON object: %s", why.text);
	while (what < COMMAND_DO_COUNT && !(verb && strcmp(verb, words[what]) == 0))
		what++;
	if (what == COMMAND_DO_COUNT) {
		error_set(error, "an unknown command \"%s\"", verb ? verb : "");
		result = -1;
	} else {
		command->what = (enum command_do)what;
		result = read_fields(command, json, error);
	}
	json_decref(json);
	return result;
}
