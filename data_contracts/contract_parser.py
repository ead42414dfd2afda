"""Reads a feed's Open Data Contract Standard file into a Contract: its columns, and its rules by name."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
import yaml
from open_data_contract_standard.model import (
    DataQuality,
    OpenDataContractStandard,
    SchemaObject,
    SchemaProperty,
)
from pydantic import ValidationError
from sqlglot import exp

from data_contracts.codes import CodeListError, code_bytes, code_values
from data_contracts.contract import (
    FEEDS,
    LEAST_LOADED,
    SUFFIX,
    Column,
    ColumnType,
    Contract,
    DatasetKind,
    DatasetRule,
    Kind,
    Privacy,
    Rule,
    Severity,
    feeds,
)
from data_contracts.errors import UtsynError
from data_contracts.local import LocalSettings, local
from data_contracts.text import LANGUAGES, MESSAGES
from data_contracts.yaml_text import in_line, line_of_field, line_of_mistake, parse_yaml

_HAS_LINE = re.compile(r"\bline \d+\b")
EVERY_FEED = Path(__file__).parent / "every_feed.yaml"
TYPES: dict[str, ColumnType] = {
    "string": "text", "date": "date", "boolean": "bool", "integer": "int", "number": "num", "array": "list",
}  # fmt: skip
PARSES = {"date": "a_date", "bool": "a_boolean", "int": "an_integer", "num": "a_number"}
SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning"}
PRIVACIES: dict[str, Privacy] = {"hash": "hash", "age_band": "age_band", "drop": "drop"}
NEVER = "FALSE"  # the condition of a rule that the institution's settings leave nothing to judge
EVENT_TYPES = ("date", "int", "text", "id")
# What a rule of each kind is measured in: a contract writes the unit beside its limit, for people to read.
DATASET_UNITS: dict[DatasetKind, str] = {
    "volume": "percent", "loaded": "percent", "freshness": "files", "key_duplicates": "percent", "schema": "columns",
    "cycle": "keys",
}  # fmt: skip


class ContractError(UtsynError):
    """A contract cannot be read; the message names the feed, the place, and what was expected."""


def load_contract(feed: str) -> Contract:
    """The contract of a feed, with the settings of the institution in use. Raises ContractError."""
    return _load(feed, local())


@cache
def _load(feed: str, settings: LocalSettings) -> Contract:
    text = _file(feed).read_text(encoding="utf-8")
    contract = read_contract(settings.in_rules(text), feed)
    says = parse_yaml(EVERY_FEED.read_text(encoding="utf-8"))["rows_are_loaded"]
    loaded = DatasetRule(
        "rows_are_loaded", feed, "loaded", LEAST_LOADED, "error", says[MESSAGES],
        {code: text for code, text in says.items() if code != MESSAGES},
    )  # fmt: skip
    return replace(contract, dataset_rules=(*contract.dataset_rules, loaded))


def fingerprint(feed: str) -> str:
    """SHA-256 (hex) over the contract with the settings in use and its code lists, which decide every verdict."""
    return _fingerprint(feed, local())


@cache
def _fingerprint(feed: str, settings: LocalSettings) -> str:
    lists = sorted({column.code_list for column in load_contract(feed).columns if column.code_list})
    digest = hashlib.sha256(settings.in_rules(_file(feed).read_text(encoding="utf-8")).encode())
    for name in lists:
        digest.update(code_bytes(name))
    return digest.hexdigest()


def read_contract(text: str, feed: str) -> Contract:
    """Interpret the text of an ODCS file whose one schema object is the feed. Raises ContractError."""
    try:
        standard = _standard(text)
        return _interpreted(standard, feed)
    except ContractError as error:
        says = str(error)
        line = "" if _HAS_LINE.search(says) else in_line(line_of_mistake(text, (), says))
        raise ContractError(f"{feed}{SUFFIX}: {says}{line}") from error


def _standard(text: str) -> OpenDataContractStandard:
    """The text as the standard understands it. Raises ContractError, also for a key that the standard does not have."""
    try:
        written = parse_yaml(text)
        if not isinstance(written, dict):
            raise ContractError("is not an Open Data Contract Standard file: expected keys, such as apiVersion")
        standard = OpenDataContractStandard(**written)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg']}{in_line(line_of_mistake(text, e['loc'], e['msg']))}"
            for e in error.errors()
        )
        raise ContractError(f"is not an Open Data Contract Standard file: {problems}") from error
    except yaml.YAMLError as error:
        raise ContractError(f"is not an Open Data Contract Standard file: {error}") from error
    if written.get("kind") != "DataContract" or "apiVersion" not in written:
        raise ContractError("expected kind: DataContract and an apiVersion of the standard")
    if (keys := _unknown_key(written, standard.model_dump(by_alias=True))) is not None:
        line = in_line(line_of_field(text, keys))
        raise ContractError(f"{'.'.join(map(str, keys))}: is not a key of the Open Data Contract Standard{line}")
    return standard


def _unknown_key(written: Any, understood: Any) -> tuple[str | int, ...] | None:
    """Where a file has a key that was not understood; None where all were."""
    if isinstance(written, dict) and isinstance(understood, dict):
        pairs: list[tuple[str | int, Any, Any]] = []
        for key, value in written.items():
            if key not in understood:
                return (key,)
            pairs.append((key, value, understood[key]))
    elif isinstance(written, list) and isinstance(understood, list):
        pairs = [(number, *pair) for number, pair in enumerate(zip(written, understood, strict=True))]
    else:
        return None
    unknown = ((key, _unknown_key(value, inner)) for key, value, inner in pairs)
    return next(((key, *below) for key, below in unknown if below is not None), None)


def _interpreted(standard: OpenDataContractStandard, feed: str) -> Contract:
    objects = standard.schema_ or []
    if [item.name for item in objects] != [feed] or not standard.version:
        raise ContractError(f"expected a version and one schema object whose name is {feed}")
    table = objects[0]
    properties = table.properties or []
    columns = tuple(_column(item) for item in properties)
    rules = (*_column_rules(feed, properties, columns), *_table_rules(feed, table, columns))
    known_columns = {column.name for column in columns}
    dataset_rules = tuple(
        _dataset_rule(feed, check, known_columns) for check in table.quality or [] if check.type == "custom"
    )
    names = [rule.name for rule in rules] + [rule.name for rule in dataset_rules]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ContractError(f"two rules are named '{twice[0]}'; give each its own name")
    event = _event(table, columns)
    return Contract(feed, standard.version, table.description or "", columns, rules, dataset_rules, event)


def _file(feed: str) -> Path:
    path = FEEDS / f"{feed}{SUFFIX}"
    if not path.is_file():
        raise ContractError(f"no feed '{feed}'; known: {', '.join(feeds())}")
    return path


def _column(item: SchemaProperty) -> Column:
    name, options = item.name or "", item.logicalTypeOptions or {}
    if item.logicalType not in TYPES or not item.description:
        raise ContractError(f"column '{name}': needs a description and a logicalType of {', '.join(TYPES)}")
    arguments = {key: value for check in item.quality or [] for key, value in (check.arguments or {}).items()}
    code_list = arguments.get("codeList")
    privacy = _privacy(name, item)
    try:
        codes = code_values(code_list) if code_list else None
    except CodeListError as error:
        raise ContractError(f"column '{name}': {error}") from error
    return Column(
        name=name,
        type=_type(item, code_list, privacy),
        description=item.description,
        required=bool(item.required),
        key=bool(item.primaryKey),
        code_list=code_list,
        codes=codes,
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        pattern=arguments.get("pattern"),
        privacy=privacy,
    )


def _event(table: SchemaObject, columns: tuple[Column, ...]) -> str | None:
    named: str | None = _custom(table, "event")
    if named is not None and named not in [column.name for column in columns if column.type in EVENT_TYPES]:
        raise ContractError(f"event must name a column of dates, months, semesters or years, not '{named}'")
    return named


def _custom(item: SchemaObject | SchemaProperty | DataQuality, name: str) -> Any:
    """The value of a custom property, the standard's place for what it has no word for; None where it is not there."""
    return next((entry.value for entry in item.customProperties or [] if entry.property == name), None)


