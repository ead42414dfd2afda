"""The plan: where every goal stands."""
