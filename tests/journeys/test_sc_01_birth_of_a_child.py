"""SC-01: one application, four departments, one result; and what must not happen on the way."""

from __future__ import annotations

import datetime as dt
import threading
from uuid import UUID

import pytest
from django.db import connection, connections
from tests.support.country import Country, at

from onewindow.delivery.cases import public as cases
from onewindow.delivery.cases.errors import RatedAlready
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.flow.forms.errors import InvalidAnswers
from onewindow.flow.messages import public as messages
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.errors import TaskTaken, TaskWaiting
from onewindow.ground.kernel import agenda, clock
from onewindow.ground.kernel.actor import CLOCK, IMPORTER, OPERATOR, Actor, guest
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import (
    ClearanceDenied,
    ClearanceEnded,
    IncompatibleDuty,
    NotAllowed,
    Suspended,
    UnderVeto,
)
from onewindow.trust.security.types import Decision

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
DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}
MORNING = at("2026-11-02 09:10")


def answered(country: Country, actor: Actor) -> UUID:
    """Answers all nine questions, page by page."""
    draft = forms.begin_draft(
        actor,
        service_id=country.service("birth"),
        region="MZ",
        language="en",
        form_code="birth",
    )
    for page, raw in (("child", CHILD), ("parents", PARENTS), ("wishes", WISHES)):
        forms.save_page(actor, draft_id=draft, page=page, raw=raw)
    return draft


def submitted(country: Country, actor: Actor) -> cases.Case:
    """Gives Li Na's case, sent on Monday morning."""
    with clock.frozen_at(MORNING):
        receipt = cases.submit_application(actor, draft_id=answered(country, actor))
    with reading(actor, "cases.view_own", on=lambda: cases.case_matter(receipt.case_id)):
        return cases.found(receipt.case_id)


def decide(country: Country, case: cases.Case, step: str, **decision: str) -> None:
    """Decides one step at its desk."""
    desk = country.official(DESKS[step])
    task = processes.claim_step(desk, instance_id=case.id, node=step)
    processes.decide_task(desk, task_id=task, **({"outcome": "granted"} | decision))


def own(actor: Actor, case: cases.Case) -> cases.Case:
    """Reads the case as its applicant does."""
    with reading(actor, "cases.view_own", on=lambda: cases.case_matter(case.id)):
        return cases.found(case.id)


def veto(country: Country) -> UUID:
    """Vetoes the birth service as the security head."""
    return security.impose_veto(
        country.official("zhao"),
        subject=Ref.to("service", country.service("birth")),
        public_reason="A weakness in a component was found.",
        alternative="Go to desk 2 of the Service Hall; they give you a paper receipt.",
    )


def test_sc_01_one_application_goes_through_four_departments_and_gives_one_result(
    country: Country,
) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    assert case.number == "MZ-2026-BTH-000001-" + case.number[-1]
    assert case.due_on == dt.date(2026, 11, 9)

    for step, day in zip(DESKS, ("02 15:00", "03 10:00", "04 10:00", "05 10:00"), strict=True):
        with clock.frozen_at(at(f"2026-11-{day}")):
            decide(country, case, step)

    with clock.frozen_at(at("2026-11-05 11:00")):
        done = own(li_na, case)
        assert (done.state, done.result) == ("decided", "granted")
        assert done.decided_on == dt.date(2026, 11, 5)
        with reading(li_na, "messages.inbox", on=lambda: messages.inbox_matter(li_na.id)) as frame:
            codes = [message.code for message in messages.inbox(frame.standing)]
        assert sorted(codes) == ["cases.decided_granted", "cases.received"]
        cases.rate_service(li_na, case_id=case.id, grade=5)


def test_sc_01_insurance_and_card_run_side_by_side_after_the_household(country: Country) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        decide(country, case, "certificate")
        decide(country, case, "household")
    with reading(OPERATOR, "audit.view"):
        steps = {step.node: step.state for step in processes.steps_of(case.id)}
    assert steps == {
        "certificate": "done",
        "household": "done",
        "insurance": "open",
        "card": "open",
    }


