"""What tests stand on: a database of their own, the real server, a browser."""
