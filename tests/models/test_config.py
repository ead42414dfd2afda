"""`utsyn.toml`: the default is whole, and a mistake is named."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data_contracts.text import LANGUAGES
from models.config import DEFAULT_CONFIG, Config, ConfigError, find_config, folder_of, load_config

SHORT = """
[institution]
name_en = "University of Fjordby"
short_name = "UFB"
country = "SE"
"""


@pytest.fixture(autouse=True)
def _no_setting_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("UTSYN_")]:
        monkeypatch.delenv(name)


def written(folder: Path, text: str) -> Path:
    path = folder / "utsyn.toml"
    path.write_text(text, encoding="utf-8")
    return path


def changed(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "utsyn.toml"
    path.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_the_default_is_ntnu() -> None:
    config = load_config()
    assert (config.institution.short_name, config.plan) == ("NTNU", "ntnu-2022-2025")
    assert config.settings.minimum_stay_days == 90


def test_a_copy_of_the_default_finds_the_shipped_lists_and_prefers_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, DEFAULT_CONFIG.read_text(encoding="utf-8"))
    assert load_config(path).code_lists["campuses"] == DEFAULT_CONFIG.parent / "ntnu" / "campuses.csv"
    own = tmp_path / "ntnu" / "campuses.csv"
    own.parent.mkdir()
    own.write_text("code,name_en\nmain,Main\n", encoding="utf-8")
    assert load_config(path).code_lists["campuses"] == own


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = load_config(changed(tmp_path, 'inbox = "inbox"', 'inbox = "in"'))
    assert config.inbox == tmp_path / "in"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("minimum_stay_days = 90", "minimum_stay_days = 0", "settings.minimum_stay_days"),
        ("minimum_stay_days = 90", "minimum_days = 90", "settings.minimum_days"),
        ('short_name = "NTNU"', "", "institution.short_name: Field required"),
        ('country = "NO"', 'country = "Norway"', "institution.country"),
        ("suppress_below = 5", "suppress_below = 2", "settings.suppress_below.*greater than or equal to 3"),
        ("suppress_below = 5", "hide_below = 2", "settings.hide_below.*greater than or equal to 3"),
        ("keep_builds = 5", "keep_builds = ", "is not TOML"),
        ('outbound_autumn = "02-01"', 'outbound_autumn = "02-29"', r"settings.deadlines.outbound_autumn.*as 02-01"),
        ('["nb", "nn", "en"]', '["nn", "xx"]', f"languages: .*unknown language 'xx'; known: {', '.join(LANGUAGES)}"),
        ('["nb", "nn", "en"]', "[]", "languages: .*one or more languages, each once"),
        ("name_nb = ", "name_NB = ", "institution.name: .*unknown language NB; expected two or three letters"),
        ('outbound_autumn = "02-01"', 'outbound_autumn = "1. feb"', "settings.deadlines.outbound_autumn"),
        ("[0.8, 1.25]", "[1.25, 0.8]", "settings.balance_band: .*the lower one first; found 1.25, 0.8"),
        ("[0.8, 1.25]", "[nan, 1.25]", "settings.balance_band.0: .*finite"),
        ("[5, 30]", "[30, 5]", "settings.short_stay_days: .*the lower one first"),
        ("noise_band = 0.05", "noise_band = inf", "settings.noise_band: .*finite"),
        ("[profiles]", '[profiles]\nstay = "fs_extract"', "profiles: .*no feed stay; feeds are .*stays"),
        ('{id = "ECCSEL"', '{id = "NORTEM"', "institution.infrastructures: .*NORTEM is there twice"),
        ("[profiles]", '[[local_targets]]\ngoal = "D4"\nvalue = nan\nyear = 2025\n[profiles]', "local_targets.0.value"),
        ("[profiles]", '[[local_targets]]\ngoal = "D4"\nvalue = 1\nyear = 1900\n[profiles]', "local_targets.0.year"),
        ("[dashboard]", '[dashboard]\nviewer = "vewer"', "dashboard.viewer: .*unknown viewer 'vewer'"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(ConfigError, match=message) as refused:
        load_config(path)
    assert str(refused.value).startswith(f"{path}: ")


def test_an_institution_is_named_in_the_languages_it_gives(tmp_path: Path) -> None:
    named = load_config(changed(tmp_path, "name_nb = ", 'name_nn = "Noregs universitet"\nname_nb = ')).institution.name
    assert (named["nn"], named["en"]) == ("Noregs universitet", "Norwegian University of Science and Technology")
    unnamed = load_config().institution.name
    assert unnamed["nn"] == unnamed["nb"]


def test_the_earlier_name_of_the_limit_still_reads(tmp_path: Path) -> None:
    assert load_config(changed(tmp_path, "suppress_below = 5", "hide_below = 7")).settings.suppress_below == 7


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "nowhere.toml")


def test_a_short_file_will_do(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, SHORT))
    assert (config.plan, config.languages) == ("general", tuple(LANGUAGES))
    assert (config.inbox, config.warehouse) == (tmp_path / "inbox", tmp_path / "warehouse")
    assert config.institution.name["nb"] == "University of Fjordby"


def test_what_is_missing_is_named_and_nothing_that_follows_from_it(tmp_path: Path) -> None:
    path = written(tmp_path, SHORT.replace('name_en = "University of Fjordby"\n', ""))
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(refused.value) == f"{path}: institution: name_en is missing (line 2)"


def test_a_file_as_some_editors_save_it_is_read(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, f"\ufeff{SHORT}")).institution.short_name == "UFB"


class TestFinding:
    def test_the_current_folder_comes_before_ntnu(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert find_config() == DEFAULT_CONFIG
        path = written(tmp_path, SHORT)
        assert find_config() == path

    def test_the_environment_comes_before_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written(tmp_path, SHORT)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("UTSYN_CONFIG", "elsewhere.toml")
        assert find_config() == Path("elsewhere.toml")

    def test_without_a_file_everything_is_in_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert folder_of(DEFAULT_CONFIG) == tmp_path
        assert load_config().inbox == tmp_path / "inbox"


class TestEnvironment:
    @pytest.fixture
    def read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Config]:
        """The configuration of the short file with these variables."""

        def read(**variables: str) -> Config:
            for name, value in variables.items():
                monkeypatch.setenv(name, value)
            return load_config(written(tmp_path, SHORT))

        return read

    def test_every_kind_of_setting_can_be_set(self, read: Callable[..., Config]) -> None:
        config = read(
            UTSYN_WAREHOUSE="elsewhere",
            UTSYN_LANGUAGES='["en"]',
            UTSYN_SETTINGS__SHORT_STAY_DAYS="[3, 20]",
            UTSYN_SETTINGS__TOO_FEW="30",
            UTSYN_SETTINGS__DEADLINES__DEGREE_EEA="03-15",
            UTSYN_INSTITUTION__DBH_CODE="1150",
            UTSYN_MAIL__HOST="smtp.example.org",
            UTSYN_MAIL__FROM="utsyn@example.org",
            UTSYN_MAIL__TO='["a@example.org"]',
            UTSYN_MAIL__STARTTLS="false",
        )
        assert config.warehouse.name == "elsewhere"
        assert (config.languages, config.institution.dbh_code) == (("en",), "1150")
        assert (config.settings.short_stay_days, config.settings.too_few) == ((3, 20), 30)
        assert config.settings.deadlines.degree_eea == "03-15"
        assert config.mail is not None
        assert (config.mail.sender, config.mail.starttls) == ("utsyn@example.org", False)

    def test_what_the_file_says_beside_it_stays(self, read: Callable[..., Config]) -> None:
        config = read(UTSYN_INSTITUTION__COUNTRY="NO")
        assert (config.institution.country, config.institution.short_name) == ("NO", "UFB")

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("UTSYN_WAREHOSE", "w", "UTSYN_WAREHOSE: warehose: Extra inputs are not permitted"),
            ("UTSYN_SETTINGS__TOO_FEW", "many", "UTSYN_SETTINGS__TOO_FEW: settings.too_few: .*valid integer"),
            ("UTSYN_SETTINGS__SHORT_STAY_DAYS", "[5, 30", "UTSYN_SETTINGS__SHORT_STAY_DAYS: is not TOML"),
            ("UTSYN_SETTINGS__BALANCE_BAND", "[2, nan]", "UTSYN_SETTINGS__BALANCE_BAND: settings.balance_band.1"),
            ("UTSYN_INSTITUTION__COUNTRY__CODE", "NO", "UTSYN_INSTITUTION__COUNTRY__CODE: country is a value"),
        ],
    )
    def test_a_mistake_is_named_by_its_variable(
        self, read: Callable[..., Config], name: str, value: str, says: str
    ) -> None:
        with pytest.raises(ConfigError, match=says):
            read(**{name: value})

    def test_a_secret_is_no_setting(self, read: Callable[..., Config]) -> None:
        read(UTSYN_PERSON_KEY="a", UTSYN_MAIL_PASSWORD_FILE="b", UTSYN_CONFIG="c")
