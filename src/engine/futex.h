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

#define FUTEX_LATER 8

/* Wakes that the calling thread puts off while it holds what the woken one will want first: on one core that one runs at once, finds it
 * taken, and two switches are lost. */
struct futex_later {
	unsigned holds; /* guards that the thread holds */
	unsigned count;
	const _Atomic uint32_t *words[FUTEX_LATER];
};
extern _Thread_local struct futex_later futex_later;

/* Wake all on the words that were put off. */
void futex_wake_put_off(void);

/* Wake one now, or, while the thread holds something, as soon as it does no more. Only one thread may sleep on the word. */
static inline void futex_wake_soon(const _Atomic uint32_t *bits)
{
	if (futex_later.holds && futex_later.count < FUTEX_LATER)
		futex_later.words[futex_later.count++] = bits;
	else
		futex_wake(bits, 1);
}

/* The thread holds one more thing; one less. */
static inline void futex_hold(void)
{
	futex_later.holds++;
}

static inline void futex_let_go(void)
{
	if (--futex_later.holds == 0 && __builtin_expect(futex_later.count != 0, 0))
		futex_wake_put_off();
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
