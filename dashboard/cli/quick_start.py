"""What lets a short command end sooner. It exists for speed alone: no answer depends on it."""

import gc
import os

OBJECTS = 500_000  # more than a short command makes; a build makes more, and is collected as it goes


def start_quickly() -> None:
    """Collect garbage less often than a program that runs on would, and look for no plugins of pydantic's: to find that
    there are none it reads what every installed package says of itself.
    """
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
