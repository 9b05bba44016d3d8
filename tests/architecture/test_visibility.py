"""Every list as every role, with the query filters off: row security, the second net, holds.

Two applicants, a guest, four desks that decide, and the whole staff of the demo country. The net
is wider than the filters in one place only: a body that cooperates in a function sees its tasks,
and the cases they belong to, where a filter was forgotten (`onewindow_competent_functions`).
"""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import models

from onewindow.delivery.cases import public as cases
from onewindow.flow.forms import public as forms
from onewindow.flow.processes import public as processes
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import ANONYMOUS, CLOCK, IMPORTER, OPERATOR, Actor, guest
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Mode
from onewindow.trust.identity import public as identity
from tests.support.country import Country, at
from tests.support.database import TestServer, session_database

NOON = at("2026-11-03 12:00")
PAGES = {
    "child": {
        "child_name": "Chen Xiaoyu",
        "child_sex": "female",
        "birth_date": "2026-10-28",
        "birth_hospital": "mingzhou_maternity",
    },
    "parents": {"mother_name": "Li Na", "mother_number": "000000199001010017"},
    "wishes": {"card_pick_up": "service_hall"},
}
GUARDED = {
    "delivery_cases_case",
    "delivery_cases_caseanswers",
    "delivery_cases_rating",
    "flow_forms_draft",
    "flow_messages_delivery",
    "flow_messages_message",
    "flow_processes_instance",
    "flow_processes_task",
    "trust_audit_reading",
}
DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}


def _draft(country: Country, actor: Actor) -> UUID:
    draft = forms.begin_draft(
        actor,
        service_id=country.service("birth"),
        region="MZ",
        language="en",
        form_code="birth",
    )
    for page, raw in PAGES.items():
        forms.save_page(actor, draft_id=draft, page=page, raw=raw)
    return draft


def _fill(country: Country) -> Actor:
    """Makes rows in every guarded table; gives the guest among the applicants."""
    li_na, chen_wei, stranger = (
        country.citizen("li.na"),
        country.citizen("chen.wei"),
        guest(new_id()),
    )
    keys = {a.id: _draft(country, a) for a in (li_na, chen_wei, stranger)}
    _draft(country, chen_wei)
    for actor in (li_na, chen_wei, stranger):
        cases.submit_application(
            actor, draft_id=keys[actor.id], applicant=actor.label, email="somebody@example.org"
        )
    for step, login in DESKS.items():
        desk = country.official(login)
        task = processes.claim_step(desk, instance_id=keys[li_na.id], node=step)
        processes.decide_task(desk, task_id=task, outcome="granted")
    cases.rate_service(li_na, case_id=keys[li_na.id], grade=4)
    processes.claim_step(
        country.official("song.mei"), instance_id=keys[chen_wei.id], node="certificate"
    )
    return stranger


def _staff(country: Country) -> list[Actor]:
    people = identity.Account.objects.order_by("username").values_list("username", flat=True)
    return [country.official(login) for login in people]


def _tables() -> dict[str, type[models.Model]]:
    return {m._meta.db_table: m for m in apps.get_models() if m._meta.db_table in GUARDED}


def _counts(database_server: TestServer) -> dict[str, int]:
    with psycopg.connect(database_server.owner(session_database())) as owner:
        counted = {}
        for table in GUARDED:
            row = owner.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            counted[table] = row[0] if row else 0
    return counted


Seen = dict[str, set[object]]


def _seen(actor: Actor) -> tuple[Standing, Seen, Seen, Seen]:
    """Gives what row security shows without a filter, what the filter keeps, what may be seen."""
    with frames.framed(actor, "tests.look", durable=True) as frame:
        bare = {n: set(m._base_manager.values_list("pk", flat=True)) for n, m in _tables().items()}
        kept = {
            name: set(rows.visible_to(frame.standing).values_list("pk", flat=True))
            for name, model in _tables().items()
            if hasattr(rows := model._default_manager.all(), "visible_to")
        }
        wide = _wide(frame.standing, kept)
    return frame.standing, bare, kept, wide


