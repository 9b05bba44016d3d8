"""The register of functions: each is one institution's, at every instant."""
