"""The shelf alone: what it hands out, and when it hands out nothing."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from onewindow.faces.portal import shelf as shelves
from onewindow.faces.portal.shelf import Kept, Shelf
from onewindow.ground.kernel import clock

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
KEY = ("/en/", "br", "http")


def sure(shelf: Shelf, number: int = 1, until: dt.datetime | None = None) -> None:
    """Takes an answer of the database that has just come."""
    shelf.confirm(number, time.monotonic(), until)


def kept(shelf: Shelf, body: bytes = b"page") -> Kept:
    """Gives a page made now."""
    mark = shelf.mark()
    assert mark is not None
    return Kept(body, (), "tag", mark.number, mark.at, mark.until)


@pytest.fixture
def shelf() -> Shelf:
    """Gives an empty shelf that is sure of the number 1."""
    made = Shelf(most_bytes=800)
    sure(made)
    return made


def test_a_page_is_handed_out_while_nothing_changes(shelf: Shelf) -> None:
    shelf.put(KEY, kept(shelf))
    sure(shelf)
    found = shelf.take(KEY)
    assert found is not None
    assert found.body == b"page"


def test_a_change_takes_every_page_away(shelf: Shelf) -> None:
    shelf.put(KEY, kept(shelf))
    sure(shelf, number=2)
    assert shelf.take(KEY) is None
    assert len(shelf) == 0


def test_a_page_begun_before_a_change_is_not_kept_after_it(shelf: Shelf) -> None:
    page = kept(shelf)
    sure(shelf, number=2)
    shelf.put(KEY, page)
    assert shelf.take(KEY) is None


def test_nothing_is_handed_out_when_the_watch_is_silent(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(KEY, kept(shelf))
    shelf.confirm(1, time.monotonic() - shelves.SURE, None)
    assert shelf.take(KEY) is None
    assert shelf.mark() is None


def test_nothing_is_handed_out_in_doubt(shelf: Shelf) -> None:
    shelf.put(KEY, kept(shelf))
    shelf.doubt()
    assert shelf.take(KEY) is None


def test_an_answer_counts_for_less_than_a_second() -> None:
    assert shelves.SURE < 1


def test_a_page_ends_with_the_next_clearance_that_ends() -> None:
    shelf = Shelf()
    with clock.frozen_at(NOON):
        sure(shelf, until=NOON + dt.timedelta(seconds=5))
        shelf.put(KEY, kept(shelf))
    with clock.frozen_at(NOON + dt.timedelta(seconds=4)):
        assert shelf.take(KEY) is not None
    with clock.frozen_at(NOON + dt.timedelta(seconds=5)):
        assert shelf.take(KEY) is None


def test_a_page_is_made_anew_after_a_minute_or_when_the_clock_is_moved() -> None:
    shelf = Shelf()
    with clock.frozen_at(NOON):
        sure(shelf)
        shelf.put(KEY, kept(shelf))
    with clock.frozen_at(NOON + shelves.OLDEST):
        assert shelf.take(KEY) is None


def test_the_least_lately_used_page_goes_first(shelf: Shelf) -> None:
    for number in range(8):
        shelf.put((f"/{number}", "", "http"), kept(shelf, b"x" * 100))
    assert shelf.take(("/0", "", "http")) is not None
    shelf.put(("/8", "", "http"), kept(shelf, b"x" * 100))
    assert shelf.take(("/0", "", "http")) is not None
    assert shelf.take(("/1", "", "http")) is None


def test_a_page_that_would_fill_the_shelf_is_not_kept(shelf: Shelf) -> None:
    shelf.put(KEY, kept(shelf, b"x" * 101))
    assert shelf.take(KEY) is None
