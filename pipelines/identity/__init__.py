"""One partner across identifiers and names: merges are proposed with their evidence, and decided by people."""
