/* browser.c - see browser.h. Messages are JSON, each ended by a zero byte: requests with a number, which the answer has again, and between them events. */
#include "browser.h"

#include <check.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 60000
#define HEARD_MAX 8000

struct browser {
	pid_t pid;
	int to, from;
	char folder[64];
	char *heard;        /* bytes that no message was made of yet */
	size_t length, size;
	long long number;   /* of the last request */
	char session[80];   /* of the page; "" not yet */
	bool loaded;
	char asked[HEARD_MAX], complained[HEARD_MAX];
};

static const char *browser_name(void)
{
	static const char *const names[] = { "chromium", "chromium-browser", "google-chrome" };
	char command[80];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", names[i]);
		if (system(command) == 0)
			return names[i];
	}
	return NULL;
}

const char *browser_missing(void)
{
	return browser_name() ? NULL : "there is no browser here; chromium would be right";
}

/* ---- messages ---- */

static void line_add(char to[HEARD_MAX], const char *what, const char *more)
{
	size_t length = strlen(to);
	snprintf(to + length, HEARD_MAX - length, "%s: %s\n", what, more ? more : "");
}

static const char *text_of(const json_t *in, const char *key)
{
	const char *text = json_string_value(json_object_get(in, key));
	return text ? text : "";
}

static bool lies_in_the_page(const char *url)
{
	return !strncmp(url, "data:", 5) || !strncmp(url, "blob:", 5);
}

static void event_take(struct browser *browser, const char *method, const json_t *is)
{
	if (!strcmp(method, "Page.loadEventFired"))
		browser->loaded = true;
	else if (!strcmp(method, "Network.requestWillBeSent")) {
		const char *url = text_of(json_object_get(is, "request"), "url");
		if (strcmp(text_of(is, "type"), "Document") && !lies_in_the_page(url))
			line_add(browser->asked, "asked for", url);
	} else if (!strcmp(method, "Runtime.exceptionThrown")) {
		const json_t *details = json_object_get(is, "exceptionDetails");
		line_add(browser->complained, text_of(details, "text"), text_of(json_object_get(details, "exception"), "description"));
	} else if (!strcmp(method, "Log.entryAdded")) {
		const json_t *entry = json_object_get(is, "entry");
		if (!strcmp(text_of(entry, "level"), "error"))
			line_add(browser->complained, text_of(entry, "source"), text_of(entry, "text"));
	} else if (!strcmp(method, "Page.javascriptDialogOpening"))
		line_add(browser->complained, "a question to the person", text_of(is, "message"));
}

/* The next message whole, taken out of what was heard. */
static json_t *message_next(struct browser *browser)
{
	for (;;) {
		char *end = browser->length ? memchr(browser->heard, 0, browser->length) : NULL;
		if (end) {
			json_t *message = json_loads(browser->heard, 0, NULL);
			size_t used = (size_t)(end - browser->heard) + 1;
			memmove(browser->heard, browser->heard + used, browser->length -= used);
			ck_assert_ptr_nonnull(message);
			return message;
		}
		if (browser->length + 65536 > browser->size)
			browser->heard = realloc(browser->heard, browser->size += 1 << 20);
		struct pollfd is = { .fd = browser->from, .events = POLLIN };
		ck_assert_msg(poll(&is, 1, PATIENCE_MS) == 1, "the browser does not answer");
		ssize_t got = read(browser->from, browser->heard + browser->length, 65536);
		ck_assert_msg(got > 0, "the browser has ended");
		browser->length += (size_t)got;
	}
}

/* Take one message; its result if it answers the last request, to be dropped, else NULL. */
static json_t *message_take(struct browser *browser)
{
	json_t *message = message_next(browser), *result = NULL;
	const char *method = json_string_value(json_object_get(message, "method"));
	if (method)
		event_take(browser, method, json_object_get(message, "params"));
	else if (json_integer_value(json_object_get(message, "id")) == browser->number) {
		ck_assert_msg(!json_object_get(message, "error"), "the browser refused: %s", text_of(json_object_get(message, "error"), "message"));
		result = json_incref(json_object_get(message, "result"));
	}
	json_decref(message);
	return result;
}

