"""Helpers for tests of the desks: officials signed in, applications sent, tasks and numbers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from tests.support.country import Country, at

from onewindow.delivery.cases import public as cases
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel.reading import reading

NOON = at("2026-11-02 12:00")
TWO_AT_THE_DESK = at("2026-11-10 12:00")  # Yan Bo came to Public Security on the 9th
SignIn = Callable[..., Client]
Apply = Callable[..., UUID]


def signed_in(country: Country, login: str, *methods: str) -> Client:
    """Gives a browser in which somebody has signed in by these methods."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"  # whatever the account speaks
    account = country.account(login)
    session = client.session
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": m, "at": 0} for m in methods]
    session.save()
    return client


def task_of(country: Country, case: UUID, login: str = "song.mei") -> UUID:
    """Gives the open task of a case at somebody's desk."""
    with reading(country.official(login), "tasks.list"):
        return next(line.task for line in processes.desk_lines() if line.case == case)


def number_of(country: Country, case: UUID, login: str = "song.mei") -> str:
    """Gives the number of a case that an official may see."""
    with reading(country.official(login), "cases.view", on=lambda: cases.case_matter(case)):
        return cases.found(case).number
