"""Writes of measures."""

from onewindow.insight.measures.commands import definitions, values

__all__ = ["definitions", "values"]
