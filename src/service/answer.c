/* answer.c - the paths there are, in one table. Whatever a stranger wrote is cut and cleaned before it is said back. */
#include "service/answer.h"

#include "service/pages.h"
#include "service/rates.h"
#include "trace/text.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char json[] = "application/json", plain[] = "text/plain; charset=utf-8";

static struct answer said(unsigned status, const char *type, char *body)
{
	return (struct answer){ status, type, body, body ? strlen(body) : 0 };
}

struct answer answer_error(unsigned status, const char *format, ...)
{
	char words[512], clean[512], *body;
	va_list args;
	json_t *object;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	text_clean(clean, sizeof clean, words, strlen(words));
	object = json_pack("{s:s}", "error", clean);
	body = object ? json_dumps(object, JSON_COMPACT) : NULL;
	json_decref(object);
	return said(status, json, body);
}

/* ---- the questions ---- */

static struct answer rates(const struct question *question, const char *rest, uint32_t page_bytes)
{
	char text[RATES_BYTES];
	const char *base = question->base ? question->base : "USD";
	(void)rest;
	(void)page_bytes;
	if (!rates_json(base, text))
		return answer_error(400, "there is no currency '%.16s' here; base is one of %s", base, rates_known());
	return said(200, json, strdup(text));
}

/* A whole number from `least` to `most`, and nothing else. */
static bool read_number(const char *text, uint32_t least, uint32_t most, uint32_t *to)
{
	size_t length = strlen(text);
	if (length == 0 || length > 9 || strspn(text, "0123456789") != length)
		return false;
	*to = (uint32_t)strtoul(text, NULL, 10);
	return *to >= least && *to <= most;
}

static struct answer page(const struct question *question, const char *rest, uint32_t page_bytes)
{
	uint32_t number, bytes = page_bytes;
	if (!read_number(rest, 1, PAGE_NUMBER_MAX, &number))
		return answer_error(404, "there is no page '%.16s'; pages are 1 to %u", rest, PAGE_NUMBER_MAX);
	if (question->bytes && !read_number(question->bytes, 0, PAGE_BYTES_MAX, &bytes))
		return answer_error(400, "'%.16s' is no size of a page; bytes is a whole number from 0 to %u", question->bytes, PAGE_BYTES_MAX);
	return (struct answer){ 200, plain, page_text(number, bytes), bytes };
}

static struct answer health(const struct question *question, const char *rest, uint32_t page_bytes)
{
	(void)question;
	(void)rest;
	(void)page_bytes;
	return said(200, json, strdup("{\"status\":\"ok\"}"));
}

static struct answer front(const struct question *question, const char *rest, uint32_t page_bytes)
{
	(void)question;
	(void)rest;
	(void)page_bytes;
	return said(200, plain, strdup("/rates?base=USD    what a dollar is worth, as JSON; any other of the currencies, too\n"
				       "/page/7?bytes=512  a page of that number and size; the same ones, the same text\n"
				       "/health            whether the service is there\n"));
}

static const struct path {
	const char *name;
	bool goes_on; /* something follows it */
	struct answer (*answer)(const struct question *question, const char *rest, uint32_t page_bytes);
} paths[] = {
	{ "/rates", false, rates }, { "/page/", true, page }, { "/health", false, health }, { "/", false, front },
};

struct answer answer_to(const struct question *question, uint32_t page_bytes)
{
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		size_t length = strlen(paths[i].name);
		if (strncmp(question->path, paths[i].name, length) == 0 && (paths[i].goes_on || !question->path[length]))
			return paths[i].answer(question, question->path + length, page_bytes);
	}
	return answer_error(404, "there is nothing at '%.60s'; there are /rates, /page/N and /health", question->path);
}

bool answer_is_health(const char *path)
{
	return strcmp(path, "/health") == 0;
}
