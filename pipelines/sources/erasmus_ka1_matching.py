"""Which institution a mobility file means: by a reviewed alias, by its Erasmus code, by the lists of charter holders.

A name counts only in the country of the institution, and only when it is the same but for case, accents and signs:
nothing is matched because it is alike. An alias is a person's word, so it stands before the code: it brings what a
merged institution sent under its own name and code to the institution of today.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import polars as pl

from data_contracts.codes import code_table
from pipelines.sources.eche import charter_holders
from pipelines.sources.erasmus_codes import country_of, erasmus_code

ALIASES = "institution_aliases"  # the code list
FOLDER, LISTS = "erasmus_ka1", "eche"
MoreHeadings = Mapping[str, Sequence[str]]  # our column of a charter list → headings that the configuration adds
LETTERS = {"Ø": "O", "Æ": "AE", "ẞ": "SS", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "İ": "I"}
IDENTIFIED_BY = ("folded", "country")


def lists_beside(path: Path, folder: str = FOLDER, lists: str = LISTS) -> tuple[Path, ...]:
    """The lists (of charter holders, if no others) in the same inbox as a file of the inbox folder, by name."""
    inbox = next((parent.parent for parent in path.parents if parent.name == folder), None)
    if inbox is None or not (inbox / lists).is_dir():
        return ()
    return tuple(
        sorted(
            file
            for file in (inbox / lists).rglob("*")
            if file.suffix.lower() in (".xlsx", ".csv")
            and file.is_file()
            and not file.is_symlink()
            and not file.name.startswith((".", "~$"))
        )
    )


def identified(organisations: pl.DataFrame, lists: Iterable[Path], more: MoreHeadings | None = None) -> pl.DataFrame:
    """name, country (ISO), erasmus_code as published → the same rows with `erasmus_code` and `known_by` decided.

    `more` are headings of the lists that the configuration adds.
    known_by: alias, code, list, or null where nothing identifies the institution. Raises ReadError for a list.
    """
    return (
        organisations.with_columns(fold(pl.col("name")).alias("folded"), erasmus_code(pl.col("erasmus_code")))
        .join(_aliases(), on=IDENTIFIED_BY, how="left", maintain_order="left")
        .join(_listed(lists, more or {}), on=IDENTIFIED_BY, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("by_alias", "erasmus_code", "by_list").alias("erasmus_code"),
            pl.when(pl.col("by_alias").is_not_null())
            .then(pl.lit("alias"))
            .when(pl.col("erasmus_code").is_not_null())
            .then(pl.lit("code"))
            .when(pl.col("by_list").is_not_null())
            .then(pl.lit("list"))
            .alias("known_by"),
        )
        .drop("folded", "by_alias", "by_list")
    )


def fold(name: pl.Expr) -> pl.Expr:
    """A name as it is compared: `Høgskolen i Sør-Trøndelag` is `HOGSKOLEN I SOR TRONDELAG`; nothing left → null."""
    plain = name.str.to_uppercase().str.replace_many(LETTERS).str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars().replace("", None)


def _aliases() -> pl.DataFrame:
    aliases = code_table(ALIASES)
    countries = [country_of(code) for code in aliases.get_column("erasmus_code")]
    return aliases.select(
        fold(pl.col("name")).alias("folded"),
        pl.Series("country", countries, pl.String),
        pl.col("erasmus_code").alias("by_alias"),
    ).unique(IDENTIFIED_BY)


def _listed(lists: Iterable[Path], more: MoreHeadings) -> pl.DataFrame:
    """Folded name and country → the code of the latest list that has them; a name of several codes has none."""
    nobody = pl.DataFrame(schema=dict.fromkeys((*IDENTIFIED_BY, "by_list", "listed_on"), pl.String))
    held = pl.concat(
        [
            nobody,
            *(
                holders(path, more).select(
                    fold(pl.col("name")).alias("folded"),
                    "country",
                    pl.col("erasmus_code").alias("by_list"),
                    "listed_on",
                )
                for path in lists
            ),
        ]
    )
    latest = pl.col("listed_on").fill_null("") == pl.col("listed_on").fill_null("").max().over(IDENTIFIED_BY)
    return (
        held.filter(latest)
        .group_by(IDENTIFIED_BY)
        .agg(pl.col("by_list").unique())
        .filter(pl.col("by_list").list.len() == 1)
        .with_columns(pl.col("by_list").list.first())
    )


def holders(path: Path, more: MoreHeadings) -> pl.DataFrame:
    """The rows of a list of charter holders, read once however many files ask for it. Raises ReadError."""
    headings = tuple((ours, tuple(theirs)) for ours, theirs in sorted(more.items()))
    return _holders(path, path.stat().st_mtime_ns, path.stat().st_size, headings)


@lru_cache(maxsize=32)
def _holders(
    path: Path, _modified: int, _bytes: int, headings: tuple[tuple[str, tuple[str, ...]], ...]
) -> pl.DataFrame:
    return charter_holders(path, dict(headings))
