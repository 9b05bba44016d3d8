"""Whom to trust: identity, security, audit, keys."""
