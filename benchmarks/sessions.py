"""Many readers at once, as light clients of Streamlit's websocket: what a browser sends, and no drawing.

A click is a run of the page at the address that it leads to; it ends when the server says that the page is drawn.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import websockets
from served import Server

# outside dashboard/ on purpose: the messages of its websocket, as a browser would speak them
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

THINKING = (2.0, 8.0)  # seconds between a reader's clicks, at least and at most


@dataclass
class Met:
    """What readers met: seconds per click, bytes received, and the server's memory before them and with them."""

    seconds: list[float] = field(default_factory=list)
    received: int = 0
    before: int = 0
    during: int = 0


def meet(server: Server, addresses: Sequence[str], readers: int, clicks: int) -> Met:
    """So many readers open the first address, then click through the rest `clicks` times, thinking in between."""
    met = Met(before=server.resident_bytes())
    asyncio.run(_all(server, addresses, readers, clicks, met))
    return met


async def _all(server: Server, addresses: Sequence[str], readers: int, clicks: int, met: Met) -> None:
    rng = random.Random(7)
    starts = [rng.uniform(0, sum(THINKING) / 2) for _ in range(readers)]
    await asyncio.gather(*(_reader(server, addresses, clicks, start, met) for start in starts))


async def _reader(server: Server, addresses: Sequence[str], clicks: int, start: float, met: Met) -> None:
    rng = random.Random(start)
    await asyncio.sleep(start)
    uri = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    async with websockets.connect(uri, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None) as socket:
        await _run(socket, addresses[0], met)
        for click in range(clicks):
            await asyncio.sleep(rng.uniform(*THINKING))
            began = time.perf_counter()
            await _run(socket, addresses[(click + 1) % len(addresses)], met)
            met.seconds.append(time.perf_counter() - began)
        met.during = max(met.during, server.resident_bytes())


async def _run(socket: websockets.ClientConnection, address: str, met: Met) -> None:
    """Ask for a run of the page and wait for its end."""
    messages = BackMsg()
    messages.rerun_script.query_string = address
    await socket.send(messages.SerializeToString())
    while True:
        data = await socket.recv()
        met.received += len(data)
        message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        if message.WhichOneof("type") == "script_finished":
            return
