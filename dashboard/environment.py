"""What `utsyn dashboard` passes to the pages by its environment, and the paths of what is served beside the pages."""

from models.environment import CONFIG

__all__ = [
    "AUTH",
    "CONFIG",
    "DOWNLOAD",
    "HEALTH",
    "READY",
    "SCRIPT",
    "SEARCH",
    "SIGN_IN",
    "SIGN_OUT",
    "STYLE",
    "VIEWER",
    "WAREHOUSE",
]

WAREHOUSE, VIEWER = "UTSYN_WAREHOUSE", "UTSYN_DASHBOARD__VIEWER"  # settings
DOWNLOAD, SCRIPT, STYLE, SEARCH = "/download", "/utsyn.js", "/utsyn.css", "/search"
AUTH = "/auth"
SIGN_IN, SIGN_OUT = f"{AUTH}/login", f"{AUTH}/logout"
HEALTH, READY = "/health", "/ready"
