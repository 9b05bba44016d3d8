"""What the register of functions refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused


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

    code = "BODY_RESPONSIBLE"


class AlreadyTakesPart(Conflict):
    """{body} takes part in {function} already in that time. End that first."""

    code = "ALREADY_TAKES_PART"


class WrongState(Conflict):
    """{function} is {state}, so this cannot be done. Look at its history in the register."""

    code = "FUNCTION_WRONG_STATE"


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


class DelegationIncomplete(Invalid):
    """A delegation names its instrument and its last day. Give both; somebody is responsible for
    the function in all of that time."""

    code = "DELEGATION_INCOMPLETE"


class BasisKnown(Conflict):
    """{function} rests on {basis} already. Choose another article."""

    code = "FUNCTION_BASIS_KNOWN"


class ReorganisationUnknown(NotFound):
    """There is no such reorganisation. Choose one from the list of reorganisations."""

    code = "REORGANISATION_UNKNOWN"


class ReorganisationEmpty(Invalid):
    """Nothing would change. Name at least one function that moves or one institution that
    closes."""

    code = "REORGANISATION_EMPTY"


class ReorganisationTooEarly(Invalid):
    """A reorganisation is for a day to come; {on} is not. Choose a later day."""

    code = "REORGANISATION_TOO_EARLY"


class FunctionsLeftOver(Conflict):
    """{body} closes and nobody gets {functions}. Say which institution gets each of them."""

    code = "FUNCTIONS_LEFT_OVER"


class DecidedByAnother(Refused):
    """Whoever planned a reorganisation does not decide it. Ask a colleague of the organisation
    office to decide."""

    code = "DECIDED_BY_ANOTHER"


class ReorganisationWrongState(Conflict):
    """This reorganisation is {state}, so this cannot be done. Plan another one."""

    code = "REORGANISATION_WRONG_STATE"


class PlanOutdated(Conflict):
    """{function} is not where the plan says any more. Withdraw the plan and make a new one."""

    code = "REORGANISATION_OUTDATED"


class ReorganisationFileWrong(Invalid):
    """The file cannot be read as a reorganisation: {reason} Look at the example in the guide."""

    code = "REORGANISATION_FILE_WRONG"


class ReorganisationOvertaken(Conflict):
    """{function} was changed after the decision, so it cannot be put back. Transfer it by hand,
    or plan another reorganisation."""

    code = "REORGANISATION_OVERTAKEN"
