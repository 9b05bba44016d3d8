"""Tables as records, by a mapping that is data.

The front door of the package: `mapping_of` checks a mapping, `read` gives rows and faults.
"""

from .errors import BadMapping, Unreadable
from .mapping import ENCODINGS, Field, Mapping, Rule, mapping_of
from .reading import Fault, Row, read

__all__ = [
    "ENCODINGS",
    "BadMapping",
    "Fault",
    "Field",
    "Mapping",
    "Row",
    "Rule",
    "Unreadable",
    "mapping_of",
    "read",
]
