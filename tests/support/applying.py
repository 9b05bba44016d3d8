"""Applications for the birth of a child, sent through the same commands as anybody's.

Imported by tests that use Django; `tests.support.country` has the country they are sent in.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.delivery.cases import public as cases
from onewindow.flow.forms import public as forms
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import guest
from onewindow.ground.kernel.ids import new_id
from tests.support.country import Country, at

MORNING = at("2026-11-02 09:10")
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
PAGES = (("child", CHILD), ("parents", PARENTS), ("wishes", WISHES))


def applied(country: Country, moment: dt.datetime = MORNING, email: str = "") -> UUID:
    """Sends one application for the birth of a child; gives the case."""
    actor = guest(new_id())
    with clock.frozen_at(moment):
        draft = forms.begin_draft(
            actor,
            service_id=country.service("birth"),
            region="MZ",
            language="en",
            form_code="birth",
        )
        for page, raw in PAGES:
            forms.save_page(actor, draft_id=draft, page=page, raw=raw)
        receipt = cases.submit_application(actor, draft_id=draft, applicant="Li Na", email=email)
        return receipt.case_id
