"""Public files on their way into the inbox: nothing here runs while the dashboard or a build does."""
