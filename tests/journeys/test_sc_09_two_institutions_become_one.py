"""SC-09, simulated and decided: one institution merges into another while cases are open."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from uuid import UUID

import pytest
from tests.journeys.test_sc_01_birth_of_a_child import decide, own, submitted
from tests.support.country import Country, at

from onewindow.config.operating import reorganising
from onewindow.delivery.cases import public as cases
from onewindow.delivery.services import public as services
from onewindow.flow.messages import public as messages
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import agenda, clock
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import cli
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.errors import ReorganisationFileWrong
from onewindow.registers.functions.types import Change, Plan
from onewindow.registers.institutions import public as institutions
from onewindow.trust.audit import public as audit

NEW_YEAR = dt.date(2027, 1, 1)
EVE = dt.date(2026, 12, 31)
FILE = """
title: {en: One bureau for people and insurance}
day: 2027-01-01
basis: Decision 12 of the city
changes:
  - {body: HRS, rest: HSB, posts: HSB, closes: true}
"""


def body(code: str) -> UUID:
    return institutions.body_by_code(code).id


def merger() -> Plan:
    hrs, hsb = body("HRS"), body("HSB")
    change = Change(hrs, rest=hsb, closes=True, posts_to=hsb)
    return Plan({"en": "One bureau"}, NEW_YEAR, "Decision 12 of the city", (change,))


def waiting_case(country: Country) -> cases.Case:
    """Gives Li Na's case, with insurance and card still to do."""
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        decide(country, case, "certificate")
        decide(country, case, "household")
    return case


def decided(country: Country) -> UUID:
    with clock.frozen_at(at("2026-11-03 11:00")):
        key = functions.plan_reorganisation(country.official("tang.wei"), plan=merger())
        functions.decide_reorganisation(country.official("luo.min"), reorganisation=key)
    return key


def desk(actor: Actor, when: str) -> list[str]:
    with clock.frozen_at(at(when)), reading(actor, "tasks.list"):
        return sorted(line.node for line in processes.desk_lines())


def history(case: cases.Case) -> tuple[object, ...]:
    """Gives what is known of a case: its steps and every line about it and its tasks."""
    with reading(OPERATOR, "audit.view"):
        steps = processes.steps_of(case.id)
        refs = [Ref.to("case", case.id), *cases.task_refs(case.id)]
        lines = [(one.seq, one.action, one.fact) for ref in refs for one in audit.lines_about(ref)]
    return steps, lines


def test_ac_3_2e_after_a_merge_open_cases_lie_in_the_new_inbox_with_their_history(
    country: Country,
) -> None:
    case = waiting_case(country)
    before = history(case)
    decided(country)
    new, old = country.official("jiang.yan"), country.official("shen.qi")
    assert desk(new, "2026-12-31 23:59") == ["insurance"]
    assert desk(old, "2026-12-31 23:59") == ["card"]
    assert desk(new, "2027-01-01 00:00") == ["card", "insurance"]
    assert desk(old, "2027-01-01 00:00") == ["card", "insurance"]
    assert history(case) == before

    with clock.frozen_at(at("2027-01-04 09:00")):
        task = processes.claim_step(new, instance_id=case.id, node="card")
        processes.decide_task(new, task_id=task, outcome="granted")
        decide(country, case, "insurance")
        done = own(country.citizen("li.na"), case)
    assert (done.state, done.result, done.number) == ("decided", "granted", case.number)
    assert done.received_on == case.received_on
    _steps, lines = history(case)
    assert set(map(str, before[1])) <= set(map(str, lines))  # type: ignore[call-overload]


def test_inv_03_the_competent_authority_of_a_service_is_the_owner_of_its_function_on_the_day(
    country: Country,
) -> None:
    decided(country)
    hrs, hsb = body("HRS"), body("HSB")
    moved = functions.held_by([hrs], EVE)
    mine = [one for one in services.own_services() if one.function_id in moved]
    assert mine
    for one in mine:
        assert functions.owner(one.function_id, EVE) == hrs
        assert functions.owner(one.function_id, NEW_YEAR) == hsb


