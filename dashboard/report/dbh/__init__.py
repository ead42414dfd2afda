"""Our counts in the shape of DBH's tables, to compare before they are reported."""