def _wide(standing: Standing, kept: Seen) -> Seen:
    """Adds what a cooperating body may see: tasks of the function, and their cases."""
    tables, modes = _tables(), (Mode.RESPONSIBLE, Mode.COOPERATING)
    shared = functions.held_by(standing.bodies, jurisdiction.day("MZ", standing.at), modes)
    tasks = tables["flow_processes_task"]._base_manager.filter(function_id__in=shared)
    instances = set(tasks.values_list("instance_id", flat=True))
    more = {
        "flow_processes_task": set(tasks.values_list("pk", flat=True)),
        "delivery_cases_case": instances,
        "flow_processes_instance": instances,
    }
    return {name: rows | more.get(name, set()) for name, rows in kept.items()}


@pytest.mark.django_db(transaction=True)
def test_row_security_shows_no_role_what_the_filters_hide(
    country: Country, database_server: TestServer
) -> None:
    with clock.frozen_at(NOON):
        stranger = _fill(country)
        total = _counts(database_server)
        everybody = [ANONYMOUS, CLOCK, IMPORTER, OPERATOR, stranger, guest(new_id())]
        staff = _staff(country)
        roles: set[Role] = set()
        for actor in [*everybody, *staff]:
            standing, bare, kept, wide = _seen(actor)
            roles |= {held.role for held in standing.holdings}
            for name, rows in kept.items():
                assert rows <= bare[name], f"The net hides from {actor.label}: {name}"
                assert bare[name] <= wide[name], f"The net has a hole for {actor.label}: {name}"
            if not standing.sees_all:
                assert sum(map(len, bare.values())) < sum(total.values()), actor.label
    filled = set(total) - {"trust_audit_reading"}
    assert [name for name in filled if not total[name]] == [], "An empty table proves nothing."
    assert len(staff) >= 35
    assert roles >= {Role.PUBLIC, Role.APPLICANT, Role.OFFICER, Role.LEAD, Role.HEAD} | {
        Role.ORGANISATION,
        Role.SECURITY_HEAD,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
        Role.PROCESS_OWNER,
    }


@pytest.mark.django_db(transaction=True)
def test_an_applicant_sees_only_what_is_theirs_in_every_table(
    country: Country, database_server: TestServer
) -> None:
    with clock.frozen_at(NOON):
        _fill(country)
        _, li_na, *_ = _seen(country.citizen("li.na"))
        _, wang_lei, *_ = _seen(country.citizen("wang.lei"))
        _, nobody, *_ = _seen(ANONYMOUS)
    assert {name: len(rows) for name, rows in li_na.items() if name != "trust_audit_reading"} == {
        "delivery_cases_case": 1,
        "delivery_cases_caseanswers": 1,
        "delivery_cases_rating": 1,
        "flow_forms_draft": 1,
        "flow_messages_delivery": 0,
        "flow_messages_message": 2,
        "flow_processes_instance": 1,
        "flow_processes_task": 4,
    }
    assert [name for seen in (wang_lei, nobody) for name, rows in seen.items() if rows] == []


@pytest.mark.django_db(transaction=True)
def test_a_desk_sees_the_tasks_of_its_own_functions_only(country: Country) -> None:
    with clock.frozen_at(NOON):
        _fill(country)
        _, _, song_mei, _ = _seen(country.official("song.mei"))
        _, _, zheng_tao, _ = _seen(country.official("zheng.tao"))
        _, hou_lei, *_ = _seen(country.official("hou.lei"))
    assert len(song_mei["flow_processes_task"]) == 3
    assert len(zheng_tao["flow_processes_task"]) == 1
    assert not song_mei["flow_processes_task"] & zheng_tao["flow_processes_task"]
    assert not any(hou_lei.values())
