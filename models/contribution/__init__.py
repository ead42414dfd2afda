"""What moved a figure between two years, group by group: parts that sum exactly to its change."""

from models.contribution.contributing import contribution
from models.contribution.result import Contribution, Part

__all__ = ["Contribution", "Part", "contribution"]
