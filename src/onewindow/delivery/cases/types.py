"""Words of cases."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from uuid import UUID


class CaseState(StrEnum):
    """Life of a case: submitted -> accepted -> decided; submitted or accepted -> withdrawn.

    Frozen is not among them: it is derived from security at every look.
    """

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Acceptance(StrEnum):
    """How a case came to be accepted (Administrative Licensing Law, article 32)."""

    EXPLICIT = "explicit"
    DEEMED = "deemed"


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """What an applicant gets for an application: its number and the day by which it is decided."""

    case_id: UUID
    number: str
    due_on: dt.date
    is_new: bool
