"""The feed eu_participations: the institution's own projects, and some of those who share them."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.demo.institution import LAST_DAY, Generator, departments, rules_of
from pipelines.demo.partners import partners

OWN = {
    "organisation_id": "999977851",
    "organisation_name": "NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU",
    "country": "NO",
}
SHARED_PART = 0.4
MOST_OTHERS = 6
ERC_MAIN = ("ERC-STG", "ERC-COG", "ERC-ADG", "ERC-SYG")
RESEARCH, EDUCATION = ("H2020", "HORIZON"), ("ERASMUS2014", "ERASMUS2021")
OTHERS_AMOUNT = {RESEARCH: 12.6, EDUCATION: 10.9}  # mean of the logarithm of the euros


def eu_participations(rng: Generator, frameworks: tuple[str, str] = RESEARCH) -> pl.DataFrame:
    """One row per project and organisation of two frameworks (Horizon, or EDUCATION: Erasmus+), signed 2014–2025."""
    own_projects = pl.concat([_own(rng, framework) for framework in frameworks])
    others = _others(rng, own_projects, OTHERS_AMOUNT[frameworks])
    return pl.concat([own_projects, others], how="diagonal").sort(
        "project_id", "is_own", descending=[False, True], maintain_order=True
    )


def _own(rng: Generator, framework: str) -> pl.DataFrame:
    """The own rows of a framework, their contributions summing to the published amounts."""
    projects = rules_of("projects")[framework]
    rows = [
        {
            "action": action,
            "role": "coordinator" if number < coordinated else "participant",
            "mean": mean,
            "centralised": _is_centralised(projects, action, number, count),
        }
        for action, (count, coordinated, mean) in projects["actions"].items()
        for number in range(count)
    ]
    count = len(rows)
    years = _signed(rng, projects, rows)
    weight = np.where(departments().str.head(2).is_in(["63", "64", "66"]).to_numpy(), 3.0, 1.0)
    day = pl.duration(days=pl.lit(pl.Series(rng.integers(0, 364, count))))
    months = pl.Series(rng.integers(24, 61, count))
    frame = (
        pl.DataFrame(rows, schema_overrides={"centralised": pl.Boolean})
        .with_columns(
            pl.Series("year", years),
            pl.Series("unit_code", rng.choice(departments().to_numpy(), size=count, p=weight / weight.sum())),
            (pl.col("mean") * 1e6 * pl.Series(rng.lognormal(0, 0.4, count))).alias("amount"),
            *(pl.lit(value).alias(name) for name, value in OWN.items()),
            pl.lit(True).alias("is_own"),
            pl.lit("HES").alias("organisation_type"),
            pl.lit(framework).alias("framework"),
            _pillar(framework).alias("pillar"),
        )
        .sort("year", maintain_order=True)
        .with_columns((pl.date(pl.col("year"), 1, 1) + day).alias("signed_on"))
        .with_columns(
            _project_id(projects["project_number_from"]),
            (pl.col("year") - pl.Series(rng.integers(0, 2, count))).clip(lower_bound=min(projects["signed"]))
            .alias("call_year"),
            pl.col("signed_on").dt.offset_by("3mo").dt.truncate("1mo").alias("starts_on"),
        )
        .with_columns(
            pl.col("starts_on").dt.offset_by(pl.concat_str(months, pl.lit("mo"))).dt.offset_by("-1d").alias("ends_on")
        )
    )  # fmt: skip
    closed = pl.col("ends_on") <= LAST_DAY
    return _paid(frame, projects["contribution_eur"]).with_columns(
        pl.when(closed).then(pl.lit("closed")).otherwise(pl.lit("signed")).alias("status")
    )


def _signed(rng: Generator, projects: dict[str, Any], rows: list[dict[str, Any]]) -> npt.NDArray[np.int64]:
    """The year each project was signed in: hosted ERC main grants in the years that are known, others by chance."""
    hosted: dict[int, int] = projects.get("erc_hosted", {})
    left = [number - hosted.get(year, 0) for year, number in projects["signed"].items()]
    is_erc = np.array([row["action"] in ERC_MAIN and row["role"] == "coordinator" for row in rows])
    years = np.zeros(len(rows), dtype=np.int64)
    years[is_erc] = rng.permutation(np.repeat(list(hosted), list(hosted.values())))
    years[~is_erc] = rng.permutation(np.repeat(list(projects["signed"]), left))
    return years


def _is_centralised(projects: dict[str, Any], action: str, number: int, count: int) -> bool | None:
    shares = projects.get("centralised_share")
    return None if shares is None else number >= round(count * (1 - shares[action]))


def _pillar(framework: str) -> pl.Expr:
    """The part of the programme an action belongs to; Erasmus+ has none."""
    kind = pl.col("action").str.split("-").list.first()
    return kind.replace_strict(rules_of("projects")["pillars"].get(framework, {}), default=None, return_dtype=pl.String)


def _paid(frame: pl.DataFrame, amounts: list[list[int]]) -> pl.DataFrame:
    """Scale contributions so that each period sums to its amount; the last row of a period takes the cents left."""
    periods = []
    begins = 0
    for last_year, total in amounts:
        part = frame.filter(pl.col("year") > begins, pl.col("year") <= last_year)
        share = (part["amount"] / part["amount"].sum() * total).round(2)
        cents = round(total - float(share[:-1].sum()), 2)
        periods.append(part.with_columns(pl.Series("contribution_eur", [*share[:-1].to_list(), cents])))
        begins = last_year
    return pl.concat(periods)


def _project_id(first: int) -> pl.Expr:
    return (first + 17 * pl.int_range(0, pl.len())).cast(pl.String).alias("project_id")


def _others(rng: Generator, own_projects: pl.DataFrame, log_amount: float) -> pl.DataFrame:
    """Rows of foreign universities that share a part of the projects with several partners."""
    known_partners = partners().filter(pl.col("pic").is_not_null(), pl.col("pic").is_first_distinct())
    shared = own_projects.filter(pl.col("role") == "participant").sample(
        fraction=SHARED_PART, seed=int(rng.integers(2**31))
    )
    shared = shared.sort("project_id")
    rows = []
    for project in shared.drop("unit_code", "role", *OWN).iter_rows(named=True):
        chosen = rng.choice(known_partners.height, size=int(rng.integers(1, MOST_OTHERS + 1)), replace=False)
        for place, number in enumerate(chosen.tolist()):
            partner = known_partners.row(number, named=True)
            amount = round(float(rng.lognormal(log_amount, 0.6)), 2)
            rows.append(
                project
                | {"organisation_id": partner["pic"], "organisation_name": partner["name"].upper()}
                | {"country": partner["country"], "is_own": False, "contribution_eur": amount}
                | {"role": "coordinator" if place == 0 else "participant"}
            )
    return pl.DataFrame(rows, infer_schema_length=None, schema_overrides={"centralised": pl.Boolean})
