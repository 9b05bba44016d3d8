"""Front door of measures."""

from onewindow.insight.measures.commands.definitions import define, read_file, shipped
from onewindow.insight.measures.commands.values import compute
from onewindow.insight.measures.models import MeasureValue
from onewindow.insight.measures.queries import (
    behind,
    definition,
    definitions,
    differences,
    latest,
    measured_regions,
    query_text,
    series,
    value,
)
from onewindow.insight.measures.rules import months_until, read_period

__all__ = [
    "MeasureValue",
    "behind",
    "compute",
    "define",
    "definition",
    "definitions",
    "differences",
    "latest",
    "measured_regions",
    "months_until",
    "query_text",
    "read_file",
    "read_period",
    "series",
    "shipped",
    "value",
]
