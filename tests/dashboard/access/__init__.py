"""Who may get in, and with which rights."""
