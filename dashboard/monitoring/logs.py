"""Log lines as JSON on stderr, each with the id of the request it belongs to.

A line has no query, address, name or cookie of a reader, and of an error its kind and place but not its message, which
may quote data.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
OF_THE_SERVER = ("streamlit", "uvicorn", "websockets")


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, request, and what the line's `event` adds."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (request := request_id.get()) is not None:
            line["request"] = request
        line |= getattr(record, "event", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["stack"] = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)


def write_json_lines(level: str) -> None:
    """Write all log lines from a level on as JSON, those of the server's libraries too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.Logger) and name.partition(".")[0] in OF_THE_SERVER:
            logger.handlers.clear()
            logger.propagate = True
            logger.setLevel(logging.WARNING)  # their own lines of every request say less than ours
