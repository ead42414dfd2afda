"""The figures of a chart as a file: the same cells, and on top of them what they are."""
