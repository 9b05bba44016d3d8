"""The built-in functions of FEEL (DMN 1.5, section 10.3.4), by name.

`now`, `today` and `random number` are absent on purpose: the same question must have the
same answer tomorrow. Who needs the day gives it as a variable.
"""

from . import contexts, lists, numbers, ranges, sequences, texts, times
from .registry import BUILTINS

__all__ = [
    "BUILTINS",
    "contexts",
    "lists",
    "numbers",
    "ranges",
    "sequences",
    "texts",
    "times",
]
