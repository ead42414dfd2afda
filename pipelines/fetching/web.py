"""Asking a server: redirects judged one by one, answers judged by their status, patience that has an end."""

import random
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from pipelines.fetching.errors import FetchError, PassingError
from pipelines.fetching.redirects import MOST_REDIRECTS, check_address, check_redirect

Answer = TypeVar("Answer")
USEFUL = (200, 206, 304, 416)  # what a file, a part of one, or a question about one may be answered with
PASSING = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Patience:
    """How often and how long; all times in seconds."""

    attempts: int = 5
    connect: float = 10
    read: float = 60
    whole: float = 3600
    longest_wait: float = 120


class Web:
    """A client that asks patiently. `sleep` and `chance` represent the clock and the die, for tests."""

    def __init__(
        self,
        patience: Patience = Patience(),
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.patience = patience
        self._sleep = sleep
        self._chance = chance
        self._client = httpx.Client(
            verify=_authorities(),
            follow_redirects=False,
            timeout=httpx.Timeout(patience.read, connect=patience.connect),
            headers={"User-Agent": f"utsyn/{version('utsyn')}", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def pause(self, seconds: float) -> None:
        """Leave the server alone for a while."""
        self._sleep(seconds)

    def patiently(self, attempt: Callable[[], Answer]) -> Answer:
        """The answer of the first attempt that succeeds. Raises FetchError when patience ends."""
        for number in range(1, self.patience.attempts + 1):
            try:
                return attempt()
            except PassingError as error:
                if number == self.patience.attempts:
                    raise FetchError(f"{error} Given up after {number} attempts; try again later.") from error
                wait = max(error.wait or 0, self._backoff(number))
                if wait > self.patience.longest_wait:
                    raise FetchError(f"{error} The server asks to be left alone for {wait:.0f} s.") from error
            self._sleep(wait)
        raise AssertionError("no attempt was allowed")

    @contextmanager
    def open(self, url: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> Iterator[httpx.Response]:
        """The answer to a question, its content not yet read; POST where there is a body.

        Raises PassingError for what may pass, here and while the content is read, and FetchError for the rest.
        """
        check_address(url)
        with _in_words(url):
            for _ in range(MOST_REDIRECTS + 1):
                request = self._client.build_request("POST" if body else "GET", url, headers=headers, json=body)
                response = self._client.send(request, stream=True)
                try:
                    if not response.has_redirect_location:
                        _judge(response, url)
                        yield response
                        return
                    target = str(response.url.join(response.headers["Location"]))
                finally:
                    response.close()
                check_redirect(url, target)
                url = target
        raise FetchError(f"{url}: redirects go on and on; {MOST_REDIRECTS} were followed.")

    def _backoff(self, number: int) -> float:
        """1, 2, 4 … seconds, between half and the whole of it, so that many clients do not come back at once."""
        return float(min(2 ** (number - 1), self.patience.longest_wait) * (0.5 + self._chance() / 2))


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates are believed; read once, as that takes longer than a small file."""
    return httpx.create_ssl_context()


def _judge(response: httpx.Response, url: str) -> None:
    status = response.status_code
    if status in USEFUL:
        return
    message = f"{url}: the server answers {status} {_phrase(status)}."
    if status in PASSING:
        raise PassingError(message, _wait(response.headers.get("Retry-After", "")))
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise FetchError(f"{message} The file may have moved.")
    raise FetchError(message)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "(no known status)"


def _wait(retry_after: str) -> float | None:
    """Seconds of a Retry-After header, which gives a number of them or a moment."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", retry_after):
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


@contextmanager
def _in_words(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise PassingError(f"{url}: the server does not answer in time.") from error
    except httpx.TransportError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise FetchError(f"{url}: the server cannot prove who it is ({error}).") from error
        raise PassingError(f"{url}: the connection failed ({error or type(error).__name__}).") from error
    except httpx.DecodingError as error:
        raise PassingError(f"{url}: the content is packed wrongly ({error}).") from error
    except httpx.InvalidURL as error:
        raise FetchError(f"{url}: is not an address ({error}).") from error
