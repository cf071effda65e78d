/* instance_client.c - the client's side of the Runtime API, through libcurl: one easy handle, and so one connection, for all that an instance says. */
#include "kitchen/instance_inner.h"
#include "late/curl.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define VERSION "2018-06-01"
#define BODY_MAX (6u << 20) /* bytes of a request, as the API has it */

static CURL *curl;
static char base[300];

int client_open(struct error *error)
{
	const char *address = getenv("AWS_LAMBDA_RUNTIME_API");
	if (!address || !*address || strlen(address) > 200)
		return error_set(error, "instance: AWS_LAMBDA_RUNTIME_API says where requests come from, as host:port, and is not set; a kitchen sets it, and so does Lambda");
	snprintf(base, sizeof base, "http://%s/" VERSION "/runtime", address);
	curl_global_init(CURL_GLOBAL_NOTHING);
	curl = curl_easy_init();
	return curl ? 0 : error_set(error, "memory is out");
}

static size_t take_body(char *bytes, size_t one, size_t count, void *data)
{
	struct buffer *body = data;
	(void)one;
	if (body->length + count > BODY_MAX)
		return 0;
	buffer_append(body, bytes, count);
	return count;
}

/* "Name: value\r\n": the value into to, when it is that header. */
static void take_value(const char *line, size_t length, const char *name, char *to, size_t size)
{
	size_t n = strlen(name);
	if (length <= n || line[n] != ':' || strncasecmp(line, name, n) != 0)
		return;
	const char *from = line + n + 1, *end = line + length;
	while (from < end && *from == ' ')
		from++;
	while (end > from && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' '))
		end--;
	snprintf(to, size, "%.*s", (int)(end - from), from);
}

static size_t take_header(char *line, size_t one, size_t length, void *data)
{
	struct invocation *invocation = data;
	char number[32] = "";
	(void)one;
	take_value(line, length, "Lambda-Runtime-Aws-Request-Id", invocation->id, sizeof invocation->id);
	take_value(line, length, "Lambda-Runtime-Invoked-Function-Arn", invocation->arn, sizeof invocation->arn);
	take_value(line, length, "Lambda-Runtime-Trace-Id", invocation->trace, sizeof invocation->trace);
	take_value(line, length, "Lambda-Runtime-Deadline-Ms", number, sizeof number);
	if (*number)
		invocation->deadline_ms = strtoull(number, NULL, 10);
	return length;
}

/* Begin a request: nothing of the one before but its connection. */
static void prepare(const char *url, struct buffer *body)
{
	curl_easy_reset(curl);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "lunchrush");
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
}

/* The status; -1 with words. */
static int perform(struct error *error)
{
	long status = 0;
	CURLcode code = curl_easy_perform(curl);
	if (code != CURLE_OK)
		return error_set(error, "instance: %s: %s", base, curl_easy_strerror(code));
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	return (int)status;
}

int client_next(struct invocation *invocation, struct error *error)
{
	char url[400];
	buffer_release(&invocation->body);
	*invocation = (struct invocation){ 0 };
	snprintf(url, sizeof url, "%s/invocation/next", base);
	prepare(url, &invocation->body);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, invocation);
	int status = perform(error);
	if (status < 0)
		return -1;
	if (status != 200 || !*invocation->id)
		return error_set(error, "instance: %s answers %d where a request with its id would be right", url, status);
	return 0;
}

/* `type` NULL: none. */
static int post(const char *url, const char *text, size_t length, const char *type, struct error *error)
{
	struct buffer ignored = { 0 };
	char line[200];
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
	headers = curl_slist_append(headers, "Expect:");
	snprintf(line, sizeof line, "Lambda-Runtime-Function-Error-Type: %s", type ? type : "");
	if (type)
		headers = curl_slist_append(headers, line);
	prepare(url, &ignored);
	curl_easy_setopt(curl, CURLOPT_POST, 1L);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	int status = perform(error);
	curl_slist_free_all(headers);
	buffer_release(&ignored);
	return status;
}

int client_response(const struct invocation *invocation, const char *text, size_t length, struct error *error)
{
	char url[600];
	snprintf(url, sizeof url, "%s/invocation/%s/response", base, invocation->id);
	return post(url, text, length, NULL, error);
}

int client_error(const struct invocation *invocation, const char *words, const char *type, struct error *error)
{
	char url[600];
	json_t *body = json_pack("{s:s,s:s,s:[]}", "errorMessage", words, "errorType", type, "stackTrace");
	char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	json_decref(body);
	snprintf(url, sizeof url, invocation ? "%s/invocation/%s/error" : "%s/init/error", base, invocation ? invocation->id : "");
	int status = post(url, text ? text : "{}", text ? strlen(text) : 2, type, error);
	free(text);
	return status;
}
