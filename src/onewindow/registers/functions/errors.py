"""What the register of functions refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused
from onewindow.registers.functions.types import OWN_CASES, REORGANISATION_STATES, STATES


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
    words = {"because": OWN_CASES}


class StatementEmpty(Invalid):
    """A statement says something, and was made today or before. Write what was said, and when."""

    code = "STATEMENT_EMPTY"


class NotConcerned(Conflict):
    """{body} is not concerned by this finding. Choose one of the institutions named in it."""

    code = "BODY_NOT_CONCERNED"


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
    words = {"state": REORGANISATION_STATES}


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
