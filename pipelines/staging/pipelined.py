"""Work on a stream while it is read and what comes of it is written. It exists for speed alone."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def pipelined(stream: Iterable[Given], work: Callable[[Given], Made]) -> Iterator[Made]:
    """`map(work, stream)`: while one is worked on, the next is read and the last one is used by whoever asks."""
    with ThreadPoolExecutor(1) as worker:  # one, so that the work is done in the order of the stream
        pending: Future[Made] | None = None
        for each in stream:
            last, pending = pending, worker.submit(work, each)
            if last:
                yield last.result()
        if pending:
            yield pending.result()
