"""What became of every row, for the people who fix them."""
