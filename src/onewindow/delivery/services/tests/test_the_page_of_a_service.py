"""What the page of a service is made of: one statement, readable while it is stopped."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.country import Country, at

from onewindow.delivery.services import public as services
from onewindow.delivery.services.errors import NoSuchService
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import public as functions
from onewindow.trust.security import public as security

NOW = at("2026-11-23 10:00")


def test_one_statement_gives_all_that_the_page_says(country: Country) -> None:
    with clock.frozen_at(NOW), CaptureQueriesContext(connection) as asked:
        page = services.page_of("birth")
    assert len(asked) == 1
    assert (page.promised_days, page.statutory_days, page.can_apply) == (5, 45, True)
    assert page.today == NOW.date()
    assert [law.article for law in page.laws] == ["3", "23", "7", "25", "58"]
    assert page.obstacles == ()


def test_the_day_is_that_of_the_region(country: Country) -> None:
    with clock.frozen_at(at("2026-11-24 00:30")):
        assert services.page_of("birth").today.isoformat() == "2026-11-24"


def test_a_stopped_service_tells_why_and_which_other_way(country: Country) -> None:
    with clock.frozen_at(NOW):
        security.impose_veto(
            country.official("zhao"),
            subject=Ref.to("service", country.service("birth")),
            public_reason="It leaks.",
            restricted_reason="Only for us.",
            alternative="Go to the hall.",
        )
        (one,) = services.page_of("birth").obstacles
    assert (one.obstacle, one.reason, one.alternative) == ("VETO", "It leaks.", "Go to the hall.")


def test_what_is_not_public_is_not_there(country: Country) -> None:
    for code, origin in (("pension-statement", "own"), ("birth", "elsewhere"), ("nothing", "own")):
        with pytest.raises(NoSuchService):
            services.page_of(code, origin)


def test_audiences_are_counted_over_what_can_be_used_now(country: Country) -> None:
    with clock.frozen_at(NOW):
        counts = dict(services.audiences())
        assert counts["businesses"] == 3
        security.order_stop(
            country.official("zhao"),
            subject=Ref.to("service", country.service("food-licence")),
            public_reason="It is looked into.",
            alternative="Wait.",
        )
        assert dict(services.audiences())["businesses"] == 2


def test_the_responsible_body_comes_in_one_statement(country: Country) -> None:
    function = services.page_of("birth").function_id
    assert function is not None
    with CaptureQueriesContext(connection) as asked:
        body = functions.responsible(function, NOW.date())
    assert len(asked) == 1
    assert body is not None
    assert body.id == functions.owner(function, NOW.date())
    assert functions.responsible(function, at("1999-01-01 00:00").date()) is None
