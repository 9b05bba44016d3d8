"""Information systems, the quality of the structure, and what the end of a source would touch."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps

from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import ANONYMOUS
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref, title
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.errors import SystemCodeTaken, WrongState
from onewindow.registers.catalogue.models import Register
from onewindow.registers.catalogue.tests.conftest import (
    NEW_YEAR,
    TODAY,
    Small,
    definition,
    seen_by,
)
from onewindow.registers.catalogue.types import Lack, SystemState
from onewindow.trust.security.errors import NotAllowed, NotCleared


class TestSystems:
    def test_inv_26_a_system_goes_into_use_with_a_clearance_only(self, small: Small) -> None:
        for actor in (small.manager, small.steward):
            if actor is small.manager:
                catalogue.change_system_state(
                    actor, system=small.system, state=SystemState.ESTABLISHED
                )
            with pytest.raises(NotCleared):
                catalogue.change_system_state(actor, system=small.system, state=SystemState.IN_USE)
        assert catalogue.systems.system(small.system).state == SystemState.ESTABLISHED

    def test_a_system_moves_forwards_only(self, small: Small) -> None:
        catalogue.change_system_state(
            small.steward, system=small.system, state=SystemState.TERMINATED
        )
        with pytest.raises(WrongState):
            catalogue.change_system_state(
                small.manager, system=small.system, state=SystemState.ESTABLISHED
            )
        with pytest.raises(WrongState):
            catalogue.declare_collection(small.manager, system=small.system, element="person.name")

    def test_what_a_system_needs_is_listed_and_a_circle_is_allowed(self, small: Small) -> None:
        cards = small.a_system("CARDS")
        catalogue.declare_dependency(
            small.manager, system=cards, needs=small.system, because={"en": "names"}
        )
        catalogue.declare_dependency(small.manager, system=small.system, needs=cards)
        catalogue.declare_dependency(small.manager, system=small.system, needs=cards)
        found = [(d.system.code, d.needs.code) for d in catalogue.systems.dependencies()]
        assert found == [("CARDS", "POP-SYS"), ("POP-SYS", "CARDS")]

    def test_a_code_is_taken_once_and_a_steward_registers_for_the_own_body_only(
        self, small: Small
    ) -> None:
        with pytest.raises(SystemCodeTaken):
            small.a_system("POP-SYS")
        with pytest.raises(NotAllowed):
            catalogue.declare_dependency(
                small.party_steward, system=small.system, needs=small.a_system("CARDS")
            )


class TestQuality:
    def test_rates_come_with_their_counts_per_institution(self, small: Small) -> None:
        small.published(update_cycle="P1M", last_updated=TODAY)
        small.published(update_cycle="P1M", last_updated=dt.date(2026, 9, 1), elements=())
        small.published(update_cycle="IRREG", last_updated=None, format="CSV", elements=())
        with seen_by(small.manager):
            parts = {one.body: one for one in catalogue.quality.quality(TODAY)}
            assert [row.update_cycle for row in catalogue.quality.stale(TODAY)] == ["P1M"]
        police = parts[small.police]
        assert police.resources == 3
        assert police.freshness == (1, 2)
        assert police.completeness == (7 + 7 + 8, 36)
        assert police.coverage == (0, 1)
        assert small.data not in parts

    def test_a_register_is_covered_when_all_its_elements_are_catalogued(self, small: Small) -> None:
        small.published(elements=("person.name", "person.birth_date"))
        small.second_register()
        with seen_by(small.manager):
            parts = catalogue.quality.quality(TODAY)
            assert {one.body: one.coverage for one in parts} == {
                small.police: (1, 1),
                small.data: (0, 1),
            }
            assert catalogue.quality.total(parts)[0] == (1, 2)

    def test_m_res_4_every_active_element_has_exactly_one_source(self, small: Small) -> None:
        assert catalogue.quality.single_source(TODAY) == (2, 2)

    def test_ac_h2_what_the_database_cannot_refuse_the_orphan_check_finds(
        self, small: Small
    ) -> None:
        small.published()
        catalogue.define_element(small.manager, definition=definition("person.phone"))
        bodies = apps.get_model("registers_institutions", "Body").objects
        bodies.filter(id=small.police).update(status="closed", valid_to=TODAY)
        with seen_by(small.manager):
            found = {(one.kind, one.lacks) for one in catalogue.quality.orphans(TODAY)}
            assert found == {
                ("resource", (Lack.OWNER,)),
                ("register", (Lack.OWNER,)),
                ("system", (Lack.OWNER,)),
                ("element", (Lack.SOURCE,)),
            }


class TestImpact:
    def test_the_end_of_a_register_names_elements_resources_and_systems(self, small: Small) -> None:
        small.published()
        small.published(level=Level.SECRET)
        catalogue.declare_collection(small.manager, system=small.system, element="person.name")
        change = Change(Ref.to("register", small.register), ChangeKind.RETIRED, NEW_YEAR)
        counted = {}
        for actor in (small.manager, small.party_steward, ANONYMOUS):
            with frames.framed(actor, "tests.look", durable=False) as frame:
                counted[actor] = {one.kind: one.count for one in affected(change, frame.standing)}
        assert counted[small.manager] == {"elements": 2, "resources": 2, "systems": 1}
        assert counted[small.party_steward] == {"elements": 2, "resources": 1, "systems": 1}
        assert catalogue.lost(change) == {
            "person.birth_date": "Birth Date",
            "person.name": "Name",
        }

    def test_another_kind_of_change_touches_nothing_here(self, small: Small) -> None:
        change = Change(Ref.to("register", small.register), ChangeKind.STOPPED, NEW_YEAR)
        assert catalogue.lost(change) == {}

    def test_things_are_named_in_lists_of_others(self, small: Small) -> None:
        key = small.published(level=Level.SECRET)
        register = Register.objects.get(id=small.register)
        assert title(Ref.to("register", register.id)) == "Population Register"
        assert title(Ref.to("system", small.system)) == "Population System"
        assert title(Ref.to("resource", key)) == f"resource:{key}"
        with seen_by(small.manager):
            assert title(Ref.to("resource", key)) == "Households"
