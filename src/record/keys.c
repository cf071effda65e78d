/* keys.c - see keys.h. */
#include "record/keys.h"

#include "paper/key.h"
#include "trace/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	int key;
} names[] = {
	{ "Enter", KEYS_ENTER }, { "Esc", KEYS_ESCAPE }, { "Escape", KEYS_ESCAPE }, { "Tab", KEYS_TAB }, { "Shift-Tab", KEYS_BACK_TAB }, { "Space", ' ' },
	{ "Backspace", KEYS_BACKSPACE }, { "Delete", KEYS_DELETE }, { "Up", KEYS_UP }, { "Down", KEYS_DOWN }, { "Left", KEYS_LEFT }, { "Right", KEYS_RIGHT },
	{ "Home", KEYS_HOME }, { "End", KEYS_END }, { "PgUp", KEYS_PAGE_UP }, { "PgDn", KEYS_PAGE_DOWN }, { "PageUp", KEYS_PAGE_UP }, { "PageDown", KEYS_PAGE_DOWN },
};

int keys_read(const char *name)
{
	const char *at = name, *end = name + strlen(name);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(names[i].name, name))
			return names[i].key;
	if (strlen(name) == 6 && !strncasecmp(name, "Ctrl-", 5) && isalpha((unsigned char)name[5]))
		return toupper((unsigned char)name[5]) - '@';
	if ((*name == 'F' || *name == 'f') && name[1]) {
		int number = name[1] >= '1' && name[1] <= '9' && strlen(name) <= 3 && strspn(name + 1, "0123456789") == strlen(name + 1) ? atoi(name + 1) : 0;
		return number >= 1 && number <= 10 ? KEYS_F1 + number - 1 : 0;
	}
	uint32_t c = at < end ? text_next(&at, end) : 0;
	return at == end && c > ' ' && c != 0x7f ? (int)c : 0;
}
