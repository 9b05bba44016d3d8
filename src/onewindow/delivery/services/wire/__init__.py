"""Readers of services written by others. Pure: no Django, no network."""
