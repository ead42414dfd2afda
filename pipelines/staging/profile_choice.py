"""Which profile reads a file: the one configured for its feed, else the one that its headings indicate."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data_contracts.contract import Contract
from data_contracts.contract_parser import load_contract
from data_contracts.profile import Profile
from data_contracts.profiles import ProfileError, canonical, load_profile, shipped
from models.config import Config, ConfigError
from pipelines.reading.layout import Layout, Table
from pipelines.reading.notes import note
from pipelines.reading.readers import ReadError, not_read, without_more
from pipelines.staging.conform import missing_columns, our_names


def candidates(feed: str, config: Config) -> tuple[Profile, ...]:
    """The profile configured for a feed alone, else the canonical one and each shipped one that reads the feed.

    Raises ReadError for a configured profile that cannot be used.
    """
    name = config.profiles.get(feed)
    try:
        return (load_profile(name, feed),) if name else (canonical(feed), *shipped(feed))
    except ProfileError as error:
        where = config.located(ConfigError(f"profiles.{feed}: {error}", ("profiles", feed)))
        raise ReadError(str(where)) from error


def of_source(feed: str) -> Profile:
    """The profile of an outside source, whose module gives canonical rows.

    Programs write these files, and their numbers have the lengths that they have: none is held to a width.
    """
    return replace(canonical(feed), any_width=tuple(column.name for column in load_contract(feed).columns))


def choose(headings: Sequence[str], profiles: Sequence[Profile], contract: Contract, path: Path) -> Profile:
    """The first candidate, unless its headings do not fit the file's and those of exactly one other do.

    A profile fits where it knows every heading of the file and the file has every column that must be there. Raises
    ReadError where several fit.
    """
    if fits(headings, profiles[0], contract):
        return profiles[0]
    fitting = [profile for profile in profiles[1:] if fits(headings, profile, contract)]
    if len(fitting) > 1:
        names = " and ".join(f"'{profile.name}'" for profile in fitting)
        raise ReadError(
            f"{path}: the headings fit the profiles {names} alike. "
            f'Say in the configuration which of them reads it: [profiles], {contract.feed} = "{fitting[0].name}".'
        )
    return fitting[0] if fitting else profiles[0]


def fits(headings: Sequence[str], profile: Profile, contract: Contract) -> bool:
    """Whether a profile reads a file with these headings without one unknown, missing or meant twice."""
    names = list(our_names(headings, contract, profile).values())
    return None not in names and len(set(names)) == len(names) and not missing_columns(names, contract, profile)


def has_headings(names: Sequence[str], profiles: Sequence[Profile], contract: Contract) -> bool:
    """Whether a row of cells gives every column that must be there, to one of the candidates."""
    return any(not missing_columns(our_names(names, contract, it).values(), contract, it) for it in profiles)


def layout_of(profiles: Sequence[Profile], contract: Contract) -> Layout:
    """Where the table of a file is: as the configured profile says, else where the headings are."""
    profile = profiles[0]
    return Layout(profile.sheets, profile.headings_row, lambda names: has_headings(names, profiles, contract), True)


def read_sheets(sheets: Sequence[Table], profiles: Sequence[Profile], contract: Contract) -> list[Table]:
    """Of a workbook's sheets those that hold rows of the feed; a note is made of every other one.

    A sheet with all headings of one that fits, and more, is read without the others. Where none fits, the first one
    that has the most columns of the feed is given, to be refused by name; so is one that has what must be there, and a
    heading that nobody knows.
    """
    fitting = [sheet for sheet in sheets if any(fits(sheet.frame.columns, it, contract) for it in profiles)]
    if not fitting:
        return [max(sheets, key=lambda sheet: _columns_known(sheet, profiles, contract))]
    read = []
    for sheet in sheets:
        headings = sheet.frame.columns
        if sheet in fitting:
            read.append(sheet)
        elif like := next((other for other in fitting if set(other.frame.columns) <= set(headings)), None):
            read.append(replace(sheet, frame=without_more(sheet, like.frame.columns)))
        elif has_headings(headings, profiles, contract):
            read.append(sheet)  # a misspelt heading, perhaps: conform refuses it and names it
        else:
            missing = missing_columns(our_names(headings, contract, profiles[0]).values(), contract, profiles[0])
            note(not_read(sheet, f"it lacks {', '.join(missing[:3])}, which every row of {contract.feed} must have"))
    return read


def _columns_known(sheet: Table, profiles: Sequence[Profile], contract: Contract) -> int:
    columns = (set(our_names(sheet.frame.columns, contract, profile).values()) - {None} for profile in profiles)
    return max(map(len, columns))
