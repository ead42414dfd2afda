"""The page Export: a pack is chosen, made and taken out."""
