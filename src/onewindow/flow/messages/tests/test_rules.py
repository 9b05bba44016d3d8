"""The law of messages, without a database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.flow.messages import rules
from onewindow.flow.messages.types import DeliveryState, Outcome
from onewindow.ground.kernel.tell import MessageText

TEXT = MessageText("About {what}", "Dear {who},\nsee {what}.")


def test_facts_are_filled_in_by_name() -> None:
    parts = rules.render(TEXT, {"what": "birth", "who": "Li Na"}, "en")
    assert (parts.subject, parts.body) == ("About birth", "Dear Li Na,\nsee birth.")


def test_a_text_that_names_an_untold_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        rules.render(TEXT, {"what": "birth"}, "en")


def test_a_fact_is_never_read_as_a_template() -> None:
    parts = rules.render(TEXT, {"what": "{who.__class__}", "who": "x"}, "en")
    assert parts.subject == "About {who.__class__}"


@given(st.text())
def test_no_fact_can_begin_a_second_line_of_the_subject(fact: str) -> None:
    subject = rules.render(TEXT, {"what": fact, "who": "x"}, "en").subject
    assert subject.isprintable()
    assert len(subject) <= rules.LONGEST_SUBJECT
    assert len(subject.splitlines()) == 1


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nobody",
        "a@b@c",
        "a b@c",
        "a@b\nBcc: x@y",
        "a@b\r\nX: y",
        "a@b,c@d",
        "Li <a@b>",
        "a@b\x00",
        "a@" + "b" * 300,
    ],
)
def test_what_cannot_be_one_address_is_none(bad: str) -> None:
    assert not rules.is_address(bad)


@pytest.mark.parametrize("good", ["li.na@example.org", "o'neil+x@mail.example", "用户@例子.中国"])
def test_an_address_is_one(good: str) -> None:
    assert rules.is_address(good)


def test_an_accepted_attempt_is_the_end() -> None:
    assert rules.settle(1, Outcome.ACCEPTED)[0] is DeliveryState.SENT


def test_a_refusal_for_good_is_the_end() -> None:
    assert rules.settle(1, Outcome.FAILED)[0] is DeliveryState.FAILED


def test_seven_attempts_are_tried_again_and_the_eighth_fails() -> None:
    states = [rules.settle(n, Outcome.RETRY)[0] for n in range(1, 9)]
    assert states == [DeliveryState.QUEUED] * 7 + [DeliveryState.FAILED]


def test_waits_grow_and_ride_out_half_a_day() -> None:
    waits = [rules.settle(n, Outcome.RETRY)[1] for n in range(1, 8)]
    assert waits == sorted(waits)
    assert dt.timedelta(hours=12) < sum(waits, dt.timedelta()) < dt.timedelta(days=1)
