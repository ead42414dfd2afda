"""`utsyn partners propose`: from a build to a file of proposals, and from decisions to the next build."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from models.config import DEFAULT_CONFIG, load_config
from pipelines.build import BuildRefused, build
from pipelines.building import certifier_client
from pipelines.warehouse import Warehouse
from tests.dashboard.cli.conftest import Utsyn
from tests.pipelines.building import certifier

PARTNERS = """\
partner_id,name,country,erasmus_code,pic
P1,NTNU,NO,N TRONDHE01,
P2,Uni Trondheim,NO,,999977851
P3,Aalto University,FI,,
P4,Aalto Univeristy,FI,,
"""
LISTED = "Erasmus Code;PIC;Legal Name;Country\nN  TRONDHE01;999977851;NTNU;Norway\n"


class Home:
    """An institution's folder: configuration, inbox and warehouse."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "utsyn.toml"
        self.decisions = folder / "merges.csv"
        text = DEFAULT_CONFIG.read_text(encoding="utf-8")
        self.config.write_text(text, encoding="utf-8")
        for name, content in (("partners/2025.csv", PARTNERS), ("eche/eche_2024-09-12.csv", LISTED)):
            path = folder / "inbox" / name
            path.parent.mkdir(parents=True)
            path.write_text(content, encoding="utf-8")

    def apply_decisions(self) -> None:
        """Name the file of decisions in the configuration."""
        text = self.config.read_text(encoding="utf-8")
        self.config.write_text('partner_merges = "merges.csv"\n' + text, encoding="utf-8")

    def build(self) -> list[tuple[str, ...]]:
        """Build, and give who stands for whom where it is not the partner itself."""
        config = load_config(self.config)
        build(config, config.inbox, config.warehouse, lambda *_: None)
        current = Warehouse(config.warehouse).current()
        assert current is not None
        with duckdb.connect(current.database, read_only=True) as connection:
            return connection.execute("from dims.partner_identity where id <> partner_id order by all").fetchall()

    def decide(self, decision: str, note: str | None = None) -> None:
        """Write one decision into every row."""
        rows = pl.read_csv(self.decisions, infer_schema=False)
        decided = rows.with_columns(pl.lit(decision).alias("decision"), pl.lit(note, pl.String).alias("note"))
        decided.write_csv(self.decisions)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(certifier_client, "COMMAND", certifier())
    return Home(tmp_path)


@pytest.mark.slow
def test_proposed_decided_and_built(utsyn: Utsyn, home: Home) -> None:
    assert home.build() == []
    proposed = utsyn("--config", home.config, "partners", "propose", "--out", home.decisions)
    assert (proposed.code, proposed.err) == (0, "3 merges proposed, 0 conflicts between identifiers\n")
    rows = pl.read_csv(home.decisions, infer_schema=False)
    assert rows.select("partner_id", "other_feed", "other_id", "evidence", "decision").rows() == [
        ("P1", "institutions", "N TRONDHE01", "erasmus_code N TRONDHE01", None),
        ("P1", "partners", "P2", "through erasmus_code N TRONDHE01 with institutions N TRONDHE01, "
         "pic 999977851 with partners P2", None),
        ("P3", "partners", "P4", "name 94", None),
    ]  # fmt: skip

    home.apply_decisions()
    home.decide("accepted")
    with pytest.raises(BuildRefused, match="P3 and P4 are accepted on their names alone"):
        home.build()
    home.decide("accepted", "Looked up on their sites")
    assert home.build() == [("institutions", "N TRONDHE01", "P1"), ("partners", "P2", "P1"), ("partners", "P4", "P3")]
    assert utsyn("--config", home.config, "partners", "propose").err.startswith("0 merges proposed")


def test_decisions_are_not_written_over_and_a_build_must_be_there(utsyn: Utsyn, home: Home) -> None:
    home.decisions.write_text("decided")

    kept = utsyn("--config", home.config, "partners", "propose", "--out", home.decisions)
    assert (kept.code, home.decisions.read_text()) == (2, "decided")
    assert "may hold decisions" in kept.err
    nothing = utsyn("--config", home.config, "partners", "propose")
    assert (nothing.code, "nothing has been built here yet" in nothing.err) == (2, True)


def test_a_missing_file_of_decisions_refuses_the_build(home: Home) -> None:
    home.apply_decisions()
    with pytest.raises(BuildRefused, match=r"merges\.csv: cannot be read"):
        home.build()
