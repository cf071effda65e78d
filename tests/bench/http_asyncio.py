"""All requests at once through asyncio's streams, HTTP/1.1 by hand: http_asyncio.py PORT:REQUESTS prints seconds."""
import asyncio
import sys
import time


async def fetch(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /page/%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: */*\r\n\r\n" % (number, port))
    status = (await reader.readline()).split()[1]
    length = 0
    while (line := await reader.readline()) != b"\r\n":
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    body = await reader.readexactly(length)
    writer.close()
    assert status == b"200" and len(body) == length


async def main(port, requests):
    start = time.monotonic()
    await asyncio.gather(*(fetch(port, number) for number in range(1, requests + 1)))
    print(time.monotonic() - start)


asyncio.run(main(*map(int, sys.argv[1].split(":"))))
