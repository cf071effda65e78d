"""Empty calls given to a pool of four threads, and their results: prints the seconds it took. The same as pool.lua on threads."""
import sys
import time
from concurrent.futures import ThreadPoolExecutor

calls = int(sys.argv[1])


def nothing():
    pass


with ThreadPoolExecutor(4) as pool:
    pool.submit(nothing).result()
    start = time.perf_counter()
    futures = [pool.submit(nothing) for _ in range(calls)]
    for future in futures:
        future.result()
    print(time.perf_counter() - start)
