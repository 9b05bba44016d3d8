"""What can go wrong with processes and tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onewindow.flow.processes.types import OUTCOMES
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound
from onewindow.ground.kernel.texts import SENTENCES, listed, spoken
from onewindow.ground.kernel.texts import later as _
from onewindow.registers.functions.types import DOUBTS


class NoSuchProcess(NotFound):
    """There is no published process called {code}. Publish it first, or check the name."""

    code = "NO_SUCH_PROCESS"


class NoSuchTask(NotFound):
    """We found no such task on your desk. It may have been finished; look in your inbox."""

    code = "NO_SUCH_TASK"


class ProcessNotExecutable(Invalid):
    """The process cannot be published yet: {reasons}"""

    code = "NOT_EXECUTABLE"
    between = {"reasons": SENTENCES}


class FunctionNotCleared(Conflict):
    """The process cannot be published while its functions are not clear: {reasons} The
    organisation office decides on them first."""

    code = "FUNCTION_NOT_CLEARED"

    @classmethod
    def told(cls, facts: Mapping[str, object]) -> str:
        """Gives the sentence. Shape: `reasons` is a list of [doubt, title of the function]."""
        reasons = facts["reasons"]
        found = reasons if isinstance(reasons, Sequence) else ()
        said = [str(DOUBTS[doubt]).format(function=spoken(title)) for doubt, title in found]
        return super().told({"reasons": listed(said, SENTENCES)})


class TaskTaken(Conflict):
    """{who} has taken this task already. Take the next one from your inbox."""

    code = "TASK_TAKEN"


class TaskWaiting(Conflict):
    """This step waits for: {before}. It comes to your inbox when that is done."""

    code = "TASK_WAITING"


class TaskDone(Conflict):
    """This task is finished already: {outcome}, by {who}."""

    code = "TASK_DONE"
    words = {"outcome": OUTCOMES}


class TaskWithdrawn(TaskDone):
    """The applicant has taken the application back, so there is nothing to decide. Take the next
    task from your inbox."""

    code = "TASK_WITHDRAWN"


class WrongOutcome(Invalid):
    """Choose one of: {outcomes}."""

    code = "WRONG_OUTCOME"
    words = {"outcomes": OUTCOMES}


class RefusalIncomplete(Invalid):
    """A refusal says why, on which legal basis, and what the applicant can do about it. Missing:
    {missing}"""

    code = "REFUSAL_INCOMPLETE"
    words = {
        "missing": {
            "reason": _("the reason"),
            "legal_basis": _("the legal basis"),
            "remedy": _("what the applicant can do about it"),
        }
    }
