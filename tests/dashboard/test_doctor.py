"""`utsyn doctor` looks at the parts that pages and mails need, each with a server of its own where there is one."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard.doctor import examine
from pipelines.checkup import Finding
from tests.dashboard.cli.conftest import Utsyn
from tests.dashboard.cli.conftest import utsyn as utsyn  # noqa: PLC0414  # a fixture
from tests.dashboard.digest.server import listening

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem


def findings_about(tmp_path: Path, about: str, settings: str) -> list[Finding]:
    """What is said about one thing, with further settings at the end of a valid configuration."""
    (tmp_path / "inbox").mkdir(exist_ok=True)
    file = tmp_path / "utsyn.toml"
    file.write_text(SETTINGS + settings, encoding="utf-8")
    return [finding for finding in examine(file, None) if finding.about == about]


@contextmanager
def provider(**metadata: object) -> Iterator[str]:
    """The address of a provider whose discovery document says this; its issuer is that address unless given."""

    class Discovery(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            by_name = {"issuer": address, **metadata} if self.path == "/.well-known/openid-configuration" else {}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(by_name).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Discovery)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


SETTINGS = """
plan = "ntnu-2022-2025"
inbox = "inbox"
warehouse = "warehouse"
[institution]
name_nb = "Universitetet"
name_en = "The University"
short_name = "U"
country = "NO"
"""
ENDPOINTS = {"authorization_endpoint": "a", "token_endpoint": "t", "jwks_uri": "j"}


def oidc(issuer: str) -> str:
    return f"""
