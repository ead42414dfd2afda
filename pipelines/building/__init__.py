"""The steps of a build after reading."""
