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
