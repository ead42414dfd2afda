"""A file's profile is the configured one; without one its headings tell, and never one of several."""

from dataclasses import replace
from pathlib import Path

import pytest

from data_contracts.contract_parser import load_contract
from data_contracts.profiles import canonical, load_profile
from models.config import load_config
from pipelines.reading.readers import ReadError
from pipelines.staging.profile_choice import candidates, choose

FILE = Path("partners/2025.csv")
PARTNERS = load_contract("partners")
MOBILITY_ONLINE = load_profile("mobility_online", "partners")
NORWEGIAN = ["Partner-ID", "Institusjonsnavn", "Land"]


def chosen(*headings: str) -> str:
    return choose(headings, candidates("partners", load_config()), PARTNERS, FILE).name


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["partner_id", "name", "country"], "canonical"),
        (NORWEGIAN, "mobility_online"),
        (["\ufeffPartner ID ", "Name of institution", "Country", "Contact person"], "mobility_online"),
        ([*NORWEGIAN, "Land2"], "canonical"),  # a heading nobody knows: refused afterwards, with the nearest
        (["Partner-ID", "Land"], "canonical"),  # nor does a profile fit that lacks what must be there
        ([*NORWEGIAN, "Country"], "canonical"),  # or that would read a column twice
    ],
)
def test_headings_tell_the_profile_where_all_of_them_fit(headings: list[str], name: str) -> None:
    assert chosen(*headings) == name


def test_several_that_fit_are_asked_about() -> None:
    alike = (canonical("partners"), MOBILITY_ONLINE, replace(MOBILITY_ONLINE, name="ours"))

    with pytest.raises(ReadError) as raised:
        choose(NORWEGIAN, alike, PARTNERS, FILE)

    assert "fit the profiles 'mobility_online' and 'ours' alike" in str(raised.value)
    assert '[profiles], partners = "mobility_online"' in str(raised.value)


def test_the_configured_profile_is_the_only_candidate() -> None:
    configured = load_config().model_copy(update={"profiles": {"partners": "mobility_online"}})

    assert candidates("partners", configured) == (MOBILITY_ONLINE,)