def test_sc_01_an_invalid_answer_names_its_question(country: Country) -> None:
    li_na = country.citizen("li.na")
    with clock.frozen_at(MORNING):
        draft = forms.begin_draft(
            li_na,
            service_id=country.service("birth"),
            region="MZ",
            language="en",
            form_code="birth",
        )
        with pytest.raises(InvalidAnswers) as refused:
            forms.save_page(
                li_na, draft_id=draft, page="child", raw={**CHILD, "birth_date": "2026-11-03"}
            )
    assert refused.value.status == 422
    assert [fault.question for fault in refused.value.faults] == ["birth_date"]


def test_sc_01_a_second_submit_gives_the_same_receipt(country: Country) -> None:
    li_na = country.citizen("li.na")
    with clock.frozen_at(MORNING):
        draft = answered(country, li_na)
        first = cases.submit_application(li_na, draft_id=draft)
        second = cases.submit_application(li_na, draft_id=draft)
    assert (second.case_id, second.number, second.due_on) == (
        first.case_id,
        first.number,
        first.due_on,
    )
    assert (first.is_new, second.is_new) == (True, False)


def test_sc_01_an_officer_of_the_wrong_institution_is_refused_and_it_is_witnessed(
    country: Country,
) -> None:
    case = submitted(country, country.citizen("li.na"))
    with reading(OPERATOR, "audit.view"):
        (task,) = [s.task_id for s in processes.steps_of(case.id) if s.node == "certificate"]
    wrong = country.official("shen.qi")
    with clock.frozen_at(MORNING), pytest.raises(NotAllowed) as refused:
        processes.claim_task(wrong, task_id=task)
    assert refused.value.status == 403
    lines = audit.lines_about(Ref.to("task", task))
    assert [(line.actor_id, line.outcome, line.fact["code"]) for line in lines] == [
        (wrong.id, "refused", "NOT_ALLOWED")
    ]


def test_sc_01_a_password_alone_decides_nothing(country: Country) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(MORNING), pytest.raises(OneWindowError) as refused:
        processes.claim_step(country.citizen("song.mei"), instance_id=case.id, node="certificate")
    assert refused.value.code == "SECOND_FACTOR"


