"""Goals as slides: the same figures, sentences and suppression as on the pages, for a screen and for PowerPoint."""
