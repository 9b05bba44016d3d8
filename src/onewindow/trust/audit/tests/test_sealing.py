"""The chain: what is sealed, by whom, and what two sealers or a late line do to it."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.gate import Witnessed
from onewindow.trust.audit import chain
from onewindow.trust.audit import public as audit
from onewindow.trust.audit.models import Link, Seal
from onewindow.trust.keys.public import SEAL, make_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _key(settings: object, tmp_path: object) -> None:
    settings.ONEWINDOW_KEYS = tmp_path  # type: ignore[attr-defined]
    make_key(SEAL)


def write(count: int, action: str = "test.line") -> None:
    for number in range(count):
        with transaction.atomic():
            audit.record(Witnessed(OPERATOR, action, None, "done", {"n": number}, clock.now()))


def seal_all(count: int) -> int:
    """Seals until so many lines are: an open transaction anywhere on the server delays a seal."""
    until, sealed = time.monotonic() + 20, 0
    while sealed < count and time.monotonic() < until:
        sealed += audit.seal()
    return sealed


def test_every_line_is_sealed_once_in_order_and_verifies() -> None:
    write(7)
    assert seal_all(7) == 7
    assert audit.seal() == 0
    write(3)
    while audit.unsealed_count():
        assert audit.seal(limit=2) <= 2
    verified = audit.verify()
    assert (verified.lines, verified.unsealed) == (10, 0)
    assert verified.seals >= 3
    assert verified.is_sound


def test_two_sealers_at_once_seal_each_line_once() -> None:
    write(40)
    counts: list[int] = []

    def work() -> None:
        try:
            counts.append(audit.seal())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) + seal_all(40 - sum(counts)) == 40
    assert audit.verify().is_sound


def test_a_line_of_a_slow_transaction_is_sealed_when_it_has_settled() -> None:
    begun, finish = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                audit.record(Witnessed(OPERATOR, "slow", None, "done", {}, clock.now()))
                begun.set()
                finish.wait(10)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(10)
    write(3)
    sealed_early = audit.seal()
    finish.set()
    thread.join()
    assert sealed_early == 0
    assert seal_all(4) == 4
    assert audit.verify().is_sound


def test_the_numbers_of_links_have_no_gaps() -> None:
    write(5)
    seal_all(5)
    assert list(Link.objects.order_by("position").values_list("position", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert Seal.objects.latest("number").last_position == 5


def test_a_restored_database_goes_on_sealing_above_what_it_had() -> None:
    write(4)
    seal_all(4)
    audit.count_anew()
    write(2)
    assert seal_all(2) == 2
    assert audit.verify().is_sound
    with connection.cursor() as cursor:
        cursor.execute("SELECT floor > 0 FROM onewindow_audit_mark()")
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("moment", ["chained", "slipped_in", "unsealed_count"])
def test_a_seal_made_while_the_chain_is_verified_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    write(3)
    seal_all(3)
    asked = getattr(chain, moment)

    def asked_late(*values: int) -> object:
        monkeypatch.undo()
        write(2)
        seal_all(2)
        return asked(*values)

    monkeypatch.setattr(chain, moment, asked_late)
    verified = audit.verify()
    assert verified.faults == ()
    assert verified.lines == 3
    assert audit.verify().lines == 5


def test_links_beyond_the_last_seal_are_a_fault() -> None:
    write(3)
    seal_all(3)
    assert audit.verify().is_sound
    Link.objects.create(position=4, seq=999_999, digest=b"\0" * 32)
    assert [fault.where for fault in audit.verify().faults] == ["position 4"]
