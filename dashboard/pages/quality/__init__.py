"""What became of every row that came in."""
