"""What the gate answers, and what security refuses."""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable
from onewindow.ground.kernel.permissions import permissions_for
from onewindow.ground.kernel.texts import CLAUSES, listed
from onewindow.ground.kernel.texts import later as _
from onewindow.trust.security.types import DUTIES


class NotAllowed(Refused):
    """You may not do this ({action}). It is for {who}. Ask one of them, or sign in as one."""

    code = "NOT_ALLOWED"

    @classmethod
    def told(cls, facts: Mapping[str, object]) -> str:
        """Gives the sentence; who may stands in the table of permissions under the action."""
        words = dict.fromkeys(str(row.words) for row in permissions_for(str(facts["action"])))
        who = listed(words, CLAUSES) or str(_("nobody"))
        return super().told({**facts, "who": who})


class SignInMoreSurely(Refused):
    """This needs a second proof that it is you. Sign in with your passkey or your code."""

    code = "SECOND_FACTOR"


class ConditionMissing(Refused):
    """Something that this needs is missing: {what_next}"""

    code = "CONDITION_MISSING"

    @classmethod
    def told(cls, facts: Mapping[str, object]) -> str:
        """Gives the sentence; what to do next is a text of the lender's catalogue."""
        return super().told({"what_next": _(str(facts["what_next"]))})


class IncompatibleDuty(Refused):
    """You were already {held} here, so you cannot be {wanted} as well. Ask a colleague."""

    code = "INCOMPATIBLE_DUTY"
    words = {"held": DUTIES, "wanted": DUTIES}


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
    """A veto is lifted by a second security officer, with evidence of the remedy. Say what was
    remedied and how you know."""

    code = "VETO_LIFT"


class AlreadyVetoed(Conflict):
    """{title} is already under veto {number}. Add your findings to it."""

    code = "ALREADY_VETOED"


class ReasonMissing(Invalid):
    """Say {what}, in words that the public understands."""

    code = "REASON_MISSING"
    words = {
        "what": {
            "statement": _("what the subject does and how it is protected"),
            "denial": _("why it is denied"),
            "reason": _("why the service stops"),
            "alternative": _("which other way people have meanwhile"),
            "reason_and_alternative": _("why the service stops and which other way people have"),
        }
    }


class OfficersFixed(Refused):
    """Security officers are named by two security officers together; the first two once, when the
    installation begins. {reason}"""

    code = "OFFICERS_FIXED"
    words = {
        "reason": {
            "same_person": _("Name two different people."),
            "named_already": _("They are named already."),
            "is_officer": _("That person is an officer already."),
            "no_naming": _("There is no such naming to confirm."),
            "not_another": _("Name another officer who serves now."),
            "two_remain": _("Two officers must remain; name a third one first."),
        }
    }


class ClearanceRule(Conflict):
    """The clearance does not stand: it would have expired already. Choose a later day."""

    code = "CLEARANCE_RULE"
