"""What moved a figure between two years, group by group: parts that sum exactly to its change."""

from models.contribution.between_years import contribution
from models.contribution.contribution import Contribution, Part

__all__ = ["Contribution", "Part", "contribution"]
