"""Front door of cases."""

from onewindow.delivery.cases.clockwork import accept_deemed, tell_stopped
from onewindow.delivery.cases.commands import (
    rate_service,
    submit_application,
    withdraw_application,
)
from onewindow.delivery.cases.models import Case
from onewindow.delivery.cases.queries import (
    answers_of,
    by_number,
    case_matter,
    cases_by_id,
    due_days,
    due_of,
    found,
    own_case,
    own_cases,
    rating_of,
    task_refs,
)

__all__ = [
    "Case",
    "accept_deemed",
    "answers_of",
    "by_number",
    "case_matter",
    "cases_by_id",
    "due_days",
    "due_of",
    "found",
    "own_case",
    "own_cases",
    "rate_service",
    "rating_of",
    "submit_application",
    "task_refs",
    "tell_stopped",
    "withdraw_application",
]
