"""Data protection: what is kept about persons, for how long, and who sees it."""
