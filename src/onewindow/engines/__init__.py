"""Engines: pure libraries without Django, without input or output, without a clock."""
