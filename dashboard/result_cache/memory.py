"""Results in the memory of this process: the ones used last, each computed once however many ask for it."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")
Key = tuple[str, str]  # the build's, and the rest


class Memory(Generic[T]):
    """Keeps the `most` results that were used last. Safe to share between threads."""

    _all: ClassVar[WeakSet["Memory[Any]"]] = WeakSet()

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Key, T] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()
        Memory._all.add(self)

    def __len__(self) -> int:
        return len(self._results)

    def get(self, key: Key, make: Callable[[], T]) -> T:
        """The result of a key, from `make` where there is none; who asks meanwhile waits for it."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._results:
                    return self._results[key]
            try:
                made = make()
                with self._lock:
                    self._results[key] = made
                    if len(self._results) > self._most:
                        self._results.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    @classmethod
    def forget(cls, is_of: Callable[[str], bool]) -> None:
        """Drop from every memory the results of the builds whose key this is true of."""
        for memory in list(cls._all):
            with memory._lock:
                for key in [key for key in memory._results if is_of(key[0])]:
                    del memory._results[key]
