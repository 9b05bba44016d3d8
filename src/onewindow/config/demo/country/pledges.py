"""What institutions ask of each other in the demo, and of people all the same. Pure values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

Texts = Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Waiver:
    """A question that a form may ask until `ends` (sharing.yaml)."""

    form: str
    question: str
    element: str
    basis: str
    begins: dt.date
    ends: dt.date
    because: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """A request for data and how far it has come (sharing.yaml); what is absent is yet to come."""

    provider: str
    requester: str
    elements: tuple[str, ...]
    function: str
    purpose: Texts
    basis: str
    begins: dt.date
    ends: dt.date
    asked_by: str
    filed: dt.date
    checked: dt.date | None = None
    answered_by: str | None = None
    answered: dt.date | None = None
    reason: str = ""
    law: str = ""
    disputed: dt.date | None = None
    dispute: str = ""
