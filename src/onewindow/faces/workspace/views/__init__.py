"""Pages of the desks, by what they are about."""
