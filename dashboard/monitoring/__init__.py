"""What operators see of a running dashboard: metrics and log lines, with no person's data in either."""
