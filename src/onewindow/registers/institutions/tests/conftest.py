"""The fixtures of these tests: the clock at nine, and a small country."""

from onewindow.registers.institutions.tests.small_country import at_nine, country, settled

__all__ = ["at_nine", "country", "settled"]
