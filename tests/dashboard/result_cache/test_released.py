"""What a server holds while builds come and go."""

import gc
import weakref
from dataclasses import replace

from dashboard.result_cache.memory import Memory
from tests.dashboard.conftest import Serve
from tests.models.given import given, stay


def test_of_a_build_that_is_published_no_more_nothing_is_held(serve: Serve) -> None:
    """Its engine is an open file: what holds it would hold that too."""
    build = replace(given(stays=[stay() for _ in range(30)]), id="20260115T000000Z-aaaaaa")
    engine = weakref.ref(build.engine)
    served = serve(build)
    for page in ({}, {"goal": "SG-D1"}, {"topic": "mobility"}):
        served.page(**page)
    assert {key for memory in Memory._all for key, _ in memory._results} >= {build.id}

    served.build = build = replace(given(stays=[stay() for _ in range(40)]), id="20260116T000000Z-bbbbbb")
    served.page()
    gc.collect()

    held = {key for memory in Memory._all for key, _ in memory._results}
    assert "20260115T000000Z-aaaaaa" not in held
    assert build.id in held
    assert engine() is None
