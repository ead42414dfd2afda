"""Indicator files: complete, and refused with a reason where they are not."""

from pathlib import Path

import pytest
import yaml

from models.catalogue import INDICATORS, CatalogueError, load_indicators

GOOD = yaml.safe_load((INDICATORS / "outbound_share.yaml").read_text(encoding="utf-8"))


def test_every_indicator_file_is_read() -> None:
    assert len(load_indicators()) == len(list(INDICATORS.glob("*.yaml")))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": {"en": "No Norwegian"}}, "name: has no text in nb"),
        ({"fact": "graduation"}, "no fact 'graduation'"),
        ({"numerator": "has_counted_stay"}, "must aggregate"),
        ({"numerator": "sum(("}, "is not SQL"),
        ({"denominator": None}, "a ratio needs a denominator"),
        ({"value": "count"}, "a count has no denominator"),
        ({"value": "gap"}, "a gap needs it"),
        ({"dimensions": ["partner"]}, "dimension 'partner' is not one of fact graduations"),
        ({"id": "other"}, "must be named other.yaml"),
        ({"colour": "blue"}, "colour"),
        ({"persons": False}, "persons must be true: each row of fact graduations is about a person"),
        ({"numerator": "sum((select count(*) from facts.stays))"}, "numerator.*reads another table"),
        ({"filter": "programme in (select programme from facts.stays)"}, "the filter reads another table"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    (tmp_path / "outbound_share.yaml").write_text(yaml.safe_dump({**GOOD, **change}), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_indicators(tmp_path)


@pytest.mark.parametrize(("then", "now"), [("up", "higher_is_better"), ("down", "lower_is_better"), ("none", "none")])
def test_a_file_of_before_that_says_good_still_reads(tmp_path: Path, then: str, now: str) -> None:
    others = ("direction", "related", "leading", "substitutes")
    earlier = {key: value for key, value in GOOD.items() if key not in others} | {"good": then}
    (tmp_path / "outbound_share.yaml").write_text(yaml.safe_dump(earlier), encoding="utf-8")
    assert load_indicators(tmp_path)["outbound_share"].direction == now


def test_a_file_of_before_that_says_clocks_still_reads(tmp_path: Path) -> None:
    others = ("related", "leading", "substitutes")
    named = {key: value for key, value in GOOD.items() if key not in others}
    earlier = {"clocks" if key == "reference_dates" else key: value for key, value in named.items()}
    (tmp_path / "outbound_share.yaml").write_text(yaml.safe_dump(earlier), encoding="utf-8")
    assert load_indicators(tmp_path)["outbound_share"].reference_dates == GOOD["reference_dates"]


def test_every_shipped_indicator_declares_what_a_change_must_exceed() -> None:
    assert [one.id for one in load_indicators().values() if one.noise is None] == []


def test_an_indicator_of_an_older_build_is_judged_as_it_was_then() -> None:
    result = load_indicators()
    share = result["outbound_share"].model_copy(update={"noise": None})
    stays = result["outgoing_stays"].model_copy(update={"noise": None})
    assert (share.noise_model, stays.noise_model) == ("persons", "counts")
