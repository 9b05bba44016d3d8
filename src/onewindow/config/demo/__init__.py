"""The demo country: readable files, loaded through the same gate as anybody's data."""
