"""What can go wrong while a process runs. A faulty model is no error: it has problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Problem


class BpmnError(ValueError):
    """The process cannot take this step."""


class NotExecutableError(BpmnError):
    """The model has problems and cannot be started."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


class WrongModelError(BpmnError):
    """The state belongs to another process or to another version of this one."""


class NotOpenError(BpmnError):
    """The task is not open: it is done already, or its turn has not come, or all has ended."""


class UnknownOutcomeError(BpmnError):
    """The task has no such outcome."""


class UnfitDataError(BpmnError):
    """The data, or the stored state, is not plain JSON of the expected shape."""


class ConditionError(BpmnError):
    """A condition of the process cannot be evaluated with this data."""
