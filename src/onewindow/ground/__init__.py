"""What it all stands on: look, search, jurisdiction and the kernel."""
