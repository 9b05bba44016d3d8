"""A task: decided where it is read, taken once, refused with a confirmation."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from tests.support.country import Country

from onewindow.delivery.cases import public as cases
from onewindow.faces.workspace.tests.desks import (
    NOON,
    TWO_AT_THE_DESK,
    Apply,
    SignIn,
    number_of,
    task_of,
)
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security

REFUSAL = {
    "outcome": "refused",
    "reason": "The hospital does not know the birth.",
    "legal_basis": "Law on Maternal and Infant Health Care, article 23",
    "remedy": "Bring the record of the birth to window 2.",
}


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.frozen_at(NOON):
        yield


def decided(country: Country, case: object, login: str = "song.mei") -> list[str]:
    with reading(country.official(login), "cases.view"):
        return [step.outcome for step in processes.steps_of(case)]  # type: ignore[arg-type]


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_grant_is_one_form_and_the_next_task_opens_with_word_of_it(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case, after = apply(), apply()
    task, following = task_of(country, case), task_of(country, after)
    client = sign_in("song.mei")
    answer = client.post(f"/desk/tasks/{task}/", {"outcome": "granted"})
    assert answer["Location"] == f"/desk/tasks/{following}/"
    page = text(client, answer["Location"])
    assert f"{number_of(country, case)}, " in page
    assert ": Granted." in page
    assert "ndo" not in page.lower().replace("window", "")  # no undo is offered
    assert decided(country, case)[0] == "granted"


def test_the_last_decision_leads_back_to_the_empty_inbox(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    task = task_of(country, apply())
    client = sign_in("song.mei")
    answer = client.post(f"/desk/tasks/{task}/", {"outcome": "granted"}, follow=True)
    assert answer.redirect_chain == [("/desk/", 302)]
    assert "Nothing waits for you." in answer.content.decode()


def test_a_filter_stays_on_while_deciding(country: Country, sign_in: SignIn, apply: Apply) -> None:
    one, two = task_of(country, apply()), task_of(country, apply())
    client = sign_in("song.mei")
    assert f"/desk/tasks/{two}/?who=unclaimed" in text(client, f"/desk/tasks/{one}/?who=unclaimed")
    answer = client.post(f"/desk/tasks/{one}/?who=unclaimed", {"outcome": "granted"})
    assert answer["Location"] == f"/desk/tasks/{two}/?who=unclaimed"


def test_a_refusal_without_its_reasons_is_said_field_by_field(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    task = task_of(country, case)
    answer = sign_in("song.mei").post(
        f"/desk/tasks/{task}/", {"outcome": "refused", "reason": " ", "step": "confirmed"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    for name in ("reason", "legal_basis", "remedy"):
        assert f'<a href="#id_{name}">' in page
    assert decided(country, case)[0] == ""


@pytest.mark.parametrize("outcome", ["", "perhaps"])
def test_a_decision_that_is_none_is_said_at_its_field(
    country: Country, sign_in: SignIn, apply: Apply, outcome: str
) -> None:
    task = task_of(country, apply())
    answer = sign_in("song.mei").post(f"/desk/tasks/{task}/", {"outcome": outcome})
    assert answer.status_code == 422
    assert '<a href="#id_outcome_0">' in answer.content.decode()


def test_a_refusal_is_shown_once_more_before_it_counts(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    address = f"/desk/tasks/{task_of(country, case)}/"
    client = sign_in("song.mei")
    asked = client.post(address, REFUSAL)
    assert asked.status_code == 200
    assert "Check the refusal before it counts" in asked.content.decode()
    assert decided(country, case)[0] == ""
    changed = client.post(address, {**REFUSAL, "step": "change"}).content.decode()
    assert "The hospital does not know the birth." in changed
    assert "Check the refusal" not in changed
    client.post(address, {**REFUSAL, "step": "confirmed"})
    assert decided(country, case)[0] == "refused"


def test_words_of_a_refusal_do_not_stick_to_a_grant(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    task = task_of(country, case)
    sign_in("song.mei").post(f"/desk/tasks/{task}/", {**REFUSAL, "outcome": "granted"})
    with reading(country.official("song.mei"), "cases.view"):
        assert [s.reason for s in processes.steps_of(case) if s.outcome] == [""]


def test_the_second_of_two_officers_learns_who_was_first_and_gets_the_next(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case, other = apply(), apply()
    with clock.frozen_at(TWO_AT_THE_DESK):
        _race(country, sign_in, case, other)


def _race(country: Country, sign_in: SignIn, case: UUID, other: UUID) -> None:
    for one in (case, other):
        task = task_of(country, one)
        processes.decide_task(country.official("song.mei"), task_id=task, outcome="granted")
    task, free = task_of(country, case, "yan.bo"), task_of(country, other, "yan.bo")
    first, second = sign_in("yan.bo"), sign_in("zheng.tao")
    assert first.post(f"/desk/tasks/{task}/claim/").status_code == 302
    for address, words in (
        (f"/desk/tasks/{task}/claim/", {}),
        (f"/desk/tasks/{task}/release/", {}),
        (f"/desk/tasks/{task}/", {"outcome": "granted"}),
    ):
        answer = second.post(address, words)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Yan Bo has taken this task already." in page
        assert f'href="/desk/tasks/{free}/"' in page
    assert "Yan Bo has taken this step." in text(second, f"/desk/tasks/{task}/")


def test_a_decided_task_stays_decided(country: Country, sign_in: SignIn, apply: Apply) -> None:
    task = task_of(country, apply())
    client = sign_in("song.mei")
    client.post(f"/desk/tasks/{task}/", {"outcome": "granted"})
    answer = client.post(f"/desk/tasks/{task}/", {**REFUSAL, "step": "confirmed"})
    assert answer.status_code == 409
    page = text(client, f"/desk/tasks/{task}/")
    assert "This step is decided: Granted" in page
    assert 'name="outcome"' not in page


def test_taking_and_giving_back(country: Country, sign_in: SignIn, apply: Apply) -> None:
    task = task_of(country, apply())
    client = sign_in("song.mei")
    assert "Take it" in text(client, f"/desk/tasks/{task}/")
    assert "Give it back" in client.post(f"/desk/tasks/{task}/claim/", follow=True).content.decode()
    page = client.post(f"/desk/tasks/{task}/release/", follow=True).content.decode()
    assert "You have given the step back." in page
    assert "Take it" in page


@pytest.mark.parametrize("way", ["", "claim/", "release/"])
def test_an_officer_of_another_institution_is_refused(
    country: Country, sign_in: SignIn, apply: Apply, way: str
) -> None:
    case = apply()
    task = task_of(country, case)
    client = sign_in("jiang.yan")
    answer = client.post(f"/desk/tasks/{task}/{way}", {"outcome": "granted"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "an officer of the institution that is responsible for the step" in page
    assert "The attempt is line" in page
    assert "Li Na" not in page
    assert "Chen Xiaoyu" not in text(client, f"/desk/tasks/{task}/", 403)
    assert decided(country, case)[0] == ""


def test_a_step_cannot_be_taken_before_the_one_it_waits_for(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    answer = sign_in("zheng.tao").post(f"/desk/cases/{case}/steps/household/claim/")
    assert answer.status_code == 409
    assert "This step waits for" in answer.content.decode()


def test_reading_a_task_leaves_a_reading_line_each_time(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    task = task_of(country, case)
    client = sign_in("song.mei")
    text(client, f"/desk/tasks/{task}/")
    text(client, f"/desk/cases/{case}/")
    text(client, f"/desk/tasks/{task}/")
    holder = Actor(str(cases.case_matter(case).owner), "the applicant")
    with reading(holder, "cases.list_own") as frame:
        found = audit.readings_of(frame.standing)
    assert {row.actor_label for row in found} == {"Song Mei"}
    assert sorted(row.object_kind for row in found) == ["case", "task", "task"]


def test_a_task_shows_the_answers_all_steps_the_clocks_and_the_story(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    page = text(sign_in("song.mei"), f"/desk/tasks/{task_of(country, apply())}/")
    assert "Chen Xiaoyu" in page
    assert page.count("waits for an earlier step") == 3
    assert "9 November 2026" in page  # five working days after the 2nd
    assert "Application received" in page


def test_under_a_veto_a_task_cannot_be_opened_but_its_case_can(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    task = task_of(country, case)
    security.impose_veto(
        country.official("zhao"),
        subject=Ref.to("service", country.service("birth")),
        public_reason="A weakness was found.",
        alternative="Come to window 3.",
    )
    client = sign_in("song.mei")
    page = text(client, f"/desk/tasks/{task}/", 503)
    assert "A weakness was found." in page
    assert client.post(f"/desk/tasks/{task}/", {"outcome": "granted"}).status_code == 503
    assert "Chen Xiaoyu" in text(client, f"/desk/cases/{case}/")
    assert decided(country, case)[0] == ""


def test_a_case_is_shown_to_involved_offices_and_the_auditor_only(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    case = apply()
    assert "Chen Xiaoyu" in text(sign_in("xie.ning"), f"/desk/cases/{case}/")
    text(sign_in("jiang.yan"), f"/desk/cases/{case}/", 404)
    text(sign_in("zhao"), f"/desk/cases/{case}/", 403)


def test_who_is_an_auditor_reads_but_does_not_decide(
    country: Country, sign_in: SignIn, apply: Apply
) -> None:
    task = task_of(country, apply())
    client = sign_in("xie.ning")
    page = text(client, f"/desk/tasks/{task}/")
    assert 'name="outcome"' not in page
    assert client.post(f"/desk/tasks/{task}/", {"outcome": "granted"}).status_code == 403


def test_unknown_tasks_and_cases_are_not_found(sign_in: SignIn, country: Country) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    client = sign_in("song.mei")
    text(client, f"/desk/tasks/{nobody}/", 404)
    text(client, f"/desk/cases/{nobody}/", 404)
    assert client.post(f"/desk/tasks/{nobody}/claim/").status_code == 404
