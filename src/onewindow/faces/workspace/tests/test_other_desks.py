"""Desks of the process owner, the organisation office, the auditor and the administrator."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.applying import applied
from tests.support.country import Country

from onewindow.delivery.services import public as services
from onewindow.faces.workspace.tests.desks import NOON, Apply, SignIn, number_of
from onewindow.flow.messages import public as messages
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.frozen_at(NOON):
        yield


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def body(code: str) -> str:
    return str(institutions.body_by_code(code).id)


# --- the process owner ---------------------------------------------------------------------------


def drafted(country: Country) -> str:
    """Gives a new service like the one for a birth, still a draft."""
    model = services.by_id(country.service("birth"))
    key = services.draft_service(
        country.official("xu.lan"),
        code="birth-again",
        region="MZ",
        title={"en": "Birth once more"},
        summary={"en": "For a test"},
        function="BIRTH-COORDINATE",
        guide=model.guide,
        promised_days=5,
    )
    return str(key)


def test_a_service_goes_live_after_candidate_dossier_and_clearance(
    country: Country, sign_in: SignIn
) -> None:
    service = drafted(country)
    client, address = sign_in("xu.lan"), f"/desk/services/{service}/"
    assert "No clearance yet: a dossier is needed" in text(client, address)
    assert client.post(address, {"do": "candidate"}).status_code == 302
    refused = client.post(address, {"do": "live"})
    page = refused.content.decode()
    assert refused.status_code == 503
    assert "Birth once more has no valid security clearance" in page
    line = re.search(r"The attempt is line (\d+) of the audit", page)
    newest = audit.last_line_of(country.official("xu.lan").id)
    assert line is not None
    assert newest is not None
    assert (int(line[1]), newest.action) == (newest.seq, "services.go_live")
    assert client.post(address, {"do": "dossier", "statement": " "}).status_code == 422
    assert client.post(address, {"do": "dossier", "statement": "Safe."}).status_code == 302
    (dossier,) = security.dossiers_waiting()
    words = {
        "decision": "authorised",
        "expires_on_day": "30",
        "expires_on_month": "6",
        "expires_on_year": "2027",
    }
    sign_in("zhao").post(f"/desk/security/dossiers/{dossier.id}/", words)
    assert client.post(address, {"do": "live"}).status_code == 302
    assert services.by_code("birth-again").state == "live"
    assert "Nothing is in the way." in text(client, address)


@pytest.mark.parametrize("login", ["song.mei", "zhao", "deng.kai", "mayor", "xie.ning"])
def test_nobody_but_the_process_owner_makes_a_service_live(
    country: Country, sign_in: SignIn, login: str
) -> None:
    address = f"/desk/services/{drafted(country)}/"
    assert sign_in(login).post(address, {"do": "live"}).status_code in {403, 503}
    assert services.by_code("birth-again").state == "draft"


def test_the_list_of_services_says_what_is_in_the_way_of_each(
    country: Country, sign_in: SignIn
) -> None:
    subject = Ref.to("service", country.service("birth"))
    security.impose_veto(
        country.official("zhao"), subject=subject, public_reason="A weakness.", alternative="b"
    )
    with CaptureQueriesContext(connection) as caught:
        page = text(sign_in("xu.lan"), "/desk/services/")
    assert page.count('href="/desk/services/0') == 14
    assert "Under veto: A weakness." in page
    assert len(caught) <= 30
    assert (
        sign_in("xu.lan").post("/desk/services/" + subject.id + "/", {"do": "x"}).status_code == 404
    )


# --- the organisation office ---------------------------------------------------------------------


def test_a_second_responsible_institution_is_refused_with_the_owners_name(
    country: Country, sign_in: SignIn
) -> None:
    address = f"/desk/functions/{country.function('BIRTH-CERTIFY')}/"
    client = sign_in("tang.wei")
    words = {"do": "assign", "part-body": body("PSB"), "part-mode": "responsible"}
    refused = client.post(address, words)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Health Commission is responsible for" in page
    assert "The attempt is line" in page
    assert client.post(address, {**words, "part-body": ""}).status_code == 422
    assert client.post(address, {**words, "part-mode": "cooperating"}).status_code == 302
    assert "Cooperating" in text(client, address)


def test_a_function_moves_on_a_day_and_both_owners_stand_in_its_history(
    country: Country, sign_in: SignIn
) -> None:
    key = country.function("BIRTH-CERTIFY")
    address, client = f"/desk/functions/{key}/", sign_in("tang.wei")
    words = {
        "do": "transfer",
        "move-to_body": body("PSB"),
        "move-on_day": "1",
        "move-on_month": "1",
        "move-on_year": "2027",
    }
    assert client.post(address, {**words, "move-on_year": ""}).status_code == 422
    assert client.post(address, words).status_code == 302
    assert "1 January 2027" in text(client, address)
    on = clock.now().date()
    assert str(functions.owner(key, on)) == body("HEA")
    assert str(functions.owner(key, on.replace(year=2027))) == body("PSB")


@pytest.mark.parametrize("login", ["mayor", "zhao", "xu.lan", "xie.ning"])
def test_only_the_organisation_office_assigns(
    country: Country, sign_in: SignIn, login: str
) -> None:
    words = {"do": "assign", "part-body": body("PSB"), "part-mode": "cooperating"}
    address = f"/desk/functions/{country.function('BIRTH-CERTIFY')}/"
    assert sign_in(login).post(address, words).status_code == 403


def test_findings_are_listed_and_decided_with_a_reason(country: Country, sign_in: SignIn) -> None:
    client = sign_in("tang.wei")
    page = text(client, "/desk/functions/findings/")
    addresses = re.findall(r'href="(/desk/functions/findings/[^"]+/)"', page)
    assert len(addresses) == functions.open_findings().count() >= 3
    assert client.post(addresses[0], {"decision": "justified", "because": ""}).status_code == 422
    words = {"decision": "justified", "because": "The law says so."}
    assert client.post(addresses[0], words).status_code == 409
    key = UUID(addresses[0].rstrip("/").rpartition("/")[2])
    for concerned in functions.finding(key).concerned:
        says = {"do": "say", "said-body": str(concerned), "said-words": "It is ours by law."}
        assert client.post(addresses[0], {**says, "said-words": ""}).status_code == 422
        assert client.post(addresses[0], says).status_code == 302
    shown = text(client, addresses[0])
    assert "It is ours by law." in shown
    assert "Not heard yet" not in shown
    assert client.post(addresses[0], words).status_code == 302
    assert client.post(addresses[0], words).status_code == 404
    assert functions.open_findings().count() == len(addresses) - 1


def test_the_list_of_functions_names_one_owner_each(country: Country, sign_in: SignIn) -> None:
    with CaptureQueriesContext(connection) as caught:
        page = text(sign_in("tang.wei"), "/desk/functions/")
    assert "Functions (60)" in page
    assert "Health Commission" in page
    assert len(caught) <= 25


# --- the auditor ---------------------------------------------------------------------------------


def test_the_audit_shows_refused_attempts_and_lines_about_a_thing(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    sign_in("jiang.yan").get("/desk/security/")
    auditor = sign_in("xie.ning")
    refused = text(auditor, "/desk/audit/?show=refused")
    assert "security.view" in refused
    assert "cases.submit" not in refused
    number = number_of(country, case)
    for about in (number, f"case:{case}"):
        page = text(auditor, f"/desk/audit/?about={about}")
        assert "cases.submit" in page
        assert "security.view" not in page
    assert "cases.submit" in text(auditor, "/desk/audit/")
    text(auditor, "/desk/audit/?about=MZ-0", 404)
    text(sign_in("song.mei"), "/desk/audit/", 403)


def test_the_verification_says_what_it_checked_and_finds_nothing(
    country: Country, sign_in: SignIn
) -> None:
    while audit.seal():
        continue
    answer = sign_in("xie.ning").post("/desk/audit/verify/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The audit is sound" in page
    assert re.search(r"every one of \d{2,} chained lines was recomputed", page)
    assert "security.decisions_are_witnessed: in order" in page
    assert sign_in("song.mei").post("/desk/audit/verify/").status_code == 403
    assert sign_in("xie.ning").get("/desk/audit/verify/").status_code == 405


# --- editors of the search -----------------------------------------------------------------------


def test_editors_keep_synonyms_at_their_desk_and_others_do_not(
    country: Country, sign_in: SignIn
) -> None:
    client, address = sign_in("xu.lan"), "/desk/synonyms/"
    assert "None are kept yet." in text(client, address)
    assert client.post(address, {"terms": "", "language": ""}).status_code == 422
    refused = client.post(address, {"terms": "alone", "language": ""})
    assert refused.status_code == 422
    assert "SYNONYMS_INVALID" in refused.content.decode()
    assert client.post(address, {"terms": "nativity\r\nbirth", "language": ""}).status_code == 302
    assert search.find("nativity").total > 0
    assert "birth = nativity" in text(client, address)
    again = client.post(address, {"terms": "Birth\nNativity", "language": ""})
    assert again.status_code == 409
    (kept,) = search.synonyms()
    remove = f"{address}{kept.id}/remove/"
    assert sign_in("song.mei").post(remove).status_code == 403
    text(sign_in("song.mei"), address, 403)
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404
    assert (search.find("nativity").total, search.synonyms()) == (0, [])


# --- the administrator ---------------------------------------------------------------------------


def test_the_administrator_sends_again_what_did_not_leave_without_reading_it(
    country: Country, sign_in: SignIn
) -> None:
    failed = stuck(country)
    client = sign_in("deng.kai")
    page = text(client, "/desk/outbox/")
    assert "cases.received" in page
    assert "Li Na" not in page
    assert "unknown" not in page  # the address
    assert client.post(f"/desk/outbox/{failed}/resend/").status_code == 302
    assert "Everything has left." in text(client, "/desk/outbox/")
    assert client.post(f"/desk/outbox/{failed}/resend/").status_code == 409
    text(sign_in("song.mei"), "/desk/outbox/", 403)


def stuck(country: Country) -> str:
    """Gives a delivery that failed: the applicant's address is none."""
    applied(country, email="not an address")
    with reading(OPERATOR, "messages.outbox") as frame:
        (failed,) = messages.failed_deliveries(frame.standing)
        return str(failed.id)


def test_my_account_says_by_which_posts_i_hold_roles(country: Country, sign_in: SignIn) -> None:
    page = text(sign_in("song.mei"), "/desk/account/")
    assert "post of Officer for birth certificates" in page
    assert 'href="/accounts/2fa/"' in page
