"""Files on disk that many processes write and read."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.result_cache.shared import SharedResults


def test_a_folder_stays_within_its_size_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    results = SharedResults(tmp_path, most_bytes=20_000)
    long_ago = time.time() - 3600
    for number in range(100):
        results.write(f"key {number}", b"x" * 900)
        for path in tmp_path.glob("*.json"):
            if path.stat().st_mtime > long_ago + 1000:
                os.utime(path, (long_ago + number, long_ago + number))
    assert 5 < len(list(tmp_path.iterdir())) <= 21
    assert results.read("key 99") == b"x" * 900
    assert results.read("key 0") is None


def test_what_is_read_stays_longer_than_what_is_not(tmp_path: Path) -> None:
    results = SharedResults(tmp_path, most_bytes=10_000)
    for number in range(8):
        results.write(f"key {number}", b"x" * 900)
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    assert results.read("key 3")
    for number in range(8, 12):
        results.write(f"key {number}", b"x" * 900)
    assert results.read("key 3")


def test_readers_find_the_whole_of_it_while_many_write(tmp_path: Path) -> None:
    """Each writer writes another content under the same key: nobody may read a mixture."""
    contents = [bytes([65 + number]) * 50_000 for number in range(4)]

    def write_and_read(number: int) -> set[bytes | None]:
        results = SharedResults(tmp_path)
        result: set[bytes | None] = set()
        for _ in range(25):
            results.write("key", contents[number])
            result.add(results.read("key"))
        return result

    with ThreadPoolExecutor(4) as pool:
        result = set().union(*pool.map(write_and_read, range(4)))
    assert result <= set(contents)
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"], "no drafts are left"
