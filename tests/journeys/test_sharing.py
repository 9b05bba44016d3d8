"""Sharing in the demo country: requests at the desk, agreements and waivers in public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.support.country import Country, at

from onewindow.config.demo import guide
from onewindow.config.demo.reader import FOLDER
from onewindow.config.operating.linting import lint
from onewindow.faces.workspace.tests.desks import NOON, signed_in
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.agenda import tick
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import AskOnce

DESK = "/desk/data/sharing/"
AFTER = at("2026-11-09 12:00")
ASKED = {
    "elements": "person.name\nperson.address",
    "function": "HEALTH-CLAIM-PAY",
    "purpose": "Send the letter to where the insured live.",
    "legal_basis": "SHARING-12",
    "begins_day": "1",
    "begins_month": "12",
    "begins_year": "2026",
    "ends_day": "1",
    "ends_month": "12",
    "ends_year": "2028",
}


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with clock.frozen_at(NOON):
        yield


def body_of(country: Country, login: str) -> str:
    with frames.framed(country.official(login), "tests.look", durable=False) as frame:
        return str(next(iter(frame.standing.bodies)))


def found(country: Country, login: str, **wanted: str) -> sharing.DataRequest:
    with frames.framed(country.official(login), "tests.look", durable=False):
        return sharing.requests().filter(**wanted).latest("filed_at")


@pytest.mark.django_db(transaction=True)
def test_a_request_goes_from_desk_to_desk_until_the_agreement_is_public(country: Country) -> None:
    asking = signed_in(country, "pan.xia", "password", "mfa")
    fields = {**ASKED, "requester": body_of(country, "pan.xia")}
    assert asking.get(f"{DESK}new/").status_code == 200
    empty = asking.post(f"{DESK}new/", {"requester": fields["requester"]})
    assert empty.status_code == 422
    sent = asking.post(f"{DESK}new/", fields)
    assert sent.status_code == 302, sent.content.decode()[:4000]
    row = found(country, "pan.xia", state="filed")
    listed = asking.get(DESK).content.decode()
    assert row.number in listed
    assert ">4 November 2026</time>" in listed

    where = f"{DESK}{row.id}/"
    steward = signed_in(country, "cao.jun", "password", "mfa")
    assert "Check the request" not in steward.get(where).content.decode()
    authority = signed_in(country, "su.wen", "password", "mfa")
    assert "Check the request" in authority.get(where).content.decode()
    assert authority.post(where, {"do": "check", "answer": "yes"}).status_code == 302
    checked = steward.get(where).content.decode()
    assert ">9 November 2026</time>" in checked
    assert "Answer the request" in checked
    assert steward.post(where, {"do": "answer", "answer": "no"}).status_code == 422
    stranger = signed_in(country, "lu.qin", "password", "mfa")
    assert stranger.get(where).status_code == 404
    early = authority.post(where, {"do": "answer", "answer": "yes"})
    assert early.status_code == 403
    assert "SHARING_NOT_YET_ESCALATED" in early.content.decode()
    assert steward.post(where, {"do": "answer", "answer": "yes"}).status_code == 302
    public = Client().get("/en/sharing/").content.decode()
    assert "Send the letter to where the insured live." in public
    assert "Registered address" in public
    assert "Regulation on Sharing Government Data" in public


@pytest.mark.django_db(transaction=True)
def test_ac_2_3d_the_desk_of_the_data_authority_gets_what_nobody_answered(
    country: Country,
) -> None:
    row = found(country, "su.wen", state="compliance_checked")
    assert row.answer_due
    assert row.answer_due.isoformat() == "2026-11-06"
    with clock.frozen_at(AFTER):
        tick()
        authority = signed_in(country, "su.wen", "password", "mfa")
        listed = authority.get(DESK).content.decode()
        assert "Overdue" in listed
        assert "With the data authority" in listed
        where = f"{DESK}{row.id}/"
        assert authority.post(where, {"do": "answer", "answer": "yes"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_disputed_refusal_is_decided_at_the_desk(country: Country) -> None:
    row = found(country, "su.wen", state="disputed")
    where = f"{DESK}{row.id}/"
    authority = signed_in(country, "su.wen", "password", "mfa")
    page = authority.get(where).content.decode()
    assert "Placing people in work needs no ethnic group." in page
    assert "Decide the dispute" in page
    done = authority.post(where, {"do": "decide", "grants": "no", "reason": "It needs none."})
    assert done.status_code == 302
    assert "It needs none." in authority.get(where).content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_agreement_is_ended_at_the_desk_and_stays_public(country: Country) -> None:
    steward = signed_in(country, "cao.jun", "password", "mfa")
    with frames.framed(country.official("cao.jun"), "tests.look", durable=False):
        row = sharing.agreements().filter(elements__contains=["person.birth_date"]).get()
    where = f"/desk/data/agreements/{row.id}/"
    assert row.number in steward.get("/desk/data/agreements/").content.decode()
    day = {"on_day": "2", "on_month": "11", "on_year": "2026"}
    assert steward.post(where, {"do": "end", **day}).status_code == 422
    assert steward.post(where, {"do": "sign", "by": "x"}).status_code == 404
    assert steward.post(where, {"do": "end", "reason": "Misused.", **day}).status_code == 302
    public = Client().get("/en/sharing/").content.decode()
    assert "Misused." in public


@pytest.mark.django_db(transaction=True)
def test_inv_11_every_waiver_is_on_the_public_list(country: Country) -> None:
    page = Client().get("/en/sharing/exceptions/").content.decode()
    for told in (
        "Place of the birth",
        "Birth Register",
        "Rules on Handling One Matter Once, 3",
        "1 July 2027",
    ):
        assert told in page, told
    assert page.count("is asked by the form") == 6
    desk = signed_in(country, "su.wen", "password", "mfa")
    shown = desk.get("/desk/data/asked-once/").content.decode()
    assert "birth.mother_number" in shown
    assert "Not allowed" not in shown
    with clock.frozen_at(at("2027-07-01 09:00")):
        assert "Not allowed" in desk.get("/desk/data/asked-once/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_sc_01_step_8_the_tour_tries_to_ask_twice(country: Country) -> None:
    with pytest.raises(AskOnce, match="Population Register"):
        guide.try_asking_twice()
    with pytest.raises(AskOnce, match="Population Register"):
        guide.try_asking_twice()


@pytest.mark.django_db(transaction=True)
def test_a_form_is_linted_on_the_command_line(
    country: Country, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint(FOLDER / "forms" / "birth.yaml", "en", as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], len(told["questions"])) == ("birth", 9)
    asking = tmp_path / "other.yaml"
    text = (FOLDER / "forms" / "birth.yaml").read_text(encoding="utf-8")
    asking.write_text(text.replace("code: birth\n", "code: other\n"), encoding="utf-8")
    assert lint(asking, "en", as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    registers = {one["register"] for one in told["questions"]}
    assert registers == {"", "POPULATION", "BIRTH"}
    assert lint(asking, "en", as_json=False) == 1
    assert "6 of 9 questions ask for what a register holds." in capsys.readouterr().out
    assert lint(tmp_path / "none.yaml", "en", as_json=False) == 1
