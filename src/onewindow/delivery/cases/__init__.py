"""Applications: one receipt, one clock, one consolidated decision, one rating."""
