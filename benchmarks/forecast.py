"""How often a forecast's edges hold the year that came: means over many draws, with their spread.

python -m benchmarks.forecast --draws 40      prints the table of docs/forecast.md
"""

import argparse
import statistics
from collections.abc import Mapping

import numpy as np

from tests.models.forecast.series import COVERED, EXCLUDED, Draw, coverage

FIRST_SEED = 1


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=40)
    draws = parser.parse_args().draws
    for title, kinds in (("made for", COVERED), ("not made for", EXCLUDED)):
        print(f"| years ({title}) | of 80 % | of 95 % |\n|---|---|---|")
        table(kinds, draws)
        print()


def table(kinds: Mapping[str, Draw], draws: int) -> None:
    """A row a kind: the mean over the draws, and the standard deviation between them."""
    for kind, draw in kinds.items():
        coverages = [coverage(draw(np.random.default_rng(FIRST_SEED + seed))) for seed in range(draws)]
        cells = [[one.of_80 for one in coverages], [one.of_95 for one in coverages]]
        shown = [f"{100 * statistics.mean(c):.0f} % ± {100 * statistics.stdev(c):.0f}" for c in cells]
        print(f"| {kind} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
