"""What `utsyn dashboard` tells the pages' process by its environment, and where the files behind the pages are had."""

CONFIG, WAREHOUSE = "UTSYN_CONFIG", "UTSYN_WAREHOUSE"
DOWNLOAD, SCRIPT = "/download", "/utsyn.js"
