"""Equal identifiers are equal however they are written."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.identity.identifiers import SCHEMES, normal


def normalised(scheme: str, written: str | None) -> str | None:
    result: str | None = (
        pl.DataFrame({"id": [written]}, schema={"id": pl.String}).select(normal(scheme, pl.col("id"))).item()
    )
    return result


@pytest.mark.parametrize(
    ("scheme", "written", "form"),
    [
        ("erasmus_code", "N  TRONDHE01", "N TRONDHE01"),
        ("erasmus_code", "n\u00a0 trondhe01 ", "N TRONDHE01"),
        ("erasmus_code", "IRLDUBLIN01", "IRL DUBLIN01"),
        ("erasmus_code", "NTNU", None),
        ("pic", "999977851.0", "999977851"),
        ("pic", " 999 977 851", "999977851"),
        ("pic", "0", None),
        ("oid", "e10209399", "E10209399"),
        ("oid", "Not Found", None),
        ("ror_id", "https://ror.org/05XG72X27", "05xg72x27"),
        ("ror_id", "ror.org/05xg72x27/", "05xg72x27"),
        ("ror_id", "05xg72x27", "05xg72x27"),
        ("schac", "https://www.NTNU.no/", "ntnu.no"),
        ("schac", "ntnu", None),
        ("pic", None, None),
    ],
)
def test_one_form_and_none_for_what_has_not_its_form(scheme: str, written: str | None, form: str | None) -> None:
    assert normalised(scheme, written) == form


WRITTEN = st.text(st.sampled_from("NE TRONDHE-01239\u00a0\u200b./:rohtpsgwx"), max_size=20) | st.text(max_size=20)


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(deadline=None, max_examples=50)
@given(written=WRITTEN | st.sampled_from(["N  TRONDHE01", "https://ror.org/05xg72x27", "https://www.ntnu.no"]))
def test_normal_twice_is_normal_once(scheme: str, written: str) -> None:
    once = normalised(scheme, written)

    assert normalised(scheme, once) == once
