/* fetch_log.c - see fetch_log.h.
 *
 * The log is a file in memory of a fixed size, made by the process that starts kitchens and mapped by each floor: a head, then one entry after another,
 * each with its key. Several kitchens of a sitting may run at once, so who writes holds a lock on the file, which the kernel takes away from
 * the dead; what a writer that died had not finished was never counted as used. An entry that is there never changes. */
#include "kitchen/fetch_log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct log_head {
	_Atomic uint64_t used; /* bytes, this head among them; 0: nobody has written yet; release after the entry is whole */
};

/* The body, or the words why there is none, follow it. */
struct log_entry {
	uint64_t key;
	uint32_t length; /* of what follows */
	uint16_t status;
	uint16_t connected;
};

static struct log_head *head;
static uint64_t run_key;

static uint64_t mix(uint64_t key, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < length; i++)
		key = (key ^ at[i]) * UINT64_C(0x100000001b3);
	return (key ^ key >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
}

static uint64_t mix_text(uint64_t key, const char *text)
{
	return mix(key, text, strlen(text) + 1);
}

void fetch_log_open(const struct launch *launch, const struct buffer *source)
{
	struct stat file;
	if (fcntl(LAUNCH_ANSWERS_FD, F_GET_SEALS) < 0 || fstat(LAUNCH_ANSWERS_FD, &file) != 0 || file.st_size != LAUNCH_ANSWERS_BYTES)
		return; /* a kitchen that was started by hand has no such descriptor, or another */
	void *at = mmap(NULL, LAUNCH_ANSWERS_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, LAUNCH_ANSWERS_FD, 0);
	if (at == MAP_FAILED)
		return;
	head = at;
	run_key = mix(mix(UINT64_C(0xcbf29ce484222325), source->bytes, source->length), &launch->seed, sizeof launch->seed);
	run_key = mix_text(run_key, launch->url);
	for (size_t i = 0; i < launch->setting_count; i++)
		run_key = mix_text(mix_text(run_key, launch->settings[i].name), launch->settings[i].value);
}

static uint64_t key_of(const struct fetch *fetch)
{
	uint32_t which[] = { fetch->worker->id, fetch->worker->fetches };
	const char *path = strstr(fetch->url, "://");
	path = path ? strchr(path + 3, '/') : NULL; /* the port is another each time */
	return mix_text(mix(run_key, which, sizeof which), path ? path : "/");
}

static size_t entry_bytes(uint32_t length)
{
	return (sizeof(struct log_entry) + length + 7) & ~(size_t)7;
}

/* The bytes in use, which others may have written: never past the end. */
static uint64_t used(void)
{
	uint64_t bytes = atomic_load_explicit(&head->used, memory_order_acquire);
	return bytes > LAUNCH_ANSWERS_BYTES ? 0 : bytes < sizeof *head ? sizeof *head : bytes;
}

static const struct log_entry *find(uint64_t key)
{
	uint64_t end = used(), at = sizeof *head;
	while (at + sizeof(struct log_entry) <= end) {
		const struct log_entry *entry = (const struct log_entry *)((const char *)head + at);
		uint64_t bytes = entry_bytes(entry->length);
		if (bytes > end - at)
			return NULL;
		if (entry->key == key)
			return entry;
		at += bytes;
	}
	return NULL;
}

bool fetch_log_take(struct fetch *fetch)
{
	const struct log_entry *entry = head ? find(key_of(fetch)) : NULL;
	if (!entry || entry->length > FETCH_BYTES)
		return false;
	char *copy = malloc(entry->length + 1u);
	if (!copy)
		return false;
	memcpy(copy, entry + 1, entry->length);
	copy[entry->length] = 0;
	fetch->status = entry->status;
	fetch->connected = entry->connected;
	fetch->over = true;
	if (fetch->status)
		fetch_give_body(fetch, copy, entry->length);
	else
		fetch->words = copy;
	return true;
}

static void lock(short type)
{
	struct flock whole = { .l_type = type, .l_whence = SEEK_SET };
	while (fcntl(LAUNCH_ANSWERS_FD, F_SETLKW, &whole) != 0 && type == F_WRLCK)
		;
}

void fetch_log_keep(const struct fetch *fetch)
{
	const char *bytes = fetch->status ? fetch->body : fetch->words ? fetch->words : "";
	uint32_t length = fetch->status ? (uint32_t)fetch->length : (uint32_t)strlen(bytes);
	if (!head)
		return;
	lock(F_WRLCK);
	uint64_t at = used();
	if (entry_bytes(length) <= LAUNCH_ANSWERS_BYTES - at) {
		struct log_entry *entry = (struct log_entry *)((char *)head + at);
		*entry = (struct log_entry){ key_of(fetch), length, fetch->status, fetch->connected };
		if (length)
			memcpy(entry + 1, bytes, length);
		atomic_store_explicit(&head->used, at + entry_bytes(length), memory_order_release);
	}
	lock(F_UNLCK);
}
