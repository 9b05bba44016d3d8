"""Frames: the transaction, the gate and the audit line around every write and every read."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, transaction

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.errors import OneWindowError, Refused
from onewindow.ground.kernel.gate import Standing, Witnessed, the_gate
from onewindow.ground.kernel.refs import Matter, Ref

T = TypeVar("T")
DONE = "done"
REFUSED = "refused"


@dataclasses.dataclass(slots=True)
class Frame:
    """What is going on now: who acts, in what action, since when, and what to remember of it.

    `gathered` holds the audit lines of nested commands while the frame of a batch keeps them
    together (`gathering`); elsewhere there is none and lines are written at once.
    """

    actor: Actor
    action: str
    at: dt.datetime
    standing: Standing
    on: Ref | None = None
    fact: dict[str, object] = dataclasses.field(default_factory=dict)
    announced: int = 0
    gathered: list[Witnessed] | None = None
    known: dict[Hashable, Any] = dataclasses.field(default_factory=dict)


_current: ContextVar[Frame | None] = ContextVar("frame", default=None)


def current() -> Frame | None:
    """Gives the innermost frame, or nothing outside of any."""
    return _current.get()


def standing() -> Standing:
    """Gives the standing that lists filter by. Raises Refused outside of any frame."""
    frame = _current.get()
    if frame is None:
        raise Refused
    return frame.standing


def once(key: Hashable, find: Callable[[], T]) -> T:
    """Gives what `find` finds, asked once in a frame and those of the same actor around it.

    For registered facts that the frame itself does not write: calendars, regions. Outside of any
    frame it is asked every time.
    """
    frame = _current.get()
    if frame is None:
        return find()
    if key not in frame.known:
        frame.known[key] = find()
    found: T = frame.known[key]
    return found


def action() -> str:
    """Gives the name of the current command. Raises Refused outside of any."""
    frame = _current.get()
    if frame is None:
        raise Refused
    return frame.action


def note(on: Ref | None = None, **fact: object) -> None:
    """Adds to the audit line of the current command: what it was about, and the facts of it."""
    frame = _current.get()
    if frame is None:
        raise RuntimeError("note() belongs inside a command.")
    frame.on = on or frame.on
    frame.fact.update(fact)


def write_witness(frame: Frame) -> None:
    """Writes the frame's audit line, or lays it to those of the batch around it."""
    line = Witnessed(frame.actor, frame.action, frame.on, DONE, frame.fact, frame.at)
    if frame.gathered is None:
        the_gate().witness(line)
    else:
        frame.gathered.append(line)


@contextlib.contextmanager
def gathering() -> Iterator[list[Witnessed]]:
    """Keeps the lines of the commands called inside together; writes them at the end in one go.

    They are written in the transaction of the rows they tell of, so neither is ever there alone.
    Where the block fails they go the way of its transaction. Blocks do not nest.
    """
    frame = _current.get()
    if frame is None or frame.gathered is not None:
        raise RuntimeError("gathering() belongs into the command of one batch.")
    frame.gathered = []
    try:
        yield frame.gathered
        the_gate().witness(*frame.gathered)
    finally:
        frame.gathered = None


def witness_refusal(actor: Actor, action: str, on: Ref | None, error: OneWindowError) -> None:
    """Writes the refusal in a transaction of its own, after the rollback: it survives."""
    fact = error.kept()
    with transaction.atomic():
        gate = the_gate()
        gate.witness(Witnessed(actor, action, on, REFUSED, fact, clock.now()))


@contextlib.contextmanager
def framed(actor: Actor, action: str, *, durable: bool) -> Iterator[Frame]:
    """Opens the transaction and the standing of one action; nested ones act through the outer.

    A nested one that fails takes the whole transaction with it. Whoever would go on without it
    opens a savepoint around it, as a batch of records does (`kernel.imports`).
    """
    outer = _current.get()
    actor = actor.acting_through(outer.action) if outer else actor
    at = outer.at if outer else clock.now()
    gate = the_gate()
    ends_here = not connection.in_atomic_block  # then the settings end with the transaction
    with transaction.atomic(durable=durable and outer is None, savepoint=outer is None):
        same = outer is not None and outer.actor.id == actor.id
        stood = outer.standing if outer and same else gate.stand(actor, at)
        frame = Frame(actor, action, at, dataclasses.replace(stood, actor=actor))
        if outer is not None:
            frame.gathered = outer.gathered
            frame.known = outer.known if same else frame.known
        told = len(frame.gathered or ())
        token = _current.set(frame)
        try:
            yield frame
            if not same and not ends_here:
                gate.leave(outer.standing if outer else None)
        except BaseException:
            del (frame.gathered or [])[told:]  # they tell of what is rolled back with this frame
            raise
        finally:
            _current.reset(token)


def admit(frame: Frame, on: Matter | None, duty: str | None = None) -> None:
    """Asks the gate, and remembers what the action is about."""
    if on is not None:
        frame.on = on.ref
    the_gate().admit(frame.standing, frame.action, on, duty)


def admit_each(action: str, on: Iterable[Ref]) -> None:
    """Asks the gate whether the current command may do another action to each of many things."""
    stood, gate = _through(), the_gate()
    for ref in on:
        gate.admit(stood, action, Matter(ref), None)


def line_of(action: str, on: Ref, outcome: str, fact: dict[str, object]) -> Witnessed:
    """Gives the audit line of an action that the current command did to one of many things."""
    stood = _through()
    return Witnessed(stood.actor, action, on, outcome, fact, stood.at)


def _through() -> Standing:
    """Gives the standing in which the current command does other actions."""
    now = standing()
    return dataclasses.replace(now, actor=now.actor.acting_through(action()))
