"""Erasmus codes of institutions, which come padded, glued and with no-break blanks."""

import polars as pl

# The letters before the place are those of the number plates of cars where they are not the ISO code.
PLATES = {
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "G": "GR", "I": "IT", "IRL": "IE", "LUX": "LU",
    "N": "NO", "P": "PT", "S": "SE", "SF": "FI", "UK": "GB",
}  # fmt: skip
# Three letters fill the place of the blank (IRLDUBLIN01), and a list forgot it once (RSPROKUP01).
GLUED = r"^(IRL|LUX|RS)([A-Z-]+\d+)$"
APART = r"^([A-Z]{1,3}) (.+)$"


def erasmus_code(cell: pl.Expr) -> pl.Expr:
    """`D  BERLIN01` → `D BERLIN01`, `IRLDUBLIN01` → `IRL DUBLIN01`, `F  PARIS 063` → `F PARIS063`; blank → null.

    The lists write one blank or two, some of them no-break. What has another form stays, for the contract to judge.
    """
    text = cell.str.to_uppercase().str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars()
    text = text.str.replace(GLUED, "$1 $2")
    place = text.str.extract(APART, 2).str.replace_all(" ", "", literal=True)
    whole = pl.coalesce(text.str.extract(APART, 1) + " " + place, text)
    return pl.when(whole != "").then(whole)


def country_of(code: str) -> str:
    """ISO code of the country that an Erasmus code begins with: `F PARIS001` is in FR."""
    letters = code.partition(" ")[0]
    return PLATES.get(letters, letters)
