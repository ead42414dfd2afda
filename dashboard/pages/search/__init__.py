"""The search from every page: goals, indicators, partners, programmes and what else has a page of its own."""
