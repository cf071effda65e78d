/* futex.h - waiting on a word in shared memory.
 *
 * Never with the private flag: workers may be threads or processes. A waiter that is killed leaves nothing behind, which is why
 * no condition variable lies in the arena. */
#ifndef LUNCHRUSH_ENGINE_FUTEX_H
#define LUNCHRUSH_ENGINE_FUTEX_H

#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Sleep while *bits == value, at most until `deadline_ns` on the monotonic clock (0: without limit). May wake for no reason:
 * callers loop on their own condition. Returns -1 with errno EAGAIN, EINTR or ETIMEDOUT, else 0. */
static inline int futex_wait(const _Atomic uint32_t *bits, uint32_t value, uint64_t deadline_ns)
{
	struct timespec at = { (time_t)(deadline_ns / 1000000000u), (long)(deadline_ns % 1000000000u) };
	return (int)syscall(SYS_futex, bits, FUTEX_WAIT_BITSET, value, deadline_ns ? &at : NULL, NULL, FUTEX_BITSET_MATCH_ANY);
}

static inline void futex_wake(const _Atomic uint32_t *bits, int count)
{
	syscall(SYS_futex, bits, FUTEX_WAKE, count, NULL, NULL, 0);
}

/* Tell the core that this is a spin. */
static inline void futex_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("yield");
#endif
}

#endif
