"""Founding, changing, closing and importing bodies."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import ANONYMOUS, CLOCK, IMPORTER, OPERATOR
from onewindow.ground.kernel.errors import Invalid, Refused
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.imports import Taken
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref, title
from onewindow.ground.search import public as search
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.errors import (
    BodyCodeTaken,
    BodyIsClosed,
    BodyIsImported,
    BodyStaffed,
    BodyUnknown,
    ClosedTooEarly,
    ParentCircle,
)
from onewindow.registers.institutions.models import Body, BodyParent
from onewindow.registers.institutions.tests.small_country import LONG_AGO, NOW, TODAY, Country
from onewindow.registers.institutions.types import (
    BodyStatus,
    Contact,
    Imported,
    OrganType,
)

NEW_YEAR = dt.date(2027, 1, 1)
SCHEME = "govuk-organisations"


def test_a_founded_body_stands_under_its_parent_on_its_regions_level(country: Country) -> None:
    health = country.found("HEALTH", parent=country.office)
    facts = institutions.body_by_code("HEALTH")
    assert (facts.id, facts.level, facts.status) == (health, "city", BodyStatus.ACTIVE)
    assert BodyParent.objects.get(body=health).parent_id == country.office
    assert title(Ref.to("body", health)) == "HEALTH Bureau"
    assert [body.code for body in institutions.bodies(TODAY)] == ["HEALTH", "ORG"]
    assert institutions.bodies(LONG_AGO - dt.timedelta(1)) == []


def test_a_body_is_found_by_its_address_of_today_and_again_when_its_end_is_taken_back(
    country: Country,
) -> None:
    made = country.found("HEALTH")
    assert search.find("orchard").total == 0
    there = Contact(address={"en": "1 Orchard Street"})
    institutions.change_contact(country.organisation, body=made, contact=there)
    assert [one.ref for one in search.find("orchard").results] == [Ref.to("body", made)]
    institutions.close_body(country.organisation, body=made, on=NEW_YEAR)
    assert search.find("orchard").total == 0
    institutions.reopen_body(country.organisation, body=made, held={})
    assert search.find("orchard").total == 1


def test_a_code_is_used_once(country: Country) -> None:
    with pytest.raises(BodyCodeTaken):
        country.found("ORG")


def test_the_command_line_founds_until_the_organisation_office_is_staffed(
    country: Country,
) -> None:
    with pytest.raises(Refused, match="organisation office is at work"):
        institutions.create_post(
            OPERATOR, body=country.office, title={"en": "Second"}, role=Role.ORGANISATION
        )


@pytest.mark.parametrize("actor", [ANONYMOUS, CLOCK, IMPORTER])
def test_nobody_else_founds_a_body(country: Country, actor: object) -> None:
    with pytest.raises(Refused):
        dataclasses.replace(country, organisation=actor).found("HEALTH")


def test_the_head_of_a_body_changes_its_contact_and_not_anothers(country: Country) -> None:
    health, police = country.found("HEALTH"), country.found("POLICE")
    head, _ = country.staff(country.post(health, Role.HEAD), "han")
    contact = Contact({"en": "1 Long Street"}, "12345", {"en": "9 to 5"})
    institutions.change_contact(head, body=health, contact=contact)
    assert institutions.body(health).contact == contact
    with pytest.raises(Refused):
        institutions.change_contact(head, body=police, contact=contact)


def test_a_closed_body_exists_until_its_last_day_and_its_posts_end_with_it(
    country: Country,
) -> None:
    health, heir = country.found("HEALTH"), country.found("HEIR")
    officer, _ = country.staff(country.post(health), "hu")
    institutions.close_body(country.organisation, body=health, on=NEW_YEAR, superseded_by=heir)
    facts = institutions.body(health)
    assert facts.superseded_by == heir
    assert facts.is_active(dt.date(2026, 12, 31))
    assert not facts.is_active(NEW_YEAR)
    day_before = dt.datetime(2026, 12, 31, 15, 59, tzinfo=dt.UTC)
    assert institutions.holdings(officer, day_before)
    assert not institutions.holdings(officer, day_before + dt.timedelta(minutes=1))
    with pytest.raises(BodyIsClosed):
        institutions.close_body(country.organisation, body=health, on=NEW_YEAR)


def test_a_body_with_an_appointment_after_its_end_does_not_end(country: Country) -> None:
    health = country.found("HEALTH")
    country.staff(country.post(health), "hu", begins=NEW_YEAR)
    with pytest.raises(BodyStaffed):
        institutions.close_body(country.organisation, body=health, on=NEW_YEAR)


@pytest.mark.parametrize("on", [TODAY - dt.timedelta(1), LONG_AGO])
def test_a_body_is_not_closed_in_the_past(country: Country, on: dt.date) -> None:
    with pytest.raises(ClosedTooEarly):
        institutions.close_body(country.organisation, body=country.found("HEALTH"), on=on)


def imported(name: str = "Cabinet Office", **facts: object) -> Imported:
    return Imported({"en": name}, OrganType.GOVERNMENT, "state", "RP", **facts)


def take_in(source_id: str, body: Imported) -> tuple[object, Taken]:
    return institutions.register_imported_body(
        IMPORTER, batch=new_id(), scheme=SCHEME, source_id=source_id, body=body
    )


def test_an_import_run_twice_changes_nothing(country: Country) -> None:
    made, first = take_in("cabinet", imported(is_closed=True))
    before = Body.objects.filter(id=made).values().get()
    with clock.frozen_at(NOW + dt.timedelta(days=40)):
        again, second = take_in("cabinet", imported(is_closed=True))
    assert (again, first, second) == (made, "created", "unchanged")
    assert Body.objects.filter(id=made).values().get() == before


def test_an_import_updates_what_the_source_changed(country: Country) -> None:
    made, _ = take_in("cabinet", imported())
    assert take_in("cabinet", imported("Cabinet Office of the Crown")) == (made, "updated")
    assert institutions.body_by_code("cabinet", SCHEME).name["en"].endswith("Crown")


def test_an_import_never_writes_a_body_of_our_own(country: Country) -> None:
    with pytest.raises(Invalid):
        institutions.register_imported_body(
            IMPORTER, batch=new_id(), scheme="own", source_id="ORG", body=imported()
        )


def test_an_imported_body_is_not_edited_and_has_no_posts(country: Country) -> None:
    made, _ = take_in("cabinet", imported())
    with pytest.raises(BodyIsImported):
        institutions.change_contact(country.organisation, body=made, contact=Contact())
    with pytest.raises(BodyIsImported):
        country.post(made)


def link(source_id: str, *parents: str) -> object:
    return institutions.link_parents(
        IMPORTER, scheme=SCHEME, source_id=source_id, parents=list(parents)
    )


def test_an_imported_body_keeps_several_parents_and_the_missing_are_told(
    country: Country,
) -> None:
    for name in ("a", "b", "c"):
        take_in(name, imported(name))
    told = link("c", "a", "b", "gone")
    assert (told.linked, told.ended, told.missing) == (2, 0, ("gone",))
    assert link("c", "a", "b", "gone").linked == 0
    with clock.frozen_at(NOW + dt.timedelta(days=1)):
        told = link("c", "b")
        assert (told.linked, told.ended) == (0, 1)
        assert link("c", "a", "b").linked == 1
    assert BodyParent.objects.filter(during__endswith=None).count() == 2


def test_parents_in_a_circle_and_of_unknown_bodies_are_refused(country: Country) -> None:
    take_in("a", imported())
    take_in("b", imported())
    link("b", "a")
    with pytest.raises(ParentCircle):
        link("a", "b")
    with pytest.raises(BodyUnknown):
        link("nobody", "a")


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        ("UPDATE registers_institutions_body SET status = 'closed'", "body_closed_has_its_day"),
        ("UPDATE registers_institutions_body SET organ_type = 'club'", "body_organ_type_known"),
        ("UPDATE registers_institutions_body SET scheme = 'x'", "body_own_or_of_a_batch"),
        (
            "UPDATE registers_institutions_post SET role = 'security_head'",
            "post_role_of_posts",
        ),
        (
            "INSERT INTO registers_institutions_official (id, created_at, account_id, post_id,"
            " during) SELECT gen_random_uuid(), now(), account_id, post_id, during"
            " FROM registers_institutions_official",
            "official_holds_a_post_once",
        ),
        ("DELETE FROM registers_institutions_official", "written once"),
        (
            "INSERT INTO registers_institutions_bodyparent (id, created_at, body_id, parent_id,"
            " during, is_imported) SELECT gen_random_uuid(), now(), id, id, '[2026-01-01,)', false"
            " FROM registers_institutions_body",
            "body_not_its_own_parent",
        ),
    ],
)
def test_the_database_keeps_the_register_whoever_writes(
    country: Country, broken: str, law: str
) -> None:
    with pytest.raises(IntegrityError, match=law), transaction.atomic():
        connection.cursor().execute(broken)
