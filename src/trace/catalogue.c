/* catalogue.c - see catalogue.h. The form is that of GNU gettext, revision 0: seven numbers; two tables of (length, place), one of what is translated and one of translations, each text
 * ended by NUL; and a table of hashes, open addressing with a second hash, where 0 is an empty place. The search of the library ends only at an empty place, which it surely meets if
 * there is one and the number of places is prime. */
#include "trace/catalogue.h"
#include "trace/text.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC 0x950412deu
#define CATALOGUE_MAX (8u << 20)
#define STRINGS_MAX 65536u

struct catalogue {
	const unsigned char *data;
	size_t size;
	bool swapped;
	uint32_t strings, from, to, hashes, hash_table;
};

struct phrase {
	const char *text;
	size_t length;
};

static uint32_t word_at(const struct catalogue *all, size_t place)
{
	uint32_t word;
	memcpy(&word, all->data + place, sizeof word);
	return all->swapped ? __builtin_bswap32(word) : word;
}

static bool within(const struct catalogue *all, uint64_t place, uint64_t length)
{
	return place <= all->size && length <= all->size - place;
}

static bool head_sound(struct catalogue *all)
{
	if (all->size < 28 || all->size > CATALOGUE_MAX)
		return false;
	all->swapped = word_at(all, 0) != MAGIC; /* written by a machine of the other byte order */
	if (word_at(all, 0) != MAGIC || word_at(all, 4) != 0)
		return false;
	all->strings = word_at(all, 8), all->from = word_at(all, 12), all->to = word_at(all, 16), all->hashes = word_at(all, 20), all->hash_table = word_at(all, 24);
	return all->strings && all->strings <= STRINGS_MAX && within(all, all->from, 8u * all->strings) && within(all, all->to, 8u * all->strings) &&
		all->from % 4 == 0 && all->to % 4 == 0 && all->hash_table % 4 == 0;
}

static bool prime(uint32_t number)
{
	for (uint32_t by = 2; (uint64_t)by * by <= number; by++)
		if (number % by == 0)
			return false;
	return number > 2;
}

/* The library does without the table when it has two places or fewer. */
static bool hashes_sound(const struct catalogue *all)
{
	bool empty = false;
	if (all->hashes <= 2)
		return true;
	if (!within(all, all->hash_table, 4 * (uint64_t)all->hashes) || !prime(all->hashes))
		return false;
	for (uint32_t i = 0; i < all->hashes; i++) {
		uint32_t string = word_at(all, all->hash_table + 4 * (size_t)i);
		if (string > all->strings)
			return false;
		empty |= string == 0;
	}
	return empty;
}

/* A text may hold NULs: between the forms of a plural. */
static bool phrase_at(const struct catalogue *all, uint32_t table, uint32_t index, struct phrase *phrase)
{
	uint32_t length = word_at(all, table + 8 * (size_t)index), place = word_at(all, table + 8 * (size_t)index + 4);
	if (!within(all, place, (uint64_t)length + 1) || all->data[place + length] != '\0')
		return false;
	*phrase = (struct phrase){ (const char *)all->data + place, length };
	return true;
}

/* No control characters but line ends and tabs, no broken bytes. */
static bool clean(const struct phrase *phrase)
{
	const char *at = phrase->text, *end = phrase->text + phrase->length;
	while (at < end) {
		uint32_t c = text_next(&at, end);
		if (c == 0xfffd || (c < 0x20 && c != '\0' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

static const char *second(const struct phrase *phrase)
{
	size_t first = strlen(phrase->text);
	return first < phrase->length ? phrase->text + first + 1 : phrase->text;
}

/* Each form of the translation takes what the plural takes. */
static bool arguments_sound(const struct phrase *from, const struct phrase *to)
{
	const char *end = to->text + to->length;
	for (const char *form = to->text; form <= end; form += strlen(form) + 1)
		if (!catalogue_same_arguments(second(from), form))
			return false;
	return true;
}

/* Nothing is divided by, and no rest taken of what may be 0: the library works the plural out with the processor's own division. */
static bool plural_sound(const char *head)
{
	const char *plural = strstr(head, "plural=");
	if (!strstr(head, "charset=UTF-8"))
		return false;
	for (const char *at = plural ? plural : ""; *at && *at != '\n'; at++) {
		if (*at == '/')
			return false;
		if (*at != '%')
			continue;
		char by = at[1 + strspn(at + 1, " ")];
		if (by < '1' || by > '9')
			return false;
	}
	return true;
}

static bool strings_sound(const struct catalogue *all)
{
	for (uint32_t i = 0; i < all->strings; i++) {
		struct phrase from, to;
		if (!phrase_at(all, all->from, i, &from) || !phrase_at(all, all->to, i, &to) || !clean(&from) || !clean(&to))
			return false;
		if (from.length == 0 ? !plural_sound(to.text) : !arguments_sound(&from, &to))
			return false;
	}
	return true;
}

bool catalogue_sound(const void *data, size_t size)
{
	struct catalogue all = { .data = data, .size = size };
	return head_sound(&all) && hashes_sound(&all) && strings_sound(&all);
}

static char *whole(int fd, size_t size)
{
	char *data = malloc(size + 1);
	size_t have = 0;
	while (data && have < size) {
		ssize_t more = read(fd, data + have, size - have);
		if (more <= 0) {
			free(data);
			return NULL;
		}
		have += (size_t)more;
	}
	return data;
}

bool catalogue_file_sound(const char *path)
{
	struct stat is;
	bool sound = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return access(path, F_OK) != 0;
	if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode) && is.st_size <= (off_t)CATALOGUE_MAX) {
		char *data = whole(fd, (size_t)is.st_size);
		sound = data && catalogue_sound(data, (size_t)is.st_size);
		free(data);
	}
	close(fd);
	return sound;
}
