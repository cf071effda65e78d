"""Two coroutines that give way to each other: prints the seconds it took. The same as switches.lua."""
import asyncio
import sys
import time


async def give_way(times):
    for _ in range(times):
        await asyncio.sleep(0)


async def main(switches):
    await asyncio.gather(give_way(switches // 2), give_way(switches // 2))


start = time.perf_counter()
asyncio.run(main(int(sys.argv[1])))
print(time.perf_counter() - start)
