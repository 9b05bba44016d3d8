"""FEEL, the expression language of DMN 1.5 (chapter 10.3), compiled to closures.

The front door of the package: `compile`, `compile_tests`, `evaluate`, `names_used`, `errors`.
"""

from . import errors
from .budget import Budget
from .expression import (
    Expression,
    Tests,
    compile,  # noqa: A004 - the word for it, always used with its package
    compile_tests,
    evaluate,
    names_used,
)
from .values import Function, Range, Value, YearsMonths

__all__ = [
    "Budget",
    "Expression",
    "Function",
    "Range",
    "Tests",
    "Value",
    "YearsMonths",
    "compile",
    "compile_tests",
    "errors",
    "evaluate",
    "names_used",
]
