"""The service directory: what the public can ask of government, and when in life."""
