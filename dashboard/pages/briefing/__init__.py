"""Goals as slides in the browser, and as a file for PowerPoint."""
