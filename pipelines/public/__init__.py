"""From nothing to an institution's public figures: its configuration, and the public files in its inbox."""

from pipelines.public.configuration import configuration
from pipelines.public.files import Taken, known_files, names_of, take, tried_on

__all__ = ["Taken", "configuration", "known_files", "names_of", "take", "tried_on"]
