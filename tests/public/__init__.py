"""All public sources together: fetched from a server on this machine, built, and judged."""
