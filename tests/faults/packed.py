"""Public sources: archives, JSON and XML from elsewhere, and files that are not what their names say."""

import gzip
import io
import zipfile

from tests.faults.books import typed_source
from tests.faults.fault import GOOD, Fault, file

CSV = "stays/2025.csv"
JSON, XML, ZIP, GZ = "dbh/table_142.json", "ewp_iias/agreements.xml", "cordis/h2020.zip", "channel_register/c.csv.gz"
PAGE = "<!DOCTYPE html>\n<html><body>Please sign in</body></html>"
STATUS = '[{"status": {"tabell_id": %s, "returkode": %s, "melding": "no"}}%s]'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]><iias-get-response>&l9;</iias-get-response>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><iias-get-response>&e;</iias-get-response>'


def packed(members: dict[str, bytes | str]) -> bytes:
    """A zip."""
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


PACKED = (
    Fault(
        "picture_named_csv",
        "A picture named .csv",
        file(CSV, b"\x89PNG\r\n\x1a\n" + bytes(64)),
        "refused",
        "is a picture, no .csv file",
    ),
    Fault(
        "gzip_named_csv",
        "A gzip archive named .csv",
        file(CSV, gzip.compress(GOOD.encode())),
        "refused",
        "is a gzip archive, no .csv file",
    ),
    Fault(
        "workbook_named_csv",
        "A workbook named .csv",
        file(CSV, packed({"xl/workbook.xml": ""})),
        "refused",
        "is a zip archive or a workbook, no .csv file",
    ),
    Fault(
        "document_named_csv",
        "A PDF document named .csv",
        file(CSV, "%PDF-1.7\n"),
        "refused",
        "is a PDF document, no .csv file",
    ),
    Fault("web_page_named_csv", "A sign-in page saved as .csv", file(CSV, PAGE), "refused", "is a web page"),
    Fault(
        "web_page_named_xlsx",
        "A sign-in page saved as .xlsx",
        file("stays/2025.xlsx", PAGE),
        "refused",
        "is a web page",
    ),
    Fault(
        "json_for_a_feed",
        "JSON in the folder of a feed",
        file("stays/2025.json", "[]"),
        "refused",
        "a file ending in '.json' is not read",
    ),
    Fault(
        "no_ending", "A file without an ending", file("stays/2025", GOOD), "refused", "a file ending in '' is not read"
    ),
    Fault("web_page_named_json", "A server's error page named .json", file(JSON, PAGE), "refused", "is a web page"),
    Fault("json_cut", "JSON whose end is missing", file(JSON, '[{"status": {'), "refused", "is not whole JSON"),
    Fault("json_too_deep", "JSON 100,000 lists deep", file(JSON, "[" * 100_000), "refused", "is not whole JSON"),
    Fault(
        "json_without_status",
        "JSON of something else",
        file(JSON, '{"a": 1}'),
        "refused",
        "does not begin with a status",
    ),
    Fault(
        "json_refusal",
        "The server's refusal as an answer",
        file(JSON, STATUS % (142, 7, "")),
        "refused",
        "DBH refused the request",
    ),
    Fault(
        "json_other_table",
        "A table that nobody reads",
        file(JSON, STATUS % (999, 0, ', {"Type": "UTENL"}')),
        "quarantined",
        "table_is_read",
    ),
    Fault(
        "json_row_without_heading",
        "A row that lacks a column",
        file(JSON, STATUS % (142, 0, ', {"Type": "UTENL"}')),
        "refused",
        "a row lacks",
    ),
    Fault(
        "billion_laughs",
        "XML whose entities expand a billion-fold",
        file(XML, BILLION),
        "refused",
        "declares a document type or entities",
    ),
    Fault(
        "entity_from_outside",
        "XML that asks for a file of this machine",
        file(XML, OUTSIDE),
        "refused",
        "declares a document type or entities",
    ),
    Fault(
        "xml_too_deep",
        "XML 100,000 elements deep",
        file(XML, "<a>" * 100_000),
        "refused",
        "nests elements more than 40 deep",
    ),
    Fault("xml_cut", "XML whose end is missing", file(XML, "<iias-get-response>"), "refused", "is not whole XML"),
    Fault(
        "xml_unknown_encoding",
        "XML in an encoding that does not exist",
        file(XML, '<?xml version="1.0" encoding="klingon"?><a/>'),
        "refused",
        "is not whole XML",
    ),
    Fault("xml_of_something_else", "XML of another format", file(XML, "<rss/>"), "refused", "rss"),
    Fault(
        "zip_bomb",
        "A table that unpacks 1,000-fold",
        file(ZIP, packed({"project.csv": bytes(60_000_000)})),
        "refused",
        "would unpack from",
    ),
    Fault(
        "nested_archive",
        "A zip in a zip",
        file(ZIP, packed({"project.zip": packed({"project.csv": ""})})),
        "refused",
        "holds the archive 'project.zip'",
    ),
    Fault(
        "path_out_of_the_zip",
        "A member that would be written elsewhere",
        file(ZIP, packed({"../project.csv": ""})),
        "refused",
        "a name that leads out of it",
    ),
    Fault(
        "zip_of_something_else",
        "A zip without the tables",
        file(ZIP, packed({"readme.txt": "hello"})),
        "refused",
        "holds no project.csv",
    ),
    Fault(
        "zip_cut",
        "A zip whose end is missing",
        file(ZIP, packed({"project.csv": "id"})[:-10]),
        "refused",
        "is not a complete zip file",
    ),
    Fault("csv_named_zip", "A csv named .zip", file(ZIP, GOOD), "refused", "is not a complete zip file"),
    Fault(
        "gzip_cut",
        "A gzip archive whose end is missing",
        file(GZ, gzip.compress(GOOD.encode() * 99)[:-9]),
        "refused",
        "is not a complete gzip file",
    ),
    Fault(
        "source_of_numbers",
        "Numbers where a public source has text",
        file("erasmus_results/a.parquet", typed_source()),
        "refused",
        "a.parquet",
    ),
    Fault(
        "wrong_source",
        "Stays in the folder of a public source",
        file("ror/stays.csv", GOOD),
        "refused",
        "no heading for ror_id",
    ),
)
