"""Reads of sharing: what is asked once, requests, agreements, consents, waivers."""
