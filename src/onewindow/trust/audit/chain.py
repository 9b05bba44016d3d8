"""The chain over the audit: sealing what has settled, and verifying what is sealed.

Lines are appended plainly in their own transactions; a job chains them in batches and signs the
head, because a chain in each transaction would put all writers in one queue
(`docs/decisions/0004-audit-lines-are-chained-after-they-settle.md`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Subquery
from django.db.models.functions import Coalesce

from onewindow.engines.proofs import GENESIS, Head, canonical, link
from onewindow.ground.kernel import clock
from onewindow.trust.audit.models import Link, NewCount, Seal
from onewindow.trust.audit.queries import chained, slipped_in, unsealed_count
from onewindow.trust.audit.types import Fault, Verified
from onewindow.trust.keys.public import SEAL, remember_head, remembered_head, signer

LOCK = 7_201_001
BATCH = 5_000
MOST_NAMED = 100
_NAMES = (
    "actor_id",
    "actor_label",
    "through",
    "action",
    "object_kind",
    "object_id",
    "outcome",
    "fact",
)


def payload(row: Sequence[Any]) -> bytes:
    """Gives the canonical bytes of one entry: all columns; the fact as PostgreSQL writes jsonb."""
    seq, at, *rest = row
    names = dict(zip(_NAMES, rest, strict=True))
    if not isinstance(at, dt.datetime):
        raise TypeError("An audit line has an instant.")
    instant = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return canonical({**names, "seq": seq, "at": instant, "through": list(rest[2] or [])})


def seal(limit: int = BATCH) -> int:
    """Chains and signs the settled lines that no seal holds; gives how many.

    Two sealers at once take turns; a sealer killed in the middle leaves nothing behind.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            # Asked first and kept: a line that commits in between is left to the next seal.
            horizon = _horizon()
            cursor.execute("SELECT * FROM onewindow_audit_settled(%s, %s)", [limit, horizon])
            rows = cursor.fetchall()
        if not rows:
            return 0
        # A full batch may have cut a transaction in two: its id stays within the horizon.
        made = _append(rows, int(rows[-1][0]) if len(rows) == limit else horizon)
    remember_head(SEAL, made.number, bytes(made.head))
    return len(rows)


def _append(rows: Sequence[tuple[Any, ...]], horizon: int) -> Seal:
    last = Seal.objects.order_by("-number").first()
    digest = bytes(last.head) if last else GENESIS
    position = last.last_position if last else 0
    links = []
    for place, row in enumerate(rows, start=position + 1):
        digest = link(digest, payload(row[1:]))
        links.append(Link(position=place, seq=row[1], digest=digest))
    Link.objects.bulk_create(links, batch_size=1000)
    return _sign(last, position, links, horizon)


def _sign(last: Seal | None, position: int, links: list[Link], horizon: int) -> Seal:
    previous = bytes(last.head) if last else GENESIS
    number = last.number + 1 if last else 1
    head = Head(
        number, position + 1, position + len(links), len(links), bytes(links[-1].digest), previous
    )
    return Seal.objects.create(
        number=number,
        first_position=position + 1,
        last_position=position + len(links),
        head=head.digest,
        previous=previous,
        horizon=horizon,
        floor=_floor(),
        at=clock.now(),
        key_id=SEAL,
        signature=signer(SEAL).sign(head.signing_bytes()),
    )


def count_anew() -> None:
    """Marks that this database was restored: its transactions are counted from their beginning.

    Everything in a backup is sealed before it is written, so nothing below the mark is lost.
    """
    with transaction.atomic():
        last = Seal.objects.order_by("-number").first()
        top = Link.objects.aggregate(top=Max("seq"))["top"] or 0
        NewCount.objects.get_or_create(
            after_seal=last.number if last else 0,
            defaults={"horizon": _horizon(), "floor": top},
        )
        if last is not None:
            remember_head(SEAL, last.number, bytes(last.head))


def _floor() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT floor FROM onewindow_audit_mark()")
        (value,) = cursor.fetchone() or (0,)
    return int(value)


def _horizon() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (value,) = cursor.fetchone() or (0,)
    return int(value)


def verify() -> Verified:
    """Recomputes the whole chain and every signature; names each line that does not fit.

    What is sealed meanwhile is left to the next verification: the kept head is read first, then
    the seals, and the chain is followed to the last of them.
    """
    faults: list[Fault] = []
    kept = remembered_head(SEAL)
    seals = list(Seal.objects.order_by("number"))
    digests: dict[int, bytes] = {0: GENESIS}
    ends = {seal_.last_position for seal_ in seals}
    count = 0
    for position, digest in _walk(max(ends, default=0), faults):
        count += 1
        if position in ends:
            digests[position] = digest
    faults += [Fault(f"position {one}", "no seal closes this link") for one in _unclosed()]
    faults += [
        Fault(f"line {seq}", "the line was slipped in after sealing") for seq in slipped_in()
    ]
    faults += _faults_of_seals(seals, digests, kept)
    return Verified(count, unsealed_count(), len(seals), tuple(faults))


def _unclosed() -> list[int]:
    """Gives the positions beyond the last seal, asked in one statement: a seal brings its own."""
    ends = Seal.objects.order_by("-number").values("last_position")[:1]
    beyond = Link.objects.filter(position__gt=Coalesce(Subquery(ends), 0))
    return list(beyond.order_by("position").values_list("position", flat=True)[:MOST_NAMED])


def _walk(end: int, faults: list[Fault]) -> Iterator[tuple[int, bytes]]:
    """Follows the chain to a position; after a broken line it goes on from the stored digest."""
    previous, expected = GENESIS, 1
    for row in chained():
        position, seq, stored = int(str(row[0])), row[1], bytes(row[2])  # type: ignore[call-overload]
        if position > end:
            return
        if position != expected:
            faults.append(Fault(f"position {expected}", "links of the chain are missing here"))
        if row[3] is None:
            faults.append(Fault(f"line {seq}", "the line is gone"))
        elif link(previous, payload(row[3:])) != stored:
            faults.append(Fault(f"line {seq}", "the line is not what was sealed"))
        previous, expected = stored, position + 1
        yield position, stored


def _faults_of_seals(
    seals: Sequence[Seal], digests: dict[int, bytes], kept: tuple[int, bytes] | None
) -> Iterator[Fault]:
    """Gives what does not fit: missing seals, their places and signatures, the head kept apart."""
    for number, seal_ in enumerate(seals, start=1):
        if seal_.number != number:
            yield Fault(f"seal {number}", "a seal is missing")
        yield from _faults_of(seal_, digests)
    heads = {seal_.number: bytes(seal_.head) for seal_ in seals}
    if kept is not None and heads.get(kept[0]) != kept[1]:
        yield Fault(f"seal {kept[0]}", "the seal that was kept beside the keys is gone")


def _faults_of(seal_: Seal, digests: dict[int, bytes]) -> list[Fault]:
    """Gives what does not fit in one seal: its place in the chain, its signature."""
    first, last = seal_.first_position, seal_.last_position
    head = Head(
        seal_.number, first, last, last - first + 1, bytes(seal_.head), bytes(seal_.previous)
    )
    found = []
    if digests.get(last) != head.digest or digests.get(first - 1) != head.previous:
        found.append(Fault(f"seal {seal_.number}", "the seal does not fit the chain"))
    if not signer(SEAL).verifies(head.signing_bytes(), bytes(seal_.signature)):
        found.append(Fault(f"seal {seal_.number}", "the signature is not of our key"))
    return found
