"""What can go wrong with processes and tasks."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound


class NoSuchProcess(NotFound):
    """There is no published process called {code}. Publish it first, or check the name."""

    code = "NO_SUCH_PROCESS"


class NoSuchTask(NotFound):
    """We found no such task on your desk. It may have been finished; look in your inbox."""

    code = "NO_SUCH_TASK"


class ProcessNotExecutable(Invalid):
    """The process cannot be published yet: {reasons}"""

    code = "NOT_EXECUTABLE"


class FunctionNotCleared(Conflict):
    """The process cannot be published while its functions are not clear: {reasons} The
    organisation office decides on them first."""

    code = "FUNCTION_NOT_CLEARED"


class TaskTaken(Conflict):
    """{who} has taken this task already. Take the next one from your inbox."""

    code = "TASK_TAKEN"


class TaskWaiting(Conflict):
    """This step waits for: {before}. It comes to your inbox when that is done."""

    code = "TASK_WAITING"


class TaskDone(Conflict):
    """This task is finished already: {outcome}, by {who}."""

    code = "TASK_DONE"


class WrongOutcome(Invalid):
    """Choose one of: {outcomes}."""

    code = "WRONG_OUTCOME"


class RefusalIncomplete(Invalid):
    """A refusal says why, on which legal basis, and what the applicant can do about it. Missing:
    {missing}"""

    code = "REFUSAL_INCOMPLETE"
