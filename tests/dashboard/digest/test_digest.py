"""`utsyn digest`: printed, kept or mailed through a real server; whatever goes wrong is one line and a code."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli import figure_options
from models.config import DEFAULT_CONFIG
from models.question import Viewer
from models.status import StatusRow
from models.store import OpenBuild
from pipelines.warehouse import EXPORTS as LOG
from tests.browser.conftest import free_port
from tests.dashboard.cli.conftest import Ended, Utsyn, utsyn
from tests.dashboard.digest.given import HOSTILE, frozen, hostile, row
from tests.dashboard.digest.server import HOST, PASSWORD, listening, write_certificate
from tests.dashboard.report.test_frozen import FROZEN, NAME

__all__ = ["utsyn"]
WHO = ("kari@example.org", "ola@example.org")
Digest = Callable[..., Ended]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[StatusRow]:
    """The published build's scorecard, which a test may change; that of the frozen build has one goal behind pace."""
    rows = [hostile(row("A1", "reached"))]
    build = replace(frozen(), id="20260115T060000Z-0a1b2c", as_of=date(2026, 1, 15), asked=None)
    seen: list[Viewer] = []

    def judged(asked: OpenBuild, viewer: Viewer) -> list[StatusRow]:
        seen.append(viewer)
        return rows if asked is build else [hostile(row("A1", "behind_pace"))]

    monkeypatch.setattr(figure_options, "published", lambda _context, _warehouse, _name: build)
    monkeypatch.setattr("models.status.scorecard", judged)
    return rows


@pytest.fixture
def run(now: list[StatusRow], utsyn: Utsyn, tmp_path: Path) -> Digest:  # noqa: ARG001
    """Run the command on a copy of the frozen warehouse, with these settings of a mail server."""
    shutil.copytree(FROZEN, tmp_path / "warehouse")

    def ended(*options: object, port: int = 0, to: tuple[str, ...] = WHO, more: str = "starttls = false") -> Ended:
        mail = f'[mail]\nhost = "{HOST}"\nport = {port}\nfrom = "utsyn@example.org"\nto = {json.dumps(to)}\n{more}\n'
        written = DEFAULT_CONFIG.read_text(encoding="utf-8") + 'address = "https://utsyn.example.org"\n'
        (tmp_path / "utsyn.toml").write_text(written + (mail if port else ""), encoding="utf-8")
        common = ("--since", NAME, "--warehouse", tmp_path / "warehouse", "--language", "en")
        return utsyn("--config", tmp_path / "utsyn.toml", "digest", *common, *options)

    return ended


