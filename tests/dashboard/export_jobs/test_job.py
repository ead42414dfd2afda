"""A pack in the making leaves one zip or nothing, whoever ends it."""

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.export_jobs.job import Job, job_of, may_begin
from dashboard.export_jobs.order import Order

ORDER = Order("utsyn.toml", "warehouse", "b", None, "public", 2025, ("nb",))
ENDS_WELL = "open(sys.argv[1] + '/pack.zip', 'w').write('zip'); print('[\"write\", 2, 3]\\n[\"zi', end='')"
FAILS = "sys.exit('Traceback\\nno room on the disk')"
LASTS = "print('[\"ask\", 1, 9]', flush=True); time.sleep(600)"


def started(script: str, who: str | None = None) -> Job:
    return Job(replace(ORDER, who=who), (sys.executable, "-S", "-c", f"import sys, time; sys.stdin.read(); {script}"))


def ended(job: Job) -> Job:
    while job.state == "running":
        time.sleep(0.01)
    return job


def folder(job: Job) -> Path:
    return job._folder


def test_one_that_is_done_has_a_zip_and_tells_of_its_last_whole_step() -> None:
    job = ended(started(ENDS_WELL))
    assert (job.state, job.step) == ("done", ("write", 2, 3))
    assert job.zip is not None
    assert job.zip.read_text() == "zip"
    assert job_of(job.token) is job


def test_one_that_failed_says_why_and_offers_nothing() -> None:
    job = ended(started(FAILS))
    assert (job.state, job.problem, job.zip, job.step) == ("failed", "no room on the disk", None, None)


def test_one_that_is_cancelled_leaves_nothing() -> None:
    job = started(LASTS)
    while job.step is None:
        time.sleep(0.01)
    assert job.state == "running"
    assert job.zip is None
    job.cancel()
    assert (job.state, job.zip, folder(job).exists()) == ("gone", None, False)


@pytest.mark.parametrize("script", [ENDS_WELL, LASTS])
def test_a_session_that_ends_takes_its_pack_with_it(script: str) -> None:
    job = started(script)
    present, token = folder(job), job.token
    del job
    gc.collect()
    assert not present.exists()
    assert job_of(token) is None


def test_one_that_nobody_took_for_an_hour_makes_room_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    old = ended(started(ENDS_WELL))
    young = ended(started(ENDS_WELL))
    assert old.state == "done"
    monkeypatch.setattr(old, "_begun", old._begun - 3601)
    started(ENDS_WELL).cancel()
    assert (old.state, folder(old).exists(), young.state) == ("gone", False, "done")


def test_one_person_has_one_made_at_a_time_and_all_together_two() -> None:
    gc.collect()
    first = started(LASTS, "kari")
    assert (may_begin("kari"), may_begin("ola"), may_begin(None)) == (False, True, True)
    second = started(LASTS, "ola")
    assert (may_begin("siv"), may_begin(None)) == (False, False)
    first.cancel()
    assert (may_begin("kari"), may_begin("ola")) == (True, False)
    second.cancel()
