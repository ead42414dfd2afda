"""Groups of citizenship, as admission and the fee distinguish them."""

import polars as pl

from data_contracts.codes import code_table

NORDIC = ("DK", "FI", "IS", "NO", "SE")


def eu_eea_ch() -> tuple[str, ...]:
    """Country codes of the EU, the EEA and Switzerland today."""
    return (*code_table("countries").filter(is_eu_eea="true")["country_code"], "CH")


def pays_no_fee(citizenship: str = "citizenship") -> pl.Expr:
    """True for citizens of the Nordic countries, the EU, the EEA and Switzerland; null where unknown."""
    return pl.col(citizenship).is_in(eu_eea_ch())


def citizenship_group(citizenship: str = "citizenship") -> pl.Expr:
    """nordic, eu_eea_ch, other; null where unknown."""
    return (
        pl.when(pl.col(citizenship).is_in(NORDIC))
        .then(pl.lit("nordic"))
        .when(pays_no_fee(citizenship))
        .then(pl.lit("eu_eea_ch"))
        .when(pl.col(citizenship).is_not_null())
        .then(pl.lit("other"))
    )
