"""Pages of the dashboard, one per file."""
