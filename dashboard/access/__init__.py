"""Who is reading: sign-in, the role that follows from it, and what no request gets past."""
