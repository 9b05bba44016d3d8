"""Posts bring rights, leaving takes them at once, an interest keeps from deciding."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import ANONYMOUS, Assurance
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Holding, Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.errors import (
    AccountUnknown,
    BodyIsClosed,
    InterestDeclared,
    LeavesTooEarly,
    OfficialUnknown,
    PostHeld,
    PostUnknown,
    RoleNotOfPosts,
)
from onewindow.registers.institutions.models import Official
from onewindow.registers.institutions.offers import no_interest
from onewindow.registers.institutions.tests.small_country import (
    LONG_AGO,
    NOW,
    TODAY,
    Country,
    account_of,
    sure,
)
from onewindow.trust.security.public import CONDITIONS, GRANTS

LATER = dt.date(2026, 12, 1)


def test_a_post_lends_its_role_in_its_body_with_the_reason(country: Country) -> None:
    health = country.found("HEALTH")
    officer, _ = country.staff(country.post(health), "hu")
    (held,) = institutions.holdings(officer, NOW)
    assert held == Holding(Role.OFFICER, held.because, health, "MZ")
    assert str(held.because) == "post of officer, HEALTH Bureau, since 2 November 2026"
    assert GRANTS.get("institutions.posts")(officer, NOW) == (held,)
    with translation.override("zh-hans"):
        assert "自 2026年11月2日 起" in str(held.because)


def test_all_posts_are_found_by_one_question_to_the_database(
    country: Country, django_assert_num_queries: object
) -> None:
    first, second = country.found("HEALTH"), country.found("POLICE")
    officer, _ = country.staff(country.post(first), "hu")
    account = officer.key
    institutions.appoint(
        country.organisation, account=account, post=country.post(second, Role.HEAD)
    )
    with django_assert_num_queries(1):
        held = institutions.holdings(officer, NOW)
    assert {(h.role, h.body) for h in held} == {(Role.OFFICER, first), (Role.HEAD, second)}


def test_whoever_is_no_person_holds_no_post(country: Country) -> None:
    assert institutions.holdings(ANONYMOUS, NOW) == ()


def test_a_post_that_begins_later_lends_nothing_yet(country: Country) -> None:
    officer, _ = country.staff(country.post(country.office), "hu", begins=LATER)
    assert institutions.holdings(officer, NOW) == ()
    first_hour = dt.datetime(2026, 11, 30, 16, 0, tzinfo=dt.UTC)
    assert institutions.holdings(officer, first_hour)
    assert not institutions.holdings(officer, first_hour - dt.timedelta(seconds=1))


@pytest.mark.parametrize("begins", [LONG_AGO, TODAY])
def test_inv_32_leaving_the_post_removes_its_rights_at_once(
    country: Country, begins: dt.date
) -> None:
    health = country.found("HEALTH")
    post = country.post(health)
    officer, official = country.staff(post, "hu", begins=begins)
    institutions.declare_interest(officer, party="person:1", because="cousin")
    institutions.dismiss(country.organisation, official=official, because="left")
    assert institutions.holdings(officer, NOW) == ()
    with pytest.raises(Refused):
        institutions.declare_interest(officer, party="person:2", because="cousin")
    assert institutions.holders(health, [Role.OFFICER], NOW) == []
    assert Official.objects.get(id=official).during.lower == begins


def test_a_dismissal_for_a_later_day_lends_until_then(country: Country) -> None:
    officer, official = country.staff(country.post(country.office), "hu")
    institutions.dismiss(country.organisation, official=official, because="age", on=LATER)
    assert institutions.holdings(officer, NOW)
    with clock.frozen_at(dt.datetime(2026, 11, 30, 16, 0, tzinfo=dt.UTC)):
        assert not institutions.holdings(officer, clock.now())
        with pytest.raises(OfficialUnknown):
            institutions.dismiss(country.organisation, official=official, because="again")


def test_a_dismissal_is_not_dated_back(country: Country) -> None:
    _, official = country.staff(country.post(country.office), "hu", begins=LONG_AGO)
    with pytest.raises(LeavesTooEarly):
        institutions.dismiss(
            country.organisation, official=official, because="late", on=dt.date(2026, 1, 1)
        )


def test_one_person_does_not_hold_one_post_twice_and_two_people_may(country: Country) -> None:
    post = country.post(country.office)
    account = account_of("hu")
    institutions.appoint(country.organisation, account=account.id, post=post)
    with pytest.raises(PostHeld, match="Hu"):
        institutions.appoint(country.organisation, account=account.id, post=post, begins=LATER)
    country.staff(post, "he")
    assert len(institutions.officials(post, TODAY)) == 2
    assert institutions.holders(country.office, [Role.OFFICER], NOW)[0] == sure(account).id


def test_an_appointment_needs_a_person_a_post_and_a_living_body(country: Country) -> None:
    post = country.post(country.office)
    account = account_of("hu").id
    with pytest.raises(AccountUnknown):
        institutions.appoint(country.organisation, account=new_id(), post=post)
    with pytest.raises(PostUnknown):
        institutions.appoint(country.organisation, account=account, post=new_id())
    with pytest.raises(BodyIsClosed):
        day = dt.date(2018, 1, 1)
        institutions.appoint(country.organisation, account=account, post=post, begins=day)


@pytest.mark.parametrize("role", [Role.SECURITY_HEAD, Role.OPERATOR])
def test_no_post_with_a_role_that_posts_do_not_bring(country: Country, role: Role) -> None:
    with pytest.raises(RoleNotOfPosts):
        country.post(country.office, role)


def test_a_post_counts_only_with_a_second_factor(country: Country) -> None:
    officer, _ = country.staff(country.post(country.office), "hu")
    weak = officer.__class__(officer.id, officer.label, Assurance.LOW)
    with pytest.raises(Refused):
        institutions.declare_interest(weak, party="person:1", because="cousin")


def test_a_declared_interest_keeps_the_official_from_that_person_only(country: Country) -> None:
    officer, _ = country.staff(country.post(country.office), "hu")
    institutions.declare_interest(officer, party="person:1", because="cousin")
    about = Matter(Ref("case", "1"), owner="person:1")
    told = CONDITIONS.get("no_interest")(officer, about, NOW)
    assert not told.is_held
    assert "colleague" in told.what_next
    assert no_interest(officer, Matter(Ref("case", "2"), owner="person:2"), NOW).is_held
    assert no_interest(country.organisation, about, NOW).is_held
    with pytest.raises(InterestDeclared):
        institutions.declare_interest(officer, party="person:1", because="cousin")


def test_a_declared_interest_is_never_taken_back(country: Country) -> None:
    officer, _ = country.staff(country.post(country.office), "hu")
    institutions.declare_interest(officer, party="person:1", because="cousin")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM registers_institutions_declaredinterest")
