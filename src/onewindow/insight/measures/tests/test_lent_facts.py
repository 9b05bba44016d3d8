"""What packages lend, counted in the demo country: the shipped measures over real records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.support.applying import applied
from tests.support.country import Country, at
from tests.support.database import TestServer, session_database

from onewindow.delivery.cases import public as cases
from onewindow.delivery.cases.public import Case
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.facts import FACTS
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.insight.measures import public as measures
from onewindow.insight.measures.models import MeasureValue
from onewindow.insight.measures.types import Differs
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingKind
from onewindow.trust.security import public as security

DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}
PERSONAL = {"applicant", "holder", "email", "comment", "rated_by", "number", "title", "label"}


def compute(moment: str, period: str = "2026-11", **more: Any) -> None:
    with clock.frozen_at(at(moment)):
        if not measures.definitions(at(moment).date()):
            measures.define(OPERATOR, drafts=measures.shipped())
        measures.compute(OPERATOR, period=period, **more)


def kept(code: str, region: str | None = None) -> MeasureValue:
    rows = MeasureValue.objects.filter(code=code, region=region)
    return rows.order_by("-as_of", "-revision")[0]


def decided(country: Country, case: Any, moment: str) -> None:
    with clock.frozen_at(at(moment)):
        for node, login in DESKS.items():
            desk = country.official(login)
            task = processes.claim_step(desk, instance_id=case, node=node)
            processes.decide_task(desk, task_id=task, outcome="granted")


def rated(case: Any, grade: int, moment: str) -> None:
    with reading(OPERATOR, "measures.verify"):
        row = Case.objects.get(id=case)
    with clock.frozen_at(at(moment)):
        cases.rate_service(Actor(row.holder, "whoever"), case_id=case, grade=grade, comment="")


def changes() -> dict[str, tuple[Differs, ...]]:
    with reading(OPERATOR, "measures.verify"):
        return {one.code: one.differs for one in measures.differences()[1]}


@pytest.fixture
def served(country: Country) -> list[Any]:
    """Gives four cases: two decided in time, one late, one open; grades 5 and 2."""
    sent = [applied(country) for _ in range(4)]
    decided(country, sent[0], "2026-11-03 10:00")
    decided(country, sent[1], "2026-11-03 11:00")
    decided(country, sent[2], "2026-11-18 10:00")
    rated(sent[0], 5, "2026-11-04 10:00")
    rated(sent[1], 2, "2026-11-05 10:00")
    return sent


def test_decisions_in_time_and_good_ratings_are_counted(
    country: Country, served: list[Any]
) -> None:
    compute("2026-11-20 09:00")
    on_time, good = kept("M-PRO-8"), kept("M-PRO-11")
    assert (on_time.numerator, on_time.denominator) == (2, 3)
    assert on_time.value == Decimal("66.6667")
    assert (good.value, good.count) == (50, 2)
    assert kept("M-PRO-11-RESPONSE").value == Decimal("66.6667")
    assert changes() == {}


def test_a_day_counts_when_it_is_over_and_what_was_so_then_stays(
    country: Country, served: list[Any]
) -> None:
    compute("2026-11-18 23:59")
    assert kept("M-PRO-8").denominator == 2
    assert kept("M-PRO-8").value == 100
    compute("2026-11-19 00:01")
    assert kept("M-PRO-8").denominator == 3
    decided(country, served[3], "2026-11-19 10:00")
    assert changes() == {}, "what happens later changes nothing about what was counted"


def test_days_of_a_veto_are_counted_in(country: Country) -> None:
    case = applied(country)
    subject = Ref.to("service", country.service("birth"))
    with clock.frozen_at(at("2026-11-03 08:00")):
        veto = security.impose_veto(
            country.official("zhao"), subject=subject, public_reason="A.", alternative="B."
        )
    with clock.frozen_at(at("2026-11-16 08:00")):
        security.lift_veto(country.official("qian"), veto_id=veto, evidence="Mended, tested.")
    decided(country, case, "2026-11-16 12:00")
    with reading(OPERATOR, "measures.verify"):
        row = Case.objects.get(id=case)
        assert row.decided_on and row.decided_on > row.due_on
    compute("2026-11-20 09:00")
    assert kept("M-PRO-8").value == 100


def test_functions_are_clear_until_a_finding_names_them(country: Country) -> None:
    compute("2026-11-20 09:00")
    before = kept("M-PRO-1")
    assert before.denominator and before.numerator
    with clock.frozen_at(at("2026-11-20 12:00")):
        functions.record_finding(
            country.official("tang.wei"),
            kind=FindingKind.OVERLAP,
            items=[Ref.to("function", country.function("BIRTH-COORDINATE"))],
            score=Decimal("0.9"),
            evidence={},
        )
    compute("2026-11-21 09:00")
    after = kept("M-PRO-1")
    assert (after.denominator, after.numerator) == (before.denominator, before.numerator - 1)
    assert changes() == {}, "the finding was not there as of the day before"


def test_a_clearance_that_runs_out_is_counted(country: Country) -> None:
    compute("2026-09-20 09:00", "2026-09")
    assert kept("M-SEC-1").value == 100
    compute("2026-10-20 09:00", "2026-10")  # that of dog licences ran out on the 9th
    row = kept("M-SEC-1")
    assert row.denominator - row.numerator == 1
    assert changes() == {}


def test_a_region_and_a_body_count_what_is_theirs(country: Country, served: list[Any]) -> None:
    compute("2026-11-20 09:00", region="MZ")
    compute("2026-11-20 09:00", region="XS")
    assert kept("M-PRO-8", "MZ").denominator == 3
    assert kept("M-PRO-8", "XS").denominator == 0
    with reading(OPERATOR, "measures.verify"):
        owner = functions.owner(country.function("BIRTH-COORDINATE"), at("2026-11-03 10:00").date())
    compute("2026-11-20 09:00", body=owner)
    theirs = MeasureValue.objects.filter(code="M-PRO-8", body=owner)[0]
    assert theirs.denominator == 3


def test_inv_52_a_record_changed_by_the_owner_of_the_tables_is_named(
    country: Country, served: list[Any], database_server: TestServer
) -> None:
    """Past every command, constraint and trigger: as nobody but who runs the database can."""
    compute("2026-11-20 09:00")
    assert changes() == {}
    with psycopg.connect(database_server.owner(session_database())) as owner:
        owner.execute("ALTER TABLE delivery_cases_rating DISABLE TRIGGER USER")
        owner.execute("UPDATE delivery_cases_rating SET grade = 5")
        owner.execute("ALTER TABLE delivery_cases_rating ENABLE TRIGGER USER")
    found = changes()
    assert found["M-PRO-11"] == (Differs.INPUT, Differs.RESULT)
    assert found["M-PRO-11-RESPONSE"] == (Differs.INPUT,)
    assert "M-PRO-8" not in found


def test_inv_52_a_value_changed_by_the_owner_of_the_tables_is_named(
    country: Country, served: list[Any], database_server: TestServer
) -> None:
    compute("2026-11-20 09:00")
    with psycopg.connect(database_server.owner(session_database())) as owner:
        owner.execute("ALTER TABLE insight_measures_measurevalue DISABLE TRIGGER USER")
        owner.execute(
            "UPDATE insight_measures_measurevalue SET value = 99.5 WHERE code = 'M-PRO-8'"
        )
        owner.execute("ALTER TABLE insight_measures_measurevalue ENABLE TRIGGER USER")
    assert changes() == {"M-PRO-8": (Differs.RESULT,)}


def test_who_looks_behind_a_value_sees_what_is_theirs_and_never_who_rated(
    country: Country, served: list[Any]
) -> None:
    compute("2026-11-20 09:00")
    with reading(country.official("song.mei"), "tasks.list"):
        seen = {one.label: one for one in measures.behind(kept("M-PRO-8"))}
        ratings = measures.behind(kept("M-PRO-11"))
    with reading(country.official("mayor"), "measures.view"):
        hidden = {one.label: one for one in measures.behind(kept("M-PRO-8"))}
        open_to_all = {one.label: one for one in measures.behind(kept("M-PRO-1"))}
    assert len(seen["decided"].shown) == 3
    assert hidden["decided"].shown == []
    assert open_to_all["clear"].shown
    assert [list(one.shown) for one in ratings] == [[], []]


@pytest.mark.parametrize("name", [name for name, _ in FACTS.items()])
def test_a_set_has_the_columns_it_says_and_nothing_of_a_person(
    country: Country, served: list[Any], name: str
) -> None:
    lent = FACTS.get(name)
    assert lent is not None
    moment = at("2026-11-20 00:00")
    with reading(OPERATOR, "measures.verify"), connection.cursor() as cursor:
        rows = lent.rows(moment)
        cursor.execute(f"SELECT * FROM ({rows.text}) f", {**rows.values, "at": moment})
        columns = [column.name for column in cursor.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    assert found
    assert set(columns) == {"id", "at", "region", "body", *lent.flags, *lent.amounts}
    assert not PERSONAL & set(columns)
    assert len({row["id"] for row in found}) == len(found)
    for row in found:
        assert Ref.parse(row["id"])
        assert row["at"] < moment
        assert all(row[flag] in {True, False, None} for flag in lent.flags)
        assert all(isinstance(row[amount], Decimal) for amount in lent.amounts)
