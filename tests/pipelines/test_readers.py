"""Reading csv and parquet: whatever the export looks like, the same cells come out, or a sentence that helps."""

import contextlib
import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.reading import delimited
from pipelines.reading.cells import UNSEEN
from pipelines.reading.readers import ReadError, read_table

HEADINGS = ["stay_id", "name", "grant_eur"]


def write(folder: Path, content: bytes | str, name: str = "stays.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(folder: Path, content: bytes | str) -> list[tuple[str | None, ...]]:
    return read_table(write(folder, content)).rows()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separator_encoding_and_line_ends_are_found(
    tmp_path: Path, separator: str, encoding: str, line_end: str
) -> None:
    lines = [["stay_id", "høyskole"], ["S1", "Ålesund"]]
    text = line_end.join(separator.join(line) for line in lines) + line_end

    frame = read_table(write(tmp_path, text.encode(encoding)))

    assert frame.columns == ["stay_id", "høyskole"]
    assert frame.rows() == [("S1", "Ålesund")]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text('aæ日,;\n"', max_size=24).map(str.encode) | st.binary(max_size=24), st.integers(1, 4))
@example(b";;;", 2)  # what separates is seen only past the first piece
def test_a_file_is_the_same_in_pieces_of_any_size(tmp_path: Path, content: bytes, size: int) -> None:
    def read() -> str:
        try:
            return repr(rows(tmp_path, b"a,b\n" + content))
        except ReadError as error:
            return str(error)

    whole = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", size)
        assert read() == whole


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a;b\n\xe6\x9d;1\n") == [("æ\x9d", "1")]


def test_only_separators_outside_quotes_on_the_first_line_count(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, '"name, first, last";b\nx;1,5\n'))

    assert frame.columns == ["name, first, last", "b"]
    assert frame.rows() == [("x", "1,5")]


def test_cells_are_text_trimmed_and_null_where_blank(tmp_path: Path) -> None:
    content = 'a,b,c,d\n 007 ,\u00a01.50\u00a0,""," "\n'
    assert rows(tmp_path, content) == [("007", "1.50", None, None)]


def test_blank_rows_and_blank_columns_without_a_heading_hold_nothing_and_go(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, "\n;;\na;b;\n1;2;\n\n;;\n3;4;\n"))

    assert frame.columns == ["a", "b"]
    assert frame.rows() == [("1", "2"), ("3", "4")]


def test_a_title_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    assert rows(tmp_path, "Export of May;\na;b\n1;2\n") == [("1", "2")]


def test_a_file_with_headings_alone_has_no_rows(tmp_path: Path) -> None:
    frame = read_table(write(tmp_path, "a,b\n"))
    assert (frame.columns, frame.height) == (["a", "b"], 0)


def test_short_rows_are_filled_up_and_blank_cells_over_are_cut(tmp_path: Path) -> None:
    assert rows(tmp_path, "a,b,c\n1\n2,x,y,, \n") == [("1", None, None), ("2", "x", "y")]


def test_quotes_within_an_unquoted_cell_are_kept(tmp_path: Path) -> None:
    assert rows(tmp_path, 'a,b\n5" pipe,the "best"\n') == [('5" pipe', 'the "best"')]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a,b\n1,2\n3,4,5\n", r"line 3 has 3 cells, the headings are 2.*','"),
        ('a,b\n"x\ny",2\n3,4,5\n', "line 4 has 3 cells"),
        ('a,b\n1,2\n3,"4\n5,6\n', "begins on line 3 .*double quote that is not closed"),
        ('a,b\n1,"2" x\n', "begins on line 2"),
        ("a,b\n1,2\n3,\0\n", "line 3 holds a NUL character"),
        ("a,b,a\n1,2,3\n", "heading 'a' is there twice"),
        ("a,,c\n1,2,3\n", "column 2 holds values and has no heading"),
        ("", "no row of headings"),
        ("\n\n", "no row of headings"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, content: str, says: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ReadError, match=says) as raised:
        read_table(path)
    assert str(raised.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("stays.pdf", r"ending in '\.pdf' is not read.*\.csv, \.xlsx, \.parquet"),
        ("stays.xlsx", r"is a web page.*no \.xlsx file"),
        ("stays.parquet", r"is a web page.*no \.parquet file"),
        ("stays.csv", r"is a web page.*no \.csv file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_table(write(tmp_path, "<html>sign in</html>", name))


@pytest.mark.parametrize("name", ["missing.csv", "missing.xlsx", "missing.parquet"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="missing"):
        read_table(tmp_path / name)


def test_parquet_keeps_its_types_and_joins_its_lists(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "stay_id": [" S1 ", ""],
            "date_from": [date(2025, 1, 31), None],
            "days": [90, None],
            "scheme": pl.Series(["nordplus", None], dtype=pl.Categorical),
            "status": pl.Series(["planned", None], dtype=pl.Enum(["planned"])),
            "units": [["63", "64"], []],
        }
    )
    frame.write_parquet(tmp_path / "stays.parquet")

    read = read_table(tmp_path / "stays.parquet")

    assert read.rows() == [
        ("S1", date(2025, 1, 31), 90, "nordplus", "planned", "63|64"),
        (None, None, None, None, None, None),
    ]
    assert read.schema["scheme"] == read.schema["status"] == pl.String


def test_parquet_columns_that_no_feed_can_hold_are_refused(tmp_path: Path) -> None:
    pl.DataFrame({"stay": [{"id": 1}]}).write_parquet(tmp_path / "stays.parquet")
    with pytest.raises(ReadError, match="column 'stay' holds Struct"):
        read_table(tmp_path / "stays.parquet")


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
@given(damage=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damaged_bytes_never_end_the_program(tmp_path: Path, suffix: str, damage: list[tuple[float, int]]) -> None:
    path = tmp_path / f"stays{suffix}"
    frame = pl.DataFrame({"stay_id": ["S1", None] * 20, "days": [90, None] * 20})
    frame.write_parquet(path) if suffix == ".parquet" else frame.write_excel(path)
    content = bytearray(path.read_bytes())
    for place, byte in damage:
        content[int(place * len(content))] = byte
    path.write_bytes(content)

    with contextlib.suppress(ReadError):
        read_table(path)


# Python counts four controls as blanks; a cell may end in a zero-width mark, which is not read.
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=f"\0{UNSEEN}\x1c\x1d\x1e\x1f"), max_size=8)


@given(
    table=st.lists(st.tuples(CELL, CELL, CELL), max_size=6), separator=st.sampled_from(",;\t"), is_tidy=st.booleans()
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_csv_writer_writes_is_what_is_read(
    tmp_path: Path, table: list[tuple[str, str, str]], separator: str, is_tidy: bool
) -> None:
    """A last row with a blank cell too many takes the slower way through; it reads the same."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADINGS, *table])
    if not is_tidy:
        writer.writerow([""] * 4)

    read = rows(tmp_path, buffer.getvalue())

    trimmed = [tuple(cell.strip() or None for cell in row) for row in table]
    assert read == [row for row in trimmed if any(row)]


@given(content=st.text('a1,;"\n\r\t \0', max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_whatever_the_text_a_frame_or_a_read_error_comes_back(tmp_path: Path, content: str) -> None:
    try:
        frame = read_table(write(tmp_path, content))
    except ReadError:
        return
    assert len(set(frame.columns)) == frame.width
    assert all(kind == pl.String for kind in frame.schema.values())
