"""What a grid of models says together: normal distributions, each with its weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SLICES = 99
NEGLIGIBLE = 1e-4
_SLICES = np.array([NormalDist().inv_cdf((number + 0.5) / SLICES) for number in range(SLICES)])


@dataclass(frozen=True)
class Mixture:
    """`weight` one per model (their sum is 1); `mean` and `spread` one row per model, one column per year."""

    weight: Array
    mean: Array
    spread: Array

    def quantiles(self, parts: Sequence[float]) -> list[Array]:
        """For each part (0–1) the values, one a year, below which it is; every normal is 99 equal slices."""
        kept = self.weight > NEGLIGIBLE
        points = self.mean[kept, None, :] + self.spread[kept, None, :] * _SLICES[None, :, None]
        points = points.reshape(-1, self.mean.shape[1])
        order = np.argsort(points, axis=0)
        below = np.cumsum(np.repeat(self.weight[kept], SLICES)[order], axis=0)
        years = np.arange(points.shape[1])
        places = ((below < part * below[-1]).sum(axis=0) for part in parts)
        return [points[order[place, years], years] for place in places]
