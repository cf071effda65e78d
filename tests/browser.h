/* browser.h - a browser without a window, driven by its own debugging protocol through two pipes: pages as a person has them, with a mouse and keys.
 *
 * It has a folder of its own below /tmp and ends with its pipes. A test that needs it is not run where browser_missing says why. All calls fail the test when the browser does not answer within a minute. */
#ifndef LUNCHRUSH_TESTS_BROWSER_H
#define LUNCHRUSH_TESTS_BROWSER_H

#include <stdbool.h>

struct browser;

/* Why there is none here; NULL: there is one. */
const char *browser_missing(void);

struct browser *browser_start(void);
void browser_stop(struct browser *browser);

/* Open a file's page and wait until it has all that it asks for. What was heard before is forgotten. */
void browser_open(struct browser *browser, const char *path, int width, int height, bool dark);

/* What an expression of JavaScript comes to, as words; to be freed. */
char *browser_says(struct browser *browser, const char *expression);
/* Wait until it is true. */
void browser_wait(struct browser *browser, const char *expression);
/* The left button, in the middle of the first element that a selector of CSS finds. */
void browser_click(struct browser *browser, const char *selector);

/* As for a person who has asked for less motion; until the next page is opened. */
void browser_calm(struct browser *browser);
/* What is seen, as a picture (PNG, base64); to be freed. */
char *browser_shot(struct browser *browser);

/* What the page asked for beside its own file and what lies in it (data:, blob:), a line each; "" nothing. */
const char *browser_asked(const struct browser *browser);
/* What went wrong in the page: scripts that failed, what its policy refused, questions to the person; a line each; "" nothing. */
const char *browser_complained(const struct browser *browser);

#endif
