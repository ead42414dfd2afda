"""Statistics that are asked for: the question is posted, and kept beside its answer."""

import json

import pytest

from models.config import load_config
from pipelines.fetching.fetch import Outcome
from pipelines.sources.dbh import read
from tests.pipelines.fetching.conftest import Client
from tests.pipelines.fetching.server import Server, answers, gives, gives_ranges

QUESTION = {
    "tabell_id": 142,
    "filter": [
        {"variabel": "Institusjonskode", "selection": {"filter": "item", "values": ["1150"]}},
        {"variabel": "Årstall", "selection": {"filter": "between", "values": ["2020", "2025"]}},
    ],
}
ROW = {
    "Type": "UTENL", "Studieprogramkode": "EMNE/AD", "Antall totalt": "449", "Antall kvinner": "276",
    "Antall menn": "173",
}  # fmt: skip
STATUS = {"tabell_id": 142, "returkode": 0, "leveringstid": "2026-09-24 18:22:48", "melding": "Data levert."}
ANSWER = json.dumps([{"status": STATUS}, ROW], ensure_ascii=False).encode()


def ask(client: Client) -> Outcome:
    return client(kind="dbh", name="table_142.json", body=QUESTION, request="request_142.json")


def test_a_question_is_posted_and_kept_beside_its_answer(client: Client, server: Server) -> None:
    server.replies = [gives(ANSWER)]

    outcome = ask(client)

    [asked] = server.asked
    assert (outcome.state, asked.method, json.loads(asked.body)) == ("fetched", "POST", QUESTION)
    assert client.left == [".fetched.json", "request_142.json", "table_142.json"]
    [row] = read(client.folder / "table_142.json", load_config())["official_figures"].to_dicts()
    assert (row["institution_code"], row["year_from"], row["year_to"], row["total"]) == ("1150", "2020", "2025", "449")


def test_a_question_is_asked_again_whole(client: Client, server: Server) -> None:
    server.replies = [gives_ranges(ANSWER, '"1"', breaks_after=30), answers(503), gives(ANSWER, ETag='"1"')]
    assert ask(client).state == "fetched"
    assert ask(client).state == "unchanged"
    assert [asked.method for asked in server.asked] == ["POST"] * 4
    assert not any({"Range", "If-None-Match"} & asked.headers.keys() for asked in server.asked)


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_carries_the_question_along(client: Client, server: Server, status: int) -> None:
    server.replies = [answers(status, Location="/api/v2"), gives(ANSWER)]
    assert ask(client).state == "fetched"
    assert [json.loads(asked.body) for asked in server.asked] == [QUESTION, QUESTION]


def test_a_refusal_leaves_answer_and_question_as_they_were(client: Client, server: Server) -> None:
    refusal = json.dumps([{"status": STATUS | {"returkode": 7, "melding": "Ukjent variabel"}}]).encode()
    server.replies = [gives(ANSWER), gives(refusal)]
    ask(client)
    before = [(client.folder / name).read_bytes() for name in ("table_142.json", "request_142.json")]
    assert "Ukjent variabel" in ask(client).detail
    assert [(client.folder / name).read_bytes() for name in ("table_142.json", "request_142.json")] == before
