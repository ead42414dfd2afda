"""A drafted profile as text: the file that a person reviews and `[profiles]` then names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from data_contracts.contract import Column, Contract
from pipelines.suggesting.guesses import Guess
from pipelines.suggesting.value_formats import Reading

SHOWN = 20  # values that nobody knows, shown per column


@dataclass(frozen=True)
class Draft:
    """A profile before its review."""

    contract: Contract
    guesses: tuple[Guess, ...]
    reading: Reading
    constants: dict[str, str] = field(default_factory=dict)
    composed: dict[str, str] = field(default_factory=dict)
    best: dict[str, str] = field(default_factory=dict)

    @property
    def open_questions(self) -> int:
        """How many questions the file will ask; until they are answered it is refused."""
        questions = sum(guess.verdict == "asked" for guess in self.guesses)
        return len(self.reading.questions) + questions + len(self.lacking)

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that must be there and that no heading is mapped to."""
        mapped = {*(guess.column for guess in self.guesses), *self.constants, *self.composed}
        return tuple(column.name for column in self.contract.columns if column.required and column.name not in mapped)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Those of `missing` that no heading in doubt may be: the export does not say them."""
        return tuple(name for name in self.missing if name not in self.best.values())


def written(draft: Draft, file_name: str) -> str:
    """The YAML text; what speaks for each line stands behind it."""
    feed, reading = draft.contract.feed, draft.reading
    lines = [
        "# Drafted by `utsyn profile suggest`. Review every line; the reason is behind it.",
        f"description: {_quoted(f'{draft.contract.feed} as exported in {file_name}')}",
        f"date_formats: [{', '.join(map(_quoted, reading.date_formats))}]",
        f"decimal_comma: {str(reading.decimal_comma).lower()}",
        "feeds:",
        f"  {feed}:",
        *_entries("headings", [(g.heading, str(g.column), g.evidence) for g in draft.guesses if g.verdict == "mapped"]),
        *_given("constants", draft.constants),
        *_given("composed", draft.composed),
        *_ignored([guess for guess in draft.guesses if guess.verdict == "ignored"]),
        *_values(reading),
        *_questions(draft),
    ]
    return "\n".join(lines) + "\n"


def _entries(name: str, rows: Sequence[tuple[str, str, str]], indent: str = "    ") -> list[str]:
    if not rows:
        return [f"{indent}{name}: {{}}"]
    return [
        f"{indent}{name}:",
        *(f"{indent}  {_quoted(theirs)}: {_quoted(ours)}{_remark(says)}" for theirs, ours, says in rows),
    ]


def _given(name: str, values: dict[str, str]) -> list[str]:
    return (
        [f"    {name}:", *(f"      {_quoted(ours)}: {_quoted(text)}" for ours, text in values.items())]
        if values
        else []
    )


def _constant_of(column: Column) -> str:
    codes = f": one of {', '.join((column.codes or ())[:SHOWN])}" if column.codes else ""
    return f"the export does not say it. Set constants: {{{column.name}: …}}{codes}"


def _ignored(guesses: Sequence[Guess]) -> list[str]:
    if not guesses:
        return []
    return ["    ignore:", *(f"      - {_quoted(guess.heading)}{_remark(guess.evidence)}" for guess in guesses)]


def _values(reading: Reading) -> list[str]:
    columns = sorted({*reading.values, *reading.unknown})
    lines = ["    values:"] if columns else []
    for column in columns:
        understood_values, unknown = reading.values.get(column, {}), reading.unknown.get(column, {})
        lines += _entries(column, [(theirs, ours, "") for theirs, ours in understood_values.items()], "      ")
        if unknown:
            lines.append("        # Not known: rows with them are quarantined until they are above with their code.")
        for cell, nearest in list(unknown.items())[:SHOWN]:
            guess = f"{_quoted(nearest)}?" if nearest else "?"
            lines.append(f"        # {_quoted(cell)}: {guess}")
        if len(unknown) > SHOWN:
            lines.append(f"        # and {len(unknown) - SHOWN} more")
    return lines


def _questions(draft: Draft) -> list[str]:
    lines = [
        (guess.heading, f"{guess.evidence}? Best answer: {draft.best.get(guess.heading, 'ignore')}")
        for guess in draft.guesses
        if guess.verdict == "asked"
    ]
    lacking = [(f"{name} of every row", _constant_of(draft.contract.column(name))) for name in draft.lacking]
    questions = [*lines, *lacking, *draft.reading.questions.items()]
    if not questions:
        return []
    return [
        "    # The file is refused while a question is open. Move each heading up to `headings` or `ignore`, give what",
        "    # the export lacks under `constants`, settle what is asked above, and take the question out.",
        *_entries("questions", [(name, says, "") for name, says in questions]),
    ]


def _remark(says: str) -> str:
    # Quoted like a value: a comment must not carry signs that YAML refuses.
    return f"  # {_quoted(says)[1:-1]}" if says else ""


def _quoted(text: str) -> str:
    dumped: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return dumped.strip()
