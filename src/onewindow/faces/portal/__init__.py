"""The public's window."""
