"""The catalogue of indicators for people: one description each, shown as a page and written as a document."""
