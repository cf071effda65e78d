/* cloud.c - a cloud: what the cold start of an instance costs, from its process's beginning to its first request for work, beside the program's own fork and exec; and what
 * a request to a warm one does. The instance is started here as a kitchen starts it, and its gateway is one socket. */
#include "bench.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define STARTS 40

static pid_t start(const char *const *words)
{
	pid_t pid = fork();
	if (pid == 0) {
		int nothing = open("/dev/null", O_RDWR);
		dup2(nothing, 1);
		dup2(nothing, 2);
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	return pid;
}

/* Fork, exec and end of the program, a second. */
static double bare(struct bench *bench, const void *how)
{
	const char *const words[] = { bench->program, "--version", NULL };
	double begun = bench_now();
	(void)how;
	for (int i = 0; i < STARTS; i++) {
		pid_t pid = start(words);
		if (pid < 0 || waitpid(pid, NULL, 0) != pid)
			return -1;
	}
	return STARTS / (bench_now() - begun);
}

/* A socket that an instance calls, by AWS_LAMBDA_RUNTIME_API. */
static int gateway(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	char address[40];
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 4) || getsockname(fd, (struct sockaddr *)&at, &size))
		return -1;
	snprintf(address, sizeof address, "127.0.0.1:%u", ntohs(at.sin_port));
	setenv("AWS_LAMBDA_RUNTIME_API", address, 1);
	return fd;
}

/* Instances started up to their first `next`, a second. */
static double cold(struct bench *bench, const void *how)
{
	char recipe[1200], asked[1000];
	double took = 0;
	int listening = gateway();
	(void)how;
	snprintf(recipe, sizeof recipe, "%s/cloud.lua", bench->folder);
	const char *const words[] = { bench->program, "instance", recipe, NULL };
	for (int i = 0; i < STARTS && listening >= 0; i++) {
		double begun = bench_now();
		pid_t pid = start(words);
		int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
		bool good = fd >= 0 && read(fd, asked, sizeof asked) > 0;
		took += bench_now() - begun;
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		close(fd);
		if (!good)
			took = -1e9;
	}
	close(listening);
	return took > 0 ? STARTS / took : -1;
}

static const struct kitchen_run warm = { "cloud.lua", 2000, false, { "--engine", "instances", "--seed", "1", NULL } };

void bench_cloud(struct bench *bench)
{
	bench_compare(bench, &(struct figure){ "cloud: cold starts of an instance", "a second", "the program's fork+exec", "≥ 0.33 (3 × the time)" }, (struct side){ cold, NULL },
		      (struct side){ bare, NULL });
	double rates[BENCH_ROUNDS_MAX];
	for (int i = 0; i < bench->rounds; i++)
		rates[i] = kitchen_run_rate(bench, &warm);
	bench_tell("cloud: requests to a warm instance, one by one", bench_median(rates, bench->rounds), "a second", "none");
}
