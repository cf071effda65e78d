/* test_guard.c - guards: one holder at a time, among threads and among processes, and none for ever. */
#include "kitchen/guard.h"
#include "suite.h"

#include <check.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define THREADS 4
#define TIMES 50000

/* In memory that forked processes share. */
struct shared {
	struct guard guard;
	_Atomic uint32_t ready;
	int count; /* guarded, and not atomic */
};

static struct shared *shared;

static void setup(void)
{
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(shared, MAP_FAILED);
	guard_init(&shared->guard);
}

static void teardown(void)
{
	munmap(shared, sizeof *shared);
}

static void *count_up(void *nothing)
{
	for (int i = 0; i < TIMES; i++) {
		guard_take(&shared->guard);
		shared->count++;
		guard_give(&shared->guard);
	}
	return nothing;
}

START_TEST(threads_under_a_guard_lose_no_increment)
{
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, count_up, NULL), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	ck_assert_int_eq(shared->count, THREADS * TIMES);
	ck_assert_uint_eq(shared->guard.holder & ~GUARD_AWAITED, 0);
}
END_TEST

START_TEST(processes_under_a_guard_lose_no_increment)
{
	pid_t child;
	count_up(NULL); /* the parent has an id of its own before it forks */
	child = fork();
	count_up(NULL);
	if (child == 0)
		_exit(0);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	ck_assert_int_eq(shared->count, 3 * TIMES);
}
END_TEST

/* A child that takes the guard and never gives it back. */
static pid_t hold_for_ever(void)
{
	pid_t child = fork();
	if (child == 0) {
		guard_take(&shared->guard);
		atomic_store(&shared->ready, 1);
		futex_wake(&shared->ready, 1);
		for (;;)
			pause();
	}
	while (atomic_load(&shared->ready) == 0)
		futex_wait(&shared->ready, 0, 0);
	return child;
}

START_TEST(guard_of_a_killed_holder_goes_to_the_next)
{
	pid_t child = hold_for_ever();
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	guard_take(&shared->guard);
	ck_assert_uint_eq(shared->guard.holder & ~GUARD_AWAITED, (uint32_t)gettid());
	guard_give(&shared->guard);
}
END_TEST

START_TEST(guard_of_a_killed_holder_that_nobody_waited_for_goes_to_the_next)
{
	siginfo_t info;
	pid_t child = hold_for_ever();
	kill(child, SIGKILL);
	ck_assert_int_eq(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	guard_take(&shared->guard);
	guard_give(&shared->guard);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}
END_TEST

/* A thread that holds the guard until it is told to let go. */
static void *hold_a_while(void *nothing)
{
	guard_take(&shared->guard);
	atomic_store(&shared->ready, 1);
	futex_wake(&shared->ready, 1);
	while (atomic_load(&shared->ready) != 2)
		futex_wait(&shared->ready, 1, 0);
	shared->count = 1;
	guard_give(&shared->guard);
	return nothing;
}

static void *let_go_late(void *nothing)
{
	struct timespec later = { 0, 50000000 }; /* longer than a taker waits before it doubts that the holder lives */
	nanosleep(&later, NULL);
	atomic_store(&shared->ready, 2);
	futex_wake(&shared->ready, 1);
	return nothing;
}

START_TEST(guard_of_a_slow_holder_is_not_taken_from_it)
{
	pthread_t holder, teller;
	ck_assert_int_eq(pthread_create(&holder, NULL, hold_a_while, NULL), 0);
	while (atomic_load(&shared->ready) == 0)
		futex_wait(&shared->ready, 0, 0);
	ck_assert_int_eq(pthread_create(&teller, NULL, let_go_late, NULL), 0);
	guard_take(&shared->guard);
	ck_assert_int_eq(shared->count, 1);
	guard_give(&shared->guard);
	pthread_join(holder, NULL);
	pthread_join(teller, NULL);
}
END_TEST

/* A thread that waits for the guard and says who it is. */
static void *wait_for_it(void *nothing)
{
	atomic_store(&shared->ready, (uint32_t)gettid());
	futex_wake(&shared->ready, 1);
	guard_take(&shared->guard);
	guard_give(&shared->guard);
	return nothing;
}

/* How often a thread of this process has gone to sleep. */
static long sleeps_of(uint32_t tid)
{
	char path[64], line[256];
	long times = -1;
	snprintf(path, sizeof path, "/proc/self/task/%u/status", tid);
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof line, file) && sscanf(line, "voluntary_ctxt_switches: %ld", &times) != 1)
		;
	fclose(file);
	return times;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A thousand who look every 10 ms whether the holder lives keep it from its core.
 * Eight sleeps that grow take more than a second, however fast the machine; eight that do not take a tenth of one. */
START_TEST(who_waits_long_for_a_guard_looks_ever_more_rarely)
{
	pthread_t waiter;
	double start = seconds();
	guard_take(&shared->guard);
	ck_assert_int_eq(pthread_create(&waiter, NULL, wait_for_it, NULL), 0);
	while (atomic_load(&shared->ready) == 0)
		futex_wait(&shared->ready, 0, 0);
	while (sleeps_of(shared->ready) < 8)
		sched_yield();
	ck_assert_double_ge(seconds() - start, 0.3);
	guard_give(&shared->guard);
	pthread_join(waiter, NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("guard");
	TCase *tests = tcase_create("guard");
	tcase_set_timeout(tests, 30);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, threads_under_a_guard_lose_no_increment);
	tcase_add_test(tests, processes_under_a_guard_lose_no_increment);
	tcase_add_test(tests, guard_of_a_killed_holder_goes_to_the_next);
	tcase_add_test(tests, guard_of_a_killed_holder_that_nobody_waited_for_goes_to_the_next);
	tcase_add_test(tests, guard_of_a_slow_holder_is_not_taken_from_it);
	tcase_add_test(tests, who_waits_long_for_a_guard_looks_ever_more_rarely);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
