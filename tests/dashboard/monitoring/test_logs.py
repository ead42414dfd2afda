"""A log line is JSON, has its request's id, and quotes nobody's data."""

import json
import logging
import sys

from dashboard.monitoring.logs import JsonLines, request_id


def line(message: str, *values: object, error: bool = False, **event: object) -> dict[str, object]:
    record = logging.LogRecord("utsyn.x", logging.WARNING, __file__, 1, message, values, None)
    record.event = event
    if error:
        try:
            raise ValueError("01017012345 is not a number")
        except ValueError:
            record.exc_info = sys.exc_info()
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_it_says_when_how_grave_and_what() -> None:
    written = line("%s of %s", 1, 2, status=200)
    assert {**written, "at": ""} == {
        "at": "", "level": "warning", "logger": "utsyn.x", "message": "1 of 2", "status": 200,
    }  # fmt: skip


def test_it_has_the_id_of_the_request_that_is_answered() -> None:
    token = request_id.set("abcdefgh")
    assert line("x")["request"] == "abcdefgh"
    request_id.reset(token)
    assert "request" not in line("x")


def test_of_an_error_it_has_kind_and_place_but_not_the_message() -> None:
    written = line("failed", error=True)
    assert written["error"] == "ValueError"
    assert "test_logs.py" in str(written["stack"])
    assert "01017012345" not in json.dumps(written)


def test_a_line_break_in_a_message_stays_in_its_line() -> None:
    record = logging.LogRecord("utsyn.x", logging.INFO, __file__, 1, "a\nb", (), None)
    assert "\n" not in JsonLines().format(record)
