"""OpenAlex on a server of this machine: it reads its questions, and lists or counts invented works as they ask."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.pipelines.fetching.server import Handler, Server, serving

Work = dict[str, Any]
COUNTRIES = {"05xg72x27": "NO", "01xtthb56": "NO", "05phns765": "NO", "021ndnd72": "NO", "04xfq0f34": "DE"}


def work(number: int, *authors: str, year: int = 2024, kind: str = "article") -> Work:
    """A work whose authors are each at the institution of a ROR."""
    return {
        "id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.1/{number}", "publication_year": year,
        "type": kind, "primary_location": None,
        "authorships": [
            {"institutions": [{"id": f"https://openalex.org/I{ror}", "ror": f"https://ror.org/{ror}",
                               "display_name": ror, "country_code": COUNTRIES.get(ror)}]}
            for ror in authors
        ],
    }  # fmt: skip


@contextmanager
def openalex(works: Sequence[Work]) -> Iterator[Server]:
    """A server that has these works and gives two results or groups to a page."""
    with serving() as site:
        site.replies = [lambda to: _answer(to, works)]
        yield site


def _answer(to: Handler, works: Sequence[Work]) -> None:
    question = {name: values[0] for name, values in parse_qs(urlsplit(to.path).query).items()}
    filters = dict(part.partition(":")[::2] for part in question["filter"].split(","))
    passing = [one for one in works if _passes(one, filters)]
    if "group_by" in question:
        groups = Counter(str(one[question["group_by"]]) for one in passing)
        results = [{"key": key, "key_display_name": key, "count": count} for key, count in sorted(groups.items())]
    else:
        results = passing
    start = 0 if question["cursor"] == "*" else int(question["cursor"])
    following = str(start + 2) if start + 2 < len(results) else None
    named = "group_by" if "group_by" in question else "results"
    page = {"meta": {"count": len(passing), "next_cursor": following}, "results": [], "group_by": []}
    content = json.dumps(page | {named: results[start : start + 2]}).encode()
    to.head(200, len(content))
    to.wfile.write(content)


def _passes(one: Work, filters: Mapping[str, str]) -> bool:
    institutions = [place for author in one["authorships"] for place in author["institutions"]]
    first, _, last = filters["publication_year"].partition("-")
    tests: dict[str, Callable[[str], bool]] = {
        "institutions.ror": lambda wanted: any(place["ror"] in wanted.split("|") for place in institutions),
        "type": lambda wanted: one["type"] in wanted.split("|"),
        "publication_year": lambda _: int(first) <= one["publication_year"] <= int(last or first),
        "countries_distinct_count": lambda wanted: (
            len({place["country_code"] for place in institutions} - {None}) > int(wanted.removeprefix(">"))
        ),
    }
    return all(tests[name](wanted) for name, wanted in filters.items())
