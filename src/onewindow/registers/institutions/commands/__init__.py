"""Writes of institutions."""

from onewindow.registers.institutions.commands import bodies, imports, interests, posts

__all__ = ["bodies", "imports", "interests", "posts"]
