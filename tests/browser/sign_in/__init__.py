"""Signing in with a real OpenID Connect provider."""
