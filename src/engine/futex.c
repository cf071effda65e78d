/* futex.c - wakes that wait until the waker holds nothing. */
#include "engine/futex.h"

#include <limits.h>

_Thread_local struct futex_later futex_later;

void futex_wake_put_off(void)
{
	while (futex_later.count)
		futex_wake(futex_later.words[--futex_later.count], INT_MAX);
}
