"""Colours, type and the look of a status, each in one place."""
