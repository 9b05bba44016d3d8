"""What can go wrong with cases."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused


class NoSuchCase(NotFound):
    """We found no such application of yours. Check the number on your receipt, or sign in."""

    code = "NO_SUCH_CASE"


class NotDecided(Conflict):
    """You can rate the service when your application is decided. We will write to you then."""

    code = "NOT_DECIDED"


class RatedAlready(Conflict):
    """You have rated this application already. Thank you."""

    code = "RATED_ALREADY"


class NotYours(Refused):
    """Only the applicant may do this. Sign in with the account that applied."""

    code = "NOT_YOURS"


class GradeWrong(Invalid):
    """Choose a grade from 1 (very bad) to 5 (very good)."""

    code = "GRADE_WRONG"


class NothingToWithdraw(Conflict):
    """This application is finished; there is nothing to take back. You can appeal the decision."""

    code = "NOTHING_TO_WITHDRAW"
