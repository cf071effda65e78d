"""A thread begins and ends, and then the next: prints the seconds it took. The same as starts.lua on threads."""
import sys
import threading
import time


def nothing():
    pass


start = time.perf_counter()
for _ in range(int(sys.argv[1])):
    thread = threading.Thread(target=nothing)
    thread.start()
    thread.join()
print(time.perf_counter() - start)
