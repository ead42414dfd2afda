"""Every figure with what is hard to draw, on one page, and how each looked when somebody last looked."""
