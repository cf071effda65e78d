/* projector_place.c - see projector_place.h.
 *
 * A folder in /tmp may have been made by anybody before us, so it is looked at, without following a link, after it was made: who owns it, and that nobody else may come in. Both ends
 * ask the kernel who is at the other one, all the same. */
#include "tui/projector_place.h"

#include "trace/tongue.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_LOOKED_AT 64

int projector_folder(char to[PROJECTOR_PATH], bool make, struct error *error)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	struct stat is;
	bool has = runtime && runtime[0] == '/' && stat(runtime, &is) == 0 && S_ISDIR(is.st_mode) && is.st_uid == getuid(); /* of somebody else after `su` */
	int length = has ? snprintf(to, PROJECTOR_PATH, "%s/lunchrush", runtime)
		: snprintf(to, PROJECTOR_PATH, "/tmp/lunchrush-%u", (unsigned)getuid());
	if (length >= PROJECTOR_PATH - 32)
		return error_set(error, _("the path of XDG_RUNTIME_DIR is too long for a socket"));
	if (make && mkdir(to, 0700) && errno != EEXIST)
		return error_set(error, _("%s cannot be made: %s"), to, strerror(errno));
	if (lstat(to, &is))
		return error_set(error, "%s: %s", to, strerror(errno));
	if (!S_ISDIR(is.st_mode) || is.st_uid != getuid() || (is.st_mode & 077))
		return error_set(error, _("%s is not used: it should be a folder of yours that nobody else can open (mode 0700)"), to);
	return 0;
}

bool projector_is_ours(int fd)
{
	struct ucred who;
	socklen_t size = sizeof who;
	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && size == sizeof who && who.uid == getuid();
}

/* ---- those that are there ---- */

struct found {
	char path[PROJECTOR_PATH];
	struct timespec made;
};

static bool is_name(const char *name)
{
	size_t length = strlen(name), digits = strspn(name + (length > 8 ? 8 : length), "0123456789");
	return !strncmp(name, "present-", 8) && digits && digits < 12 && !strcmp(name + 8 + digits, ".sock");
}

static int find_all(struct found found[MOST_LOOKED_AT], struct error *error)
{
	char folder[PROJECTOR_PATH];
	struct dirent *entry;
	struct stat is;
	int count = 0;
	if (projector_folder(folder, false, error))
		return -1;
	DIR *dir = opendir(folder);
	while (dir && count < MOST_LOOKED_AT && (entry = readdir(dir))) {
		if (!is_name(entry->d_name))
			continue;
		snprintf(found[count].path, PROJECTOR_PATH, "%.80s/%.25s", folder, entry->d_name);
		if (lstat(found[count].path, &is) == 0 && S_ISSOCK(is.st_mode) && is.st_uid == getuid())
			found[count++].made = is.st_mtim;
	}
	if (dir)
		closedir(dir);
	return count;
}

static int later_first(const void *a, const void *b)
{
	const struct timespec *x = &((const struct found *)a)->made, *y = &((const struct found *)b)->made;
	if (x->tv_sec != y->tv_sec)
		return x->tv_sec < y->tv_sec ? 1 : -1;
	return x->tv_nsec < y->tv_nsec ? 1 : x->tv_nsec > y->tv_nsec ? -1 : 0;
}

static struct sockaddr_un address_of(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	return address;
}

/* A connection, or -1 with errno. It never waits: one who does not take calls is as good as not there. */
static int reach(const char *path)
{
	struct sockaddr_un address = address_of(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address)) {
		int why = errno;
		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

int projector_connect(struct error *error)
{
	struct found found[MOST_LOOKED_AT];
	int count = find_all(found, error);
	if (count > 0)
		qsort(found, (size_t)count, sizeof *found, later_first);
	for (int i = 0; i < count; i++) {
		int fd = reach(found[i].path);
		if (fd >= 0 && projector_is_ours(fd))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return error_set(error, _("no lesson is being presented on this machine; `lunchrush present LESSON` in another terminal begins one"));
}

/* Left there by presentations that were killed. */
static void sweep(void)
{
	struct found found[MOST_LOOKED_AT];
	struct error unused;
	int count = find_all(found, &unused);
	for (int i = 0; i < count; i++) {
		int fd = reach(found[i].path);
		if (fd >= 0)
			close(fd);
		else if (errno == ECONNREFUSED)
			unlink(found[i].path);
	}
}

int projector_listen(char path[PROJECTOR_PATH], struct error *error)
{
	char folder[PROJECTOR_PATH];
	if (projector_folder(folder, true, error))
		return -1;
	sweep();
	snprintf(path, PROJECTOR_PATH, "%.80s/present-%d.sock", folder, (int)getpid());
	struct sockaddr_un address = address_of(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	unlink(path); /* of a process that had our number before */
	mode_t mask = umask(0177);
	bool bound = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
	umask(mask);
	if (bound && listen(fd, 8) == 0)
		return fd;
	error_set(error, _("nobody can follow with `lunchrush notes`: %s: %s"), path, strerror(errno));
	if (bound)
		unlink(path);
	if (fd >= 0)
		close(fd);
	return -1;
}