/* The answer to a request, whose params are taken; to be dropped. */
static json_t *ask(struct browser *browser, const char *method, json_t *params)
{
	json_t *request = json_pack("{s:I, s:s, s:o}", "id", (json_int_t)++browser->number, "method", method, "params", params), *result = NULL;
	if (*browser->session)
		json_object_set_new(request, "sessionId", json_string(browser->session));
	char *text = json_dumps(request, JSON_COMPACT);
	size_t length = strlen(text) + 1;
	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(browser->to, text + done, length - done);
		ck_assert_msg(wrote > 0, "the browser does not listen");
		done += (size_t)wrote;
	}
	free(text);
	json_decref(request);
	while (!result)
		result = message_take(browser);
	return result;
}

static void tell(struct browser *browser, const char *method, json_t *params)
{
	json_decref(ask(browser, method, params));
}

/* ---- its life ---- */

/* In the child: it reads from 3 and writes to 4. */
static void become(const struct browser *browser, int in, int out)
{
	char folder[100];
	int in_high = fcntl(in, F_DUPFD, 10), out_high = fcntl(out, F_DUPFD, 10), nowhere = open("/dev/null", O_RDWR);
	snprintf(folder, sizeof folder, "--user-data-dir=%s", browser->folder);
	dup2(in_high, 3);
	dup2(out_high, 4);
	for (int i = 0; i < 3; i++)
		dup2(nowhere, i);
	execlp(browser_name(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--remote-debugging-pipe", folder, "about:blank", (char *)NULL);
	_exit(127);
}

static void page_attach(struct browser *browser)
{
	static const char *const listened[] = { "Page.enable", "Runtime.enable", "Network.enable", "Log.enable" };
	json_t *targets = NULL, *one;
	const char *page = NULL;
	size_t i;
	while (!page) {
		json_decref(targets);
		targets = ask(browser, "Target.getTargets", json_object());
		json_array_foreach(json_object_get(targets, "targetInfos"), i, one)
			if (!strcmp(text_of(one, "type"), "page"))
				page = text_of(one, "targetId");
	}
	json_t *attached = ask(browser, "Target.attachToTarget", json_pack("{s:s, s:b}", "targetId", page, "flatten", 1));
	snprintf(browser->session, sizeof browser->session, "%s", text_of(attached, "sessionId"));
	json_decref(attached);
	json_decref(targets);
	for (i = 0; i < sizeof listened / sizeof *listened; i++)
		tell(browser, listened[i], json_object());
}

struct browser *browser_start(void)
{
	struct browser *browser = calloc(1, sizeof *browser);
	int there[2], back[2];
	ck_assert_ptr_nonnull(browser);
	snprintf(browser->folder, sizeof browser->folder, "/tmp/browser-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(browser->folder));
	ck_assert(pipe2(there, O_CLOEXEC) == 0 && pipe2(back, O_CLOEXEC) == 0);
	browser->pid = fork();
	if (browser->pid == 0)
		become(browser, there[0], back[1]);
	ck_assert_int_gt(browser->pid, 0);
	close(there[0]);
	close(back[1]);
	browser->to = there[1];
	browser->from = back[0];
	page_attach(browser);
	return browser;
}

void browser_stop(struct browser *browser)
{
	char command[100];
	*browser->session = '\0';
	tell(browser, "Browser.close", json_object());
	close(browser->to);
	close(browser->from);
	waitpid(browser->pid, NULL, 0);
	snprintf(command, sizeof command, "rm -rf %s", browser->folder);
	ck_assert_int_eq(system(command), 0);
	free(browser->heard);
	free(browser);
}

/* ---- its page ---- */

static void go(struct browser *browser, const char *url)
{
	browser->loaded = false;
	tell(browser, "Page.navigate", json_pack("{s:s}", "url", url));
	while (!browser->loaded)
		json_decref(message_take(browser));
}

void browser_open(struct browser *browser, const char *path, int width, int height, bool dark)
{
	char url[300];
	snprintf(url, sizeof url, "file://%s", path);
	tell(browser, "Emulation.setDeviceMetricsOverride", json_pack("{s:i, s:i, s:i, s:b}", "width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	tell(browser, "Emulation.setEmulatedMedia", json_pack("{s:[{s:s, s:s}]}", "features", "name", "prefers-color-scheme", "value", dark ? "dark" : "light"));
	go(browser, "about:blank"); /* to the same page there would be nothing to load */
	*browser->asked = *browser->complained = '\0';
	go(browser, url);
}

/* As the browser has it: {"result": {"value": …}}, to be dropped. */
static json_t *value(struct browser *browser, const char *expression)
{
	json_t *answer = ask(browser, "Runtime.evaluate", json_pack("{s:s, s:b, s:b}", "expression", expression, "awaitPromise", 1, "returnByValue", 1));
	ck_assert_msg(!json_object_get(answer, "exceptionDetails"), "%s: %s", expression,
		text_of(json_object_get(json_object_get(answer, "exceptionDetails"), "exception"), "description"));
	return answer;
}

char *browser_says(struct browser *browser, const char *expression)
{
	char *whole;
	ck_assert_int_ge(asprintf(&whole, "String(%s)", expression), 0);
	json_t *answer = value(browser, whole);
	char *text = strdup(text_of(json_object_get(answer, "result"), "value"));
	json_decref(answer);
	free(whole);
	return text;
}

/* Asked again at each frame of the page, by the browser itself. */
void browser_wait(struct browser *browser, const char *expression)
{
	char *whole;
	ck_assert_int_ge(asprintf(&whole, "new Promise(function(done){var since=Date.now();(function look(){if(%s)done('yes');else if(Date.now()-since>%d)done('no');else setTimeout(look,10);})();})",
		expression, PATIENCE_MS / 2), 0);
	json_t *answer = value(browser, whole);
	if (strcmp(text_of(json_object_get(answer, "result"), "value"), "yes"))
		ck_abort_msg("it did not come to: %s; what is there: %.600s", expression, browser_says(browser, "document.documentElement.innerText||document.documentElement.textContent"));
	json_decref(answer);
	free(whole);
}

/* Whether the element was where it was clicked: a page that is still being laid out may move it away meanwhile. */
static bool click_once(struct browser *browser, const char *selector)
{
	static const char *const kinds[] = { "mouseMoved", "mousePressed", "mouseReleased" };
	char expression[600];
	double x, y;
	snprintf(expression, sizeof expression, "(function(){var is=document.querySelector('%s');window.clicked=false;is.addEventListener('click',function(){window.clicked=true;},{capture:true,once:true});"
		"is.scrollIntoView({block:'center'});is=is.getBoundingClientRect();return (is.x+is.width/2)+' '+(is.y+is.height/2);})()", selector);
	char *where = browser_says(browser, expression);
	ck_assert_int_eq(sscanf(where, "%lf %lf", &x, &y), 2);
	free(where);
	for (int i = 0; i < 3; i++)
		tell(browser, "Input.dispatchMouseEvent", json_pack("{s:s, s:f, s:f, s:s, s:i}", "type", kinds[i], "x", x, "y", y, "button", i ? "left" : "none", "clickCount", i > 0));
	char *clicked = browser_says(browser, "window.clicked");
	bool hit = !strcmp(clicked, "true");
	free(clicked);
	return hit;
}

void browser_click(struct browser *browser, const char *selector)
{
	for (int tries = 0; tries < 50; tries++)
		if (click_once(browser, selector))
			return;
	ck_abort_msg("%s cannot be clicked", selector);
}

void browser_calm(struct browser *browser)
{
	tell(browser, "Emulation.setEmulatedMedia", json_pack("{s:[{s:s, s:s}]}", "features", "name", "prefers-reduced-motion", "value", "reduce"));
}

char *browser_shot(struct browser *browser)
{
	json_t *answer = ask(browser, "Page.captureScreenshot", json_pack("{s:s}", "format", "png"));
	char *shot = strdup(text_of(answer, "data"));
	json_decref(answer);
	return shot;
}

const char *browser_asked(const struct browser *browser)
{
	return browser->asked;
}

const char *browser_complained(const struct browser *browser)
{
	return browser->complained;
}
