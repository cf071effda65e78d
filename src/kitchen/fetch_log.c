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

/* The worker's n-th, of requests and programs together. */
static uint64_t key_at(const struct worker *worker, const char *what)
{
	uint32_t which[] = { worker->id, worker->fetches };
	return mix_text(mix(run_key, which, sizeof which), what);
}

static uint64_t key_of(const struct fetch *fetch)
{
	const char *path = strstr(fetch->url, "://");
	path = path ? strchr(path + 3, '/') : NULL; /* the port is another each time */
	return key_at(fetch->worker, path ? path : "/");
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

static void keep(struct log_entry kept, const char *bytes)
{
	if (!head)
		return;
	lock(F_WRLCK);
	uint64_t at = used();
	if (entry_bytes(kept.length) <= LAUNCH_ANSWERS_BYTES - at) {
		struct log_entry *entry = (struct log_entry *)((char *)head + at);
		*entry = kept;
		if (kept.length)
			memcpy(entry + 1, bytes, kept.length);
		atomic_store_explicit(&head->used, at + entry_bytes(kept.length), memory_order_release);
	}
	lock(F_UNLCK);
}

void fetch_log_keep(const struct fetch *fetch)
{
	const char *bytes = fetch->status ? fetch->body : fetch->words ? fetch->words : "";
	uint32_t length = fetch->status ? (uint32_t)fetch->length : (uint32_t)strlen(bytes);
	keep((struct log_entry){ key_of(fetch), length, fetch->status, fetch->connected }, bytes);
}

/* ---- outside programs: the status is the exit status and 1, 0: there is none; the signal, and why we killed it, lie where a request says that it connected ---- */

bool fetch_log_take_outside(struct outside *outside)
{
	const struct log_entry *entry = head ? find(key_at(outside->worker, outside->line)) : NULL;
	if (!entry || entry->length > OUTSIDE_BYTES || entry->status > 256)
		return false;
	char *copy = malloc(entry->length + 1u);
	if (!copy)
		return false;
	memcpy(copy, entry + 1, entry->length);
	copy[entry->length] = 0;
	outside_known(outside, entry->status - 1, entry->connected & 0xff, (enum exited_why)(entry->connected >> 8), copy, entry->length);
	return true;
}

void fetch_log_keep_outside(const struct outside *outside)
{
	const char *bytes = outside->status >= 0 ? outside->out : outside->words ? outside->words : "";
	uint32_t length = outside->status >= 0 ? (uint32_t)outside->length : (uint32_t)strlen(bytes);
	keep((struct log_entry){ key_at(outside->worker, outside->line), length, (uint16_t)(outside->status + 1), (uint16_t)(outside->signal | (int)outside->ended << 8) }, bytes);
}
