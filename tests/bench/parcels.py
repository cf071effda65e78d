"""Texts of 10 MB go from one process to another through a queue: prints the seconds it took. The same as parcels.lua."""
import multiprocessing
import sys
import time

parcels = int(sys.argv[1])


def take(queue, done):
    done.put(sum(len(queue.get()) for _ in range(parcels)))


if __name__ == "__main__":
    text = "0123456789" * 1000000
    queue, done = multiprocessing.Queue(), multiprocessing.Queue()
    taker = multiprocessing.Process(target=take, args=(queue, done))
    taker.start()
    start = time.perf_counter()
    for _ in range(parcels):
        queue.put(text)
    assert done.get() == parcels * len(text)
    print(time.perf_counter() - start)
    taker.join()
