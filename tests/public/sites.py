"""The public sources on a server of this machine, with invented rows: every address of `sources.yaml` has an answer.

DBH is one that reads its questions: it filters and adds up rows as a request asks, so that the requests are tested too.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.config import Config
from pipelines.fetching.sources import Source, load_sources
from tests.pipelines.fetching.server import Handler, Server, serving

Row = dict[str, Any]
TODAY = date(2026, 10, 4)
COUNTED = ("Antall totalt", "Antall årsverk", "Antall publikasjoner", "Antall internasjonale publikasjoner",
           "Forfatterandeler")  # fmt: skip


@contextmanager
def public_sites(
    files: dict[str, bytes], tables: Mapping[int, Sequence[Row]], config: Config
) -> Iterator[list[Source]]:
    """The shipped sources with their addresses on a server here.

    files: the last part of an address → what it gives; tables: number of DBH's table → its rows, not added up.
    """
    with serving() as site:
        site.replies = [lambda to: _answer(to, files, tables)]
        yield [_moved(source, site) for source in load_sources(config, TODAY).values()]


def _moved(source: Source, site: Server) -> Source:
    here = [file.model_copy(update={"url": f"{site.url}{urlsplit(file.url).path}"}) for file in source.files]
    return source.model_copy(update={"files": tuple(here)})


def _answer(to: Handler, files: dict[str, bytes], tables: Mapping[int, Sequence[Row]]) -> None:
    asked = to.site.asked[-1]
    if asked.body:
        question = json.loads(asked.body)
        content = json.dumps(dbh(question, tables.get(question["tabell_id"], ()))).encode()
    else:
        content = files.get(Path(urlsplit(asked.path).path).name, b"")
    to.head(200 if content else 404, len(content))
    to.wfile.write(content)


def dbh(question: Row, rows: Sequence[Row]) -> list[Row]:
    """What DBH answers: a status, then its rows that pass the filters, added up by what the question groups by."""
    passing = [row for row in rows if all(_passes(row, entry) for entry in question["filter"])]
    added: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in passing:
        group = added[tuple(str(row[name]) for name in question["groupBy"])]
        for name in COUNTED:
            if name in row:
                group[name] += row[name]
    status = {"tabell_id": question["tabell_id"], "returkode": 0, "leveringstid": "2026-10-04 06:00:00"}
    answer = [
        {**dict(zip(question["groupBy"], group, strict=True)), **{name: f"{total:g}" for name, total in counts.items()}}
        for group, counts in added.items()
    ]
    return [{"status": status}, *answer]


def _passes(row: Row, entry: Row) -> bool:
    values, value = entry["selection"]["values"], str(row[entry["variabel"]])
    if entry["selection"]["filter"] == "between":
        return bool(values[0] <= value <= values[1])
    return value in values
