"""Great Expectations imported in half the time. It exists for speed alone: without it everything is judged alike.

What certification never uses is passed over or put off, nothing is looked through for garbage meanwhile, and what a
class of pydantic 1 inherits is copied only as deeply as it is changed: Great Expectations makes some 370 such classes.
"""

import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

PASSED_OVER = ("boto3", "botocore", "pyspark")  # it does without them where they are not installed
PUT_OFF = ("altair", "scipy.stats")  # run once something of theirs is asked for


@contextmanager
def trimmed() -> Iterator[None]:
    """Import Great Expectations, and what rests on it, within this block."""
    sys.modules.update(dict.fromkeys(PASSED_OVER))  # type: ignore[arg-type]  # None says that there is no such module
    sys.meta_path.insert(0, _Later)
    gc.disable()
    pydantic_1: Any = import_module("pydantic.v1.main")
    deeply = pydantic_1.smart_deepcopy
    pydantic_1.smart_deepcopy = _inherited
    try:
        yield
    finally:
        pydantic_1.smart_deepcopy = deeply
        gc.enable()


def _inherited(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a class for one that inherits them and may give them other settings and further validators."""
    inherited = {}
    for name, field in fields.items():
        inherited[name] = copy(field)
        inherited[name].field_info = copy(field.field_info)
        inherited[name].class_validators = dict(field.class_validators)
    return inherited


class _Later:
    """Finds the modules that are put off."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name in PUT_OFF else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec
