"""What the numbers mean: plans, indicators, facts and the one door that answers questions."""
