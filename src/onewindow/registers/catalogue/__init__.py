"""The catalogue of information resources: one source for each datum."""
