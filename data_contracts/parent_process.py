"""A helper process ends with the process that started it, also where that was killed and could notify nobody."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

PARENT = "UTSYN_PARENT_PROCESS"
LOOKS_EVERY_SECONDS = 0.2
SIGNAL_AT_END_OF_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl


def named_as_parent() -> Mapping[str, str]:
    """The environment of a helper process that this one starts."""
    return {**os.environ, PARENT: str(os.getpid())}


def end_with_parent(tidy_up: Callable[[], object] | None = None) -> None:
    """From now on, end this process when its parent ends; `tidy_up` is called before.

    Without anything to tidy up Linux ends it at once, however busy it is; else, and elsewhere, within a second.
    """
    parent = int(os.environ.pop(PARENT, os.getppid()))  # only this process is its helper
    if tidy_up is None and sys.platform == "linux":
        with suppress(OSError, AttributeError):  # not every C library has it
            ctypes.CDLL(None).prctl(SIGNAL_AT_END_OF_PARENT, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOKS_EVERY_SECONDS)
        try:
            if tidy_up is not None:
                tidy_up()
        finally:
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
