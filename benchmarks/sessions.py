"""Many readers at once, as light clients of Streamlit's websocket: what a browser sends, and no drawing.

A click is a run of the page at the address that it leads to; it ends when the server says that the page is drawn. As a
browser does, a reader names the large messages of the last runs, which are then not sent again.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import websockets

# outside dashboard/ on purpose: the messages of its websocket, as a browser would speak them
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

THINKING = (2.0, 8.0)  # seconds between a reader's clicks, at least and at most
KEPT_RUNS = 2  # as long as a browser keeps a message
ADDRESSES = "127.0.{}.{}"  # a proxy sends each address to one process
PER_NETWORK = 250


class Site(Protocol):
    """What readers meet: one process, or several behind a proxy."""

    @property
    def stream(self) -> str:
        """Where pages are asked for."""
        ...

    def resident_bytes(self) -> int:
        """Memory that its processes hold now."""
        ...


@dataclass
class Met:
    """What readers met: seconds per click, bytes received, errors, and the site's memory before them and with them."""

    seconds: list[float] = field(default_factory=list)
    received: int = 0
    before: int = 0
    during: int = 0
    errors: list[str] = field(default_factory=list)


class Reader:
    """A reader's session at an address of its own."""

    def __init__(self, site: Site, number: int, met: Met) -> None:
        self._site, self._met = site, met
        self._from = ADDRESSES.format(1 + number // PER_NETWORK, 1 + number % PER_NETWORK)
        self._kept: dict[str, int] = {}
        self._runs = 0

    async def __aenter__(self) -> "Reader":
        """Connect."""
        self._socket = await websockets.connect(
            self._site.stream,
            origin=websockets.Origin(f"http://{urlsplit(self._site.stream).netloc}"),
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            open_timeout=60,
            local_addr=(self._from, 0),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect."""
        await self._socket.close()

    async def go(self, address: str) -> float:
        """Ask for a run of the page at an address; seconds until its end."""
        request = BackMsg()
        request.rerun_script.query_string = address
        self._runs += 1
        self._kept = {name: run for name, run in self._kept.items() if run > self._runs - 1 - KEPT_RUNS}
        request.rerun_script.cached_message_hashes.extend(self._kept)
        began = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        while True:
            data = await self._socket.recv()
            self._met.received += len(data)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if message.metadata.cacheable or kind == "ref_hash":
                self._kept[message.ref_hash or message.hash] = self._runs
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                self._met.errors.append(message.delta.new_element.exception.message)
            if kind == "script_finished":
                return time.perf_counter() - began


def meet(site: Site, addresses: Sequence[str], readers: int, clicks: int) -> Met:
    """So many readers open the first address, then click through the rest `clicks` times, thinking in between."""
    met = Met(before=site.resident_bytes())
    asyncio.run(_all(site, addresses, readers, clicks, met))
    return met


async def _all(site: Site, addresses: Sequence[str], readers: int, clicks: int, met: Met) -> None:
    rng = random.Random(7)
    starts = [rng.uniform(0, sum(THINKING) / 2) for _ in range(readers)]
    each = (_read(site, addresses, clicks, number, start, met) for number, start in enumerate(starts))
    for ended in await asyncio.gather(*each, return_exceptions=True):
        if ended is not None:
            met.errors.append(repr(ended))


async def _read(  # noqa: PLR0917
    site: Site, addresses: Sequence[str], clicks: int, number: int, start: float, met: Met
) -> None:
    rng = random.Random(start)
    await asyncio.sleep(start)
    async with Reader(site, number, met) as reader:
        await reader.go(addresses[0])
        for click in range(clicks):
            await asyncio.sleep(rng.uniform(*THINKING))
            met.seconds.append(await reader.go(addresses[(click + 1) % len(addresses)]))
        met.during = max(met.during, site.resident_bytes())
