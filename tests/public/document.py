"""`docs/public-sources.md`: which goals public sources judge, from the proofs below and the definitions.

`python -m tests.public.document` writes it; `test_public_goals.py` holds proofs, definitions and table together.
"""

from dataclasses import dataclass
from pathlib import Path

from models.catalogue import load_indicators
from models.config import load_config
from models.plan import Goal, load_plan
from models.public_sources import could_come_from, no_public_source

DOCUMENT = Path(__file__).parents[2] / "docs" / "public-sources.md"
LOCAL = "local server, invented rows"
H2020 = "the former programme on a real file (`research_council/bevilgningereu.csv`); the running one on a local server"


@dataclass(frozen=True)
class Proof:
    """From which source a goal gets a status, and on what that was tried."""

    source: str
    tried_on: str = LOCAL


CORDIS, DBH_142, KA1 = "CORDIS", "DBH, table 142", "European Commission, Erasmus+ mobility (KA1)"
RESULTS = "Erasmus+ Project Results Platform"
JUDGED = {
    "O4": Proof("DBH, tables 142 and 118"),
    "A1": Proof(KA1),
    "A3": Proof(KA1),
    "A4": Proof(CORDIS, H2020),
    "A5": Proof("DBH, table 373"),
    "A6": Proof("DBH, table 373", "a real file (`dbh/table_373_first_rows.json`, 2019–2025)"),
    "SG-B1": Proof(RESULTS),
    "B1": Proof(KA1),
    "B2": Proof(RESULTS),
    "SG-C1": Proof(CORDIS, H2020),
    "C1": Proof(CORDIS, H2020),
    "C2": Proof(CORDIS, H2020),
    "C4": Proof(CORDIS),
    "C5": Proof(CORDIS, H2020),
    "C6": Proof(CORDIS),
    "SG-D1": Proof("DBH, tables 142 and 118"),
    "D3": Proof(f"{KA1}, CORDIS, ECHE"),
    "D4": Proof(DBH_142),
    "D6": Proof(DBH_142),
    "SG-G2": Proof("DBH, table 135"),
}
HEAD = """# Goals that public sources judge

Without any feed of the institution's own, `utsyn fetch` and `utsyn build` give {count} of the {all} goals a status;
roll-ups are not counted. Where an own feed has rows, it comes first. Each page, `utsyn status` and the report name the
source and how its definition differs; a target of the plan is held only against the figure that it was set for.

This table is written by `python -m tests.public.document`; `tests/public/test_public_goals.py` fetches the sources from
a server on the machine that runs it, builds, judges, and fails where the table says otherwise. No source has been asked
over the open network in these tests.

| Goal | Source | Read | Evidence | Tried on | How it differs |
|---|---|---|---|---|---|
"""
BY_SOURCE = """
## By source and by proof

| Source | Tried on | Goals | How many |
|---|---|---|---|
"""
REST = """
## Goals that no public source judges

| Goal | Why |
|---|---|
"""
NO_SOURCE = "It is about what the institution has decided, arranged or registered itself, and published nowhere."


def document() -> str:
    """The whole document."""
    plan, indicators = load_plan(load_config().plan), load_indicators()
    goals = [goal for goal in plan.goals if not goal.rolls_up]
    lines = [HEAD.format(count=len(JUDGED), all=len(plan.goals)).rstrip("\n")]
    for goal in goals:
        if goal.id not in JUDGED:
            continue
        named = [half.indicator for half in goal.halves] or goal.indicators[:1]
        own = [indicators[name] for name in named if could_come_from(indicators[name], indicators)]
        read = [indicators[one.substitutes[0]] if one.substitutes else one for one in own]
        differs = dict.fromkeys(source.differs["en"] for one in own for source in could_come_from(one, indicators)[:1])
        cells = (
            _name(goal),
            JUDGED[goal.id].source,
            ", ".join(f"`{one.id}`" for one in read),
            ", ".join(dict.fromkeys(one.evidence for one in read)),
            JUDGED[goal.id].tried_on,
            " ".join(differs),
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += [BY_SOURCE.rstrip("\n"), *_by_source(), REST.rstrip("\n")]
    lines += [f"| {_name(goal)} | {_why(goal)} |" for goal in goals if goal.id not in JUDGED]
    return "\n".join(lines) + "\n"


def _by_source() -> list[str]:
    """A line for each source and what it was tried on, with the goals that it judges."""
    goals: dict[Proof, list[str]] = {}
    for goal, proof in JUDGED.items():
        goals.setdefault(proof, []).append(goal)
    ordered = sorted(goals.items(), key=lambda entry: (entry[0].source, entry[0].tried_on))
    return [f"| {one.source} | {one.tried_on} | {', '.join(ids)} | {len(ids)} |" for one, ids in ordered]


def _why(goal: Goal) -> str:
    return next((why["en"] for name in goal.indicators if (why := no_public_source().get(name))), NO_SOURCE)


def _name(goal: Goal) -> str:
    return f"{goal.id} {goal.short['en']}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
