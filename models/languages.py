"""The languages that readers can choose between."""

LANGUAGES = ("nb", "en")
