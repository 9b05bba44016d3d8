"""What tools/bench.py measures with: a world of its own, reference views, a citizen."""
