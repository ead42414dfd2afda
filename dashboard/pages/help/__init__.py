"""How to read the pages, and what they cannot say."""
