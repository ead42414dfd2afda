"""What the data must look like: one Open Data Contract Standard file per feed, and their rules."""
