"""Who did what, and who read whose data: a witness that outlives what it saw."""
