"""Bring files in: sources, staging, immutable builds and the synthetic institution."""
