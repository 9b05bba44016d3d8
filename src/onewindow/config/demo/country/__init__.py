"""The demo country as readable files, and what they mean: records, shape, checks."""
