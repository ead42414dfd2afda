"""What the numbers mean: plans, indicators, facts, and `ask`, which answers questions."""
