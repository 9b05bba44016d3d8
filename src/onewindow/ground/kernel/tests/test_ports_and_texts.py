"""Ports, events of safety, labels, texts."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

import pytest

from onewindow.ground.kernel import events
from onewindow.ground.kernel.labels import Label, Level
from onewindow.ground.kernel.money import Money
from onewindow.ground.kernel.ports import AlreadyLentError, Port
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import language_of, pick


def test_a_port_refuses_a_second_lender_of_one_name() -> None:
    port: Port[int] = Port("test.one_name")
    port.lend("a", 1)
    with pytest.raises(AlreadyLentError):
        port.lend("a", 2)
    assert (port.get("a"), port.get("b")) == (1, None)


def test_a_port_with_one_place_takes_one_lender() -> None:
    port: Port[int] = Port("test.one_place")
    assert port.the_only() is None
    port.lend("a", 1)
    assert port.the_only() == 1
    port.lend("b", 2)
    with pytest.raises(AlreadyLentError):
        port.the_only()


@dataclasses.dataclass(frozen=True, slots=True)
class Alarm(events.Event):
    """An event of safety."""

    safety: ClassVar[bool] = True


def test_nobody_listens_to_an_event_of_safety_in_its_transaction() -> None:
    with pytest.raises(RuntimeError, match="nothing may undo"):
        events.listen(Alarm, lambda event: None)


def test_a_label_dominates_by_level_and_compartments() -> None:
    secret = Label(Level.SECRET, frozenset({"heating"}))
    assert secret.dominates(Label(Level.CONFIDENTIAL))
    assert not Label(Level.SECRET).dominates(secret)
    assert not Label(Level.INTERNAL, frozenset({"heating"})).dominates(Label(Level.SECRET))


def test_a_text_falls_back_to_a_language_that_it_has() -> None:
    texts = {"en": "Birth", "zh-hans": "出生"}
    assert pick(texts, "zh-hans") == "出生"
    assert pick(texts, "ar") == "Birth"
    assert language_of(texts, "ar") == "en"
    assert pick({"pt": "Nascimento"}, "en") == "Nascimento"
    assert pick({}, "en") == ""


def test_money_of_two_currencies_is_not_added() -> None:
    assert str(Money(1050, "CNY") + Money(5, "CNY")) == "10.55 CNY"
    with pytest.raises(ValueError, match="cannot be added"):
        Money(1, "CNY") + Money(1, "EUR")


@pytest.mark.parametrize("text", ["", "case", "case:", ":1"])
def test_a_reference_needs_kind_and_id(text: str) -> None:
    with pytest.raises(ValueError, match="kind:id"):
        Ref.parse(text)
