/* whole_file.c - see whole_file.h. */
#include "paper/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int whole_file_open(struct whole_file *whole, const char *path, bool secret)
{
	mode_t mask = umask(0);

	umask(mask);
	whole->file = NULL;
	if ((size_t)snprintf(whole->path, sizeof whole->path, "%s", path) >= sizeof whole->path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	snprintf(whole->beside, sizeof whole->beside, "%s.part-XXXXXX", path);
	int fd = mkostemp(whole->beside, O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (!secret)
		fchmod(fd, 0666 & ~mask);
	whole->file = fdopen(fd, "w");
	if (whole->file)
		return 0;
	close(fd);
	unlink(whole->beside);
	return -1;
}

/* The folder is synced, too, so that the new name outlives a power cut; where that cannot be, the file is still whole. */
static void folder_sync(const char *path)
{
	char folder[sizeof((struct whole_file *)0)->path];
	char *slash;

	snprintf(folder, sizeof folder, "%s", path);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

void whole_file_drop(struct whole_file *whole)
{
	int failed = errno;

	if (whole->file) {
		fclose(whole->file);
		unlink(whole->beside);
	}
	whole->file = NULL;
	errno = failed;
}

int whole_file_keep(struct whole_file *whole, bool lasting)
{
	bool good = !fflush(whole->file) && !ferror(whole->file) && !(lasting && fsync(fileno(whole->file)));
	int failed = errno;

	if (fclose(whole->file) && good) {
		good = false;
		failed = errno;
	}
	whole->file = NULL;
	if (good && rename(whole->beside, whole->path)) {
		good = false;
		failed = errno;
	}
	if (!good) {
		unlink(whole->beside);
		errno = failed;
		return -1;
	}
	if (lasting)
		folder_sync(whole->path);
	return 0;
}
