"""The staff door: a password alone opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern
from tests.support.country import Country

from onewindow.faces.workspace import urls
from onewindow.faces.workspace.tests.desks import signed_in

NOBODY = "00000000-0000-7000-8000-000000000000"
METHODS = ("get", "head", "post", "put", "delete", "options")


def addresses() -> Iterator[str]:
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern)
        path = str(one.pattern)
        for part in [p.split(">")[0] for p in path.split("<")[1:]]:
            path = path.replace(f"<{part}>", NOBODY if part.startswith("uuid") else "x")
        yield f"/desk/{path}"
    yield from ("/desk", "/desk/nothing/", "/desk/../desk/", "/desk//")


def opened(client: Client) -> list[tuple[str, str, int, str]]:
    """Gives every way in which something else than the way to sign in was answered."""
    found = []
    for address in addresses():
        for method in METHODS:
            answer = getattr(client, method)(address)
            goal = answer.headers.get("Location", "")
            if answer.status_code != 302 or not goal.startswith("/accounts/"):
                found.append((method, address, answer.status_code, goal))
    return found


def test_nobody_gets_in_without_signing_in(country: Country) -> None:
    assert opened(Client()) == []


def test_a_password_alone_opens_no_route_of_the_desk(country: Country) -> None:
    for login in ("zhao", "song.mei", "deng.kai", "xie.ning"):
        assert opened(signed_in(country, login, "password")) == []


def test_a_session_without_any_method_opens_no_route(country: Country) -> None:
    assert opened(signed_in(country, "zhao")) == []


def test_with_a_password_only_the_way_leads_to_setting_up_a_second_factor(
    country: Country,
) -> None:
    answer = signed_in(country, "zhao", "password").get("/desk/audit/?show=refused")
    assert answer["Location"] == (
        "/accounts/2fa/totp/activate/?next=%2Fdesk%2Faudit%2F%3Fshow%3Drefused"
    )


def test_a_citizen_with_a_second_factor_finds_no_desk(country: Country) -> None:
    client = signed_in(country, "li.na", "password", "mfa")
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "This desk is for the administration" in answer.content.decode()
    assert client.get("/desk/security/").status_code == 403


def test_pages_of_the_desk_are_kept_by_nobody(country: Country) -> None:
    answer = signed_in(country, "song.mei", "password", "mfa").get("/desk/")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/desk/tasks/not-an-id/", "/desk/cases/1/", "/desk/x\x00y/"])
def test_an_address_that_cannot_be_is_no_fault_of_ours(country: Country, address: str) -> None:
    answer = signed_in(country, "song.mei", "password", "mfa").get(address)
    assert answer.status_code in {400, 404}
