"""What a grid of models says together: normal distributions, each with its weight."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SLICES = 99
_SLICES = np.array([NormalDist().inv_cdf((number + 0.5) / SLICES) for number in range(SLICES)])


@dataclass(frozen=True)
class Mixture:
    """`weight` one per model (their sum is 1); `mean` and `spread` one row per model, one column per year."""

    weight: Array
    mean: Array
    spread: Array

    def quantile(self, part: float) -> Array:
        """The value of each year below which a part (0–1) lies; every normal stands as 99 equal slices."""
        points = (self.mean[:, None, :] + self.spread[:, None, :] * _SLICES[None, :, None]).reshape(
            -1, self.mean.shape[1]
        )
        order = np.argsort(points, axis=0)
        below = np.cumsum(np.repeat(self.weight / SLICES, SLICES)[order], axis=0)
        place = (below < part).sum(axis=0).clip(max=len(points) - 1)
        years = np.arange(points.shape[1])
        chosen: Array = points[order[place, years], years]
        return chosen
