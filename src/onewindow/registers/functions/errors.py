"""What the register of functions refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound
from onewindow.registers.functions.types import STATES


class FunctionUnknown(NotFound):
    """There is no such function. Choose one from the register of functions."""

    code = "FUNCTION_UNKNOWN"


class FunctionCodeTaken(Conflict):
    """The code {function} belongs to another function. Choose another code."""

    code = "FUNCTION_CODE_TAKEN"


class FunctionExclusive(Conflict):
    """{owner} is responsible for {function} since {since}. Transfer the function from it, or let
    the other institution cooperate."""

    code = "FUNCTION_EXCLUSIVE"


class FunctionUnowned(Conflict):
    """Nobody would be responsible for {function} in the time in which it is exercised. Name the
    institution that is."""

    code = "FUNCTION_UNOWNED"


class BodyUnfit(Conflict):
    """{body} cannot be responsible for {function}: it does not exist in all of that time, or its
    region does not cover the function's. Choose another institution."""

    code = "BODY_UNFIT"


class BodyResponsible(Conflict):
    """{body} is responsible for {count} functions after {on}, the first is {function}. Transfer
    them first."""

    one = "{body} is responsible for {function} after {on}. Transfer it first."
    code = "BODY_RESPONSIBLE"


class AlreadyTakesPart(Conflict):
    """{body} takes part in {function} already in that time. End that first."""

    code = "ALREADY_TAKES_PART"


class WrongState(Conflict):
    """{function} is {state}, so this cannot be done. Look at its history in the register."""

    code = "FUNCTION_WRONG_STATE"
    words = {"state": STATES}


class WrongDay(Invalid):
    """{on} cannot be the day: choose one from today on and after the present owner's first day."""

    code = "FUNCTION_WRONG_DAY"


class FunctionNotCleared(Conflict):
    """These functions are not clear yet: {functions}. Have their findings decided and their owners
    named first."""

    code = "FUNCTION_NOT_CLEARED"


class FindingUnknown(NotFound):
    """There is no such open finding. It may have been decided already."""

    code = "FINDING_UNKNOWN"


class FindingEmpty(Invalid):
    """A finding names at least one thing and a score from 0 to 1. Give both."""

    code = "FINDING_EMPTY"


class ReasonMissing(Invalid):
    """A decision on a finding has its reason. Say why it was decided so."""

    code = "FINDING_REASON_MISSING"


class FunctionOverlaps(Conflict):
    """{function} overlaps {other} ({score}), for which {owner} is responsible since {since}. The
    organisation office decides the finding first; until then another institution may cooperate."""

    code = "FUNCTION_OVERLAPS"


class NotHeard(Conflict):
    """These institutions have not been heard yet: {bodies}. Write down what each of them says
    before you decide."""

    code = "FINDING_NOT_HEARD"


class GainerMissing(Invalid):
    """This decision gives the function to an institution. Say which."""

    code = "FINDING_GAINER_MISSING"


class DecidesOwnCase(Conflict):
    """You cannot decide this finding: {because}. A colleague of the organisation office who is
    not concerned decides it."""

    code = "DECIDES_OWN_CASE"


class StatementEmpty(Invalid):
    """A statement says something, and was made today or before. Write what was said, and when."""

    code = "STATEMENT_EMPTY"


class NotConcerned(Conflict):
    """{body} is not concerned by this finding. Choose one of the institutions named in it."""

    code = "BODY_NOT_CONCERNED"
