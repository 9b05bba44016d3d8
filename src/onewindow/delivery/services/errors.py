"""What can go wrong with services."""

from __future__ import annotations

from onewindow.delivery.services.types import ANSWERS, FAULTS
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound


class NoSuchService(NotFound):
    """We found no service {code}. Look in the list of services, or search for it."""

    code = "NO_SUCH_SERVICE"


class NoSuchEvent(NotFound):
    """We found no such event in life. Choose one from the list on the home page."""

    code = "NO_SUCH_EVENT"


class CannotApplyHere(Conflict):
    """{title} cannot be applied for here yet. Its page says where to go."""

    code = "CANNOT_APPLY_HERE"


class GuideIncomplete(Invalid):
    """The guide of the service is not complete: {missing}"""

    code = "GUIDE_INCOMPLETE"
    words = {"missing": ANSWERS}


class PromiseTooLong(Conflict):
    """The promised limit is longer than the law allows. Working days: promised {promised}, allowed
    {statutory}."""

    code = "PROMISE_TOO_LONG"


class FunctionUnowned(Conflict):
    """No institution is responsible for the function of this service today. The organisation office
    assigns it first."""

    code = "FUNCTION_UNOWNED"


class CardRefused(Invalid):
    """This item of the source cannot be shown as information: {faults}."""

    code = "CARD_REFUSED"
    words = {"faults": FAULTS}


class DuplicateBusiness(Conflict):
    """{title} gives the same result to the same people on the same legal basis as {other}, which
    is live. The organisation office decides the finding about both first."""

    code = "DUPLICATE_BUSINESS"
