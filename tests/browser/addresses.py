"""An address of every page, and of the views of a page that are drawn in a way of their own."""

from typing import Final

ADDRESSES: Final = (
    "",
    "?goal=SG-D1",  # a target, with forecast, faculties and what-if
    "?goal=SG-D1&faculty=64",
    "?goal=SG-C1",  # a direction, by year of the framework programme
    "?goal=D6",  # a balance
    "?goal=D2",  # a milestone
    "?goal=O1",  # a roll-up
    "?topic=mobility",
    "?topic=mobility&country=DE",
    "?topic=agreements",
    "?topic=process",
    "?topic=eu",
    "?topic=people",
    "?topic=home",
    "?of=outbound_share",
    "?view=definitions",
    "?view=definitions&indicator=outbound_share",
    "?view=quality",
    "?view=quality&feed=stays",
    "?view=export",
    "?view=accessibility",
    "?view=data_protection",
    "?view=changes",
    "?view=list",
    "?view=list&list=lapsing",
    "?view=list&list=partners",
    "?view=partner&id=P0001",
    "?view=programme&id=M6010-01",
    "?view=faculty&id=64",
    "?view=partner&id=nothing",
    "?view=reading",
    "?view=limits",
    "?view=briefing&goals=SG-D1,C1,D2",
)


def in_language(address: str, language: str) -> str:
    """The same view in a language."""
    return f"{address}{'&' if address else '?'}lang={language}"
