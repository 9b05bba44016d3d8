"""Readers of bodies written by others. Pure: no Django, no network."""