@pytest.fixture
def log(tmp_path: Path) -> Callable[[], list[dict[str, object]]]:
    """The lines of the log of exports."""
    path = tmp_path / "warehouse" / LOG
    return lambda: [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def one_line(ended: Ended) -> str:
    [line] = ended.err.splitlines()
    assert line.startswith("Error: ")
    assert ended.out == ""
    return line


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mail server's own, which nobody trusts by itself."""
    return write_certificate(tmp_path_factory.mktemp("mail") / "server.pem")


class TestText:
    def test_it_is_printed_or_kept_and_what_is_kept_is_logged(
        self, run: Digest, tmp_path: Path, log: Callable[[], list[dict[str, object]]]
    ) -> None:
        printed = run()
        assert (printed.code, printed.err, log()) == (0, "", [])
        assert printed.out.startswith("# U: status of the plan as of 15 January 2026\n")
        assert f"than in edition {NAME} of 31 January 2025: 1." in printed.out
        assert run("--out", tmp_path / "digest.md").code == 0
        assert (tmp_path / "digest.md").read_text(encoding="utf-8") == printed.out
        assert log()[0]["question"] == {"digest": NAME, "language": ["en"]}

    def test_nothing_is_written_when_nothing_has_changed_unless_always(
        self, run: Digest, now: list[StatusRow], tmp_path: Path
    ) -> None:
        now[:] = [hostile(row("A1", "behind_pace"))]
        ended = run("--out", tmp_path / "digest.md")
        assert (ended.code, ended.out, ended.err) == (4, f"no status has changed since build {NAME}\n", "")
        assert not (tmp_path / "digest.md").exists()
        ended = run("--always")
        assert (ended.code, "No goal has another status" in ended.out) == (0, True)

    def test_without_an_earlier_build_it_asks_for_one(self, utsyn: Utsyn, run: Digest, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "warehouse" / "builds")
        ended = utsyn("digest", "--warehouse", tmp_path / "warehouse")
        assert (ended.code, "name one with --since" in one_line(ended)) == (2, True)
        assert run().code == 2

    def test_an_unknown_language_and_missing_settings_are_told(self, run: Digest) -> None:
        assert "unknown language 'de'" in one_line(run("--language", "de"))
        assert "has no [mail]" in one_line(run("--mail"))


class TestMail:
    def test_it_arrives_with_text_and_html_and_is_logged(
        self, run: Digest, log: Callable[[], list[dict[str, object]]]
    ) -> None:
        with listening() as (postmaster, port):
            ended = run("--mail", "--language", "nb,en", port=port)
        assert (ended.code, ended.err) == (0, "")
        [(to, mail)] = postmaster.taken
        assert tuple(to) == WHO
        assert mail["Subject"] == "U: status for planen per 15. januar 2026"
        assert (mail["From"], mail["Auto-Submitted"]) == ("utsyn@example.org", "auto-generated")
        text, html = (part.get_content() for part in mail.iter_parts())
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        assert "https://utsyn.example.org/?goal=A1&lang=en" in text
        assert "<img" not in html
        assert HOSTILE.split("\n")[0].replace("<", "&lt;").replace(">", "&gt;").split(" ")[0] in html
        [line] = log()
        assert line["rights"] == "public"
        assert line["question"] == {"digest": NAME, "language": ["nb", "en"], "to": list(WHO)}

    def test_none_is_sent_when_nothing_has_changed_unless_always(self, run: Digest, now: list[StatusRow]) -> None:
        now[:] = [hostile(row("A1", "behind_pace"))]
        with listening() as (postmaster, port):
            assert run("--mail", port=port).code == 4
            assert postmaster.taken == []
            assert run("--mail", "--always", port=port).code == 0
            assert len(postmaster.taken) == 1

    def test_who_is_refused_is_named_and_the_others_get_it(self, run: Digest) -> None:
        with listening(unknown=WHO[:1]) as (postmaster, port):
            ended = run("--mail", port=port)
        assert ended.code == 5
        described = f"{HOST}:{port} took the mail, but not for kari@example.org (550 5.1.1 nobody of that name)"
        assert described in one_line(ended)
        assert [to for to, _ in postmaster.taken] == [["ola@example.org"]]

    def test_when_everybody_is_refused_it_is_sent_to_nobody(self, run: Digest) -> None:
        with listening(unknown=WHO) as (postmaster, port):
            ended = run("--mail", port=port)
        assert (ended.code, "refused every recipient: kari@" in one_line(ended), postmaster.taken) == (5, True, [])

    def test_a_server_that_is_down_is_told_and_nothing_is_logged(
        self, run: Digest, log: Callable[[], list[dict[str, object]]]
    ) -> None:
        ended = run("--mail", port=free_port())
        assert (ended.code, "cannot be reached" in one_line(ended), log()) == (5, True, [])

    def test_a_server_without_starttls_gets_nothing(self, run: Digest) -> None:
        with listening() as (postmaster, port):
            ended = run("--mail", port=port, more="")
        assert (ended.code, "STARTTLS" in one_line(ended), postmaster.taken) == (5, True, [])


class TestPassword:
    @pytest.fixture
    def safe(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.delenv("UTSYN_MAIL_PASSWORD", raising=False)
        return certificate

    def test_the_right_one_lets_it_in(self, run: Digest, safe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UTSYN_MAIL_PASSWORD", PASSWORD)
        with listening(certificate=safe) as (postmaster, port):
            ended = run("--mail", port=port, more='user = "utsyn"')
        assert (ended.code, ended.err, len(postmaster.taken)) == (0, "", 1)

    def test_a_wrong_one_is_told_without_saying_it(
        self, run: Digest, safe: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("UTSYN_MAIL_PASSWORD", "wr0ng")
        with listening(certificate=safe) as (postmaster, port):
            ended = run("--mail", port=port, more='user = "utsyn"')
        described = one_line(ended)
        assert (ended.code, postmaster.taken) == (5, [])
        assert "refused the user utsyn (535" in described
        assert "wr0ng" not in described

    def test_a_certificate_of_nobody_is_not_trusted(
        self, run: Digest, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("UTSYN_MAIL_PASSWORD", PASSWORD)
        with listening(certificate=certificate) as (postmaster, port):
            ended = run("--mail", port=port, more='user = "utsyn"')
        assert (ended.code, "certificate" in one_line(ended), postmaster.taken) == (5, True, [])

    @pytest.mark.usefixtures("safe")
    def test_a_missing_one_and_one_in_the_clear_are_refused_before_anything_is_sent(self, run: Digest) -> None:
        ended = run("--mail", port=25, more='user = "utsyn"')
        assert (ended.code, "UTSYN_MAIL_PASSWORD" in one_line(ended)) == (2, True)
        ended = run("--mail", port=25, more='user = "utsyn"\nstarttls = false')
        assert (ended.code, "does not travel in the clear" in one_line(ended)) == (2, True)
