"""The manifest beside a build: enough to say, years later, what it was made of and by which versions."""

import hashlib
import json
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from data_contracts.contract import Contract
from data_contracts.contract_parser import fingerprint
from models.config import Config
from models.definitions import definitions_digest
from models.schema import SCHEMA
from pipelines.building.certifier_client import Certification
from pipelines.building.report import FileReport
from pipelines.building.work import Work
from pipelines.identity.apply_merges import merges_digest
from pipelines.staging.stage import StagedFile

TOOLS = ("utsyn", "duckdb", "polars", "great-expectations", "sqlglot")


def digest(
    config: Config, contracts: Sequence[Contract], files: Sequence[StagedFile], as_of: date | None = None
) -> str:
    """SHA-256 (hex) over all that decides a build's content: equal inputs, equal digest, whenever built."""
    inputs: dict[str, Any] = {
        "config": _config(config),
        "contracts": _contracts(contracts),
        "files": [[file.path, file.feed, file.sha256, file.profile, file.origin] for file in files],
    }
    if as_of is not None:
        inputs["as_of"] = as_of.isoformat()
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def inputs(config: Config, digested: str, files: Sequence[StagedFile]) -> str:
    """SHA-256 (hex) over a build's digest and all else that would make another of it: code, definitions, profiles."""
    staged = sorted(file.accepted.name for file in files)  # named by all that decided the rows
    parts = (digested, staged, definitions_digest(config), version("utsyn"))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def manifest(work: Work, files: Sequence[FileReport], certification: Certification) -> dict[str, Any]:
    """The manifest as it is written to `manifest.json`."""
    draft, config, contracts = work.draft, work.config, work.contracts
    counted = ("rows_read", "rows_loaded", "rows_quarantined", "rows_duplicate", "bytes")
    return {
        "build": draft.id,
        "schema": SCHEMA,
        "built_at": draft.built_at.isoformat(),
        "compared_with": work.last.id if work.last else None,
        "inputs": work.made_from,
        "as_of": draft.as_of.isoformat(),
        "config": _config(config),
        "files": [file.model_dump() for file in files],
        "contracts": _contracts(contracts),
        "totals": {
            "files": len(files),
            **{name: sum(getattr(file, name) for file in files) for name in counted},
        },
        "certification": {
            "success": certification.success,
            "expectations": len(certification.expectations),
            "failed": sum(not expectation.success for expectation in certification.expectations),
            "reasons": list(certification.reasons),
        },
        "tools": {"python": platform.python_version(), **{name: version(name) for name in TOOLS}},
    }


def _config(config: Config) -> dict[str, Any]:
    return {
        "institution": config.institution.short_name,
        "plan": config.plan,
        "settings": config.settings.model_dump(mode="json"),
        "newest_wins": sorted(config.newest_wins),
        "partner_merges": merges_digest(config.partner_merges),
    }


def _contracts(contracts: Sequence[Contract]) -> dict[str, dict[str, str]]:
    return {
        contract.feed: {"version": contract.version, "sha256": fingerprint(contract.feed)} for contract in contracts
    }
