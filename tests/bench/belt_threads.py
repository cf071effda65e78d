"""One thread puts, one gets, five fit between them: prints the seconds it took. The same as belt.lua on threads."""
import queue
import sys
import threading
import time

items = int(sys.argv[1])
belt = queue.Queue(5)
eaten = 0


def make():
    for i in range(items):
        belt.put(i)
    belt.put(None)


def eat():
    global eaten
    while belt.get() is not None:
        eaten += 1


start = time.perf_counter()
threads = [threading.Thread(target=make), threading.Thread(target=eat)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - start)
assert eaten == items