def _privacy(name: str, item: SchemaProperty) -> Privacy | None:
    declared = _custom(item, "privacy")
    if declared is not None and declared not in PRIVACIES:
        raise ContractError(f"column '{name}': privacy must be {' or '.join(PRIVACIES)}")
    return None if declared is None else PRIVACIES[declared]


def _type(item: SchemaProperty, code_list: str | None, privacy: Privacy | None) -> ColumnType:
    """Text with a code list is a code; text that names a row of this or another feed is an id."""
    kind = TYPES[item.logicalType or ""]
    if kind != "text":
        return kind
    if code_list:
        return "code"
    return "id" if item.primaryKey or item.relationships or privacy == "hash" else "text"


def _column_rules(feed: str, items: list[SchemaProperty], columns: tuple[Column, ...]) -> Iterator[Rule]:
    for item, column in zip(items, columns, strict=True):

        def rule(kind: Kind, fact: str, says: str, severity: Severity = "error", column: Column = column) -> Rule:
            return Rule(f"{column.name}_{fact}", feed, kind, (column.name,), severity, f"{column.name} {says}.")

        if any(check.mustBe != 0 for check in item.quality or []):
            raise ContractError(f"column '{column.name}': a check of a column has mustBe: 0")
        severity: Severity = next(
            (_severity(check, f"column '{column.name}'") for check in item.quality or []), "error"
        )
        if column.required:
            yield rule("present", "is_present", "is not empty")
        if fact := PARSES.get(column.type):
            yield rule("parses", f"is_{fact}", f"is empty or {fact.replace('_', ' ')}", severity)
        if column.type == "id":
            yield rule(
                "in_full", "is_written_in_full", "is not in scientific notation, and no zeros are missing from it"
            )
        if column.code_list:
            yield rule("in_list", "is_in_list", f"is empty or a code of the list {column.code_list}", severity)
        if column.pattern:
            yield rule("matches", "has_its_form", f"is empty or has the form {column.pattern}", severity)
        if column.minimum is not None or column.maximum is not None:
            low, high = ("…" if end is None else f"{end:.12g}" for end in (column.minimum, column.maximum))
            yield rule("in_range", "is_in_range", f"is empty or within {low}–{high}", severity)