def test_sc_01_of_two_officers_on_one_task_one_wins_and_the_other_learns_who(
    country: Country,
) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(at("2026-11-10 09:00")):
        decide(country, case, "certificate")
    with reading(OPERATOR, "audit.view"):
        (task,) = [s.task_id for s in processes.steps_of(case.id) if s.node == "household"]
    results: dict[str, OneWindowError | None] = {}

    def claim(login: str) -> None:
        try:
            with clock.frozen_at(at("2026-11-10 09:05")):
                processes.claim_task(country.official(login), task_id=task)
            results[login] = None
        except OneWindowError as error:
            results[login] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim, args=(who,)) for who in ("zheng.tao", "yan.bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = [error for error in results.values() if error]
    assert len(lost) == 1
    assert isinstance(lost[0], TaskTaken)
    winner = next(who for who, error in results.items() if error is None)
    assert country.account(winner).name in lost[0].sentence()


def test_sc_01_the_household_cannot_be_claimed_before_the_certificate(country: Country) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(MORNING), pytest.raises(TaskWaiting) as refused:
        processes.claim_step(country.official("zheng.tao"), instance_id=case.id, node="household")
    assert "irth" in refused.value.sentence()


def test_sc_01_rating_twice_or_by_an_officer_is_refused(country: Country) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    with clock.frozen_at(at("2026-11-03 10:00")):
        for step in DESKS:
            decide(country, case, step)
        with pytest.raises(NotAllowed):
            cases.rate_service(country.official("song.mei"), case_id=case.id, grade=5)
        cases.rate_service(li_na, case_id=case.id, grade=5)
        with pytest.raises(RatedAlready):
            cases.rate_service(li_na, case_id=case.id, grade=1)


def test_sc_01_a_refusal_at_one_desk_gives_one_consolidated_decision(country: Country) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    with clock.frozen_at(at("2026-11-03 10:00")):
        decide(country, case, "certificate")
        decide(country, case, "household")
        decide(
            country,
            case,
            "card",
            outcome="refused",
            reason="The child has a card already.",
            legal_basis="INSURANCE-58",
            remedy="Have the other card cancelled, then apply again.",
        )
        decide(country, case, "insurance")
        done = own(li_na, case)
    assert (done.state, done.result) == ("decided", "partly")


def test_sc_01_under_veto_an_application_is_refused_in_plain_words(country: Country) -> None:
    li_na = country.citizen("li.na")
    with clock.frozen_at(MORNING):
        draft = answered(country, li_na)
        veto(country)
        with pytest.raises(UnderVeto) as refused:
            cases.submit_application(li_na, draft_id=draft)
        with pytest.raises(UnderVeto):
            answered(country, guest(new_id()))
    sentence = refused.value.sentence()
    assert "A weakness in a component was found." in sentence
    assert "desk 2 of the Service Hall" in sentence


def test_sc_01_with_an_expired_clearance_an_application_is_refused(country: Country) -> None:
    with clock.frozen_at(at("2027-06-30 00:01")), pytest.raises(ClearanceEnded) as refused:
        answered(country, country.citizen("li.na"))
    assert "its security clearance ended on 20" in refused.value.sentence()


def test_sc_01_with_a_denied_clearance_an_application_is_refused(country: Country) -> None:
    with clock.frozen_at(MORNING):
        dossier = security.prepare_dossier(
            country.official("xu.lan"),
            subject=Ref.to("service", country.service("birth")),
            statement="A new version.",
        )
        security.sign_clearance(
            country.official("zhao"),
            dossier_id=dossier,
            decision=Decision.DENIED,
            expires_at=at("2027-01-01 00:00"),
            reason="The critical item on encryption failed.",
        )
        with pytest.raises(ClearanceDenied) as refused:
            answered(country, country.citizen("li.na"))
    assert "encryption failed" in refused.value.sentence()


def test_sc_01_under_a_stop_order_an_application_is_refused(country: Country) -> None:
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(MORNING):
        security.order_stop(
            country.official("qian"),
            subject=subject,
            public_reason="We look into an incident.",
            alternative="Call 000 0000 0107.",
        )
        with pytest.raises(Suspended) as refused:
            answered(country, country.citizen("li.na"))
    assert "We look into an incident." in refused.value.sentence()
    with clock.frozen_at(MORNING + dt.timedelta(hours=73)):
        assert answered(country, country.citizen("li.na"))


def test_sc_01_the_imposer_cannot_lift_the_veto_and_a_second_officer_can(
    country: Country,
) -> None:
    with clock.frozen_at(MORNING):
        number = veto(country)
        with pytest.raises(IncompatibleDuty) as refused:
            security.lift_veto(country.official("zhao"), veto_id=number, evidence="Patched.")
        assert refused.value.status == 403
    with clock.frozen_at(at("2026-11-04 16:00")):
        security.lift_veto(country.official("qian"), veto_id=number, evidence="Patched, tested.")
        assert answered(country, country.citizen("li.na"))


@pytest.mark.parametrize("who", ["mayor", "deng.kai", "operator", "importer"])
def test_sc_01_nobody_else_lifts_the_veto_or_goes_live_and_each_try_is_witnessed(
    country: Country, who: str
) -> None:
    actors = {"operator": OPERATOR, "importer": IMPORTER}
    actor = actors.get(who) or country.official(who)
    with clock.frozen_at(MORNING):
        number = veto(country)
        with pytest.raises(NotAllowed):
            security.lift_veto(actor, veto_id=number, evidence="Because I say so.")
        with pytest.raises(UnderVeto):
            services.go_live(actor, service_id=country.service("birth"))
    lines = [
        *audit.lines_about(Ref.to("veto", number)),
        *audit.lines_about(Ref.to("service", country.service("birth"))),
    ]
    tries = [(line.action, line.fact["code"]) for line in lines if line.actor_id == actor.id]
    assert ("security.lift_veto", "NOT_ALLOWED") in tries
    assert ("services.go_live", "VETO") in tries


def test_sc_01_deemed_acceptance_fires_when_nobody_asked_and_not_during_a_freeze(
    country: Country,
) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    with clock.frozen_at(at("2026-11-09 18:00")):
        agenda.tick()
        assert own(li_na, case).state == "submitted"
        number = veto(country)
    with clock.frozen_at(at("2026-11-10 09:00")):
        agenda.tick()
        assert own(li_na, case).state == "submitted"
    with clock.frozen_at(at("2026-11-11 09:00")):
        security.lift_veto(country.official("qian"), veto_id=number, evidence="Patched, tested.")
        agenda.tick()
        assert own(li_na, case).state == "submitted"
    with clock.frozen_at(at("2026-11-12 09:00")):
        agenda.tick()
        accepted = own(li_na, case)
    assert (accepted.state, accepted.acceptance) == ("accepted", "deemed")
    assert accepted.accepted_on == dt.date(2026, 11, 2)


def test_sc_01_the_due_day_counts_a_freeze_once(country: Country) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        number = veto(country)
        security.order_stop(
            country.official("qian"),
            subject=subject,
            public_reason="Incident.",
            alternative="Call.",
        )
    with clock.frozen_at(at("2026-11-05 16:00")):
        security.lift_veto(country.official("qian"), veto_id=number, evidence="Patched, tested.")
    with clock.frozen_at(at("2026-11-09 09:00")):
        frozen = own(li_na, case)
        assert frozen.due_on == dt.date(2026, 11, 9)
        assert cases.due_of(frozen) == dt.date(2026, 11, 12)


def test_sc_01_before_imposing_the_officer_sees_what_stops_and_applicants_are_told(
    country: Country,
) -> None:
    li_na = country.citizen("li.na")
    case = submitted(country, li_na)
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        with reading(country.official("zhao"), "security.view") as frame:
            change = Change(subject, ChangeKind.STOPPED, dt.date(2026, 11, 3))
            (hit,) = affected(change, frame.standing)
        assert (hit.count, hit.first[0][1:]) == (1, (case.number, dt.date(2026, 11, 9)))
        number = veto(country)
        assert cases.tell_stopped(CLOCK, cause=number, subject=subject) == 1
        assert cases.tell_stopped(CLOCK, cause=number, subject=subject) == 0
        with reading(li_na, "messages.inbox", on=lambda: messages.inbox_matter(li_na.id)) as frame:
            stopped = [m for m in messages.inbox(frame.standing) if m.code == "cases.stopped"]
    assert len(stopped) == 1
    assert "desk 2 of the Service Hall" in stopped[0].body


def test_sc_01_a_veto_leaves_a_job_that_tells_the_applicants(country: Country) -> None:
    with clock.frozen_at(MORNING):
        veto(country)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args ->> 'subject' FROM procrastinate_jobs")
        rows = cursor.fetchall()
    assert ("cases.tell_of_veto", f"service:{country.service('birth')}") in rows


def test_sc_01_the_audit_of_the_whole_journey_verifies(country: Country) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        for step in DESKS:
            decide(country, case, step)
    while audit.seal():
        continue
    verified = audit.verify()
    assert verified.is_sound
    assert verified.lines > 300
    assert audit.run_checks()["security.decisions_are_witnessed"] == []
