"""What the institution would gain if some of its parts did as well as others do, or as is hoped."""

from models.whatif.growth import GrowingYear, Growth, if_members_added
from models.whatif.rates import if_members_had_the_rate_of, if_members_reached
from models.whatif.whatif import Gain, WhatIf

__all__ = [
    "Gain",
    "GrowingYear",
    "Growth",
    "WhatIf",
    "if_members_added",
    "if_members_had_the_rate_of",
    "if_members_reached",
]
