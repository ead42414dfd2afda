"""The synthetic institution: deterministic from a seed, written as the feeds own files."""