[dashboard]
address = "http://127.0.0.1:8501/"
[access]
sign_in = "oidc"
roles = [{{group = "leadership", role = "viewer"}}]
[access.oidc]
issuer = "{issuer}"
client_id = "utsyn"
"""


def states(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.state, finding.what) for finding in findings]


def test_a_wrong_configuration_is_all_that_is_told(tmp_path: Path) -> None:
    file = tmp_path / "utsyn.toml"
    file.write_text("plan = 3\n")
    (finding,) = examine(file, None)
    assert (finding.about, finding.state) == ("configuration", "problem")


def test_a_missing_inbox_is_told(tmp_path: Path) -> None:
    file = tmp_path / "utsyn.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    assert f"{tmp_path / 'inbox'} is not a folder" in [f.what for f in examine(file, None) if f.state == "problem"]


class TestSignIn:
    @pytest.fixture(autouse=True)
    def _secret(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("UTSYN_OIDC_CLIENT_SECRET", "a secret")

    def test_without_it_the_dashboard_answers_this_machine(self, tmp_path: Path) -> None:
        assert [finding.state for finding in findings_about(tmp_path, "sign-in", "")] == ["ok"]

    def test_a_provider_that_answers_is_fine(self, tmp_path: Path) -> None:
        with provider(**ENDPOINTS) as issuer:
            assert states(findings_about(tmp_path, "sign-in", oidc(issuer))) == [
                ("ok", f"the provider {issuer} answers")
            ]

    def test_a_provider_of_another_name_is_a_problem(self, tmp_path: Path) -> None:
        with provider(**ENDPOINTS, issuer="https://elsewhere") as issuer:
            words = states(findings_about(tmp_path, "sign-in", oidc(issuer)))
        assert words == [("problem", f"the provider calls itself https://elsewhere, not {issuer}")]

    def test_a_provider_without_keys_is_a_problem(self, tmp_path: Path) -> None:
        with provider(authorization_endpoint="a", token_endpoint="t") as issuer:
            (finding,) = findings_about(tmp_path, "sign-in", oidc(issuer))
        assert (finding.state, finding.what.endswith("does not say jwks_uri")) == ("problem", True)

    def test_a_provider_that_is_down_and_a_missing_secret_are_problems(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("UTSYN_OIDC_CLIENT_SECRET")
        with provider() as issuer:
            pass
        secret, discovery = findings_about(tmp_path, "sign-in", oidc(issuer))
        assert secret.what.startswith("UTSYN_OIDC_CLIENT_SECRET is not set")
        assert "gives no discovery document" in discovery.what
        assert {secret.state, discovery.state} == {"problem"}

    def test_a_proxy_anywhere_is_a_problem(self, tmp_path: Path) -> None:
        settings = '\n[access]\nsign_in = "proxy"\nunmapped = "public"\n[access.proxy]\naddresses = ["0.0.0.0/0"]\n'
        (finding,) = findings_about(tmp_path, "sign-in", settings)
        assert finding.state == "problem"
        (finding,) = findings_about(tmp_path, "sign-in", settings.replace("0.0.0.0/0", "10.0.0.7"))
        assert finding.state == "ok"


def test_the_mail_server_is_reached_and_gets_nothing(tmp_path: Path) -> None:
    settings = '\n[mail]\nhost = "127.0.0.1"\nport = {}\nstarttls = false\nfrom = "a@b.no"\nto = ["c@b.no"]\n'
    with listening() as (postmaster, port):
        assert [finding.state for finding in findings_about(tmp_path, "mail", settings.format(port))] == ["ok"]
        assert postmaster.taken == []
    (finding,) = findings_about(tmp_path, "mail", settings.format(port))
    assert (finding.state, "cannot be reached" in finding.what) == ("problem", True)


def test_the_command_ends_with_2_where_something_must_be_fixed(utsyn: Utsyn, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    file = tmp_path / "utsyn.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    ended = utsyn("--config", file, "doctor", "--format", "json")
    assert (ended.code, json.loads(ended.out)["fit"]) == (0, True)
    (tmp_path / "inbox").rmdir()
    ended = utsyn("--config", file, "doctor")
    assert (ended.code, "is not a folder" in ended.out) == (2, True)


def test_a_query_is_asked_for_its_columns_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "students.db")) as students, students:
        students.execute("create table mobility (no integer, land text)")
    (tmp_path / "stays.sql").write_text("select no as stay_id, land as country from mobility;\n", encoding="utf-8")
    section = '[inputs.stays]\nsql = "stays.sql"\nconnection = "sqlite:///students.db"\n'
    [fine] = findings_about(tmp_path, "inputs", section)
    assert (fine.state, fine.what.endswith("students.db answers with 2 columns")) == ("ok", True)

    (tmp_path / "stays.sql").write_text("select nummer from mobility", encoding="utf-8")
    [wrong] = findings_about(tmp_path, "inputs", section)
    assert wrong.state == "problem"
    assert "did not answer stays.sql" in wrong.what
    assert "nummer" in wrong.what


def test_deadlines_of_another_institution_are_named_where_rounds_are_submitted(tmp_path: Path) -> None:
    def warnings(settings: str) -> list[str]:
        return [finding.what for finding in findings_about(tmp_path, "configuration", settings) if finding.fix]

    assert warnings("") == []
    (tmp_path / "inbox" / "applications").mkdir(parents=True)
    own = (
        '[settings.deadlines]\noutbound_autumn = "02-15"\noutbound_autumn_early = "01-31"\noutbound_spring = "09-15"\n'
    )
    assert warnings(own) == [
        "settings.deadlines does not say outbound_spring_early: the day that ships with Utsyn is taken"
    ]
    assert warnings(own + 'outbound_spring_early = "09-01"\n') == []


def test_an_inbox_in_object_storage_is_listed(s3: "FileSystem", tmp_path: Path) -> None:
    with s3.open_output_stream("mobility/doctor/stays/a.csv") as file:
        file.write(b"stay_id")
    config = tmp_path / "utsyn.toml"
    states_of = []
    for inbox in ("s3://mobility/doctor", "s3://mobility/nothing-here"):
        config.write_text(SETTINGS.replace('"inbox"', f'"{inbox}"'), encoding="utf-8")
        states_of += [(f.state, f.what) for f in examine(config, None) if f.about == "inputs"]
    assert states_of[0] == ("ok", "s3://mobility/doctor holds 1 objects")
    assert (states_of[1][0], "cannot be read as an inbox" in states_of[1][1]) == ("problem", True)
