"""Settings modules: base, and what live, demo and tests add to it."""
