"""Only what a person accepted is applied, and a name alone is not accepted without a reason."""

from pathlib import Path

import duckdb
import pytest

from models.facts import DIMS
from pipelines.identity.apply_merges import merges_digest, record_merges
from pipelines.identity.decisions import merges
from pipelines.reading.readers import ReadError

HEADINGS = "partner_id,other_feed,other_id,evidence,decision,note\n"


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    return tmp_path / "merges.csv"


def test_accepted_rows_are_followed_to_the_end_of_their_chain(decided: Path) -> None:
    decided.write_text(
        HEADINGS + "P1,partners,P2,pic 999977851,accepted,\n"
        "P2,partners,P3,name 95,accepted,Same address\n"
        "P3,institutions,N TRONDHE01,erasmus_code N TRONDHE01,accepted,\n"
        "P1,partners,P4,name 91,rejected,\n"
        "P1,partners,P5,name 90,,\n"
    )

    assert merges(decided).rows() == [
        ("institutions", "N TRONDHE01", "P1"),
        ("partners", "P2", "P1"),
        ("partners", "P3", "P1"),
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("P1,partners,P2,name 97,accepted,", "row 1: P1 and P2 are accepted on their names alone (name 97)"),
        ("P1,partners,P2,pic 1,yes,", "row 1: the decision 'yes' is not known; write accepted or rejected"),
        ("P1,parters,P2,pic 1,accepted,", "row 1: other_feed is 'parters'"),
        ("P1,partners,,pic 1,accepted,", "row 1: partner_id or other_id is empty"),
        (
            "P1,institutions,X,pic 1,accepted,\nP2,institutions,X,pic 1,accepted,",
            "institutions X is accepted as P1 and as P2",
        ),
    ],
)
def test_what_cannot_be_applied_is_refused(decided: Path, row: str, says: str) -> None:
    decided.write_text(HEADINGS + row + "\n")

    with pytest.raises(ReadError) as raised:
        merges(decided)

    assert says in str(raised.value)


def test_a_file_that_is_none_is_refused(decided: Path) -> None:
    with pytest.raises(ReadError, match="names it as partner_merges"):
        merges_digest(decided)
    decided.write_text("a,b\n1,2\n")
    with pytest.raises(ReadError, match="no column partner_id"):
        merges(decided)


def test_a_build_says_who_stands_for_whom(decided: Path) -> None:
    decided.write_text(HEADINGS + "P1,partners,P2,pic 1,accepted,\nP1,institutions,N X01,pic 1,accepted,\n")
    sql = (DIMS / "partner_identity.sql").read_text(encoding="utf-8")

    with duckdb.connect() as connection:
        connection.execute("create schema meta; create schema feeds; create table feeds.partners (partner_id varchar)")
        connection.execute("insert into feeds.partners values ('P1'), ('P2'), ('P3')")
        record_merges(connection, decided)
        merged = connection.execute(f"{sql} order by all").fetchall()

    assert merged == [
        ("institutions", "N X01", "P1"),
        ("partners", "P1", "P1"),
        ("partners", "P2", "P1"),
        ("partners", "P3", "P3"),
    ]
