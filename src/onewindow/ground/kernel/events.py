"""Upward news. `listen` runs in the same transaction and writes only its own package's rows;
`later` defers a job whose row commits with the data. Events of safety take only `later`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar, TypeVar

from onewindow.ground.kernel import frames, jobs

DEEPEST = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened, in the past tense: ids only, never models."""

    safety: ClassVar[bool] = False


E = TypeVar("E", bound=Event)
Listener = Callable[[Event], None]

_listeners: dict[type[Event], list[Listener]] = {}
_later: dict[type[Event], list[str]] = {}


def listen(kind: type[E], function: Callable[[E], None]) -> None:
    """Runs the function in the transaction of the event. Refused for events of safety."""
    if kind.safety:
        raise RuntimeError(f"{kind.__name__} is an event of safety: nothing may undo it.")
    _listeners.setdefault(kind, []).append(function)  # type: ignore[arg-type]  # keyed by its kind


def later(kind: type[Event], job: str) -> None:
    """Defers the job with the event's fields; the job's row commits with the data."""
    _later.setdefault(kind, []).append(job)


def announce(event: Event) -> None:
    """Tells everybody who listens. Raises RuntimeError where events chase each other."""
    frame = frames.current()
    if frame is None:
        raise RuntimeError("An event is announced inside a command.")
    frame.announced += 1
    if frame.announced > DEEPEST * 8:
        raise RuntimeError(f"Events chase each other: {event!r}.")
    for function in _listeners.get(type(event), []):
        function(event)
    fields = {field.name: str(getattr(event, field.name)) for field in dataclasses.fields(event)}
    for job in _later.get(type(event), []):
        jobs.defer(job, **fields)


def subscriptions() -> list[tuple[str, str, str]]:
    """Gives (event, manner, who) for the reference."""
    rows = [(k.__name__, "listen", f.__module__) for k, fs in _listeners.items() for f in fs]
    return sorted(rows + [(k.__name__, "later", j) for k, js in _later.items() for j in js])
