"""The kernel: who acts, what is allowed, what is remembered, what time it is."""
