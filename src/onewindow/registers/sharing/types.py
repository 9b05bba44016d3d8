"""Words and values of sharing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from onewindow.ground.kernel.texts import later as _

Texts = Mapping[str, str]

CHECK_PERIOD = "sharing-check"
ANSWER_PERIOD = "sharing-answer"
UNPUBLISHED_PERIOD = "sharing-unpublished"


class RequestState(StrEnum):
    """Where a request for data stands. Source: `domain.md` 2.1, entity 15."""

    FILED = "filed"
    COMPLIANCE_CHECKED = "compliance_checked"
    GRANTED = "granted"
    REFUSED = "refused"
    DISPUTED = "disputed"
    DECIDED = "decided"


class Clock(StrEnum):
    """Which of the clocks of a request ran out without an answer and was escalated last."""

    NONE = ""
    CHECK = "check"
    ANSWER = "answer"


class AgreementState(StrEnum):
    """Where an agreement stands."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    ENDED = "ended"


STATES: Mapping[str, object] = {
    "filed": _("filed"),
    "compliance_checked": _("checked, and with the provider"),
    "granted": _("granted"),
    "refused": _("refused"),
    "disputed": _("disputed"),
    "decided": _("decided"),
    "proposed": _("only proposed"),
    "signed": _("signed by one side"),
    "in_force": _("in force"),
    "ended": _("ended"),
    "withdrawn": _("withdrawn"),
}
"""States of requests, agreements, consents and waivers in words, as part of a sentence."""


class Footing(StrEnum):
    """On what footing data are obtained: as the catalogue shares them, or not catalogued yet.

    `agreement` means that an agreement in force covers the datum already.
    """

    AGREEMENT = "agreement"
    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"
    UNPUBLISHED = "unpublished"
    NOT_SHARED = "not_shared"


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says.

    Shape: `elements` are codes of data elements that the provider's registers hold; `function` is
    the code of the consumer's function for which they are needed; `legal_basis` is a code; the
    agreement holds from `begins` up to but not including `ends`.
    """

    provider: UUID
    consumer: UUID
    elements: tuple[str, ...]
    function: str
    purpose: Texts
    legal_basis: str
    begins: dt.date
    ends: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Held:
    """A datum that a register holds on a day, who answers for it, and how it is obtained."""

    element: str
    register: UUID
    owner: UUID
    footing: Footing


@dataclasses.dataclass(frozen=True, slots=True)
class Violation:
    """A question that asks people for what a register holds and sharing can supply (INV-11)."""

    question: str
    element: str
    element_title: Texts
    register_code: str
    register_name: Texts
    owner: Texts
    footing: Footing


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """A data element that a wording seems to ask for. Units: `score` from 0 to 1."""

    element: str
    title: Texts
    score: float
