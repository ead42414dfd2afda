"""Files as other institutions have them: what failed once, and the right result of its whole kind."""
