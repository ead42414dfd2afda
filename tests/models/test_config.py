"""`utsyn.toml`: the default is whole, and a mistake is named."""

from pathlib import Path

import pytest

from models.config import DEFAULT_CONFIG, ConfigError, load_config


def changed(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "utsyn.toml"
    path.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_the_default_is_ntnu() -> None:
    config = load_config()
    assert (config.institution.short_name, config.plan) == ("NTNU", "ntnu-2022-2025")
    assert config.settings.minimum_stay_days == 90


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = load_config(changed(tmp_path, 'inbox = "inbox"', 'inbox = "in"'))
    assert config.inbox == tmp_path / "in"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minimum_stay_days = 90", "minimum_stay_days = 0", "settings.minimum_stay_days"),
        ("minimum_stay_days = 90", "minimum_days = 90", "settings.minimum_days"),
        ('plan = "ntnu-2022-2025"', "", "plan"),
        ('country = "NO"', 'country = "Norway"', "institution.country"),
        ("suppress_below = 5", "suppress_below = 2", "settings.suppress_below.*greater than or equal to 3"),
        ("suppress_below = 5", "hide_below = 2", "settings.hide_below.*greater than or equal to 3"),
        ("keep_builds = 5", "keep_builds = ", "is not TOML"),
        ('outbound_autumn = "02-01"', 'outbound_autumn = "02-29"', r"settings.deadlines.outbound_autumn.*as 02-01"),
        ('outbound_autumn = "02-01"', 'outbound_autumn = "1. feb"', "settings.deadlines.outbound_autumn"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        load_config(changed(tmp_path, old, new))


def test_the_earlier_name_of_the_limit_still_reads(tmp_path: Path) -> None:
    assert load_config(changed(tmp_path, "suppress_below = 5", "hide_below = 7")).settings.suppress_below == 7


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "nowhere.toml")
