"""Everything a person sees: pages, figures, texts, reports and the `utsyn` command."""
