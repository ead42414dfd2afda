"""What is imported in a hurry behaves as if it were not."""

import gc
import sys
from contextlib import suppress
from typing import Any, ClassVar, cast

import pytest

from data_contracts.trimmed_import import PASSED_OVER, trimmed


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is passed over can be imported by the other tests."""
    for name in PASSED_OVER:
        monkeypatch.setitem(cast(Any, sys.modules), name, sys.modules.get(name))  # put back, or taken out, afterwards
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))


def test_a_class_that_inherits_leaves_the_one_before_it_alone() -> None:
    with trimmed():
        from pydantic.v1 import BaseModel, Extra, Field, validator

        class Plain(BaseModel):
            name: str = Field("a", description="plain")
            values: list[int] = []

        class Strict(Plain):
            class Config:
                extra = Extra.forbid
                fields: ClassVar[Any] = {"name": {"description": "strict"}}

            @validator("name")
            @classmethod
            def _upper(cls, name: str) -> str:
                return name.upper()

    assert Plain(name="b").name == "b"
    assert Strict(name="b").name == "B"
    assert Plain.schema()["properties"]["name"]["description"] == "plain"
    assert Plain(name="b", other=1).dict() == {"name": "b", "values": []}
    Strict().values.append(1)
    assert Strict().values == Plain().values == []


def test_garbage_is_collected_again_afterwards_also_after_an_error() -> None:
    with suppress(ImportError), trimmed():
        assert not gc.isenabled()
        raise ImportError
    assert gc.isenabled()
