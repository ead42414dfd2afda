"""The report's figures as SVG of our own: pure functions of numbers, the same for the same numbers."""
