"""Designated research infrastructures that have applied to Horizon Europe."""

import csv
from pathlib import Path
from typing import Any

import pytest

from models.config import DEFAULT_CONFIG, Config, ConfigError, load_config
from models.config_sections import Infrastructure
from pipelines import demo
from tests.models.asked import answer, fractions
from tests.models.given import eu_application, given

pytestmark = pytest.mark.both_engines


def designating(*infrastructures: Infrastructure) -> Config:
    standing = load_config()
    own = standing.institution.model_copy(update={"infrastructures": infrastructures})
    return standing.model_copy(update={"institution": own})


LAB = Infrastructure(id="LAB", name="The lab", unit_code="631000")
SHIP = Infrastructure(id="SHIP", name="The ship's", unit_code="641000")


def applied(*applications: dict[str, Any], config: Config | None = None) -> dict[Any, Any]:
    build = given(config=config or designating(LAB, SHIP), eu_applications=list(applications))
    return fractions(build, "infrastructure_applications")


def test_an_infrastructure_counts_from_its_first_application_on() -> None:
    assert applied(
        eu_application(infrastructure_id="LAB", submitted_on="2022-04-01", outcome="withdrawn"),
        eu_application(infrastructure_id="LAB", submitted_on="2023-04-01"),
        eu_application(infrastructure_id="SHIP", submitted_on="2024-04-01"),
    ) == {2021: (0, 2), 2022: (1, 2), 2023: (1, 2), 2024: (2, 2)}


def test_other_infrastructures_and_other_programmes_do_not_count() -> None:
    applications = [
        eu_application(infrastructure_id="NONE"),
        eu_application(infrastructure_id=None),
        eu_application(infrastructure_id="LAB", framework="H2020", submitted_on="2019-04-01"),
    ]
    assert applied(*applications)[2023] == (0, 2)


def test_without_a_designated_one_there_is_nothing_to_count() -> None:
    assert applied(eu_application(infrastructure_id="LAB"), config=designating()) == {}


def test_each_is_shown_by_its_name_and_its_unit() -> None:
    build = given(config=designating(LAB, SHIP), eu_applications=[eu_application(infrastructure_id="LAB")])
    assert fractions(build, "infrastructure_applications", "infrastructure") == {"LAB": (1, 1), "SHIP": (0, 1)}
    assert fractions(build, "infrastructure_applications", "faculty") == {"63": (1, 1), "64": (0, 1)}
    result = answer(build, "infrastructure_applications", by=("infrastructure",)).meta.labels["infrastructure"]
    assert result["SHIP"]["nb"] == "The ship's"


def test_the_shipped_configuration_names_those_of_the_demo_institution() -> None:
    with (Path(demo.__file__).parent / "tables" / "infrastructures.csv").open(encoding="utf-8", newline="") as file:
        of_demo = {(row["infrastructure_id"], row["unit_code"]) for row in csv.DictReader(file)}
    assert {(i.id, i.unit_code) for i in load_config().institution.infrastructures} == of_demo


def test_a_unit_code_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "utsyn.toml"
    text = DEFAULT_CONFIG.read_text(encoding="utf-8").replace('unit_code = "665000"', 'unit_code = "66"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"institution: .*infrastructure \S+: unit_code '66': expected 6 digits"):
        load_config(file)
