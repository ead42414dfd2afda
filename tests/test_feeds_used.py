"""Every feed that is loaded is used: by a figure, by a check of another feed, or by a list of pages and commands.

What uses a feed is taken from the definitions themselves: the facts of indicators and all that they are made of, the
registers, the queries in the code, and the rules of other feeds' contracts.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import dashboard
import models
import pipelines
from data_contracts.contract import feeds
from data_contracts.contract_parser import load_contract
from models.catalogue import load_indicators
from models.facts import DIMS, feeds_read, load_fact
from models.registers import registers

FEED = re.compile(r"\bfeeds\.([a-z_]+)\b")


def of_figures() -> set[str]:
    """Feeds behind the facts of an indicator, of its comparison with peers, or of a dimension that is read alone."""
    indicators = load_indicators().values()
    facts = {fact.query for one in indicators for fact in one.facts}
    facts |= {load_fact(one.peers.fact).query for one in indicators if one.peers is not None}
    histories = {one.history_feed for one in indicators if one.history_feed is not None}
    return {*feeds_read(tuple(sorted(facts))), *histories}


def of_code() -> set[str]:
    """Feeds that a query in the code reads, itself or through a table of `dims` that it names."""
    texts = [text for package in (dashboard, models, pipelines) for text in _texts(Path(package.__path__[0]))]
    named = {name for text in texts for name in re.findall(r"\bdims\.([a-z_]+)\b", text)}
    dims = tuple(path for name in sorted(named) if (path := DIMS / f"{name}.sql").is_file())
    return {feed for text in texts for feed in FEED.findall(text)} | set(feeds_read(dims))


def of_registers() -> set[str]:
    """Feeds behind the lists and pages of partners, agreements, measures and the like."""
    return set(feeds_read(tuple(DIMS / f"{one.table}.sql" for one in registers().values())))


def of_checks() -> set[str]:
    """Feeds whose own contract holds their rows against those of another feed."""
    return {
        feed
        for feed in feeds()
        for rule in load_contract(feed).rules
        if set(FEED.findall(rule.condition or "")) - {feed}
    }


def _texts(folder: Path) -> Iterator[str]:
    """The texts of the code, without docstrings."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
                yield node.value


def test_every_feed_is_used() -> None:
    assert sorted(set(feeds()) - of_figures() - of_registers() - of_code() - of_checks()) == []


def test_what_uses_a_feed_is_found_where_it_is() -> None:
    assert {"stays", "erasmus_flows", "project_programmes", "official_figures"} <= of_figures()
    assert {"institutions", "research_organisations", "unknown_organisations"} <= of_code()
    assert "measures" in of_registers()
    assert "project_topics" in of_checks()
    assert "project_topics" not in of_figures()
