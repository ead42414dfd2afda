"""What a build is made with: its facts, and the large ones summed beforehand. Nothing that answers imports it."""
