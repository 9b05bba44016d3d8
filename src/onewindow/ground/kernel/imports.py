"""Imports: records of others taken in by batches, one command and one transaction for each batch.

Every record is an action of its own inside the batch: the gate, the rules, an audit line. A
record that fails costs one rejection and nothing else. A batch is there as a whole with its audit
lines, or not at all; running an import again goes on where it was stopped, because what is there
already is found unchanged.

Where a kind of record can be kept `Together`, a batch costs as many statements as a record. If
the database refuses such a batch it is halved until the record is alone that it refuses, which is
then taken in by its own command in a savepoint.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from django.db import DataError, IntegrityError, connection, transaction

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, OneWindowError
from onewindow.ground.kernel.gate import Witnessed
from onewindow.ground.kernel.refs import Ref

BATCH = 200
LONGEST_SOURCE = 120
COLLECTED_AFTER = 100_000
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
class Done:
    """What was done with one record, and what its audit line tells of it."""

    on: Ref
    taken: Taken
    fact: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def note(self) -> None:
        """Tells it in the audit line of the current command."""
        frames.note(on=self.on, taken=self.taken, **self.fact)


@dataclasses.dataclass(frozen=True, slots=True)
class Together(Generic[T]):
    """How many records are kept by a number of statements that does not grow with them.

    Shape: `keep` gets records of which no two have the same `key`, and gives for each what was
    done or why it is refused, in their order. What it raises is found by halving.
    """

    keep: Callable[[Sequence[T]], Sequence[Done | OneWindowError]]
    key: Callable[[T], Hashable]


@dataclasses.dataclass(frozen=True, slots=True)
class Taking(Generic[T]):
    """How one kind of record is taken in.

    Shape: `take` calls the command named `action`; `on` names the record in the audit, `source`
    in the report; `together` is how many are taken in at once, by the same rules as `take`.
    Batches of one `origin` take turns, so that two imports at once find each other's records
    instead of tripping over them.
    """

    origin: Ref
    action: str
    take: Callable[[T], str]
    on: Callable[[T], Ref]
    source: Callable[[T], str]
    together: Together[T] | None = None


def take_batch(pieces: Sequence[Piece[T]], taking: Taking[T]) -> Counts:
    """Takes in the records of one batch; called inside the command of the batch.

    What is wrong with a record is its rejection. What is wrong with the world (no database, no
    permission, a fault of ours) ends the batch, which leaves nothing behind.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [str(taking.origin)])
    counts = Counts()
    with frames.gathering() as lines:
        if taking.together is None:
            _take_each(counts, lines, pieces, taking)
        else:
            for some in _apart(pieces, taking.together.key):
                _take_some(counts, lines, some, (taking, taking.together))
    frames.note(None, **{**counts.data(), "rejected": len(counts.rejected)})
    return counts


def _apart(
    pieces: Sequence[Piece[T]], key: Callable[[T], Hashable]
) -> Iterator[Sequence[Piece[T]]]:
    """Gives the pieces in their order, cut before each record that an earlier one is about too."""
    seen: set[Hashable] = set()
    begun = 0
    for place, piece in enumerate(pieces):
        if isinstance(piece, Rejected | Noted):
            continue
        one = key(piece)
        if one in seen:
            yield pieces[begun:place]
            seen, begun = set(), place
        seen.add(one)
    yield pieces[begun:]


def _take_some(
    counts: Counts,
    lines: list[Witnessed],
    pieces: Sequence[Piece[T]],
    how: tuple[Taking[T], Together[T]],
) -> None:
    """Takes in records together, or what can be of them: halves, quarters, at last one by one."""
    taking, together = how
    records = [one for one in pieces if not isinstance(one, Rejected | Noted)]
    if len(records) <= 1:
        _take_each(counts, lines, pieces, taking)
        return
    try:
        with transaction.atomic():
            frames.admit_each(taking.action, map(taking.on, records))
            done = together.keep(records)
    except (Invalid, Conflict, NotFound, DataError, IntegrityError):
        half = len(pieces) // 2
        _take_some(counts, lines, pieces[:half], how)
        _take_some(counts, lines, pieces[half:], how)
        return
    outcomes = iter(zip(records, done, strict=True))
    for piece in pieces:
        if isinstance(piece, Rejected | Noted):
            _tell(counts, lines, piece, taking)
        else:
            _count(counts, lines, next(outcomes), taking)


def _count(
    counts: Counts,
    lines: list[Witnessed],
    outcome: tuple[T, Done | OneWindowError],
    taking: Taking[T],
) -> None:
    """Counts a record that was kept with others, and lays its audit line to those of the batch."""
    record, done = outcome
    if isinstance(done, Done):
        counts.add(done.taken)
        fact = {"taken": done.taken, **done.fact}
        lines.append(frames.line_of(taking.action, done.on, frames.DONE, fact))
    else:
        _reject_record(counts, lines, record, taking, done)


def _take_each(
    counts: Counts, lines: list[Witnessed], pieces: Sequence[Piece[T]], taking: Taking[T]
) -> None:
    """Takes in records by their own commands, each in a savepoint."""
    for piece in pieces:
        if isinstance(piece, Rejected | Noted):
            _tell(counts, lines, piece, taking)
        else:
            _take(counts, lines, piece, taking)


def _tell(
    counts: Counts, lines: list[Witnessed], piece: Rejected | Noted, taking: Taking[T]
) -> None:
    """Counts what is no record: one that could not be read, or a note."""
    if isinstance(piece, Noted):
        counts.notes.append(piece)
    else:
        _reject(counts, lines, taking.action, piece, Unreadable(reason=piece.reason))


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
    fact: dict[str, object] = {"code": error.code, "sentence": plain(error.sentence())}
    lines.append(frames.line_of(action, ref, frames.REFUSED, fact))


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
    with _collecting_seldom():
        for some in _chunks(pieces, size):
            total.take_over(batch(some))
            if progress is not None:
                progress(total)
    return total


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Lets Python look for circles of garbage every hundred thousand new objects.

    Records are trees: they go when they are let go of. Every seven hundred objects, as Python has
    it, all that was read is gone through again and again, for a third of an import's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _chunks(pieces: Iterable[Piece[T]], size: int) -> Iterator[Sequence[Piece[T]]]:
    rest = iter(pieces)
    while some := list(itertools.islice(rest, size)):
        yield some
