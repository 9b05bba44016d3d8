"""One index of everything that can be found, with the reader's view built in."""
