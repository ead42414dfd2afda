"""Which profile reads a file: the one configured for its feed, else the one that its headings tell."""

from collections.abc import Sequence
from pathlib import Path

from data_contracts.contract import Contract
from data_contracts.profiles import Profile, ProfileError, canonical, load_profile, shipped
from models.config import Config
from pipelines.reading.readers import ReadError
from pipelines.staging.conform import our_names, trimmed


def candidates(feed: str, config: Config) -> tuple[Profile, ...]:
    """The profile configured for a feed alone, else the canonical one and each shipped one that reads the feed.

    Raises ReadError for a configured profile that cannot be used.
    """
    name = config.profiles.get(feed)
    try:
        return (load_profile(name, feed),) if name else (canonical(feed), *shipped(feed))
    except ProfileError as error:
        raise ReadError(f"[profiles] of the configuration, {feed}: {error}") from error


def choose(headings: Sequence[str], among: Sequence[Profile], contract: Contract, path: Path) -> Profile:
    """The first candidate, unless its headings do not fit the file's and those of exactly one other do.

    A profile fits where it knows every heading of the file and the file has every column that must be there. Raises
    ReadError where several fit.
    """
    if fits(headings, among[0], contract):
        return among[0]
    fitting = [profile for profile in among[1:] if fits(headings, profile, contract)]
    if len(fitting) > 1:
        names = " and ".join(f"'{profile.name}'" for profile in fitting)
        raise ReadError(
            f"{path}: the headings fit the profiles {names} alike. "
            f'Say in the configuration which of them reads it: [profiles], {contract.feed} = "{fitting[0].name}".'
        )
    return fitting[0] if fitting else among[0]


def fits(headings: Sequence[str], profile: Profile, contract: Contract) -> bool:
    """Whether a profile reads a file with these headings without one unknown, missing or meant twice."""
    ignored = {trimmed(heading) for heading in profile.ignored}
    read = [heading for heading in headings if trimmed(heading) not in ignored]
    ours = [name for name in our_names(read, contract, profile).values() if name is not None]
    required = {column.name for column in contract.columns if column.required}
    return len(ours) == len(set(ours)) == len(read) and required <= set(ours)