def test_the_simulation_says_what_moves_who_is_told_and_what_is_at_risk(country: Country) -> None:
    waiting_case(country)
    with clock.frozen_at(at("2026-11-03 11:00")):
        near = Plan({"en": "x"}, dt.date(2026, 11, 10), "D 12", merger().changes)
        with reading(country.official("tang.wei"), "functions.simulate") as frame:
            found = functions.simulate(near, frame.standing)
    held = functions.held_by([body("HRS")], EVE)
    counts = {group.kind: group.count for group in found.touched}
    assert {one.function.id for one in found.moves if one.mode == "responsible"} == held
    assert counts["cases"] == 1
    assert counts["tasks"] == 1
    assert counts["posts"] == len(institutions.posts_held([body("HRS")], EVE)) == 2
    assert counts["processes"] == 1
    assert counts["services"] > 0
    assert {one.officials for one in found.told} == {2}
    assert found.risk is not None
    assert found.risk.basis == "ORGANISATION-5"
    assert any(ref.kind == "case" for ref, _title, _due in found.at_risk)
    assert functions.owner(next(iter(held)), NEW_YEAR) == body("HRS")


def test_the_simulation_shows_only_what_its_reader_may_see(country: Country) -> None:
    """The organisation office sees numbers and days; rows of others stay behind their policies."""
    case = waiting_case(country)
    with clock.frozen_at(at("2026-11-03 11:00")):
        with pytest.raises(Refused), reading(country.official("song.mei"), "functions.simulate"):
            pass
        with reading(country.official("tang.wei"), "functions.simulate") as frame:
            found = functions.simulate(merger(), frame.standing)
            assert not cases.cases_by_id([case.id])
        titles = {g.kind: [t for _r, t, _d in g.first] for g in found.touched}
        assert titles["cases"] == [case.number]


def test_the_officials_of_both_institutions_are_told_when_it_is_decided_and_when_it_holds(
    country: Country,
) -> None:
    decided(country)
    with clock.frozen_at(at("2027-01-01 00:01")):
        ticked = agenda.tick()
        assert [one for one in ticked.refused if one[0] == "functions.take_effect"] == []
        for login in ("jiang.yan", "shen.qi", "pan.xia", "du.peng"):
            actor = country.official(login)
            inbox = messages.inbox_matter(actor.id)
            with reading(actor, "messages.inbox", on=lambda inbox=inbox: inbox) as frame:
                told = {one.code for one in messages.inbox(frame.standing)}
            assert told >= {"functions.reorganisation_decided", "functions.reorganisation_in_force"}


def test_the_command_line_simulates_a_file_and_writes_nothing(
    country: Country, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reorganisation.yaml"
    file.write_text(FILE, encoding="utf-8")
    with clock.frozen_at(at("2026-11-03 11:00")):
        assert reorganising.simulate(file, as_json=True) == 0
        found = json.loads(capsys.readouterr().out)
        assert reorganising.simulate(file, as_json=False) == 0
        assert "SOCIAL-CARD-ISSUE" in capsys.readouterr().out
    assert found["on"] == "2027-01-01"
    assert "SOCIAL-CARD-ISSUE" in [one["function"] for one in found["moves"]]
    assert found["closing"][0]["heir"] is not None
    assert found["left_over"] == []
    assert functions.reorganisations() == []

    file.write_text(FILE.replace("rest: HSB, ", ""), encoding="utf-8")
    with clock.frozen_at(at("2026-11-03 11:00")):
        assert reorganising.simulate(file, as_json=True) == 1
    for wrong in ("day: never", "- a list", "title: x\nday: 2027-01-01\nchanges: [{rest: HSB}]"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(ReorganisationFileWrong):
            cli.read_plan(file)
