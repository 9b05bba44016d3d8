"""SC-09, the part that stands: a function moves at midnight of its own territory, never between."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.journeys.test_sc_01_birth_of_a_child import decide, submitted
from tests.support.country import Country, at

from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.reading import reading
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions


@pytest.mark.parametrize(
    ("when", "login"),
    [("2026-12-31 23:59", "zheng.tao"), ("2027-01-01 00:01", "meng.jie")],
)
def test_ac_3_2b_a_moved_task_is_on_one_desk_at_every_hour(
    country: Country, when: str, login: str
) -> None:
    case = submitted(country, country.citizen("li.na"))
    with clock.frozen_at(at("2026-11-03 10:00")):
        decide(country, case, "certificate")
        functions.transfer(
            country.official("tang.wei"),
            function=country.function("HOUSEHOLD-REGISTER-BIRTH"),
            to_body=institutions.body_by_code("CIV").id,
            on=dt.date(2027, 1, 1),
        )
    seen = []
    for who in ("zheng.tao", "meng.jie"):
        actor = country.official(who)
        with clock.frozen_at(at(when)), reading(actor, "tasks.list"):
            seen += [who] if processes.desk().filter(instance_id=case.id).exists() else []
    assert seen == [login]
