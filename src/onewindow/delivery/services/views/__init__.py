"""Addresses of services as data."""
