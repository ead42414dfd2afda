"""Making a pack beside the pages: in a process of its own, which can be watched and ended."""
