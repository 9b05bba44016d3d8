"""Measures: definitions as data, values that anybody can recompute."""
