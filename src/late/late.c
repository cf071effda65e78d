/* late.c - see late.h. */
#include "late/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static _Noreturn void missing(const char *why)
{
	fprintf(stderr, "lunchrush: a library is missing that was there when this was built: %s\n", why);
	_exit(3);
}

void late_load(const char *file, const char *const *names, void **functions, size_t count)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		missing(dlerror());
	for (size_t i = 0; i < count; i++)
		if (!(functions[i] = dlsym(library, names[i])))
			missing(dlerror());
}
