"""One small good file for each reader, to be damaged: inbox path → content."""

import gzip
import io
import json
from typing import Any

import polars as pl

from pipelines.sources import research_council
from tests.faults.books import rows_of, workbook
from tests.faults.fault import GOOD, STAY
from tests.faults.packed import packed
from tests.pipelines.sources import cordis_given, mobility_files
from tests.pipelines.sources.test_channels import HEADINGS as CHANNELS
from tests.pipelines.sources.test_channels import NATURE
from tests.pipelines.sources.test_erasmus_results import HEADINGS as RESULTS
from tests.pipelines.sources.test_erasmus_results import USUAL
from tests.pipelines.sources.test_ewp import conditions, iia
from tests.pipelines.sources.test_works import RECORD, work

DBH: list[dict[str, Any]] = [
    {"status": {"tabell_id": 142, "returkode": 0, "melding": "", "leveringstid": "2025-01-01 10:00"}},
    {
        "Institusjonskode": "1150",
        "Avdelingskode": "630000",
        "Årstall": "2024",
        "Type": "UTENL",
        "Studieprogramkode": "BIT",
        "Antall totalt": "7",
        "Antall kvinner": 4,
        "Antall menn": 3.0,
    },
]
ECHE = "Erasmus Code,PIC,OID,Legal Name,City,Country\nN TRONDHE01,999977851,E10209399,NTNU,Trondheim,NO\n"
ROR = "id,name,country_code,status,types\nhttps://ror.org/05xg72x27,NTNU,NO,active,education\n"
MOBILITY = mobility_files.current_release(2022)


def _parquet() -> bytes:
    row = pl.DataFrame([STAY]).with_columns(pl.col("date_from", "date_to").str.to_date(), virtual=True, grant_eur=1.5)
    pl.concat([row, row.with_columns(stay_id=pl.lit("S2"))]).write_parquet(made := io.BytesIO())
    return made.getvalue()


def _research_council() -> str:
    module = research_council
    fixed = (module.PROJECT, module.NUMBER, module.NAME, module.PARTICIPANT, module.AMOUNT, module.DEADLINE)
    codes = pl.read_csv(module.CODES, infer_schema=False)["heading"].unique(maintain_order=True)
    headings = list(dict.fromkeys((*fixed, module.STATUS, *module.DATES.values(), *codes)))
    return ";".join(headings) + "\n" + ";".join(map(str, range(len(headings)))) + "\n"


def _cordis() -> bytes:
    tables = {"project": cordis_given.project(), "organization": cordis_given.organisation()}
    return packed({f"{name}.csv": cordis_given.table([row]) for name, row in tables.items()})


SEEDS: dict[str, bytes] = {
    "stays/a.csv": GOOD.encode(),
    "stays/a.xlsx": workbook(lambda book: rows_of(book, {}, {}) and None),
    "stays/a.parquet": _parquet(),
    "dbh/table_142.json": json.dumps(DBH).encode(),
    "ewp_iias/a.xml": f"<iias-get-response>{iia(conditions())}</iias-get-response>".encode(),
    "cordis/a.zip": _cordis(),
    "channel_register/a.csv.gz": gzip.compress(f"{CHANNELS}\n{NATURE}\n".encode()),
    "eche/eche_2024-09-12.csv": ECHE.encode(),
    "ror/a.csv": ROR.encode(),
    "erasmus_ka1/a.csv": f"{MOBILITY}\n{mobility_files.row(MOBILITY)}\n".encode(),
    "erasmus_results/a.csv": pl.DataFrame([USUAL | dict.fromkeys(set(RESULTS) - set(USUAL))]).write_csv().encode(),
    "openalex/works_2024.jsonl": f"{json.dumps(work())}\n".encode(),
    "nva/works_2024.jsonl": f"{json.dumps(RECORD)}\n".encode(),
    "research_council_eu_grants/a.csv": _research_council().encode(),
}