def _table_rules(feed: str, table: SchemaObject, columns: tuple[Column, ...]) -> Iterator[Rule]:
    known_columns = {column.name for column in columns}
    for check in table.quality or []:
        if check.type != "custom" and (rule := _condition(feed, check, known_columns)).condition != NEVER:
            yield rule
    key = tuple(column.name for column in columns if column.key)
    yield Rule("key_is_unique", feed, "unique", key, "error", f"No two rows share {', '.join(key)}.")
    for item in table.properties or []:
        for relationship in item.relationships or []:
            target = str(relationship.to)
            other = target.partition(".")[0]
            says = f"{item.name} is empty or found in the feed {other}."
            name = f"{item.name}_exists_in_{other}"
            yield Rule(name, feed, "exists", (str(item.name),), "warning", says, refers_to=target)


def _condition(feed: str, check: DataQuality, known_columns: set[str]) -> Rule:
    """A rule from `select count(*) from {object} where <breach>` with `mustBe: 0`."""
    where = f"rule '{check.name}'"
    if not check.name or not check.description or check.type != "sql" or check.mustBe != 0:
        raise ContractError(f"{where}: needs a name, a description, type sql and mustBe: 0")
    try:
        query = sqlglot.parse_one((check.query or "").replace("{object}", f"feeds.{feed}"), dialect="duckdb")
    except sqlglot.ParseError as error:
        raise ContractError(f"{where}: is not SQL: {error}") from error
    breach, source = query.args.get("where"), query.args.get("from_")
    if not breach or not source or source.this.name != feed:
        raise ContractError(f"{where}: expected select count(*) from {{object}} where <what breaks it>")
    condition = breach.this
    is_cross = condition.find(exp.Table) is not None
    own_columns = [c.name for c in condition.find_all(exp.Column) if c.table == feed or not (is_cross and c.table)]
    if unknown := sorted(set(own_columns) - known_columns):
        raise ContractError(f"{where}: unknown column {', '.join(unknown)}; known: {', '.join(sorted(known_columns))}")
    severity = _severity(check, where)
    if is_cross and severity != "warning":
        raise ContractError(f"{where}: reads other feeds, so its severity must be warning")
    kind: Kind = "cross" if is_cross else "condition"
    columns = tuple(dict.fromkeys(own_columns))
    return Rule(
        check.name, feed, kind, columns, severity, check.description, condition.sql(dialect="duckdb"),
        translations=_translations(check),
    )  # fmt: skip


def _dataset_rule(feed: str, check: DataQuality, known_columns: set[str]) -> DatasetRule:
    """A rule from `engine: utsyn` with `implementation: {kind: …, limit: …}`; the standard has no operators there."""
    where = f"rule '{check.name}'"
    declared = check.implementation if isinstance(check.implementation, dict) else {}
    kind = next((kind for kind in DATASET_UNITS if kind == declared.get("kind")), None)
    if not check.name or not check.description or check.engine != "utsyn" or kind is None:
        raise ContractError(
            f"{where}: needs a name, a description, engine: utsyn and an implementation of a kind "
            f"({', '.join(DATASET_UNITS)}) and its limit"
        )
    limit, unit = declared.get("limit"), DATASET_UNITS[kind]
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 0 or check.unit != unit:
        raise ContractError(f"{where}: needs a limit of 0 or more and unit: {unit}")
    column = declared.get("column")
    if (column in known_columns) != (kind == "cycle"):
        raise ContractError(f"{where}: a rule of the kind cycle, and no other, names a column of the feed")
    severity = _severity(check, where)
    return DatasetRule(check.name, feed, kind, float(limit), severity, check.description, _translations(check), column)


def _translations(check: DataQuality) -> dict[str, str]:
    """Language → `description<Language>`, the description in the languages that the standard has no field for."""
    written = {code: _custom(check, f"description{code.capitalize()}") for code in LANGUAGES}
    return {code: str(text) for code, text in written.items() if text}


def _severity(check: DataQuality, where: str) -> Severity:
    severity = SEVERITIES.get(check.severity or "")
    if severity is None:
        raise ContractError(f"{where}: severity must be {' or '.join(SEVERITIES)}")
    return severity
