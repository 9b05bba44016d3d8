"""The day that a refusal names is that of the place, not that of the machine."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import OPERATOR, Assurance, person
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import ClearanceEnded
from onewindow.trust.security.types import Decision

pytestmark = pytest.mark.django_db

BEGIN = dt.datetime(2026, 11, 2, 1, 0, tzinfo=dt.UTC)
END = dt.datetime(2026, 11, 30, 17, 0, tzinfo=dt.UTC)  # 1 December in Shanghai


@pytest.mark.parametrize(
    ("region", "day"), [("AA", "2026-12-01"), ("AB", "2026-11-30"), ("", "2026-12-01")]
)
def test_a_clearance_ended_on_the_day_of_its_region_or_of_the_country(
    region: str, day: str
) -> None:
    with clock.frozen_at(BEGIN):
        for code, zone, level, parent in (
            ("AA", "Asia/Shanghai", RegionLevel.STATE, None),
            ("AB", "Africa/Abidjan", RegionLevel.PROVINCE, "AA"),
        ):
            jurisdiction.found_region(
                OPERATOR, code=code, name={"en": code}, level=level, time_zone=zone, parent=parent
            )
        one, two = (person(uuid4(), name, Assurance.SUBSTANTIAL) for name in ("Lin", "Zhou"))
        security.name_first_officers(OPERATOR, officers=[one, two])
        ref = Ref.to("service", uuid4())
        security.register_subject(ref, title={"en": "Birth"}, region=region)
        dossier = security.prepare_dossier(OPERATOR, subject=ref, statement="It registers.")
        security.sign_clearance(
            one, dossier_id=dossier, decision=Decision.AUTHORISED, expires_at=END
        )
    with clock.frozen_at(END + dt.timedelta(hours=1)), pytest.raises(ClearanceEnded) as ended:
        security.require_operational(ref)
    assert f"ended on {day}." in ended.value.sentence()
