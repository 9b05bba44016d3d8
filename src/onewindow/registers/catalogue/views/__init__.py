"""Pages and documents about the catalogue."""
