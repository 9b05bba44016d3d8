"""Fixtures for every test of the house, beside the code and under tests/."""

pytest_plugins = ["tests.support.fixtures"]
