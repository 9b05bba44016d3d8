"""What the gate answers, and what security refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


class NotAllowed(Refused):
    """You may not do this ({action}). It is for {who}. Ask one of them, or sign in as one."""

    code = "NOT_ALLOWED"


class SignInMoreSurely(Refused):
    """This needs a second proof that it is you. Sign in with your passkey or your code."""

    code = "SECOND_FACTOR"


class ConditionMissing(Refused):
    """Something that this needs is missing: {what_next}"""

    code = "CONDITION_MISSING"


class IncompatibleDuty(Refused):
    """You were already the {held} here, so you cannot be the {wanted} as well. Ask a colleague."""

    code = "INCOMPATIBLE_DUTY"


class Suspended(Unavailable):
    """{title} is suspended: {reason} {alternative}"""

    code = "SUSPENDED"


class UnderVeto(Suspended):
    """{title} is suspended for security: {reason} {alternative}"""

    code = "VETO"


class NotCleared(Suspended):
    """{title} has no valid security clearance. It opens when the security office has cleared it."""

    code = "NOT_CLEARED"


class ClearanceDenied(NotCleared):
    """The security office has not cleared {title}: {reason} Ask the office that offers it for
    another way."""

    code = "CLEARANCE_DENIED"


class ClearanceEnded(NotCleared):
    """{title} is closed: its security clearance ended on {since}. Come back when it is cleared
    again, or ask the office that offers it for another way."""

    code = "CLEARANCE_ENDED"


class UnknownSubject(NotFound):
    """Security knows nothing called {subject}. Register it first."""

    code = "UNKNOWN_SUBJECT"


class NoSuchVeto(NotFound):
    """There is no open veto {number}. The list of vetoes shows those that stand."""

    code = "NO_SUCH_VETO"


class VetoLift(Refused):
    """A veto is lifted by a second security officer, with evidence of the remedy. {reason}"""

    code = "VETO_LIFT"


class AlreadyVetoed(Conflict):
    """{title} is already under veto {number}. Add your findings to it."""

    code = "ALREADY_VETOED"


class ReasonMissing(Invalid):
    """Say {what}, in words that the public understands."""

    code = "REASON_MISSING"


class OfficersFixed(Refused):
    """Security officers are named by two security officers together; the first two once, when the
    installation begins. {reason}"""

    code = "OFFICERS_FIXED"


class ClearanceRule(Conflict):
    """The clearance does not stand: {reason}"""

    code = "CLEARANCE_RULE"
