"""Writes of sharing: requests, their answers and disputes, agreements, consents, waivers."""
