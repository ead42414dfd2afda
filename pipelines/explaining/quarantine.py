"""The rows that a build quarantined, returned to the steward of the feed as a file to fix them by."""

import csv
from pathlib import Path

from data_contracts.contract_parser import load_contract
from pipelines.attached import attached, quoted
from pipelines.masking import neutral, shown, shown_columns
from pipelines.warehouse import QUARANTINE, BuildRef, WarehouseError

BOOKKEEPING = ("source_path", "source_row", "broken_rules")
BATCH = 10_000


def quarantine_file(folder: Path, feed: str) -> Path:
    """Where the build in `folder` has the quarantined rows of the feed; no such rows, no file."""
    return folder / QUARANTINE / f"{feed}.parquet"


def write_quarantined(ref: BuildRef, feed: str, out: Path) -> int:
    """Write the quarantined rows of a feed as csv (UTF-8 with a byte order mark, for spreadsheets). Gives their number.

    Columns: the file, its data row, the rules broken, then the cells as they came, without what identifies persons.
    Raises WarehouseError where the build kept no row of the feed out.
    """
    rows = quarantine_file(ref.path, feed)
    if not rows.is_file():
        others = ", ".join(sorted(path.stem for path in rows.parent.glob("*.parquet"))) or "none"
        raise WarehouseError(f"build {ref.id} quarantined no rows of '{feed}'; feeds with quarantined rows: {others}")
    written = 0
    with attached(build=ref.database) as connection:
        quarantined = connection.read_parquet(str(rows))
        columns = shown_columns(load_contract(feed), quarantined.columns)
        cells = "".join(f", {quoted(column)}" for column in columns)
        connection.execute(
            f"""select path, source_row::varchar, array_to_string(broken_rules, ' '){cells}
            from read_parquet($rows) left join meta.files on file_no = source_file order by source_file, source_row""",
            {"rows": str(rows)},
        )
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow((*BOOKKEEPING, *columns))
            while batch := connection.fetchmany(BATCH):
                writer.writerows([neutral(shown(cell) or "") for cell in row] for row in batch)
                written += len(batch)
    return written
