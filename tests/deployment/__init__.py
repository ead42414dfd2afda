"""What is shipped to run Utsyn on a server."""
