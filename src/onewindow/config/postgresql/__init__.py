"""Django's PostgreSQL with fewer round trips: see `base`."""
