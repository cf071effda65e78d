"""One coroutine puts, one gets, five fit between them: prints the seconds it took. The same as belt.lua on the loop."""
import asyncio
import sys
import time


async def make(belt, items):
    for i in range(items):
        await belt.put(i)
    await belt.put(None)


async def eat(belt):
    n = 0
    while await belt.get() is not None:
        n += 1
    return n


async def main(items):
    belt = asyncio.Queue(5)
    _, n = await asyncio.gather(make(belt, items), eat(belt))
    assert n == items


start = time.perf_counter()
asyncio.run(main(int(sys.argv[1])))
print(time.perf_counter() - start)
