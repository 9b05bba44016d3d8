"""Imports: records of others taken in by batches, one command and one transaction for each batch.

Every record is a command of its own inside the batch: a savepoint, the gate, the rules, an audit
line. A record that fails costs one rejection and nothing else. A batch is there as a whole with
its audit lines, or not at all; running an import again goes on where it was stopped, because
what is there already is found unchanged.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from django.db import DataError, IntegrityError, connection, transaction

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, OneWindowError
from onewindow.ground.kernel.gate import Witnessed
from onewindow.ground.kernel.refs import Ref

BATCH = 200
LONGEST_SOURCE = 120
T = TypeVar("T")
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7203))"


class Taken(StrEnum):
    """What an import did with one record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Unreadable(Invalid):
    """The record could not be read: {reason}"""

    code = "UNREADABLE"


class Unkeepable(Invalid):
    """The database cannot keep this record: {reason}"""

    code = "UNKEEPABLE"


def plain(text: str) -> str:
    """Gives a text that a database, a terminal and JSON can all carry (file names may not be)."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "?")


@dataclasses.dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not taken in; the reason is a plain sentence."""

    source: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Noted:
    """Something about a record that was taken in: told to people, not counted."""

    source: str
    reason: str


Piece: TypeAlias = T | Rejected | Noted


@dataclasses.dataclass(slots=True)
class Counts:
    """What an import did. Shape of `data()`: read is the sum of all others."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = dataclasses.field(default_factory=list)
    notes: list[Noted] = dataclasses.field(default_factory=list)

    @property
    def read(self) -> int:
        """Counts the records that were there, the rejected ones included."""
        return self.created + self.updated + self.unchanged + len(self.rejected)

    @property
    def is_empty(self) -> bool:
        """Says that not a single record could be taken in."""
        return self.read == len(self.rejected)

    def add(self, taken: str) -> None:
        """Counts one record that was taken in."""
        setattr(self, Taken(taken).value, getattr(self, Taken(taken).value) + 1)

    def take_over(self, other: Counts) -> None:
        """Adds what a committed batch counted."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.rejected += other.rejected
        self.notes += other.notes

    def data(self) -> dict[str, object]:
        """Gives what `--json` prints."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [dataclasses.asdict(one) for one in self.rejected],
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Taking(Generic[T]):
    """How one kind of record is taken in.

    Shape: `take` calls the command named `action`; `on` names the record in the audit, `source`
    in the report. Batches of one `origin` take turns, so that
    two imports at once find each other's records instead of tripping over them.
    """

    origin: Ref
    action: str
    take: Callable[[T], str]
    on: Callable[[T], Ref]
    source: Callable[[T], str]


def take_batch(pieces: Sequence[Piece[T]], taking: Taking[T]) -> Counts:
    """Takes in the records of one batch; called inside the command of the batch.

    What is wrong with a record is its rejection, and each has a savepoint for that. What is wrong
    with the world (no database, no permission, a fault of ours) ends the batch, which leaves
    nothing behind.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [str(taking.origin)])
    counts = Counts()
    with frames.gathering() as lines:
        for piece in pieces:
            if isinstance(piece, Noted):
                counts.notes.append(piece)
            elif isinstance(piece, Rejected):
                _reject(counts, lines, taking.action, piece, Unreadable(reason=piece.reason))
            else:
                _take(counts, lines, piece, taking)
    frames.note(None, **{**counts.data(), "rejected": len(counts.rejected)})
    return counts


def _take(counts: Counts, lines: list[Witnessed], record: T, taking: Taking[T]) -> None:
    try:
        with transaction.atomic():
            taken = taking.take(record)
        counts.add(taken)
    except (Invalid, Conflict, NotFound) as error:
        _reject_record(counts, lines, record, taking, error)
    except (DataError, IntegrityError) as error:
        reason = str(error).partition("\n")[0]
        _reject_record(counts, lines, record, taking, Unkeepable(reason=reason))


def _reject_record(
    counts: Counts, lines: list[Witnessed], record: T, taking: Taking[T], error: OneWindowError
) -> None:
    rejected = Rejected(plain(taking.source(record)), error.sentence())
    _reject(counts, lines, taking.action, rejected, error, taking.on(record))


def _reject(
    counts: Counts,
    lines: list[Witnessed],
    action: str,
    rejected: Rejected,
    error: OneWindowError,
    on: Ref | None = None,
) -> None:
    """Counts a rejection and lays its audit line to those of the batch."""
    counts.rejected.append(rejected)
    ref = on or Ref("record", rejected.source)
    ref = Ref(ref.kind, plain(ref.id)[:LONGEST_SOURCE])
    batch = frames.standing()
    fact: dict[str, object] = {"code": error.code, "sentence": plain(error.sentence())}
    actor = batch.actor.acting_through(frames.action())
    lines.append(Witnessed(actor, action, ref, frames.REFUSED, fact, batch.at))


Progress = Callable[[Counts], None]


def run(
    pieces: Iterable[Piece[T]],
    batch: Callable[[Sequence[Piece[T]]], Counts],
    *,
    counts: Counts | None = None,
    progress: Progress | None = None,
    size: int = BATCH,
) -> Counts:
    """Hands the records to the command `batch`, `size` at a time; gives what was committed.

    Shape: `counts` grows with each committed batch, so that whoever is interrupted still knows;
    `progress` is called after each. Raises what the batch raises: earlier batches stay.
    """
    total = Counts() if counts is None else counts
    for some in _chunks(pieces, size):
        total.take_over(batch(some))
        if progress is not None:
            progress(total)
    return total


def _chunks(pieces: Iterable[Piece[T]], size: int) -> Iterator[Sequence[Piece[T]]]:
    rest = iter(pieces)
    while some := list(itertools.islice(rest, size)):
        yield some
