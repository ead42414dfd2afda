"""A profile drafted from an export: its headings and values against what is known, for a person to review."""
