"""Merges are proposed with what speaks for them, and contradictions are named."""

import random
from pathlib import Path

import polars as pl
import pytest

from models.config import load_config
from pipelines.identity.identifiers import SCHEMES, normal
from pipelines.identity.proposals import Proposals, propose
from pipelines.sources.eche import read

COLUMNS = ("feed", "id", "name", "country", *SCHEMES)


def record(feed: str, id_: str, name: str, country: str = "NO", **identifiers: str) -> dict[str, str | None]:
    return {"feed": feed, "id": id_, "name": name, "country": country, **identifiers}


def partner(id_: str, name: str, country: str = "NO", **identifiers: str) -> dict[str, str | None]:
    return record("partners", id_, name, country, **identifiers)


def proposed(*rows: dict[str, str | None]) -> Proposals:
    return propose(pl.DataFrame(list(rows), schema=dict.fromkeys(COLUMNS, pl.String)))


def listed(proposals: Proposals) -> list[tuple[str, ...]]:
    return proposals.merges.select("partner_id", "other_feed", "other_id", "evidence").rows()


def test_shared_identifiers_are_evidence_directly_and_through_others() -> None:
    result = proposed(
        partner("P1", "NTNU", erasmus_code="N TRONDHE01"),
        record("institutions", "N TRONDHE01", "NORGES TEKNISK", erasmus_code="N TRONDHE01", pic="999977851"),
        record("eu_participations", "999977851", "NTNU", pic="999977851"),
        partner("P2", "Uni Trondheim", pic="999977851"),
    )

    through = "through erasmus_code N TRONDHE01 with institutions N TRONDHE01, pic 999977851 with"
    assert listed(result) == [
        ("P1", "eu_participations", "999977851", f"{through} eu_participations 999977851"),
        ("P1", "institutions", "N TRONDHE01", "erasmus_code N TRONDHE01"),
        ("P1", "partners", "P2", f"{through} partners P2"),
    ]
    assert result.merges["decision"].to_list() == [None] * 3
    assert result.conflicts.height == 0


def test_alike_names_are_proposed_within_a_country_where_no_identifier_tells() -> None:
    result = proposed(
        partner("P1", "Aalto University", "FI", ror_id="020hwjq30"),
        partner("P2", "Aalto Univeristy", "FI"),
        partner("P3", "Aalto University", "SE"),
        record("research_organisations", "020hwjq30", "Aalto University", "FI", ror_id="020hwjq30"),
    )

    assert listed(result) == [
        ("P1", "partners", "P2", "name 94"),
        ("P1", "research_organisations", "020hwjq30", "ror_id 020hwjq30"),
        ("P2", "research_organisations", "020hwjq30", "name 94"),
    ]


def test_one_partner_with_two_pics_is_a_conflict_with_those_who_say_so() -> None:
    result = proposed(
        partner("P1", "Kaunas", "LT", erasmus_code="LT KAUNAS12", pic="949255484"),
        record("institutions", "LT KAUNAS12", "Kauno", "LT", erasmus_code="LT KAUNAS12", pic="882647621"),
    )

    assert result.conflicts.rows() == [
        (
            "P1", "pic", "882647621 | 949255484",
            "882647621: institutions LT KAUNAS12; 949255484: partners P1",
        )
    ]  # fmt: skip
    assert result.merges["conflict"].to_list() == ["pic 882647621 | 949255484"]


def test_the_order_of_the_records_does_not_matter() -> None:
    rows = [
        partner("P1", "Aalto University", "FI", pic="999903840"),
        partner("P2", "Aalto-University", "FI", oid="E10209000"),
        partner("P3", "Helsinki", "FI", oid="E10209000", pic="999903840"),
        record("eu_participations", "999903840", "AALTO", "FI", pic="999903840"),
    ]
    expected = proposed(*rows).merges

    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert proposed(*rows).merges.equals(expected)


@pytest.mark.real_data
def test_the_university_is_one_over_both_published_lists(shared_data: Path) -> None:
    lists = [
        read(shared_data / "eche" / name, load_config())["institutions"]
        for name in ("eche_2022-07.xlsx", "eche_2024-09-12.xlsx")
    ]
    institutions = pl.concat(lists).select(
        pl.lit("institutions").alias("feed"), pl.col("erasmus_code").alias("id"), "name", "country",
        *(pl.col(s) if s in ("erasmus_code", "pic", "oid") else pl.lit(None, pl.String).alias(s) for s in SCHEMES),
    )  # fmt: skip
    own = pl.DataFrame(
        [partner("P1", "NTNU", oid="e10209399", erasmus_code="N\u00a0 TRONDHE01")], schema=institutions.schema
    )
    records = pl.concat([own, institutions]).with_columns(
        normal(scheme, pl.col(scheme)).alias(scheme) for scheme in SCHEMES
    )

    result = propose(records)

    assert listed(result) == [("P1", "institutions", "N TRONDHE01", "erasmus_code N TRONDHE01; oid E10209399")]
    assert result.conflicts.height == 0
