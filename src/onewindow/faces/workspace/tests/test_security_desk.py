"""The security desk: what a stop would do is seen before, and a second officer ends it."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.country import Country, at

from onewindow.faces.workspace.tests.desks import NOON, Apply, SignIn, number_of
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security

VETO = {
    "public_reason": "A weakness was found.",
    "alternative": "Come to window 3, 9 to 17 o'clock.",
    "restricted_reason": "CVE in the form renderer",
}
FOLLOWING = dt.timedelta(days=365)


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.frozen_at(NOON):
        yield


def birth(country: Country) -> Ref:
    return Ref.to("service", country.service("birth"))


def imposed(country: Country, login: str = "zhao") -> UUID:
    return security.impose_veto(country.official(login), subject=birth(country), **VETO)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def test_before_a_veto_the_officer_sees_the_open_cases_and_the_days_they_have_to_meet(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    first, second = apply(), apply(at("2026-11-02 10:00"))
    page = text(sign_in("zhao"), f"/desk/security/veto/?subject={birth(country)}")
    assert "2 open applications stand still" in page
    for case in (first, second):
        assert number_of(country, case) in page
    assert page.count("9 November 2026") == 2
    assert "Li Na" not in page


def test_a_veto_is_previewed_then_imposed_and_nothing_is_imposed_before(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    apply()
    client, address = sign_in("zhao"), f"/desk/security/veto/?subject={birth(country)}"
    preview = client.post(address, {**VETO, "step": "preview"})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "1 open application stands still" in page
    assert VETO["public_reason"] in page
    assert security.open_vetoes() == []
    done = client.post(address, {**VETO, "step": "confirmed"}, follow=True)
    (veto,) = security.open_vetoes()
    assert veto.number in done.content.decode()
    again = client.post(address, {**VETO, "step": "confirmed"})
    assert again.status_code == 409
    assert veto.number in again.content.decode()


@pytest.mark.parametrize("missing", ["public_reason", "alternative"])
def test_a_veto_without_its_words_is_said_at_the_field(
    country: Country, sign_in: SignIn, missing: str
) -> None:
    address = f"/desk/security/veto/?subject={birth(country)}"
    answer = sign_in("zhao").post(address, {**VETO, missing: " ", "step": "confirmed"})
    assert answer.status_code == 422
    assert f'<a href="#id_{missing}">' in answer.content.decode()
    assert security.open_vetoes() == []


def test_the_imposer_sees_who_can_lift_and_is_refused_with_the_number_of_the_line(
    country: Country, sign_in: SignIn
) -> None:
    veto = imposed(country)
    client, address = sign_in("zhao"), f"/desk/security/vetoes/{veto}/"
    page = text(client, address)
    assert "Qian Yue" in page
    assert "You imposed this veto, so a second officer lifts it." in page
    assert "<textarea" not in page
    answer = client.post(address, {"evidence": "patched"})
    assert answer.status_code == 403
    line = re.search(r"The attempt is line (\d+) of the audit", answer.content.decode())
    assert line is not None
    newest = audit.last_line_of(country.official("zhao").id)
    assert newest is not None
    assert (newest.seq, newest.action, newest.outcome) == (
        int(line[1]),
        "security.lift_veto",
        "refused",
    )


@pytest.mark.parametrize("login", ["mayor", "deng.kai", "xu.lan", "feng.rui", "xie.ning"])
def test_nobody_else_lifts_a_veto(country: Country, sign_in: SignIn, login: str) -> None:
    veto = imposed(country)
    client = sign_in(login)
    answer = client.post(f"/desk/security/vetoes/{veto}/", {"evidence": "patched"})
    assert answer.status_code == 403
    assert security.open_veto(veto) is not None


def test_the_second_officer_lifts_with_evidence_and_not_without(
    country: Country, sign_in: SignIn
) -> None:
    veto = imposed(country)
    client, address = sign_in("qian"), f"/desk/security/vetoes/{veto}/"
    assert client.post(address, {"evidence": " "}).status_code == 422
    assert client.post(address, {"evidence": "Patched and scanned."}).status_code == 302
    assert security.open_vetoes() == []
    text(client, address, 404)


def test_the_restricted_reason_is_read_by_security_only(country: Country, sign_in: SignIn) -> None:
    address = f"/desk/security/vetoes/{imposed(country)}/"
    assert VETO["restricted_reason"] in text(sign_in("feng.rui"), address)
    for login in ("mayor", "xu.lan", "xie.ning"):
        page = text(sign_in(login), address)
        assert VETO["restricted_reason"] not in page
        assert VETO["public_reason"] in page


def test_a_stop_order_ends_before_its_time_by_release(country: Country, sign_in: SignIn) -> None:
    client, address = sign_in("zhao"), f"/desk/security/stop/?subject={birth(country)}"
    words = {"public_reason": "Under attack.", "alternative": "Call 12345."}
    assert "after 72 hours" in client.post(address, {**words, "step": "preview"}).content.decode()
    assert not security.standing_stops()
    client.post(address, {**words, "step": "confirmed"})
    (stop,) = security.standing_stops()
    assert not security.operational(birth(country))
    assert "Under attack." in text(client, "/desk/security/")
    assert sign_in("mayor").post(f"/desk/security/stops/{stop.id}/release/").status_code == 403
    client.post(f"/desk/security/stops/{stop.id}/release/")
    assert not security.standing_stops()


def test_a_dossier_waits_until_an_officer_who_did_not_prepare_it_signs(
    country: Country, sign_in: SignIn
) -> None:
    dossier = security.prepare_dossier(
        country.official("xu.lan"), subject=birth(country), statement="It is protected."
    )
    client, address = sign_in("zhao"), f"/desk/security/dossiers/{dossier}/"
    assert f'href="{address}"' in text(client, "/desk/security/")
    assert "It is protected." in text(client, address)
    words = {
        "decision": "authorised",
        "expires_on_day": "30",
        "expires_on_month": "6",
        "expires_on_year": "2027",
    }
    assert client.post(address, {**words, "expires_on_day": "31"}).status_code == 422
    past = client.post(address, {**words, "expires_on_year": "2020"})
    assert past.status_code == 409
    assert sign_in("xu.lan").post(address, words).status_code == 403
    assert client.post(address, words)["Location"] == "/desk/security/"
    assert security.dossiers_waiting() == []
    assert security.subject(birth(country)).expires_at == dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


def test_a_clearance_that_ends_soon_is_listed(country: Country, sign_in: SignIn) -> None:
    found = security.subject(birth(country)).expires_at
    assert found is not None
    with clock.frozen_at(found - dt.timedelta(days=59)):
        page = text(sign_in("zhao"), "/desk/security/")
    part = page.partition("Clearances that end within 60 days")[2].partition("All subjects")[0]
    assert "Birth of a child" in part
    with clock.frozen_at(found - dt.timedelta(days=61)):
        page = text(sign_in("zhao"), "/desk/security/")
    part = page.partition("Clearances that end within 60 days")[2].partition("All subjects")[0]
    assert "Birth of a child" not in part


def test_an_officer_is_named_by_one_confirmed_by_another_and_ended_while_two_remain(
    country: Country, sign_in: SignIn
) -> None:
    zhao, qian = sign_in("zhao"), sign_in("qian")
    assert zhao.post("/desk/security/officers/", {"username": "nobody.at.all"}).status_code == 422
    assert zhao.post("/desk/security/officers/", {"username": "feng.rui"}).status_code == 302
    named = next(one for one in security.namings() if not one.is_confirmed)
    assert f"/officers/{named.id}/confirm/" not in text(zhao, "/desk/security/officers/")
    assert f"/officers/{named.id}/confirm/" in text(qian, "/desk/security/officers/")
    assert zhao.post(f"/desk/security/officers/{named.id}/confirm/").status_code == 403
    assert qian.post(f"/desk/security/officers/{named.id}/confirm/").status_code == 302
    assert len(security.officers()) == 3
    assert qian.post(f"/desk/security/officers/{named.id}/end/").status_code == 302
    other = next(one for one in security.namings() if one.label == "Qian Yue")
    assert zhao.post(f"/desk/security/officers/{other.id}/end/").status_code == 403
    assert len(security.officers()) == 2


def test_the_desk_costs_the_same_with_more_subjects(country: Country, sign_in: SignIn) -> None:
    client = sign_in("zhao")
    with CaptureQueriesContext(connection) as caught:
        page = text(client, "/desk/security/")
    assert page.count("stop/?subject=") == len(security.subjects())
    assert len(security.subjects()) > 20
    assert len(caught) <= 25


@pytest.mark.parametrize("subject", ["", "nothing", "service:unknown", "a:b:c"])
def test_an_unknown_subject_is_not_found(country: Country, sign_in: SignIn, subject: str) -> None:
    text(sign_in("zhao"), f"/desk/security/veto/?subject={subject}", 404)
