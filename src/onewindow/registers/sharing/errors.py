"""What sharing refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused
from onewindow.registers.sharing.types import STATES


class AskOnce(Invalid):
    """People are not asked for what a register holds: {violations} Take each of these questions
    out and obtain the datum by sharing, or ask the data authority for a waiver with a legal
    basis."""

    code = "ASK_ONCE"


class NoAgreement(Refused):
    """No agreement in force lets {consumer} have {elements} of {provider} for “{purpose}” on
    {on}. File a request for the data first."""

    code = "NO_AGREEMENT"


class NoConsent(Refused):
    """The person has not agreed that {consumer} gets {elements} for “{purpose}” on {on}. Ask the
    person for consent first."""

    code = "NO_CONSENT"


class RequestUnknown(NotFound):
    """There is no such request for data, or it is another institution's. Look in the list."""

    code = "SHARING_REQUEST_UNKNOWN"


class AgreementUnknown(NotFound):
    """There is no such agreement, or it is not public yet. Look in the list."""

    code = "AGREEMENT_UNKNOWN"


class ConsentUnknown(NotFound):
    """There is no such consent, or it is another person's. Look in the list of your own."""

    code = "CONSENT_UNKNOWN"


class WaiverUnknown(NotFound):
    """There is no such waiver. Look in the public list."""

    code = "WAIVER_UNKNOWN"


class NothingWanted(Invalid):
    """Name at least one data element, once each."""

    code = "SHARING_NOTHING_WANTED"


class NotHeld(Conflict):
    """No register of {provider} holds {elements}. Look in the catalogue who does, and ask
    there."""

    code = "SHARING_NOT_HELD"


class OwnData(Conflict):
    """{body} holds these data itself. Use its own register."""

    code = "SHARING_OWN_DATA"


class NotTheirFunction(Conflict):
    """{body} is not responsible for “{function}”. Name the function for which it needs the
    data."""

    code = "SHARING_NOT_THEIR_FUNCTION"


class BasisNotInForce(Conflict):
    """The legal basis {basis} is not in force on {on}. Name one that is."""

    code = "SHARING_BASIS_NOT_IN_FORCE"


class WrongDays(Invalid):
    """These days do not fit: {begins} to {ends}. Begin today or later, and end after that."""

    code = "SHARING_WRONG_DAYS"


class WrongState(Conflict):
    """{what} is {state}, so this cannot be done to it. Look at it again."""

    code = "SHARING_WRONG_STATE"
    words = {"state": STATES}


class ReasonMissing(Invalid):
    """Say why. Whoever reads it must be able to answer."""

    code = "SHARING_REASON_MISSING"


class LawMissing(Invalid):
    """Sharing is the rule. Whoever does not share names the article that forbids it."""

    code = "SHARING_LAW_MISSING"


class FourEyes(Conflict):
    """{who} has acted in this matter already. Somebody else does this step."""

    code = "SHARING_FOUR_EYES"


class NotYetEscalated(Refused):
    """{provider} answers until {due}. The data authority answers only once that day is over."""

    code = "SHARING_NOT_YET_ESCALATED"


class NotAParty(Invalid):
    """{body} is neither provider nor consumer of this agreement. Choose one of the two."""

    code = "SHARING_NOT_A_PARTY"


class AlreadySigned(Conflict):
    """{body} has signed this agreement already. The other side signs next."""

    code = "SHARING_ALREADY_SIGNED"


class NotWaivable(Conflict):
    """{element} needs no waiver: no register holds it, or it is not shared. Ask for it."""

    code = "WAIVER_NOT_NEEDED"
