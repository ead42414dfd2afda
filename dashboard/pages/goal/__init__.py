"""One goal: the question, the answer, the comparison, the breakdown."""
