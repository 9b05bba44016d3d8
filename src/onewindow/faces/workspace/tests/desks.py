"""Helpers for tests of the desks: officials signed in, applications sent, their tasks and numbers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from tests.support.country import Country, at

from onewindow.delivery.cases import public as cases
from onewindow.flow.forms import public as forms
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import guest
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.reading import reading

MORNING = at("2026-11-02 09:10")
NOON = at("2026-11-02 12:00")
TWO_AT_THE_DESK = at("2026-11-10 12:00")  # Yan Bo came to Public Security on the 9th
CHILD = {
    "child_name": "Chen Xiaoyu",
    "child_sex": "female",
    "birth_date": "2026-10-28",
    "birth_hospital": "mingzhou_maternity",
}
PARENTS = {
    "mother_name": "Li Na",
    "mother_number": "000000199001010017",
    "other_parent_name": "Chen Wei",
}
WISHES = {"household_to_join": "mother", "card_pick_up": "service_hall"}
PAGES = (("child", CHILD), ("parents", PARENTS), ("wishes", WISHES))

SignIn = Callable[..., Client]
Apply = Callable[..., UUID]


def signed_in(country: Country, login: str, *methods: str) -> Client:
    """Gives a browser in which somebody has signed in by these methods."""
    client = Client()
    account = country.account(login)
    session = client.session
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": m, "at": 0} for m in methods]
    session.save()
    return client


def applied(country: Country, moment: object = MORNING, email: str = "") -> UUID:
    """Sends one application for the birth of a child; gives the case."""
    actor = guest(new_id())
    with clock.frozen_at(moment):  # type: ignore[arg-type]
        draft = forms.begin_draft(
            actor,
            service_id=country.service("birth"),
            region="MZ",
            language="en",
            form_code="birth",
        )
        for page, raw in PAGES:
            forms.save_page(actor, draft_id=draft, page=page, raw=raw)
        receipt = cases.submit_application(actor, draft_id=draft, applicant="Li Na", email=email)
        return receipt.case_id


def task_of(country: Country, case: UUID, login: str = "song.mei") -> UUID:
    """Gives the open task of a case at somebody's desk."""
    with reading(country.official(login), "tasks.list"):
        return next(line.task for line in processes.desk_lines() if line.case == case)


def number_of(country: Country, case: UUID, login: str = "song.mei") -> str:
    """Gives the number of a case that an official may see."""
    with reading(country.official(login), "cases.view", on=lambda: cases.case_matter(case)):
        return cases.found(case).number
