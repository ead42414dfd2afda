"""The form of a build's tables, counted up whenever a program of before could no longer read a build of after."""

from models.engines.engine import Engine, EngineError

# 1: builds made before the form was recorded. 2: the form is recorded in meta.schema.
SCHEMA = 2
OLDEST_READ = 1
UNRECORDED = 1


def schema_of(engine: Engine) -> int:
    """The schema version that a build was made with."""
    if "schema" not in engine.tables("meta"):
        return UNRECORDED
    [(version,)] = engine.rows("select version from meta.schema")
    return int(str(version))


def check_schema(version: int, build: str) -> None:
    """Raises EngineError for a build that this version of the program cannot read, with the command that helps."""
    if version > SCHEMA:
        raise EngineError(
            f"build {build} has schema {version}, and this version of Utsyn reads up to {SCHEMA}. Install the version "
            "that made it, or run `utsyn build` to make one with this version."
        )
    if version < OLDEST_READ:
        raise EngineError(
            f"build {build} has schema {version}, and this version of Utsyn reads from {OLDEST_READ} on. "
            "Run `utsyn build` to make it anew from the inbox."
        )
