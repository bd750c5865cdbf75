"""The program under test, and a client of its socket (Documentation/studio.md)."""

import asyncio
import json
import os
import signal
import socket
import struct
import subprocess
from pathlib import Path

import websockets

PACKAGE = Path(__file__).resolve().parents[2]


def free_port():
    """One that no one listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Studio:
    """`segue studio` as it runs in a folder."""

    program = None

    def __init__(self, folder, preset="painters", port=0, options=()):
        folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [self.program, "studio", preset, "--port", str(port), *options], cwd=folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            # A shell lets what it starts in the background ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            env=os.environ | {"XDG_STATE_HOME": str(folder.resolve() / "state")})
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.process.stderr.read()

    @property
    def port(self):
        return int(self.address.split(":")[2].split("/")[0])

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self):
        return self.address.replace("http:", "ws:") + "socket"

    @property
    def memory(self):
        """Bytes of the process in memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
        return 0

    def stop(self):
        """Ends it as Ctrl-C does; answers its exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise


def run(*arguments, folder):
    """Another command of the program; answers what it printed."""
    done = subprocess.run(
        [Studio.program, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"segue {' '.join(map(str, arguments))}: {done.stderr}"
    return done.stdout


class Client:
    """What a page says and hears."""

    def __init__(self, studio):
        self.studio = studio
        self.state = self.scene = None
        self.last_id = 0

    async def __aenter__(self):
        self.socket = await websockets.connect(
            self.studio.socket, max_size=None, origin=self.studio.origin)
        await self.hear("state")
        return self

    async def __aexit__(self, *_):
        await self.socket.close()

    async def say(self, **message):
        await self.socket.send(json.dumps(message))

    async def hear(self, *types):
        """The next message of some types; images have the type `image`."""
        while True:
            message = await asyncio.wait_for(self.socket.recv(), 60)
            if isinstance(message, bytes):
                message = self.image(message)
            else:
                message = json.loads(message)
            if message["type"] == "state":
                self.state = message
                self.scene = message.get("scene") or self.scene
            if message["type"] in types:
                return message

    @staticmethod
    def image(data):
        names = ["version", "kind", "format", "full", "id", "frame", "index", "revision", "width", "height"]
        return dict(zip(names, struct.unpack("<BBBBIIIIHH", data[:24])), type="image", file=data[24:])

    async def show(self, **wish):
        """The image that a wish is answered with, or the refusal."""
        self.last_id += 1
        await self.say(type="show", slot="a", id=self.last_id, **wish)
        while True:
            message = await self.hear("image", "refused")
            if message.get("id") == self.last_id:
                return message

    async def key(self, **change):
        """Changes a key; answers the refusal, or None."""
        await self.say(type="key", revision=self.state["revision"], **change)
        try:
            message = await self.hear("state", "refused")
        except TimeoutError:
            raise AssertionError(f"{change}: no answer") from None
        if message["type"] == "refused":
            await self.hear("state")
            return message["message"]
        return None
