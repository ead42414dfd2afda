"""Csv files that are no whole, clean table of their feed."""

from pathlib import Path

from tests.faults.fault import GOOD, HEADING_ROW, HEADINGS, ROW, Fault, file, stays

CSV = "stays/2025.csv"
NORWEGIAN = stays({"programme_code": "MÅLØY"})
OTHER_NORWEGIAN = stays({"stay_id": "S2", "programme_code": "TRØNDELAG"}).splitlines(keepends=True)[1]


def _sparse(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    with (inbox / CSV).open("wb") as made:
        made.write(b"stay_id,person_id")
        made.truncate(1_000_000_000)


def _one_line(inbox: Path) -> None:
    (inbox / "stays").mkdir()
    with (inbox / CSV).open("wb") as made:
        for _ in range(200):
            made.write(b"stay_id,person_id," * 58_255)


TEXTS = (
    Fault("empty_file", "A csv of 0 bytes", file(CSV, ""), "refused", "holds no row of headings"),
    Fault("blank_lines", "Nothing but blank lines", file(CSV, "\n\n \n"), "refused", "holds no row of headings"),
    Fault("headings_alone", "Headings and no row", file(CSV, f"{HEADING_ROW}\n"), "loaded", "no rows", rows=0),
    Fault("no_headings", "Rows and no headings", file(CSV, f"{ROW}\n{ROW}\n"), "refused", "unknown heading 'S1'"),
    Fault(
        "wrong_feed",
        "Units in the folder of stays",
        file(CSV, "unit_code,parent_code\n1,2\n"),
        "refused",
        "missing heading 'stay_id'",
    ),
    Fault(
        "missing_heading",
        "A required column is not there",
        file(CSV, GOOD.replace("date_from", "from")),
        "refused",
        "missing heading 'date_from'",
    ),
    Fault(
        "unknown_heading",
        "A heading with a slip",
        file(CSV, GOOD.replace("stay_id", "stayid")),
        "refused",
        "the nearest known one is 'stay_id'",
    ),
    Fault(
        "heading_twice",
        "Two columns of one heading",
        file(CSV, f"{HEADING_ROW},status\n{ROW},x\n"),
        "refused",
        "the heading 'status' is there twice",
    ),
    Fault(
        "heading_twice_but_for_a_blank",
        "Two columns whose headings differ by a no-break space",
        file(CSV, f"{HEADING_ROW},status\u00a0\n{ROW},x\n"),
        "refused",
        "the heading 'status' is there twice",
    ),
    Fault(
        "column_without_heading",
        "Values under no heading",
        file(CSV, f"{HEADING_ROW},\n{ROW},x\n"),
        "refused",
        "column 13 holds values and has no heading",
    ),
    Fault(
        "headings_with_blanks",
        "Headings with blanks around them",
        file(CSV, GOOD.replace(",", " , ")),
        "loaded",
        "blanks around headings and cells are dropped",
        cells={"country": "DE"},
    ),
    Fault(
        "headings_with_zero_width",
        "Headings with zero-width characters",
        file(CSV, GOOD.replace("country", "\u200bcoun\u200btry\u2060")),
        "loaded",
        "characters nobody sees are dropped from headings",
        cells={"country": "DE"},
    ),
    Fault(
        "2000_columns",
        "2,000 columns",
        file(CSV, f"{','.join(f'c{n}' for n in range(2000))}\n{','.join('1' * 2000)}\n"),
        "refused",
        "more. Rename the heading",
    ),
    Fault(
        "ragged_row",
        "A row with a cell too many",
        file(CSV, f"{GOOD}{ROW},more\n"),
        "refused",
        "line 3 has 13 cells, the headings are 12",
    ),
    Fault("short_row", "A row cut short", file(CSV, f"{GOOD}S2,P2,out\n"), "quarantined", "scheme_is_present", rows=2),
    Fault(
        "cut_in_the_middle",
        "A file whose end is missing",
        file(CSV, stays({}, {})[:-30]),
        "quarantined",
        "date_from_is_a_date",
        rows=2,
    ),
    Fault(
        "unclosed_quote",
        "A double quote that is never closed",
        file(CSV, f'{GOOD}"S2,P2\n{ROW}\n'),
        "refused",
        "begins on line 3",
    ),
    Fault(
        "text_after_a_quote",
        "Text behind a closing quote",
        file(CSV, f'{GOOD}"S2"x,P2\n'),
        "refused",
        "begins on line 3",
    ),
    Fault(
        "rows_swallowed_by_quotes",
        "Two stray quotes with thousands of rows in between",
        file(CSV, f'{GOOD}S2,"P2\n{f"{ROW}{chr(10)}" * 3000}",out\n'),
        "refused",
        "has a cell of more than 131072 characters",
    ),
    Fault(
        "cell_of_10_megabytes",
        "One cell of 10 MB",
        file(CSV, stays({"programme_code": "x" * 10_000_000})),
        "refused",
        "has a cell of more than 131072 characters",
    ),
    Fault(
        "comma_for_semicolon",
        "A row with another separator than the headings",
        file(CSV, f"{GOOD.replace(',', ';')}{ROW}\n"),
        "quarantined",
        "person_id_is_present",
        rows=2,
    ),
    Fault(
        "nul_bytes",
        "A NUL byte in a row",
        file(CSV, GOOD + ROW.replace("P1", "P\0")),
        "refused",
        "line 3 holds a NUL character",
    ),
    Fault(
        "gigabyte_of_nul",
        "1 GB of one line, of NUL bytes",
        _sparse,
        "refused",
        "its first 1 MB holds NUL characters",
        slow=True,
    ),
    Fault("one_line_of_200_megabytes", "200 MB without a line end", _one_line, "refused", "its first 1 MB is one line"),
    Fault(
        "mark_in_the_middle",
        "Two exports in one, a byte order mark and headings in the middle",
        file(CSV, "\ufeff" + stays({}) + "\ufeff" + stays({"stay_id": "S2"})),
        "quarantined",
        "date_from_is_a_date",
        rows=3,
    ),
    Fault(
        "mixed_encodings",
        "A line of UTF-8 and one of Windows-1252",
        file(CSV, NORWEGIAN.encode() + OTHER_NORWEGIAN.encode("cp1252")),
        "loaded",
        "each line is read in its own encoding",
        rows=2,
        cells={"programme_code": "TRØNDELAG"},
    ),
    Fault(
        "windows_1252",
        "Windows-1252 without a word of it",
        file(CSV, NORWEGIAN.encode("cp1252")),
        "loaded",
        "the encoding is found",
        cells={"programme_code": "MÅLØY"},
    ),
    Fault(
        "utf_16",
        "UTF-16 with its mark",
        file(CSV, NORWEGIAN.encode("utf-16")),
        "loaded",
        "the encoding is found",
        cells={"programme_code": "MÅLØY"},
    ),
    Fault(
        "utf_16_without_mark",
        "UTF-16 without its mark",
        file(CSV, GOOD.encode("utf-16-le")),
        "refused",
        "holds a NUL character",
    ),
    Fault(
        "utf_16_cut",
        "UTF-16 with half a character at its end",
        file(CSV, GOOD.encode("utf-16")[:-1]),
        "refused",
        "holds a NUL character",
    ),
    Fault(
        "utf_32",
        "UTF-32 with its mark",
        file(CSV, NORWEGIAN.encode("utf-32")),
        "loaded",
        "the encoding is found",
        cells={"programme_code": "MÅLØY"},
    ),
    Fault("ebcdic", "EBCDIC from a mainframe", file(CSV, GOOD.encode("cp500")), "refused", "unknown heading"),
    Fault(
        "separator_line",
        "Excel's line `sep=;` above the headings",
        file(CSV, f"sep=;\n{GOOD.replace(',', ';')}"),
        "loaded",
        "it is not a row",
        cells={"country": "DE"},
    ),
    Fault(
        "keys_but_for_blanks",
        "Two keys that differ only by blanks",
        file(CSV, stays({}, {"stay_id": " S1 "})),
        "loaded",
        "they are one key: the build counts the second row as duplicate or `key_is_unique`",
        rows=2,
        cells={"stay_id": "S1"},
    ),
    Fault(
        "keys_but_for_case",
        "Two keys that differ only by case",
        file(CSV, stays({}, {"stay_id": "s1"})),
        "loaded",
        "they are two keys: identifiers differ by case",
        rows=2,
        cells={"stay_id": "s1"},
    ),
    Fault(
        "rows_of_separators",
        "Rows of separators alone",
        file(CSV, f"{GOOD}{',' * (len(HEADINGS) - 1)}\n"),
        "loaded",
        "a row without any cell is not a row",
    ),
)
