"""What a stop would hold, as the officer sees it who decides on the stop."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.applying import applied
from tests.support.country import Country, at

from onewindow.delivery.cases.models import Case
from onewindow.delivery.cases.queries import running_under
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref

NOON = at("2026-11-03 12:00")


def test_a_security_officer_gets_numbers_and_days_and_nothing_else(country: Country) -> None:
    later, first = applied(country, at("2026-11-03 09:00")), applied(country)
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(NOON), reading(country.official("zhao"), "security.view") as frame:
        found = running_under(subject, frame.standing)
        assert [case.id for case in found] == [first, later]
        assert all(case.number.startswith("MZ-2026-BTH-") for case in found)
        with pytest.raises(Case.DoesNotExist):
            _ = found[0].applicant
        other = Ref.to("service", country.service("marriage"))
        assert running_under(other, frame.standing) == []


def test_who_does_not_decide_on_a_stop_gets_only_what_they_see_anyway(country: Country) -> None:
    applied(country)
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(NOON), reading(country.official("mayor"), "security.view") as frame:
        assert running_under(subject, frame.standing) == []


def test_the_number_of_statements_does_not_grow_with_the_cases(country: Country) -> None:
    subject = Ref.to("service", country.service("birth"))

    def counted() -> int:
        with clock.frozen_at(NOON), reading(country.official("zhao"), "security.view") as frame:
            with CaptureQueriesContext(connection) as caught:
                running_under(subject, frame.standing)
            return len(caught)

    applied(country)
    few = counted()
    for _ in range(4):
        applied(country)
    assert counted() == few
