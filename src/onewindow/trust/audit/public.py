"""Front door of audit."""

from onewindow.trust.audit.chain import count_anew, seal, verify
from onewindow.trust.audit.checks import CHECKS, run_checks
from onewindow.trust.audit.commands import read, record, record_many
from onewindow.trust.audit.queries import (
    last_line_of,
    latest_lines,
    lines_about,
    readings_of,
    refused_lines,
    story_of,
    unsealed_count,
)

__all__ = [
    "CHECKS",
    "count_anew",
    "last_line_of",
    "latest_lines",
    "lines_about",
    "read",
    "readings_of",
    "record",
    "record_many",
    "refused_lines",
    "run_checks",
    "seal",
    "story_of",
    "unsealed_count",
    "verify",
]
