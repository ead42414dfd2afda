"""The memory of one process: bounded, and each result computed once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from dashboard.result_cache.memory import Memory


def test_the_ones_used_last_are_kept() -> None:
    memory: Memory[int] = Memory(3)
    made = []

    def get(number: int) -> int:
        return memory.get(("build", str(number)), lambda: made.append(number) or number)  # type: ignore[func-returns-value]

    for number in (1, 2, 3, 1, 4, 1):
        assert get(number) == number
    assert made == [1, 2, 3, 4]
    assert len(memory) == 3
    get(2)
    assert made == [1, 2, 3, 4, 2]


def test_many_who_ask_at_once_wait_for_one() -> None:
    memory: Memory[int] = Memory(3)
    made, together = [], Barrier(8)

    def get(_: int) -> int:
        together.wait()
        return memory.get(("build", "key"), lambda: made.append(1) or len(made))  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(get, range(8))) == {1}


def test_what_fails_is_tried_again() -> None:
    memory: Memory[int] = Memory(3)

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        memory.get(("build", "key"), fail)
    assert memory.get(("build", "key"), lambda: 7) == 7


def test_the_results_of_a_build_can_be_dropped_everywhere() -> None:
    one, other = Memory[int](3), Memory[int](3)
    for memory in (one, other):
        for build in ("old", "new"):
            memory.get((build, "key"), lambda: 1)
    Memory.forget(lambda build: build == "old")
    assert [len(one), len(other)] == [1, 1]
    assert one.get(("new", "key"), lambda: 2) == 1
