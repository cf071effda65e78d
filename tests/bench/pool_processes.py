"""Empty calls given to a pool of four processes one by one (chunks of one), and their results: prints the seconds it took. The same as pool.lua on processes."""
import multiprocessing
import sys
import time

calls = int(sys.argv[1])


def nothing(i):
    pass


if __name__ == "__main__":
    with multiprocessing.Pool(4) as pool:
        pool.map(nothing, range(4), chunksize=1)
        start = time.perf_counter()
        pool.map(nothing, range(calls), chunksize=1)
        print(time.perf_counter() - start)
