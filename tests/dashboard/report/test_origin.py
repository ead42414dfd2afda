"""Every file of a pack says that its data is synthetic, wholly or in part, and so do a mail and DBH's tables."""

import csv
import json
import subprocess
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from dashboard.digest.changed_goals import compose
from dashboard.digest.edition import Edition
from dashboard.digest.mail import message
from dashboard.digest.render import html, markdown
from dashboard.report.contents import gather
from dashboard.report.dbh.files import write_table
from dashboard.report.dbh.table import report
from dashboard.report.pack import write_files
from models.config_sections import MailSettings
from models.question import Viewer
from models.store import OpenBuild
from tests.dashboard.originated import originated
from tests.dashboard.report.conftest import YEAR, silent
from tests.programs import program

pytestmark = pytest.mark.slow

LABELS = {"nb": "Syntetiske data", "en": "Synthetic data"}
LANGUAGES = ("nb", "en")


@pytest.fixture(scope="module")
def synthetic(build: OpenBuild) -> OpenBuild:
    return originated(build, "*")


@pytest.fixture(scope="module")
def invented(synthetic: OpenBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of synthetic data."""
    folder = tmp_path_factory.mktemp("invented")
    write_files(folder, gather(synthetic, Viewer("public"), YEAR, silent), LANGUAGES, "comma", silent)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_report_says_it(invented: Path, language: str) -> None:
    command = [program("poppler-utils", "pdftotext"), "-layout", str(invented / f"utsyn-{YEAR}-{language}.pdf"), "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    assert len(pages) > 3
    for page in pages:
        assert page.lstrip().startswith(f"{LABELS[language]}: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_of_the_workbook_says_it_on_screen_and_on_paper(invented: Path, language: str) -> None:
    for sheet in load_workbook(invented / f"utsyn-{YEAR}-{language}.xlsx"):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any(cell.startswith(f"{LABELS[language]}: ") for cell in cells), sheet.title
        assert LABELS[language] in str(sheet.oddHeader.left.text), sheet.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_it_above_and_below(invented: Path, language: str) -> None:
    figures = list((invented / "figures" / language).glob("*.svg"))
    assert figures
    for figure in figures:
        svg = figure.read_text(encoding="utf-8")
        assert svg.count(LABELS[language]) == 2, figure.name
        assert svg.index(LABELS[language]) < svg.index('font-size="15"')


@pytest.mark.parametrize("table", ["figures", "goals", "indicators", "sources"])
def test_every_table_has_a_column_of_it_and_parquet_says_it_in_its_metadata(invented: Path, table: str) -> None:
    files = {form: invented / f"data/{table}.{form}" for form in ("csv", "parquet")}
    for frame in (pl.read_csv(files["csv"], infer_schema=False), pl.read_parquet(files["parquet"])):
        assert set(frame["origin"]) == {"synthetic"}
    metadata = pl.read_parquet_metadata(files["parquet"])
    assert metadata["origin"] == "synthetic"
    assert metadata["origin_en"].startswith("Synthetic data: ")


def test_the_descriptions_for_catalogues_say_it(invented: Path) -> None:
    package = json.loads((invented / "data/datapackage.json").read_text(encoding="utf-8"))
    assert (package["origin"], package["keywords"]) == ("synthetic", ["synthetic data"])
    assert package["title"].endswith("(synthetic data)")
    assert {source["origin"] for source in package["sources"]} == {"synthetic"}
    dataset = json.loads((invented / "data/dcat.jsonld").read_text(encoding="utf-8"))
    labels = dataset["dct:provenance"]["rdfs:label"]
    assert [label["@value"].split(":")[0] for label in labels] == ["Syntetiske data", "Synthetic data"]


def test_the_readme_and_the_record_say_it(invented: Path) -> None:
    assert json.loads((invented / "pack.json").read_text(encoding="utf-8"))["origin"] == "synthetic"
    readme = (invented / "README.md").read_text(encoding="utf-8")
    assert all(f"- {label}: " in readme for label in LABELS.values())


def test_a_pack_of_real_data_mentions_no_synthetic_data(pack: Path) -> None:
    texts = [path for path in pack.rglob("*") if path.suffix in (".md", ".json", ".jsonld", ".csv", ".svg")]
    assert len(texts) > 6
    assert not [path.name for path in texts if "ynteti" in path.read_text(encoding="utf-8")]
    assert set(pl.read_csv(pack / "data/figures.csv", infer_schema=False)["origin"]) == {"real"}


def test_a_mixed_pack_says_of_each_figure_and_file_what_it_is(build: OpenBuild, tmp_path: Path) -> None:
    """Stays are synthetic; staff are real, but for the units that name them."""
    mixed = originated(build, "stays")
    write_files(tmp_path, gather(mixed, Viewer("public"), YEAR, silent), ("en",), "comma", silent)
    with (tmp_path / "data/sources.csv").open(encoding="utf-8") as file:
        origins = {row["feed"]: row["origin"] for row in csv.DictReader(file)}
    assert origins["stays"] == "synthetic"
    assert origins["staff"] == "real"
    figures = dict(
        pl.read_csv(tmp_path / "data/figures.csv", infer_schema=False)
        .select("indicator", "origin")
        .unique()
        .iter_rows()
    )
    assert (figures["outbound_share"], figures["international_staff_share"]) == ("mixed", "real")


def mail(before: OpenBuild, now: OpenBuild) -> tuple[EmailMessage, str]:
    edition = Edition(before, now, Viewer("public"), None)
    changed = compose((), ())
    settings = MailSettings.model_validate({"host": "localhost", "from": "a@example.org", "to": ["b@example.org"]})
    written = markdown(changed, edition, ("en",))
    return message(settings, edition.title("en"), written, html(changed, edition, ("en",))), written


def test_a_mail_says_it_in_its_subject_and_first_line(build: OpenBuild, synthetic: OpenBuild) -> None:
    for pair in ((synthetic, synthetic), (build, synthetic), (synthetic, build)):
        made, written = mail(*pair)
        assert str(made["Subject"]).startswith("Synthetic data: ")
        assert written.startswith("**Synthetic data: ")
        body = made.get_body(("html",))
        assert body is not None
        shown = body.get_content()
        assert shown.index("Synthetic data: Every") < shown.index("<h1")


def test_a_mail_of_real_data_says_nothing(build: OpenBuild) -> None:
    made, written = mail(build, replace(build, id="later"))
    assert "ynthetic" not in f"{made['Subject']} {written}"


def test_dbhs_table_cannot_be_taken_for_a_real_one(synthetic: OpenBuild, build: OpenBuild, tmp_path: Path) -> None:
    for name, opened in (("synthetic", synthetic), ("real", build)):
        (tmp_path / name).mkdir()
        write_table(tmp_path / name, report("142", opened, Viewer(), 2023), opened, ("en",))
    for file in ("dbh_142.csv", "dbh_142_bridge_en.csv"):
        head, *rows = (tmp_path / "synthetic" / file).read_text(encoding="utf-8").splitlines()
        assert head.endswith(",origin")
        assert rows
        assert all(row.endswith(",synthetic") for row in rows)
        assert "origin" not in (tmp_path / "real" / file).read_text(encoding="utf-8")
    for sheet in load_workbook(tmp_path / "synthetic" / "dbh_142_en.xlsx"):
        assert any(str(row[0].value).startswith("Synthetic data: ") for row in sheet.iter_rows()), sheet.title
