"""BPMN 2.0 processes: read a model, name its problems, move its tokens. Pure functions."""

from . import errors
from .model import FailureRule, Flow, Kind, Model, Node, Problem, Terms, Verdict
from .reading import parse
from .running import complete, open_tasks, start, terminate, withdraw
from .state import Finished, Json, State, Status, Step, Task, Token

__all__ = [
    "FailureRule",
    "Finished",
    "Flow",
    "Json",
    "Kind",
    "Model",
    "Node",
    "Problem",
    "State",
    "Status",
    "Step",
    "Task",
    "Terms",
    "Token",
    "Verdict",
    "complete",
    "errors",
    "open_tasks",
    "parse",
    "start",
    "terminate",
    "withdraw",
]
