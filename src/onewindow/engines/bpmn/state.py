"""The state of one running process: tokens, finished nodes, data. Immutable, plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any, TypeAlias, Union

from .errors import UnfitDataError

Json: TypeAlias = Union[  # noqa: UP007 - a recursive alias needs quoted members at run time
    bool, int, float, str, list["Json"], dict[str, "Json"], None
]
_FORMAT = 1
_MAX_DEPTH = 20


class Status(StrEnum):
    """The life of a process instance (BPMN 2.0, section 13.3.2)."""

    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A token that waits: at a user task, or at a parallel join behind one of its flows.

    `outcome` is that of the last task on its way, empty if there was none or if the branches
    that were joined did not agree.
    """

    node: str
    visit: int
    flow: str
    outcome: str

    @property
    def id(self) -> str:
        """The id of the task this token keeps open: the node and how often it was entered."""
        return f"{self.node}:{self.visit}"


@dataclass(frozen=True, slots=True, order=True)
class Finished:
    """A node that was passed; `outcome` is empty but for user tasks."""

    node: str
    visit: int
    outcome: str


@dataclass(frozen=True, slots=True)
class State:
    """One process instance at rest.

    `model` is the digest of the model it runs on. `data` holds references and small facts
    that conditions read, not documents. Tokens and finished nodes are kept sorted: the same
    tasks done in another order give the same state.
    """

    model: str
    status: Status
    tokens: tuple[Token, ...]
    finished: tuple[Finished, ...]
    data: Mapping[str, Json]

    @property
    def ended(self) -> bool:
        """Whether nothing more can happen."""
        return self.status is not Status.ACTIVE

    def as_json(self) -> dict[str, Json]:
        """The state as plain JSON; the order of keys carries nothing."""
        return {
            "format": _FORMAT,
            "model": self.model,
            "status": self.status.value,
            "tokens": [
                {"node": t.node, "visit": t.visit, "flow": t.flow, "outcome": t.outcome}
                for t in self.tokens
            ],
            "finished": [
                {"node": f.node, "visit": f.visit, "outcome": f.outcome} for f in self.finished
            ],
            "data": plain(self.data),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> State:
        """The state that `as_json` wrote. Raises: UnfitDataError."""
        try:
            if given["format"] != _FORMAT:
                raise UnfitDataError(f"The state has the unknown format {given['format']!r}.")
            return cls(
                str(given["model"]),
                Status(given["status"]),
                tuple(sorted(Token(**token) for token in given["tokens"])),
                tuple(sorted(Finished(**node) for node in given["finished"])),
                plain(given["data"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UnfitDataError(f"The stored state cannot be read: {error}") from error


def plain(data: Mapping[str, Any]) -> dict[str, Json]:
    """A deep copy of the data, sure to be JSON. Raises: UnfitDataError."""
    copied = _plain(data, _MAX_DEPTH)
    if not isinstance(copied, dict):
        raise UnfitDataError("The data must be a mapping.")
    return copied


def _plain(value: object, depth: int) -> Json:
    if depth == 0:
        raise UnfitDataError("The data is nested too deeply.")
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item, depth - 1) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: _plain(item, depth - 1) for key, item in value.items()}
    raise UnfitDataError(f"{type(value).__name__} is not JSON; give dates and amounts as text.")


@dataclass(frozen=True, slots=True)
class Task:
    """A user task that is now to be done. Units: `days` are working days promised."""

    id: str
    node: str
    name: str
    function: str
    days: int
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one step made: the new state, tasks opened, ids of tasks closed without outcome."""

    state: State
    opened: tuple[Task, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the process instance has ended with this step."""
        return self.state.ended
