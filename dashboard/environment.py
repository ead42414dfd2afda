"""What `utsyn dashboard` passes to the pages by its environment, and the paths of what is served beside the pages."""

CONFIG, WAREHOUSE, VIEWER = "UTSYN_CONFIG", "UTSYN_WAREHOUSE", "UTSYN_VIEWER"
DOWNLOAD, SCRIPT = "/download", "/utsyn.js"
AUTH = "/auth"
SIGN_IN, SIGN_OUT = f"{AUTH}/login", f"{AUTH}/logout"
HEALTH, READY = "/health", "/ready"
