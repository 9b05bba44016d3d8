"""Addresses of bodies as data."""
