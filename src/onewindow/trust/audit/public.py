"""Front door of audit."""

from onewindow.trust.audit.chain import count_anew, seal, verify
from onewindow.trust.audit.checks import CHECKS, run_checks
from onewindow.trust.audit.commands import read, record
from onewindow.trust.audit.queries import latest_lines, lines_about, readings_of

__all__ = [
    "CHECKS",
    "count_anew",
    "latest_lines",
    "lines_about",
    "read",
    "readings_of",
    "record",
    "run_checks",
    "seal",
    "verify",
]
