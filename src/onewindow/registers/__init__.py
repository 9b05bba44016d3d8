"""What is registered: institutions and functions."""
