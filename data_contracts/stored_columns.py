"""What the warehouse keeps of a feed once privacy has had its say."""

from dataclasses import replace

from data_contracts.codes import code_values
from data_contracts.contract import Column, Contract, Rule

AGE_BAND = Column(
    name="age_band",
    type="code",
    description="Age at the event in bands; it replaces the year of birth.",
    code_list="age_bands",
    codes=code_values("age_bands"),
)
REMOVED = ("age_band", "drop")


def stored(contract: Contract) -> Contract:
    """The contract of the loaded table: an age band in place of the year of birth, dropped columns gone.

    Rules over a removed column were judged on ingest and are not here; the age band brings its own.
    """
    removed = {column.name for column in contract.columns if column.privacy in REMOVED}
    columns = tuple(
        AGE_BAND if column.privacy == "age_band" else column for column in contract.columns if column.privacy != "drop"
    )
    rules = [rule for rule in contract.rules if not removed & set(rule.columns)]
    if AGE_BAND in columns:
        says = "age_band is empty or a code of the list age_bands."
        rules.append(Rule("age_band_is_in_list", contract.feed, "in_list", ("age_band",), "error", says))
    return replace(contract, columns=columns, rules=tuple(rules))
