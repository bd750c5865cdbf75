"""Requests and frames that no page sends: the program neither ends, nor hangs, nor grows."""

import asyncio
import json
import logging
import os
import random
import socket

from program import Client, Studio


def check(folder, arguments):
    random.seed(3)
    # Of sockets that the program has closed while frames were written.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    count = 10_000 if arguments.whole else 1500
    with Studio(folder) as studio:
        asyncio.run(answer(studio))
        strangers(studio)
        start = studio.memory
        for index in range(count):
            if index % 2:
                request(studio, random_request(studio))
            else:
                asyncio.run(frames(studio)) if index % 20 == 0 else request(studio, random_bytes())
            assert studio.process.poll() is None, f"ended after request {index}"
        crowd(studio)
        asyncio.run(never_reads(studio))
        asyncio.run(answer(studio))
        grown = studio.memory - start
        assert grown < 120 << 20, f"grew by {grown >> 20} MB"
        code = studio.stop()
        assert code == 130, f"ended with {code}"
    for index in range(20 if arguments.whole else 8):
        asyncio.run(ends(folder / str(index)))
    return f"{count} requests and frames, grown by {grown / (1 << 20):.0f} MB"


async def ends(folder):
    """Ctrl-C in the middle of work."""
    with Studio(folder) as studio:
        async with Client(studio) as client:
            await client.say(type="strip", id=1, count=12, height=40)
            await client.say(type="show", slot="a", id=2, frame=3, view="frame", size="full")
            await asyncio.sleep(random.choice([0, 0.02, 0.2]))
            code = studio.stop()
            assert code == 130, f"ended with {code}"


async def answer(studio):
    async with Client(studio) as client:
        image = await client.show(frame=3, view="frame", size="quick")
        assert image["type"] == "image", image


def request(studio, data, wait=0.3):
    """Sends bytes; answers the beginning of what comes back."""
    with socket.create_connection(("127.0.0.1", studio.port), timeout=10) as connection:
        connection.settimeout(wait)
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(4096)
        except OSError:
            return b""


def get(path, host, *headers):
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode()


def strangers(studio):
    """Who does not know the token, or comes from elsewhere, is answered 404."""
    token = "/" + studio.address.split("/")[3] + "/"
    host = f"127.0.0.1:{studio.port}"
    upgrade = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    assert b" 200 " in request(studio, get(token, host), 5)
    refused = [
        get("/", host), get("/main.js", host), get(f"/{'0' * 32}/", host), get(token, "evil.example"),
        get(token, f"evil.example:{studio.port}"), get(token + "../../etc/passwd", host),
        get(token + "%2e%2e%2fPackage.swift", host), get(token + "main.js", host, "Origin: http://evil.example"),
        get(token + "output/0", host), get(token + "output/-1", host), get(token + "output/99999999999999999999", host),
        get(token + "socket", host, "Origin: http://evil.example", *upgrade),
        get(token + "socket", "evil.example", *upgrade), get(f"/{'f' * 32}/socket", host, *upgrade),
        get(token + "input?name=x.png", host),
    ]
    for data in refused:
        found = request(studio, data, 5)
        assert b" 404 " in found, f"{data}: {found[:80]}"


def random_bytes():
    return os.urandom(random.choice([1, 20, 500, 20_000]))


def random_request(studio):
    token = studio.address.split("/")[3]
    path = random.choice(["/", f"/{token}/", f"/{token}/socket", f"/{token}/input", f"/{token}/input?name=../x",
                          f"/{token}/input?name=.hidden", f"/{token}/input", "/%00", "//", "/" + "a" * 5000, "*"])
    method = random.choice(["GET", "POST", "PUT", "HEAD", "GET GET", "", "\0"])
    headers = random.sample([
        f"Host: 127.0.0.1:{studio.port}", "Host: x", "Content-Length: -1", "Content-Length: 99999999999999999999",
        "Content-Length: 100", "Transfer-Encoding: chunked", "Upgrade: websocket", "Connection: upgrade",
        "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13", "Range: bytes=-1", "Range: bytes=9-1", "X: " + "y" * 9000,
        "Origin: null", ": empty", "no colon", "Host: 127.0.0.1\r\nHost: other",
    ], random.randrange(8))
    body = random.choice([b"", b"x" * 50, b"ffffffffffffffff\r\n", os.urandom(300)])
    return "\r\n".join([f"{method} {path} HTTP/1.1", *headers, "", ""]).encode() + body


async def frames(studio):
    """A socket that is opened properly and then misused."""
    upgrade = get("/" + studio.address.split("/")[3] + "/socket", f"127.0.0.1:{studio.port}",
                  "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    upgrade = upgrade.replace(b"Connection: close", b"Connection: Upgrade")
    reader, writer = await asyncio.open_connection("127.0.0.1", studio.port)
    try:
        writer.write(upgrade)
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        for _ in range(10):
            writer.write(random_frame())
        await asyncio.wait_for(writer.drain(), 5)
        await asyncio.sleep(0.02)
    except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
        pass
    finally:
        writer.close()


def random_frame():
    texts = ["", "{", "[]", "null", "[" * 5000, '{"type": "show"}', '{"type": "show", "frame": 1e99}',
             '{"type": "show", "frame": -5, "weights": {"monet": NaN}}', '{"type": "show", "id": -1}',
             '{"type": "show", "view": "network", "network": "../x"}', '{"type": "strip", "count": 1000000000}',
             '{"type": "key", "revision": 1, "action": "set", "lane": -1, "key": 0}',
             '{"type": "key", "revision": 1, "action": "delete", "lane": 0, "key": 99}',
             '{"type": "key", "revision": 1, "action": "add", "frame": 9223372036854775807}',
             '{"type": "key", "revision": 1, "action": "set", "key": 1, "weights": {"x": 1}}',
             '{"type": "text", "revision": 0, "text": "x"}', '{"type": "network", "revision": 1, "name": "../../x"}',
             json.dumps({"type": "what", "text": "\u0000" * 3000}), '{"type": "corners", "height": -1}', '{"type": "undo"}']
    payload = random.choice([random.choice(texts).encode(), os.urandom(random.choice([0, 1, 125, 126, 3000]))])
    first = random.choice([0x81, 0x81, 0x82, 0x01, 0x80, 0x00, 0x88, 0x89, 0x8A, 0x09, 0xF1, 0x8F])
    length = len(payload)
    head = bytes([first, 0x80 | length]) if length < 126 else bytes([first, 0xFE]) + length.to_bytes(2, "big")
    if random.random() < 0.05:
        # A length that never comes.
        head = bytes([first, 0xFF]) + random.choice([1 << 63, (1 << 62) - 1, 1 << 40]).to_bytes(8, "big")
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))


def crowd(studio):
    """Two hundred connections at once that say nothing, and one that is answered nevertheless."""
    many = [socket.create_connection(("127.0.0.1", studio.port), timeout=10) for _ in range(200)]
    asyncio.run(answer(studio))
    for connection in many:
        connection.close()


async def never_reads(studio):
    """A page that asks for image after image and reads none: what waits for it does not grow."""
    async with Client(studio) as client:
        client.socket.transport.pause_reading()
        before = studio.memory
        for frame in range(3000):
            await client.say(type="show", slot="a", id=frame + 1, frame=frame % 190, view="frame", size="quick")
            if frame % 300 == 0:
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
        grown = studio.memory - before
        assert grown < 60 << 20, f"a page that never reads takes {grown >> 20} MB"
        client.socket.transport.abort()
